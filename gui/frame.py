"""The window as it is first seen: at once in its place, with the names of its pages; all else follows.

It must not import what takes long to read in, not even Qt's own namespace `Qt`, which takes as long as all of this.
That is done once it is painted, and no key gets lost meanwhile.
"""

from PySide6.QtCore import QCoreApplication, QEventLoop, QRect, QTimer
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QMainWindow, QVBoxLayout, QWidget

from gui import theme
from gui.tabs import Tabs

SIZE, LEAST = (1280, 900), (640, 480)
"""Logical pixels of the window as it opens, and as the user may make it."""

CARDS = QRect(16, 58, 615, 90), QRect(649, 58, 615, 158)
"""Where the first cards of the page are, in a window of that size."""

_PATIENCE = 1_000
"""Milliseconds after which a window that nobody sees, such as a minimised one, is filled all the same."""


class Frame(QMainWindow):
    """The window of the program, before there is something in it and afterwards; screen readers know it for one."""

    def __init__(self) -> None:
        """Make the window; theme.prepare comes before."""
        super().__init__()
        whole = QWidget()
        self.tabs, self._box = Tabs(), QVBoxLayout(whole)
        self.setCentralWidget(whole)
        self._inside: QWidget | None = None
        self._look = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._cards = [self._card(place) for place in CARDS]
        self.tabs.setStyleSheet(theme.early())
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(self.tabs)
        self._box.addStretch()
        as_window(self)
        self.setFocus()  # else the first button would have it

    def open(self) -> bool:
        """Show the window and wait until it is painted; whether nobody has closed it meanwhile.

        What is typed, scanned or clicked waits with Qt until the program's own event loop runs, and then goes, with
        the time at which it was done, where the focus is.
        """
        loop = QEventLoop(self)
        self._look.timeout.connect(loop.quit)
        self._look.start()
        self.show()
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        return self.isVisible()

    def fill(self, inside: QWidget) -> None:
        """Show what belongs into the window; it has taken over the names of the pages.

        Args:
            inside: fills the window, and is asked before that closes.
        """
        self._inside = inside
        self.tabs.setStyleSheet("")  # the program's own holds from now on
        for card in self._cards:
            card.deleteLater()
        self._cards = []
        self._box.insertWidget(0, inside, 1)
        inside.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the first cards where their places are known."""
        super().resizeEvent(event)
        for card in self._cards:
            card.setVisible((self.width(), self.height()) == SIZE)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Go on once this is on the screen."""
        self._look.start(0)

    def _card(self, place: QRect) -> QFrame:
        card = QFrame(self)
        card.setProperty("look", "card")
        card.setStyleSheet(theme.early())
        card.setGeometry(place)
        return card

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask what is inside."""
        if self._inside is not None:
            QCoreApplication.sendEvent(self._inside, event)


def as_window(widget: QWidget) -> None:
    """Give a widget the program's title and size."""
    widget.setWindowTitle("Vialnote")
    widget.setMinimumSize(*LEAST)
    widget.resize(*SIZE)
