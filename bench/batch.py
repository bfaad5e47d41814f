"""Milliseconds and peak megabytes of `batch`, beside reading and writing the CSV alone."""

import os

from bench import rows
from bench.measuring import folder, python, tell, used

KINDS = (("short", 10_000, 9, False), ("long", 1_000_000, 3, False), ("varied", 100_000, 3, True))
"""Name, encounters, times, and whether no two doses are alike."""

with folder() as place:
    source, target = os.path.join(place, "in.csv"), os.path.join(place, "out.csv")
    for name, number, times, varied in KINDS:
        rows.encounters(source, number, varied=varied)
        for _ in range(times):
            took, memory = used(python("-m", "gui", "batch", source, "-o", target))
            least, floor = used(python("-m", "bench.copy_csv", source, target))
            tell(name, took, least)
            tell(f"{name}-memory", memory, floor)
