"""What belongs into the program's window, from when that is painted until it is closed."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from core import paths, reference
from gui import theme, words
from gui.crashes import Crashes
from gui.desk import Desk
from gui.frame import Frame
from gui.last_run import LastRun

if TYPE_CHECKING:
    from core.crash import Kept
    from gui.app import Application


_GREETED = 300
"""Milliseconds after which somebody is greeted: the scan field is there before."""


def run(
    app: "Application",
    frame: Frame,
    visit: Callable[[Desk], object] | None,
    tell: "Callable[[Desk, Kept], object] | None",
    note: str,
) -> int:
    """Fill the window and stay until it is closed.

    Args:
        app: the application.
        frame: its window, which is in sight.
        visit: is told of the window once there is something in it, instead of greeting whoever opened it.
        tell: tells of errors that nobody expected, instead of the dialogue that does.
        note: path of a note that is checked at once; empty for none.
    """
    crashes = Crashes()
    desk = Desk(reference.shipped(), paths.home(), paths.data_home(), frame)
    crashes.tell = partial(tell or _tell, desk)
    app.file_opened.connect(desk.checking.check)
    theme.follow_system(app)
    frame.fill(desk)
    last_run = LastRun(paths.log_home(), desk.slot.name)
    QTimer.singleShot(0, desk, partial(_settle, app, desk, last_run))
    if note or app.file:
        QTimer.singleShot(0, desk, partial(desk.checking.check, note or app.file))
    (visit or greet)(desk)
    code = app.exec()
    desk.let_go(dropping_draft=code == 0)
    last_run.end()
    return code


def greet(desk: Desk) -> None:
    """Greet whoever opened the window, once all of it is painted."""
    QTimer.singleShot(_GREETED, desk, partial(_welcome, desk))


def _welcome(desk: Desk) -> None:
    from gui import welcome  # only now

    welcome.welcome(desk)


def _settle(app: QApplication, desk: Desk, last_run: LastRun) -> None:
    """Do what can wait until the form is painted."""
    app.setWindowIcon(QIcon(paths.resource("icons", "vialnote.svg")))
    if last_run.begin():
        desk.chair.warn(words.BROKEN_OFF)


def _tell(desk: Desk, kept: "Kept") -> None:
    """Tell the user, who may close the program; what is typed stays a draft then."""
    from gui import crash_dialog

    if crash_dialog.tell(kept, desk, desk.chair.cases):
        QApplication.exit(1)
