"""Computers with Windows, as Wine plays it: each a folder that has never seen Python, nor sees this machine's files."""

import fcntl
import os
import shutil
import struct
import subprocess
from pathlib import Path
from typing import NamedTuple

from tests.packaged.finished import INSIDE, LOCALE, ROOT

DIST = ROOT / "dist"
PROGRAM = DIST / "windows" / "Vialnote"
RESOURCES = PROGRAM / INSIDE / "resources"
FRESH = ROOT / "build" / "wine" / "prefix"
"""Made by packaging/windows.sh; nothing was ever installed there."""

COMMAND, WINDOW = "vialnote.exe", "vialnote-window.exe"
DATA = r"C:\users\root\AppData\Local\Vialnote"
"""Where journal and settings lie."""

_QUIET = {"WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscms=n;winemenubuilder.exe=d"}
_LACKING = b"QtWindows::DpiAwareness::PerMonitorVersion2 is not supported by current system.\r\n"
"""Qt says so of Wine 8; each Windows that Qt runs on has it."""

_PATIENCE = 300
"""Seconds; a busy machine is slow."""


class Computer(NamedTuple):
    """A computer of its own, with a screen."""

    folder: Path
    """Of Wine's."""

    screen: str
    """An X server that outlives all that runs here."""

    def run(self, *command: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
        """Run a Windows program to its end; names of files are Windows' own."""
        (out, into_out), (errors, into_errors) = _pipe(), _pipe()
        process = self.start(*command, stdin=subprocess.DEVNULL, stdout=into_out, stderr=into_errors, **variables)
        os.close(into_out)
        os.close(into_errors)
        process.wait(_PATIENCE)
        said = (_drained(out), _drained(errors).replace(_LACKING, b""))
        return subprocess.CompletedProcess(command, process.returncode, *said)

    def start(self, *command: str, stdin: int, stdout: int, stderr: int, **variables: str) -> subprocess.Popen[bytes]:
        """Begin to run a Windows program."""
        return subprocess.Popen(
            ["wine", *command],
            cwd=self.path("C:\\"),
            env=self.environment(**variables),
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
        )

    def environment(self, **variables: str) -> dict[str, str]:
        """All that Wine and its programs know of this machine."""
        known = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "DISPLAY": self.screen}
        return known | LOCALE | _QUIET | {"WINEPREFIX": str(self.folder)} | variables

    def path(self, name: str) -> Path:
        """Where a file of the computer lies on this machine."""
        return self.folder / "drive_c" / name.removeprefix("C:\\").replace("\\", "/")

    def put(self, file: Path, name: str) -> str:
        """Copy a file onto the computer; its name there."""
        self.path(name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, self.path(name))
        return name

    def wait(self) -> None:
        """Until nothing runs there any more."""
        subprocess.run(["wineserver", "--wait"], env=self.environment(), check=True, timeout=_PATIENCE)

    def registered(self, key: str, value: str) -> str:
        """A value of the registry; empty where there is none."""
        told = self.run("reg", "query", key, "/v", value)
        return told.stdout.decode().strip().rpartition("    ")[2] if told.returncode == 0 else ""


def _pipe() -> tuple[int, int]:
    """A pipe that holds all that a program says."""
    ends = os.pipe()
    fcntl.fcntl(ends[1], fcntl.F_SETPIPE_SZ, 1 << 20)
    return ends


def _drained(pipe: int) -> bytes:
    """What is in a pipe; Wine's desktop may hold it open for as long as anything runs."""
    os.set_blocking(pipe, False)
    with open(pipe, "rb") as file:
        return file.read() or b""


def copy(folder: Path, target: Path) -> None:
    """Have a folder in a second place; its files, which nothing changes, take no room again."""
    shutil.copytree(folder, target, symlinks=True, copy_function=os.link)


def computer(folder: Path, screen: str) -> Computer:
    """A fresh one."""
    copy(FRESH / "drive_c", folder / "drive_c")
    for registry in FRESH.glob("*.reg"):
        shutil.copyfile(registry, folder / registry.name)
    shutil.copyfile(FRESH / ".update-timestamp", folder / ".update-timestamp")
    (folder / "dosdevices").mkdir()
    (folder / "dosdevices" / "c:").symlink_to("../drive_c")
    return Computer(folder, screen)


def version(program: Path) -> str:
    """What Windows shows as a program file's version: a.b.c.d of VS_FIXEDFILEINFO."""
    data = program.read_bytes()
    place = data.index(struct.pack("<I", 0xFEEF04BD))
    high, low = struct.unpack_from("<II", data, place + 8)
    return ".".join(str(part) for number in (high, low) for part in (number >> 16, number & 0xFFFF))
