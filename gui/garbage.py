"""Python's collector of what nobody uses any more, kept to the GUI thread.

Left to itself it runs on whichever thread has just made something, and takes Qt's widgets apart there if they are
among what it finds: Qt then crashes, seldom and anywhere.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_PAUSE = 1_000
"""Milliseconds between looks at what was made meanwhile."""

_YOUNG, _ALL = 1, 2
"""What is looked through: what was made lately, and all of it each so many looks."""

_SELDOM = 60

_CROWD = 10_000
"""So much that is new at once is modules that were read in, or rows: it stays, and to look through it takes longer
than a frame. It is left alone from then on, save by whoever lets go of it."""


class Collecting(QObject):
    """Collects on the thread on which it was made, while its event loop runs."""

    def __init__(self) -> None:
        """Take over from Python's own."""
        super().__init__()
        gc.disable()
        self._looks = 0
        self._timer = QTimer(self, interval=_PAUSE)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect, unless there is so much that a key would have to wait for it."""
        if gc.get_count()[0] > _CROWD:
            gc.freeze()
            return
        self._looks += 1
        gc.collect(_YOUNG if self._looks % _SELDOM else _ALL)

    def stop(self) -> None:
        """Hand back to Python."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
