"""A period's notes added up in the background, a few at a time, so that a note can be filed in between."""

from array import array
from collections.abc import Callable
from typing import NamedTuple, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from core.journal.faults import JournalError
from core.journal.record import Record
from core.journal.store import Store
from core.journal.terms import Wanted
from core.report.collector import Collector
from core.report.figures import Figures
from gui.period import Period

_FEW = 250
"""Notes of one step: some hundredths of a second."""

Outcome = TypeVar("Outcome")


class Run(Protocol):
    """Asks the journal something in the background, after all that it was asked before."""

    def __call__(
        self,
        owner: QObject,
        work: Callable[[Store], Outcome],
        on_done: Callable[[Outcome], None],
        on_error: Callable[[Exception], None],
    ) -> None:
        """Tell what came of the work on the GUI thread, unless the owner is gone."""


class Added(NamedTuple):
    """What a period comes to."""

    figures: Figures
    last: Record | None
    """The journal's last record when it was begun."""


class _Task(NamedTuple):
    round: int
    collector: Collector
    places: "array[int]"
    last: Record | None


class Adding(QObject):
    """Adds up one period at a time; a new one takes the place of one that is not done."""

    progressed = Signal(int, int)
    """Notes done, and all of them."""

    done = Signal(object)
    """What the period comes to."""

    failed = Signal(object)
    """Why it can't be added up: a JournalError."""

    def __init__(self, run: Run, parent: QObject) -> None:
        """Ask a journal by `run`."""
        super().__init__(parent)
        self._run = run
        self._round = 0

    def start(self, period: Period) -> None:
        """Add up a period."""
        self._round += 1
        number, wanted = self._round, Wanted(since=period.since, until=period.until)

        def find(store: Store) -> _Task:
            # The end of the chain first, so that no record up to there is missed.
            last, places = store.last(), store.find(wanted)
            places.reverse()
            return _Task(number, Collector(period.since, period.until), places, last)

        self._run(self, find, lambda task: self._go_on(task, 0), lambda error: self._fail(number, error))

    def _go_on(self, task: _Task, start: int) -> None:
        if task.round != self._round:
            return
        self.progressed.emit(min(start, len(task.places)), len(task.places))
        if start >= len(task.places):
            self.done.emit(Added(task.collector.figures(), task.last))
            return

        def work(store: Store) -> None:
            task.collector.take(store.lines(task.places[start : start + _FEW]))

        self._run(self, work, lambda _: self._go_on(task, start + _FEW), lambda error: self._fail(task.round, error))

    def _fail(self, number: int, error: Exception) -> None:
        if not isinstance(error, JournalError):
            raise error
        if number == self._round:
            self.failed.emit(error)
