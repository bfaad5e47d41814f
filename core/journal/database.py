"""Connections to the database that holds a journal; here to an encrypted file, in `server` to the clinic's own."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import QueuePool

from core.files import beside, workshop
from core.journal import migrations
from core.journal.faults import BusyError, DamagedError, JournalError, UnreachableError
from core.journal.key import Key
from core.journal.tables import VERSION

WAIT = 10.0
"""Seconds to wait for another program that writes."""

Faults = tuple[tuple[str, type[JournalError], str], ...]
"""Signs in what a database says, and what a person is told then."""

_SETTINGS = (
    "cipher_log_level = NONE",  # a wrong key is told to the user, not to the terminal
    "key = \"x'{}'\"",
    "journal_mode = WAL",
    "synchronous = FULL",  # a committed record is on the disk, not only with the system
    "fullfsync = ON",  # and on macOS in the disk's own memory's stead
    "checkpoint_fullfsync = ON",
    "temp_store = MEMORY",
    "cache_size = -65536",  # kibibytes
    "foreign_keys = ON",
)

_BUSY_SERVER = "The journal's server has too much to do. Try again in a moment."
_FILE_FAULTS: Faults = (
    ("database is locked", BusyError, "Another program is writing to the journal. Try again in a moment."),
    ("disk is full", JournalError, "The disk is full. Free some space, then save again."),
    ("disk I/O error", JournalError, "The disk does not take it. Check the disk, then save again."),
    ("readonly database", JournalError, "The journal's folder can't be written to. Ask whoever looks after it."),
    ("unable to open", JournalError, "The journal can't be opened. Check that its folder is there and may be used."),
    ("not a database", DamagedError, "The journal's file is damaged."),
    ("malformed", DamagedError, "The journal's file is damaged."),
)
_SERVER_FAULTS: Faults = (
    (
        "password authentication failed|no password supplied",
        JournalError,
        "The server refused the user or password. Check both in the journal's address.",
    ),
    (
        "requested a cleartext password",
        JournalError,
        "The server asks for the password unprotected. Have it use scram-sha-256.",
    ),
    ('database ".*" does not exist', JournalError, "The server has no such database. Check the journal's address."),
    (
        "no pg_hba.conf entry|permission denied",
        JournalError,
        "The server does not let this user use the journal. Ask whoever looks after the server.",
    ),
    (
        "does not support SSL",
        JournalError,
        "The server has no encryption (TLS). Have it turned on, or add sslmode=disable to the address.",
    ),
    ("certificate", JournalError, "The server's certificate is not the expected one. Ask whoever looks after it."),
    (
        "translate host name|resolve host|not known",
        UnreachableError,
        "The journal's server is not found. Check the network, and the name in its address.",
    ),
    ("canceling statement|too many (clients|connections)|connection slots", BusyError, _BUSY_SERVER),
    ("No space left", JournalError, "The server's disk is full. Ask whoever looks after the server."),
)
_NO_ROOM = (
    "The journal is brought up to date, and a copy of it is kept first. "
    "The disk has no room for that: make {:,} MB free, then start Vialnote again."
)
_TIMES = 3
"""As often as its own size, a journal needs room to be brought up to date: copied, checked and written anew."""

_NO_ANSWER = "The journal's server does not answer. Check the network, or try again in a moment."
_GONE = "The journal was moved or replaced meanwhile. Start Vialnote again."


def open_file(path: str, key: Key) -> Engine:
    """Connections to an encrypted file, which is made where it is not there.

    Of a file that an older program made, a copy is kept beside it before anything is changed.

    Raises:
        OSError: the copy can't be written.
        JournalError: it can't be opened; DamagedError where it is none, or has another key.
    """
    file = _make_private(path)

    def connect() -> Any:  # noqa: ANN401 - sqlcipher3 has no types
        if _identity(path) != file:
            raise JournalError(_GONE)
        return _connected(path, key)

    engine = create_engine(
        "sqlite+pysqlite://", module=sqlcipher, creator=connect, poolclass=QueuePool, hide_parameters=True
    )
    event.listen(engine, "begin", lambda connection: _begin(connection, path, file))
    prepare(engine, lambda connection: _keep_older(connection, path, key))
    return engine


def fits(path: str, key: Key) -> bool:
    """Whether a key opens a file, as far as its first page tells; nothing is written, not even out of its log."""
    with closing(sqlcipher.connect(f"{Path(path).absolute().as_uri()}?immutable=1", uri=True)) as found:
        try:
            for setting in (*_SETTINGS[:2], "schema_version"):
                found.execute(f"PRAGMA {setting.format(key.secret.hex())}")
        except sqlcipher.DatabaseError:
            return False
    return True


def in_use(path: str, key: Key) -> bool:
    """Whether some connection has a file open that this key opens."""
    with closing(sqlcipher.connect(path, timeout=0, isolation_level=None)) as found:
        try:
            for setting in (*_SETTINGS[:2], "locking_mode = EXCLUSIVE"):
                found.execute(f"PRAGMA {setting.format(key.secret.hex())}")
            found.execute("BEGIN EXCLUSIVE")
        except sqlcipher.OperationalError:
            return True
    return False


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection to read with; what it reads stays as it was at the beginning.

    Raises:
        JournalError: the database fails.
    """
    with _told(), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A connection that alone may write; at the end all of it is on disk, or nothing.

    Raises:
        JournalError: the database fails.
    """
    with _told(), engine.connect().execution_options(alone=True) as connection, connection.begin():
        yield connection


def prepare(engine: Engine, look: Callable[[Connection], None] = lambda _: None) -> None:
    """Bring the tables up to date; if that fails, let go of the database.

    Args:
        engine: the database.
        look: whether it may be used at all.

    Raises:
        JournalError: it can't be used.
    """
    try:
        with writing(engine) as connection:
            look(connection)
            migrations.bring_up_to_date(connection)
    except BaseException:
        engine.dispose()
        raise


def told(error: DBAPIError) -> JournalError:
    """A database's error in the words of people."""
    said = str(error.orig).partition("\n")[0]  # what follows may hold the values of a row
    for sign, kind, words in (*_FILE_FAULTS, *_SERVER_FAULTS):
        if re.search(sign, said):
            return kind(words)
    on_server = not isinstance(error.orig, sqlcipher.Error)
    if on_server and (error.connection_invalidated or isinstance(error, OperationalError)):
        return UnreachableError(_NO_ANSWER)
    return JournalError(f"The journal refused it: {said}")


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise told(error) from None  # a traceback would hold the values of a row


