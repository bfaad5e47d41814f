"""The program with a window: application, settings, window."""

import os
import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from core import paths, reference
from gui import theme, words
from gui.collecting import Collecting
from gui.crashes import Crashes
from gui.desk import Desk
from gui.last_run import LastRun

if TYPE_CHECKING:
    from core.crash import Kept


def run(visit: Callable[[Desk], object] = lambda _: None, tell: "Callable[[Desk, Kept], object] | None" = None) -> int:
    """Open the window and stay until it is closed.

    Args:
        visit: is told of the window once it is shown.
        tell: tells of errors that nobody expected, instead of the dialogue that does.
    """
    app = _application()
    app.setApplicationName("Vialnote")
    app.setApplicationDisplayName("Vialnote")
    theme.prepare(app)
    collecting, crashes = Collecting(), Crashes()
    try:
        window = Desk(reference.shipped(), paths.home(), paths.data_home())
    except Exception as error:  # noqa: BLE001 - whatever it is, somebody waits for a window
        return _give_up(crashes.keep(error))
    crashes.tell = partial(tell or _tell, window)
    theme.follow_system(app)
    window.show()
    last_run = LastRun(paths.log_home(), window.slot.name)
    QTimer.singleShot(0, window, partial(_settle, app, window, last_run))
    visit(window)
    code = app.exec()
    window.let_go(dropping_draft=code == 0)
    collecting.stop()
    last_run.end()
    return code


def _settle(app: QApplication, window: Desk, last_run: LastRun) -> None:
    """Do what can wait until the window is painted."""
    app.setWindowIcon(QIcon(paths.resource("icons", "vialnote.svg")))
    if last_run.begin():
        window.chair.warn(words.BROKEN_OFF)


def _tell(window: Desk, kept: "Kept") -> None:
    """Tell the user, who may close the program; what is typed stays a draft then."""
    from gui import crash_dialog

    if crash_dialog.tell(kept, window, window.chair.cases):
        QApplication.exit(1)


def _give_up(kept: "Kept") -> int:
    """Tell the user that there will be no window."""
    from gui.crash_dialog import CrashDialog

    CrashDialog(kept).exec()
    return 1


def _application() -> QApplication:
    """The application; a display that can't be had ends the program with a line, where Qt would abort."""
    heard: list[str] = []

    def hear(kind: QtMsgType, _: QMessageLogContext, message: str) -> None:
        if kind == QtMsgType.QtFatalMsg:
            print(words.NO_DISPLAY, file=sys.stderr, flush=True)
            os._exit(1)
        heard.append(message)

    qInstallMessageHandler(hear)
    app = QApplication(sys.argv)
    qInstallMessageHandler(None)
    for message in heard:
        print(message, file=sys.stderr)
    return app
