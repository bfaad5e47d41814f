"""What waits on this computer for the clinic's server: how many notes, why, and a try every minute."""

from PySide6.QtCore import QObject, QTimer, Signal

from gui.journal import Journal, State, let_be

_MINUTE = 60_000
_ONE = "1 note waits on this computer for the clinic's server. {trouble}"
_MORE = "{number:,} notes wait on this computer for the clinic's server. {trouble}"
_FILED = "The clinic's server is back. What waited is in the journal: {:,}."


class Waiting(QObject):
    """Looks after what waits; where the journal is a file, nothing ever does."""

    changed = Signal(str)
    """What is to be said of it; empty where nothing waits."""

    said = Signal(str)
    """What waited is filed."""

    def __init__(self, journal: Journal) -> None:
        """Look once the journal is open, and after each note."""
        super().__init__()
        self._journal = journal
        self.words = ""
        self._tries = False
        self.timer = QTimer(self, interval=_MINUTE)
        self.timer.timeout.connect(self.try_again)
        journal.turned.connect(self._begin)
        journal.filed.connect(self._look)

    def try_again(self) -> None:
        """File what waits, beside the window; a try at a time, for a server that hangs takes longer than a minute."""
        if not self._tries:
            self._tries = True
            self._journal.run_beside(self, lambda store: store.flush(), self._filed, self._failed)

    def _begin(self) -> None:
        self._look()
        if self._journal.state is State.OPEN:
            self.try_again()

    def _look(self) -> None:
        if self._journal.state is State.OPEN:
            self._journal.run(self, lambda store: (store.waiting(), store.trouble), self._take, let_be)

    def _take(self, found: tuple[int, str]) -> None:
        number, trouble = found
        if number and not self.timer.isActive():
            self.timer.start()
        elif not number:
            self.timer.stop()
        words = _ONE if number == 1 else _MORE
        self.words = words.format(number=number, trouble=trouble).strip() if number else ""
        self.changed.emit(self.words)

    def _filed(self, number: int) -> None:
        self._tries = False
        if number:
            self.said.emit(_FILED.format(number))
            self._journal.filed.emit()

    def _failed(self, error: Exception) -> None:
        self._tries = False
        let_be(error)
        self._look()
