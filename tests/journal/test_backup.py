"""A copy that is whole while the journal is in use, and back again on another machine."""

import os
from contextlib import closing
from pathlib import Path

import pytest

from core.journal import backup, check, home, key
from core.journal.faults import BusyError, JournalError, WrongKeyError
from core.journal.home import Home
from core.journal.key import Key
from core.journal.store import Store
from core.journal.terms import Wanted
from tests.journal.making import OWN, amend, changed, files, note, void

WHEN = "20261120-104400"
OTHER = Key(bytes(32))


@pytest.fixture
def copied(store: Store, tmp_path: Path) -> str:
    """A backup of five records, written while the journal is open."""
    for name in ("Doe", "Roe", "Row"):
        store.add(note(name))
    amend(store, 2, name="Rowe")
    void(store, 3)
    path = str(tmp_path / "copy.db")
    assert backup.back_up(store, path, OWN) == 5
    return path


def test_another_machine_restores_it_with_the_recovery_key(store: Store, copied: str, tmp_path: Path) -> None:
    """All records are there, in the same chain."""
    elsewhere = Home(str(tmp_path / "elsewhere"))
    restored = backup.restore(copied, elsewhere, key.parse(OWN.recovery), WHEN)

    assert restored == backup.Restored(check.check(store), "")
    with closing(home.open_with(elsewhere, OWN)) as again:
        assert [*again.kept()] == [*store.kept()]
        assert again.add(note("Zoe")).seq == 6


def test_the_copy_is_one_file_for_its_owner_alone(copied: str, tmp_path: Path) -> None:
    """Nothing is left beside it."""
    assert sorted(os.listdir(tmp_path)) == ["copy.db", "home"]
    assert os.name == "nt" or os.stat(copied).st_mode & 0o077 == 0


def test_a_newer_copy_takes_the_olders_place(store: Store, copied: str) -> None:
    """The same name may be used each week."""
    store.add(note("Zoe"))
    assert backup.back_up(store, copied, OWN) == 6


def test_notes_that_come_in_meanwhile_do_no_harm(store: Store, place: Home, tmp_path: Path) -> None:
    """The copy ends where the journal ended, and its chain is whole."""
    with closing(home.open_with(place, OWN)) as another:
        another.add(note("Doe"))
        path = str(tmp_path / "copy.db")
        backup.back_up(store, path, OWN)
        another.add(note("Roe"))
    restored = backup.restore(path, Home(str(tmp_path / "elsewhere")), OWN, WHEN)
    assert (restored.report.records, restored.report.problems) == (1, ())


def test_what_was_there_is_kept_and_can_be_opened(store: Store, place: Home, copied: str) -> None:
    """Restoring over a journal loses nothing of it."""
    store.add(note("Newer"))
    store.close()
    restored = backup.restore(copied, place, OWN, WHEN)

    assert restored.before == f"aside-{WHEN}-journal.db"
    with closing(home.opened(os.path.join(place.folder, restored.before), OWN)) as before:
        assert len(before.find(Wanted())) == 6
    with closing(home.open_with(place, OWN)) as now:
        assert len(now.find(Wanted())) == 5


def test_the_log_of_a_lost_journal_does_not_spoil_the_copy(store: Store, place: Home, copied: str) -> None:
    """It belongs to the file that is gone, and is kept aside."""
    store.add(note("Newer"))
    os.unlink(place.database)
    restored = backup.restore(copied, place, OWN, WHEN)
    assert restored.before == ""
    assert os.path.exists(os.path.join(place.folder, f"aside-{WHEN}-journal.db-wal"))
    with closing(home.open_with(place, OWN)) as now:
        assert (check.check(now).records, check.check(now).problems) == (5, ())


def test_a_copy_with_another_key_brings_its_card(place: Home, store: Store, copied: str, tmp_path: Path) -> None:
    """From then on the copy's key opens the journal."""
    store.close()
    other = Home(str(tmp_path / "other"))
    os.mkdir(other.folder)
    home.take_card(other, OTHER)
    backup.restore(copied, other, OWN, WHEN)
    home.open_with(other, OWN).close()
    with pytest.raises(WrongKeyError):
        home.open_with(other, OTHER)
    assert place.exists()


@pytest.mark.parametrize("damage", ["key", "text", "cut", "empty"])
def test_what_can_t_be_opened_changes_nothing(store: Store, place: Home, copied: str, damage: str) -> None:
    """Wrong key or damaged copy: the journal stays as it was."""
    store.close()
    if damage != "key":
        with open(copied, "r+b") as file:
            file.truncate(0 if damage == "empty" else 6_000)
            file.write(b"x" * 5_000 if damage == "text" else b"")
    before = files(place)
    with pytest.raises(WrongKeyError, match="Nothing was changed"):
        backup.restore(copied, place, OTHER if damage == "key" else OWN, WHEN)
    assert files(place) == before


def test_a_copy_of_a_changed_journal_says_so(store: Store, copied: str, tmp_path: Path) -> None:
    """It is restored all the same, for it may be all that there is."""
    changed(store, "UPDATE record SET number = 'X' WHERE seq = 2")
    backup.back_up(store, copied, OWN)
    restored = backup.restore(copied, Home(str(tmp_path / "elsewhere")), OWN, WHEN)
    assert [problem.seq for problem in restored.report.problems] == [2]


def test_the_journal_in_use_is_no_place_for_its_copy(store: Store, place: Home) -> None:
    """It would be pulled from under the program that uses it."""
    store.add(note("Doe"))
    before = files(place)
    with pytest.raises(JournalError, match="Choose another name"):
        backup.back_up(store, place.database, OWN)
    assert files(place) == before


@pytest.mark.parametrize("target", ["folder", "gone/copy.db", ""])
def test_a_place_where_no_file_can_be(store: Store, tmp_path: Path, target: str) -> None:
    """An error that names it, and nothing left behind."""
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError) as caught:  # noqa: PT011 - the system's words
        backup.back_up(store, str(tmp_path / target) if target else "", OWN)
    assert caught.value.filename == (str(tmp_path / target) if target else "")
    assert sorted(os.listdir(tmp_path)) == ["folder", "home"]


def test_a_journal_that_is_open_is_not_pulled_away(store: Store, place: Home, copied: str) -> None:
    """What its window files afterwards would be lost."""
    with pytest.raises(BusyError, match="Close Vialnote's windows"):
        backup.restore(copied, place, OWN, WHEN)
    assert store.add(note("Zoe")).seq == 6
    store.close()
    assert backup.restore(copied, place, OWN, WHEN).report.records == 5
    with closing(home.open_with(place, OWN)) as restored:
        assert check.check(restored).records == 5


def test_a_damaged_journal_is_restored_over(store: Store, place: Home, copied: str) -> None:
    """Nobody can have it open."""
    store.close()
    with open(place.database, "r+b") as file:
        file.write(b"x" * 5_000)
    assert backup.restore(copied, place, OWN, WHEN).before
    with closing(home.open_with(place, OWN)) as now:
        assert check.check(now).records == 5
