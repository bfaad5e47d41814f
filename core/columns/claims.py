"""The claims of a file, one after the other: a row each, or put together of rows that are claim lines.

Rows of one encounter may stand anywhere. Two tables of bits tell which encounters come back later; only of these are
rows kept until all are there, some thousand encounters in one pass over the file. So memory stays flat.
"""

import functools
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from core.columns import conversion, headings
from core.columns.conversion import Converted, Converter
from core.columns.mapping import LINES, REFUSED, Mapping
from core.columns.table import Table
from core.judging import BILLED, ENCOUNTER, Line
from core.reference import Reference

MAX_LINES = 200
"""Lines that one claim may have; a column that holds more together is hardly the encounter's."""

_BITS = 27
"""Of a hash: tables of 16 megabytes."""

_HELD = 50_000
"""Encounters whose rows are held in one pass."""

OTHERS = "others"
"""Stands for further codes where rows of very many are passed over."""

_CODES = 100
"""Other billing codes that are counted apart."""

_OFTEN = 500
"""Rows between two looks whether somebody wants to know how far it is."""

_REMEMBERED = 4_096
"""Encounters whose rows are alike but for their names."""


class Claim(NamedTuple):
    """One encounter with what was billed for it."""

    lines: tuple[int, ...]
    """Numbers of its lines in the file; the header is line 1."""

    encounter_id: str
    encounter: tuple[str, ...] = ("",) * (len(ENCOUNTER) - 1)
    """Cells of ENCOUNTER without the first."""

    billed: tuple[str, ...] = ("",) * len(BILLED)
    """Cells of BILLED."""

    claim_lines: tuple[Line, ...] | None = None
    """What each claim line says; None where one row says all."""

    fault: str = ""
    """Why it can't be judged; empty where it can."""


