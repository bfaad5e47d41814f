"""Commands with spoilt input, and the two ways in which each may end."""

import json
import os
import shutil
import subprocess
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from core import paths

_ROOT = os.path.dirname(paths.RESOURCES)
_OFTEN = 50
"""Of so many inputs one goes through a real command; all of them go through what it calls."""

SAID, COMPLAINED = "said", "complained"


class Done(NamedTuple):
    """What came of a command."""

    code: int
    said: bytes
    complained: str


class Commands:
    """Runs commands, each in a process and a folder of its own."""

    def __init__(self, folder: Path) -> None:
        """Start what they run in."""
        self.folder = folder / "work"
        command = [sys.executable, "-m", "tests.fuzz.server"]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self._server = subprocess.Popen(command, cwd=_ROOT, text=True, **pipes)  # type: ignore[call-overload]

    def close(self) -> None:
        """End it."""
        self._server.stdin.close()
        self._server.wait()
        self._server.stdout.close()

    def run(self, arguments: list[str], files: dict[str, bytes], home: str = "") -> Done:
        """Run a command beside some files; see that it ends as it may, and leaves no half of a file."""
        shutil.rmtree(self.folder, ignore_errors=True)
        for name, data in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        asked = {"arguments": arguments, "folder": str(self.folder), "home": home and str(self.folder / home)}
        self._server.stdin.write(f"{json.dumps(asked)}\n")
        self._server.stdin.flush()
        code = int(self._server.stdout.readline())
        done = Done(code, (self.folder / SAID).read_bytes(), (self.folder / COMPLAINED).read_text(errors="replace"))
        assert "Traceback" not in done.complained
        assert code in {0, 1, 2}, done
        left = (
            {path.name for path in self.folder.iterdir()} - {SAID, COMPLAINED} - {name.split("/")[0] for name in files}
        )
        out = {name for name in arguments if name.startswith("out")} if code == 0 else set()
        assert left == out, (left, done)
        return done


@contextmanager
def may_refuse(*kinds: type[Exception]) -> Iterator[None]:
    """What is called may refuse its input by one of these, and says why."""
    try:
        yield
    except kinds as error:
        if not str(error):
            raise


def is_sample(data: bytes) -> bool:
    """Whether this input is one of those that go through a real command."""
    return zlib.crc32(data) % _OFTEN == 0


def refused(done: Done) -> bool:
    """Whether it was refused; the refusal has the form that the interface says."""
    match done.code:
        case 2:
            faults = json.loads(done.complained)["errors"]
            assert faults
            assert all(set(fault) == {"field", "message"} and fault["message"] for fault in faults)
            assert done.said == b""
        case 1:
            assert done.complained.startswith("vialnote: ")
            assert done.complained.count("\n") == 1
    return done.code != 0
