"""Milliseconds from a key in the dose field to the new picture of the note, beside the pause in them."""

from functools import partial

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest

from bench.measuring import tell, timed
from bench.window import opened
from gui import preview
from gui.desk import Desk

TIMES = 15


def drawn(desk: Desk) -> None:
    """Wait in the window's own loop until the picture is that of what is typed."""
    loop, look = QEventLoop(), QTimer(interval=1)
    look.timeout.connect(lambda: loop.quit() if desk.chair.preview.is_fresh() else None)
    look.start()
    loop.exec()


def typed(desk: Desk, key: Qt.Key) -> None:
    dose = desk.chair.form.dose.fields["given"]
    dose.focus()
    QTest.keyClick(dose.control, key)
    drawn(desk)


with opened() as desk:
    desk.chair.halves.turn_note()
    drawn(desk)
    for turn in range(TIMES + 1):
        took = timed(partial(typed, desk, Qt.Key.Key_7 if turn % 2 else Qt.Key.Key_8))
        if turn:
            tell("preview", took, preview.PAUSE)
