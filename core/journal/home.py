"""Where a journal lies, and how it is opened: the files in its folder, and the key from where it is kept."""

import functools
import json
import os
import secrets
import shutil
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING, Any, NamedTuple

from core.files import beside, complete, workshop
from core.journal import database, key
from core.journal.faults import DamagedError, JournalError, KeyMissingError, WrongKeyError
from core.journal.key import Key
from core.journal.store import Store

if TYPE_CHECKING:
    from core.journal.seat import Seat

_WRONG_KEY = "This key is not the journal's. Nothing was changed. Use the key that was printed for it."
_NO_KEY = "The journal's key is not on this computer. Use its recovery key or passphrase."
_WAITING = "What waits for the server can't be read: {} is damaged. Move it aside, then start again."
_GONE = "The journal's file is gone or empty. Put it back, or restore a backup."


class Home(NamedTuple):
    """The folder of a journal."""

    folder: str

    @property
    def database(self) -> str:
        """The encrypted file of records."""
        return os.path.join(self.folder, "journal.db")

    @property
    def waiting(self) -> str:
        """The encrypted file of what waits for the clinic's server, and of drafts, where records lie there."""
        return os.path.join(self.folder, "waiting.db")

    @property
    def card(self) -> str:
        """Which journal it is, and a mark of its key: nothing that is secret."""
        return os.path.join(self.folder, "journal.json")

    @property
    def locker(self) -> str:
        """The key behind a passphrase, where there is no keyring."""
        return os.path.join(self.folder, "journal.key")

    @property
    def key_file(self) -> str:
        """Where a script may keep its key."""
        return os.path.join(self.folder, "journal-recovery.txt")

    def exists(self) -> bool:
        """Whether there is a journal."""
        return os.path.exists(self.card) or os.path.exists(self.database)


def create(home: Home, keep: Callable[[str, Key], bool]) -> Store:
    """Begin a journal.

    Args:
        home: its folder, which is made where it is not there.
        keep: puts the key, given the journal's name, where it is found again; whether that was done.

    Raises:
        KeyMissingError: the key could not be kept; no journal was made.
        JournalError, OSError: it can't be made.
    """
    os.makedirs(home.folder, mode=0o700, exist_ok=True)
    made, name = key.new(), secrets.token_hex(4)
    with workshop(home.database) as built:
        Store(database.open_file(built, made)).close()
        # The key first: a journal whose key nobody has is worse than a key to nothing.
        if not keep(name, made):
            msg = "There is no journal yet, and no keyring for its key. Choose a passphrase on the page Journal."
            raise KeyMissingError(msg)
        _claim(home, {"id": name, "key_check": made.check})
        try:
            with beside(home.database) as written:
                os.replace(built, written)
        except BaseException:
            os.unlink(home.card)
            raise
    return opened(home.database, made)


def begin_again(home: Home, found: Key) -> Store:
    """Begin an empty journal with the key of the one that was set aside.

    Raises:
        WrongKeyError: it is another journal's key.
        JournalError: it can't be made, or there is a journal.
    """
    card = _card(home)
    if card and card["key_check"] != found.check:
        raise WrongKeyError(_WRONG_KEY)
    if os.path.exists(home.database):
        msg = "There is a journal in this folder. Set it aside first."
        raise JournalError(msg)
    return Store(database.open_file(home.database, found))


def open_with(home: Home, found: Key) -> Store:
    """Open a journal with a key, wherever its card says that it lies.

    Raises:
        WrongKeyError: it is another journal's key; nothing was changed.
        DamagedError: the file is damaged.
        JournalError: it can't be opened.
    """
    card = _card(home)
    on_server = bool(card.get("journal_url"))
    if not on_server:
        _be_there(home.database)
    if card["key_check"] != found.check if card else not database.fits(home.database, found):
        raise WrongKeyError(_WRONG_KEY)
    if on_server:
        return seat(home, found)
    store = opened(home.database, found)
    take_card(home, found)
    return store


def seat(home: Home, own: Key, address: str = "") -> "Seat":
    """The journal on the clinic's server, as this computer uses it; the server is not asked yet.

    Args:
        home: the folder, where what waits is kept.
        own: this computer's key.
        address: of the server; empty for the one that the card names.

    Raises:
        JournalError: what waits here can't be opened.
    """
    from core.journal import server  # most journals have none
    from core.journal.seat import Seat

    where = address or server_address(home)
    try:
        local = database.open_file(home.waiting, own)
    except DamagedError:
        raise JournalError(_WAITING.format(home.waiting)) from None
    return Seat(functools.partial(server.open_server, where), local)


