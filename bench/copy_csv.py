"""The floor of a batch: read a CSV and write it with seven more columns."""

import csv
import sys

with open(sys.argv[1], encoding="utf-8", newline="") as source, open(sys.argv[2], "w", encoding="utf-8") as target:
    out = csv.writer(target, lineterminator="\n")
    for row in csv.reader(source):
        out.writerow([*row, 3, 1, "JW", "40", "agrees", 0, ""])
