"""The program with a window: application, settings, window."""

import os
import sys
from collections.abc import Callable

from PySide6.QtCore import QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from core import paths, reference
from gui import theme, words
from gui.collecting import Collecting
from gui.desk import Desk


def run(visit: Callable[[Desk], object] = lambda _: None) -> int:
    """Open the window and stay until it is closed.

    Args:
        visit: is told of the window once it is shown.
    """
    app = _application()
    app.setApplicationName("Vialnote")
    app.setApplicationDisplayName("Vialnote")
    theme.prepare(app)
    collecting = Collecting()
    window = Desk(reference.shipped(), paths.home(), paths.data_home())
    theme.follow_system(app)
    window.show()
    QTimer.singleShot(0, window, lambda: app.setWindowIcon(QIcon(paths.resource("icons", "vialnote.svg"))))
    visit(window)
    code = app.exec()
    window.let_go()
    collecting.stop()
    return code


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
