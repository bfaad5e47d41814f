"""The program with a window: application, settings, window."""

import os
import sys

from PySide6.QtWidgets import QApplication

from core import paths, reference, settings
from gui import theme
from gui.window import Window


def run() -> int:
    """Open the window and stay until it is closed."""
    app = QApplication(sys.argv)
    app.setApplicationName("Vialnote")
    app.setApplicationDisplayName("Vialnote")
    theme.apply(app)
    path = os.path.join(paths.home(), settings.FILE)
    window = Window(reference.load(), path)
    window.show()
    return app.exec()
