"""The journal's verbs as a script or an office uses them."""

import csv
import datetime
import io
import json
import os
import pty
import select
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from core import encounter_json, paths
from core.calculate import calculate
from core.clinic import Clinic
from core.journal import commands, home, key, record
from core.journal.faults import JournalError
from core.journal.home import Home
from core.journal.store import Store
from core.journal.terms import Wanted
from core.result import to_json
from tests import build
from tests.command.running import errors, inside, vialnote
from tests.journal.making import amend, changed, claim, grant, void

PROJECT = os.path.dirname(paths.RESOURCES)


class Office:
    """A machine with a journal in a folder, whose key is in a file."""

    def __init__(self, folder: Path) -> None:
        """Begin without a journal."""
        self.folder = folder
        self.place = Home(str(folder / "home"))
        self.key_file = str(folder / "key.txt")
        folder.mkdir(exist_ok=True)

    def run(self, *arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:  # noqa: ANN401 - environment
        """Run a verb with the office's journal and key."""
        return inside(*arguments, "--key-file", self.key_file, VIALNOTE_HOME=self.place.folder, **options)

    def note(self, name: str, **fields: Any) -> subprocess.CompletedProcess[bytes]:  # noqa: ANN401 - any JSON value
        """File the note of a patient."""
        table = build.encounter(patient={"name": name}, **fields)
        target = str(self.folder / f"{name}.pdf")
        return self.run("note", "-", "-o", target, "--record", stdin=json.dumps(table).encode())

    def said(self, *arguments: str) -> Any:  # noqa: ANN401 - JSON
        """What a verb prints where all is well."""
        done = self.run("journal", *arguments)
        assert (done.returncode, done.stderr) == (0, b""), done.stderr
        return json.loads(done.stdout)

    def store(self) -> Store:
        """The journal as the window opens it."""
        return home.open_with(self.place, key.read_file(self.key_file))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Three notes filed from the command line; the window then amended the first and voided the second."""
    office = Office(tmp_path_factory.mktemp("office"))
    begun = office.note("Doe", service_date="2026-10-05")
    assert begun.returncode == 0, begun.stderr
    assert f"its key is in {office.key_file}".encode() in begun.stderr
    for name in ("Roe", "=1+1"):
        assert office.note(name).returncode == 0
    with closing(office.store()) as store:
        amend(store, 1, name="Dow", service_date="2026-10-05")
        void(store, 2)
    return office


class TestRecording:
    """`note --record` files the note, then the file takes its name."""

    def test_twice_is_filed_once(self, tmp_path: Path) -> None:
        office = Office(tmp_path)
        assert office.note("Doe").returncode == 0
        again = office.note("Doe")
        assert (again.returncode, again.stderr) == (0, b"")
        with closing(office.store()) as store:
            assert len(store.find(Wanted())) == 1
        assert sorted(os.listdir(office.place.folder)) == ["journal.db", "journal.json"]

    def test_with_other_settings_it_is_another_paper(self, tmp_path: Path) -> None:
        office = Office(tmp_path)
        assert office.note("Doe").returncode == 0
        (tmp_path / "Doe.pdf").unlink()
        (tmp_path / "home" / "settings.json").write_text('{"name": "Harbour"}', "utf-8")
        again = office.note("Doe")
        assert again.returncode == 1
        assert b"is in the journal already, drawn with other settings" in again.stderr
        assert not (tmp_path / "Doe.pdf").exists()

    def test_what_can_t_be_filed_is_not_written(self, tmp_path: Path) -> None:
        office = Office(tmp_path)
        assert office.note("Doe").returncode == 0
        key.write_file(office.key_file, key.new())
        done = office.note("Roe")
        assert (done.returncode, done.stdout) == (1, b"")
        assert done.stderr.startswith(b"vialnote: This key is not the journal's. Nothing was changed.")
        assert done.stderr.count(b"\n") == 1
        assert sorted(os.listdir(tmp_path)) == ["Doe.pdf", "home", "key.txt"]

    def test_a_sample_is_refused_and_not_written(self, tmp_path: Path) -> None:
        office = Office(tmp_path)
        assert [fault["field"] for fault in errors(office.note("Doe", sample=True))] == ["sample"]
        assert os.listdir(tmp_path) == []

    def test_a_key_file_that_is_there_is_not_written_over(self, tmp_path: Path) -> None:
        office = Office(tmp_path)
        key.write_file(office.key_file, key.new())
        done = office.note("Doe")
        assert done.returncode == 1
        assert b"holds another journal's key. Name a file that is not there yet." in done.stderr
        assert os.listdir(office.place.folder) == []

    def test_the_keyring_holds_the_key_where_no_file_is_named(self, tmp_path: Path) -> None:
        environment = {
            "VIALNOTE_HOME": str(tmp_path / "home"),
            "PYTHON_KEYRING_BACKEND": "tests.keyrings.InFile",
            "TEST_KEYRING": str(tmp_path / "keyring.json"),
            "PYTHONPATH": PROJECT,
        }
        data, target = json.dumps(build.encounter()).encode(), str(tmp_path / "note.pdf")
        for _ in range(2):
            done = vialnote("note", "-", "-o", target, "--record", stdin=data, **environment)
            assert (done.returncode, done.stderr) == (0, b"")
        copy = str(tmp_path / "copy.db")
        assert vialnote("journal", "backup", copy, stdin=b"", **environment).returncode == 0
        assert json.loads(vialnote("journal", "restore", copy, stdin=b"", **environment).stdout)["records"] == 1
        assert json.loads(vialnote("journal", "verify", stdin=b"", **environment).stdout)["records"] == 1

    def test_without_keyring_and_file_nothing_is_made(self, tmp_path: Path) -> None:
        environment = {
            "VIALNOTE_HOME": str(tmp_path / "home"),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        }
        data, target = json.dumps(build.encounter()).encode(), str(tmp_path / "note.pdf")
        done = vialnote("note", "-", "-o", target, "--record", stdin=data, **environment)
        assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
        assert b"there is no keyring here for the journal's key; name a file for it with --key-file" in done.stderr
        assert not os.path.exists(target)


class TestList:
    """Records that are wanted, newest first."""

    @pytest.mark.parametrize(
        ("options", "found"),
        [
            ([], [5, 4, 3, 2, 1]),
            (["--most", "2"], [5, 4]),
            (["--most", "0"], []),
            (["--patient", "ROE"], [5, 2]),
            (["--patient", "do", "--from", "2026-10-01", "--to", "2026-10-31"], [4, 1]),
            (["--from", "2026-11-01"], [5, 3, 2]),
            (["--state", "amended"], [1]),
            (["--state", "void"], [2]),
            (["--lot", "l1", "--ndc", build.AMPUL_100, "--modifier", "jw", "--staff", "ortiz"], [5, 4, 3, 2, 1]),
            (["--number", "0000-0000"], []),
        ],
    )
    def test_filters(self, filled: Office, options: list[str], found: list[int]) -> None:
        assert [row["seq"] for row in filled.said("list", *options)["records"]] == found

    def test_wrong_filters_are_faults_of_the_input(self, filled: Office) -> None:
        (fault,) = errors(filled.run("journal", "list", "--from", "5 Nov"))
        assert fault == {"field": "from", "message": "5 Nov: expected a date such as 2026-11-20"}
        (fault,) = errors(filled.run("journal", "list", "--from", "2026-11-02", "--to", "2026-11-01"))
        assert fault == {"field": "to", "message": "2026-11-01: before 2026-11-02, the first date"}
        for options in (["--most", "-1"], ["--most", "many"], ["--state", "odd"]):
            assert errors(filled.run("journal", "list", *options))[0]["field"] == "arguments"

    def test_without_a_journal(self, tmp_path: Path) -> None:
        done = Office(tmp_path).run("journal", "list")
        assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (1, b"", 1)
        assert b"there is no journal yet" in done.stderr
        assert sorted(os.listdir(tmp_path)) == []


class TestShow:
    """A note with what it amends and what became of it."""

    def test_amended_and_void(self, filled: Office) -> None:
        numbers = {row["seq"]: row["number"] for row in filled.said("list")["records"]}
        for seq in (1, 4):
            shown = filled.said("show", numbers[seq].lower())["records"]
            assert [(one["seq"], one["body"]["kind"], one["states"]) for one in shown] == [
                (1, "note", ["amended"]),
                (4, "amendment", []),
            ]
        shown = filled.said("show", numbers[2])["records"]
        assert [(one["seq"], one["states"], one["body"].get("reason")) for one in shown] == [
            (2, ["void"], None),
            (5, [], "Wrong patient"),
        ]

    def test_no_such_note(self, filled: Office) -> None:
        (fault,) = errors(filled.run("journal", "show", "0000-0000"))
        assert fault["field"] == "number"
        assert "no such note" in fault["message"]


class TestOtherRecords:
    """Authorisations and claims are in the chain; lists, tables and reports are of notes."""

    PERIOD = ("--from", "2026-11-01", "--to", "2026-11-30")

    @pytest.fixture
    def office(self, tmp_path: Path) -> Office:
        """A note, and the report of its month."""
        office = Office(tmp_path)
        assert office.note("Doe", prior_authorization="PA-77").returncode == 0
        return office

    def report(self, office: Office) -> bytes:
        """What a month comes to."""
        target = office.folder / "report.csv"
        assert office.run("journal", "report", *self.PERIOD, "-o", str(target)).returncode == 0
        return target.read_bytes()

    def test_they_are_no_notes(self, office: Office) -> None:
        before = self.report(office)
        (due,) = office.said("list", "--state", "due")["records"]
        assert (due["due"], due["due_until"], due["claim_state"]) == ("send", "", "")
        with closing(office.store()) as store:
            grant(store)
            claim(store, 1, "sent")

        assert self.report(office) == before
        assert [one["seq"] for one in office.said("list")["records"]] == [due["seq"]] == [1]
        assert office.said("list", "--state", "due")["records"] == []
        assert len(office.said("show", due["number"])["records"]) == 1

    def test_payers_that_can_t_be_read_are_named(self, office: Office) -> None:
        """For then nobody knows what is due when."""
        (Path(office.place.folder) / "payers.toml").write_text("nonsense")
        done = office.run("journal", "list")
        assert [fault["field"] for fault in errors(done)] == ["payers"]

    def test_json_lines_of_all_are_the_chain(self, office: Office) -> None:
        """And a table is of notes, as is whatever is narrowed down."""
        with closing(office.store()) as store:
            grant(store)
            claim(store, 1, "sent")
        files = {name: office.folder / name for name in ("all.jsonl", "some.jsonl", "all.csv")}
        for name, more in zip(files, ((), self.PERIOD, ()), strict=True):
            assert office.run("journal", "export", "-o", str(files[name]), *more).returncode == 0

        lines = [json.loads(line) for line in files["all.jsonl"].read_bytes().splitlines()]
        assert [line["body"]["kind"] for line in lines] == ["note", "prior-auth", "claim"]
        assert [line["previous"] for line in lines[1:]] == [line["hash"] for line in lines[:-1]]
        assert len(files["some.jsonl"].read_bytes().splitlines()) == 1
        assert len(files["all.csv"].read_bytes().splitlines()) == 2
        assert office.said("verify")["records"] == 3

    def test_a_backup_brings_them_back(self, office: Office) -> None:
        with closing(office.store()) as store:
            grant(store)
            claim(store, 1, "sent")
            before = [*store.chain()]
        copy = str(office.folder / "copy.db")
        assert office.said("backup", copy)["records"] == 3
        assert office.said("restore", copy)["records"] == 3
        with closing(office.store()) as store:
            assert [*store.chain()] == before


class TestExport:
    """A period as CSV or JSON lines."""

    def test_json_lines_go_back_through_calc(self, filled: Office, tmp_path: Path) -> None:
        target = str(tmp_path / "out.jsonl")
        done = filled.run("journal", "export", "-o", target, "--from", "2026-11-01", "--patient", "roe")
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
        with open(target, encoding="utf-8") as file:
            first, second = (json.loads(line) for line in file)
        assert (first["seq"], first["later"], second["body"]["kind"]) == (2, 5, "void")

        out = vialnote("calc", "-", stdin=json.dumps(first["body"]["encounter"]).encode()).stdout
        said = json.loads(out)
        del said["claim"]  # the forms of the same lines, worked out anew
        assert said == first["body"]["result"]
        again = calculate(encounter_json.from_dict(first["body"]["encounter"]), build.shipped(), Clinic())
        assert to_json(again) == first["body"]["result"]

    def test_csv_runs_no_formula(self, filled: Office, tmp_path: Path) -> None:
        target = tmp_path / "OUT.CSV"
        assert filled.run("journal", "export", "-o", str(target)).returncode == 0
        rows = [*csv.DictReader(io.StringIO(target.read_text("utf-8"), newline=""))]
        assert [row["seq"] for row in rows] == ["1", "2", "3", "4", "5"]
        assert [row["patient_name"] for row in rows] == ["Doe", "Roe", "'=1+1", "Dow", ""]
        assert os.name == "nt" or stat.S_IMODE(target.stat().st_mode) == 0o600

    def test_other_forms_and_places(self, filled: Office, tmp_path: Path) -> None:
        (fault,) = errors(filled.run("journal", "export", "-o", str(tmp_path / "out.xlsx")))
        assert fault["field"] == "output"
        folder = tmp_path / "folder.csv"
        folder.mkdir()
        for target in (folder, tmp_path / "gone" / "out.csv"):
            done = filled.run("journal", "export", "-o", str(target))
            assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (1, b"", 1)
            assert str(target).encode() in done.stderr
        assert os.listdir(tmp_path) == ["folder.csv"]


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
            cwd=PROJECT,
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
