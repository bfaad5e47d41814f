"""The window as it is first seen: at once in its place, with the names of its pages; all else follows.

It must not import what takes long to read in. That is done once it is painted, and no key gets lost meanwhile.
"""

from PySide6.QtCore import QCoreApplication, QEventLoop, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui import theme
from gui.tabs import Tabs

SIZE, LEAST = (1280, 900), (640, 480)
"""Logical pixels of the window as it opens, and as the user may make it."""

CARDS = QRect(16, 58, 596, 90), QRect(646, 58, 618, 158)
"""Where the first cards of the page are, in a window of that size."""

_ROUND = 5.5
_PATIENCE = 1_000
"""Milliseconds after which a window that nobody sees, such as a minimised one, is filled all the same."""


class Frame(QWidget):
    """The window of the program, before there is something in it and afterwards."""

    _painted = Signal()

    def __init__(self) -> None:
        """Make the window; theme.prepare comes before."""
        super().__init__()
        self.tabs, self._box = Tabs(), QVBoxLayout(self)
        self._inside: QWidget | None = None
        self.tabs.setStyleSheet(theme.buttons())
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignTop)
        as_window(self)
        self.setFocus()  # else the first button would have it

    def open(self) -> bool:
        """Show the window and wait until it is painted; whether nobody has closed it meanwhile.

        What is typed, scanned or clicked waits with Qt until the program's own event loop runs, and then goes, with
        the time at which it was done, where the focus is.
        """
        loop, patience = QEventLoop(), QTimer(self, singleShot=True)
        self._painted.connect(loop.quit, Qt.ConnectionType.QueuedConnection)
        patience.timeout.connect(loop.quit)
        patience.start(_PATIENCE)
        self.show()
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        patience.stop()
        return self.isVisible()

    def fill(self, inside: QWidget) -> None:
        """Show what belongs into the window; it has taken over the names of the pages.

        Args:
            inside: fills the window, and is asked before that closes.
        """
        self._inside = inside
        self.tabs.setStyleSheet("")  # the program's own holds from now on
        self._box.addWidget(inside)
        inside.show()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw the first cards' outlines as long as they are not there."""
        if self._inside is not None:
            return
        scheme, painter = theme.colours(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(scheme.line)))
        painter.setBrush(QColor(scheme.card))
        if (self.width(), self.height()) == SIZE:
            for card in CARDS:
                painter.drawRoundedRect(card.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), _ROUND, _ROUND)
        painter.end()
        self._painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask what is inside."""
        if self._inside is not None:
            QCoreApplication.sendEvent(self._inside, event)


def as_window(widget: QWidget) -> None:
    """Give a widget the program's title and size."""
    widget.setWindowTitle("Vialnote")
    widget.setMinimumSize(*LEAST)
    widget.resize(*SIZE)
