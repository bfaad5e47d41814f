"""Speed and memory in one table, each figure beside a floor measured in the same run: `make bench`."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping

from bench import machine, results
from bench.measuring import CLEAN, ROOT, python
from bench.points import POINTS
from bench.results import Pair, Point, Row


def main() -> None:
    """Measure everything, print it line by line, and keep it."""
    facts, kept = machine.facts(), results.read(machine.kept())
    print(*(f"{name}: {fact}" for name, fact in facts.items()), "", results.head(), sep="\n", flush=True)
    rows = []
    for program, points in POINTS.items():
        for row in measured(program, points):
            rows.append(row)
            print(results.line(row), flush=True)
    said = tuple(results.words(results.compare(kept, rows)))
    print("", *said, sep="\n")
    with open(os.path.join(ROOT, machine.KEPT), "w", encoding="utf-8") as file:
        file.write(results.page(facts, rows, said))
    print(f"\nWritten to {machine.KEPT}.")


def measured(program: str, points: Mapping[str, Point]) -> Iterator[Row]:
    """The rows of one of the programs, as it prints them; what it can't measure here it leaves out."""
    pairs: dict[str, list[Pair]] = {}
    command = python("-m", f"bench.{program}")
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=CLEAN, check=False)
    if done.returncode:
        sys.exit(f"{done.stderr}bench.{program} failed")
    for name, ours, floor in map(str.split, done.stdout.splitlines()):
        pairs.setdefault(name, []).append((float(ours), float(floor)))
    return (results.row(points[name], taken) for name, taken in pairs.items())


main()
