"""The window's journal: opened beside the window, and asked one thing after the other on a thread of its own."""

import enum
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEventLoop, QObject, Signal

from core.journal.faults import DamagedError, JournalError, KeyMissingError
from gui import tasks

if TYPE_CHECKING:  # SQLAlchemy takes longer to read in than the window to open
    from core.journal.key import Key
    from core.journal.store import Store

Outcome = TypeVar("Outcome")


class State(enum.Enum):
    """How far the journal can be used."""

    OPENING = enum.auto()
    OPEN = enum.auto()
    NEW = enum.auto()
    """There is none yet, and no keyring: a passphrase must be chosen."""

    LOCKED = enum.auto()
    """Its key is not at hand: passphrase or recovery key must be asked for."""

    DAMAGED = enum.auto()
    FAILED = enum.auto()
    """It can't be opened now; `Journal.problem` says why."""


class Journal(QObject):
    """The journal of one folder."""

    turned = Signal()
    """The state is another one."""

    filed = Signal()
    """There is a new record."""

    def __init__(self, folder: str) -> None:
        """Know where it is, and leave it closed."""
        super().__init__()
        self.folder = folder
        self.state = State.OPENING
        self.problem = ""
        self._store: Store | None = None
        self._thread = ThreadPoolExecutor(1, "journal")
        self._asked = False

    def open(self) -> None:
        """Open the journal in the background with the key from the system's keyring; a new one where there is none."""
        self._asked = True
        tasks.run(self, self._opened, lambda _: self._turn(State.OPEN), self._failed, start=self._thread.submit)

    def open_with(self, find: Callable[[], "Key"]) -> None:
        """Open the journal with a key that the user typed, and keep it in this computer's keyring if there is one.

        Raises:
            JournalError, OSError: it can't be opened, and is as it was.
        """
        from core.journal import home

        def work() -> None:
            place, found = home.Home(self.folder), find()
            self._store = home.open_with(place, found)
            home.remember(place, found)

        self._wait(work)
        self._turn(State.OPEN)

    def begin(self, passphrase: str) -> None:
        """Begin a journal whose key a passphrase locks up.

        Raises:
            JournalError, OSError: it can't be made.
        """
        from core.journal import home, key

        def work() -> None:
            place = home.Home(self.folder)

            def keep(_: str, made: "Key") -> bool:
                key.lock(place.locker, made, passphrase)
                return True

            self._store = home.create(place, keep)

        self._wait(work)
        self._turn(State.OPEN)

    def run(
        self,
        owner: QObject,
        work: Callable[["Store"], Outcome],
        on_done: Callable[[Outcome], None],
        on_error: Callable[[Exception], None],
    ) -> None:
        """Ask the journal something in the background, after all that it was asked before; see tasks.run."""
        tasks.run(owner, lambda: work(self._usable()), on_done, on_error, start=self._thread.submit)

    def ask(self, work: Callable[["Store"], Outcome]) -> Outcome:
        """Ask the journal something and wait for it; the window is painted meanwhile and takes no keys.

        Raises:
            JournalError: the journal can't answer.
        """
        return self._wait(lambda: work(self._usable()))

    def close(self) -> None:
        """Let go of the journal once all that it was asked is done."""
        if self._store is not None:
            self._thread.submit(self._store.close)
        self._thread.shutdown()

    def settle(self) -> None:
        """Wait until it is known whether the journal can be used; `state` says so then."""
        if not self._asked:
            self.open()
        self._wait(lambda: None)

    def _opened(self) -> None:
        from core.journal import home, key

        place = home.Home(self.folder)
        if place.exists():
            self._store = home.open_with(place, home.own_key(place))
        else:
            self._store = home.create(place, key.into_keyring)

    def _failed(self, error: Exception) -> None:
        from core.journal.home import Home

        self.problem = error.strerror or str(error) if isinstance(error, OSError) else str(error)
        match error:
            case KeyMissingError():
                self._turn(State.LOCKED if Home(self.folder).exists() else State.NEW)
            case DamagedError():
                self._turn(State.DAMAGED)
            case JournalError() | OSError():
                self._turn(State.FAILED)
            case _:
                raise error

    def _turn(self, state: State) -> None:
        self.state = state
        self.turned.emit()

    def _usable(self) -> "Store":
        if self._store is None:
            raise JournalError(self.problem or "The journal is not open yet. Try again in a moment.")
        return self._store

    def _wait(self, work: Callable[[], Outcome]) -> Outcome:
        future: Future[Outcome] = self._thread.submit(work)
        loop, tell = QEventLoop(), tasks.caller()
        future.add_done_callback(lambda _: tell(loop.quit))
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        return future.result()
