"""The command line itself: how it is used, exit codes, and one line for whatever stops it."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from core import __version__
from gui import __main__
from tests.command.running import EXAMPLE, ROOT, errors, vialnote


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
