"""Robot users for some time: `python -m tests.robot --seconds 60 --seed 4711`.

Each life of the window is a process of its own on the same home folder. It is killed after some deeds, or closes by
itself; then what must hold is looked at, and the next one starts. Ends with a count, and with exit code 1 where
something did not hold.
"""

import argparse
import os
import queue
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any, cast

import keyring

from core import paths
from tests.gui import cups
from tests.keyrings import InFile
from tests.robot import after, given, window

_ROOT = os.path.dirname(paths.RESOURCES)
_SILENT = 60
"""Seconds without a deed: the window hangs."""

_SLOWS_DOWN = ("PYTHONDONTWRITEBYTECODE", "COVERAGE_", "COV_CORE_")
"""Variables without which the program runs as it does at the chair."""

_NEEDS_NO_HELP = "This plugin does not support"
"""What Qt says where there is no screen; nothing is wrong then. All else that it says is."""

_WORST = 12
"""So many gaps are listed."""


class Life:
    """A window from its start to its end, and what it told."""

    patience = 0.0
    """Milliseconds that are no hang, whatever the watch says."""

    def __init__(self, folder: str, seed: str) -> None:
        """Start it."""
        self.told: list[dict[str, Any]] = []
        self.problems: list[str] = []
        self._errors = open(os.path.join(folder, "errors"), "w+b")  # noqa: SIM115 - closed at its end
        command = [sys.executable, "-m", "tests.robot.window", folder, seed]
        pipes = {"stdout": subprocess.PIPE, "stderr": self._errors}
        self._process = subprocess.Popen(command, cwd=os.path.join(folder, "notes"), env=_surroundings(folder), **pipes)  # type: ignore[call-overload]
        self._ended = False
        self._lines: queue.Queue[bytes] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def live(self, deeds: int, more: float, end: float) -> None:
        """Let it go on for so many deeds and some seconds more, then kill it; it may close before."""
        done = 0
        while done < deeds and time.monotonic() < end and (line := self._next()):
            done += "deed" in line
        time.sleep(1 if self.problems else more)
        self._process.send_signal(signal.SIGKILL)
        while self._next():
            pass
        self._bury()

    @property
    def was_killed(self) -> bool:
        """Whether it did not end by itself."""
        return bool(self._process.returncode)

    def _read(self) -> None:
        for line in cast("Any", self._process.stdout):
            self._lines.put(line)
        self._lines.put(b"")

    def _next(self) -> dict[str, Any] | None:
        """What it tells next; None once it has ended."""
        if self._ended:
            return None
        try:
            line = self._lines.get(timeout=_SILENT)
        except queue.Empty:
            self.problems.append(f"it hung after {self.told[-1:]}")
            self._process.send_signal(signal.SIGUSR1)  # it says where it stands
            return None
        if not line.endswith(b"\n"):
            self._ended = True
            return None
        self.told.append(window.heard(line))
        return self.told[-1]

    def _is_long(self, gap: dict[str, float]) -> bool:
        return gap["counted"] > self.patience

    def _bury(self) -> None:
        code = self._process.wait()
        self._errors.seek(0)
        lines = self._errors.read().decode(errors="replace").splitlines()
        said = "\n".join(line for line in lines if not line.startswith(_NEEDS_NO_HELP))
        self._errors.close()
        if code not in {0, -signal.SIGKILL} or said:
            self.problems.append(f"it ended with {code}: {said}")
        self.problems += (line["problem"] for line in self.told if "problem" in line)
        self.problems += (f"hang: {line}" for line in self.told if line.get("hang") and self._is_long(line["gap"]))


