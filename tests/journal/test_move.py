"""A journal moved from its file to the server and back: the chain whole on both sides, the old one kept."""

import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from core import paths
from core.journal import backup, check, database, home, key, record
from core.journal.faults import JournalError, WrongKeyError
from core.journal.home import Home
from core.journal.key import Key
from core.journal.move import Moved, to_file, to_server
from core.journal.seat import Seat
from core.journal.server import open_server, without_password
from core.journal.store import Store
from tests.journal.making import MOMENT
from tests.journal.notes import note
from tests.journal.postgres import PASSWORD, Server, name_in
from tests.keyrings import InMemory

ROOT = os.path.dirname(paths.RESOURCES)
EXAMPLE = os.path.join(ROOT, "examples", "sc_60_of_100.json")
WHEN = "20261120-104400"


class Place(NamedTuple):
    """A journal's folder and key."""

    home: Home
    key: Key

    def open(self) -> Store:
        """The journal, wherever it lies."""
        return home.open_with(self.home, self.key)

    def hashes(self) -> list[str]:
        """The chain as it is now."""
        store = self.open()
        found = [line.record.hash for line in store.records()]
        store.close()
        return found


@pytest.fixture(autouse=True)
def _password(monkeypatch: pytest.MonkeyPatch) -> None:
    """The password of the server, as a script gives it."""
    monkeypatch.setenv("PGPASSWORD", PASSWORD)


