"""The day, as a window knows it that stays open: told when it turns, also while the computer slept."""

from PySide6.QtCore import QObject, QTimer, Signal

from gui import dates

_GLANCE = 10_000
"""Milliseconds between looks at the clock."""


class Today(QObject):
    """Looks at the clock now and then, and whenever it is asked to."""

    turned = Signal()
    """It is another day."""

    def __init__(self) -> None:
        """Know today."""
        super().__init__()
        self._day = dates.now().date()
        self._timer = QTimer(self, interval=_GLANCE)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Tell if it is another day than at the last look."""
        day = dates.now().date()
        if day != self._day:
            self._day = day
            self.turned.emit()
