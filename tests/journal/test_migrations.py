"""The journal's tables: made step by step, and the same as the code takes them to be."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from core.journal import database, home, tables
from core.journal.faults import JournalError
from core.journal.home import Home
from core.journal.store import Store
from tests.journal.making import OWN, changed, files, note


def test_the_last_step_is_the_version_of_the_tables() -> None:
    """And there is one line of steps."""
    config = Config()
    config.set_main_option("script_location", "core.journal:migrations")
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [tables.VERSION]


def test_the_steps_make_the_tables_that_the_code_knows(store: Store) -> None:
    """Nothing is missing, nothing is over, every type and index agrees."""
    with database.reading(store._engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, tables.metadata) == []


def test_a_newer_programs_journal_is_refused_and_left_alone(store: Store, place: Home) -> None:
    """An older program would not understand it."""
    store.add(note("Doe"))
    changed(store, "UPDATE alembic_version SET version_num = '9999'")
    store.close()
    before = files(place)
    with pytest.raises(JournalError, match=r"written by a newer Vialnote\. Install that version"):
        home.open_with(place, OWN)
    assert files(place) == before


def test_a_version_that_nobody_wrote_down_begins_at_the_beginning(store: Store, place: Home) -> None:
    """As after a first start that was killed between two steps."""
    changed(store, *(f"DROP TABLE {name}" for name in tables.metadata.tables), "DELETE FROM alembic_version")
    store.close()
    home.open_with(place, OWN).close()
