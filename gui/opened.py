"""What was opened: one field to scan into, and a row for each kind of container."""

import datetime
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.catalog import Catalog, Product
from gui import dates, scan, theme
from gui.field import Count, Field, Line, Quantity
from gui.scan import Found, ScanError, ScanField
from gui.section import Encounter, Section

_MOST = 1_000


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

    def __init__(self, product: Product, name: str) -> None:
        """Show a product; `name` is what stands there for one that the catalogue does not know."""
        super().__init__()
        self.product = product
        self.setProperty("look", "card")
        self.fields: dict[str, Field] = {
            "count": _Number(),
            "lot": Line("Lot", "As printed on the container"),
            "expires": Line("Expiry", "Such as 11/27 or 2027-11-30", "11/27"),
        }
        if not product.single_dose:
            drawn = Quantity("Drawn", ("mcg", "mg", "mL"), "Taken from the container; empty: what the dose needed")
            self.fields["drawn"] = drawn
        for field in self.fields.values():
            field.changed.connect(self.changed)
        self._build(name)

    def entry(self) -> Encounter:
        """The entry of `opened` that this row stands for."""
        entry: Encounter = {"ndc": self.product.ndc, "count": int(self.fields["count"].text())}
        for field in ("lot", "expires", "drawn"):
            if field in self.fields and self.fields[field].text():
                entry[field] = self.fields[field].text()
        if "expires" in entry:
            entry["expires"] = dates.expiry(entry["expires"])
        return entry

    def says(self) -> Found:
        """What a barcode of these containers would say; where a lot is not known, the expiry alone tells them apart."""
        entry = self.entry()
        return Found(self.product, entry.get("lot", ""), entry.get("expires", ""))

    def fill(self, entry: Encounter) -> None:
        """Show an entry of `opened`."""
        for name, field in self.fields.items():
            field.set_text(str(entry.get(name) or ""))

    def add_one(self) -> None:
        """Count one more container."""
        self.fields["count"].set_text(str(int(self.fields["count"].text()) + 1))

    def set_tab_order(self, before: QWidget) -> None:
        """Come after another input when Tab is pressed; the button to remove comes last."""
        for field in self.fields.values():
            for control in field.controls():
                QWidget.setTabOrder(before, control)
                before = control
        QWidget.setTabOrder(before, self.last)

    def _build(self, name: str) -> None:
        title = QLabel(f"<b>{self.product.strength} {self.product.container}</b>")
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
        for field in self.fields.values():
            row.addWidget(field, 1)
        row.setSpacing(theme.SPACE[2])
        box.setContentsMargins(theme.SPACE[2], theme.SPACE[1], theme.SPACE[2], theme.SPACE[1])
        box.setSpacing(theme.SPACE[0])
        box.addLayout(head)
        box.addLayout(row)


class OpenedSection(Section):
    """The containers that were opened."""

    done = Signal()

    def __init__(self, catalog: Catalog, service_date: Callable[[], datetime.date]) -> None:
        """Take containers of a catalogue; the date of service decides a barcode's century."""
        super().__init__("Opened")
        self._catalog = catalog
        self._service_date = service_date
        self.rows: list[Row] = []
        self.scan = ScanField(catalog)
        self.scan.sent.connect(self._add_scanned)
        self.scan.done.connect(self.done)
        self.scan.textEdited.connect(lambda _: self._say(""))
        self._said = QLabel()
        self._said.setProperty("look", "fault")
        self._said.setWordWrap(True)
        self._said.hide()
        self.box.addWidget(self.scan)
        self.box.addWidget(self._said)

    def read(self) -> Encounter:
        """The entries of `opened`."""
        return {"opened": [row.entry() for row in self.rows]} if self.rows else {}

    def unknown(self, encounter: Encounter) -> str:
        """Why a container of an encounter can't be shown here; empty where all can."""
        try:
            for entry in encounter.get("opened", []):
                self._found(entry)
        except ScanError as error:
            return str(error)
        return ""

    def fill(self, encounter: Encounter) -> None:
        """Show the containers of an encounter."""
        for row in list(self.rows):
            self._drop(row)
        for entry in encounter.get("opened", []):
            found = self._found(entry)
            self._add(found.product).fill({"lot": found.lot, "expires": found.expires, **entry})
        self._say("")
        self.scan.clear()

    def know(self, catalog: Catalog) -> None:
        """Take containers of another catalogue; those of a product that is gone from it stay, as it was."""
        self._catalog = catalog
        self.scan.know(catalog)
        now = [(_as_known(row.product, catalog), row.entry()) for row in self.rows]
        if [product for product, _ in now] == [row.product for row in self.rows]:
            return
        for row in list(self.rows):
            self._drop(row)
        for product, entry in now:
            self._add(product).fill(entry)

    def field(self, path: str) -> Any:  # noqa: ANN401 - a field or the scan field, both can take a fault and the focus
        """The input that a path such as `opened[0].lot` means; the scan field where there is none."""
        number, _, name = path.removeprefix("opened[").partition("].")
        if number.isdigit() and int(number) < len(self.rows):
            fields = self.rows[int(number)].fields
            return fields.get(name, fields["count"])
        return None

    def key_of(self, path: str) -> str:
        """Key of the product that a path such as `opened[0].ndc` is about; empty where there is none."""
        number = path.removeprefix("opened[").partition("]")[0]
        return self.rows[int(number)].product.key if number.isdigit() and int(number) < len(self.rows) else ""

    def said(self) -> str:
        """What is said about the last scan; empty where it was taken."""
        return self._said.text()

    def _found(self, entry: Encounter) -> Found:
        """The container that an entry names, by its NDC or as it was scanned."""
        return scan.find(entry.get("ndc") or entry["barcode"], self._catalog, self._service_date())

    def _add_scanned(self, text: str) -> None:
        try:
            found = scan.find(text, self._catalog, self._service_date())
        except ScanError as error:
            self._say(str(error))
            self.scan.selectAll()
            return
        self.scan.clear()
        self._say("")
        same = next((row for row in self.rows if row.says() == found), None)
        if same is not None:
            same.add_one()
        else:
            row = self._add(found.product)
            row.fill({"count": 1, "lot": found.lot, "expires": found.expires})
        self.changed.emit()

    def _add(self, product: Product) -> Row:
        dosing = "single-dose" if product.single_dose else "multi-dose"
        doubt = "" if product.dosing_confirmed else ", check the label"
        row = Row(product, f"{dosing}{doubt}\n{product.labeler}, {product.ndc}")
        row.changed.connect(self.changed)
        row.removed.connect(lambda: self._remove(row))
        before = self.rows[-1].last if self.rows else self.scan
        self.rows.append(row)
        self.box.addWidget(row)
        row.set_tab_order(before)
        return row

    def _remove(self, row: Row) -> None:
        self._drop(row)
        self.scan.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _drop(self, row: Row) -> None:
        self.rows.remove(row)
        self.box.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _say(self, message: str) -> None:
        self._said.setText(message)
        self._said.setVisible(bool(message))
        self.scan.setProperty("wrong", bool(message))
        theme.restyle(self.scan)


def _as_known(product: Product, catalog: Catalog) -> Product:
    """A product as a catalogue has it now, or as it was where that has none of its code."""
    found = catalog.find(product.key)
    return found if isinstance(found, Product) else product
