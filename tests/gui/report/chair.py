"""A journal that is asked one thing after the other, as the window's is, and its days."""

import datetime
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject

from core.journal.faults import JournalError
from core.journal.store import Store
from gui import dates, tasks

Outcome = TypeVar("Outcome")


class Chair:
    """A journal that is asked one thing after the other, as the window's is."""

    def __init__(self, store: Store) -> None:
        """Ask this journal."""
        self.store = store
        self.thread = ThreadPoolExecutor(1)
        self.asked: list[str] = []
        self.broken: JournalError | None = None

    def run(
        self,
        owner: QObject,
        work: Callable[[Store], Outcome],
        on_done: Callable[[Outcome], None],
        on_error: Callable[[Exception], None],
    ) -> None:
        """Ask the journal."""
        self.asked.append("report")
        answer = self.thread.submit(self._work, work)
        tasks.run(owner, answer.result, on_done, on_error)

    def file(self, said: dict[str, Any]) -> None:
        """File a note, after all that was asked before."""

        def work() -> None:
            self.asked.append("filed")
            self.store.add(said)

        self.thread.submit(work)

    def _work(self, work: Callable[[Store], Outcome]) -> Outcome:
        if self.broken:
            raise self.broken
        return work(self.store)


def today(days: int = 0) -> str:
    """A day before today."""
    return (dates.now().date() - datetime.timedelta(days=days)).isoformat()
