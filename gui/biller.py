"""What a biller does in the journal: sees what is due, marks what became of a claim, keeps prior authorisations."""

import datetime
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from core.authorization import plural
from core.journal.faults import AmendedError, JournalError
from core.reference import Reference
from gui import dates, theme
from gui.claim_mark import ClaimMark
from gui.journal import Journal, State, let_be, why_not
from gui.journal_due import Tally, tally
from gui.journal_rows import Row
from gui.letters import LetterButton

if TYPE_CHECKING:  # SQLAlchemy takes longer to read in than the window to open
    from core.journal.record import Record
    from core.journal.store import Store

_DUE_KEY, _MARK_KEY, _GRANTS_KEY = "Ctrl+D", "Ctrl+M", "Ctrl+Shift+A"
KEYS = (_DUE_KEY, _MARK_KEY, _GRANTS_KEY)
"""Of the three buttons."""

_NAMES = "due", "mark", "grants"
"""What help calls them."""

_MOST = 500
"""Claims that are marked as sent together."""

_SENT = "{} marked as sent on {}.{}"
_LEFT = " Some were not: their date of service is later, or somebody else was quicker."
_MARKED = "The claim of note {} is marked: {} on {}."
_AMENDED = "Note {} is {}. Mark the claim of the note that holds."


