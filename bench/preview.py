"""Prints the milliseconds from a key in the dose field to the new picture of the note, and the pause in them."""

import statistics
import tempfile
import time

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core import reference
from gui import preview, theme
from gui.desk import Desk

TIMES = 15

app = QApplication([])
theme.prepare(app)
theme.follow_system(app)
with tempfile.TemporaryDirectory() as home:
    desk = Desk(reference.shipped(), home, home)
    chair = desk.chair
    entry = {"ndc": "0078-0182-01", "count": 2, "lot": "A", "expires": "2099-01-01"}
    chair.form.fill({**chair.form.blank(), "route": "SC", "given": "60 mcg", "opened": [entry]})
    chair.update_answer()
    desk.show()
    chair.page.turn_note()
    line = chair.form.dose.fields["given"].control
    times = []
    for turn in range(TIMES + 1):
        while not chair.preview.is_fresh():
            QTest.qWait(1)
        start = time.perf_counter()
        line.selectAll()
        QTest.keyClick(line, Qt.Key.Key_7 if turn % 2 else Qt.Key.Key_8)
        while not chair.preview.is_fresh():
            app.processEvents()
        times.append(1e3 * (time.perf_counter() - start))
    print(statistics.median(times[1:]), preview.PAUSE)
    desk.let_go()
