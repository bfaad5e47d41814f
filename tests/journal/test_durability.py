"""An acknowledged note is on disk, whatever happens to the program, the disk, or the folder."""

import multiprocessing
import os
import random
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from core.journal import backup, check, database, home, key, record
from core.journal.faults import BusyError, JournalError
from core.journal.home import Home
from core.journal.store import Store
from core.journal.terms import Wanted
from tests.journal import writer
from tests.journal.making import OWN, keep, note

KILLS = 200
ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
NOBODY = 65534


@pytest.fixture(scope="module")
def processes() -> Any:  # noqa: ANN401 - a context of multiprocessing
    """Real processes of their own that begin quickly, with all that they need read in."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        pytest.skip("the system can't begin 200 processes quickly")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([writer.__name__])
    return context


def begin(processes: Any, place: Home, name: str, most: int) -> tuple[Any, Connection]:  # noqa: ANN401 - a process
    """A writer, and where its acknowledgements come in."""
    heard, said = processes.Pipe(duplex=False)
    process = processes.Process(target=writer.write, args=(place, name, most, said), daemon=True)
    process.start()
    said.close()
    return process, heard


def acknowledged(heard: Connection, until: float = float("inf")) -> Iterator[tuple[int, str]]:
    """What a writer has acknowledged, until that time by the clock or its end."""
    try:
        while (rest := until - time.monotonic()) > 0 and heard.poll(min(rest, 60)):
            yield heard.recv()
    except EOFError:
        return


def test_200_kills_lose_no_acknowledged_note(processes: Any, store: Store, place: Home) -> None:  # noqa: ANN401
    """Each at a random moment, from before the journal is open to the middle of a note."""
    moments = random.Random(2354)
    noted: dict[int, str] = {}
    for number in range(KILLS):
        process, heard = begin(processes, place, f"run {number}", 10_000)
        if number % 4:  # the others may be killed before they begin
            noted |= [next(acknowledged(heard))]
        noted |= acknowledged(heard, time.monotonic() + moments.uniform(0, 0.1))
        process.kill()
        process.join()
        noted |= acknowledged(heard)  # said before it died
        heard.close()
        # Opened anew, by a program that has not seen the journal before.
        with closing(home.open_with(place, OWN)) as opened:
            last = opened.last()
        assert last is None or last.seq >= max(noted, default=0)

    found = {kept.seq: kept.hash for rows in store.kept() for kept in rows}
    assert {seq: found.get(seq) for seq in noted} == noted
    assert check.check(store).problems == ()
    assert len(noted) > KILLS


def test_eight_writers_at_once_make_one_chain(processes: Any, store: Store, place: Home) -> None:  # noqa: ANN401
    """None is lost, none is filed twice."""
    started = [begin(processes, place, f"writer {number}", 20) for number in range(8)]
    noted = [said for _, heard in started for said in acknowledged(heard)]
    for process, _ in started:
        process.join()
        assert process.exitcode == 0

    assert sorted(seq for seq, _ in noted) == [*range(1, 161)]
    assert check.check(store).records == 160
    assert check.check(store).problems == ()


class TestBusy:
    """Another program holds the journal."""

    def test_after_a_while_the_user_is_told(self, store: Store, place: Home, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(database, "WAIT", 0.05)
        store.add(note("Doe"))
        with closing(home.open_with(place, OWN)) as another, held(place):
            for refused in (
                lambda: another.add(note("Roe")),
                lambda: another.save_draft("window-1", {}, "10:44"),
                lambda: home.open_with(place, OWN).add(note("Roe")),
            ):
                with pytest.raises(BusyError, match="Another program is writing to the journal"):
                    refused()
            assert len(another.find(Wanted())) == 1
        assert another.add(note("Roe")).seq == 2


@contextmanager
def held(place: Home) -> Iterator[None]:
    """Another connection that alone may write."""
    with closing(sqlcipher.connect(place.database, isolation_level=None)) as other:
        other.execute(f"PRAGMA key = \"x'{OWN.secret.hex()}'\"")
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


class TestFullDisk:
    """A disk that takes no more keeps what it has."""

    @pytest.fixture
    def small(self, tmp_path: Path) -> Iterator[Path]:
        """A disk of a megabyte and a half."""
        folder = tmp_path / "small"
        folder.mkdir()
        mount = shutil.which("mount") if ROOT else None
        command = [str(mount), "-t", "tmpfs", "-o", "size=1500k", "tmpfs", str(folder)]
        if mount is None or subprocess.run(command, check=False, capture_output=True).returncode:
            pytest.skip("only an administrator can mount a small disk")
        yield folder
        subprocess.run(["umount", "-l", str(folder)], check=True)

    def test_the_user_is_told_to_free_space_and_can_go_on(self, small: Path) -> None:
        place = Home(str(small / "home"))
        ballast = small / "ballast"
        ballast.write_bytes(bytes(300_000))
        with closing(home.create(place, keep)) as store:
            filed: list[record.Record] = []
            with pytest.raises(JournalError, match=r"The disk is full\. Free some space"):
                filed += (store.add(numbered(number)) for number in range(10_000))
            with pytest.raises(JournalError, match="Free some space"):
                store.add(numbered(len(filed)))
            assert [line.record for line in store.records()] == filed
            assert len(filed) > 10

            ballast.unlink()
            filed.append(store.add(numbered(len(filed))))
            assert [line.record for line in store.records()] == filed
            assert check.check(store).problems == ()

    def test_a_passphrase_that_can_t_be_kept_leaves_the_old_one(self, small: Path) -> None:
        path = str(small / "journal.key")
        key.lock(path, OWN, "old")
        (small / "ballast").write_bytes(bytes(1_515_000))
        with pytest.raises(JournalError, match="The passphrase can't be kept"):
            key.lock(path, OWN, "new")
        assert key.unlock(path, "old") == OWN
        assert sorted(os.listdir(small)) == ["ballast", "journal.key"]

    def test_no_half_journal_and_no_half_copy(self, small: Path, store: Store) -> None:
        (small / "ballast").write_bytes(bytes(1_470_000))
        store.add(note("Doe"))
        with pytest.raises((JournalError, OSError), match=r"[Ff]ree some space|No space"):
            backup.back_up(store, str(small / "copy.db"), OWN)
        with pytest.raises((JournalError, OSError), match=r"[Ff]ree some space|No space"):
            home.create(Home(str(small / "home")), keep)
        assert [str(path.relative_to(small)) for path in sorted(small.rglob("*"))] == ["ballast", "home"]


def numbered(number: int) -> dict[str, Any]:
    """Notes that differ."""
    return {**writer.NOTE, "encounter": {**writer.NOTE["encounter"], "prior_authorization": str(number)}}


@pytest.mark.skipif(os.name == "nt", reason="folders have no such rights there")
class TestReadOnly:
    """A folder, or a file, in which the user may not write."""

    @pytest.fixture
    def shelf(self) -> Iterator[Home]:
        """A journal of one record in a folder that can be reached by every user."""
        with tempfile.TemporaryDirectory() as folder:
            os.chmod(folder, 0o755)  # noqa: S103
            place = Home(os.path.join(folder, "home"))
            os.mkdir(place.folder)
            home.take_card(place, OWN)
            with closing(Store(database.open_file(place.database, OWN))) as store:
                store.add(note("Doe"))
            for name in os.listdir(place.folder):
                os.chmod(os.path.join(place.folder, name), 0o666)  # noqa: S103
            yield place
            os.chmod(place.folder, 0o755)  # noqa: S103

    def test_a_closed_folder(self, shelf: Home) -> None:
        os.chmod(shelf.folder, 0o555)  # noqa: S103
        before = os.listdir(shelf.folder)
        with ordinary_user():
            with pytest.raises(JournalError, match=r"folder can't be written to|folder is there and may be used"):
                home.open_with(shelf, OWN)
            with pytest.raises(PermissionError):
                home.create(Home(shelf.folder), keep)
            with pytest.raises(PermissionError):
                home.create(Home(os.path.join(shelf.folder, "new")), keep)
        assert os.listdir(shelf.folder) == before
        with closing(home.open_with(shelf, OWN)) as store:
            assert check.check(store).records == 1

    def test_a_closed_file(self, shelf: Home) -> None:
        os.chmod(shelf.database, 0o444)
        with ordinary_user(), pytest.raises(JournalError, match=r"Permission denied\. Check its folder\."):
            home.open_with(shelf, OWN)


@contextmanager
def ordinary_user() -> Iterator[None]:
    """For an administrator every folder is open."""
    if ROOT:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if ROOT:
            os.seteuid(0)