def take_waiting(home: Home, own: Key) -> int:
    """File in the journal's file what waits for a server that is given up; returns how many notes.

    Raises:
        JournalError: it can't be done; they go on waiting.
    """
    from core.journal.seat import Seat

    if not os.path.exists(home.waiting):
        return 0
    connect = functools.partial(database.open_file, home.database, own)
    with closing(Seat(connect, database.open_file(home.waiting, own))) as waits:
        return waits.flush()


def server_address(home: Home) -> str:
    """The address of the clinic's server, without its password; empty where the journal is a file."""
    return _card(home).get("journal_url", "")


def point_to(home: Home, address: str) -> None:
    """Have the journal on a server from now on, or in its file where the address is empty.

    Raises:
        OSError: it can't be noted down.
    """
    _write_card(home, {**_card(home), "journal_url": address})


def opened(path: str, found: Key) -> Store:
    """The store in a file that is there; SQLite would take an empty one, or none, for a new journal.

    Raises:
        DamagedError: there is none, or it can't be read with this key.
        JournalError: it can't be opened.
    """
    _be_there(path)
    return Store(database.open_file(path, found))


def own_key(home: Home) -> Key:
    """The journal's key out of the system's keyring.

    Raises:
        KeyMissingError: it is not there: a passphrase or the recovery key must be asked for.
    """
    card = _card(home)
    found = key.in_keyring(card["id"]) if card else None
    if found is None:
        raise KeyMissingError(_NO_KEY)
    return found


def is_own(home: Home, found: Key) -> bool:
    """Whether a key is the one that the card knows."""
    return _card(home).get("key_check") == found.check


def remember(home: Home, found: Key) -> bool:
    """Give the key to this computer's keyring; whether it is there."""
    card = _card(home)
    return bool(card) and key.into_keyring(card["id"], found)


def take_card(home: Home, own: Key) -> None:
    """Note down that the journal in this folder is opened by this key.

    Raises:
        OSError: it can't be written.
    """
    card = _card(home)
    if is_own(home, own):
        return
    if card and os.path.exists(home.locker):
        os.unlink(home.locker)  # it holds another journal's key
    _write_card(home, {"id": secrets.token_hex(4), "key_check": own.check})


def set_aside(home: Home, when: str) -> str:
    """Move a journal out of the way; nothing of it is lost.

    Args:
        home: its folder.
        when: now, as part of a name, such as `20261120-104400`.

    Returns:
        The new name of its file; empty where there was none.

    Raises:
        OSError: it can't be moved.
    """
    # What opens it goes along as a copy. Its newest records may stand in the -wal alone: without its file it is
    # taken for rubbish, so it goes first.
    for path in (home.card, home.locker):
        if os.path.exists(path):
            shutil.copy(path, _aside(path, when))
    there = os.path.exists(home.database)
    for path in (f"{home.database}-wal", f"{home.database}-shm", home.database):
        if os.path.exists(path):
            os.replace(path, _aside(path, when))
    return os.path.basename(_aside(home.database, when)) if there else ""


def bring_back(home: Home, when: str) -> None:
    """Put the file that was set aside in its place again.

    Raises:
        OSError: it can't be moved.
    """
    for path in (home.database, f"{home.database}-wal", f"{home.database}-shm"):
        if os.path.exists(_aside(path, when)):
            os.replace(_aside(path, when), path)


def _aside(path: str, when: str) -> str:
    folder, name = os.path.split(path)
    return os.path.join(folder, f"aside-{when}-{name}")


def _be_there(path: str) -> None:
    if not os.path.exists(path) or not os.path.getsize(path):
        raise DamagedError(_GONE)


def _card(home: Home) -> dict[str, str]:
    """The journal's card; empty where it is missing or damaged, for the key then tells."""
    try:
        with open(home.card, "rb") as file:
            card: Any = json.loads(file.read(10_000))
    except (FileNotFoundError, ValueError, RecursionError):
        return {}
    whole = isinstance(card, dict) and all(isinstance(card.get(name), str) for name in ("id", "key_check"))
    return card if whole else {}


def _claim(home: Home, card: dict[str, str]) -> None:
    """Write the first card, unless another window that began at the same moment was quicker."""
    try:
        with open(os.open(home.card, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(json.dumps(card).encode())
    except FileExistsError:
        msg = "Another window has begun the journal. Close this one and start again."
        raise JournalError(msg) from None


def _write_card(home: Home, card: dict[str, str]) -> None:
    with complete(home.card) as file:
        file.write(json.dumps(card).encode())
