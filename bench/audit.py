"""Rows a second and peak memory of an audit, and of reading and writing the same CSV alone: run by `make bench`.

Prints for each kind of file: its name, rows, seconds, megabytes at the peak, and both of the floor.
"""

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROWS = 1_000_000

DOSES = (25, 50, 60, 75, 90, 100, 120, 150, 200, 250, 300, 450)
CODES = ("0641-6175-10", "0641-6174-10", "0078-0182-01", "0641-6177-01")
PAYERS = ("medicare-part-b", "bcbs-north-carolina", "lifewise-premera", "commercial-generic")
NAMES = {name: f"Plan {n}" for n, name in enumerate(PAYERS)}

MAPPING = {
    "columns": {
        "encounter_id": "Claim No",
        "service_date": "Date of Service",
        "payer": "Plan",
        "route": "Route",
        "given": "Dose",
        "ndc": "NDC",
        "count": "Vials",
        "billed_code": "HCPCS",
        "billed_units": "Units",
    },
    "modifiers": ["Mod 1", "Mod 2"],
    "rows": "claim line",
    "dates": "MM/DD/YYYY",
    "dose_unit": "mcg",
    "words": {"route": {"subq": "SC"}, "payer": {said: name for name, said in NAMES.items()}},
}


def main() -> None:
    """Measure each kind of file in a process of its own."""
    options = argparse.ArgumentParser()
    options.add_argument("--work", nargs=4, metavar=("KIND", "IN", "OUT", "FLOOR"))
    options.add_argument("--rows", type=int, default=ROWS)
    found = options.parse_args()
    if found.work:
        work(*found.work)
        return
    with tempfile.TemporaryDirectory() as folder:
        source, target = os.path.join(folder, "in.csv"), os.path.join(folder, "out.csv")
        for kind in ("own", "mapped", "lines", "scattered"):
            write(source, kind, found.rows)
            figures = []
            for floor in ("", "floor"):
                command = [sys.executable, os.path.abspath(__file__), "--work", kind, source, target, floor]
                figures += measured(command)
            print(kind, found.rows, *(f"{figure:.2f}" for figure in figures), flush=True)


def work(kind: str, source: str, target: str, floor: str) -> None:
    """Go through a file and write the rows to correct, or copy it."""
    if floor:
        with open(source, encoding="utf-8", newline="") as file, open(target, "w", encoding="utf-8") as copy:
            out = csv.writer(copy, lineterminator="\n")
            for row in csv.reader(file):
                out.writerow([*row, 3, 1, "JW", "40", "agrees", 0, ""])
        return
    from core import reference
    from core.audit.auditing import Known, audit
    from core.clinic import Clinic
    from core.columns import mapping

    rows = {"own": None, "mapped": {**MAPPING, "rows": "encounter"}}.get(kind, MAPPING)
    columns = mapping.from_dict(rows) if rows else None
    with open(source, "rb", buffering=0) as file, open(target, "wb") as out:
        audit(file, columns, Known(reference.shipped(), Clinic()), {}, target=out)


def measured(command: list[str]) -> tuple[float, float]:
    """Seconds that a command takes, and its peak memory in megabytes."""
    environment = {**os.environ, "PYTHONPATH": os.path.dirname(HERE)}
    start = time.perf_counter()
    process = subprocess.Popen(command, env=environment)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return time.perf_counter() - start, used.ru_maxrss / 1024


def write(path: str, kind: str, rows: int) -> None:
    """A year's claims: in the program's own columns, under other headings, or a row for each claim line."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        if kind == "own":
            file.write(
                "encounter_id,service_date,payer,route,given,opened,billed_units,billed_jw_units,billed_modifier\n"
            )
            for n in range(rows):
                day, dose, code, payer = parts(n, rows)
                file.write(f"E{n},{day},{payer},SC,{dose} mcg,{code} x 5,{(dose + 24) // 25},{n % 4},JW\n")
            return
        file.write("Patient,Claim No,Date of Service,Plan,Route,Dose,NDC,Vials,HCPCS,Units,Mod 1,Mod 2\n")
        pairs = range(rows // 2) if kind != "mapped" else range(rows)
        for modifier in {"mapped": ("JW",), "lines": ("",), "scattered": ("", "JW")}[kind]:
            for n in pairs:
                day, dose, code, payer = parts(n, len(pairs))
                start = f"Sample {n},E{n},{day[5:7]}/{day[8:]}/{day[:4]},{NAMES[payer]},SubQ,{dose},{code},5,J2354"
                file.write(f"{start},{(dose + 24) // 25},{modifier},\n")
                if kind == "lines":
                    file.write(f"{start},{n % 4},JW,\n")


def parts(n: int, rows: int) -> tuple[str, int, str, str]:
    """Date, dose in mcg, NDC and payer of the n-th claim."""
    day = f"2026-{1 + n * 12 // rows:02d}-{1 + n * 336 // rows % 28:02d}"
    return day, DOSES[n * 7 % 12], CODES[n % 4], PAYERS[n % 7 % 4]


if __name__ == "__main__":
    main()
