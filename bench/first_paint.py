"""Prints the time of the first paint: of the program's window (`vialnote`), or of a window with one label (`bare`)."""

import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget


class FirstPaint(QObject):
    """Ends the program one turn of the event loop after a top window was painted."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the paint, and let everything pass."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget) and watched.isWindow():
            QApplication.instance().removeEventFilter(self)
            QTimer.singleShot(0, self.end)
        return False

    def end(self) -> None:
        """Say when it was, and end."""
        print(time.clock_gettime(time.CLOCK_MONOTONIC), flush=True)
        QApplication.exit()


def bare() -> None:
    app = QApplication([])
    watch = FirstPaint()
    app.installEventFilter(watch)
    window = QWidget()
    QVBoxLayout(window).addWidget(QLabel("Vialnote"))
    window.resize(1280, 860)
    window.show()
    app.exec()


def vialnote() -> None:
    from gui import app as program

    original = QApplication.exec

    def watched() -> int:
        watch = FirstPaint()
        QApplication.instance().installEventFilter(watch)
        return original()

    QApplication.exec = staticmethod(watched)
    program.run()


{"bare": bare, "vialnote": vialnote}[sys.argv[1]]()
