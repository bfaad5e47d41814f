"""Which heading of a file means what, and in which form its values are: confirmed by the user, kept as JSON."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from core import strict_json
from core.columns import headings
from core.columns.forms import DATES, DOSE_UNITS
from core.encounter import DRUG_SOURCES, ROUTES, SETTINGS
from core.faults import Fault, InputError
from core.judging import BILLED, ENCOUNTER
from core.strict_json import Reader

COLUMNS = (*ENCOUNTER[:-1], "given_unit", "opened", "ndc", "count", "billed_code", *BILLED[:-1])
"""What a heading can mean, save a modifier: the columns of the program's own files, and others that come to the same.

`given_unit` is the unit of `given`; `ndc` and `count` stand instead of `opened`; `billed_code` tells the drug's rows
from others.
"""

MODIFIERS = 4
"""Columns that a claim line's modifiers may stand in."""

SAME = ("setting", "payer", "drug_source", "route", "count", "billed_code")
"""What may be the same for all rows, where no column says it."""

WORDS = ("setting", "payer", "drug_source", "route")
"""Columns whose words are translated."""

DRUG = "this drug"
"""Stands for the billing code of all rows, where the file holds no others."""

ENCOUNTERS, LINES = "encounter", "claim line"
ROWS = (ENCOUNTERS, LINES)
"""What one row of the file is."""

REFUSED, USUAL = "refused", "usual"
OTHERS = (REFUSED, USUAL)
"""What becomes of rows whose payer is not among the words: refused, or judged by the clinic's usual payer."""

MAX_WORDS = 500


class Mapping(NamedTuple):
    """What the headings and values of one kind of file mean."""

    columns: dict[str, str]
    """Headings by what they mean, one of COLUMNS."""

    modifiers: tuple[str, ...]
    """Headings of the modifiers, in order."""

    rows: str
    """One of ROWS."""

    dates: str
    """One of DATES; empty until somebody says it."""

    dose_unit: str
    """Unit of all doses, one of DOSE_UNITS; empty where cells or a column say it."""

    same: dict[str, str]
    """What is the same for all rows, by one of SAME."""

    words: dict[str, dict[str, str]]
    """What the words of a column mean, in small letters; by one of WORDS."""

    other_payers: str
    """One of OTHERS."""

    def headings(self) -> tuple[str, ...]:
        """All headings that mean something."""
        return (*self.columns.values(), *self.modifiers)


def check(mapping: Mapping, header: Sequence[str], payers: Collection[str]) -> list[Fault]:
    """What is missing in a mapping, or is not in a file's header."""
    known, columns, same = set(header), mapping.columns, mapping.same
    faults = [
        Fault(name, f"the file has no such column: {heading}")
        for name, heading in columns.items()
        if heading not in known
    ]
    faults += [
        Fault("billed_modifier", f"the file has no such column: {heading}")
        for heading in mapping.modifiers
        if heading not in known
    ]
    faults += headings.twice(header, mapping.headings()) + headings.twice(mapping.headings(), mapping.headings())
    faults += [Fault(name, "say which column this is") for name in ("service_date", "given") if name not in columns]
    faults += [Fault(name, "give either a column or one value for all rows") for name in same if name in columns]
    if "route" not in columns and "route" not in same:
        faults.append(Fault("route", "say which column this is, or one route for all rows"))
    if ("opened" in columns) == ("ndc" in columns):
        faults.append(Fault("opened", "give either the column of containers or that of NDCs"))
    if "ndc" in columns and "count" not in columns and "count" not in same:
        faults.append(Fault("count", "say which column counts the containers, or one count for all rows"))
    if mapping.rows == LINES and "encounter_id" not in columns:
        faults.append(
            Fault("encounter_id", "rows that are claim lines need a column that holds their encounter together")
        )
    if mapping.rows == LINES and "billed_code" not in columns and "billed_code" not in same:
        faults.append(Fault("billed_code", "say which column this is, or that all rows are of this drug"))
    if mapping.rows == LINES and "billed_jw_units" in columns:
        faults.append(Fault("billed_jw_units", "on claim lines JW is a modifier; leave this column out"))
    if "service_date" in columns and not mapping.dates:
        faults.append(Fault("dates", "say how dates are written"))
    if "given_unit" in columns and mapping.dose_unit:
        faults.append(Fault("dose_unit", "a column says it already"))
    return faults + _unknown_payers(mapping, payers)


def _unknown_payers(mapping: Mapping, payers: Collection[str]) -> list[Fault]:
    named = dict.fromkeys((*mapping.words.get("payer", {}).values(), mapping.same.get("payer", "")))
    return [
        Fault("payer", f"{payer}: expected one of {', '.join(payers)}")
        for payer in named
        if payer and payer not in payers
    ]


def read(data: bytes) -> Mapping:
    """Read a mapping from the bytes of a JSON file.

    Raises:
        InputError: with every fault, each at its field.
    """
    return from_dict(strict_json.parse(data))


def from_dict(value: object) -> Mapping:
    """Read a mapping from its JSON object; what is not there is empty, or the first that it may be.

    Raises:
        InputError: with every fault, each at its field.
    """
    reader = Reader()
    table = reader.table(value, "", Mapping._fields)
    columns = reader.table(table.get("columns", {}), "columns", COLUMNS)
    same = reader.table(table.get("same", {}), "same", SAME)
    found = Mapping(
        columns={name: reader.text(columns, name, f"columns.{name}") for name in columns if name in COLUMNS},
        modifiers=reader.texts(table, "modifiers", most=MODIFIERS),
        rows=reader.choice(table, "rows", choices=ROWS) if "rows" in table else ENCOUNTERS,
        dates=reader.choice(table, "dates", choices=("", *DATES)) if "dates" in table else "",
        dose_unit=reader.choice(table, "dose_unit", choices=("", *DOSE_UNITS)) if "dose_unit" in table else "",
        same={name: _value(reader, same, name, f"same.{name}") for name in same if name in SAME},
        words=_words(reader, table),
        other_payers=reader.choice(table, "other_payers", choices=OTHERS) if "other_payers" in table else REFUSED,
    )
    if reader.faults:
        raise InputError(reader.faults)
    return found


def to_dict(mapping: Mapping) -> dict[str, Any]:
    """A mapping as its JSON object."""
    return {**mapping._asdict(), "modifiers": list(mapping.modifiers)}


def _words(reader: Reader, table: dict[str, Any]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    outer = reader.table(table.get("words", {}), "words", WORDS)
    for name, value in outer.items():
        inner = reader.table(value, f"words.{name}", value if isinstance(value, dict) else ())
        if len(inner) > MAX_WORDS:
            reader.fault(f"words.{name}", f"{len(inner):,} words: at most {MAX_WORDS:,}")
        elif name in WORDS:
            found[name] = {
                word.casefold(): _value(reader, {name: meant}, name, f"words.{name}") for word, meant in inner.items()
            }
    return found


_VALUES: dict[str, Collection[str]] = {
    "setting": SETTINGS,
    "drug_source": DRUG_SOURCES,
    "route": ROUTES,
    "billed_code": (DRUG,),
}


def _value(reader: Reader, table: dict[str, Any], name: str, path: str) -> str:
    """One value of a column as it is read here; which payers there are is not known here."""
    if name in _VALUES:
        return reader.choice(table, name, path, choices=_VALUES[name])
    return reader.text(table, name, path)
