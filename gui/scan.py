"""The field that takes a scan, an NDC or a strength."""

import datetime
from typing import NamedTuple

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from core import gs1, ndc, scanner
from core.catalog import Catalog, Product, TurnedAway
from core.scanner import Scanner, ScannerError
from gui import spoken
from gui.search import matching
from gui.wedge import Scan

_SHOWN_SEPARATOR = "|"
"""Stands for FNC1 in the field, where a control character would not be seen; a scan reads it as FNC1 (B3)."""


class Found(NamedTuple):
    """A container that was named, and what its barcode says besides."""

    product: Product
    lot: str = ""
    expires: str = ""
    """YYYY-MM-DD, or empty."""

    serial: str = ""
    unsure: str = ""
    """What holds the lot and more, where the separator got lost (B3); empty where all is certain."""

    outer: bool = False
    """Whether the code is a carton's or a case's (B1)."""


class ScanError(ValueError):
    """A text that names no container for certain; the message says what to do."""


def words(product: Product) -> str:
    """A product in one line: `100 mcg in 1 mL vial, single-dose, Hikma, 0641-6175-10`."""
    dosing = "single-dose" if product.single_dose else "multi-dose"
    return f"{product.strength} {product.container}, {dosing}, {product.labeler}, {product.ndc}"


def find(text: str, catalog: Catalog, on: datetime.date, sends: Scanner = Scanner()) -> Found:  # noqa: B008 - frozen
    """The container that a scan, an NDC or a part of a product's words names.

    Args:
        text: as it stands in the field.
        catalog: where products are looked up.
        on: the date of service.
        sends: what the scanner sends besides a code.

    Raises:
        ScanError: none for certain; nothing is guessed (B3, B5).
    """
    text = _plain(text, sends)
    if gs1.looks_like_barcode(text):
        return _read(text, catalog, on)
    try:
        return Found(_product(catalog.find(ndc.parse(text)), text))
    except ndc.NdcError as error:
        if len(text) == 10 and text.isdigit():  # an NDC without hyphens is ambiguous, even where one product fits (N1)
            raise ScanError(str(error)) from None
        return Found(_by_words(text, catalog))


def find_scanned(scan: Scan, catalog: Catalog, on: datetime.date, sends: Scanner) -> Found:
    """The container that a scan names, and nobody typed; see `find`.

    Raises:
        ScanError: none for certain, or the scan did not come whole.
    """
    if sends.terminator in {scanner.ENTER, scanner.TAB} and scan.terminator != sends.terminator:
        raise ScanError(scanner.BROKEN_OFF.format(scanner.TERMINATORS[sends.terminator]))
    if scan.in_parts:
        raise ScanError(scanner.IN_PARTS)
    if scan.caps:
        raise ScanError(scanner.CAPS)
    text = _plain(scan.text, sends)
    try:
        scanner.check(scan.text, sends)
        return Found(_product(catalog.find(ndc.parse(scanner.bare(text))), text))
    except ScannerError as error:
        raise ScanError(str(error)) from None
    except ndc.NdcError:
        return _read(text, catalog, on)


def _plain(text: str, sends: Scanner) -> str:
    try:
        return scanner.plain(text, sends)
    except ScannerError as error:
        raise ScanError(str(error)) from None


def _read(text: str, catalog: Catalog, on: datetime.date) -> Found:
    """B1-B5: what a barcode says; where lot and serial can't be told apart, what is certain."""
    try:
        found = _scanned(gs1.read(text, on), catalog)
    except gs1.UnseparatedError as error:
        return _scanned(error.certain, catalog)._replace(unsure=error.unsure)
    except gs1.BarcodeError as error:
        raise ScanError(str(error)) from None
    if (found.lot + found.serial).islower():
        raise ScanError(scanner.SMALL)
    return found


def _scanned(scan: gs1.Scan, catalog: Catalog) -> Found:
    entries = (catalog.find(scan.ndc),) if scan.ndc else catalog.find_ten_digits(scan.ndc10)
    if len(entries) != 1:
        msg = f"The digits {scan.ndc10} name no product for certain. Type the NDC with its hyphens."
        raise ScanError(msg)
    product = _product(entries[0], scan.ndc or scan.ndc10)
    expires = scan.expires.isoformat() if scan.expires else ""
    return Found(product, scan.lot, expires, scan.serial, outer=scan.outer)


