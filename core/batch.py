"""Many encounters at once: CSV in, CSV out, row by row, each compared with what was billed."""

import csv
import functools
from collections.abc import Callable, Iterable
from typing import IO, NamedTuple

from core import intake
from core.billing import bill
from core.clinic import Clinic
from core.faults import Fault, InputError
from core.quantity import number
from core.reference import Reference
from core.spreadsheet import MAX_LINE, neutral, rows
from core.units import count

ENCOUNTER = ("encounter_id", "service_date", "setting", "payer", "drug_source", "route", "given", "opened")
"""Columns that say what happened."""

BILLED = ("billed_units", "billed_jw_units", "billed_modifier")
"""Columns that say what was on the claim; optional."""

ADDED = ("administered_units", "jw_units", "modifier", "discarded_mcg", "verdict", "difference_units", "message")
"""Columns that the output has besides those of the input."""

_REQUIRED = ("service_date", "route", "given", "opened")
_REMEMBERED = 4_096
"""Encounters whose answers are kept, for a clinic's days are much alike."""


class Expected(NamedTuple):
    """What should be on the claim of one row."""

    administered: int
    jw: int
    modifiers: tuple[str, ...]
    """Of the line that says what became of the rest: the JW line where there is one."""

    discarded_mcg: str
    jz_optional: bool
    """Whether JZ may also be left out: the payer or the date does not require it (R10)."""


class Billed(NamedTuple):
    """What was on the claim of one row."""

    administered: int
    jw: int
    modifiers: frozenset[str]


class RefusedError(ValueError):
    """A row that can't be worked out; the message says why."""


def run(
    source: IO[str],
    target: IO[str],
    reference: Reference,
    clinic: Clinic,
    *,
    payer: str = "",
    faults: Iterable[Fault] = (),
) -> None:
    """Write one result row for each encounter row; only a few lines are held in memory.

    A row that can't be used is written with the verdict `refused` and never stops the run.

    Args:
        source: CSV with a header row.
        target: takes the same columns and ADDED.
        reference: what to look things up in.
        clinic: its default payer, and its settings.
        payer: an id that stands instead of every row's payer.
        faults: found elsewhere, to be named with those of the header.

    Raises:
        InputError: the header lacks a column, or has one that is unknown or stands twice.
    """
    header = _header(source, faults)
    work_out = functools.partial(_expected, reference=reference, clinic=clinic, payer=payer)
    remembered = functools.lru_cache(_REMEMBERED)(work_out)
    out = csv.writer(target, lineterminator="\n")
    out.writerow((*header, *ADDED))
    for row, fault in rows(source, len(header)):
        cells = row[: len(header)] + [""] * (len(header) - len(row))
        answer = _refused(fault) if fault else _judged(row, header, remembered)
        out.writerow([*map(neutral, cells), *answer])


def _header(source: IO[str], others: Iterable[Fault]) -> list[str]:
    line = source.readline(MAX_LINE)
    if "\0" in line:
        raise InputError([*others, Fault("header", "not UTF-8: save the file as CSV UTF-8")])
    try:
        header = next(csv.reader([line], strict=True), [])
    except csv.Error as error:
        raise InputError([*others, Fault("header", f"no CSV: {error}")]) from None
    faults = [*others, *(Fault(name, "unknown column") for name in header if name not in ENCOUNTER + BILLED)]
    faults += [Fault(name, "this column is missing") for name in _REQUIRED if name not in header]
    faults += [Fault(name, "stands there twice") for name in dict.fromkeys(header) if header.count(name) > 1]
    if faults:
        raise InputError(faults)
    return header


def _judged(row: list[str], header: list[str], work_out: Callable[..., Expected]) -> tuple[object, ...]:
    """The cells that are added to a row."""
    if len(row) != len(header):
        return _refused(f"{len(row)} cells; the header has {len(header)}")
    try:
        cells = dict(zip(header, row, strict=True))
        expected = work_out(*[cells.get(name, "") for name in ENCOUNTER[1:]])
        billed = _billed(cells)
    except RefusedError as error:
        return _refused(str(error))
    except InputError as error:
        return _refused("; ".join(f"{fault.field}: {fault.message}" for fault in error.faults))
    answer = (expected.administered, expected.jw, " ".join(expected.modifiers), expected.discarded_mcg)
    return (*answer, *_verdict(expected, billed)) if billed else (*answer, "not-billed", "", "")