class BillerBar(QWidget):
    """Three buttons; the first one counts what is due."""

    said = Signal(str)
    """What was done, or why it was not."""

    due_wanted = Signal()
    """The user wants to see what is due, worst first; or everything again."""

    def __init__(
        self,
        journal: Journal,
        reference: Reference,
        chosen: Callable[[], Row | None],
        place: Callable[[], int],
        listed: Callable[[], Sequence[int]],
    ) -> None:
        """Work on a journal.

        Args:
            journal: the journal.
            reference: whose payers' windows say what is due when.
            chosen: the note in the table; says why where there is none.
            place: of the record that is chosen; 0 where none is.
            listed: the notes in the table while it shows what is due.
        """
        super().__init__()
        self._journal, self._reference, self._chosen, self._place = journal, reference, chosen, place
        self._listed = listed
        self.due, self.mark, self.grants = (
            LetterButton("&Due"),
            QPushButton("Mark claim..."),
            QPushButton("Authorisations..."),
        )
        self._asked = self._answered = self._sending = 0
        self._soon = QTimer(self, singleShot=True, interval=0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE[1])
        for name, button, key in zip(_NAMES, (self.due, self.mark, self.grants), KEYS, strict=True):
            button.setProperty("topic", f"journal.{name}")
            button.setToolTip(key)
            button.setAccessibleDescription(key)
            row.addWidget(button)
        self.due.setCheckable(True)
        self.due.toggled.connect(lambda _: self.due_wanted.emit())  # screen readers turn it without a click
        self.mark.clicked.connect(lambda _: self.mark_claim())
        self.grants.clicked.connect(lambda _: self.show_grants())
        self._soon.timeout.connect(self._count)
        journal.filed.connect(self.count)
        journal.turned.connect(self.count)

    def know(self, reference: Reference) -> None:
        """Use other lists from now on."""
        self._reference = reference
        self.count()

    # What is due

    def count(self) -> None:
        """Count anew what is due, beside all else; while nobody looks, nothing is counted."""
        if self.isVisible() and self._journal.state is State.OPEN:
            self._soon.start()

    def is_quiet(self) -> bool:
        """Whether what was asked is answered."""
        return self._asked == self._answered and not (self._sending or self._soon.isActive())

    def show_filter(self, *, due: bool) -> None:
        """Whether the table shows what is due."""
        blocked = self.due.blockSignals(True)
        self.due.setChecked(due)
        self.due.blockSignals(blocked)

    def showEvent(self, event: QShowEvent) -> None:
        """What is due may have changed with the day, and at other seats."""
        super().showEvent(event)
        self.count()

    def _count(self) -> None:
        self._asked += 1
        asked, payers, today = self._asked, self._reference.payers, dates.now().date()

        def arrive(found: Tally) -> None:
            self._answered = max(asked, self._answered)
            if asked == self._asked:
                self.due.setText(found.words())

        self._journal.run_beside(self, lambda store: tally(store, payers, today), arrive, self._fail_to_count)

    def _fail_to_count(self, error: Exception) -> None:
        """A count that is not known is not shown; why, the table says."""
        self._answered = self._asked
        self.due.setText("&Due")
        let_be(error)

    # Claims

    def mark_claim(self) -> None:
        """Say what became of the chosen note's claim."""
        row = self._chosen()
        if row is None:
            return
        if row.ended.startswith("amended"):
            self.said.emit(_AMENDED.format(row.number, row.ended))
            return
        try:
            note, before = self._journal.ask(lambda store: _claim_of(store, row.note))
            self._ask(row, note, before)
        except JournalError as error:
            self.said.emit(str(error))

    def _ask(self, row: Row, note: "Record", before: "Record | None") -> None:
        from core.journal import record

        day = datetime.date.fromisoformat(note.body["encounter"]["service_date"])
        listed = [place for place in self._listed() if place != note.seq][:_MOST]
        others = self._journal.ask(lambda store: _to_send(store, listed)) if listed else []
        state = before.body["claim"]["state"] if before else ""
        idle = bool(row.ended) or not note.body["result"]["lines"]
        dialogue = ClaimMark(self.window(), row.number, day, state, len(others), to_take_back=idle)
        answer = (dialogue.state.text(), dialogue.day(), dialogue.all.isChecked()) if dialogue.exec() else None
        dialogue.deleteLater()
        if answer is None:
            return
        state, on, together = answer
        body = record.claim(note, state, on, record.now(), before)
        self._journal.file(body, before.seq if before else None)
        self.said.emit(_MARKED.format(row.number, state, on))
        if together:
            self._send(others, on)

    def _send(self, places: list[int], day: datetime.date) -> None:
        """Mark more claims as sent, in the background."""
        self._sending += 1

        def done(marked: int) -> None:
            self._sending -= 1
            self.said.emit(_SENT.format(plural(marked + 1, "claim"), day, _LEFT * (marked < len(places))))
            self._journal.filed.emit()

        def fail(error: Exception) -> None:
            self._sending -= 1
            self.said.emit(why_not(error))
            self._journal.filed.emit()

        self._journal.run(self, lambda store: _mark_sent(store, places, day), done, fail)

    # Prior authorisations

    def show_grants(self) -> None:
        """Show the prior authorisations; one that is added begins with what the chosen note says."""
        from gui.grants_dialog import GrantsDialog  # only once it is wanted

        place = self._place()
        try:
            note = self._journal.ask(lambda store: store.get(place)).body if place else None
        except JournalError as error:
            self.said.emit(str(error))
            return
        dialogue = GrantsDialog(self.window(), self._journal, self._reference, note)
        dialogue.exec()
        dialogue.deleteLater()


def _claim_of(store: "Store", place: int) -> "tuple[Record, Record | None]":
    """A note, and what was said last of its claim."""
    from core.journal import owed

    with store.looking() as connection:
        before = owed.last_word(connection, place)
    return store.get(place), store.get(before) if before else None


def _to_send(store: "Store", places: Sequence[int]) -> list[int]:
    """Those of these notes whose claim is to be sent, for the first time or corrected."""
    from core.journal import owed

    with store.looking() as connection:
        _, found = owed.of_notes(connection, places)
    return [place for place in places if place in found and found[place].act in {owed.SEND, owed.CORRECT}]


def _mark_sent(store: "Store", places: Sequence[int], day: datetime.date) -> int:
    """Mark these notes' claims as sent, unless they can't have been; returns how many were marked."""
    from core.journal import owed, record

    marked = 0
    for place in places:
        note, before = _claim_of(store, place)
        if note.body["encounter"]["service_date"] > day.isoformat():
            continue
        with suppress(AmendedError):
            store.add(record.claim(note, owed.SENT, day, record.now(), before), before.seq if before else None)
            marked += 1
    return marked
