"""Takes the pictures of the window that are looked at, and waits until what is to be seen is there."""

import os
import time
from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget

from gui.desk import Desk

_PATIENCE = 60
"""Seconds after which what does not come is not waited for."""

_ROUNDS = 12
"""Rounds in which what is asked on other threads gets back, and layouts inside layouts settle."""

Act = Callable[[], object]
Answer = Callable[[QWidget], object]


class Camera:
    """Takes a picture of whatever is in front."""

    def __init__(self, app: QApplication, desk: Desk, folder: str) -> None:
        """Take pictures of a window into a folder."""
        self.app, self.desk, self._folder = app, desk, folder
        os.makedirs(folder, exist_ok=True)
        self.taken: list[str] = []

    def take(self, name: str, shown: QWidget | None = None) -> None:
        """A picture of a part of the program, or of the window."""
        self.settle()
        path = os.path.join(self._folder, f"{len(self.taken):03} {name}.png")
        (shown or self.desk).grab().save(path)
        self.taken.append(path)

    def settle(self) -> None:
        """Wait until what was asked on other threads is there."""
        for _ in range(_ROUNDS):
            self.desk.journal.settle()
            self.app.processEvents()

    def wait(self, done: Callable[[], bool]) -> None:
        """Wait until something is so."""
        end = time.monotonic() + _PATIENCE
        while not done() and time.monotonic() < end:
            self.settle()
            time.sleep(0.02)

    def over(self, name: str, act: Act, *answers: Answer) -> None:
        """A picture of each dialogue that something opens.

        Args:
            name: of the pictures.
            act: opens it.
            answers: what is done with each, one after the other, and with what that opens; the rest is sent away.
        """
        left, watch = list(answers), QTimer(interval=100)

        def look() -> None:
            shown = QApplication.activeModalWidget()
            if shown is None:
                return
            watch.stop()
            self.take(name, shown)
            answer = left.pop(0) if left else QWidget.close
            answer(shown)
            watch.start()

        watch.timeout.connect(look)
        watch.start()
        act()
        watch.stop()

    def push(self, name: str, within: QWidget, words: str, *answers: Answer) -> None:
        """Pictures of what a button opens."""
        for button in within.findChildren(QAbstractButton):
            if button.text().replace("&", "").startswith(words) and button.isVisible() and button.isEnabled():
                self.over(name, button.click, *answers)
                return
        print(f"no button {words}")

    def to_end(self, name: str, shown: QWidget) -> None:
        """A picture of what is scrolled, at its end; then it is back at its beginning."""
        bars = [area.verticalScrollBar() for area in shown.findChildren(QScrollArea)]
        for bar in bars:
            bar.setValue(bar.maximum())
        self.take(name, shown)
        for bar in bars:
            bar.setValue(0)
