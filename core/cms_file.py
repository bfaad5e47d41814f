"""Tables that CMS publishes as CSV: a title, notes, then a header and rows; also as a spreadsheet saved them again."""

import csv
import io
from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from core import quarters
from core.spreadsheet import SEPARATORS, encoding

MAX_BYTES = 5_000_000
_ZIP, _OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
"""How a ZIP begins, as new workbooks of Excel are, and how its old ones do."""

_PACKED = "{} is packed. Unpack it, then choose the CSV inside."
_WORKBOOK = "{} is an Excel workbook. Save it as CSV UTF-8, then choose that file."


class CmsFileError(ValueError):
    """A file can't be used; the message says why and what to do."""


class CmsTable(NamedTuple):
    """What stands in a file."""

    quarter: str
    """For which it was published, such as `2026 Q4`."""

    header: list[str]
    """Names of the columns in small letters, with single blanks."""

    rows: list[list[str]]
    """Cells in one line, without blanks around them, as many as the header has at least."""


def read(data: bytes, name: str, kind: str, is_header: Callable[[Collection[str]], bool]) -> CmsTable:
    """Read a file as CMS publishes it.

    Args:
        data: the file.
        name: its name, which says the quarter where the file itself does not.
        kind: what it should be, for messages: `price file`.
        is_header: whether cells, written as in `CmsTable.header`, are those of the header.

    Raises:
        CmsFileError: it is no such file.
    """
    if data.startswith((_ZIP, _OLD_WORKBOOK)):
        packed = data.startswith(_ZIP) and b"xl/workbook" not in data
        raise CmsFileError((_PACKED if packed else _WORKBOOK).format(name))
    if len(data) > MAX_BYTES:
        msg = f"{name} is too large for a CMS {kind}. Choose the CSV that CMS publishes."
        raise CmsFileError(msg)
    rows, place = _rows(data.decode(encoding(data), "replace"), is_header)
    if not rows:
        msg = f"{name} is no CMS {kind}. Choose the CSV that CMS publishes."
        raise CmsFileError(msg)
    header = _plain(rows[place])
    cells = [[" ".join(cell.split()) for cell in row] + [""] * (len(header) - len(row)) for row in rows[place + 1 :]]
    return CmsTable(_quarter(rows[:place], name), header, cells)


def _rows(text: str, is_header: Callable[[Collection[str]], bool]) -> tuple[list[list[str]], int]:
    """All rows, and the place of the header, by which it is known what separates cells; no rows where there is none."""
    for separator in SEPARATORS:
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
        except csv.Error:
            continue
        place = next((place for place, row in enumerate(rows) if is_header(_plain(row))), None)
        if place is not None:
            return rows, place
    return [], 0


def _plain(row: Iterable[str]) -> list[str]:
    return [" ".join(cell.split()).casefold() for cell in row]


def _quarter(head: list[list[str]], name: str) -> str:
    found = quarters.published(" ".join(cell for row in head for cell in row), name)
    if not found:
        msg = f"{name} does not say its quarter. Keep the name that CMS gave it, then load it again."
        raise CmsFileError(msg)
    return found
