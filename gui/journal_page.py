"""The journal's page: every note that was finished, found again, read, and carried on with."""

from array import array
from collections.abc import Callable
from html import escape

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from core.journal import record as records
from core.journal.faults import JournalError
from core.journal.terms import DUE, Wanted
from core.reference import Reference
from gui import amending, biller, mending, spoken, theme
from gui.biller import BillerBar
from gui.exporting import Exporter
from gui.flow import Bar
from gui.journal import Journal, State
from gui.journal_chores import JournalChores
from gui.journal_details import JournalDetails, in_full
from gui.journal_filter import JournalFilter
from gui.journal_finding import Finding
from gui.journal_model import JournalModel
from gui.journal_notice import NO_NOTES, NONE_FOUND, NOT_READ, JournalNotice, why_closed
from gui.journal_rows import UNREADABLE, Row
from gui.journal_table import JournalTable
from gui.letters import LetterButton
from gui.note_dialog import NoteDialog

_WIDE = 1500
"""Logical pixels from which the details stand beside the table."""

_TABLE, _DETAILS = 600, 400
"""How the two share the room."""

_VERBS = ("open", "claim", "reprint", "amend", "void", "copy", "ehr")
"""What help calls the buttons below the table."""

_NONE = "Choose a note in the table first."
_DAMAGED = "This record is damaged. Check the journal, and keep your last backup."
_NOT_AGAIN = "Note {} is {}: it is not printed again. Open shows it; print the note that holds."
_NO_CLAIM = "Note {} is {}: no claim is made of it. Choose the note that holds."
_ENDED = "Note {} is {}. It can't be changed any more; copy it as a new encounter instead."


