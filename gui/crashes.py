"""What nobody expected, on whichever thread it happens: a report is kept, and the user is told once."""

import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:  # seldom wanted
    from core.crash import Kept


class Crashes(QObject):
    """Takes the place of Python's own ways to print such errors, for their words may hold a patient's data."""

    happened = Signal(object)

    def __init__(self) -> None:
        """Keep reports from now on; `tell` is told of each on the thread where this was made."""
        super().__init__()
        self.tell: Callable[[Kept], object] = lambda _: None
        self._seen: set[str] = set()
        self._telling = False
        self.happened.connect(self._take, Qt.ConnectionType.QueuedConnection)
        sys.excepthook = self._catch
        threading.excepthook = lambda found: self._note(found.exc_value, "thread")
        sys.unraisablehook = lambda found: self._note(found.exc_value, "clearing up")

    def _catch(self, _: type[BaseException], error: BaseException, __: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            QApplication.exit(1)
        else:
            self._note(error, "window")

    def _note(self, error: BaseException | None, where: str) -> None:
        """Keep a report of what is seen for the first time; nothing may come of failing to."""
        from core import crash

        with suppress(Exception):
            if error is not None and (about := crash.about(error)) not in self._seen:
                self._seen.add(about)
                self.happened.emit(crash.report(error, where))

    def _take(self, kept: "Kept") -> None:
        """Tell, unless somebody is being told, or telling has failed before."""
        if self._telling:
            return
        self._telling = True
        self.tell(kept)
        self._telling = False
