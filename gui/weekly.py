"""The weekly backup: into the folder that the settings name, once the window has been quiet for a while."""

import datetime
import os
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from core.computer import Computer
from core.journal.faults import JournalError
from gui import dates
from gui.idle import Idle
from gui.journal import Journal, State

_QUIET = 20
"""Seconds without a key, so that nobody at the chair waits for it."""

_WEEK = 7
_DONE = "Weekly backup made: {}. Records in it: {:,}."
_FAILED = "The weekly backup failed: {} It is tried again tomorrow."


class Weekly(QObject):
    """Backs the journal up when that is due, as long as the window is open; tries a folder once a day."""

    done = Signal(str, str)
    """The day, and what to say."""

    failed = Signal(str)
    """Why there is none, in a sentence."""

    def __init__(self, journal: Journal, computer: Callable[[], Computer]) -> None:
        """Wait for the journal, and read this computer's settings each time."""
        super().__init__()
        self._journal, self._computer = journal, computer
        self._tried: tuple[str, datetime.date] | None = None
        self.quiet = Idle()
        self.quiet.ended.connect(self._start)
        journal.turned.connect(self._wait)

    def _wait(self) -> None:
        if self._journal.state is State.OPEN:
            self.quiet.watch(_QUIET)

    def _start(self) -> None:
        found, today = self._computer(), dates.now().date()
        attempt = found.backup_folder, today
        if attempt == self._tried or not is_due(found, today):
            return
        self._tried = attempt
        name = f"vialnote-journal-{today}.db"
        self._journal.back_up(
            self,
            os.path.join(found.backup_folder, name),
            lambda number: self.done.emit(f"{today}", _DONE.format(name, number)),
            self._fail,
        )

    def _fail(self, error: Exception) -> None:
        match error:
            case JournalError():
                self.failed.emit(_FAILED.format(error))
            case OSError():
                self.failed.emit(_FAILED.format(f"{error.strerror}. Check the folder in Settings."))
            case _:
                raise error


def is_due(computer: Computer, today: datetime.date) -> bool:
    """Whether there is a folder, and no backup in it of the last days; one of the future was dated by a wrong clock."""
    if not computer.backup_folder or not computer.backed_up:
        return bool(computer.backup_folder)
    return abs((today - datetime.date.fromisoformat(computer.backed_up)).days) >= _WEEK
