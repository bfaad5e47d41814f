"""A file's row turned into the cells of the program's own columns, as its mapping says."""

import functools
import re
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import NamedTuple

from core import ndc
from core.catalog import Product
from core.columns import forms, headings
from core.columns.forms import FormError
from core.columns.mapping import REFUSED, WORDS, Mapping
from core.judging import BILLED, ENCOUNTER, Line, words
from core.ndc import NdcError
from core.reference import Reference

_REMEMBERED = 4_096

_CODE = re.compile(r"([A-Z0-9][0-9]{3}[A-Z0-9])[ :,-]*((?:[A-Z0-9]{2}[ :,-]*){0,4})", re.ASCII)
"""A billing code, and modifiers that may follow it in its cell."""

_LONG = 12
"""Signs of another code that are told."""


class Converted(NamedTuple):
    """What one row says."""

    encounter: tuple[str, ...]
    """Cells of ENCOUNTER without the first; what has not the form of its column is as it was."""

    billed: tuple[str, ...]
    """Cells of BILLED."""

    faults: tuple[str, ...] = ()
    """What has not the form of its column."""

    other: str = ""
    """Which other billing code the row is of; empty where it is of the drug's."""

    @property
    def line(self) -> Line:
        """The row as a claim line."""
        return Line(self.billed[0], self.billed[2])


def exact(header: Sequence[str]) -> "Converter":
    """What takes the cells of the program's own columns as they are."""
    pick = headings.picker(header, ENCOUNTER + BILLED)

    def convert(row: Sequence[str]) -> tuple[str, Converted]:
        cells = pick([*row, ""])
        return cells[0], Converted(cells[1:8], cells[8:])

    return convert


Converter = Callable[[Sequence[str]], tuple[str, Converted]]
"""Takes a row as wide as the header; gives its encounter id and what it says."""


def mapped(mapping: Mapping, header: Sequence[str], reference: Reference) -> Converter:
    """What turns the rows of a file into those columns; cells without a column are dropped.

    Args:
        mapping: without a fault for this header.
        header: of the file.
        reference: whose products say which billing codes and NDCs are the drug's; rows of others are not.
    """
    fields = _Fields(mapping, reference)
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


class _Code(NamedTuple):
    """What a billing code's cell says."""

    modifiers: str = ""
    other: str = ""
    """Another code than the drug's."""

    fault: str = ""


class _Fields:
    """The way from picked cells to the program's own."""

    def __init__(self, mapping: Mapping, reference: Reference) -> None:
        self._mapping, self._find = mapping, reference.catalog.find
        self._codes = frozenset(product.hcpcs for product in reference.catalog.products)
        self._similar = frozenset(code.hcpcs for code in reference.similar_codes)
        self._labelled = functools.lru_cache(_REMEMBERED)(self._as_labelled)

    def convert(self, *picked: str) -> Converted:
        """Convert the cells of _PICKED and of the modifiers; empty ones stay empty."""
        cells = {name: cell.strip() for name, cell in zip(_PICKED, picked, strict=False)}
        modifiers = picked[len(_PICKED) :]
        mapping, faults = self._mapping, list[str]()
        opened, ours = self._labelled(cells["opened"] or cells["ndc"])
        if "billed_code" in mapping.columns and cells["billed_code"] not in self._codes:
            billed = any((cells["billed_units"], cells["billed_jw_units"], *map(str.strip, modifiers)))
            code = self._code(cells["billed_code"].upper(), billed=billed, opened=opened, ours=ours)
            if code.other:
                return Converted((), (), other=code.other)
            faults += [code.fault] if code.fault else []
            modifiers = (*modifiers, code.modifiers)

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
        found["opened"] = opened
        if "ndc" in mapping.columns and cells["ndc"]:
            count = read("count", forms.whole) if "count" in mapping.columns else mapping.same["count"]
            found["opened"] = f"{opened} x {count}" if count else opened
            if not count:
                faults.append("count: empty")
        modifier = " ".join(sorted(words(" ".join(modifiers))))
        units = [read(name, _units) for name in BILLED[:2]]
        return Converted(tuple(found[name] for name in ENCOUNTER[1:]), (*units, modifier), tuple(faults))

    def _code(self, text: str, *, billed: bool, opened: str, ours: bool) -> "_Code":
        """What the cell of the billing code says, beside the containers of its row."""
        match = _CODE.fullmatch(text)
        code, modifiers = match.groups() if match else (text, "")
        if code in self._codes:
            return _Code(modifiers=modifiers)
        if not text:
            return _Code(fault="billed_code: empty, though something was billed" if billed else "")
        if text[:5] in self._codes:
            return _Code(fault=f"billed_code: {text}: expected a code, and modifiers at most")
        if ours and text[0].isalpha():
            return _Code(fault=f"billed_code: {code}: the NDC is that of a product with another code")
        if code in self._similar and not opened:
            return _Code(fault=f"billed_code: {code}: a similar code, and no NDC says which drug it was")
        return _Code(other=code[:_LONG])

    def _as_labelled(self, text: str) -> tuple[str, bool]:
        """Containers with their NDCs as labelled, so that each has one spelling; whether one is of the catalogue."""
        parts, ours = [], False
        for part in text.split(";"):
            code, times, count = part.strip().partition(" x ")
            try:
                known = self._find(ndc.parse(code.strip()))
            except NdcError:
                known = None
            ours = ours or isinstance(known, Product)
            parts.append(f"{known.ndc if known else code}{times}{count}")
        return "; ".join(parts), ours

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
