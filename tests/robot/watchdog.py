"""Whether the GUI thread is ever kept from its next event for long, and where it stood then.

What counts of the time from one turn of the event loop to the next, so that the doing of other programs does not: the
processor time that the GUI thread took; the processor time that other threads of the program took while it waited for
a lock; and the time for which it waited for anything else, such as a disk. What does not count is the time for which
it was ready to run and got no processor, and what it spent waiting in the event loop. While a turn is late a second
thread looks what the GUI thread does; what it waits for, and how long it waited for a processor, says the kernel
(Linux; elsewhere only processor time counts). The second thread gets no processor either at times, and would take one
look for a long wait: so no wait counts for more than the time in which the GUI thread slept. Where programs wait for
processors, they share caches and cores as well, and the same work takes several times the processor time: what is
allowed goes up with the load for each processor, to three times at most.
"""

import os
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer

MOST = 100
"""Milliseconds without an event that a user does not notice."""

_NOTABLE = 50
"""Milliseconds from which a gap is told at all."""

_BEAT, _LATE, _LOOK = 10, 0.03, 0.01
"""Milliseconds between two turns; seconds from which one is late, and between two looks."""

_ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
_OURS = tuple(os.path.join(_ROOT, folder) + os.sep for folder in ("gui", "core", "tests"))
_AT_MOST = 3
"""Times more than MOST that are allowed, however much a machine has to do."""

_DEEP = 3
"""So many of our own functions name a place, innermost first."""

_LOCK, _DISK, _RUNS = "lock", "disk", ""
"""What a thread waits for: another thread, or something outside; or it runs, could run, or is in the event loop."""


class Gap(NamedTuple):
    """A time without an event, in milliseconds."""

    counted: float
    """By the rule above."""

    whole: float
    worked: float
    """Processor time of the GUI thread."""

    allowed: float
    """MOST, and more on a machine that has too much to do."""

    place: str
    """Where the thread stood most of the time; empty where nobody could look."""

    @property
    def is_hang(self) -> bool:
        """Whether a user notices."""
        return self.counted > self.allowed


class _Now(NamedTuple):
    """What the clocks say, in seconds."""

    time: float
    worked: float
    """By the GUI thread."""

    all: float
    """Work of all threads."""

    delayed: float
    """For which the GUI thread was ready to run and got no processor."""


class Watchdog(QObject):
    """Tells of each gap of the thread on which it was made."""

    def __init__(self, tell: Callable[[Gap], None]) -> None:
        """Watch from now on; `tell` hears of gaps that are notable."""
        super().__init__()
        self._tell, self._thread, self._known = tell, threading.get_ident(), threading.get_native_id()
        self._places, self._waited = Counter[str](), defaultdict[str, float](float)
        self._last = _now()
        self._timer = QTimer(self, interval=_BEAT, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.beat)
        self._timer.start()
        threading.Thread(target=self._watch, daemon=True).start()

    def beat(self) -> None:
        """The event loop turns; whoever is about to do something may say so, too."""
        now, before = _now(), self._last
        self._last = now
        worked, others = now.worked - before.worked, now.all - before.all - (now.worked - before.worked)
        slept = max(0, now.time - before.time - worked - (now.delayed - before.delayed))
        counted = worked + min(slept, self._waited[_DISK] + min(self._waited[_LOCK], max(0, others)))
        if 1e3 * counted > _NOTABLE:
            seen = list(self._places.items())  # at once, for the other thread goes on looking
            place = max(seen, key=lambda found: found[1])[0] if seen else ""
            self._tell(Gap(1e3 * counted, 1e3 * (now.time - before.time), 1e3 * worked, _allowed(), place))
        self._places.clear()
        self._waited.clear()

    def _watch(self) -> None:
        """Look where the thread stands, and what it waits for, whenever its next turn is late."""
        looked = time.perf_counter()
        while True:
            time.sleep(_LOOK)
            before, looked = looked, time.perf_counter()
            if looked - self._last.time > _LATE:
                self._places[_place(sys._current_frames().get(self._thread))] += 1
                self._waited[_waits_for(self._known)] += looked - max(before, self._last.time)


def _now() -> _Now:
    return _Now(time.perf_counter(), time.thread_time(), time.process_time(), _delayed())


def _delayed() -> float:
    """How long this thread has waited for a processor so far, in seconds; 0 where the kernel does not say."""
    with suppress(OSError), open("/proc/thread-self/schedstat", encoding="ascii") as file:
        return int(file.read().split()[1]) / 1e9
    return 0


def _allowed() -> float:
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0
    return MOST * min(_AT_MOST, max(1.0, load / (os.cpu_count() or 1)))


def _waits_for(thread: int) -> str:
    """What a thread of this program waits for, by the kernel's function in which it sleeps."""
    sleeps = "0"
    with suppress(OSError), open(f"/proc/self/task/{thread}/wchan", encoding="ascii") as file:
        sleeps = file.read()
    if sleeps == "0" or "poll" in sleeps or "select" in sleeps:
        return _RUNS
    return _LOCK if "futex" in sleeps else _DISK


def _place(frame: FrameType | None) -> str:
    """The innermost function, and those of ours around it."""
    found: list[str] = []
    while frame is not None and len(found) <= _DEEP:
        code = frame.f_code
        if not found or code.co_filename.startswith(_OURS):
            found.append(f"{code.co_filename.removeprefix(_ROOT + os.sep)}:{frame.f_lineno} {code.co_name}")
        frame = frame.f_back
    return " < ".join(dict.fromkeys(found))
