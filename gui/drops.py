"""Files that are dropped anywhere on the window."""

import os

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from gui import words


class Drops(QObject):
    """Takes one file at a time; anything else is refused in a sentence.

    It listens before the window shares a drop out among its parts, for a field would take a file's path as text.
    """

    note = Signal(str)
    """The path of a PDF."""

    other = Signal(str)
    """The path of a file that is no PDF."""

    refused = Signal(str)
    """Why nothing is done."""

    def __init__(self, window: QWidget) -> None:
        """Listen for a window, from when it shows."""
        super().__init__(window)
        self._window = window
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files, and leave all else, such as text that is dragged into a field."""
        if watched is self._window:
            if event.type() == QEvent.Type.Show:
                self._window.window().windowHandle().installEventFilter(self)
        elif isinstance(event, QDropEvent) and event.mimeData().hasUrls():
            # A copy: whoever lets go of a file means to show it, not to move it away.
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            if event.type() == QEvent.Type.Drop:
                self._take([url.toLocalFile() for url in event.mimeData().urls()])
            return True
        return False

    def _take(self, paths: list[str]) -> None:
        """Empty paths are of things that lie on no drive."""
        if len(paths) != 1:
            self.refused.emit(words.DROP_ONE)
        elif os.path.isdir(paths[0]):
            self.refused.emit(words.DROP_FOLDER)
        elif not paths[0].lower().endswith(".pdf"):
            self.other.emit(paths[0])
        else:
            self.note.emit(paths[0])
