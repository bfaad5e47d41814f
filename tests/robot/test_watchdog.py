"""The watch on the GUI thread sees a block, and says where it was."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from tests.robot import watchdog
from tests.robot.watchdog import MOST, Gap, Watchdog

_BLOCK = 0.15


def _planted_work() -> None:
    """Work on the GUI thread for long."""
    end = time.thread_time() + _BLOCK
    while time.thread_time() < end:
        sum(range(100))


def _planted_wait() -> None:
    """Wait on the GUI thread for another thread that works."""
    other = threading.Thread(target=_planted_work)
    other.start()
    other.join()


def _planted_disk() -> None:
    """Wait on the GUI thread for something outside."""
    reads, writes = os.pipe()
    threading.Timer(_BLOCK, os.write, (writes, b"there")).start()
    os.read(reads, 5)


@pytest.mark.parametrize("planted", [_planted_work, _planted_wait, _planted_disk])
def test_a_block_is_seen_and_named(qtbot: QtBot, planted: Callable[[], None]) -> None:
    """150 ms of work, of waiting for work, or for a disk are a hang, and the function stands beside it."""
    told: list[Gap] = []
    watch = Watchdog(told.append)
    QTimer.singleShot(20, watch, planted)
    qtbot.waitUntil(lambda: any(planted.__name__ in gap.place for gap in told), timeout=10_000)

    (found,) = (gap for gap in told if planted.__name__ in gap.place)
    assert found.counted > MOST
    assert "tests/robot/test_watchdog.py:" in found.place


def test_the_work_of_others_is_none(qtbot: QtBot) -> None:
    """More programs that work than there are processors make no hang of a thread that only beats."""
    told: list[Gap] = []
    command = [sys.executable, "-c", "while True: pass"]
    others = [subprocess.Popen(command) for _ in range(2 * (os.cpu_count() or 1))]
    watch, end = Watchdog(told.append), time.monotonic() + 1
    qtbot.waitUntil(lambda: time.monotonic() > end, timeout=10_000)
    for other in others:
        other.kill()
        other.wait()

    assert [gap for gap in told if gap.is_hang] == []
    assert watch.parent() is None


def test_a_look_that_comes_late_counts_no_longer_than_the_sleep(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread that works all the time did not wait, whatever a second thread saw that seldom got to look."""
    told: list[Gap] = []
    watch = Watchdog(told.append)
    monkeypatch.setattr(watchdog, "_waits_for", lambda _: watchdog._DISK)
    QTimer.singleShot(20, watch, _planted_work)
    qtbot.waitUntil(lambda: any(_planted_work.__name__ in gap.place for gap in told), timeout=10_000)

    (found,) = (gap for gap in told if _planted_work.__name__ in gap.place)
    assert found.worked <= found.counted < found.worked + MOST / 2
