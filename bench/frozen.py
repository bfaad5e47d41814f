"""Start and memory of the finished window beside a finished window with one label: `.venv/bin/python -m bench.frozen`.

Both run on an X server whose screen lies in a file; what is measured is when pixels are in it, as a person sees them:
the first ones, and those that stay. Cold means that the system has let go of all files that it had in memory, which
only root may have it do.
"""

import contextlib
import mmap
import os
import statistics
import struct
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator

from core import settings
from core.clinic import Clinic
from core.computer import Computer
from core.settings import Remembered

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
OURS = os.path.join(ROOT, "dist", "Vialnote", "vialnote-window")
BARE = os.path.join(ROOT, "build", "bare", "bare", "bare")
CACHES = "/proc/sys/vm/drop_caches"
TIMES = 9
SETTLED = 3
"""Seconds after which nothing more is read in."""


FIGURES = ("start to first paint", "start to filled form", "memory at first paint", "memory when filled")


def main() -> None:
    build_bare()
    with screen() as (name, look):
        for state, prepare in (("warm", lambda: None), ("cold", forget)):
            if state == "cold" and not os.access(CACHES, os.W_OK):
                print("cold: only root can measure that")
                return
            pairs = [[started(program, name, look, prepare) for program in (OURS, BARE)] for _ in range(TIMES + 1)]
            for place, what in enumerate((*FIGURES, f"memory after {SETTLED} s")):
                ours, bare = ([pair[which][place] for pair in pairs[1:]] for which in (0, 1))
                report(f"{what}, {state}", "MB" if "memory" in what else "ms", ours, bare)


def report(what: str, unit: str, ours: list[float], bare: list[float]) -> None:
    """One line: medians, their ratio, and the spread."""
    middle, floor = statistics.median(ours), statistics.median(bare)
    spread = f"{min(ours):.0f}-{max(ours):.0f} / {min(bare):.0f}-{max(bare):.0f}"
    print(f"{what:32}{middle:8.1f} {unit} {floor:8.1f} {unit} {middle / floor:6.2f}   {spread}", flush=True)


def build_bare() -> None:
    """Make the bare window as PyInstaller makes it, once."""
    if os.path.exists(BARE):
        return
    python = os.path.join(ROOT, ".venv-build", "bin", "python")
    places = ("--distpath", os.path.join(ROOT, "build", "bare"), "--workpath", os.path.join(ROOT, "build", "bare-work"))
    command = [python, "-m", "PyInstaller", "--windowed", "--log-level", "ERROR", *places, "--specpath", places[3]]
    subprocess.run([*command, os.path.join(ROOT, "bench", "bare.py")], check=True)


@contextlib.contextmanager
def screen() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """An X server; its name, and what looks at some rows of pixels, as wide as the form."""
    with tempfile.TemporaryDirectory() as folder:
        told, tell = os.pipe()
        command = ["Xvfb", "-displayfd", str(tell), "-screen", "0", "1366x960x24", "-fbdir", folder, "-nolisten", "tcp"]
        process = subprocess.Popen(command, pass_fds=(tell,), stderr=subprocess.DEVNULL)
        os.close(tell)
        with os.fdopen(told) as number:
            name = f":{number.readline().strip()}"
        with open(os.path.join(folder, "Xvfb_screen0"), "rb") as file:
            pixels = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        header = struct.unpack_from(">25I", pixels)  # the format of xwd
        start, line = header[0] + 12 * header[19], header[12]
        rows = [slice(start + line * row, start + line * row + 4 * 612) for row in (100, 300, 500, 700)]
        yield name, lambda: b"".join(pixels[row] for row in rows)
        process.terminate()
        process.wait()


def started(program: str, display: str, look: Callable[[], bytes], prepare: Callable[[], None]) -> tuple[float, ...]:
    """Milliseconds from start to the first pixels and to the last ones, and megabytes of memory then and later.

    The last ones are those that are still there after a while: the form, or the bare window's label.
    """
    with tempfile.TemporaryDirectory() as home:
        settings.save(os.path.join(home, settings.FILE), Clinic(), Remembered(), Computer())  # not the first start
        environment = {"DISPLAY": display, "LC_ALL": "C.UTF-8", "VIALNOTE_HOME": home, "HOME": home}
        prepare()
        black, seen = look(), []
        start, now, last = time.perf_counter(), 0.0, look()
        process = subprocess.Popen([program], env=environment)
        while now < SETTLED:
            time.sleep(0.0005)
            found, now = look(), time.perf_counter() - start
            if found != last:
                seen.append((found, now, resident(process.pid)))
                last = found
        later = resident(process.pid)
        process.kill()
        process.wait()
    while look() != black:
        time.sleep(0.01)
    _, painted, first = seen[0]
    _, filled, then = next(sight for sight in seen if sight[0] == last)
    return 1e3 * painted, 1e3 * filled, first, then, later


def resident(pid: int) -> float:
    """Megabytes that a process has in memory."""
    with open(f"/proc/{pid}/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE") / 1e6


def forget() -> None:
    """Let the system forget which files it has read."""
    os.sync()
    with open(CACHES, "w", encoding="ascii") as file:
        file.write("3\n")


if __name__ == "__main__":
    main()
