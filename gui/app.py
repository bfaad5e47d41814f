"""The program with a window: application, settings, window."""

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from core import paths
from gui import NO_DISPLAY, theme
from gui.collecting import Collecting
from gui.frame import Frame

if TYPE_CHECKING:
    from gui.desk import Desk


def run(visit: Callable[["Desk"], object] = lambda _: None) -> int:
    """Open the window and stay until it is closed.

    Args:
        visit: is told of the window once there is something in it.
    """
    app = _application()
    app.setApplicationName("Vialnote")
    app.setApplicationDisplayName("Vialnote")
    collecting = Collecting()
    theme.prepare(app)
    frame = Frame()
    if not frame.open():
        return 0
    desk = fill(frame)
    theme.follow_system(app)
    frame.fill(desk)
    QTimer.singleShot(0, frame, lambda: app.setWindowIcon(QIcon(paths.resource("icons", "vialnote.svg"))))
    visit(desk)
    code = app.exec()
    desk.let_go()
    collecting.stop()
    return code


def fill(frame: Frame) -> "Desk":
    """What the window is there for: slow to read in, so that the window is painted first."""
    from core import reference
    from gui.desk import Desk

    return Desk(reference.shipped(), paths.home(), paths.data_home(), frame)


def _application() -> QApplication:
    """The application; a display that can't be had ends the program with a line, where Qt would abort."""
    heard: list[str] = []

    def hear(kind: QtMsgType, _: QMessageLogContext, message: str) -> None:
        if kind == QtMsgType.QtFatalMsg:
            print(NO_DISPLAY, file=sys.stderr, flush=True)
            os._exit(1)
        heard.append(message)

    qInstallMessageHandler(hear)
    app = QApplication(sys.argv)
    qInstallMessageHandler(None)
    for message in heard:
        print(message, file=sys.stderr)
    return app
