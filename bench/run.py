"""Speed and memory, each figure beside a floor measured in the same run: `make bench`."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

from core.judging import BILLED, ENCOUNTER

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
EXAMPLE = os.path.join(ROOT, "examples", "sc_60_of_100.json")
CLEAN = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


class Row(NamedTuple):
    """One line of the table."""

    what: str
    figure: str
    floor: str
    ratio: str


def main() -> None:
    """Measure everything and print the table."""
    print(f"{'what':58}{'figure':>16}{'floor':>14}{'ratio':>8}")
    for measure in (calc, first_paint, keystroke, preview, note, batch, audit, plan, report):
        for row in measure():
            print(f"{row.what:58}{row.figure:>16}{row.floor:>14}{row.ratio:>8}", flush=True)


def against(what: str, figure: float, floor: float) -> Row:
    """A time in milliseconds beside its floor."""
    return Row(what, f"{figure:.1f} ms", f"{floor:.1f} ms", f"{figure / floor:.2f}")


def calc() -> Iterator[Row]:
    """The command line's quickest verb against an empty Python program; the runs alternate."""
    ours, floor = alternating(
        21, lambda: wall(python("-m", "gui", "calc", EXAMPLE)), lambda: wall(python("-c", "pass"))
    )
    yield against("vialnote calc / python -c pass, median of 21", ours, floor)


def first_paint() -> Iterator[Row]:
    """From the process's start to the window's first paint and to its form, against a bare Qt window."""
    runs = [(painted("vialnote"), painted("bare")) for _ in range(1 + 7)][1:]
    floor = statistics.median(bare[0] for _, bare in runs)
    for place, what in enumerate(("first paint", "filled form")):
        ours = statistics.median(both[place] for both, _ in runs)
        yield against(f"start to {what} / bare Qt window, median of 7", ours, floor)


def keystroke() -> Iterator[Row]:
    """From a key in the dose field to the repainted answer, against a label that shows the key."""
    out = subprocess.run(python(script("keystroke.py")), check=True, capture_output=True, text=True, env=CLEAN).stdout
    for name, ours, floor in (line.split() for line in out.splitlines()):
        yield against(f"keystroke to repainted answer / label, {name} of 200", float(ours), float(floor))


def preview() -> Iterator[Row]:
    """From a key to the note's new picture beside the form, against the pause that is waited for more keys."""
    out = subprocess.run(python(script("preview.py")), check=True, capture_output=True, text=True, env=CLEAN).stdout
    ours, floor = map(float, out.split())
    yield against("keystroke to new preview / the pause in it, median of 15", ours, floor)


def note() -> Iterator[Row]:
    """A note in a running program, against a bare ReportLab page with the same fonts."""
    out = subprocess.run(python(script("note.py")), check=True, capture_output=True, text=True, env=CLEAN).stdout
    ours, floor = map(float, out.split())
    yield against("note as PDF / bare ReportLab page, same fonts, median of 25", ours, floor)


def batch() -> Iterator[Row]:
    """Rows a second and peak memory of short and long files, against reading and writing the CSV alone."""
    with tempfile.TemporaryDirectory() as folder:
        for rows, varied in ((1_000, False), (1_000_000, False), (200_000, True)):
            source, target = os.path.join(folder, "in.csv"), os.path.join(folder, "out.csv")
            write_rows(source, rows, varied=varied)
            seconds, memory = measured(python("-m", "gui", "batch", source, "-o", target))
            floor, floor_memory = measured(python(script("copy_csv.py"), source, target))
            kind = "all different" if varied else "a clinic's doses"
            what = f"batch, {rows:,} rows, {kind}"
            speed, floor_speed = f"{rows / seconds:,.0f}/s", f"{rows / floor:,.0f}/s"
            yield Row(what, speed, floor_speed, f"{seconds / floor:.2f}")
            ratio = f"{memory / floor_memory:.2f}"
            yield Row(f"{what}: peak memory", f"{memory:.0f} MB", f"{floor_memory:.0f} MB", ratio)


