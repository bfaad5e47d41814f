"""Prints when the program's window (`vialnote`) is painted first and filled, or a window with one label (`bare`)."""

import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget


class FirstPaint(QObject):
    """Ends the program one turn of the event loop after a top window was painted."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the paint, and let everything pass."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self.end)
        return False

    def end(self) -> None:
        """Say when it was, and end."""
        say()
        QApplication.exit()


def say() -> None:
    print(time.clock_gettime(time.CLOCK_MONOTONIC), flush=True)


def bare() -> None:
    app = QApplication([])
    watch = FirstPaint()
    window = QWidget()
    window.installEventFilter(watch)
    QVBoxLayout(window).addWidget(QLabel("Vialnote"))
    window.resize(1280, 860)
    window.show()
    app.exec()


def vialnote() -> None:
    from gui import app as program
    from gui.frame import Frame

    class Seen(Frame):
        """The window, which says when it was painted first."""

        def open(self) -> bool:
            """Open it."""
            is_open = super().open()
            say()
            return is_open

    program.Frame = Seen  # type: ignore[attr-defined]
    watch = FirstPaint()
    program.run(lambda desk: desk.installEventFilter(watch))


{"bare": bare, "vialnote": vialnote}[sys.argv[1]]()