class JournalPage(QWidget):
    """Table, filter, details, and what can be done with a record."""

    reprint_wanted = Signal(int)
    """Place of the note."""

    amend_wanted = Signal(int)
    copy_wanted = Signal(int)
    claim_wanted = Signal(int)

    unlock_wanted = Signal()
    """The journal is not open, and the user wants it to be."""

    def __init__(self, journal: Journal, reference: Reference, system: Callable[[], str] = str) -> None:
        """Show a journal, now or once it is open.

        Args:
            journal: what is shown.
            reference: what is looked up.
            system: of the clinic's record numbers, for an EHR; empty where not known.
        """
        super().__init__()
        self._journal, self._reference, self._payers = journal, reference, reference.payers
        self.filter, self.model = JournalFilter(), JournalModel(journal, reference.payers)
        self.table, self.notice = JournalTable(self.model), JournalNotice()
        self.chores = JournalChores(journal, self.filter.wanted, lambda: self._payers)
        self.biller = BillerBar(journal, reference, self._chosen, self._place, self._due_notes)
        self.count, self.message, self.waits = QLabel(), QLabel(), QLabel()
        self.open, self.reprint = LetterButton("&Open"), LetterButton("Repr&int")
        self.amend, self.void = LetterButton("&Amend"), LetterButton("&Void...")
        self.copy, self.ehr = LetterButton("Cop&y as new"), LetterButton("Fo&r the EHR...")
        self.claim = LetterButton("Clai&m")
        self.stack, self.split = QStackedWidget(), QSplitter(Qt.Orientation.Vertical)
        self.details = JournalDetails()
        self._finding = Finding(journal, self)
        self._reading = 0
        self._from_top = False
        self._spoken = spoken.Changing(self.count)
        self._exporter = Exporter(self, journal, reference, system)
        self._read_soon = QTimer(self, singleShot=True, interval=0)
        self._build()
        self._connect()
        self._turn()

    def know(self, reference: Reference) -> None:
        """Use other lists from now on; their payers' windows say what is due when."""
        self._payers = self.model.payers = reference.payers
        self.biller.know(reference)
        if self._journal.state is State.OPEN:
            self.search()

    # Finding

    def search(self) -> None:
        """Ask the journal which records are wanted now."""
        wanted = self.filter.wanted()
        self.biller.show_filter(due=wanted.state == DUE)
        self._finding.find(wanted, self._payers)

    def renew(self) -> None:
        """Find and count anew, by today's calendar."""
        self.biller.count()
        if self._journal.state is State.OPEN:
            self.search()

    def is_quiet(self) -> bool:
        """Whether all that was asked has been answered."""
        reading = self._reading or self._read_soon.isActive()
        return self.model.is_read() and self._finding.is_answered() and not reading and self.biller.is_quiet()

    def _show(self, places: "array[int]", wanted: Wanted) -> None:
        before = self._place()
        self.model.show_places(places, newest_first=wanted.state != DUE)
        self.table.show_due(due=wanted.state == DUE)
        self.count.setText("1 note" if len(places) == 1 else f"{len(places):,} notes")
        self._offer(empty=not places, why=NO_NOTES if wanted == Wanted() else NONE_FOUND)
        if places:
            self.table.choose(0 if self._from_top else max(0, self.model.number_of(before)))
        self._from_top = False
        self._read_soon.start()

    def _turn(self) -> None:
        """The journal is open now, or is so no more."""
        if self._journal.state is State.OPEN:
            self.search()
        else:
            self.message.clear()
            self.message.hide()
            self._offer(empty=True, why=why_closed(self._journal))

    def _offer(self, *, empty: bool, why: tuple[str, str, str]) -> None:
        """Show what can be used."""
        is_open = self._journal.state is State.OPEN
        shown: dict[QWidget, bool] = dict.fromkeys((self.filter, self.biller, self.chores, self.count), is_open)
        shown |= dict.fromkeys((self.details, *self._verbs()), not empty)
        for part, visible in shown.items():
            part.setVisible(visible)
        words, button, restore = why
        self.notice.say(words, button, restore if restore and self._journal.may_restore() else "")
        self.stack.setCurrentWidget(self.notice if empty else self.table)
        self._tell()

    def _tell(self) -> None:
        """Tell screen readers what was found, or why nothing is shown, once somebody is at the page."""
        if self.isVisible():
            is_empty = self.stack.currentWidget() is self.notice
            self._spoken.say(self.notice.said.text() if is_empty else self.count.text())

    def _verbs(self) -> tuple[QPushButton, ...]:
        return self.open, self.claim, self.reprint, self.amend, self.void, self.copy, self.ehr

    def _help(self) -> None:
        """What the notice's button does."""
        match self._journal.state:
            case State.OPEN:
                self.filter.empty()
                self.search()
                self.filter.search.focus()
            case State.DAMAGED:
                self.say(mending.begin_again(self._journal))
            case _:
                self.unlock_wanted.emit()

    def _due_notes(self) -> "array[int]":
        """The notes in the table while it shows what is due."""
        is_due = self.filter.wanted().state == DUE and self._finding.is_answered()
        return self.model.places if is_due else array("q")

    def _turn_due(self) -> None:
        """Show what is due, or everything again."""
        self._from_top = True
        self.filter.choose_state("" if self.filter.wanted().state == DUE else DUE)

    def _report(self, html: str) -> None:
        self.details.show_text(html)
        self.details.show()

    def _to_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_search(self, typed: str = "") -> None:
        self.filter.search.focus()
        if typed:
            self.filter.search.set_text(typed)

    # Reading

    def _place(self) -> int:
        """Of the record that is chosen; 0 where none is."""
        row = self.table.chosen()
        return self.model.places[row] if 0 <= row < len(self.model.places) else 0

    def _read(self) -> None:
        """Show the chosen record in full."""
        place = self._place()
        if not place:
            self.details.show_text("")
            return

        def arrive(html: str) -> None:
            self._reading -= 1
            if place == self._place():
                self.details.show_text(html)

        def fail(error: Exception) -> None:
            if not isinstance(error, (JournalError, *UNREADABLE)):
                raise error
            arrive(escape(str(error) if isinstance(error, JournalError) else _DAMAGED))

        self._reading += 1
        self._journal.run(self, lambda store: in_full(store, place), arrive, fail)

    def _chosen(self) -> Row | None:
        """The chosen record; says why where there is none to do anything with."""
        row = self.table.chosen()
        found = self.model.row(row) if 0 <= row < len(self.model.places) else None
        if found is None or not found.number:
            self.say(_NONE if found is None else _DAMAGED)
            return None
        return found

    # Doing

    def say(self, words: str) -> None:
        """Say what was done, or why it was not, to the eye and to screen readers."""
        self.message.setText(words)
        self.message.setVisible(bool(words))
        spoken.say(self.message, words)

    def open_note(self) -> None:
        """Show the note as it prints."""
        row = self._chosen()
        if row is None:
            return
        try:
            body = self._journal.ask(lambda store: store.get(row.note)).body
            clinic = self._journal.ask(lambda store: store.clinic(body))
        except JournalError as error:
            self.say(str(error))
            return
        dialogue = NoteDialog(self.window(), body, clinic, self._reference, row.ended)
        dialogue.exec()
        dialogue.deleteLater()

    def void_note(self) -> None:
        """Take a note back: it stays, with the reason behind it."""
        row = self._changeable()
        reason = amending.why_void(self, row.number) if row else ""
        if row is None or not reason:
            return
        try:
            voided = self._journal.ask(lambda store: store.get(row.note))
            self._journal.file(records.void(voided, reason, records.now()), row.note)
        except JournalError as error:
            self.say(str(error))
            self.search()
        else:
            self.say(f"Note {row.number} is void.")

    def _changeable(self) -> Row | None:
        """The chosen record, if its note still holds."""
        row = self._chosen()
        if row is not None and row.ended:
            self.say(_ENDED.format(row.number, row.ended))
            return None
        return row

    def _amend(self) -> None:
        if row := self._changeable():
            self.amend_wanted.emit(row.note)

    def _copy(self) -> None:
        if row := self._chosen():
            self.copy_wanted.emit(row.note)

    def _export(self) -> None:
        if row := self._chosen():
            self.say(self._exporter.export(row.note))

    def _claim(self) -> None:
        """A note that does not hold any more is no ground for a claim."""
        row = self._chosen()
        if row is not None and row.ended:
            self.say(_NO_CLAIM.format(row.number, row.ended))
        elif row is not None:
            self.claim_wanted.emit(row.note)

    def _reprint(self) -> None:
        """On paper a note that does not hold any more would pass for one that does."""
        row = self._chosen()
        if row is not None and row.ended:
            self.say(_NOT_AGAIN.format(row.number, row.ended))
        elif row is not None:
            self.reprint_wanted.emit(row.note)

    def _fail(self, why: str) -> None:
        self.say(why)
        if not self.model.rowCount():
            self._offer(empty=True, why=NOT_READ)

    def show_waiting(self, words: str) -> None:
        """Say what waits for the clinic's server."""
        self.waits.setText(words)
        self.waits.setVisible(bool(words))

    def showEvent(self, event: QShowEvent) -> None:
        """What was filed elsewhere is found, and screen readers hear what was found meanwhile."""
        super().showEvent(event)
        self._tell()
        if not event.spontaneous():
            self._finding.look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the details beside the table where there is room."""
        super().resizeEvent(event)
        wide = self.width() >= _WIDE
        self.split.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.SPACE[3], theme.SPACE[2], theme.SPACE[3], theme.SPACE[2])
        box.setSpacing(theme.SPACE[1])
        for label in (self.message, self.waits):
            label.setWordWrap(True)
        self.waits.setProperty("severity", "warning")
        self.waits.hide()
        self.message.hide()
        for name, button in zip(_VERBS, self._verbs(), strict=True):
            button.setProperty("topic", f"journal.{name}")
        self.open.setToolTip("Enter")
        self.open.setAccessibleDescription("Enter")
        self.open.setProperty("look", "primary")
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.notice)
        self.split.addWidget(self.stack)
        self.split.addWidget(self.details)
        self.split.setChildrenCollapsible(False)
        self.split.setSizes([_TABLE, _DETAILS])
        box.addWidget(self.filter)
        box.addWidget(self.waits)
        box.addWidget(Bar(self.count, self.biller, self.chores))
        box.addWidget(self.split, 1)
        box.addWidget(Bar(self.message, *self._verbs()))

    def _connect(self) -> None:
        self._journal.turned.connect(self._turn)
        self._journal.filed.connect(self.search)
        self.filter.changed.connect(self.search)
        self._finding.found.connect(self._show)
        self._finding.failed.connect(self._fail)
        self._finding.outdated.connect(self.search)
        self.filter.go_on.connect(self._to_table)
        self.notice.pressed.connect(self._help)
        self.notice.restore_wanted.connect(lambda: self.say(mending.restore(self, self._journal)))
        self.model.failed.connect(self.say)
        self.chores.said.connect(self.say)
        self.chores.reported.connect(self._report)
        self.biller.said.connect(self.say)
        self.biller.due_wanted.connect(self._turn_due)
        self._read_soon.timeout.connect(self._read)
        self.table.typed.connect(self._to_search)
        self.table.activated.connect(lambda _: self.open_note())
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._read_soon.start())
        acts = (self.open_note, self._claim, self._reprint, self._amend, self.void_note, self._copy, self._export)
        for button, act in zip(self._verbs(), acts, strict=True):
            button.clicked.connect(lambda _=False, act=act: act())
        keys_of_bar = zip(biller.KEYS, (self._turn_due, self.biller.mark_claim, self.biller.show_grants), strict=True)
        own = (("Ctrl+F", self._to_search), ("F5", self.search), ("Esc", self.filter.empty))
        for keys, act in (*own, *keys_of_bar):
            QShortcut(QKeySequence(keys), self, act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
