"""The settings that matter most, asked on three short pages at the first start; each is skipped with one key."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from core.clinic import Clinic
from core.computer import Computer
from core.payers import Payer
from core.settings import Loaded
from gui import journal_notice, spoken, theme, unlock
from gui.field import Choice, Field
from gui.journal import Journal, State
from gui.scanner_dialog import Read
from gui.section import heading
from gui.settings_dialog import SettingsDialog

_TITLES = "Your clinic", "What you bill", "This computer"
_FIELDS = (
    (*("name", "npi"), *("address", "staff")),
    (*("payer", "setting"), *("stock", "witness")),
    (*("paper",),),
)
"""The settings on each page; all others keep their value, and are in Settings."""

_WORDS = "Two minutes, and all of it can wait. Esc skips it; Settings (Ctrl+,) has it again."
_KEPT = {
    True: "The journal's key is behind your passphrase.",
    False: "The journal's key is kept in this computer's keyring. Print the recovery key on the page Journal.",
}
_ASK = "Ask at the first note"
_SIZE = 720, 460


class SetUp(SettingsDialog):
    """The same settings as in their own dialogue, of which it shows a few; it leaves the window usable."""

    def __init__(self, kept: Loaded, payers: dict[str, Payer], journal: Journal, read: Read, parent: QWidget) -> None:
        """Show the first page.

        Args:
            kept: the settings as they are, with the printer that notes go to.
            payers: to choose from.
            journal: whose key is kept here.
            read: says how a scan is read.
            parent: the window that asks.
        """
        self._journal = journal
        self.pages, self.title, self.kept = QStackedWidget(), heading(""), QLabel()
        self._pages = [QWidget() for _ in _FIELDS]
        self.skip, self.back, self.next = QPushButton("S&kip, set up later"), QPushButton("&Back"), QPushButton()
        self.open_journal = QPushButton()
        self.printer = Choice("Printer of notes", {"": _ASK})
        super().__init__(kept.clinic, payers, parent, kept.computer, journal.has_passphrase(), read)
        self.setWindowTitle("Set up Vialnote")
        self._offer_printers(kept.remembered.printer)
        journal.turned.connect(self._show_key)
        self.finished.connect(self.deleteLater)  # it is not modal, so that nobody waits for it
        self._show_key()
        self._turn(0)

    def answers(self) -> tuple[Clinic, Computer, str]:
        """The settings of the clinic and of this computer, and the usual printer."""
        return self.clinic(), self.computer(), self.printer.text()

    def accept(self) -> None:
        """Go on to the next page, or take the settings after the last; what is wrong is said on its own page."""
        here = self.pages.currentIndex()
        wrong = [field for field in self._show_faults() if self._page_of(field) <= here]
        if wrong:
            self._lead_to(wrong[0])
        elif here + 1 < self.pages.count():
            self._turn(here + 1)
        else:
            super().accept()

    def _lead_to(self, field: Field) -> None:
        self._turn(self._page_of(field))
        field.focus()

    def _page_of(self, field: Field) -> int:
        return next((place for place, page in enumerate(self._pages) if page.isAncestorOf(field)), len(self._pages))

    def _turn(self, place: int) -> None:
        """Show a page, with the focus in its first field."""
        self.pages.setCurrentIndex(place)
        self.title.setText(f"{place + 1} OF {self.pages.count()}: {_TITLES[place].upper()}")
        self.back.setEnabled(place > 0)
        self.next.setText("&Next" if place + 1 < self.pages.count() else "&Done")
        self.fields[_FIELDS[place][0]].focus()
        if self.isVisible():  # the first page is told as the window that opens
            spoken.say(self, self.title.text())

    def _offer_printers(self, usual: str) -> None:
        """All there are, with the usual one chosen, which may be away."""
        names = sorted({*QPrinterInfo.availablePrinterNames(), usual} - {""})
        self.printer.offer({"": _ASK, **{name: name for name in names}})
        self.printer.set_text(usual)

    def _show_key(self) -> None:
        """How the journal's key is kept, and a button where something is to be done about it."""
        if self._journal.state is State.OPEN:
            self.kept.setText(_KEPT[self._journal.has_passphrase()])
            self.open_journal.hide()
            return
        words, button, _ = journal_notice.why_closed(self._journal)
        self.kept.setText(words)
        self.open_journal.setText(f"{button}...")
        self.open_journal.setVisible(self._journal.state in {State.NEW, State.LOCKED})

    def _build(self) -> None:
        words, box = QLabel(_WORDS), theme.in_dialogue(self)
        words.setProperty("look", "quiet")
        for label in (words, self.kept):
            label.setWordWrap(True)
        first, second, third = ([self.fields[name] for name in names] for names in _FIELDS)
        parts: tuple[Sequence[QWidget], ...] = (
            first,
            second,
            [*third, self.printer, self.test, self.kept, self.open_journal],
        )
        for page, shown in zip(self._pages, parts, strict=True):
            _fill(page, shown)
            self.pages.addWidget(page)
        self.open_journal.clicked.connect(lambda: unlock.ask(self, self._journal))
        for part in (self.title, words, self.pages):
            box.addWidget(part)
        box.addLayout(self._foot())
        theme.resize_within(self, *_SIZE)

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        self.next.setProperty("look", "primary")
        self.next.setDefault(True)
        for button, act in ((self.skip, self.reject), (self.back, self._go_back), (self.next, self.accept)):
            button.clicked.connect(act)
        foot.addWidget(self.skip)
        foot.addStretch()
        foot.addWidget(self.back)
        foot.addWidget(self.next)
        return foot

    def _go_back(self) -> None:
        self._turn(self.pages.currentIndex() - 1)


def _fill(page: QWidget, parts: Sequence[QWidget]) -> None:
    """One below the other; a button is as wide as its words."""
    box = QVBoxLayout(page)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(theme.SPACE[1])
    for part in parts:
        left = Qt.AlignmentFlag.AlignLeft if isinstance(part, QPushButton) else Qt.AlignmentFlag(0)
        box.addWidget(part, 0, left)
    box.addStretch(1)
