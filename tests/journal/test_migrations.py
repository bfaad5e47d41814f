"""The journal's tables: made step by step, and the same as the code takes them to be."""

import os
import shutil
import stat
from contextlib import closing
from types import SimpleNamespace
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, MetaData, Table, insert

from core.journal import check, database, home, record, tables
from core.journal.faults import JournalError
from core.journal.home import Home
from core.journal.store import Store
from tests import notes
from tests.journal.making import OWN, amend, changed, files, note, void


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


NEW = ("patient key", "billed", "authorised")
"""By what notes are found since the second version."""


def age(store: Store) -> None:
    """Make a journal as the first version left it."""
    fields = ", ".join(f"'{field}'" for field in NEW)
    on_server = store._engine.dialect.name == "postgresql"
    changed(
        store,
        f"DELETE FROM term WHERE field IN ({fields})",
        "DROP VIEW found_by",
        *(["DROP FUNCTION program_is_older"] if on_server else []),
        "ALTER TABLE term RENAME TO found_by",
        "UPDATE alembic_version SET version_num = '0001'",
    )


def as_the_first_version(store: Store, body: dict[str, Any]) -> None:
    """File a note with the statements of the first version."""
    with database.writing(store._engine) as connection:
        seq = len([*store.chain()]) + 1
        made = record.seal(seq, "0" * 64, body, None)
        values = {"seq": seq, "previous": made.previous, "hash": made.hash, "body": record.packed(made.text)}
        connection.execute(insert(tables.record).values(**values, **record.columns(body, body)))
        columns = Table("found_by", MetaData(), *(Column(name) for name in ("field", "value", "seq")))
        connection.execute(insert(columns).values(field="patient", value="moe", seq=seq))


def found(store: Store) -> set[tuple[str, str, int]]:
    """By what all records are found."""
    return {(*term, row.seq) for rows in store.kept() for row in rows for term in row.terms}


class TestTheSecondVersion:
    """Notes of the first one are found by their claims and by the authorisations that they use."""

    @pytest.fixture
    def old(self, any_store: Store) -> Store:
        """Notes, an amendment and a void, as the first version left them."""
        for name in ("Doe", "Roe"):
            patient = {"name": name, "record_number": "MRN 1"}
            any_store.add(note(prior_authorization="PA-77", patient=patient))
        amend(any_store, 1, name="Row", prior_authorization="PA-77")
        void(any_store, 2)
        return any_store

    def test_all_is_as_if_it_had_made_them(self, old: Store) -> None:
        before, records = found(old), [*old.chain()]
        age(old)
        database.prepare(old._engine)

        assert found(old) == before
        assert [*old.chain()] == records
        assert check.check(old).problems == ()

    def test_more_notes_than_are_read_at_once(self, file_store: Store) -> None:
        notes.fill(file_store, 1_200)
        before = found(file_store)
        age(file_store)
        database.prepare(file_store._engine)
        assert found(file_store) == before

    def test_a_damaged_note_is_left_to_the_check(self, file_store: Store) -> None:
        file_store.add(note("Doe"))
        age(file_store)
        changed(file_store, "UPDATE record SET body = x'00'")
        database.prepare(file_store._engine)
        assert [problem.message for problem in check.check(file_store).problems] == ["its text is damaged"]

    def test_a_copy_is_kept(self, file_store: Store, place: Home) -> None:
        """With what stands in the log alone; it is the old journal, and opens with the same key."""
        file_store.add(note("Doe"))
        age(file_store)
        home.open_with(place, OWN).close()  # while another window has it open
        copy = os.path.join(place.folder, f"before-{tables.VERSION}-journal.db")
        assert stat.S_IMODE(os.stat(copy).st_mode) == 0o600
        assert not os.path.exists(f"{copy}-wal")

        with closing(database._connected(copy, OWN)) as connection:
            assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
        with closing(home.opened(copy, OWN)) as old:
            assert [*old.chain()] == [*file_store.chain()]

    def test_an_older_program_that_is_still_open_is_refused(self, old: Store) -> None:
        """Its note would count nowhere; it can read on, and is told what to do."""
        records = [*old.chain()]
        with pytest.raises(JournalError, match="start Vialnote again in its newest version"):
            as_the_first_version(old, note("Moe"))
        with database.reading(old._engine) as connection:
            found = connection.exec_driver_sql("SELECT seq FROM found_by WHERE field = 'patient' AND value = 'doe'")
            assert [row.seq for row in found] == [1]
        assert [*old.chain()] == records
        assert check.check(old).problems == ()

    def test_this_program_is_refused_by_the_next_version(self, any_store: Store) -> None:
        """It compares the version with each record that it writes."""
        any_store.add(note("Doe"))
        rows = next(any_store.kept())
        changed(any_store, "UPDATE alembic_version SET version_num = '0003'")
        with pytest.raises(JournalError, match="A newer Vialnote has changed the journal"):
            any_store.add(note("Roe"))
        with pytest.raises(JournalError, match="A newer Vialnote has changed the journal"):
            any_store.take(rows)
        assert len([*any_store.chain()]) == 1

    def test_a_full_disk_is_said_before(self, file_store: Store, place: Home, monkeypatch: pytest.MonkeyPatch) -> None:
        """With the room that is needed; the journal stays as it was."""
        file_store.add(note("Doe"))
        age(file_store)
        file_store.close()
        before = files(place)
        monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1))
        with pytest.raises(JournalError, match=r"a copy of it is kept first\. .* make 1 MB free"):
            home.open_with(place, OWN)
        assert files(place) == before

    def test_a_new_journal_needs_no_copy(self, file_store: Store, place: Home) -> None:
        file_store.close()
        home.open_with(place, OWN).close()
        assert [name for name in os.listdir(place.folder) if name.startswith("before")] == []


def test_a_version_that_nobody_wrote_down_begins_at_the_beginning(store: Store, place: Home) -> None:
    """As after a first start that was killed between two steps."""
    changed(
        store,
        "DROP VIEW found_by",
        *(f"DROP TABLE {name}" for name in tables.metadata.tables),
        "DELETE FROM alembic_version",
    )
    store.close()
    home.open_with(place, OWN).close()
