"""Milliseconds from a key in the dose field to the repainted answer, beside a label that shows the key.

Half and 99 of 100 of a few hundred keys, and half of those at the label: what disturbs a key now and then is not in the
floor. The processes take turns, for our look is no part of the floor either.
"""

import itertools
import statistics
import sys
from functools import partial
from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

from bench.measuring import python, said, tell, timed

RUN = python("-m", "bench.keystroke")
TURNS, KEYS, WARM = 7, 400, 20
MOMENTS = itertools.count(1_000, 83)
"""Twelve keys a second by their own time, through the window, where a scanner is told from a person."""


def main() -> None:
    if len(sys.argv) > 1:
        print(*{"window": window, "label": label}[sys.argv[1]]())
        return
    for _ in range(TURNS):
        (half, nearly_all), (floor, _) = (map(float, said([*RUN, which])[0]) for which in ("window", "label"))
        tell("p50", half, floor)
        tell("p99", nearly_all, floor)


def window() -> tuple[float, float]:
    from bench.window import opened

    with opened() as desk:
        return shares(cast("QLineEdit", desk.chair.form.dose.fields["given"].control))


def label() -> tuple[float, float]:
    QApplication([])
    shown, line, text = QWidget(), QLineEdit(), QLabel()
    box = QVBoxLayout(shown)
    box.addWidget(line)
    box.addWidget(text)
    line.textChanged.connect(text.setText)
    shown.show()
    shown.activateWindow()
    QTest.qWaitForWindowActive(shown)
    line.setFocus()
    return shares(line)


def shares(line: QLineEdit) -> tuple[float, float]:
    """What half of the keys take, and 99 of 100: a digit in the place of what stands there, then another one."""
    times = []
    for turn in range(WARM + KEYS):
        if turn % 2 == 0:
            line.selectAll()
        times.append(timed(partial(pressed, line, "75"[turn % 2])))
    if line.text() != "75":
        sys.exit("the keys went elsewhere")
    found = statistics.quantiles(times[WARM:], n=100)
    return found[49], found[98]


def pressed(line: QLineEdit, sign: str) -> None:
    """A key through the window, and all that comes of it, the painting last."""
    now = next(MOMENTS)
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, ord(sign), Qt.KeyboardModifier.NoModifier, sign)
        event.setTimestamp(now)
        QCoreApplication.sendEvent(line.window().windowHandle(), event)
    QApplication.processEvents()


main()