@pytest.fixture
def bare(address: str) -> str:
    """The server's address without its password."""
    return without_password(address)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A journal of three records and a draft."""
    made = begin(tmp_path / "home")
    store = made.open()
    first = store.add(note(0))
    second = store.add(record.amendment(note(1), first, "wrong patient"), follows=1)
    store.add(record.void(second, "never given", MOMENT), follows=2)
    store.save_draft("window", {"given": "60 mcg"}, "now")
    store.close()
    return made


def begin(folder: Path) -> Place:
    """An empty journal in a folder."""
    kept: list[Key] = []

    def keep(_name: str, made: Key) -> bool:
        kept.append(made)
        return True

    home.create(Home(str(folder)), keep).close()
    return Place(Home(str(folder)), kept[0])


class TestToTheServer:
    """The records are on the server as they were in the file, which is kept."""

    def test_moved(self, place: Place, bare: str) -> None:
        before = place.hashes()
        moved = to_server(*place, bare, WHEN)
        assert moved == Moved(3, before[-1], (), f"aside-{WHEN}-journal.db")
        store = place.open()
        assert isinstance(store, Seat)
        assert check.check(store).problems == ()
        assert store.draft("window") == ({"given": "60 mcg"}, "now")
        store.close()
        assert place.hashes() == before

    def test_the_old_one_is_kept(self, place: Place, bare: str) -> None:
        before = place.hashes()
        aside = to_server(*place, bare, WHEN).before
        old = Store(database.open_file(os.path.join(place.home.folder, aside), place.key))
        assert [line.record.hash for line in old.records()] == before
        old.close()
        assert not os.path.exists(place.home.database)

    def test_the_card_names_it_without_the_password(self, place: Place, address: str, own_keyring: InMemory) -> None:
        to_server(*place, address, WHEN)
        assert list(own_keyring.entries.values()) == [PASSWORD]
        with open(place.home.card, encoding="utf-8") as file:
            card = json.load(file)
        assert card["journal_url"] == without_password(address)
        assert card["key_check"] == place.key.check
        assert home.server_address(place.home) == without_password(address)

    @pytest.mark.usefixtures("no_keyring")
    def test_a_password_that_can_not_be_kept_is_refused(self, place: Place, address: str) -> None:
        with pytest.raises(JournalError, match="There is no keyring for the password"):
            to_server(*place, address, WHEN)
        assert home.server_address(place.home) == ""

    def test_a_second_seat_joins(self, place: Place, bare: str, tmp_path: Path) -> None:
        to_server(*place, bare, WHEN)
        second = begin(tmp_path / "second")
        assert to_server(*second, bare, WHEN).records == 3
        store = second.open()
        assert store.add(note(7)).seq == 4
        store.close()
        assert len(place.hashes()) == 4

    def test_records_of_its_own_can_not_be_joined(self, place: Place, bare: str, tmp_path: Path) -> None:
        to_server(*place, bare, WHEN)
        second = begin(tmp_path / "second")
        store = second.open()
        store.add(note(7))
        store.close()
        with pytest.raises(JournalError, match="two chains can't be made one"):
            to_server(*second, bare, WHEN)
        assert home.server_address(second.home) == ""
        assert len(second.hashes()) == 1

    def test_twice_is_refused(self, place: Place, bare: str) -> None:
        to_server(*place, bare, WHEN)
        with pytest.raises(JournalError, match="is on a server already"):
            to_server(*place, bare, WHEN)

    def test_a_copy_that_is_not_the_same_is_refused(self, place: Place, bare: str, running: Server) -> None:
        Store(open_server(bare)).close()
        with running.admin(name_in(bare)) as connection:
            connection.execute(
                "CREATE FUNCTION garble() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN NEW.number := 'garbled'; RETURN NEW; END $$"
            )
            connection.execute("CREATE TRIGGER garble BEFORE INSERT ON record FOR EACH ROW EXECUTE FUNCTION garble()")
        with pytest.raises(JournalError, match="Record 1 is not at the new place as it was written"):
            to_server(*place, bare, WHEN)
        assert home.server_address(place.home) == ""

    def test_what_was_damaged_before_is_moved_and_told(self, place: Place, bare: str) -> None:
        damage(place)
        moved = to_server(*place, bare, WHEN)
        assert [problem.message for problem in moved.problems] == ["it is filed under something that it does not say"]

    def test_the_server_stops_in_the_middle_and_it_is_done_again(
        self, place: Place, bare: str, running: Server
    ) -> None:
        store = place.open()
        rows = [kept for some in store.kept() for kept in some]
        store.close()
        target = Store(open_server(bare))
        target.take(rows[:2])
        target.close()
        before = place.hashes()
        running.stop()
        with pytest.raises(JournalError, match="does not answer"):
            to_server(*place, bare, WHEN)
        running.start()
        assert place.hashes() == before
        assert to_server(*place, bare, WHEN).last_hash == before[-1]

    def test_a_window_that_has_the_file_open_is_told(self, place: Place, bare: str) -> None:
        window = place.open()
        to_server(*place, bare, WHEN)
        with pytest.raises(JournalError, match="moved or replaced meanwhile"):
            window.add(note(7))
        window.close()

    def test_a_window_that_needs_a_second_connection_is_told(self, place: Place, bare: str) -> None:
        window = place.open()
        with window._engine.connect():
            to_server(*place, bare, WHEN)
            with pytest.raises(JournalError, match="moved or replaced meanwhile"):
                window.last()
        window.close()
        assert not os.path.exists(place.home.database)

    def test_a_record_of_the_last_moment_keeps_it_in_its_file(
        self, place: Place, bare: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        window, aside = place.open(), home.set_aside

        def late(where: Home, when: str) -> str:
            window.add(note(7))
            window.close()
            return aside(where, when)

        monkeypatch.setattr(home, "set_aside", late)
        with pytest.raises(JournalError, match="Another program wrote to the journal meanwhile"):
            to_server(*place, bare, WHEN)
        assert home.server_address(place.home) == ""
        assert len(place.hashes()) == 4


class TestToTheFile:
    """The records are in this computer's file as they were on the server, which keeps them."""

    def test_there_and_back(self, place: Place, bare: str) -> None:
        before = place.hashes()
        to_server(*place, bare, WHEN)
        assert to_file(*place) == Moved(3, before[-1], (), bare)
        store = place.open()
        assert not isinstance(store, Seat)
        assert store.draft("window") == ({"given": "60 mcg"}, "now")
        assert check.check(store).problems == ()
        store.add(note(7))
        store.close()
        server = Store(open_server(bare))
        assert [line.record.hash for line in server.records()] == before
        server.close()

    def test_and_there_again(self, place: Place, bare: str) -> None:
        to_server(*place, bare, WHEN)
        to_file(*place)
        store = place.open()
        store.add(note(7))
        store.close()
        assert to_server(*place, bare, "20261121-104400").records == 4

    def test_takes_what_waits_along(self, place: Place, bare: str, running: Server) -> None:
        to_server(*place, bare, WHEN)
        running.stop()
        store = place.open()
        assert store.add(note(7)).seq == 0
        store.close()
        with pytest.raises(JournalError, match="does not answer"):
            to_file(*place)
        running.start()
        assert to_file(*place).records == 4

    def test_out_of_a_file_is_refused(self, place: Place) -> None:
        with pytest.raises(JournalError, match="is in its file already"):
            to_file(*place)

    def test_a_file_in_the_way_stays(self, place: Place, bare: str) -> None:
        to_server(*place, bare, WHEN)
        Path(place.home.database).write_bytes(b"mine")
        with pytest.raises(JournalError, match="is in the way"):
            to_file(*place)
        assert Path(place.home.database).read_bytes() == b"mine"