def _begin(connection: Connection, path: str, file: tuple[int, int]) -> None:
    """Take the right to write at once, for a reader that turns writer could not wait for another."""
    alone = connection.get_execution_options().get("alone")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if alone else "BEGIN")
    if alone and _identity(path) != file:  # what is written to a file that was set aside, nobody finds
        connection.exec_driver_sql("ROLLBACK")
        raise JournalError(_GONE)


def _connected(path: str, key: Key) -> Any:  # noqa: ANN401 - sqlcipher3 has no types
    found = sqlcipher.connect(path, timeout=WAIT, isolation_level=None, check_same_thread=False)
    try:
        for setting in _SETTINGS:
            found.execute(f"PRAGMA {setting.format(key.secret.hex())}")
    except BaseException:
        found.close()
        raise
    return found


def _keep_older(connection: Connection, path: str, key: Key) -> None:
    """Keep a copy of a file whose tables are about to be brought up to date; nobody else can write to it now."""
    if not migrations.is_older(connection):
        return
    folder, name = os.path.split(path)
    _have_room(folder, path)
    with workshop(path) as copied, beside(os.path.join(folder, f"before-{VERSION}-{name}")) as written:
        for ending in ("", "-wal"):  # the log last: what is moved out of it meanwhile still stands in it
            _make_private(copied + ending)
            with suppress(FileNotFoundError):  # a log that is not there
                shutil.copyfile(path + ending, copied + ending)
        with closing(_connected(copied, key)) as made:
            made.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        os.replace(copied, written)


def _have_room(folder: str, path: str) -> None:
    """See that the disk has room for the copy and for what is written anew."""
    size = sum(os.path.getsize(path + ending) for ending in ("", "-wal") if os.path.exists(path + ending))
    if shutil.disk_usage(folder).free < _TIMES * size:
        raise JournalError(_NO_ROOM.format(_TIMES * size // 1_000_000 + 1))


def _make_private(path: str) -> tuple[int, int]:
    """The file is its owner's alone from its first byte on; those beside it take its mode."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        msg = f"The journal can't be opened: {error.strerror}. Check its folder."
        raise JournalError(msg) from error
    return _identity(path)


def _identity(path: str) -> tuple[int, int]:
    """What tells a file from another one that has its name."""
    try:
        found = os.stat(path)
    except FileNotFoundError:
        return 0, 0
    return found.st_dev, found.st_ino
