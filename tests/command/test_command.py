"""Verbs, exit codes, errors as JSON, and outputs that are complete or not there."""

import datetime
import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest

from core import __version__, batch, cli, own_lists, paths
from core.columns import mapping
from core.judging import BILLED, ENCOUNTER
from core.recalls import Recall
from gui import __main__
from tests.audit.files import ADMINISTERED, WASTED, meant, table
from tests.build import VIAL_100, shipped
from tests.note import hostile

ROOT = os.path.dirname(paths.RESOURCES)
EXAMPLE = os.path.join(ROOT, "examples", "sc_60_of_100.json")


def vialnote(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a script would, without a display."""
    plain = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    plain.pop("QT_QPA_PLATFORM", None)
    return subprocess.run(
        [sys.executable, "-m", "gui", *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        cwd=ROOT,
        env=plain | environment,
    )


def inside(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a verb in this process, which takes a second less, where it does not matter that it is one of its own."""
    said, told = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        for name, value in environment.items():
            patch.setenv(name, value)
        for name, stream in (("stdin", io.TextIOWrapper(io.BytesIO(stdin))), ("stdout", said), ("stderr", told)):
            patch.setattr(sys, name, stream)
        code = cli.main(list(arguments))
    return subprocess.CompletedProcess(arguments, code, *(_written(stream) for stream in (said, told)))


def _written(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    stream.seek(0)
    return bytes(stream.buffer.read())


def errors(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, str]]:
    """The faults on standard error of a run whose input was wrong."""
    assert done.returncode == 2
    assert done.stdout == b""
    found: list[dict[str, str]] = json.loads(done.stderr)["errors"]
    return found


class TestCalc:
    """The result as JSON on standard output."""

    def test_lines_of_the_example(self) -> None:
        """As the contract prints them."""
        found = json.loads(vialnote("calc", EXAMPLE).stdout)

        assert found["lines"] == [
            {
                "hcpcs": "J2354",
                "modifiers": modifiers,
                "units": units,
                "ndc11": "00641617510",
                "ndc_unit": "ML",
                "ndc_quantity": quantity,
            }
            for modifiers, units, quantity in (([], 3, "0.6"), (["JW"], 1, "0.4"))
        ]
        assert [found[key] for key in ("given_mcg", "labelled_mcg", "discarded_mcg", "discarded_ml", "kept_mcg")] == [
            *("60", "100", "40", "0.4", "0")
        ]
        assert (found["hcpcs"], found["billing_unit"], found["program_version"]) == ("J2354", "25 mcg", __version__)

    def test_standard_input(self) -> None:
        """A dash reads it."""
        with open(EXAMPLE, "rb") as file:
            data = file.read()

        assert vialnote("calc", "-", stdin=data).stdout == vialnote("calc", EXAMPLE).stdout

    def test_faults_are_json(self) -> None:
        """Every fault at once, each with its field."""
        data = b'{"service_date": "2026-11-20", "route": "SC", "given": "60", "opened": [{"ndc": "0641617510"}]}'

        assert [fault["field"] for fault in errors(vialnote("calc", "-", stdin=data))] == ["given", "opened[0].ndc"]

    def test_payer_option(self) -> None:
        """Stands instead of the encounter's payer."""
        found = json.loads(vialnote("calc", EXAMPLE, "--payer", "blue-cross-idaho").stdout)

        assert [line["units"] for line in found["lines"]] == [4]
        assert errors(vialnote("calc", EXAMPLE, "--payer", "nobody"))[0]["field"] == "payer"

    def test_catalog_option(self, tmp_path: Path) -> None:
        """Adds products; a faulty file is named."""
        with open(os.path.join(ROOT, "resources", "products.toml"), encoding="utf-8") as file:
            (first, *_) = file.read().split("\n\n[[product]]")[1:]
        own = tmp_path / "own.toml"
        own.write_text(f"[[product]]{first}".replace("0078-0180-01", "9999-0001-01"), "utf-8")
        data = {"service_date": "2026-11-20", "route": "SC", "given": "50 mcg", "opened": [{"ndc": "9999-0001-01"}]}

        found = json.loads(vialnote("calc", "-", "--catalog", str(own), stdin=json.dumps(data).encode()).stdout)
        assert found["lines"][0]["ndc11"] == "09999000101"

        own.write_text("[[product]]", "utf-8")
        fault, *_ = errors(vialnote("calc", EXAMPLE, "--catalog", str(own)))
        broken = errors(vialnote("calc", "-", "--catalog", str(own), "--payer", "nobody", stdin=b'{"rute": 1}'))
        assert {one["field"] for one in broken} >= {"catalog", "payer", "rute", "service_date"}
        assert errors(vialnote("calc", "-", "--catalog", str(own), stdin=b"{"))[-1]["field"] == ""
        assert "product 1, ndc: missing" in fault["message"]

    def test_a_file_that_is_not_there(self) -> None:
        """Exit code 1 and one line."""
        done = vialnote("calc", "nowhere.json")

        assert (done.returncode, done.stdout) == (1, b"")
        assert done.stderr == b"vialnote: nowhere.json: No such file or directory\n"

    @pytest.mark.skipif(not os.path.exists("/dev/full"), reason="the system has no full device")
    def test_output_that_takes_nothing(self) -> None:
        """A full disk is one line, not a traceback."""
        with open("/dev/full", "wb") as full:
            done = subprocess.run(
                [sys.executable, "-m", "gui", "calc", EXAMPLE],
                stdout=full,
                stderr=subprocess.PIPE,
                check=False,
                cwd=ROOT,
            )

        assert (done.returncode, done.stderr) == (1, b"vialnote: No space left on device\n")

    def test_settings_of_the_named_folder(self, tmp_path: Path) -> None:
        """VIALNOTE_HOME decides the usual payer; damaged settings stop the run."""
        with open(EXAMPLE, encoding="utf-8") as file:
            table = json.load(file)
        del table["payer"]
        home, data = {"VIALNOTE_HOME": str(tmp_path)}, json.dumps(table).encode()
        (tmp_path / "settings.json").write_text('{"payer": "blue-cross-idaho"}', "utf-8")

        assert len(json.loads(vialnote("calc", "-", stdin=data, **home).stdout)["lines"]) == 1

        (tmp_path / "settings.json").write_text("{", "utf-8")
        for _ in range(2):  # the file stays, so that no later run goes on with other settings
            done = vialnote("calc", "-", stdin=data, **home)
            assert (done.returncode, done.stdout) == (1, b"")
            assert done.stderr.startswith(b"vialnote: the settings are damaged (no JSON")

    def test_lists_of_the_named_folder(self, tmp_path: Path) -> None:
        """The clinic's own lists hold where VIALNOTE_HOME names a folder, and only there; a damaged one is refused."""
        folder = str(tmp_path)
        vial = next(entry for entry in shipped().catalog.products if entry.ndc == VIAL_100)
        own_lists.change_products(folder, [vial._replace(dosing_confirmed=True, source="label, read by K. Mayer")])
        doubt = b"container-type-unconfirmed"

        assert doubt in vialnote("calc", EXAMPLE).stdout
        assert doubt not in vialnote("calc", EXAMPLE, VIALNOTE_HOME=folder).stdout

        for name in ("products", "payers", "figures"):
            (tmp_path / f"{name}.toml").write_text("x = 1", "utf-8")
        found = errors(vialnote("calc", EXAMPLE, "--catalog", str(tmp_path / "products.toml"), VIALNOTE_HOME=folder))
        assert [fault["field"] for fault in found] == ["products", "payers", "figures", "catalog"]
        assert found[0]["message"] == f"{tmp_path / 'products.toml'}, x: unknown field"
        assert sorted(path.name for path in tmp_path.iterdir()) == ["figures.toml", "payers.toml", "products.toml"]

    def test_a_lot_of_the_clinics_list_is_marked(self, tmp_path: Path) -> None:
        """S1: the named folder's recalled lots are found in an encounter, and stand on its note."""
        recall = Recall(VIAL_100, "AB123", datetime.date(2026, 11, 19), "Hikma's letter")
        own_lists.change_recalls(str(tmp_path), [recall])

        assert b"recalled-lot" not in vialnote("calc", EXAMPLE).stdout
        said = vialnote("calc", EXAMPLE, VIALNOTE_HOME=str(tmp_path)).stdout
        assert b"AB123 of 0641-6175-10 was recalled (Hikma's letter, 2026-11-19)" in said

    def test_a_note_brings_its_lists_along(self, tmp_path: Path) -> None:
        """Made with the lists of a folder, or with a named file, it is checked without either."""
        folder, products, note = str(tmp_path), str(tmp_path / "products.toml"), str(tmp_path / "note.pdf")
        vial = next(entry for entry in shipped().catalog.products if entry.ndc == VIAL_100)
        own_lists.change_products(folder, [vial._replace(dosing_confirmed=True, source="label, read by K. Mayer")])

        for options, home in ((("--catalog", products), ""), ((), folder)):
            assert vialnote("note", EXAMPLE, "-o", note, *options, VIALNOTE_HOME=home).returncode == 0
            done = vialnote("verify", note)
            assert (done.returncode, json.loads(done.stdout)["verdict"]) == (0, "same")

        other = vialnote("verify", note, "--payer", "blue-cross-idaho", VIALNOTE_HOME=folder)
        assert json.loads(other.stdout)["verdict"] == "other-rules"

        (tmp_path / "products.toml").write_bytes(b"")
        assert vialnote("verify", note, VIALNOTE_HOME=folder).returncode == 0


class TestNote:
    """The note as PDF."""

    def test_written_whole(self, tmp_path: Path) -> None:
        """A PDF that another reader reads."""
        target = tmp_path / "note.pdf"

        assert vialnote("note", EXAMPLE, "-o", str(target)).returncode == 0
        assert "100 - 60 = 40 mcg" in pypdf.PdfReader(target).pages[0].extract_text()

    def test_text_by_the_name(self, tmp_path: Path) -> None:
        """A name that ends in .txt gets the note as text, in UTF-8, the same bytes each time."""
        written = []
        for name in ("note.txt", "NOTE.TXT"):
            assert vialnote("note", EXAMPLE, "-o", str(tmp_path / name)).returncode == 0
            written.append((tmp_path / name).read_bytes())

        assert "\n  100 - 60 = 40 mcg\n  1 - 0.6 = 0.4 mL\n" in written[0].decode()
        assert written[0] == written[1]

    @pytest.mark.parametrize(("form", "size"), [("half", (396, 612)), ("label", (288, 144))])
    def test_slip(self, tmp_path: Path, form: str, size: tuple[int, int]) -> None:
        """The short form instead of the note, whatever the settings say; it can be verified as well."""
        (tmp_path / "settings.json").write_text('{"slip": "half", "logo": "broken"}', "utf-8")
        target = str(tmp_path / "slip.pdf")
        done = vialnote("note", EXAMPLE, "-o", target, "--slip", form, VIALNOTE_HOME=str(tmp_path))

        assert (done.returncode, done.stderr) == (0, b"")
        assert tuple(pypdf.PdfReader(target).pages[0].mediabox[2:]) == size
        assert json.loads(vialnote("verify", target).stdout)["verdict"] == "same"
        assert errors(vialnote("note", EXAMPLE, "-o", target, "--slip", "poster"))[0]["field"] == "arguments"

    def test_nothing_is_written_for_a_wrong_input(self, tmp_path: Path) -> None:
        """Neither a file nor a half of one."""
        assert errors(vialnote("note", "-", "-o", str(tmp_path / "note.pdf"), stdin=b"{}"))
        assert os.listdir(tmp_path) == []

    def test_a_folder_that_takes_nothing(self, tmp_path: Path) -> None:
        """Exit code 1 and one line."""
        done = vialnote("note", EXAMPLE, "-o", str(tmp_path / "gone" / "note.pdf"))

        assert done.returncode == 1
        assert done.stderr.count(b"\n") == 1

    @pytest.mark.skipif(os.name == "nt", reason="no name holds such signs there")
    def test_a_name_with_signs_that_a_terminal_obeys(self, tmp_path: Path) -> None:
        """They are told as codes: a name can neither begin a line nor turn one round."""
        path = f"{tmp_path}/gone/\x1b[2J\n\u202eok.pdf"
        said = rf"vialnote: {tmp_path}/gone/\x1b[2J\n\u202eok.pdf: No such file or directory"

        assert vialnote("note", EXAMPLE, "-o", path).stderr.decode() == f"{said}\n"


class TestVerify:
    """Whether a note still says what its encounter comes to."""

    def note(self, folder: Path) -> str:
        """The path of a note, made with the settings in the same folder."""
        target = str(folder / "note.pdf")
        assert vialnote("note", EXAMPLE, "-o", target, VIALNOTE_HOME=str(folder)).returncode == 0
        return target

    def test_same(self, tmp_path: Path) -> None:
        """Exit code 0, as a file or from standard input, and whatever the reader's own settings."""
        (tmp_path / "settings.json").write_text('{"name": "North clinic", "witness": "required"}', "utf-8")
        path = self.note(tmp_path)
        done = vialnote("verify", path)

        assert (done.returncode, done.stderr) == (0, b"")
        assert json.loads(done.stdout)["verdict"] == "same"
        with open(path, "rb") as file:
            assert vialnote("verify", "-", stdin=file.read()).stdout == done.stdout

    def test_changed(self, tmp_path: Path) -> None:
        """Exit code 1, with what was changed on standard output and in one line."""
        path = self.note(tmp_path)
        writer = pypdf.PdfWriter(clone_from=path)
        writer.add_blank_page(612, 792)
        writer.write(path)
        done = vialnote("verify", path)

        assert (done.returncode, done.stderr.decode()) == (1, f"vialnote: {path}: changed: picture\n")
        assert json.loads(done.stdout)["differences"][0]["page"] == 2

    @pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds a process's memory")
    def test_made_to_do_harm(self) -> None:
        """A file that would take all memory is refused like any other wrong input, and nothing else is printed."""
        (fault,) = errors(vialnote("verify", "-", stdin=hostile.large_file_inside(2**30)))

        assert fault["message"].startswith("takes more time or memory than any note")

    def test_another_payer(self, tmp_path: Path) -> None:
        """What another payer would get is said, and is no change."""
        path = self.note(tmp_path)
        done = vialnote("verify", path, "--payer", "blue-cross-idaho")

        assert (done.returncode, json.loads(done.stdout)["verdict"]) == (0, "other-rules")
        assert errors(vialnote("verify", path, "--payer", "nobody"))[0]["field"] == "payer"

    def test_no_note(self) -> None:
        """Exit code 2, and why as JSON."""
        assert "no PDF" in errors(vialnote("verify", EXAMPLE))[0]["message"]


class TestBatch:
    """One result row for each encounter row."""

    ROWS = "encounter_id,service_date,route,given,opened\n1,2026-11-20,SC,60 mcg,0078-0181-01\n"

    def run(self, folder: Path, data: bytes, *options: str) -> str:
        """The output's text."""
        (folder / "in.csv").write_bytes(data)
        done = vialnote("batch", str(folder / "in.csv"), "-o", str(folder / "out.csv"), *options)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
        return (folder / "out.csv").read_text("utf-8")

    def test_row_by_row(self, tmp_path: Path) -> None:
        """Nothing on the terminal's streams where there is no terminal."""
        assert (
            self.run(tmp_path, self.ROWS.encode())
            .splitlines()[1]
            .startswith("1,2026-11-20,SC,60 mcg,0078-0181-01,3,1,JW")
        )

    def test_a_spreadsheets_file(self, tmp_path: Path) -> None:
        """A byte order mark and line ends of Windows are taken."""
        data = b"\xef\xbb\xbf" + self.ROWS.replace("\n", "\r\n").encode()

        assert self.run(tmp_path, data).splitlines()[1].endswith("not-billed,,")

    def test_wrong_encoding_stays_in_its_row(self, tmp_path: Path) -> None:
        """A byte that is no UTF-8 is shown and refuses only where it matters."""
        rows = (
            self.ROWS.encode() + b"J\xf6rg,2026-11-20,SC,60 mcg,0078-0181-01\n2,2026-11-20,SC,60 \xb5g,0078-0181-01\n"
        )
        _, _, named, refused = self.run(tmp_path, rows).splitlines()

        assert named.startswith("J\\xf6rg,2026-11-20,SC,60 mcg,0078-0181-01,3,1,JW")
        assert "refused" in refused

    def test_payer_option(self, tmp_path: Path) -> None:
        """For all rows; an unknown one stops before anything is written."""
        assert ",4,0,,40," in self.run(tmp_path, self.ROWS.encode(), "--payer", "blue-cross-idaho")
        done = vialnote("batch", str(tmp_path / "in.csv"), "-o", str(tmp_path / "no.csv"), "--payer", "nobody")
        assert errors(done)[0]["field"] == "payer"
        assert not (tmp_path / "no.csv").exists()

    def test_a_damaged_header_hides_no_option(self, tmp_path: Path) -> None:
        """What is wrong with the options and with the file is named together."""
        for rows in ("rute\n", '"\n'):
            (tmp_path / "in.csv").write_text(rows, "utf-8")
            done = vialnote("batch", str(tmp_path / "in.csv"), "-o", str(tmp_path / "no.csv"), "--payer", "nobody")
            assert [fault["field"] for fault in errors(done)][:1] == ["payer"]
            assert len(errors(done)) > 1

    def test_other_headings(self, tmp_path: Path) -> None:
        """What they mean stands in a file; the result has the program's own, and no column that means nothing."""
        (tmp_path / "m.json").write_text(json.dumps(mapping.to_dict(meant())), "utf-8")
        out = self.run(tmp_path, table(ADMINISTERED, WASTED), "--columns", str(tmp_path / "m.json"))

        assert out.splitlines() == [
            ",".join((*ENCOUNTER, *BILLED, *batch.ADDED)),
            "C1,2026-11-20,,medicare-part-b,,SC,60 mcg,0078-0181-01 x 1,3,1,JW,3,1,JW,40,agrees,0,",
        ]

    def test_a_faulty_mapping(self, tmp_path: Path) -> None:
        """All that is wrong is named at once, and nothing is written."""
        for said, rows, fields in (
            ('{"colour": 1}', "a,b\n", ["payer", "colour"]),
            ("{}", "a,b\n", ["payer", "service_date", "given", "route", "opened"]),
            ("{}", "", ["payer", "header"]),
        ):
            (tmp_path / "m.json").write_text(said, "utf-8")
            (tmp_path / "in.csv").write_text(rows, "utf-8")
            command = ["batch", str(tmp_path / "in.csv"), "-o", str(tmp_path / "no.csv"), "--payer", "nobody"]
            found = errors(vialnote(*command, "--columns", str(tmp_path / "m.json")))
            assert [fault["field"] for fault in found] == fields
        assert not (tmp_path / "no.csv").exists()

    @pytest.mark.skipif(os.name == "nt", reason="no device of that name")
    def test_a_file_that_can_not_be_read_twice(self, tmp_path: Path) -> None:
        """Claim lines are gone through twice; where that can't be, it is said."""
        (tmp_path / "m.json").write_text(json.dumps(mapping.to_dict(meant())), "utf-8")
        command = ["batch", "/dev/stdin", "-o", str(tmp_path / "no.csv"), "--columns", str(tmp_path / "m.json")]
        done = vialnote(*command, stdin=table(ADMINISTERED))

        assert (done.returncode, (tmp_path / "no.csv").exists()) == (1, False)
        assert b"vialnote: Illegal seek" in done.stderr

    @pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals")
    def test_progress_on_a_terminal(self, tmp_path: Path) -> None:
        """A bar with the share that is done."""
        import pty
        import termios

        (tmp_path / "in.csv").write_text(self.ROWS, "utf-8")
        outer, inner = pty.openpty()
        termios.tcsetwinsize(inner, (25, 80))
        command = [sys.executable, "-m", "gui", "batch", str(tmp_path / "in.csv"), "-o", str(tmp_path / "out.csv")]
        subprocess.run(command, check=True, cwd=ROOT, stderr=inner)
        os.close(inner)

        assert b"100%" in os.read(outer, 65_536)
        os.close(outer)


class TestPlan:
    """The containers to open, least waste first."""

    def test_plan(self) -> None:
        """150 mcg are 100 + 50."""
        assert json.loads(vialnote("plan", "150 mcg", "--stock", "50,100,500").stdout) == {
            "dose_mcg": "150",
            "labelled_mcg": "150",
            "discarded_mcg": "0",
            "open": [{"size_mcg": "100", "count": 1}, {"size_mcg": "50", "count": 1}],
        }

    def test_faults(self) -> None:
        """Dose and stock at once; a stock that does not hold the dose."""
        assert [fault["field"] for fault in errors(vialnote("plan", "1,5 mg", "--stock", "a"))] == ["dose", "stock"]
        assert "does not hold" in errors(vialnote("plan", "1 mg", "--stock", "500x1"))[0]["message"]
        assert errors(vialnote("plan", "0 mcg", "--stock", "50"))[0]["field"] == "dose"
        wrong = errors(vialnote("plan", "1 g", "--stock", "50", "--payer", "nobody"))
        assert [fault["field"] for fault in wrong] == ["payer", "dose"]


def test_version() -> None:
    """One line."""
    assert vialnote("--version").stdout.decode().strip() == f"vialnote {__version__}"


@pytest.mark.parametrize("arguments", [["--help"], ["calc", "--help"], ["batch", "--help"]])
def test_help(arguments: list[str]) -> None:
    """Says how it is used."""
    assert vialnote(*arguments).stdout.startswith(b"usage: vialnote")


@pytest.mark.parametrize(
    "arguments", [["frobnicate"], ["calc"], ["note", EXAMPLE], ["calc", EXAMPLE, "--colour"], ["plan", "60 mcg"]]
)
def test_wrong_arguments(arguments: list[str]) -> None:
    """Are faults of the input like any other."""
    assert errors(vialnote(*arguments))[0]["field"] == "arguments"


def test_no_display() -> None:
    """Without arguments and a display: one line that says how to use the command line."""
    done = vialnote()

    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr == b"vialnote: no display, so no window; see vialnote --help for the command line\n"


@pytest.mark.skipif(os.name == "nt", reason="needs a shell")
@pytest.mark.parametrize("closed", ["<&-", ">&-"])
def test_closed_standard_streams(closed: str) -> None:
    """One line, not a traceback."""
    command = f'"{sys.executable}" -m gui calc - {closed}'
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False, cwd=ROOT)

    assert (done.returncode, done.stderr) == (1, b"vialnote: standard input or output is closed\n")


