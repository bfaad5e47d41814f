"""How long the window's thread is ever kept from its next event."""

import time
from collections.abc import Callable, Iterable

from PySide6.QtCore import QEventLoop, Qt, QTimer

_BEAT = 2
"""Milliseconds between two looks at the clock."""


def blocks(
    steps: Iterable[Callable[[], object]], quiet: Callable[[], bool], clock: Callable[[], float] = time.perf_counter
) -> list[float]:
    """Take steps in the window's own loop, each once all that came of the last one is done.

    Args:
        steps: what the user does.
        quiet: whether all that came of it is done.
        clock: what counts as time, in seconds; `time.thread_time` leaves out what other programs take.

    Returns:
        For each step the longest time without an event, in milliseconds.
    """
    found: list[float] = []
    rest, loop, last = iter(steps), QEventLoop(), clock()

    def beat() -> None:
        nonlocal last
        now = clock()
        if found:
            found[-1] = max(found[-1], 1e3 * (now - last))
        last = now
        if quiet():
            step = next(rest, None)
            if step is None:
                loop.quit()
                return
            found.append(0)
            last = clock()
            step()

    timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=_BEAT)
    timer.timeout.connect(beat)
    timer.start()
    loop.exec()
    timer.stop()
    return found