class Claims:
    """The claims of a table."""

    def __init__(
        self,
        table: Table,
        mapping: Mapping | None,
        reference: Reference,
        tell: Callable[["Claims"], None] = lambda _: None,
    ) -> None:
        """Read them as a mapping says.

        Args:
            table: the file.
            mapping: without a fault for its header; None where the headings are the program's own.
            reference: the drugs that are known.
            tell: is told every some hundred rows.
        """
        self._tell = tell
        self._table, self._width = table, len(table.header)
        self._convert: Converter = (
            conversion.mapped(mapping, table.header, reference) if mapping else conversion.exact(table.header)
        )
        self._by_line = bool(mapping and mapping.rows == LINES)
        self._payer_needed = bool(mapping and "payer" in mapping.columns and mapping.other_payers == REFUSED)
        self.passes = 2 if self._by_line else 1
        """How often the file is read."""

        self.begun = 0
        """Which pass over the file it is, from 1."""

        self.rows = 0
        """Rows read in all passes, as of when it was last told."""

        self.passed_over: Counter[str] = Counter()
        """Rows of other billing codes, by code."""

    def __iter__(self) -> Iterator[Claim]:
        """Give each claim once, those whose rows stand apart from each other last."""
        return self._lines() if self._by_line else self._whole()

    def _whole(self) -> Iterator[Claim]:
        for number, name, row, fault in self._rows():
            if row is None:
                yield Claim((number,), name, fault=fault)
            elif not row.other:
                wrong = "; ".join(row.faults) or self._missing(row.encounter)
                yield Claim((number,), name, row.encounter, row.billed, None, wrong)
            else:
                self._pass_over(row.other)

    def _rows(self) -> Iterator[tuple[int, str, Converted | None, str]]:
        """Each row's line, encounter and what it says; None with the reason where it is no row of this table."""
        self.begun += 1
        for count, (number, row, fault) in enumerate(self._table.rows()):
            if not count % _OFTEN:
                self.rows += _OFTEN if count else 0
                self._tell(self)
            if fault or len(row) != self._width:
                yield number, "", None, fault or headings.wrong_width(row, self._width)
            else:
                name, found = self._convert(row)
                yield number, name, found, ""

    def _pass_over(self, code: str) -> None:
        """Count a row of another code; of very many codes the later ones together."""
        self.passed_over[code if code in self.passed_over or len(self.passed_over) < _CODES else OTHERS] += 1

    def _missing(self, encounter: tuple[str, ...]) -> str:
        """A payer's column that is empty says no payer; which one is meant is not made up."""
        return "payer: empty" if self._payer_needed and not encounter[ENCOUNTER.index("payer") - 1] else ""

    def _lines(self) -> Iterator[Claim]:
        again, scattered = self._scattered()
        rounds = max(1, -(-scattered // _HELD))
        self.passes = 1 + rounds
        for turn in range(rounds):
            yield from self._pass(again, turn, rounds)

    def _scattered(self) -> tuple["_Bits", int]:
        """Which encounters come back after rows of others, and how often at most."""
        seen, again, times, before = _Bits(), _Bits(), 0, ""
        for _, spelt, row, _ in self._rows():
            if row is None or row.other or not spelt or (name := spelt.casefold()) == before:
                continue
            before = name
            if seen.has(name):
                times += 1
                again.add(name)
            seen.add(name)
        return again, times

    def _pass(self, again: "_Bits", turn: int, rounds: int) -> Iterator[Claim]:
        """The claims of one pass: in the first those whose rows stand together, in each a share of the others."""
        held: dict[str, _Gathered] = {}
        here = _Gathered("")
        for number, spelt, row, fault in self._rows():
            name = spelt.casefold()  # C1 and c1 are one
            if row is not None and row.other:
                if not turn:
                    self._pass_over(row.other)
            elif row is None or not name:
                if not turn:
                    yield Claim((number,), "", fault=fault or "encounter_id: empty, so its claim is not known")
            elif again.has(name):
                if _hash(name) % rounds == turn:
                    held.setdefault(name, _Gathered(spelt)).take(number, row)
            elif not turn:
                if name != here.name.casefold():
                    yield from self._claims((here,))
                    here = _Gathered(spelt)
                here.take(number, row)
        yield from self._claims((here, *held.values()))

    def _claims(self, gathered: Iterable["_Gathered"]) -> Iterator[Claim]:
        for one in gathered:
            if one.lines:
                claim = one.claim()
                yield claim._replace(fault=claim.fault or self._missing(claim.encounter))


class _Gathered:
    """The rows of one encounter."""

    __slots__ = ("_rows", "lines", "name")  # there may be many

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: list[int] = []
        self._rows: list[Converted] = []

    def take(self, number: int, row: Converted) -> None:
        """Take a row; of too many only some are kept."""
        if len(self.lines) <= MAX_LINES:
            self.lines.append(number)
            self._rows.append(row)

    def claim(self) -> Claim:
        """All of them together; their order does not matter."""
        if len(self.lines) > MAX_LINES:
            fault = f"more than {MAX_LINES} lines with one encounter id: check which column it is"
            return Claim(tuple(self.lines[:1]), self.name, fault=fault)
        cells, billed, lines, fault = _together(tuple(self._rows))
        return Claim(tuple(self.lines), self.name, cells, billed, lines, fault)


@functools.lru_cache(_REMEMBERED)
def _together(rows: tuple[Converted, ...]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Line, ...], str]:
    """The rows of one encounter as its cells, those of what was billed, its claim lines, and what contradicts."""
    faults = {fault for row in rows for fault in row.faults}
    cells = []
    for place, name in enumerate(ENCOUNTER[1:]):
        values = sorted({row.encounter[place] for row in rows} - {""})
        # Several lines may each name other containers; but each product is counted once.
        if len(values) > 1 and not (name == "opened" and _differ(values)):
            faults.add(f"{name}: its lines say {' and '.join(values)}")
        cells.append("; ".join(values))
    lines = tuple(sorted(row.line for row in rows))
    return tuple(cells), _billed(lines), lines, "; ".join(sorted(faults))


def _differ(values: list[str]) -> bool:
    """Whether no product stands in two of these lists of containers."""
    codes = [part.partition(" x ")[0].strip() for value in values for part in value.split(";")]
    return len(set(codes)) == len(codes)


def _billed(lines: tuple[Line, ...]) -> tuple[str, ...]:
    """The lines as the cells of one row, for reading: sums, and all modifiers."""
    jw = [line.units for line in lines if "JW" in line.modifier.split()]
    others = [line.units for line in lines if "JW" not in line.modifier.split()]
    modifiers = sorted({word for line in lines for word in line.modifier.split()})
    return (_sum(others), _sum(jw), " ".join(modifiers))


def _sum(units: list[str]) -> str:
    """A sum, or all of them where one is no number."""
    said = [text for text in units if text]
    if all(text.isascii() and text.removeprefix("-").isdigit() for text in said):
        return str(sum(map(int, said))) if said else ""
    return " + ".join(said)


class _Bits:
    """A set of names that may hold some too many, never one too few, in memory that stays the same."""

    def __init__(self) -> None:
        self._bits = bytearray(1 << (_BITS - 3))

    def add(self, name: str) -> None:
        """Put a name in."""
        at = _hash(name)
        self._bits[at >> 3] |= 1 << (at & 7)

    def has(self, name: str) -> bool:
        """Whether it may be in."""
        at = _hash(name)
        return bool(self._bits[at >> 3] & 1 << (at & 7))


def _hash(name: str) -> int:
    """A place in the table, the same in every run."""
    return zlib.crc32(name.encode("utf-8", "surrogatepass")) >> (32 - _BITS)
