"""Prints p50 and p99, in milliseconds, from a key to the repainted answer, and to a repainted label."""

import itertools
import statistics
import tempfile
import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

from core import reference
from gui import theme
from gui.collecting import Collecting
from gui.desk import Desk

TIMES = 200
MOMENTS = itertools.count(1_000, 83)
"""Twelve keys a second by their own time, through the window, where a scanner is told from a person."""


def timed(press: Callable[[], None]) -> list[float]:
    times = []
    for _ in range(TIMES):
        start = time.perf_counter()
        press()
        QApplication.processEvents()
        times.append(1e3 * (time.perf_counter() - start))
    return times


def window(folder: str) -> list[float]:
    desk = Desk(reference.shipped(), folder, folder)
    chair = desk.chair
    entry = {"ndc": "0078-0182-01", "count": 2, "lot": "A", "expires": "2099-01-01"}
    chair.form.fill({**chair.form.blank(), "route": "SC", "given": "60 mcg", "opened": [entry]})
    chair.update_answer()
    desk.show()
    QTest.qWaitForWindowExposed(desk)
    desk.activateWindow()
    QTest.qWaitForWindowActive(desk)
    line = chair.form.dose.fields["given"].control
    line.setFocus()
    whole = desk.windowHandle()
    found = timed(lambda: (line.selectAll(), typed(whole, "7"), typed(whole, "5")))
    desk.let_go()
    return found


def typed(window: QWindow, sign: str) -> None:
    now = next(MOMENTS)
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, ord(sign), Qt.KeyboardModifier.NoModifier, sign)
        event.setTimestamp(now)
        QCoreApplication.sendEvent(window, event)


def label() -> list[float]:
    shown, line, text = QWidget(), QLineEdit(), QLabel()
    box = QVBoxLayout(shown)
    box.addWidget(line)
    box.addWidget(text)
    line.textChanged.connect(text.setText)
    shown.show()
    QTest.qWaitForWindowExposed(shown)
    return timed(lambda: (line.selectAll(), QTest.keyClick(line, Qt.Key.Key_7), QTest.keyClick(line, Qt.Key.Key_5)))


app = QApplication([])
floor = label()
theme.prepare(app)
theme.follow_system(app)
collecting = Collecting()  # as in the program
with tempfile.TemporaryDirectory() as home:
    ours = window(home)
for name, share in (("p50", 50), ("p99", 99)):
    print(name, *(statistics.quantiles(times, n=100)[share - 1] / 2 for times in (ours, floor)))