def _product(found: Product | TurnedAway | None, text: str) -> Product:
    if found is None:
        msg = f"{text} is not in the catalogue. Check it against the label."
        raise ScanError(msg)
    if isinstance(found, TurnedAway):
        msg = f"{found.ndc} is {found.name}, billed with {found.hcpcs}. It is not the short-acting form."
        raise ScanError(msg)
    return found


def _by_words(text: str, catalog: Catalog) -> Product:
    matches = matching(text, catalog)
    if len(matches) == 1:
        return matches[0]
    if matches:
        msg = f"{len(matches)} containers match {text}. Choose one from the list, or scan it."
        raise ScanError(msg)
    msg = f"{text}: no such container. Scan it, or type the NDC from its label, such as 0641-6175-10."
    raise ScanError(msg)


_UNSEEN = 200
"""Milliseconds after which the field gets the button that clears it: Qt looks long for its picture, and an empty field
shows none."""


class _Completer(QCompleter):
    """A list of what fits already, whatever of it was typed; it filters no further."""

    def splitPath(self, path: str) -> list[str]:  # noqa: ARG002 - Qt's own name
        """Any entry begins with nothing."""
        return [""]


class ScanField(QLineEdit):
    """One line for a scanner or a keyboard; Enter, or Tab after a barcode, sends what stands there."""

    sent = Signal(str)
    done = Signal()
    """Enter in the empty field: there is nothing more to scan."""

    def __init__(self, catalog: Catalog) -> None:
        """Suggest the products of a catalogue while something is typed."""
        super().__init__()
        self.setPlaceholderText("Scan a container, or type strength or NDC")
        self.setAccessibleName("Scan a container, or type strength or NDC")
        self.setAccessibleDescription(
            "Enter adds the container, and in the empty field goes on. Arrow down chooses from the list."
        )
        QTimer.singleShot(_UNSEEN, self, lambda: spoken.clearable(self))
        self._catalog = catalog
        self._found = QStringListModel(self)
        completer = _Completer(self._found, self)
        completer.setMaxVisibleItems(10)
        self.textEdited.connect(self._look)
        completer.activated.connect(self._chosen, Qt.ConnectionType.QueuedConnection)
        self.setCompleter(completer)
        self.listed = QListView()
        completer.setPopup(self.listed)
        self.returnPressed.connect(self._enter)

    def know(self, catalog: Catalog) -> None:
        """Suggest the products of another catalogue."""
        self._catalog = catalog

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let FNC1 in, which a scanner types as Ctrl+] and a line edit would swallow."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.text() == gs1.SEPARATOR or (control and event.key() == Qt.Key.Key_BracketRight):
            self.insert(_SHOWN_SEPARATOR)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.insert(QGuiApplication.clipboard().text().replace(gs1.SEPARATOR, _SHOWN_SEPARATOR).strip())
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not self._is_chosen():
            super().keyPressEvent(event)
            self.listed.hide()
            event.accept()  # what stood here is sent; the form does not go on from it
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's own name
        """A scanner may end with Tab: then the barcode is sent and the focus stays for the next one."""
        if next and gs1.looks_like_barcode(self.text()):
            self._send()
            return True
        return super().focusNextPrevChild(next)

    def _look(self, text: str) -> None:
        """List what fits; Qt shows the list right after."""
        self._found.setStringList([words(product) for product in matching(text, self._catalog)])

    def _chosen(self, text: str) -> None:
        """An entry of the list: its NDC stands last."""
        self.setText(text.rpartition(" ")[2])
        self._send()

    def _enter(self) -> None:
        # Enter on an entry of the list comes here as well; the list sends its entry itself, and once is enough.
        if not self._is_chosen():
            self._send()

    def _is_chosen(self) -> bool:
        """Whether an entry of the list would be taken."""
        return self.listed.isVisible() and self.listed.currentIndex().isValid()

    def _send(self) -> None:
        text = self.text().strip()
        if text:
            self.sent.emit(text)
        else:
            self.done.emit()
