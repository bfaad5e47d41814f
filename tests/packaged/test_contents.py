"""What lies in the finished program's folder, and what does not."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from core import __version__
from tests.packaged import finished
from tests.packaged.finished import BUILDER, FOLDER, INSIDE, ROOT, run

LICENCES = FOLDER / INSIDE / "licences"
MOST = 150_000_000
"""Bytes of the folder."""

FILES = [path for path in FOLDER.rglob("*") if path.is_file() and not path.is_symlink()]


def test_size() -> None:
    """The folder stays below its limit."""
    assert sum(path.stat().st_size for path in FILES) <= MOST


def test_space_is_accounted_for() -> None:
    """Nearly every file belongs to a group of which it is said why it must stay."""
    command = [sys.executable, str(ROOT / "packaging" / "sizes.py"), str(FOLDER)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    sizes = {name.strip(): float(size) for size, name in re.findall(r"^ +([\d.]+) MB(.{0,19})", said, re.MULTILINE)}

    assert sizes["Qt"] > sizes["PDFium"] > 1
    assert sizes["all else"] < 1


def test_version() -> None:
    """Both programs have the one version."""
    assert run("vialnote", "--version").stdout.decode().split() == ["vialnote", __version__]
    assert run("vialnote-window", "--version").stdout.decode().split() == ["vialnote", __version__]


def _works() -> list[dict[str, Any]]:
    """All works of the list for machines, those inside others among them."""
    found: list[dict[str, Any]] = json.loads((FOLDER / INSIDE / "sbom.cdx.json").read_text("utf-8"))["components"]
    return found + [inside for work in found for inside in work.get("components", ())]


def test_every_work_has_a_licence() -> None:
    """Each work has texts that are there and not empty, also those that others have put into packages."""
    for work in _works():
        (texts,) = (entry["value"] for entry in work["properties"] if entry["name"] == "vialnote:licence-texts")
        assert sum((LICENCES / text).stat().st_size for text in texts.split("; ")) > 200, work["name"]
    names = {work["name"] for work in _works()}
    assert {"pyside6-essentials", "python", "reportlab", "sqlcipher3", "Noto Sans", "Qt", "HarfBuzz"} <= names
    assert {"libpq", "OpenSSL", "SQLCipher", "SQLite", "PDFium", "libjpeg-turbo", "expat"} <= names


def test_list_for_machines() -> None:
    """The CycloneDX list has the program with its version, and each work that the list for people has."""
    program = json.loads((FOLDER / INSIDE / "sbom.cdx.json").read_text("utf-8"))["metadata"]["component"]
    listed = (LICENCES / "LIST.txt").read_text("utf-8").splitlines()[2:]

    assert (program["name"], program["version"]) == ("Vialnote", __version__)
    assert len(listed) == len(_works())
    assert all(any(line.startswith(work["name"]) for line in listed) for work in _works())


def test_list_is_as_cyclonedx_wants_it() -> None:
    """The list that was built holds against CycloneDX's own schema, read strictly."""
    code = """
import sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
sys.exit(JsonStrictValidator(SchemaVersion.V1_6).validate_str(open(sys.argv[1], encoding="utf-8").read()))
"""
    command = [BUILDER, "-c", code, str(FOLDER / INSIDE / "sbom.cdx.json")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr.strip()) == (0, "")


def test_names_no_machine() -> None:
    """No file, compiled or not, names a folder of the machine that built it."""
    own = re.compile("|".join(re.escape(path) for path in {str(ROOT), sys.prefix, sys.base_prefix}).encode())
    found = {path.name for path in FILES if own.search(path.read_bytes())}
    found |= {f"{program}: {name}" for program in ("vialnote", "vialnote-window") for name in _named(program, own)}

    assert found == set()


def _named(program: str, own: re.Pattern[bytes]) -> list[str]:
    """The modules inside a program that name a folder."""
    return [name for name, code in finished.modules(program).items() if own.search(code)]


def test_the_command_line_knows_no_qt() -> None:
    """None of its modules is the window's or Qt's."""
    found = finished.modules("vialnote")
    names = {name.partition(".")[0] for name in found}

    assert "core" in names
    assert not {"PySide6", "shiboken6", "tkinter"} & names
    assert {name for name in found if name.startswith("gui")} == {"gui", "gui.__main__"}


@pytest.mark.parametrize(
    ("tool", "file"),
    [("desktop-file-validate", "*.desktop"), ("appstreamcli validate --no-net", "*.metainfo.xml")],
    ids=["menu entry", "AppStream"],
)
def test_files_for_desktops(tool: str, file: str, tmp_path: Path) -> None:
    """The files by which desktops know the program are as they want them."""
    program, *options = tool.split()
    if shutil.which(program) is None:
        pytest.skip(f"not installed: {program}")
    code = f"import datetime, linux; linux.share({str(tmp_path)!r}, datetime.date(2026, 11, 25))"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT / "packaging", check=True)
    (path,) = tmp_path.rglob(file)
    done = subprocess.run([program, *options, str(path)], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def test_icons_are_drawn_the_same_again(tmp_path: Path) -> None:
    """The same drawing makes the same bytes."""
    for folder in (tmp_path / "one", tmp_path / "two"):
        command = f"import icons; icons.draw({str(ROOT / 'resources/icons/vialnote.svg')!r}, {str(folder)!r})"
        subprocess.run([sys.executable, "-c", command], cwd=ROOT / "packaging", check=True)
    drawn = sorted(os.listdir(tmp_path / "one"))

    assert {"vialnote.ico", "vialnote.icns", "vialnote-16.png", "vialnote-512.png"} <= set(drawn)
    assert all((tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes() for name in drawn)
