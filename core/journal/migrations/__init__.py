"""How the journal's tables came about, step by step; a journal of any age is brought up to date as it is opened."""

from sqlalchemy import Connection, inspect, text

from core.journal.faults import JournalError
from core.journal.tables import VERSION

_CHANGED = "A newer Vialnote has changed the journal. Install that version, then start again."
_NEWER = "This journal was written by a newer Vialnote. Install that version to open it."


def bring_up_to_date(connection: Connection) -> None:
    """Make or change the tables as far as they are behind.

    Raises:
        JournalError: a newer program made them.
    """
    found = _found(connection)
    if found == VERSION:
        return
    if found > VERSION:
        raise JournalError(_NEWER)
    from alembic import command  # slow to import, and seldom needed
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "core.journal:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, VERSION)


def is_older(connection: Connection) -> bool:
    """Whether there are tables, and an older program made them."""
    return "" < _found(connection) < VERSION


def refuse_newer(connection: Connection) -> None:
    """See that the tables are still those of this program, before anything is written to them.

    Raises:
        JournalError: a newer program changed them meanwhile.
    """
    if connection.execute(text("SELECT version_num FROM alembic_version")).scalar() != VERSION:
        raise JournalError(_CHANGED)


def _found(connection: Connection) -> str:
    """The version of the tables that are there; empty where there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")
