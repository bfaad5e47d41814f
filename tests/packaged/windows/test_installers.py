"""Setup and MSI install, take over from the version before, and remove the program; the journal outlives all of it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from core import __version__
from tests.packaged.finished import INSIDE, PASSED, ROOT, SMOKE_TEST
from tests.packaged.test_command import EXAMPLES
from tests.packaged.windows import wine
from tests.packaged.windows.wine import COMMAND, DATA, DIST, WINDOW, Computer

BEFORE = "0.0.9"
KEY = ("--key-file", r"C:\key.txt")
USERS = r"C:\users\root\AppData\Local\Programs\Vialnote"
MENU = r"C:\users\root\AppData\Roaming\Microsoft\Windows\Start Menu\Programs\Vialnote.lnk"
"""Wine 8 puts there what an MSI has for all users, too."""

OFFERED = r"Software\Classes\Applications\vialnote-window.exe"
LISTED = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Vialnote"
MACHINES = r"C:\Program Files\Vialnote"
STALE = "stale/only_before.txt"
"""A file that the version before has, and the next one has not."""

MORE_THAN_A_PIPE_HOLDS = 1 << 18
LOOSELY = "-XSetCompressor /FINAL zlib"


class Packed(NamedTuple):
    """A version to install."""

    setup: Path
    msi: Path


NOW = Packed(*(DIST / f"vialnote-{__version__}-{kind}" for kind in ("setup.exe", "x64.msi")))


@pytest.fixture(scope="session")
def before(tmp_path_factory: pytest.TempPathFactory) -> Packed:
    """A version before this one: the command line, and a file more."""
    folder = tmp_path_factory.mktemp("before")
    program = folder / "Vialnote"
    shutil.copytree(wine.PROGRAM, program, ignore=shutil.ignore_patterns("PySide6", "shiboken6"))
    (program / INSIDE / STALE).parent.mkdir()
    (program / INSIDE / STALE).touch()
    pack(program, BEFORE, folder)
    return Packed(*(folder / f"vialnote-{BEFORE}-{kind}" for kind in ("setup.exe", "x64.msi")))


def pack(program: Path, version: str, folder: Path) -> None:
    """Make setup and MSI as they are shipped, only less tightly: that takes a tenth of the time."""
    command = [sys.executable, "packaging/windows.py", str(program), version, str(folder), LOOSELY]
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1700000000"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)


@pytest.fixture
def used(before: Packed, fresh: Callable[[], Computer]) -> Iterator[Computer]:
    """A computer on which somebody has a journal with one note."""
    computer = fresh()
    computer.put(before.setup, r"C:\before.exe")
    computer.put(before.msi, r"C:\before.msi")
    computer.put(NOW.setup, r"C:\now.exe")
    computer.put(NOW.msi, r"C:\now.msi")
    computer.put(EXAMPLES[0], r"C:\encounter.json")
    yield computer
    computer.wait()


def quietly(computer: Computer, *command: str) -> None:
    """Run what asks nothing, and finds nothing to complain of."""
    done = computer.run(*command)
    assert (done.returncode, done.stderr) == (0, b"")
    if "uninstall" in command[0]:
        computer.wait()  # it goes on in a process of its own


def file_a_note(computer: Computer, folder: str) -> bytes:
    """Use the program for the first time; what its journal lists."""
    program = rf"{folder}\{COMMAND}"
    done = computer.run(program, "note", r"C:\encounter.json", "-o", r"C:\note.pdf", "--record", *KEY)
    assert done.returncode == 0, done.stderr
    return notes(computer, folder)


def notes(computer: Computer, folder: str) -> bytes:
    """What the journal lists."""
    done = computer.run(rf"{folder}\{COMMAND}", "journal", "list", *KEY)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout


def has_started(computer: Computer, folder: str) -> bool:
    """Whether the window is whole."""
    done = computer.run(rf"{folder}\{WINDOW}", SMOKE_TEST)
    return (done.returncode, done.stderr) == (0, b"") and PASSED in done.stdout


def test_setup(used: Computer) -> None:
    """It installs, upgrades and is uninstalled by one user and without a question; journal and settings stay."""
    quietly(used, r"C:\before.exe", "/S")
    assert used.registered(LISTED, "DisplayVersion") == BEFORE
    filed = file_a_note(used, USERS)
    assert used.path(rf"{USERS}\{INSIDE}\{STALE}").exists()

    quietly(used, r"C:\now.exe", "/S")
    assert used.registered(LISTED, "DisplayVersion") == __version__
    assert used.path(MENU).exists()
    assert used.registered(rf"HKCU\{OFFERED}", "FriendlyAppName") == "Vialnote"
    assert not used.path(rf"{USERS}\{INSIDE}\{STALE}").exists()
    assert notes(used, USERS) == filed
    assert has_started(used, USERS)

    quietly(used, rf"{USERS}\uninstall.exe", "/S")
    assert not used.path(USERS).exists()
    assert not used.path(MENU).exists()
    assert used.registered(LISTED, "DisplayVersion") == ""
    assert used.registered(rf"HKCU\{OFFERED}", "FriendlyAppName") == ""
    assert used.path(rf"{DATA}\journal.db").exists()

    quietly(used, r"C:\now.exe", "/S")
    assert notes(used, USERS) == filed


def test_uninstalling_takes_the_journal_if_told(used: Computer) -> None:
    """A switch, or a tick in the window, deletes journal and settings too."""
    quietly(used, r"C:\before.exe", "/S", r"/D=C:\Elsewhere")
    file_a_note(used, r"C:\Elsewhere")
    quietly(used, r"C:\Elsewhere\uninstall.exe", "/S", "/DELETE-JOURNAL")

    assert not used.path(r"C:\Elsewhere").exists()
    assert not used.path(DATA).exists()


def test_setup_leaves_a_running_program_alone(used: Computer) -> None:
    """It ends with code 2 and changes nothing while the program runs."""
    quietly(used, r"C:\now.exe", "/S")
    mark = used.path(rf"{USERS}\{INSIDE}\mark.txt")
    mark.touch()
    nowhere = subprocess.DEVNULL
    with used.start(
        rf"{USERS}\{COMMAND}", "calc", "-", stdin=subprocess.PIPE, stdout=nowhere, stderr=nowhere
    ) as running:
        assert running.stdin is not None
        running.stdin.write(b" " * MORE_THAN_A_PIPE_HOLDS)  # returns once the program reads
        done = used.run(r"C:\now.exe", "/S")
        running.stdin.close()

    assert done.returncode == 2
    assert mark.exists()
    quietly(used, r"C:\now.exe", "/S")
    assert not mark.exists()


def test_msi(used: Computer) -> None:
    """An administrator installs, upgrades and removes it for all; the users' journals stay."""
    quietly(used, "msiexec", "/i", r"C:\before.msi", "/qn")
    filed = file_a_note(used, MACHINES)
    assert used.path(rf"{MACHINES}\{INSIDE}\{STALE}").exists()

    quietly(used, "msiexec", "/i", r"C:\now.msi", "/qn")
    assert used.path(MENU).exists()
    assert used.registered(rf"HKLM\{OFFERED}", "FriendlyAppName") == "Vialnote"
    assert not used.path(rf"{MACHINES}\{INSIDE}\{STALE}").exists()
    assert notes(used, MACHINES) == filed
    assert has_started(used, MACHINES)

    quietly(used, "msiexec", "/x", r"C:\now.msi", "/qn")
    assert not used.path(MACHINES).exists()
    assert not used.path(MENU).exists()
    assert used.registered(rf"HKLM\{OFFERED}", "FriendlyAppName") == ""
    assert used.path(rf"{DATA}\journal.db").exists()


def test_msi_takes_no_older_version(used: Computer) -> None:
    """An older version is refused, and the newer one stays."""
    quietly(used, "msiexec", "/i", r"C:\now.msi", "/qn")

    assert used.run("msiexec", "/i", r"C:\before.msi", "/qn").returncode != 0
    assert used.path(rf"{MACHINES}\{WINDOW}").exists()


def test_the_same_again(tmp_path: Path, before: Packed) -> None:
    """Both are the same bytes from the same program."""
    program = tmp_path / "Vialnote"
    shutil.copytree(before.setup.parent / "Vialnote", program)
    pack(program, BEFORE, tmp_path)

    assert (tmp_path / before.setup.name).read_bytes() == before.setup.read_bytes()
    assert (tmp_path / before.msi.name).read_bytes() == before.msi.read_bytes()
