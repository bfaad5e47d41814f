"""Which records are wanted: asked of the journal in the background, and again once another window or seat has filed."""

from array import array
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.journal.terms import DUE, Wanted
from gui import journal_due
from gui.journal import Journal, State, why_not
from gui.journal_due import Payers

if TYPE_CHECKING:  # SQLAlchemy takes longer to read in than the window to open
    from core.journal.store import Store

    Found = tuple[int, array[int]]


class Finding(QObject):
    """Of several questions the last one is answered."""

    found = Signal(object, object)
    """Places of the records, and what was wanted."""

    failed = Signal(str)
    """Why the journal does not answer."""

    outdated = Signal()
    """Another window or seat has filed since."""

    def __init__(self, journal: Journal, parent: QObject) -> None:
        """Ask a journal for a page."""
        super().__init__(parent)
        self._journal = journal
        self._asked = self._answered = self._end = 0

    def find(self, wanted: Wanted, payers: Payers) -> None:
        """Ask which records are wanted now; what is due goes by the payers' windows."""
        self._asked += 1
        asked = self._asked

        def find(store: "Store") -> "Found | None":
            if asked != self._asked:
                return None
            end = _end(store)  # first, so that nothing that is filed meanwhile is missed
            return end, journal_due.places(store, wanted, payers) if wanted.state == DUE else store.find(wanted)

        def arrive(found: "Found | None") -> None:
            if found is not None and asked == self._asked:
                self._answered = asked
                self._end, places = found
                self.found.emit(places, wanted)

        self._journal.run(self, find, arrive, self._fail)

    def look(self) -> None:
        """See whether there are records that were not there at the last question."""
        if self._journal.state is State.OPEN:
            self._journal.run(self, _end, self._compare, self._fail)

    def is_answered(self) -> bool:
        """Whether what was asked last is answered."""
        return self._answered == self._asked

    def _compare(self, end: int) -> None:
        if end != self._end:
            self.outdated.emit()

    def _fail(self, error: Exception) -> None:
        self._answered = self._asked
        self.failed.emit(why_not(error))


def _end(store: "Store") -> int:
    """Place of the last record; 0 in an empty journal."""
    last = store.last()
    return last.seq if last else 0
