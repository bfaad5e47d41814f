"""Whether the GUI thread is ever kept from its next event for long, and where it stood then.

What counts as a hang. A gap is the time from one turn of the event loop to the next. The time for which the kernel
says that threads of this program were ready to run and got no processor is taken off, for that is the doing of other
programs; but the processor time that the GUI thread itself took always counts. So waiting for a disk, a lock or another
thread counts, and so does working; a busy machine does not. Where the kernel does not tell (not Linux), only the
processor time counts.
"""

import contextlib
import glob
import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from types import FrameType
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer

MOST = 100
"""Milliseconds without an event that a user does not notice."""

_NOTABLE = 50
"""Milliseconds from which a gap is told at all."""

_BEAT, _SUSPICIOUS, _SAMPLE = 10, 0.03, 0.01
"""Milliseconds between two turns at the least; seconds after which the watcher looks, and between two looks."""

_ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
_OURS = tuple(os.path.join(_ROOT, folder) + os.sep for folder in ("gui", "core", "tests"))
_DEEP = 3
"""So many of our own functions name a place, innermost first."""


class Gap(NamedTuple):
    """A time without an event, in milliseconds."""

    counted: float
    """By the rule above."""

    whole: float
    worked: float
    """Processor time of the GUI thread."""

    place: str
    """Where the thread stood most of the time; empty where nobody could look."""


class _Now(NamedTuple):
    """What the clocks say, in seconds."""

    time: float
    worked: float
    starved: dict[str, float]
    """By thread; empty where nobody knows."""


class Watchdog(QObject):
    """Tells of each gap of the thread on which it was made."""

    def __init__(self, tell: Callable[[Gap], None]) -> None:
        """Watch from now on; `tell` hears of gaps that are notable."""
        super().__init__()
        self._tell, self._thread = tell, threading.get_ident()
        self._places: Counter[str] = Counter()
        self._last = _now()
        self._timer = QTimer(self, interval=_BEAT, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.beat)
        self._timer.start()
        threading.Thread(target=self._watch, daemon=True).start()

    def beat(self) -> None:
        """The event loop turns; whoever is about to do something may say so, too."""
        now, before = _now(), self._last
        self._last = now
        whole, worked = now.time - before.time, now.worked - before.worked
        starved = sum(seconds - before.starved.get(thread, 0) for thread, seconds in now.starved.items())
        counted = 1e3 * (max(worked, whole - starved) if now.starved else worked)
        if counted > _NOTABLE:
            place = self._places.most_common(1)[0][0] if self._places else ""
            self._tell(Gap(counted, 1e3 * whole, 1e3 * worked, place))
        self._places.clear()

    def _watch(self) -> None:
        """Look where the thread stands whenever the next turn is late."""
        while True:
            time.sleep(_SAMPLE)
            if time.perf_counter() - self._last.time > _SUSPICIOUS:
                self._places[_place(sys._current_frames().get(self._thread))] += 1


def _now() -> _Now:
    return _Now(time.perf_counter(), time.thread_time(), _starved())


def _starved() -> dict[str, float]:
    """Seconds for which each thread of this program was ready and got no processor."""
    found = {}
    for path in glob.iglob("/proc/self/task/*/schedstat"):
        with contextlib.suppress(OSError), open(path, encoding="ascii") as file:  # the thread may have ended
            found[path] = int(file.read().split()[1]) / 1e9
    return found


def _place(frame: FrameType | None) -> str:
    """The innermost function, and those of ours around it."""
    found: list[str] = []
    while frame is not None and len(found) <= _DEEP:
        code = frame.f_code
        if not found or code.co_filename.startswith(_OURS):
            found.append(f"{code.co_filename.removeprefix(_ROOT + os.sep)}:{frame.f_lineno} {code.co_name}")
        frame = frame.f_back
    return " < ".join(dict.fromkeys(found))
