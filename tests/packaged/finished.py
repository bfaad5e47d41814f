"""Where the finished program lies, and how it is run: with nothing of this machine's environment."""

import marshal
import os
import subprocess
import sys
import zlib
from importlib.util import MAGIC_NUMBER
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "dist" / "Vialnote"
INSIDE = "_internal"
"""What the programs share, in their folder."""

END = ".exe" if sys.platform == "win32" else ""
SMOKE_TEST, PASSED = "--smoke-test", b"the smoke test passed"
BUILDER = str(ROOT / ".venv-build" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python"))
"""The Python that the program was built with."""

LOCALE = {"LC_ALL": "C.UTF-8"}
"""Every desktop has one; without, Qt says that it took this one."""


def run(program: str, *arguments: str, folder: Path = FOLDER, **variables: str) -> subprocess.CompletedProcess[bytes]:
    """Run one of the two programs.

    Args:
        program: `vialnote` or `vialnote-window`.
        arguments: after it.
        folder: of the programs.
        variables: all of its environment, save a locale and what Windows can't do without.
    """
    needed = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ}
    needed |= LOCALE
    command = [str(folder / f"{program}{END}"), *arguments]
    return subprocess.run(command, env=needed | variables, capture_output=True, check=False, timeout=120)


def from_source(*arguments: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    """Run the same from source."""
    command = [sys.executable, "-m", "gui", *arguments]
    others = {name: value for name, value in os.environ.items() if name != "VIALNOTE_HOME"}
    return subprocess.run(command, cwd=ROOT, env=others | variables, capture_output=True, check=False, timeout=120)


def outcome(done: subprocess.CompletedProcess[bytes]) -> tuple[int, bytes, bytes]:
    """Exit code and all that was said."""
    return done.returncode, done.stdout, done.stderr


def modules(program: str, folder: Path = FOLDER, end: str = END) -> dict[str, bytes]:
    """The modules of a program, each as its compiled code: those within itself, and those that both programs share."""
    shared = (folder / INSIDE / "modules.pyz").read_bytes()
    return _archived(shared) | _archived((folder / f"{program}{end}").read_bytes())


def _archived(data: bytes) -> dict[str, bytes]:
    """The modules in PyInstaller's archive, which ends with a list of them."""
    start = data.rindex(b"PYZ\0" + MAGIC_NUMBER)
    place = start + int.from_bytes(data[start + 8 : start + 12], "big")
    return {
        name: zlib.decompress(data[start + at : start + at + size])
        for name, (_, at, size) in marshal.loads(data[place:])  # noqa: S302 - what we built ourselves
        if size
    }
