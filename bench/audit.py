"""Milliseconds and peak megabytes of an audit of claim lines, beside reading and writing the CSV alone."""

import os

from bench import rows
from bench.measuring import folder, python, tell, used

NUMBER, TIMES = 200_000, 3

with folder() as place:
    source, target = os.path.join(place, "in.csv"), os.path.join(place, "out.csv")
    for name in ("together", "apart"):
        rows.claim_lines(source, NUMBER, apart=name == "apart")
        for _ in range(TIMES):
            took, memory = used(python("-m", "bench.audited", source, target))
            least, floor = used(python("-m", "bench.copy_csv", source, target))
            tell(name, took, least)
            tell(f"{name}-memory", memory, floor)
