"""Whose works go into the finished program, where that can be told without building it."""

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest

from core import paths

ROOT = Path(paths.RESOURCES).parent


@pytest.fixture
def packaging(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The list of works inside packages."""
    monkeypatch.setattr(sys, "path", [str(ROOT / "packaging"), *sys.path])
    return importlib.import_module("inside")


def test_a_work_inside_a_package(packaging: ModuleType, tmp_path: Path) -> None:
    """It is found by its file's name, its version in the name or in the bytes, with a text that is there."""
    library = tmp_path / "psycopg_binary.libs" / "libcrypto-3a0647ea.so.3"
    library.parent.mkdir()
    library.write_bytes(b"\0OpenSSL 3.5.9 29 Sep 2026\0")
    (tmp_path / "psycopg_binary.libs" / "libpq-1.so.5.18").write_bytes(b"")
    found = packaging.works({"psycopg-binary": [str(path) for path in library.parent.iterdir()], "tqdm": ["a.py"]})

    assert [(work.name, work.version, work.within) for work in found] == [
        ("libpq", "18", "psycopg-binary"),
        ("OpenSSL", "3.5.9", "psycopg-binary"),
    ]
    assert all(Path(text).stat().st_size for work in found for text in work.texts)


def test_a_font(packaging: ModuleType) -> None:
    """The typeface's version is in its own table of names."""
    (found,) = packaging.works({"vialnote": [paths.resource("fonts", "NotoSans-Regular.ttf")]})

    assert (found.name, found.licence) == ("Noto Sans", "OFL-1.1")
    assert found.version.startswith("2.")


def test_a_library_that_nobody_knows(packaging: ModuleType, tmp_path: Path) -> None:
    """A library that a package newly brings along ends the build."""
    file = tmp_path / "pillow.libs" / "libnew-1.so"

    with pytest.raises(packaging.StrangerError, match=r"libnew-1\.so is shipped and in no work"):
        packaging.works({"pillow": [str(file)]})


def test_every_text_is_used(packaging: ModuleType) -> None:
    """Each licence text that the project keeps belongs to a work, and each that is named is there."""
    named = {text for entry in packaging._entries() for text in entry["texts"]}
    kept = {path.name for path in (ROOT / "packaging" / "licences").iterdir()}

    assert {text for text in named if "/" not in text} <= kept
    # Qt's notice names two by itself.
    assert kept - named == {"BSD-2-Clause.txt"}
