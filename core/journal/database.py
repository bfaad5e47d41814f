"""Connections to the database that holds a journal: an encrypted file, or the clinic's own server."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import QueuePool

from core.journal import migrations
from core.journal.faults import BusyError, DamagedError, JournalError, UnreachableError
from core.journal.key import Key

WAIT = 10.0
"""Seconds to wait for another program that writes."""

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

_FAULTS: tuple[tuple[str, type[JournalError], str], ...] = (
    ("database is locked", BusyError, "Another program is writing to the journal. Try again in a moment."),
    ("disk is full", JournalError, "The disk is full. Free some space, then save again."),
    ("disk I/O error", JournalError, "The disk does not take it. Check the disk, then save again."),
    ("readonly database", JournalError, "The journal's folder can't be written to. Ask whoever looks after it."),
    ("unable to open", JournalError, "The journal can't be opened. Check that its folder is there and may be used."),
    ("not a database", DamagedError, "The journal's file is damaged."),
    ("malformed", DamagedError, "The journal's file is damaged."),
)


def open_file(path: str, key: Key) -> Engine:
    """Connections to an encrypted file, which is made where it is not there.

    Raises:
        JournalError: it can't be opened; DamagedError where it is none, or has another key.
    """

    def connect() -> Any:  # noqa: ANN401 - sqlcipher3 has no types
        found = sqlcipher.connect(path, timeout=WAIT, isolation_level=None, check_same_thread=False)
        try:
            for setting in _SETTINGS:
                found.execute(f"PRAGMA {setting.format(key.secret.hex())}")
        except BaseException:
            found.close()
            raise
        return found

    engine = create_engine(
        "sqlite+pysqlite://", module=sqlcipher, creator=connect, poolclass=QueuePool, hide_parameters=True
    )
    event.listen(engine, "begin", _begin)
    _prepare(engine, before=lambda: _make_private(path))
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


def open_server(url: str) -> Engine:
    """Connections to a journal on the clinic's PostgreSQL server; encrypted unless the address says otherwise.

    Args:
        url: such as `postgresql://journal@server.clinic/vialnote`.

    Raises:
        UnreachableError: it does not answer.
        JournalError: it can't be used.
    """
    from sqlalchemy import make_url

    address = make_url(url).set(drivername="postgresql+psycopg")
    if "sslmode" not in address.query:
        address = address.update_query_dict({"sslmode": "require"})
    if "connect_timeout" not in address.query:
        address = address.update_query_dict({"connect_timeout": "5"})
    engine = create_engine(address, pool_pre_ping=True, hide_parameters=True)
    _prepare(engine)
    return engine


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


def told(error: DBAPIError) -> JournalError:
    """A database's error in the words of people."""
    said = str(error.orig).partition("\n")[0]  # what follows may hold the values of a row
    for sign, kind, words in _FAULTS:
        if sign in said:
            return kind(words)
    on_server = not isinstance(error.orig, sqlcipher.Error)
    if on_server and (error.connection_invalidated or isinstance(error, OperationalError)):
        return UnreachableError("The journal's server does not answer. Finished notes wait on this computer.")
    return JournalError(f"The journal refused it: {said}")


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise told(error) from None  # a traceback would hold the values of a row


def _begin(connection: Connection) -> None:
    """Take the right to write at once, for a reader that turns writer could not wait for another."""
    alone = connection.get_execution_options().get("alone")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if alone else "BEGIN")


def _prepare(engine: Engine, before: Callable[[], None] = lambda: None) -> None:
    try:
        with _told():
            before()
        with writing(engine) as connection:
            if engine.dialect.name == "postgresql":
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(2354)")
            migrations.bring_up_to_date(connection)
    except BaseException:
        engine.dispose()
        raise


def _make_private(path: str) -> None:
    """The file is its owner's alone from its first byte on; those beside it take its mode."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        msg = f"The journal can't be opened: {error.strerror}. Check its folder."
        raise JournalError(msg) from error