def _refused(message: str) -> tuple[object, ...]:
    return ("", "", "", "", "refused", "", neutral(message))


def _expected(*cells: str, reference: Reference, clinic: Clinic, payer: str) -> Expected:
    """What should be on the claim, from the cells of the columns ENCOUNTER without the first.

    Raises:
        InputError: the cells are wrong.
        RefusedError: nothing may be billed.
    """
    table: dict[str, object] = dict(zip(ENCOUNTER[1:], cells, strict=True))
    table["opened"] = _opened(cells[-1])
    table["payer"] = payer or table["payer"]
    for field in ("setting", "drug_source"):
        if not table[field]:
            del table[field]
    encounter = intake.read(table, reference, clinic)
    billed = bill(encounter, reference, clinic)
    if billed.errors:
        raise RefusedError(" ".join(error.message for error in billed.errors))
    waste = [line for line in billed.lines if line.discarded]
    jw = sum([line.units for line in waste])
    administered = sum([line.units for line in billed.lines]) - jw
    modifiers = (waste or billed.lines)[0].modifiers
    required = billed.payer.jz == "required" and encounter.service_date >= reference.rules.since("R10", "JZ_required")
    return Expected(administered, jw, modifiers, number(billed.discarded), "JZ" in modifiers and not required)


@functools.lru_cache(maxsize=4096)
def _opened(text: str) -> list[dict[str, object]]:
    """The containers of a cell such as `0641-6175-10 x 2; 0641-6174-10 x 1`, as in an encounter's JSON."""
    return [_container(part.strip()) for part in text.split(";")]


def _container(text: str) -> dict[str, object]:
    code, times, number_of = text.partition(" x ")
    if not times:
        return {"ndc": code.strip()}
    number_of = number_of.strip()
    plain = number_of.isascii() and number_of.isdigit() and len(number_of) < 10
    return {"ndc": code.strip(), "count": int(number_of) if plain else number_of}


def _billed(cells: dict[str, str]) -> Billed | None:
    """What was billed; None where the row does not say.

    Raises:
        RefusedError: units that are no whole number, or units left out beside a modifier.
    """
    units, jw, modifier = [cells.get(name, "").strip() for name in BILLED]
    if not (units or jw or modifier):
        return None
    if not units:
        msg = "billed_units: empty, though something was billed"
        raise RefusedError(msg)
    words = frozenset(modifier.upper().replace(",", " ").replace("-", " ").split())
    return Billed(_whole("billed_units", units), _whole("billed_jw_units", jw or "0"), words)


def _whole(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        msg = f"{name}: {text}: expected whole units such as 3"
        raise RefusedError(msg)
    return int(text)


def _verdict(expected: Expected, billed: Billed) -> tuple[str, int, str]:
    """How the claim compares: units first, then modifiers; the order of modifiers does not matter (M10)."""
    difference = billed.administered + billed.jw - expected.administered - expected.jw
    if difference:
        verdict = "overbilled" if difference > 0 else "underbilled"
        return verdict, difference, f"Billed {_units(billed)}; expected {_units(expected)}."
    wanted, found = frozenset(expected.modifiers), billed.modifiers
    if billed.jw:
        found |= {"JW"}  # a line of JW units is a line with JW, even where the modifier's column is empty
    right = found == wanted or (expected.jz_optional and found == wanted - {"JZ"})
    if (billed.administered, billed.jw) == (expected.administered, expected.jw) and right:
        return "agrees", 0, ""
    verdict = "modifier-missing" if found < wanted else "modifier-wrong"
    said, should = " ".join(sorted(found)) or "no modifier", " ".join(expected.modifiers) or "no modifier"
    return verdict, 0, f"Billed {_units(billed)}, {said}; expected {_units(expected)}, {should}."


def _units(units: Expected | Billed) -> str:
    return f"{count(units.administered)} and {units.jw} JW" if units.jw else count(units.administered)