def audit() -> Iterator[Row]:
    """Rows a second and peak memory of auditing a file, against reading and writing the CSV alone."""
    out = subprocess.run(python(script("audit.py")), check=True, capture_output=True, text=True, env=CLEAN).stdout
    for kind, rows, *figures in (line.split() for line in out.splitlines()):
        seconds, memory, floor, floor_memory = map(float, figures)
        what = f"audit, {int(rows):,} rows, {kind}"
        yield Row(what, f"{int(rows) / seconds:,.0f}/s", f"{int(rows) / floor:,.0f}/s", f"{seconds / floor:.2f}")
        yield Row(f"{what}: peak memory", f"{memory:.0f} MB", f"{floor_memory:.0f} MB", f"{memory / floor_memory:.2f}")


def plan() -> Iterator[Row]:
    """The hardest plan that is promised: 100,000 mcg and ten sizes."""
    sizes = "50,100,150,200,250,300,350,400,450,500"
    ours, floor = alternating(
        7,
        lambda: wall(python("-m", "gui", "plan", "100 mg", "--stock", sizes)),
        lambda: wall(python("-m", "gui", "plan", "50 mcg", "--stock", "50")),
    )
    yield against("plan of 100,000 mcg, ten sizes / of one vial", ours, floor)


def report() -> Iterator[Row]:
    """A report of 100,000 notes, against reading them; and other stocks for as many doses, no two alike."""
    out = subprocess.run(python(script("report.py")), check=True, capture_output=True, text=True, env=CLEAN).stdout
    ours, floor, stock = map(float, out.split())
    yield against("report of 100,000 notes / reading them", ours, floor)
    yield against("six other stocks, 100,000 different doses / reading them", stock, floor)


def python(*arguments: str) -> list[str]:
    """A command of this project's Python."""
    return [sys.executable, *arguments]


def script(name: str) -> str:
    """A program beside this one."""
    return os.path.join(ROOT, "bench", name)


def wall(command: list[str]) -> float:
    """Milliseconds that a command takes."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT, env=CLEAN)
    return 1e3 * (time.perf_counter() - start)


def measured(command: list[str]) -> tuple[float, float]:
    """Seconds that a command takes, and its peak memory in megabytes."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=CLEAN)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return time.perf_counter() - start, used.ru_maxrss / 1024


def painted(which: str) -> list[float]:
    """Milliseconds until a window is painted, and until it is filled, by the child's own clock on the same base."""
    start = time.clock_gettime(time.CLOCK_MONOTONIC)
    with tempfile.TemporaryDirectory() as home:
        environment = {**CLEAN, "VIALNOTE_HOME": home}
        command = python(script("first_paint.py"), which)
        out = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT, env=environment).stdout
    return [1e3 * (float(line) - start) for line in out.split()]


def alternating(times: int, ours: Callable[[], float], floor: Callable[[], float]) -> tuple[float, float]:
    """Medians of two measures taken in turn, after one warm-up of each."""
    ours()
    floor()
    pairs = [(ours(), floor()) for _ in range(times)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


def write_rows(path: str, rows: int, *, varied: bool) -> None:
    """Encounters of a year: a dozen doses in a few containers a day, or no two alike."""
    doses = (25, 50, 60, 75, 90, 100, 120, 150, 200, 250, 300, 450)
    codes = ("0641-6175-10", "0641-6174-10", "0078-0182-01", "0641-6177-01")
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(",".join(ENCOUNTER + BILLED) + "\n")
        for n in range(rows):
            day = f"2026-{1 + n * 12 // rows:02d}-{1 + n * 336 // rows % 28:02d}"
            dose = f"{(n * 7919) % 450_000 / 1000 + 0.001:.3f}" if varied else str(doses[n * 7 % 12])
            opened = f"{codes[n % 4]} x {1 + n % 4}; {codes[n * 3 % 4]} x 1"
            file.write(f"E{n},{day},office,medicare-part-b,purchased,SC,{dose} mcg,{opened},3,1,JW\n")


if __name__ == "__main__":
    main()
