"""The Windows window tries itself out where there is no Python, and says so where something is missing."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.gui import cups
from tests.packaged.finished import INSIDE, PASSED, SMOKE_TEST
from tests.packaged.windows import wine
from tests.packaged.windows.wine import WINDOW, Computer

PROGRAM = rf"C:\Vialnote\{WINDOW}"


def test_tries_itself_out(ready: Computer) -> None:
    """Its smoke test passes, says nothing else, and leaves nothing behind."""
    assert not [path for path in ready.folder.rglob("python*") if INSIDE not in path.parts]
    done = ready.run(PROGRAM, SMOKE_TEST)

    assert (done.returncode, done.stderr) == (0, b"")
    assert PASSED in done.stdout
    assert not ready.path(wine.DATA).exists()
    assert list(ready.path(r"C:\users\root\Temp").iterdir()) == []


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ("resources/fonts/NotoSans-Bold.ttf", b"NotoSans-Bold.ttf"),
        ("PySide6/plugins/imageformats/qsvg.dll", b"can't be drawn"),
        ("pypdfium2_raw", b"pypdfium2_raw"),
    ],
    ids=["font", "icons", "PDFium"],
)
def test_finds_what_is_missing(missing: str, said: bytes, ready: Computer) -> None:
    """A program that lacks something fails its smoke test, and says what."""
    place = ready.path(rf"C:\Without {Path(missing).stem}")
    wine.copy(wine.PROGRAM, place)
    lost = place / INSIDE / missing
    if lost.is_dir():
        shutil.rmtree(lost)
    else:
        lost.unlink()
    done = ready.run(rf"C:\{place.name}\{WINDOW}", SMOKE_TEST)

    assert done.returncode == 1
    assert said in done.stderr
    assert PASSED not in done.stdout


def test_prints_to_cups(fresh: Callable[[], Computer], monkeypatch: pytest.MonkeyPatch) -> None:
    """The note goes to the printer that is named, as Windows prints: a page that Wine's driver has drawn.

    CUPS goes no further, for it takes a job by its name, which ends as a PDF's does.
    """
    if reason := cups.why_not():
        pytest.skip(reason)
    monkeypatch.setenv("CUPS_SERVER", cups.SOCKET)  # for the server's own programs
    computer = fresh()
    wine.copy(wine.PROGRAM, computer.path(r"C:\Vialnote"))
    with cups.server() as server:
        while not server.answers():
            assert server.process.poll() is None
        printer = server.add("Smoke")
        done = computer.run(PROGRAM, SMOKE_TEST, printer, CUPS_SERVER=cups.SOCKET)
        assert (done.returncode, done.stderr) == (0, b"")
        jobs = cups.FOLDER / "spool"
        while not (sent := list(jobs.glob("d*"))):
            assert server.process.poll() is None
        page = sent[0].read_bytes()
    assert page.startswith(b"%!PS")
    assert re.search(rb"%%Title: .*J2354", page)
    assert b"showpage" in page