_IMPORT_STOPPED = """
import sys
from gui import __main__
class Stopped:
    def find_spec(self, name, *_):
        if name == "core.cli":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Stopped())
sys.argv[:] = ["vialnote", "calc", "-"]
sys.exit(__main__.main())
"""


def test_stopped_while_it_starts() -> None:
    """Ctrl+C before there is a command line is one line, too."""
    done = subprocess.run([sys.executable, "-c", _IMPORT_STOPPED], capture_output=True, check=False, cwd=ROOT)

    assert (done.returncode, done.stderr) == (1, b"vialnote: stopped; nothing was written\n")


def test_stopped_while_it_reads(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl+C at standard input is one line and exit code 1."""

    class Interrupted(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, _: object) -> int:
            raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Interrupted())))

    monkeypatch.setattr(sys, "argv", ["vialnote", "calc", "-"])

    assert __main__.main() == 1
    assert capsys.readouterr() == ("", "vialnote: stopped; nothing was written\n")


@pytest.mark.skipif(os.name == "nt", reason="no signals of this kind")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_stopped_by_the_system(tmp_path: Path, name: str) -> None:
    """A machine that goes down or a terminal that is closed ends a batch with one line, and leaves nothing behind."""
    fifo = tmp_path / "in.csv"
    os.mkfifo(fifo)
    command = [sys.executable, "-m", "gui", "batch", str(fifo), "-o", str(tmp_path / "out.csv")]
    # Not measured: a signal within coverage's own lock would never let go of it.
    plain = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    # More than a pipe holds, so that the program is in the midst of it once all is written.
    with (
        subprocess.Popen(command, cwd=ROOT, env=plain, stderr=subprocess.PIPE) as process,
        open(fifo, "wb") as feed,
    ):
        feed.write(TestBatch.ROWS.encode() * 5_000)
        feed.flush()
        process.send_signal(signal.Signals[name])  # Ctrl+C would be ignored where tests run in the background
        _, said = process.communicate()

    assert (process.returncode, said) == (1, b"vialnote: stopped; nothing was written\n")
    assert os.listdir(tmp_path) == ["in.csv"]


def test_reader_that_goes_away() -> None:
    """A closed pipe is no traceback."""
    with subprocess.Popen(
        [sys.executable, "-m", "gui", "calc", EXAMPLE], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""


_BROKEN = """
import sys
from core import cli
from gui import __main__

def fail(options):
    raise ValueError(f"what {options.encounter} says of Zebedee Quill")

cli._VERBS["calc"] = ("fail", fail, cli._VERBS["calc"][2])
sys.exit(__main__.main())
"""


def test_what_nobody_expected(tmp_path: Path) -> None:
    """One line that names the report and holds nothing of the input, and exit code 1."""
    command = [sys.executable, "-c", _BROKEN, "calc", EXAMPLE]
    environment = {**os.environ, "VIALNOTE_HOME": str(tmp_path)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    (report,) = (tmp_path / "logs").iterdir()

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"vialnote: something unexpected happened (ValueError); the report is {report}\n"
    assert "Quill" not in report.read_text("utf-8")
    assert "core.cli:" in report.read_text("utf-8")