class Robots:
    """Lives on one home folder, and what came of them."""

    def __init__(self, folder: str, seed: int) -> None:
        """Begin with nothing but some files that somebody might open."""
        self.problems: list[str] = []
        self.counts: Counter[str] = Counter()
        self.deeds: Counter[str] = Counter()
        self.gaps: list[dict[str, Any]] = []
        self._folder, self._seed, self._chance = folder, seed, random.Random(seed)
        self._drafts: list[dict[str, Any]] = []
        self._seen: set[tuple[str, float]] = set()
        os.mkdir(os.path.join(folder, "notes"))
        given.lay_out(os.path.join(folder, "given"))

    def live(self, end: float) -> None:
        """Live once, until a moment at the latest, and look at what is left."""
        number = self.counts["lives"] = self.counts["lives"] + 1
        life = Life(self._folder, f"{self._seed}-{number}")
        life.live(self._chance.randrange(4, 60), self._chance.choice((0, self._chance.uniform(0, 0.2))), end)
        self._count(life)
        self.problems += (f"life {number}: {problem}" for problem in (*life.problems, *self._broken(life)))

    def _count(self, life: Life) -> None:
        self.counts["kills"] += life.was_killed
        self.counts["notes acknowledged"] += sum("It is in the journal." in line.get("said", "") for line in life.told)
        self.counts["sent to a printer"] += sum("Sent to" in line.get("said", "") for line in life.told)
        self.deeds.update(line["deed"] for line in life.told if "deed" in line)
        self.gaps += ({**line["gap"], "doing": line["doing"]} for line in life.told if "gap" in line)

    def _broken(self, life: Life) -> Iterator[str]:
        """What does not hold after a life."""
        disk = after.disk(os.path.join(self._folder, "home"))
        yield from disk.problems
        yield from after.lost(life.told, disk.numbers)
        yield from after.spoilt(self._new_files(), disk.numbers)
        for offered in (line["opened"] for line in life.told if "opened" in line):
            if (offered not in self._drafts) if self._drafts else offered:
                yield f"offered was {offered}, of the drafts {self._drafts}"
        typed = after.kept(life.told)
        if life.was_killed and typed and typed not in (draft for draft, _ in disk.drafts):
            yield f"the draft {typed} is not among {disk.drafts}"
        self._drafts = after.newest(disk.drafts)
        self.counts["drafts offered again"] += bool(self._drafts)
        self.counts["records"] = disk.records

    def _new_files(self) -> list[str]:
        places = (
            os.path.join(place, name)
            for place, _, names in os.walk(os.path.join(self._folder, "notes"))
            for name in names
        )
        found = {
            (path, os.stat(path).st_mtime) for path in places if not os.path.basename(path).startswith(".vialnote-")
        }
        new, self._seen = found - self._seen, found
        self.counts["files written"] += len(new)
        return sorted(path for path, _ in new)


def _surroundings(folder: str) -> dict[str, str]:
    home = {"HOME": folder, "VIALNOTE_HOME": os.path.join(folder, "home"), "TEST_KEYRING": os.path.join(folder, "keys")}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_SLOWS_DOWN)}
    return {"QT_QPA_PLATFORM": "offscreen", **kept, "PYTHONPATH": _ROOT, **home}


@contextmanager
def _printers() -> Iterator[None]:
    """Two printers of the robots' own, where there can be any; never those of the machine."""
    os.environ["CUPS_SERVER"] = cups.SOCKET
    with nullcontext() if cups.why_not() else cups.server() as server:
        if server is not None:
            while not server.answers():
                pass
            server.add("Chair"), server.add("Desk", "Letter", "A4")
        yield


def _last_word(folder: str) -> str:
    """What the program's own check of the journal says against it."""
    command = [sys.executable, "-m", "gui", "journal", "verify"]
    surroundings = {**_surroundings(folder), "PYTHON_KEYRING_BACKEND": "tests.keyrings.InFile"}
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else f"journal verify: {done.returncode} {done.stderr}"


def run(folder: str, seed: int, seconds: float) -> int:
    """Let robots use the window for some time; 1 where something does not hold."""
    os.environ["TEST_KEYRING"] = os.path.join(folder, "keys")
    keyring.set_keyring(InFile())  # type: ignore[no-untyped-call]
    subprocess.run([sys.executable, "-m", "compileall", "-q", "core", "gui"], cwd=_ROOT, check=True)  # as installed
    print(f"robots: --seed {seed}", flush=True)
    robots, end = Robots(folder, seed), time.monotonic() + seconds
    with _printers():
        while time.monotonic() < end:
            before = len(robots.problems)
            robots.live(end)
            for problem in robots.problems[before:]:
                print(problem, flush=True)
        if last := _last_word(folder):
            robots.problems.append(last)
    counts = {"deeds": robots.deeds.total(), **robots.counts, "problems": len(robots.problems)}
    print(", ".join(f"{name}: {count}" for name, count in counts.items()))
    print(", ".join(f"{name} {count}" for name, count in robots.deeds.most_common()))
    for gap in sorted(robots.gaps, key=lambda gap: -gap["counted"])[:_WORST]:
        print("gap of {counted:.0f} ms ({whole:.0f} in all, {worked:.0f} worked), {doing}: {place}".format(**gap))
    return 1 if robots.problems else 0


def main() -> int:
    """Take arguments, and keep the folder where something went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--patience", type=float, default=0, help="milliseconds that are no hang in any case")
    options = parser.parse_args()
    Life.patience = options.patience
    folder = tempfile.mkdtemp(prefix="vialnote-robot-")
    code = run(folder, options.seed, options.seconds)
    if code:
        print(f"kept: {folder}")
    else:
        shutil.rmtree(folder)
    return code


if __name__ == "__main__":
    sys.exit(main())
