"""The program with a window: the application and its window, and afterwards what belongs into that."""

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMessageLogContext, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from gui import NO_DISPLAY, theme
from gui.frame import Frame
from gui.garbage import Collecting

if TYPE_CHECKING:
    from core.crash import Kept
    from gui.desk import Desk


class Application(QApplication):
    """The application; on a Mac it is what the system hands files to."""

    file_opened = Signal(str)

    file = ""
    """The last one; it may come before anybody hears of it."""

    def event(self, event: QEvent) -> bool:
        """Take files; nothing that a person does gets here."""
        if isinstance(event, QFileOpenEvent):
            self.file = event.file()
            self.file_opened.emit(self.file)
            return True
        return super().event(event)


def run(
    visit: "Callable[[Desk], object] | None" = None,
    tell: "Callable[[Desk, Kept], object] | None" = None,
    note: str = "",
) -> int:
    """Open the window and stay until it is closed.

    Args:
        visit: is told of the window once there is something in it, instead of greeting whoever opened it.
        tell: tells of errors that nobody expected, instead of the dialogue that does.
        note: path of a note that is checked at once; empty for none.
    """
    app = _application()
    app.setApplicationName("Vialnote")
    app.setApplicationDisplayName("Vialnote")
    collecting = Collecting()
    theme.prepare(app)
    frame = Frame()
    code = 0
    if frame.open():
        try:
            from gui import inside  # slow to read in, so that the window is painted first

            code = inside.run(app, frame, visit, tell, note)
        except Exception as error:
            if tell is not None:
                raise
            code = _give_up(error)
    collecting.stop()
    return code


def _give_up(error: Exception) -> int:
    """Tell the user, who waits for what belongs into the window, that it can't be had."""
    from core import crash
    from gui.crash_dialog import CrashDialog

    CrashDialog(crash.report(error, "window")).exec()
    return 1


def _application() -> Application:
    """The application; a display that can't be had ends the program with a line, where Qt would abort."""
    heard: list[str] = []

    def hear(kind: QtMsgType, _: QMessageLogContext, message: str) -> None:
        if kind == QtMsgType.QtFatalMsg:
            print(NO_DISPLAY, file=sys.stderr, flush=True)
            os._exit(1)
        heard.append(message)

    qInstallMessageHandler(hear)
    app = Application(sys.argv)
    qInstallMessageHandler(None)
    for message in heard:
        print(message, file=sys.stderr)
    return app
