"""A file's row turned into the cells of the program's own columns, as its mapping says."""

import functools
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import NamedTuple

from core.columns import contract, forms
from core.columns.forms import FormError
from core.columns.mapping import REFUSED, WORDS, Mapping
from core.judging import BILLED, ENCOUNTER, Line, words

_REMEMBERED = 4_096


class Converted(NamedTuple):
    """What one row says."""

    encounter: tuple[str, ...]
    """Cells of ENCOUNTER without the first; what has not the form of its column is as it was."""

    billed: tuple[str, ...]
    """Cells of BILLED."""

    faults: tuple[str, ...] = ()
    """What has not the form of its column."""

    ours: bool = True
    """False where the row is of another billing code."""

    @property
    def line(self) -> Line:
        """The row as a claim line."""
        return Line(self.billed[0], self.billed[2])


def exact(header: Sequence[str]) -> "Converter":
    """What takes the cells of the program's own columns as they are."""
    pick = contract.picker(header, ENCOUNTER + BILLED)

    def convert(row: Sequence[str]) -> tuple[str, Converted]:
        cells = pick([*row, ""])
        return cells[0], Converted(cells[1:8], cells[8:])

    return convert


Converter = Callable[[Sequence[str]], tuple[str, Converted]]
"""Takes a row as wide as the header; gives its encounter id and what it says."""


def mapped(mapping: Mapping, header: Sequence[str], codes: frozenset[str]) -> Converter:
    """What turns the rows of a file into those columns; cells without a column are dropped.

    Args:
        mapping: without a fault for this header.
        header: of the file.
        codes: billing codes of the drugs that are known; rows of others are not ours.
    """
    fields = _Fields(mapping, codes)
    remembered = functools.lru_cache(_REMEMBERED)(fields.convert)
    wanted = [mapping.columns.get(name, "") for name in _PICKED] + list(mapping.modifiers)
    # The empty heading picks the empty cell that is added to each row.
    pick = itemgetter(*(header.index(name) if name else len(header) for name in wanted))
    name = mapping.columns.get("encounter_id")
    place = header.index(name) if name else len(header)

    def convert(row: Sequence[str]) -> tuple[str, Converted]:
        cells = [*row, ""]
        return cells[place].strip(), remembered(*pick(cells))

    return convert


_PICKED = (
    "service_date",
    "given",
    "given_unit",
    "opened",
    "ndc",
    "count",
    "billed_code",
    "billed_units",
    "billed_jw_units",
    *WORDS,
)


class _Fields:
    """The way from picked cells to the program's own."""

    def __init__(self, mapping: Mapping, codes: frozenset[str]) -> None:
        self._mapping, self._codes = mapping, codes

    def convert(self, *picked: str) -> Converted:
        """Convert the cells of _PICKED and of the modifiers; empty ones stay empty."""
        cells = {name: cell.strip() for name, cell in zip(_PICKED, picked, strict=False)}
        modifiers = picked[len(_PICKED) :]
        mapping, faults = self._mapping, list[str]()
        code = cells["billed_code"].upper()
        if "billed_code" in mapping.columns and code not in self._codes:
            return Converted((), (), ours=False)

        def read(name: str, convert: Callable[..., str], *how: object) -> str:
            """One cell in its form; as it was where it has not that form."""
            text = cells[name]
            try:
                return convert(text, *how) if text else ""
            except FormError as error:
                faults.append(f"{name}: {error}")
                return text

        found = {name: self._word(name, read) for name in WORDS}
        found["service_date"] = read("service_date", forms.date, mapping.dates)
        found["given"] = read("given", forms.dose, mapping.dose_unit or cells["given_unit"])
        found["opened"] = cells["opened"]
        if "ndc" in mapping.columns and cells["ndc"]:
            count = read("count", forms.whole) if "count" in mapping.columns else mapping.same["count"]
            found["opened"] = f"{cells['ndc']} x {count}" if count else cells["ndc"]
            if not count:
                faults.append("count: empty")
        modifier = " ".join(sorted(words(" ".join(modifiers))))
        units = [read(name, _units) for name in BILLED[:2]]
        return Converted(tuple(found[name] for name in ENCOUNTER[1:]), (*units, modifier), tuple(faults))

    def _word(self, name: str, read: Callable[..., str]) -> str:
        """A word by its meaning; the value for all rows where no column says it."""
        mapping = self._mapping
        if name not in mapping.columns:
            return mapping.same.get(name, "")
        meanings = mapping.words.get(name, {})
        if name == "payer" and mapping.other_payers != REFUSED:
            return read(name, lambda text: meanings.get(text.casefold(), ""))
        return read(name, forms.word, meanings, name.replace("_", " "))


def _units(text: str) -> str:
    """Units without the `.0` that spreadsheets add; what is no whole number is told when it is judged."""
    whole, point, rest = text.partition(".")
    return whole if point and rest and not rest.strip("0") else text
