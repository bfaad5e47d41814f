"""The way of a finished note into the journal: filed before it is saved or printed, and once only."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from core.clinic import Clinic
from core.encounter import Encounter
from core.journal.faults import AmendedError, JournalError
from core.note import identity
from core.note.finished import Finished
from core.note.issue import Amends, Issue
from core.result import Result
from gui import amending, unlock
from gui.journal import Journal

if TYPE_CHECKING:  # what a record needs is read in once one is made
    from core.journal.record import Record
    from core.journal.store import Line, Store

_NOT_FILED = "It is NOT in the journal: {}"
_LOCKED = "it is not open. Open it on the Journal page."
_WAITS = "It waits on this computer, encrypted, until the clinic's server answers."
_NO_PLACE = "Note {} still waits for the clinic's server. Amend it once that answers."


class Filing:
    """What the journal has of the encounter on the page: nothing, or the record that a change would amend."""

    def __init__(self, window: QWidget, journal: Journal) -> None:
        """Ask over a window, and file in a journal."""
        self._window, self._journal = window, journal
        self.filed: Record | None = None
        self._issue = Issue()

    def start(self, filed: "Record | None" = None) -> None:
        """Turn to another encounter: a new one, or that of a record which is to be amended."""
        self.filed, self._issue = filed, amending.issue_of(filed.body) if filed else Issue()

    @property
    def put_out(self) -> Issue:
        """As what the filed note was put out."""
        return self._issue

    @property
    def amends(self) -> int | str:
        """What a draft names the record by that it would amend: its place, or its number while it waits for one."""
        return self.filed.seq or str(self.filed.body["number"]) if self.filed else 0

    def find(self, amends: int | str) -> "Record | None":
        """The record that a draft names; None where it names none.

        Raises:
            JournalError: it is not there, or not yet.
        """
        if isinstance(amends, str):
            return self._numbered(amends)
        return self._journal.ask(lambda store: store.get(amends)) if amends else None

    def clinic(self, filed: "Record") -> Clinic:
        """The settings with which a record's note was made.

        Raises:
            JournalError: the journal can't say.
        """
        return self._journal.ask(lambda store: store.clinic(filed.body))

    def issue(self, encounter: Encounter) -> Issue | None:
        """As what the note of an encounter is put out; None where it would amend and the user went back."""
        if self.filed is None:
            return Issue()
        before = self.filed.body
        if identity.note_number(encounter) == before["number"]:
            return self._issue
        reason = amending.ask(self._window, before["number"], amending.likely(before["encounter"], encounter))
        return Issue(amends=Amends(before["number"], reason)) if reason else None

    def file(self, note: Finished, result: Result, clinic: Clinic, issue: Issue) -> str:
        """File a note unless it is filed already; why it could not be or has to wait, empty where it is.

        Raises:
            AmendedError: somebody else has amended the record; nothing was filed.
        """
        from core.journal import record

        if self.filed is not None and self.filed.body["number"] == note.said.number:
            return ""
        if not self._is_open():
            return _NOT_FILED.format(self._journal.problem or _LOCKED)
        body, follows = record.note(result, clinic, note.said.content_hash, note.pdf, record.now()), None
        try:
            if issue.amends is not None and self.filed is not None:
                amended = self.filed if self.filed.seq else self._numbered(issue.amends.number)
                body, follows = record.amendment(body, amended, issue.amends.reason), amended.seq
            self.filed, self._issue = self._journal.file(body, follows), issue
        except AmendedError:
            raise
        except JournalError as error:
            return _NOT_FILED.format(error)
        return "" if self.filed.seq else _WAITS

    def _numbered(self, number: str) -> "Record":
        """The record of a note that had no place when it was filed.

        Raises:
            JournalError: it has none yet.
        """

        def find(store: "Store") -> "tuple[Line, ...]":
            store.flush()
            return store.numbered(number)

        try:
            return self._journal.ask(find)[0].record
        except (JournalError, IndexError):
            raise JournalError(_NO_PLACE.format(number)) from None

    def _is_open(self) -> bool:
        """Whether the journal can be used; asks for what opens it."""
        self._journal.settle()
        return unlock.ask(self._window, self._journal)
