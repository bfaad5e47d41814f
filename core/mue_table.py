"""Medically unlikely edits out of the tables that CMS publishes each quarter (M1)."""

from collections.abc import Collection
from typing import NamedTuple

from core import cms_file

_CODE = "hcpcs/cpt code"
_VALUES = {
    "practitioner services mue values": ("office", "asc"),
    "outpatient hospital services mue values": ("hospital_outpatient", "cah"),
}
"""How the column of values is called, and for which settings that table is."""


class MueTable(NamedTuple):
    """One table."""

    quarter: str
    settings: tuple[str, ...]
    """For which it is."""

    units: dict[str, int]
    """In a day, by code."""


def read(data: bytes, name: str) -> MueTable:
    """Read a table as CMS publishes it.

    Args:
        data: the file.
        name: its name, which says the quarter where the file itself does not.

    Raises:
        CmsFileError: it is no such file.
    """
    table = cms_file.read(data, name, "MUE table", lambda cells: bool(_places(cells)))
    code, value = _places(table.header)
    settings = next(places for column, places in _VALUES.items() if column == table.header[value])
    found = {row[code].upper(): row[value] for row in table.rows}
    units = {key: int(text) for key, text in found.items() if key and text.isascii() and text.isdecimal()}
    return MueTable(table.quarter, settings, units)


def _places(cells: Collection[str]) -> list[int]:
    """Where code and value stand; nothing unless each does once. CMS writes blanks around the stroke at times."""
    names = [cell.replace("/ ", "/").replace(" /", "/") for cell in cells]
    codes = [place for place, cell in enumerate(names) if cell == _CODE]
    values = [place for place, cell in enumerate(names) if cell in _VALUES]
    return [*codes, *values] if len(codes) == len(values) == 1 else []