class TestAServerThatIsGoneForGood:
    """A backup opens as a file, and what waited is filed in it."""

    def test_restored(self, place: Place, bare: str, running: Server, tmp_path: Path) -> None:
        to_server(*place, bare, WHEN)
        store = place.open()
        saved = str(tmp_path / "saved.vialnote")
        assert backup.back_up(store, saved, place.key) == 3
        running.stop()
        store.add(note(7))
        store.close()
        assert backup.restore(saved, place.home, place.key, WHEN).report.records == 3
        assert home.server_address(place.home) == ""
        assert len(place.hashes()) == 4

    def test_notes_that_wait_under_another_key_keep_it_from_being_lost(
        self, place: Place, bare: str, tmp_path: Path
    ) -> None:
        to_server(*place, bare, WHEN)
        other = begin(tmp_path / "other")
        saved = str(tmp_path / "saved.vialnote")
        with closing(other.open()) as store:
            backup.back_up(store, saved, other.key)
        with pytest.raises(WrongKeyError, match="has a key of its own"):
            backup.restore(saved, place.home, other.key, WHEN)
        assert home.server_address(place.home) == bare
        assert len(place.hashes()) == 3

    def test_nothing_waits(self, place: Place) -> None:
        assert home.take_waiting(*place) == 0


class TestCommand:
    """One command moves a journal, in a process of its own."""

    def test_there_and_back(self, tmp_path: Path, bare: str) -> None:
        folder, secret = tmp_path / "home", str(tmp_path / "key.txt")
        assert run(folder, "note", EXAMPLE, "-o", "n.pdf", "--record", "--key-file", secret).returncode == 0
        there = run(folder, "journal", "move", "--to", bare, "--key-file", secret)
        assert there.returncode == 0, there.stderr
        assert json.loads(there.stdout)["records"] == 1
        listed = run(folder, "journal", "list", "--key-file", secret)
        assert [row["seq"] for row in json.loads(listed.stdout)["records"]] == [1]
        back = run(folder, "journal", "move", "--to", "file", "--key-file", secret)
        assert json.loads(back.stdout) == {**json.loads(there.stdout), "kept_aside": bare}
        assert "other computers still file on the server" in back.stderr
        assert run(folder, "journal", "verify", "--key-file", secret).returncode == 0

    def test_damage_is_told(self, place: Place, bare: str, tmp_path: Path) -> None:
        damage(place)
        secret = str(tmp_path / "key.txt")
        key.write_file(secret, place.key)
        moved = run(Path(place.home.folder), "journal", "move", "--to", bare, "--key-file", secret)
        assert moved.returncode == 1
        assert json.loads(moved.stdout)["problems"][0]["seq"] == 1

    def test_a_note_that_waits_says_so(self, place: Place, bare: str, running: Server, tmp_path: Path) -> None:
        secret = str(tmp_path / "key.txt")
        key.write_file(secret, place.key)
        to_server(*place, bare, WHEN)
        running.stop()
        done = run(Path(place.home.folder), "note", EXAMPLE, "-o", "n.pdf", "--record", "--key-file", secret)
        assert done.returncode == 0
        assert "the note waits on this computer, encrypted" in done.stderr
        assert PASSWORD not in done.stderr
        running.start()
        assert len(place.hashes()) == 3
        store = place.open()
        assert store.flush() == 1
        store.close()


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program on a journal in a folder."""
    environment: dict[str, Any] = {**os.environ, "VIALNOTE_HOME": str(folder), "PYTHONPATH": ROOT}
    command = [sys.executable, "-m", "gui", *arguments]
    return subprocess.run(command, cwd=folder.parent, env=environment, capture_output=True, text=True, check=False)


def damage(place: Place) -> None:
    """Change what the first record is found by, which no trigger forbids."""
    engine = database.open_file(place.home.database, place.key)
    with database.writing(engine) as connection:
        connection.exec_driver_sql("DELETE FROM term WHERE seq = 1 AND field = 'patient'")
    engine.dispose()
