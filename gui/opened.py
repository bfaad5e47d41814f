"""What was opened: one field to scan into, and a row for each kind of container."""

import datetime
from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel

from core import recalls
from core.catalog import Catalog, Product
from core.recalls import Recall
from core.scanner import Scanner
from gui import scan, spoken, theme, words
from gui.opened_row import Row
from gui.question import Question
from gui.scan import Found, ScanError, ScanField
from gui.section import Encounter, Place, Section
from gui.wedge import Scan


class OpenedSection(Section):
    """The containers that were opened."""

    done = Signal()

    def __init__(self, catalog: Catalog, service_date: Callable[[], datetime.date]) -> None:
        """Take containers of a catalogue; the date of service decides a barcode's century."""
        super().__init__("Opened")
        self._catalog = catalog
        self._service_date = service_date
        self._recalls: tuple[Recall, ...] = ()
        self._going_on = ""  # number of the filed note that containers are added to on purpose

        self.scanner = Scanner()
        """What this computer's scanner sends besides a code."""

        self.filed: Callable[[], str] = str
        """The number of the note that was filed from this page; empty for none, and where it is to be amended."""

        self.rows: list[Row] = []
        self.questions: list[Question] = []
        self._asked: dict[Question, Found] = {}
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
        for question in list(self.questions):
            question.answered.emit()
        for entry in encounter.get("opened", []):
            found = self._found(entry)
            serials = [found.serial] if found.serial else []
            self._add(found.product).fill({"lot": found.lot, "expires": found.expires, "serials": serials, **entry})
        self._say("")
        self.scan.clear()

    def know(self, catalog: Catalog, listed: tuple[Recall, ...]) -> None:
        """Take containers of another catalogue, and another list of recalled lots (S1).

        Containers that are gone from the catalogue stay, as they were.
        """
        self._catalog, self._recalls = catalog, listed
        self.scan.know(catalog)
        now = [(_as_known(row.product, catalog), row.entry(), row.unsure) for row in self.rows]
        if [product for product, *_ in now] != [row.product for row in self.rows]:
            for row in list(self.rows):
                self._drop(row)
            for product, entry, unsure in now:
                row = self._add(product)
                row.fill(entry)
                row.ask_apart(unsure)
        self.warn()

    def warn(self) -> None:
        """Say at each row what is the matter with its containers, by the lists and the date of service of now."""
        for row in self.rows:
            row.look()

    def field(self, path: str) -> Any:  # noqa: ANN401 - a field or the scan field, both can take a fault and the focus
        """The input that a path such as `opened[0].lot` means; the scan field where there is none."""
        number, _, name = path.removeprefix("opened[").partition("].")
        if number.isdigit() and int(number) < len(self.rows):
            fields = self.rows[int(number)].fields
            return fields.get(name, fields["count"])
        return None

    def places(self) -> Iterator[Place]:
        """The scan field, then the fields of each row."""
        yield Place("opened", self.scan, filled=bool(self.rows))
        for number, row in enumerate(self.rows):
            for name, field in row.fields.items():
                yield Place(f"opened[{number}].{name}", field, filled=bool(field.text()), fault=field.fault())

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

    def take(self, scanned: Scan) -> str:
        """Take what a scanner typed, wherever it did; says in one line what came of it."""
        try:
            found = scan.find_scanned(scanned, self._catalog, self._service_date(), self.scanner)
        except ScanError as error:
            self._say(str(error))
            return words.NOT_SCANNED.format(error)
        self._say("")
        return self._take(found)

    def told(self, scanned: Scan, sends: Scanner) -> str:
        """How a scan is read, in words, by a scanner of these settings; nothing is listed."""
        try:
            return words.read(*scan.find_scanned(scanned, self._catalog, self._service_date(), sends))
        except ScanError as error:
            return str(error)

    def _add_scanned(self, text: str) -> None:
        try:
            found = scan.find(text, self._catalog, self._service_date(), self.scanner)
        except ScanError as error:
            self._say(str(error))
            spoken.say(self.scan, str(error))
            self.scan.selectAll()
            return
        self.scan.clear()
        self._say("")
        self._tell(found)

    def _tell(self, found: Found, *past: str) -> None:
        """Take a container and have screen readers say what came of it; what a scanner sent, the foot says."""
        spoken.say(self.scan, self._take(found, *past))

    def _take(self, found: Found, *past: str) -> str:
        """List a container; where it should not be given, or can't be another one, a person decides first.

        Args:
            found: the container.
            past: what was asked about it and answered with yes.
        """
        doubt = next((doubt for doubt in self._doubts(found) if doubt not in past), "")
        if not doubt:
            return words.scanned(found.product, found.lot, found.unsure, self._put(found))
        if found in self._asked.values():
            return doubt
        question = Question(doubt, words.WAS_OPENED, words.LEAVE_OUT)
        question.answered.connect(lambda: self._answered(question))
        question.agreed.connect(lambda: self._agreed(question, found, *past, doubt))
        self.questions.append(question)
        self._asked[question] = found
        self.box.insertWidget(self.box.indexOf(self._said) + len(self.questions), question)
        question.set_tab_order(self.scan)
        self.changed.emit()
        return doubt

    def _agreed(self, question: Question, found: Found, *past: str) -> None:
        """The next doubt is asked about then, or the container is listed."""
        self._going_on = self.filed()
        del self._asked[question]
        self._tell(found, *past)

    def _doubts(self, found: Found) -> Iterator[str]:
        """S1, S2: what speaks against a container; or that it is the next patient's, most likely."""
        product = found.product
        if (number := self.filed()) and number != self._going_on:
            yield words.IS_FILED.format(number)
        if found.outer:
            yield words.OUTER_PACK.format(f"{product.strength}, {product.ndc}")
        if recalled := self._recalled(product.ndc, found.lot):
            yield words.RECALLED.format(found.lot, product.ndc, recalled)
        if found.expires and found.expires < self._service_date().isoformat():
            yield words.EXPIRED.format(f"{product.strength} {product.container}", found.expires)
        if any(row.product.key == product.key and row.has_serial(found.serial) for row in self.rows):
            yield words.SCANNED_TWICE.format(found.serial)

    def _recalled(self, code: str, lot: str) -> str:
        listed = recalls.of(code, lot, self._recalls) if lot else None
        return listed.words if listed else ""

    def _put(self, found: Found) -> int:
        """List a container; how many the list now has of it."""
        product = _as_known(found.product, self._catalog)
        said = found._replace(product=product, serial="", unsure="", outer=False)
        same = next((row for row in self.rows if row.says() == said), None)
        if same is not None and not found.unsure:
            row = same
            row.add_one(found.serial)
        else:
            row = self._add(product)
            serials = [found.serial] if found.serial else []
            row.fill({"count": 1, "lot": found.lot, "expires": found.expires, "serials": serials})
            row.ask_apart(found.unsure)
        self.changed.emit()
        return int(row.fields["count"].text())

    def _answered(self, question: Question) -> None:
        self.questions.remove(question)
        self._asked.pop(question, None)
        self.box.removeWidget(question)
        question.hide()
        question.deleteLater()
        self.changed.emit()

    def _add(self, product: Product) -> Row:
        dosing = "single-dose" if product.single_dose else "multi-dose"
        doubt = "" if product.dosing_confirmed else ", check the label"
        row = Row(product, f"{product.ndc}, {dosing}{doubt}\n{product.labeler}", self._recalled, self._service_date)
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
