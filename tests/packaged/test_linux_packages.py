"""What Linux users install: the archive runs anywhere, the package comes, is renewed and goes, and data stays."""

import filecmp
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from core import __version__
from tests.packaged import bare
from tests.packaged.bare import System
from tests.packaged.finished import FOLDER, LOCALE, PASSED, ROOT, SMOKE_TEST, from_source, outcome, run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux's packages")

IDENTIFIER = "org.vialnote.Vialnote"
MOST = 45_000_000
"""Bytes of each package."""

EXAMPLE = ROOT / "examples" / "sc_60_of_100.json"
NURSE = "nurse"
HOME = f"/srv/{NURSE}"


def packed(end: str) -> Path:
    """The package whose name ends so."""
    found = list(FOLDER.parent.glob(f"vialnote-{__version__}-linux-*{end}"))
    assert found, "nothing is packed; run `make installers` first"
    return found[0]


def differences(one: Path, other: Path) -> list[str]:
    """The files of two folders that are not the same."""
    found = filecmp.dircmp(one, other, ignore=[], hide=[])
    here = [str(one / name) for name in (*found.left_only, *found.right_only, *found.diff_files, *found.funny_files)]
    return here + [name for folder in found.common_dirs for name in differences(one / folder, other / folder)]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive, unpacked by a user into a folder with a difficult name."""
    folder = tmp_path_factory.mktemp("Übung 1")
    subprocess.run(["tar", "-xf", str(packed(".tar.xz")), "-C", str(folder)], check=True)
    (only,) = folder.iterdir()
    return only


class TestArchive:
    """The archive is the built program, and runs wherever it is unpacked."""

    @pytest.mark.parametrize("end", [".tar.xz", ".deb"])
    def test_size(self, end: str) -> None:
        assert packed(end).stat().st_size <= MOST

    def test_is_what_was_built(self, unpacked: Path) -> None:
        assert unpacked.name == packed(".tar.xz").name.removesuffix(".tar.xz")
        shared = unpacked / "share"
        assert [path for path in differences(FOLDER, unpacked) if path != str(FOLDER / "share")] == []
        assert (shared / "metainfo" / f"{IDENTIFIER}.metainfo.xml").is_file()

    def test_names_nobody(self) -> None:
        """Every entry is root's, and none may be written by others."""
        with tarfile.open(packed(".tar.xz")) as tar:
            owners = {(entry.uid, entry.gid, entry.uname, entry.gname) for entry in tar}
            modes = {entry.mode for entry in tar if not entry.issym()}
        assert owners == {(0, 0, "root", "root")}
        assert modes == {0o755, 0o644}

    def test_runs(self, unpacked: Path, screen: str) -> None:
        done = run("vialnote-window", SMOKE_TEST, folder=unpacked, DISPLAY=screen)
        assert (done.returncode, done.stderr) == (0, b"")
        assert PASSED in done.stdout
        command = ("calc", str(EXAMPLE))
        assert outcome(run("vialnote", *command, folder=unpacked)) == outcome(from_source(*command))


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """A bare system in which apt has installed the package and what it depends on, with a user."""
    root = tmp_path_factory.mktemp("system")
    try:
        system = bare.made(root)
        system.apt("update")
        system.apt("install", system.take(packed(".deb")))
        assert system.run("useradd", "--create-home", "--home-dir", HOME, NURSE).returncode == 0
        yield system
    except bare.NotHereError as reason:
        pytest.skip(str(reason))
    finally:
        shutil.rmtree(root)


def as_nurse(system: System, *command: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    """Run a program as the user would."""
    return system.run(*command, user=NURSE, HOME=HOME, **variables)


class TestPackage:
    """The package needs nothing but what it depends on, and touches nobody's data."""

    @pytest.mark.parametrize("platform", ["offscreen", "xcb"])
    def test_starts_without_python_and_desktop(self, installed: System, screen: str, platform: str) -> None:
        assert not list(installed.root.glob("usr/bin/python*"))
        done = as_nurse(installed, "vialnote-window", SMOKE_TEST, QT_QPA_PLATFORM=platform, DISPLAY=screen)
        assert (done.returncode, done.stderr) == (0, b"")
        assert PASSED in done.stdout

    def test_desktops_find_it(self, installed: System) -> None:
        """Menu entry and description are where desktops look, and so are the program and icon that they name."""
        share = installed.root / "usr" / "share"
        entry = (share / "applications" / f"{IDENTIFIER}.desktop").read_text("utf-8")
        named = dict(re.findall(r"^(\w+)=(.*)$", entry, re.MULTILINE))
        assert installed.run(named["Exec"].split()[0], "--version").stdout.split()[-1].decode() == __version__
        sizes = {path.parents[1].name for path in share.glob(f"icons/hicolor/*/apps/{named['Icon']}.*")}
        assert {"16x16", "48x48", "512x512", "scalable"} <= sizes

    def test_software_centres_know_it(self, installed: System) -> None:
        """AppStream finds the description of an installed program, and all that belongs to it."""
        if shutil.which("appstreamcli") is None:
            pytest.skip("not installed: appstreamcli (Debian: appstream)")
        command = ["appstreamcli", "validate-tree", "--no-net", "--no-color", str(installed.root)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **LOCALE})
        assert done.returncode == 0, done.stdout + done.stderr

    def test_upgrade_remove_and_purge_keep_the_journal(self, installed: System, tmp_path: Path) -> None:
        """The journal of an earlier version is read by this one; nothing that apt does changes a byte of it."""
        before, now = installed.take(earlier(tmp_path)), installed.take(packed(".deb"))
        installed.apt("install", "--allow-downgrades", before)
        assert list(installed.root.glob("usr/lib/vialnote/_internal/of-before"))
        key = ("--key-file", f"{HOME}/key.txt")
        note = as_nurse(installed, "vialnote", "note", installed.take(EXAMPLE), "-o", f"{HOME}/n.pdf", "--record", *key)
        assert note.returncode == 0, note.stderr

        installed.apt("install", now)
        assert not list(installed.root.glob("usr/lib/vialnote/_internal/of-before"))
        found = as_nurse(installed, "vialnote", "journal", "verify", *key)
        assert json.loads(found.stdout)["records"] == 1
        assert json.loads(found.stdout)["problems"] == []

        kept = contents(installed)
        assert any(path.endswith("/journal.db") for path in kept)
        for act in ("remove", "purge"):
            installed.apt(act, "vialnote")
            assert contents(installed) == kept
            assert [str(path) for path in installed.root.glob("usr/**/*vialnote*")] == []
            installed.apt("install", now)
        assert as_nurse(installed, "vialnote", "journal", "verify", *key).stdout == found.stdout


def contents(system: System) -> dict[str, bytes]:
    """All that the user has, by its path."""
    home = system.root / HOME[1:]
    return {str(path): path.read_bytes() for path in home.rglob("*") if path.is_file()}


def earlier(folder: Path) -> Path:
    """A package of an earlier version, which has a file more than this one."""
    tree, made = folder / "tree", folder / "earlier.deb"
    subprocess.run(["dpkg-deb", "--raw-extract", str(packed(".deb")), str(tree)], check=True)
    control = tree / "DEBIAN" / "control"
    control.write_text(re.sub(r"^Version: .*", "Version: 0.0.1", control.read_text("utf-8"), flags=re.MULTILINE))
    (tree / "usr" / "lib" / "vialnote" / "_internal" / "of-before").touch()
    command = ["dpkg-deb", "--root-owner-group", "-Znone", "--build", str(tree), str(made)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return made
