"""The journal's verbs that keep it whole: verify, backup and restore, and the key that each of them asks for."""

import datetime
import json
import os
import pty
import select
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from core.journal import commands, home, key, record
from core.journal.faults import JournalError
from core.journal.home import Home
from tests.command.running import ROOT, vialnote
from tests.journal.making import changed
from tests.journal.office import Office


class TestVerify:
    """Exit code 0: whole. 1: damaged, and the record is named."""

    def test_whole(self, filled: Office) -> None:
        report = filled.said("verify")
        with closing(filled.store()) as store:
            last = store.last()
        assert last is not None
        assert report == {"records": 5, "last_hash": last.hash, "problems": []}

    def test_changed(self, tmp_path: Path) -> None:
        office = Office(tmp_path)
        office.note("Doe")
        with closing(office.store()) as store:
            number = store.get(1).body["number"]
            changed(store, "UPDATE term SET value = 'mallory' WHERE field = 'patient'")
        done = office.run("journal", "verify")
        assert done.returncode == 1
        message = "it is filed under something that it does not say"
        assert done.stderr.decode() == f"vialnote: record 1, note {number}: {message}\n"
        assert json.loads(done.stdout)["problems"] == [{"seq": 1, "number": number, "message": message}]

        copy, elsewhere = str(tmp_path / "copy.db"), Home(str(tmp_path / "elsewhere"))
        assert office.run("journal", "backup", copy).returncode == 0
        office.place = elsewhere
        restored = office.run("journal", "restore", copy)
        assert (restored.returncode, restored.stderr) == (1, b"")
        assert len(json.loads(restored.stdout)["problems"]) == 1

    def test_a_damaged_file_is_one_line(self, tmp_path: Path) -> None:
        office = Office(tmp_path)
        office.note("Doe")
        with open(office.place.database, "r+b") as file:
            file.write(b"x" * 5_000)
        done = office.run("journal", "verify")
        assert (done.returncode, done.stderr) == (1, b"vialnote: The journal's file is damaged.\n")


class TestBackup:
    """An encrypted copy, and back on another machine."""

    def test_while_in_use_and_elsewhere(self, filled: Office, tmp_path: Path) -> None:
        copy = str(tmp_path / "copy.db")
        with closing(filled.store()) as store:
            before = [*store.kept()]
            assert filled.said("backup", copy) == {"file": copy, "records": 5}
            assert [*store.kept()] == before

        elsewhere = Office(tmp_path / "elsewhere")
        elsewhere.key_file = filled.key_file
        assert elsewhere.said("restore", copy) == {"records": 5, "problems": [], "kept_aside": ""}
        with closing(elsewhere.store()) as store:
            assert [*store.kept()] == before
        again = elsewhere.said("restore", copy)
        assert again["kept_aside"].startswith("aside-")
        assert os.path.exists(os.path.join(elsewhere.place.folder, again["kept_aside"]))

    def test_a_place_that_is_a_folder(self, filled: Office, tmp_path: Path) -> None:
        done = filled.run("journal", "backup", str(tmp_path))
        assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
        assert b"not the name of a file" in done.stderr
        done = filled.run("journal", "restore", str(tmp_path))
        assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)

    def test_a_wrong_key_is_one_line(self, filled: Office, tmp_path: Path) -> None:
        wrong = str(tmp_path / "wrong.txt")
        key.write_file(wrong, key.new())
        copy = str(tmp_path / "copy.db")
        assert filled.run("journal", "backup", copy).returncode == 0
        done = vialnote("journal", "restore", copy, "--key-file", wrong, VIALNOTE_HOME=str(tmp_path / "other"))
        assert done.returncode == 1
        assert done.stderr == (
            b"vialnote: The backup can't be opened with this key, or is damaged. Nothing was changed.\n"
        )


@pytest.mark.skipif(os.name == "nt", reason="the system has no pseudo terminals")
class TestPassphrase:
    """Where the key is locked up, a user at a terminal is asked for the passphrase."""

    @pytest.fixture
    def locked(self, tmp_path: Path) -> dict[str, str]:
        """The environment of a journal whose key is behind the passphrase 'open sesame'."""
        place = Home(str(tmp_path / "home"))

        def keep(_: str, made: key.Key) -> bool:
            key.lock(place.locker, made, "open sesame")
            return True

        home.create(place, keep).close()
        fail = "keyring.backends.fail.Keyring"
        return {**os.environ, "VIALNOTE_HOME": place.folder, "PYTHON_KEYRING_BACKEND": fail}

    @pytest.mark.parametrize(("passphrase", "code"), [("open sesame", 0), ("sesame", 1)])
    def test_it_is_asked_for(self, locked: dict[str, str], passphrase: str, code: int) -> None:
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            [sys.executable, "-m", "gui", "journal", "verify"],
            stdin=theirs,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            cwd=ROOT,
            env=locked,
        )
        os.close(theirs)
        # Without a terminal of its own the question goes to standard error.
        assert process.stderr is not None
        assert select.select([process.stderr], [], [], 60)[0]
        os.write(ours, f"{passphrase}\n".encode())
        out, told = process.communicate(timeout=60)
        os.close(ours)
        assert process.returncode == code
        assert (b'"records": 0' in out) == (code == 0)
        assert (b"The passphrase is not right" in told) == (code == 1)

    def test_without_a_terminal_it_is_one_line(self, locked: dict[str, str]) -> None:
        done = vialnote("journal", "verify", stdin=b"", **locked)
        assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
        assert b"Use its recovery key or passphrase." in done.stderr


class TestOpening:
    """What other parts of the program ask of the commands."""

    def test_the_moment_is_in_universal_time(self) -> None:
        found = record.now()
        assert found.at.utcoffset() == datetime.timedelta(0)
        assert found.user
        assert found.seat

    @pytest.mark.skipif(os.name == "nt", reason="the system names every user")
    def test_a_user_without_a_name_is_told_by_number(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """As in a container, whose list of users lacks the one who runs it."""
        for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setattr("pwd.getpwuid", {}.__getitem__)
        assert record.now().user == str(os.getuid())

    def test_without_a_journal(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("VIALNOTE_HOME", str(tmp_path / "home"))
        with pytest.raises(JournalError, match="no journal yet"):
            commands.opened("")
