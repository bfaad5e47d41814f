"""What takes long on the window's own thread, done part by part, with keys and clicks answered in between."""

from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QObject, QTimer


class Turns(QObject):
    """Does one part in each turn of the event loop."""

    def __init__(self, parent: QObject) -> None:
        """Do nothing yet."""
        super().__init__(parent)
        self._parts: Iterator[Callable[[], object]] = iter(())
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._next)

    def take(self, parts: Iterable[Callable[[], object]]) -> None:
        """Do these one after the other, the first one now; what is left of those before is dropped."""
        self._parts = iter(parts)
        self._timer.start()
        self._next()

    def is_done(self) -> bool:
        """Whether nothing is left to be done."""
        return not self._timer.isActive()

    def _next(self) -> None:
        part = next(self._parts, self._timer.stop)
        part()
