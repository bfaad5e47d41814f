"""Codes that get confused with the drug's own, and what each really is (C3)."""

import functools
from typing import NamedTuple

from core.entries import Entry, read_toml
from core.quantity import Mass, QuantityError, parse_mass


class SimilarCode(NamedTuple):
    """One code of another drug or form."""

    hcpcs: str
    drug: str
    unit: str
    """Of one billing unit; `none` where there is none."""

    differs: str
    """How it differs from the drug's own code."""

    doses: tuple[Mass, ...]
    """Usual single doses; empty where nobody would take one for the drug's (C4)."""


@functools.cache
def load(path: str) -> tuple[SimilarCode, ...]:
    """Read the codes, in the order of the file.

    Raises:
        DataError: a fault in the file, naming entry and field.
        OSError: the file can't be read.
    """
    file = Entry(path, read_toml(path))
    for field in ("source", "grade"):  # of the whole file, as rule C3 says them
        file.text(field)
    file.date("checked")
    found = tuple([_code(entry) for entry in file.tables("code")])
    file.refuse()
    return found


def with_dose(dose: Mass, codes: tuple[SimilarCode, ...]) -> tuple[SimilarCode, ...]:
    """The codes whose drug is usually given in this dose; the first one, the depot form, where none is."""
    return tuple(code for code in codes if dose in code.doses) or codes[:1]


def _code(entry: Entry) -> SimilarCode:
    found = SimilarCode(
        hcpcs=entry.name_by("hcpcs"),
        drug=entry.text("drug"),
        unit=entry.text("unit"),
        differs=entry.text("differs"),
        doses=tuple([_mass(entry, text) for text in entry.texts("doses")]),
    )
    entry.end()
    return found


def _mass(entry: Entry, text: str) -> Mass:
    try:
        return parse_mass(text)
    except QuantityError as error:
        entry.fault("doses", str(error))
        return Mass(0)
