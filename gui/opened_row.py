"""A row of what was opened: containers of one product, lot and expiry."""

import datetime
from collections.abc import Callable, Iterator
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from core.catalog import Product
from gui import dates, spoken, theme, words
from gui.field import Count, Field, Line, Quantity
from gui.scan import Found
from gui.section import Encounter

_MOST = 1_000

_APART = (
    "The scanner sent no separator, so {} may be the lot and more. "
    "Copy lot, expiry and serial from the label, each into its field."
)


class _Number(Field):
    """How many containers."""

    def __init__(self) -> None:
        self.spin = Count()
        self.spin.setRange(1, _MOST)
        super().__init__("Count", self.spin, "How many of these were opened")
        self.spin.valueChanged.connect(self.changed)

    def text(self) -> str:
        return str(self.spin.value())

    def set_text(self, text: str) -> None:
        self.spin.setValue(int(text or 1))


class Row(QFrame):
    """Containers of one product, lot and expiry."""

    changed = Signal()
    removed = Signal()

    def __init__(
        self, product: Product, name: str, recalled: Callable[[str, str], str], on: Callable[[], datetime.date]
    ) -> None:
        """Show a product.

        Args:
            product: of the containers.
            name: what stands beside its strength.
            recalled: says of an NDC and a lot what is known of its recall (S1); empty for nothing.
            on: the date of service.
        """
        super().__init__()
        self.product, self._recalled, self._on = product, recalled, on
        self._recall = "", ""
        self.unsure = self._warning = ""
        self.notice, self.no_serial = QLabel(), QPushButton(words.NO_SERIAL)
        self.setProperty("look", "card")
        self.setAccessibleName(f"{product.strength} {product.container}, {product.ndc}")
        self.fields: dict[str, Field] = {
            "count": _Number(),
            "lot": Line("Lot", "As printed on the container"),
            "expires": Line("Expiry", "Such as 11/27 or 2027-11-30", "11/27"),
        }
        if not product.single_dose:
            drawn = Quantity("Drawn", ("mcg", "mg", "mL"), "Taken from the container; empty: what the dose needed")
            self.fields["drawn"] = drawn
        self.serials = self.fields["serials"] = Line("Serial numbers", "One for each container, with blanks between")
        self.serials.hide()
        for field in self.fields.values():
            field.changed.connect(self._change)
        for control in (*self.fields["lot"].controls(), *self.serials.controls()):
            cast("QLineEdit", control).editingFinished.connect(self._copied)
        self.no_serial.clicked.connect(lambda: self.ask_apart(""))
        self._build(name)

    def entry(self) -> Encounter:
        """The entry of `opened` that this row stands for."""
        entry: Encounter = {"ndc": self.product.ndc, "count": int(self.fields["count"].text())}
        for field in ("lot", "expires", "drawn"):
            if field in self.fields and self.fields[field].text():
                entry[field] = self.fields[field].text()
        if "expires" in entry:
            entry["expires"] = dates.expiry(entry["expires"])
        if serials := self.serials.text().split():
            entry["serials"] = serials
        if recalled := self._recall_of(entry.get("lot", "")):
            entry["recalled"] = recalled
        return entry

    def _recall_of(self, lot: str) -> str:
        """S1: by the list as it is now, else as it was known when the entry was made."""
        of_lot, before = self._recall
        return self._recalled(self.product.ndc, lot) or (before if lot == of_lot else "")

    def says(self) -> Found:
        """What a barcode of these containers would say; where a lot is not known, the expiry alone tells them apart."""
        entry = self.entry()
        return Found(self.product, entry.get("lot", ""), entry.get("expires", ""))

    def fill(self, entry: Encounter) -> None:
        """Show an entry of `opened`."""
        self._recall = entry.get("lot", ""), entry.get("recalled", "")
        for name, field in self.fields.items():
            value = entry.get(name) or ""
            field.set_text(" ".join(value) if isinstance(value, list) else str(value))

    def add_one(self, serial: str) -> None:
        """Count one more container, with its serial number where that is known."""
        self.fields["count"].set_text(str(int(self.fields["count"].text()) + 1))
        self.serials.set_text(f"{self.serials.text()} {serial}".strip())

    def has_serial(self, serial: str) -> bool:
        """Whether a container with this serial number is here already."""
        return serial in self.serials.text().split()

    def ask_apart(self, unsure: str) -> None:
        """B3: have lot, expiry and serial copied from the label, each by itself."""
        self.unsure = unsure
        self.look()

    def warn(self, said: str) -> None:
        """Say also what an earlier note says of these containers; nothing where it is empty."""
        self._warning = said
        self.look()

    def look(self) -> None:
        """Say what is the matter with these containers, and show what few of them have."""
        said = "\n".join(filter(None, self._notices()))
        self.serials.setVisible(bool(self.unsure or self.serials.text()))
        self.no_serial.setVisible(bool(self.unsure))
        if said and said != self.notice.text():
            spoken.say(self.notice, said)
        self.notice.setText(said)
        self.notice.setVisible(bool(said))

    def _notices(self) -> Iterator[str]:
        """S1, D1, S2, B3: all that is known against these containers, whatever else is missing."""
        entry = self.entry()
        yield words.RECALLED_HERE.format(entry["lot"], entry["recalled"]) if "recalled" in entry else ""
        expires = entry.get("expires", "")
        yield words.EXPIRED_HERE.format(expires) if _is_past(expires, self._on()) else ""
        yield self._warning
        yield _APART.format(self.unsure) if self.unsure else ""

    def _change(self) -> None:
        self.look()
        self.changed.emit()

    def _copied(self) -> None:
        """B3: lot and serial stand apart now."""
        if self.fields["lot"].text() and self.serials.text():
            self.ask_apart("")

    def set_tab_order(self, before: QWidget) -> None:
        """Come after another input when Tab is pressed; the button to remove comes last."""
        for field in self.fields.values():
            for control in field.controls():
                QWidget.setTabOrder(before, control)
                before = control
        QWidget.setTabOrder(before, self.no_serial)
        QWidget.setTabOrder(self.no_serial, self.last)

    def _build(self, name: str) -> None:
        title = QLabel(f"{self.product.strength} {self.product.container}")
        title.setProperty("look", "title")
        quiet = QLabel(name)
        quiet.setProperty("look", "quiet")
        quiet.setWordWrap(True)
        self.last = remove = QPushButton("Remove")
        remove.setAccessibleName(f"Remove {self.product.strength}, {self.product.ndc}")
        remove.setAccessibleDescription("Takes these containers off the list.")
        remove.clicked.connect(self.removed)
        head, row, box = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        head.setSpacing(theme.SPACE[2])
        head.addWidget(title)
        head.addWidget(quiet, 1)
        head.addWidget(remove)
        self.notice.setProperty("look", "fault")
        self.notice.setWordWrap(True)
        self.notice.hide()
        self.no_serial.setProperty("look", "link")
        self.no_serial.setAccessibleDescription(words.NO_SERIAL_HINT)
        self.no_serial.hide()
        for field in self.fields.values():
            if field is not self.serials:
                row.addWidget(field, 1)
        row.setSpacing(theme.SPACE[2])
        box.setContentsMargins(theme.SPACE[2], theme.SPACE[1], theme.SPACE[2], theme.SPACE[1])
        box.setSpacing(theme.SPACE[0])
        box.addLayout(head)
        box.addLayout(row)
        box.addWidget(self.serials)
        box.addWidget(self.notice)
        box.addWidget(self.no_serial, 0, Qt.AlignmentFlag.AlignLeft)


def _is_past(expires: str, on: datetime.date) -> bool:
    """Whether an expiry is a date before the date of service."""
    try:
        return datetime.date.fromisoformat(expires) < on
    except ValueError:  # not typed to its end
        return False
