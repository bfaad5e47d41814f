"""The clinic's logo: once in the journal, named by its hash in every record."""

from contextlib import closing
from pathlib import Path

import pytest

from core.clinic import Clinic
from core.journal import backup, check, database, home, move, pictures
from core.journal.copying import copy
from core.journal.faults import DamagedError, JournalError
from core.journal.home import Home
from core.journal.store import Store
from tests.build import logo
from tests.journal.making import OWN, amend, changed, note
from tests.keyrings import InMemory

LOGO = logo()
NAME = pictures.digest(LOGO.encode())
CLINIC = Clinic(name="North clinic", logo=LOGO)


@pytest.fixture
def store(any_store: Store) -> Store:
    """An empty journal, in a file and on a server."""
    return any_store


def test_a_record_holds_the_hash_alone(store: Store) -> None:
    """The picture is not in its text, whoever reads it; of all else nothing is lost."""
    filed = store.add(note("Doe", CLINIC))
    assert LOGO.encode() not in filed.text
    assert filed == store.get(1)
    assert filed.body == note("Doe", CLINIC._replace(logo="")) | {"logo_sha256": NAME}


def test_the_settings_are_whole_again(store: Store) -> None:
    """A note is drawn again with the logo that it was drawn with, whatever the clinic's is now."""
    store.add(note("Doe", CLINIC))
    store.add(note("Roe", Clinic(logo="another")))
    store.add(note("Poe"))
    found = [store.clinic(line.record.body).logo for line in store.records()]
    assert found == [LOGO, "another", ""]


def test_each_is_kept_once(store: Store) -> None:
    """However many notes, and amendments, carry it."""
    for name in ("Doe", "Roe"):
        store.add(note(name, CLINIC))
    amend(store, 1, name="Dow", clinic=CLINIC)
    assert store.pictures() == {NAME}
    assert check.check(store).problems == ()


@pytest.mark.parametrize("statement", ["UPDATE picture SET text = 'x'", "DELETE FROM picture"])
def test_it_is_never_changed(store: Store, statement: str) -> None:
    """The database refuses it."""
    store.add(note("Doe", CLINIC))
    with pytest.raises(JournalError, match="never changed"), database.writing(store._engine) as connection:
        connection.exec_driver_sql(statement)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE picture SET hash = 'x'", "DELETE FROM picture", "UPDATE picture SET text = 'x'"],
)
def test_one_that_was_changed_behind_the_program_shows(store: Store, statement: str) -> None:
    """The check names each record that was drawn with it, and none is drawn without it."""
    store.add(note("Poe"))
    body = store.add(note("Doe", CLINIC)).body
    store.add(note("Roe", CLINIC))
    changed(store, statement)
    problems = check.check(store).problems
    assert [(found.seq, found.message) for found in problems] == [
        (2, "its clinic's logo is missing or was changed"),
        (3, "its clinic's logo is missing or was changed"),
    ]
    with pytest.raises(DamagedError, match="logo on this note is missing"):
        store.clinic(body)


def test_a_copy_takes_it_along(store: Store, tmp_path: Path) -> None:
    """A backup that is restored elsewhere has it, and so has a copy that goes on where an older one ended."""
    store.add(note("Poe"))
    path, elsewhere = str(tmp_path / "copy.db"), Home(str(tmp_path / "elsewhere"))
    backup.back_up(store, path, OWN)
    assert backup.restore(path, elsewhere, OWN, "1").report.records == 1
    body = store.add(note("Doe", CLINIC)).body
    with closing(home.open_with(elsewhere, OWN)) as other:
        assert copy(store, other) == 1
        assert copy(store, other) == 0
        assert other.clinic(body) == store.clinic(body)
        assert check.check(other) == check.check(store)


def test_a_move_takes_it_along(file_store: Store, place: Home, address: str, own_keyring: InMemory) -> None:
    """To the server and back; a note that waited for the server brings its logo, too."""
    body = file_store.add(note("Doe", CLINIC)).body
    file_store.close()
    assert move.to_server(place, OWN, address, "1").problems == ()
    assert own_keyring.entries
    with closing(home.seat(place, OWN, "postgresql://journal:x@127.0.0.1:1/journal")) as away:
        waits = away.add(note("Roe", CLINIC._replace(logo="another")))
        assert pictures.clinic(waits.body, away.picture).logo == "another"
    assert move.to_file(place, OWN).records == 2
    with closing(home.open_with(place, OWN)) as back:
        assert back.clinic(body).logo == LOGO
        assert back.clinic(back.get(2).body).logo == "another"
        assert check.check(back).problems == ()


def test_a_copy_of_a_journal_that_lost_it(store: Store, tmp_path: Path) -> None:
    """The records are copied all the same, and the check says what is missing."""
    store.add(note("Doe", CLINIC))
    changed(store, "UPDATE picture SET hash = 'x'")
    path, elsewhere = str(tmp_path / "copy.db"), Home(str(tmp_path / "elsewhere"))
    backup.back_up(store, path, OWN)
    assert [found.seq for found in backup.restore(path, elsewhere, OWN, "1").report.problems] == [1]


def test_a_note_that_is_refused_leaves_none(store: Store) -> None:
    """The logo comes with its record or not at all."""
    store.add(note("Doe"))
    amend(store, 1, name="Dow")
    with pytest.raises(JournalError):
        amend(store, 1, name="Dough", clinic=CLINIC)
    assert store.pictures() == set()
