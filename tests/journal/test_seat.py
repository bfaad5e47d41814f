"""A seat whose server goes away and comes back: finished notes wait, are filed in order, none twice, none lost."""

import os
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from core import paths
from core.journal import check, database, grants, home, record
from core.journal import seat as seats
from core.journal.faults import AmendedError, DamagedError, JournalError, UnreachableError
from core.journal.home import Home
from core.journal.seat import Seat
from core.journal.server import open_server
from core.journal.store import Store
from core.journal.terms import Wanted
from tests.journal.making import MOMENT, OWN, claim, grant
from tests.journal.notes import note, numbers
from tests.journal.postgres import Server

ROOT = os.path.dirname(paths.RESOURCES)
KILLS = 25 if os.environ.get("CI") else 8
NOWHERE = "postgresql://journal:x@127.0.0.1:1/journal"
"""Nobody listens there."""


@pytest.fixture
def place(tmp_path: Path) -> Home:
    """A seat's folder."""
    return Home(str(tmp_path))


@pytest.fixture
def seat(place: Home, address: str) -> Iterator[Seat]:
    """A seat of a journal on the server."""
    opened = home.seat(place, OWN, address)
    yield opened
    opened.close()


@pytest.fixture
def away(running: Server, seat: Seat) -> Seat:
    """The seat while its server is away."""
    running.stop()
    return seat


class TestWhileTheServerIsThere:
    """A seat is a journal like any other."""

    def test_a_note_is_filed_at_once(self, seat: Seat) -> None:
        assert seat.add(note()).seq == 1
        assert (seat.waiting(), seat.trouble) == (0, "")
        assert seat.get(1).body == note()

    def test_twice_the_same_is_one(self, seat: Seat) -> None:
        assert seat.add(note()) == seat.add(note())

    def test_amended_and_voided(self, seat: Seat) -> None:
        first = seat.add(note())
        second = seat.add(record.amendment(note(1), first, "wrong patient"), follows=1)
        seat.add(record.void(second, "never given", MOMENT), follows=2)
        assert [line.record.body["kind"] for line in seat.history(1)] == ["note", "amendment", "void"]
        with pytest.raises(AmendedError):
            seat.add(record.void(first, "never given", MOMENT), follows=1)

    def test_drafts_stay_here(self, seat: Seat, address: str) -> None:
        seat.save_draft("window", {"given": "60 mcg"}, "now")
        server = Store(open_server(address))
        assert server.drafts() == []
        server.close()
        assert seat.draft("window") == ({"given": "60 mcg"}, "now")
        assert seat.drafts() == [("window", {"given": "60 mcg"}, "now")]
        seat.drop_draft("window")
        assert seat.draft("window") is None


def test_in_a_file_nothing_waits(place: Home) -> None:
    """A journal on this computer answers the same questions."""
    store = Store(database.open_file(place.database, OWN))
    store.add(note())
    assert (store.waiting(), store.flush(), store.trouble) == (0, 0, "")
    store.close()


