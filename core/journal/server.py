"""Connections to a journal on the clinic's PostgreSQL server: encrypted on the way, never waited for without end."""

import os
from typing import Any

import psycopg
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from core.journal.database import prepare
from core.journal.faults import JournalError

_PATIENCE = 20.0
"""Seconds for one answer of a server that hangs; the server itself gives up sooner, and says so."""

_SESSION = "statement_timeout=15s lock_timeout=10s idle_in_transaction_session_timeout=5s synchronous_commit=on"
"""A seat that fell asleep does not keep the others from writing; what is committed is on the server's disk."""

_MANNERS = {
    "sslmode": "require",
    "require_auth": "!password",  # whoever stands between seat and server does not get the password told
    "connect_timeout": "5",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "2",
    "application_name": "Vialnote",
    "options": " ".join(f"-c {setting}" for setting in _SESSION.split()),
}
"""What holds where the address does not say otherwise."""

_MAY_GO_PLAIN = ("allow", "prefer")
_WRITERS = 2354
"""The number of the lock that a writer takes: one at a time adds to the chain."""

_SERVICE = "Vialnote journal server"
_NOT_AN_ADDRESS = "{} is no address of a journal. Write it like postgresql://user@server/database."
_OTHER_LETTERS = "The server's database can't hold every letter. Have it made with the encoding UTF8."


class _Patient(psycopg.Connection[Any]):
    """A connection that a server which hangs does not hold for ever."""

    def wait(self, *args: Any, **options: Any) -> Any:  # noqa: ANN401 - as the driver has it
        try:
            return super().wait(*args, **{"timeout": _PATIENCE, **options})
        except psycopg.OperationalError as error:
            if error.sqlstate is None:  # said by this side: nobody knows what the other still does
                self.close()
            raise


def open_server(address: str) -> Engine:
    """Connections to a journal on a server; encrypted unless the address says `sslmode=disable`.

    Args:
        address: such as `postgresql://journal@server.clinic/vialnote`; `sslmode=verify-full` with `sslrootcert=FILE`
            has the server prove its name, too.

    Raises:
        UnreachableError: it does not answer.
        JournalError: it can't be used.
    """
    url = _with_password(_parsed(address))
    chosen = {name: value for name, value in url.query.items() if value not in _MAY_GO_PLAIN}
    url = url.set(drivername="postgresql+psycopg", query={**_MANNERS, **chosen})
    engine = create_engine(url, pool_pre_ping=True, hide_parameters=True, use_native_hstore=False)
    event.listen(engine, "do_connect", lambda _dialect, _record, args, options: _Patient.connect(*args, **options))
    event.listen(engine, "begin", _begin)
    prepare(engine, _refuse_other_letters)
    return engine


def without_password(address: str) -> str:
    """An address as it may be kept and shown.

    Raises:
        JournalError: it is none.
    """
    return _shown(_parsed(address))


def remember_password(address: str) -> bool:
    """Give an address's password to the system's keyring; whether the address needs none from elsewhere.

    Raises:
        JournalError: it is no address.
    """
    import keyring.errors

    url = _parsed(address)
    if url.password is None:
        return True
    try:
        keyring.set_password(_SERVICE, _shown(url), url.password)
    except keyring.errors.KeyringError:
        return False
    return True


def _parsed(address: str) -> URL:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise JournalError(_NOT_AN_ADDRESS.format("This")) from None
    if url.get_backend_name() != "postgresql" or "password" in url.query:
        raise JournalError(_NOT_AN_ADDRESS.format(_shown(url.difference_update_query(["password"]))))
    return url


def _shown(url: URL) -> str:
    return url._replace(password=None).render_as_string(hide_password=False)


def _with_password(url: URL) -> URL:
    """With the password that the keyring has; without one, the server's own library looks where it always does."""
    import keyring.errors

    if url.password is not None or "PGPASSWORD" in os.environ:
        return url
    try:
        return url.set(password=keyring.get_password(_SERVICE, _shown(url)))
    except keyring.errors.KeyringError:
        return url


def _refuse_other_letters(connection: Connection) -> None:
    """A name that the database can't hold would keep its note, and all after it, from being filed."""
    if connection.exec_driver_sql("SHOW server_encoding").scalar() != "UTF8":
        raise JournalError(_OTHER_LETTERS)


def _begin(connection: Connection) -> None:
    """Writers come one after another; what a reader sees stays as it was at the beginning."""
    if connection.get_execution_options().get("alone"):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
