"""What the measures share: each prints lines of a name, a figure and its floor, taken one after the other."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CLEAN = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def tell(name: str, ours: float, floor: float) -> None:
    """Print one pair: milliseconds, or megabytes."""
    print(name, ours, floor, flush=True)


def in_turn(name: str, times: int, ours: Callable[[], float], floor: Callable[[], float]) -> None:
    """Print so many pairs; the first of each is a warm-up and does not count."""
    ours()
    floor()
    for _ in range(times):
        tell(name, ours(), floor())


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that some work takes."""
    begun = time.perf_counter()
    work()
    return 1e3 * (time.perf_counter() - begun)


def python(*arguments: str) -> list[str]:
    """A command of this project's Python."""
    return [sys.executable, *arguments]


def wall(command: list[str]) -> float:
    """Milliseconds that a command takes."""
    return used(command)[0]


def used(command: list[str]) -> tuple[float, float]:
    """Milliseconds that a command takes, and its peak memory in megabytes."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=CLEAN, stdout=subprocess.DEVNULL)
    _, status, spent = os.wait4(process.pid, 0)
    took = 1e3 * (time.perf_counter() - begun)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return took, spent.ru_maxrss / 1024


def said(command: list[str], **environment: str) -> list[list[str]]:
    """The words of each line that a command prints."""
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=CLEAN | environment)
    return [line.split() for line in done.stdout.splitlines()]


def folder() -> "tempfile.TemporaryDirectory[str]":
    """A folder that goes at the end, on the project's own disk: elsewhere an fsync may cost nothing."""
    built = os.path.join(ROOT, "build")
    os.makedirs(built, exist_ok=True)
    return tempfile.TemporaryDirectory(dir=built, prefix="bench-")