class TestWhileTheServerIsAway:
    """Finished notes wait on this computer."""

    def test_notes_wait_and_are_filed_in_order(self, away: Seat, running: Server) -> None:
        waits = [away.add(note(number)) for number in (3, 1, 2)]
        assert [found.seq for found in waits] == [0, 0, 0]
        assert waits[0].body == note(3)
        assert away.waiting() == 3
        assert "does not answer" in away.trouble
        running.start()
        assert away.flush() == 3
        assert (away.waiting(), away.trouble) == (0, "")
        assert numbers(away) == [3, 1, 2]
        assert check.check(away).problems == ()

    def test_the_same_note_waits_once(self, away: Seat) -> None:
        away.add(note())
        away.add(note())
        assert away.waiting() == 1

    def test_a_note_after_them_takes_them_along(
        self, away: Seat, running: Server, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        away.add(note(0))
        running.start()
        assert away.add(note(1)).seq == 0
        monkeypatch.setattr(seats, "_PAUSE", 0.0)
        assert away.add(note(2)).seq == 3
        assert numbers(away) == [0, 1, 2]

    def test_what_waits_outlives_the_program(self, away: Seat, running: Server, place: Home, address: str) -> None:
        away.add(note())
        away.close()
        running.start()
        again = home.seat(place, OWN, address)
        assert again.waiting() == 1
        assert again.flush() == 1
        again.close()

    def test_reading_says_that_it_is_away(self, away: Seat) -> None:
        with pytest.raises(UnreachableError, match="does not answer"):
            away.find(Wanted())

    def test_authorisations_and_claims_do_not_wait(self, seat: Seat, running: Server) -> None:
        """Whether somebody else was quicker is not known; nor is what is left guessed."""
        seat.add(note())
        running.stop()
        with pytest.raises(UnreachableError, match="Only a new note can wait for the server"):
            grant(seat)
        with pytest.raises(UnreachableError):
            grants.known(seat, "PA-77", "MRN1")
        assert seat.waiting() == 0
        running.start()
        grant(seat)
        claim(seat, 1, "sent")
        assert [line.record.body["kind"] for line in seat.chain()] == ["note", "prior-auth", "claim"]

    def test_nothing_is_amended_or_voided(self, seat: Seat, running: Server) -> None:
        first = seat.add(note())
        running.stop()
        with pytest.raises(UnreachableError, match="Only a new note can wait for the server"):
            seat.add(record.void(first, "never given", MOMENT), follows=1)
        assert seat.waiting() == 0

    def test_what_was_finished_before_an_amendment_comes_before_it(self, seat: Seat, running: Server) -> None:
        first = seat.add(note(0))
        running.stop()
        seat.add(note(1))
        running.start()
        assert seat.add(record.amendment(note(2), first, "wrong patient"), follows=1).seq == 3

    def test_a_refused_password_makes_notes_wait(self, place: Home, running: Server) -> None:
        refused = home.seat(place, OWN, running.url(running.database(), password="old"))  # noqa: S106
        assert refused.add(note()).seq == 0
        assert "refused the user or password" in refused.trouble
        with pytest.raises(JournalError, match="refused the user or password"):
            refused.flush()
        refused.close()

    def test_what_waits_is_encrypted(self, place: Home) -> None:
        away = home.seat(place, OWN, NOWHERE)
        away.add(note(4711))
        away.save_draft("window", {"patient": {"name": "Maria Lopez-4711"}}, "now")
        written = [path for path in Path(place.folder).iterdir() if path.is_file()]
        assert {"waiting.db", "waiting.db-wal"} <= {path.name for path in written}
        for path in written:
            data = path.read_bytes()
            assert b"Lopez" not in data
            assert b"SQLite format" not in data
        away.close()

    def test_a_damaged_file_is_named(self, place: Home) -> None:
        Path(place.waiting).write_bytes(b"x" * 5_000)
        with pytest.raises(JournalError, match=r"waiting.db is damaged. Move it aside") as refused:
            home.seat(place, OWN, NOWHERE)
        assert not isinstance(refused.value, DamagedError)

    def test_it_starts_without_the_server(self, place: Home) -> None:
        away = home.seat(place, OWN, NOWHERE)
        assert away.waiting() == 0
        away.close()


class TestTwoWindowsOfOneSeat:
    """Both file what waits here, and no note comes twice or out of turn."""

    def test_at_once(self, place: Home, address: str) -> None:
        offline = home.seat(place, OWN, NOWHERE)
        for number in range(40):
            offline.add(note(number))
        offline.close()
        windows = [home.seat(place, OWN, address) for _ in range(3)]
        threads = [threading.Thread(target=window.flush) for window in windows]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [window.waiting() for window in windows] == [0, 0, 0]
        assert numbers(windows[0]) == list(range(40))
        for window in windows:
            window.close()

    def test_one_has_filed_what_the_other_just_kept(self, place: Home, address: str) -> None:
        one, two = home.seat(place, OWN, address), home.seat(place, OWN, address)
        keep = one._keep

        def kept_and_gone(body: dict[str, object]) -> str:
            identity = keep(body)
            two.flush()
            return identity

        one._keep = kept_and_gone  # type: ignore[method-assign]
        assert one.add(note()).seq == 1
        one.close()
        two.close()


class TestEnded:
    """Server or seat end at any moment; every note that was promised is filed once, in order."""

    @pytest.mark.parametrize("seed", range(4))
    def test_the_server_stops_in_the_middle(self, place: Home, address: str, running: Server, seed: int) -> None:
        with filing(place, address, 0, 60) as process:
            assert process.stdout is not None
            for _ in range(random.Random(seed).randrange(5, 50)):
                process.stdout.readline()
            running.stop()
            rest = process.stdout.read()
        assert rest.endswith(b"59\n")
        assert process.returncode == 0
        running.start()
        seat = home.seat(place, OWN, address)
        waited = seat.waiting()
        assert seat.flush() == waited
        assert numbers(seat) == list(range(60))
        assert check.check(seat).problems == ()
        seat.close()

    def test_the_seat_is_killed(self, place: Home, address: str) -> None:
        """SIGKILL at random moments, each followed by a seat that goes on where it ended."""
        moments = random.Random(2354)
        promised: list[int] = []
        for run in range(KILLS):
            first = run * 100
            with filing(place, address, first, 100) as process:
                assert process.stdout is not None
                line = process.stdout.readline()
                killer = threading.Timer(moments.uniform(0, 0.25), process.kill)
                killer.start()
                lines = [line, *process.stdout.readlines()]
                killer.cancel()
            promised += [int(line) for line in lines if line.endswith(b"\n")]
        seat = home.seat(place, OWN, address)
        seat.flush()
        filed = numbers(seat)
        assert set(promised) <= set(filed)
        assert filed == sorted(set(filed))
        assert check.check(seat).problems == ()
        seat.close()


def filing(place: Home, address: str, first: int, number: int) -> subprocess.Popen[bytes]:
    """A process that finishes notes."""
    command = [sys.executable, "-m", "tests.journal.filing", place.folder, OWN.secret.hex(), address]
    return subprocess.Popen([*command, str(first), str(number)], cwd=ROOT, stdout=subprocess.PIPE)
