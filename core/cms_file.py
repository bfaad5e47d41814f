"""Tables that CMS publishes as CSV: a title, notes, then a header and rows."""

import csv
import io
from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from core import quarters

MAX_BYTES = 5_000_000
_ZIP = b"PK\x03\x04"


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
    if data.startswith(_ZIP):
        msg = f"{name} is packed. Unpack it, then choose the CSV inside."
        raise CmsFileError(msg)
    if len(data) > MAX_BYTES:
        msg = f"{name} is too large for a CMS {kind}. Choose the CSV that CMS publishes."
        raise CmsFileError(msg)
    try:
        rows = list(csv.reader(io.StringIO(_text(data), newline="")))
    except csv.Error:
        rows = []
    place = next((place for place, row in enumerate(rows) if is_header(_plain(row))), None)
    if place is None:
        msg = f"{name} is no CMS {kind}. Choose the CSV that CMS publishes."
        raise CmsFileError(msg)
    header = _plain(rows[place])
    cells = [[" ".join(cell.split()) for cell in row] + [""] * (len(header) - len(row)) for row in rows[place + 1 :]]
    return CmsTable(_quarter(rows[:place], name), header, cells)


def _text(data: bytes) -> str:
    """CMS writes Windows-1252; whoever opened and saved it again may have made it UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _plain(row: Iterable[str]) -> list[str]:
    return [" ".join(cell.split()).casefold() for cell in row]


def _quarter(head: list[list[str]], name: str) -> str:
    found = quarters.published(" ".join(cell for row in head for cell in row), name)
    if not found:
        msg = f"{name} does not say its quarter. Keep the name that CMS gave it, then load it again."
        raise CmsFileError(msg)
    return found
