"""The way of one encounter's notes into the journal: filed before they are saved or printed, and once only."""

from itertools import takewhile
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from core.clinic import Clinic
from core.encounter import Encounter
from core.journal.faults import AmendedError, JournalError, UnchangedError
from core.note import identity
from core.note.issue import Amends, Issue
from core.result import Result
from gui import words
from gui.journal import Journal, State

if TYPE_CHECKING:  # what a record needs is read in once one is made
    from core.journal.lines import Line
    from core.journal.record import Record
    from core.journal.store import Store
    from core.note.finished import Finished

_NOT_FILED = f"{words.NOT_IN_JOURNAL} {{}}"
_NOT_BEGUN = "There is none yet. Save again and choose a passphrase."
_MEANWHILE = "Another note of this encounter was filed meanwhile. Look at that first."
_OTHER = "Note {} is filed with other settings. Save it again in a minute; it then amends that note."
_WAITS = "It waits on this computer, encrypted, until the clinic's server answers."
_NO_PLACE = "Note {} still waits for the clinic's server. Amend it once that answers."


class Filing:
    """What the journal has of one encounter: nothing, or the record that a change would amend."""

    def __init__(self, window: QWidget, journal: Journal, filed: "Record | None" = None) -> None:
        """File in a journal.

        Args:
            window: over which is asked what must be known.
            journal: where records go.
            filed: the record that is to be amended; None for a new encounter.
        """
        self._window, self._journal, self.filed = window, journal, filed
        self._number, self._issue = "", Issue()
        if filed is not None:
            from gui import amending  # once a note is amended

            self._number, self._issue = filed.body["number"], amending.issue_of(filed.body)

    def put_out(self, encounter: Encounter) -> Issue:
        """As what the note of a finished encounter was put out, or was about to be."""
        return self._issue if identity.note_number(encounter) == self._number else Issue()

    @property
    def number(self) -> str:
        """The number of the note that the journal has of the encounter; empty where it has none."""
        return str(self.filed.body["number"]) if self.filed else ""

    @property
    def amends(self) -> int | str:
        """What a draft names the record by that it would amend: its place, or its number while it waits for one."""
        return self.filed.seq or str(self.filed.body["number"]) if self.filed else 0

    def issue(self, encounter: Encounter) -> Issue | None:
        """As what the note of an encounter is put out; None where it would amend and the user went back."""
        number = identity.note_number(encounter)
        if self.filed is None or number == self._number:
            return self.put_out(encounter)
        from gui import amending

        before = self.filed.body
        reason = amending.ask(self._window, before["number"], amending.likely(before["encounter"], encounter))
        if not reason:
            return None
        self._number, self._issue = number, Issue(amends=Amends(before["number"], reason))
        return self._issue

    def before(self, number: str) -> "tuple[tuple[Record, Clinic], ...]":
        """The records that a note of this number takes the place of, oldest first, with the settings of their notes.

        Raises:
            JournalError: they can't be read.
        """
        if self.filed is None or not self.filed.seq:
            return ()
        place = self.filed.seq

        def look(store: "Store") -> "tuple[tuple[Record, Clinic], ...]":
            filed = takewhile(lambda line: line.record.body["number"] != number, store.history(place))
            return tuple((line.record, store.clinic(line.record.body)) for line in filed)

        return self._journal.ask(look)

    @property
    def is_filed(self) -> bool:
        """Whether the journal has the note as it was put out last."""
        return self._is_of(self._number)

    def differs(self, result: Result, clinic: Clinic) -> bool:
        """Whether the filed note would say something else today, though the encounter is the same."""
        if not self._is_of(identity.note_number(result.encounter)):
            return False
        from core.note import content

        return self._has_changed(content.note(result, clinic, self._issue).content_hash)

    def file(self, note: "Finished", result: Result, clinic: Clinic, issue: Issue) -> str:
        """File a note unless it is filed already; why it could not be or has to wait, empty where it is.

        Raises:
            AmendedError: somebody else has amended the record; nothing was filed.
            UnchangedError: the journal has a note of this encounter and minute that says something else.
        """
        from core.journal import record

        if self._is_of(note.said.number):
            if self._has_changed(note.said.content_hash):
                raise UnchangedError(_OTHER.format(note.said.number))
            return self._waits()
        if not self._is_open():
            return _NOT_FILED.format(_NOT_BEGUN if self._journal.state is State.NEW else self._journal.problem)
        if (issue.amends.number if issue.amends else None) != (self.filed.body["number"] if self.filed else None):
            raise AmendedError(_MEANWHILE)
        body, follows = record.note(result, clinic, note.said.content_hash, note.pdf, record.now()), None
        try:
            if issue.amends is not None and self.filed is not None:
                amended = self.filed if self.filed.seq else numbered(self._journal, issue.amends.number)
                body, follows = record.amendment(body, amended, issue.amends.reason), amended.seq
            self.filed = self._journal.file(body, follows)
        except (AmendedError, UnchangedError):
            raise
        except JournalError as error:
            return _NOT_FILED.format(error)
        self._number, self._issue = note.said.number, issue
        return self._waits()

    def _waits(self) -> str:
        """That the record waits for the clinic's server; empty where it has its place, or has it by now."""
        if self.filed is not None and not self.filed.seq:
            try:
                self.filed = numbered(self._journal, self.filed.body["number"])
            except JournalError:
                return _WAITS
        return ""

    def _is_of(self, number: str) -> bool:
        return self.filed is not None and self.filed.body["number"] == number

    def _has_changed(self, content_hash: str) -> bool:
        return self.filed is not None and self.filed.body["content_hash"] != content_hash

    def _is_open(self) -> bool:
        """Whether the journal can be used; tries again, and asks for what opens it."""
        if self._journal.state is State.FAILED:
            self._journal.open()
        self._journal.settle()
        from gui import unlock

        return unlock.ask(self._window, self._journal)


def numbered(journal: Journal, number: str) -> "Record":
    """The record of a note that had no place when it was filed.

    Raises:
        JournalError: it has none yet.
    """

    def find(store: "Store") -> "tuple[Line, ...]":
        store.flush()
        return store.numbered(number)

    try:
        return journal.ask(find)[0].record
    except (JournalError, IndexError):
        raise JournalError(_NO_PLACE.format(number)) from None
