"""The window's journal: opened beside the window, and asked one thing after the other on a thread of its own."""

import enum
import os
import threading
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QEventLoop, QObject, Signal

from core.journal.faults import DamagedError, JournalError, KeyMissingError
from gui import tasks

if TYPE_CHECKING:  # SQLAlchemy takes longer to read in than the window to open
    from concurrent.futures import Future, ThreadPoolExecutor

    from core.journal.backup import Restored
    from core.journal.key import Key
    from core.journal.record import Record
    from core.journal.store import Store

Outcome = TypeVar("Outcome")

_FOLDER = "Its folder can't be used: {}. Ask whoever looks after this computer."


def why_not(error: Exception) -> str:
    """Why the journal does not answer, in a sentence; what nobody foresaw is raised."""
    if not isinstance(error, JournalError):
        raise error
    return str(error)


def let_be(error: Exception) -> None:
    """A journal that can't answer now is asked again later, or says so where its answer is wanted."""
    why_not(error)


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
        self.closing = threading.Event()
        """Set once the journal is wanted no more: long work ends early."""

        self._store: Store | None = None
        self._key: Key | None = None
        self._asked = False

    def open(self) -> None:
        """Open the journal in the background with the key from the system's keyring; a new one where there is none."""
        self._asked = True
        tasks.run(self, self._opened, lambda _: self._turn(State.OPEN), self._failed, start=self._later)

    def open_with(self, find: Callable[[], "Key"]) -> None:
        """Open the journal with a key that the user typed, and keep it in this computer's keyring if there is one.

        Raises:
            JournalError, OSError: it can't be opened, and is as it was.
        """
        from core.journal import home

        def work() -> None:
            place, found = home.Home(self.folder), find()
            try:
                self._store = home.open_with(place, found)
            except DamagedError:
                self._key = found
                raise
            self._key = found
            home.remember(place, found)

        try:
            self._wait(work)
        except DamagedError as error:
            self.problem = str(error)
            self._turn(State.DAMAGED)
            raise
        self._turn(State.OPEN)

    def begin_again(self, when: str) -> str:
        """Begin an empty journal in place of one that is damaged; returns under which name the file is kept.

        Args:
            when: now, as part of a name.

        Raises:
            JournalError, OSError: it can't be done; all is as it was.
        """
        from core.journal import home

        def work() -> str:
            place = home.Home(self.folder)
            before = home.set_aside(place, when)
            try:
                self._store = home.begin_again(place, self.own_key())
            except BaseException:
                home.bring_back(place, when)
                raise
            return before

        before = self._wait(work)
        self._turn(State.OPEN)
        return before

    def restore(self, path: str, find: Callable[[], "Key"], when: str) -> "Restored":
        """Put a backup in the journal's place, and open it; what was there is kept under another name.

        Args:
            path: of the backup.
            find: finds its key.
            when: now, as part of a name.

        Raises:
            JournalError, OSError: it can't be done; the journal is as it was.
        """
        from core.journal import backup, home

        def work() -> "Restored":
            place, found, had = home.Home(self.folder), find(), self._key if self._store else None
            self._let_go()
            try:
                restored = backup.restore(path, place, found, when)
            except BaseException:
                self._store = home.open_with(place, had) if had else None
                raise
            self._store, self._key = home.open_with(place, found), found
            home.remember(place, found)
            return restored

        restored = self._wait(work)
        self._turn(State.OPEN)
        return restored

    def own_key(self) -> "Key":
        """The key as far as it is known without a question.

        Raises:
            KeyMissingError: it has to be asked for.
        """
        from core.journal import home

        return self._key or home.own_key(home.Home(self.folder))

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
                self._key = made
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
        tasks.run(owner, lambda: work(self._usable()), on_done, on_error, start=self._later)

    def ask(self, work: Callable[["Store"], Outcome]) -> Outcome:
        """Ask the journal something and wait for it; the window is painted meanwhile and takes no keys.

        Raises:
            JournalError: the journal can't answer.
        """
        return self._wait(lambda: work(self._usable()))

    def run_beside(
        self,
        owner: QObject,
        work: Callable[["Store"], Outcome],
        on_done: Callable[[Outcome], None],
        on_error: Callable[[Exception], None],
    ) -> None:
        """Ask the journal something long, on a thread of its own, so that nothing else waits for it."""
        tasks.run(owner, lambda: work(self._usable()), on_done, on_error)

    def file(self, body: dict[str, Any], follows: int | None = None) -> "Record":
        """File a record and wait until it is on disk; see Store.add.

        Raises:
            JournalError: it was not filed.
        """
        filed = self.ask(lambda store: store.add(body, follows))
        self.filed.emit()
        return filed

    def back_up(
        self, owner: QObject, path: str, on_done: Callable[[int], None], on_error: Callable[[Exception], None]
    ) -> None:
        """Write an encrypted copy to a file in the background, and tell of how many records."""
        from core.journal import backup

        self.run_beside(owner, lambda store: backup.back_up(store, path, self._own_key()), on_done, on_error)

    def keep_key(self, passphrase: str) -> None:
        """Lock up the key of the open journal with a passphrase.

        Raises:
            JournalError, OSError: it can't be written.
        """
        from core.journal import home, key

        self._wait(lambda: key.lock(home.Home(self.folder).locker, self._own_key(), passphrase))

    def key_is_kept(self) -> bool:
        """Whether the next start finds the key, in the keyring or behind a passphrase."""
        from core.journal import home

        def work() -> bool:
            return home.remember(home.Home(self.folder), self._own_key())

        return self.has_passphrase() or self._wait(work)

    def may_restore(self) -> bool:
        """Whether a backup may take the journal's place; that of several seats is on the clinic's server."""
        from core.journal import home

        return not home.server_address(home.Home(self.folder))

    def has_passphrase(self) -> bool:
        """Whether a passphrase opens the journal on this computer."""
        from core.journal.home import Home

        return os.path.exists(Home(self.folder).locker)

    def recovery(self) -> str:
        """The recovery key, for paper.

        Raises:
            JournalError: the journal is not open.
        """
        return self._own_key().recovery

    def close(self) -> None:
        """Let go of the journal once all that it was asked is done."""
        self.closing.set()
        self._thread.submit(self._let_go)
        self._thread.shutdown()

    @cached_property
    def _thread(self) -> "ThreadPoolExecutor":
        from concurrent.futures import ThreadPoolExecutor  # not wanted before the journal is opened

        return ThreadPoolExecutor(1, "journal")

    def _let_go(self) -> None:
        store, self._store = self._store, None
        if store is not None:
            store.close()

    def _later(self, job: Callable[[], None]) -> None:
        """Have something done after all else; a journal that is closed is asked nothing any more."""
        if not self.closing.is_set():
            self._thread.submit(job)

    def settle(self) -> None:
        """Wait until it is known whether the journal can be used; `state` says so then."""
        if not self._asked:
            self.open()
        self._wait(lambda: None)

    def _opened(self) -> None:
        from core.journal import home, key

        if self._store is not None:
            return
        place = home.Home(self.folder)
        if place.exists():
            self._key = home.own_key(place)
            self._store = home.open_with(place, self._key)
            return

        def keep(name: str, made: "Key") -> bool:
            self._key = made
            return key.into_keyring(name, made)

        self._store = home.create(place, keep)

    def _failed(self, error: Exception) -> None:
        from core.journal.home import Home

        self.problem = _FOLDER.format(error.strerror) if isinstance(error, OSError) else str(error)
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
        return self._there(self._store)

    def _own_key(self) -> "Key":
        return self._there(self._key)

    def _there(self, part: Outcome | None) -> Outcome:
        if self._store is None or part is None:
            kind = KeyMissingError if self.state in {State.NEW, State.LOCKED} else JournalError
            raise kind(self.problem or "The journal is not open yet. Try again in a moment.")
        return part

    def _wait(self, work: Callable[[], Outcome]) -> Outcome:
        future: Future[Outcome] = self._thread.submit(work)
        loop, tell = QEventLoop(), tasks.caller()
        future.add_done_callback(lambda _: tell(loop.quit))
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        return future.result()
