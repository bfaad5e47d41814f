"""Where a journal lies, with which key it is opened, and what is said of one that is damaged."""

import os
import random
import shutil
from collections.abc import Callable
from contextlib import closing

import pytest

from core.journal import check, home, key, record
from core.journal.faults import DamagedError, JournalError, KeyMissingError, WrongKeyError
from core.journal.home import Home
from core.journal.key import Key
from core.journal.store import Store
from core.journal.terms import Wanted
from tests.journal.making import OWN, files, keep, note
from tests.keyrings import InMemory

OTHER = Key(bytes(32))
CHAOS = random.Random(2354)


@pytest.fixture
def three(place: Home, store: Store) -> Home:
    """A closed journal of three records."""
    for name in ("Doe", "Roe", "Row"):
        store.add(note(name))
    store.close()
    return place


@pytest.fixture
def left_open(place: Home, store: Store, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A journal of three records as a program leaves it that was killed: they stand in the log alone."""
    for name in ("Doe", "Roe", "Row"):
        store.add(note(name))
    copied = Home(str(tmp_path_factory.mktemp("killed") / "home"))
    shutil.copytree(place.folder, copied.folder)
    return copied


def overwrite(path: str, start: int, data: bytes) -> None:
    """Write over a part of a file."""
    with open(path, "r+b") as file:
        file.seek(start)
        file.write(data)


class TestBeginning:
    """A new journal's key is kept before there is a journal."""

    @pytest.mark.usefixtures("own_keyring")
    def test_the_key_is_found_again_in_the_keyring(self, place: Home) -> None:
        assert not place.exists()
        with closing(home.create(place, key.into_keyring)) as store:
            store.add(note("Doe"))

        assert place.exists()
        with closing(home.open_with(place, home.own_key(place))) as store:
            assert len(store.find(Wanted())) == 1
        assert sorted(os.listdir(place.folder)) == ["journal.db", "journal.json"]
        assert os.name == "nt" or all(
            os.stat(path).st_mode & 0o077 == 0 for path in (place.folder, place.database, place.card)
        )

    @pytest.mark.usefixtures("no_keyring")
    def test_without_a_place_for_the_key_nothing_is_made(self, place: Home) -> None:
        with pytest.raises(KeyMissingError, match="Choose a passphrase"):
            home.create(place, key.into_keyring)
        assert os.listdir(place.folder) == []

    def test_a_folder_that_can_t_be_made(self, place: Home) -> None:
        with open(place.folder, "wb"):
            pass
        with pytest.raises(OSError, match="File exists"):
            home.create(place, keep)

    def test_of_two_windows_that_begin_at_once_one_is_told(self, place: Home) -> None:
        with closing(home.create(place, keep)) as store:
            store.add(note("Doe"))
            with pytest.raises(JournalError, match="Another window has begun the journal"):
                home.create(place, keep)
            assert store.add(note("Roe")).seq == 2
            assert check.check(store).problems == ()

    def test_what_can_t_be_finished_leaves_no_card(self, place: Home) -> None:
        os.makedirs(place.database)
        with pytest.raises(OSError, match="not the name of a file"):
            home.create(place, keep)
        assert os.listdir(place.folder) == ["journal.db"]

    def test_only_the_log_and_memory_stand_beside_an_open_journal(self, place: Home) -> None:
        with closing(home.create(place, keep)) as store:
            store.add(note("Doe"))
            found = os.listdir(place.folder)
            assert sorted(found) == ["journal.db", "journal.db-shm", "journal.db-wal", "journal.json"]
            assert os.name == "nt" or all(
                os.stat(os.path.join(place.folder, name)).st_mode & 0o077 == 0 for name in found
            )


class TestKeyring:
    """The card says under which name the keyring holds the key."""

    def test_a_key_that_was_typed_is_remembered(self, three: Home, own_keyring: InMemory) -> None:
        with pytest.raises(KeyMissingError, match="Use its recovery key or passphrase"):
            home.own_key(three)
        assert home.remember(three, OWN)
        assert home.own_key(three) == OWN
        assert len(own_keyring.entries) == 1

    @pytest.mark.usefixtures("own_keyring")
    def test_without_a_card_nothing_is_remembered(self, three: Home) -> None:
        os.unlink(three.card)
        assert not home.remember(three, OWN)
        with pytest.raises(KeyMissingError):
            home.own_key(three)

    @pytest.mark.usefixtures("no_keyring")
    def test_without_a_keyring_neither(self, three: Home) -> None:
        assert not home.remember(three, OWN)


class TestWrongKey:
    """A wrong key changes nothing and is told from damage."""

    def test_every_byte_stays(self, three: Home, capfd: pytest.CaptureFixture[str]) -> None:
        before = files(three)
        with pytest.raises(WrongKeyError, match="Nothing was changed"):
            home.open_with(three, OTHER)
        assert files(three) == before
        assert capfd.readouterr() == ("", "")

    @pytest.mark.parametrize("card", [None, b"", b"{", b"[]", b'{"id": 1, "key_check": 2}', b"\xff\xfe", b"[" * 9_000])
    def test_also_where_the_card_is_lost(
        self, three: Home, card: bytes | None, capfd: pytest.CaptureFixture[str]
    ) -> None:
        os.unlink(three.card)
        if card is not None:
            with open(three.card, "wb") as file:
                file.write(card)
        before = files(three)
        with pytest.raises(WrongKeyError, match="Nothing was changed"):
            home.open_with(three, OTHER)
        assert files(three) == before
        assert capfd.readouterr() == ("", "")
        home.open_with(three, OWN).close()
        with pytest.raises(WrongKeyError):  # now the card is there again
            home.open_with(three, OTHER)

    def test_also_after_a_program_was_killed(self, left_open: Home) -> None:
        before = files(left_open)
        for lost in (False, True):
            if lost:
                os.unlink(left_open.card)
                del before["journal.json"]
            with pytest.raises(WrongKeyError):
                home.open_with(left_open, OTHER)
            assert files(left_open) == before
        with closing(home.open_with(left_open, OWN)) as store:
            assert len(store.find(Wanted())) == 3


class TestDamage:
    """A file that is no journal any more is told, and left as it is."""

    @pytest.mark.parametrize(
        "damage",
        [
            lambda path: overwrite(path, 0, b"not a database at all" * 10),
            lambda path: overwrite(path, 0, CHAOS.randbytes(os.path.getsize(path))),
            lambda path: overwrite(path, 0, b"SQLite format 3\0"),
            lambda path: os.truncate(path, 4_096),
            lambda path: os.truncate(path, 5_000),
            lambda path: os.truncate(path, 100),
            lambda path: os.truncate(path, 0),
            os.unlink,
        ],
        ids=["text", "random", "header", "first page", "cut", "no page", "empty", "gone"],
    )
    def test_it_is_no_wrong_key_and_nothing_is_lost(
        self, three: Home, damage: Callable[[str], None], capfd: pytest.CaptureFixture[str]
    ) -> None:
        damage(three.database)
        before = files(three)
        with pytest.raises(DamagedError, match="The journal's file is"), closing(home.open_with(three, OWN)) as store:
            check.check(store)
        after = files(three)
        assert {name: after.get(name) for name in before} == before
        assert capfd.readouterr() == ("", "")

    @pytest.mark.parametrize("damage", [lambda path: os.truncate(path, 0), os.unlink], ids=["empty", "gone"])
    def test_the_log_of_a_lost_file_stays(self, left_open: Home, damage: Callable[[str], None]) -> None:
        """SQLite alone would begin anew and delete it, and three notes with it."""
        damage(left_open.database)
        before = files(left_open)
        with pytest.raises(DamagedError, match="gone or empty"):
            home.open_with(left_open, OWN)
        assert files(left_open) == before

    def test_pages_behind_the_first(self, three: Home) -> None:
        overwrite(three.database, 8_192, CHAOS.randbytes(os.path.getsize(three.database) - 8_192))
        with pytest.raises(DamagedError), closing(home.open_with(three, OWN)) as store:
            check.check(store)

    def test_a_log_that_is_cut_loses_its_end_and_no_more(self, left_open: Home) -> None:
        """A log holds the newest notes until they go over into the file; what is whole in it counts."""
        log = f"{left_open.database}-wal"
        os.truncate(log, os.path.getsize(log) - 100)
        with closing(home.open_with(left_open, OWN)) as store:
            assert check.check(store).problems == ()
            assert [line.record.seq for line in store.records()] == [1, 2]

    def test_it_is_set_aside_whole_with_what_opens_it(self, left_open: Home) -> None:
        key.lock(left_open.locker, OWN, "words")
        before = files(left_open)
        assert home.set_aside(left_open, "20261120-104400") == "aside-20261120-104400-journal.db"

        after = files(left_open)
        assert {name: after[f"aside-20261120-104400-{name}"] for name in before} == before
        assert {name for name in after if not name.startswith("aside")} == {"journal.json", "journal.key"}

    def test_nothing_to_set_aside(self, place: Home) -> None:
        os.mkdir(place.folder)
        assert home.set_aside(place, "20261120-104400") == ""

    def test_after_that_it_begins_again_with_the_same_key(self, three: Home) -> None:
        with pytest.raises(JournalError, match="Set it aside first"):
            home.begin_again(three, OWN)
        home.set_aside(three, "20261120-104400")
        with pytest.raises(WrongKeyError):
            home.begin_again(three, OTHER)
        with closing(home.begin_again(three, OWN)) as store:
            assert store.add(note("Doe")).previous == record.BEFORE_ALL
        with closing(home.open_with(three, OWN)) as store:
            assert len(store.find(Wanted())) == 1


class TestCard:
    """It says which key opens the journal, and nothing that is secret."""

    def test_it_follows_the_key(self, three: Home) -> None:
        with open(three.card, encoding="ascii") as file:
            first = file.read()
        home.take_card(three, OWN)
        with open(three.card, encoding="ascii") as file:
            assert file.read() == first
        assert OWN.secret.hex() not in first

        key.lock(three.locker, OWN, "words")
        home.take_card(three, OTHER)
        assert not os.path.exists(three.locker)  # it holds another journal's key
        with open(three.card, encoding="ascii") as file:
            assert OTHER.check in file.read()
        home.take_card(three, OWN)
        assert three.key_file.startswith(three.folder)
