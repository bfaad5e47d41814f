"""The program's window with an encounter in it, some seconds after it was opened."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import keyring
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bench.measuring import folder
from core import reference
from gui import theme
from gui.desk import Desk
from gui.garbage import Collecting
from gui.journal import State
from tests.keyrings import InMemory

ENTRY = {"ndc": "0078-0182-01", "count": 2, "lot": "A", "expires": "2099-01-01"}
SETTLED = 3
"""Seconds after which the journal is open and all is read in that the first note wants."""


@contextmanager
def opened() -> Iterator[Desk]:
    """A nurse's window whose dose has the focus."""
    app = QApplication(sys.argv[:1])
    theme.prepare(app)
    keyring.set_keyring(InMemory())
    collecting = Collecting()
    with folder() as home:
        desk = Desk(reference.shipped(), home, home)
        theme.follow_system(app)
        desk.show()
        QTest.qWaitForWindowExposed(desk)
        fill(desk)
        settle(app, desk)
        yield desk
        desk.let_go()
    collecting.stop()


def fill(desk: Desk) -> None:
    form = desk.chair.form
    form.fill({**form.blank(), "route": "SC", "given": "60 mcg", "opened": [ENTRY]})
    desk.chair.update_answer()
    desk.activateWindow()
    QTest.qWaitForWindowActive(desk)
    form.focus("given")


def settle(app: QApplication, desk: Desk) -> None:
    until = time.monotonic() + SETTLED
    while time.monotonic() < until or desk.journal.state is State.OPENING:
        app.processEvents()
