"""Prints p50 and p99, in milliseconds, from a key to the repainted answer, and to a repainted label."""

import os
import statistics
import tempfile
import time
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

from core import reference
from gui import theme
from gui.chair import Chair

TIMES = 200


def timed(press: Callable[[], None]) -> list[float]:
    times = []
    for _ in range(TIMES):
        start = time.perf_counter()
        press()
        QApplication.processEvents()
        times.append(1e3 * (time.perf_counter() - start))
    return times


def window(folder: str) -> list[float]:
    shown = Chair(reference.load(), os.path.join(folder, "settings.json"))
    entry = {"ndc": "0078-0182-01", "count": 2, "lot": "A", "expires": "2099-01-01"}
    shown.form.fill({**shown.form.blank(), "route": "SC", "given": "60 mcg", "opened": [entry]})
    shown.update_answer()
    shown.show()
    QTest.qWaitForWindowExposed(shown)
    line = shown.form.dose.fields["given"].control
    return timed(lambda: (line.selectAll(), QTest.keyClick(line, Qt.Key.Key_7), QTest.keyClick(line, Qt.Key.Key_5)))


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
with tempfile.TemporaryDirectory() as home:
    ours = window(home)
for name, share in (("p50", 50), ("p99", 99)):
    print(name, *(statistics.quantiles(times, n=100)[share - 1] / 2 for times in (ours, floor)))
