"""What lies in the Windows program's folder, and what does not."""

import re
import sys
from pathlib import Path

import pytest

from core import __version__, paths
from tests.packaged import finished
from tests.packaged.finished import INSIDE, ROOT
from tests.packaged.windows.wine import COMMAND, DIST, FRESH, PROGRAM, WINDOW, version

MOST, MOST_OF_SETUP = 95_000_000, 33_000_000
"""Bytes of the folder and of the setup."""

FILES = [path for path in PROGRAM.rglob("*") if path.is_file()]
SYSTEM = FRESH / "drive_c" / "windows" / "system32"
NOT_WINDOWS = b"Wine "
"""Behind the first bytes of each library that Wine has of its own."""


def test_size() -> None:
    """Folder and setup stay below their limits."""
    assert sum(path.stat().st_size for path in FILES) <= MOST
    assert (DIST / f"vialnote-{__version__}-setup.exe").stat().st_size <= MOST_OF_SETUP


@pytest.mark.parametrize("program", [COMMAND, WINDOW])
def test_version(program: str) -> None:
    """Windows shows the one version of both programs."""
    assert version(PROGRAM / program) == f"{__version__}.0"
    assert f"{program}\0".encode("utf-16-le") in (PROGRAM / program).read_bytes()


def test_nothing_of_wine() -> None:
    """No library of Wine's is in it, and none of those that stand in for what Wine lacks."""
    stand_ins = {path.stem for path in (ROOT / "packaging" / "wine").glob("*.c")}
    made = {(SYSTEM / f"{name}.dll").read_bytes() for name in stand_ins}

    assert stand_ins == {"bcryptprimitives", "icuuc", "mscms"}
    assert [path.name for path in FILES if path.stem.lower() in stand_ins] == []
    assert [path.name for path in FILES if path.read_bytes() in made] == []
    assert [path.name for path in FILES if NOT_WINDOWS in path.read_bytes()[:0x60]] == []


def test_each_library_once() -> None:
    """Microsoft's runtime and OpenSSL, which several packages bring, are there once, for all."""
    names = [path.name.lower() for path in FILES]
    several = [name for name in names if re.match(r"(msvcp|vcruntime|lib(crypto|ssl))", name)]

    assert {"libcrypto-3.dll", "libssl-3.dll", "msvcp140.dll", "vcruntime140.dll"} <= set(several)
    assert len(several) == len(set(several))
    assert [path.name for path in FILES if re.search(rb"lib(crypto|ssl)-3-x64-\w{32}\.dll\0", _imports(path))] == []


def _imports(path: Path) -> bytes:
    """What a library may ask for; its own name, which may be an old one, is left out."""
    return path.read_bytes() if path.suffix in {".dll", ".pyd"} else b""


def test_has_all_resources() -> None:
    """Each data file, fonts among them, is there as it is in the project."""
    for path in Path(paths.RESOURCES).rglob("*"):
        if path.is_file():
            shipped = PROGRAM / INSIDE / "resources" / path.relative_to(paths.RESOURCES)
            assert shipped.read_bytes() == path.read_bytes()


def test_the_command_line_knows_no_qt() -> None:
    """None of its modules is the window's or Qt's."""
    found = finished.modules("vialnote", PROGRAM, ".exe")
    names = {name.partition(".")[0] for name in found}

    assert "core" in names
    assert not {"PySide6", "shiboken6", "tkinter"} & names
    assert {name for name in found if name.startswith("gui")} == {"gui", "gui.__main__"}


def test_names_no_machine() -> None:
    """No file, compiled or not, names a folder of the machine that built it."""
    places = {str(ROOT), sys.prefix, sys.base_prefix}
    places |= {place.replace("/", "\\") for place in places}
    own = re.compile("|".join(map(re.escape, places)).encode())
    found = {path.name for path in FILES if own.search(path.read_bytes())}
    for program in ("vialnote", "vialnote-window"):
        found |= {name for name, code in finished.modules(program, PROGRAM, ".exe").items() if own.search(code)}

    assert found == set()
