"""The finished window tries itself out, and says so where something is missing."""

import re
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.gui import cups
from tests.packaged.conftest import Copy
from tests.packaged.finished import FOLDER, LOCALE, PASSED, SMOKE_TEST, run


def smoke_test(*arguments: str, folder: Path = FOLDER, **variables: str) -> subprocess.CompletedProcess[bytes]:
    """Let the window try itself out."""
    return run("vialnote-window", SMOKE_TEST, *arguments, folder=folder, **variables)


def test_with_nothing_in_its_environment(screen: str) -> None:
    """It needs no variable but the screen's name, and nothing is said on standard error."""
    done = smoke_test(DISPLAY=screen)

    assert (done.returncode, done.stderr) == (0, b"")
    assert PASSED in done.stdout


def test_leaves_nothing_behind(screen: str, tmp_path: Path) -> None:
    """Neither the user's folders nor the temporary one have anything in them afterwards."""
    home, temporary = tmp_path / "home", tmp_path / "temporary"
    home.mkdir()
    temporary.mkdir()
    done = smoke_test(DISPLAY=screen, HOME=str(home), TMPDIR=str(temporary))

    assert done.returncode == 0
    assert [path for path in home.rglob("*") if path.is_file() and "fontconfig" not in path.parts] == []
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ("resources/rules.toml", b"rules.toml"),
        ("resources/fonts/NotoSans-Bold.ttf", b"NotoSans-Bold.ttf"),
        ("core/journal/migrations/versions", b"vialnote: "),
        ("PySide6/Qt/plugins/imageformats/libqsvg.so", b"can't be drawn"),
        ("sqlcipher3", b"sqlcipher3"),
        ("pypdfium2_raw", b"pypdfium2_raw"),
    ],
    ids=lambda value: value.rpartition("/")[2] if isinstance(value, str) else "",
)
def test_finds_what_is_missing(missing: str, said: bytes, without: Copy, screen: str, tmp_path: Path) -> None:
    """A program that lacks something fails its smoke test, and says what, itself or in the report that it names."""
    done = smoke_test(folder=without(missing), DISPLAY=screen, VIALNOTE_HOME=str(tmp_path))

    assert done.returncode == 1
    assert said in done.stderr + b"".join(report.read_bytes() for report in tmp_path.glob("logs/*.txt"))
    assert PASSED not in done.stdout


def test_prints_to_cups(screen: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The note goes to the printer that is named, as the window's own printing sends it."""
    if reason := cups.why_not():
        pytest.skip(reason)
    monkeypatch.setenv("CUPS_SERVER", cups.SOCKET)  # for the server's own programs
    with cups.server() as server:
        while not server.answers():
            assert server.process.poll() is None
        printer = server.add("Smoke")
        done = smoke_test(printer, DISPLAY=screen, CUPS_SERVER=cups.SOCKET)
        assert (done.returncode, done.stderr) == (0, b"")
        while not server.is_done():
            assert server.process.poll() is None
        (title,) = server.titles()
    assert "J2354" in title


def test_a_run_that_is_broken_off(screen: str, tmp_path: Path) -> None:
    """What ends the program below Python leaves a report at the next start, which names no folder of a machine."""
    logs = tmp_path / "logs"
    with started(screen, tmp_path) as process:
        wait_for((logs / "window-1.dump").exists, process)
        process.send_signal(signal.SIGSEGV)
        process.wait()
    with started(screen, tmp_path) as process:
        wait_for(lambda: any(logs.glob("crash-*.txt")), process)
        process.terminate()
        process.wait()
    (report,) = logs.glob("crash-*.txt")
    text = report.read_text("utf-8")

    assert "Fatal Python error: Segmentation fault" in text
    assert re.search(r"^  gui/\w+\.py:\d+ \w+$", text, re.MULTILINE)
    assert str(tmp_path) not in text
    assert str(FOLDER) not in text


def started(screen: str, home: Path) -> subprocess.Popen[bytes]:
    """The window, opened on settings of its own."""
    environment = {"DISPLAY": screen, "VIALNOTE_HOME": str(home), **LOCALE}
    return subprocess.Popen([FOLDER / "vialnote-window"], env=environment)


def wait_for(is_there: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    """Wait for what a program does, as long as it runs."""
    while not is_there():
        assert process.poll() is None
