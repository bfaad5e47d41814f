"""Medicare contractors' lists of self-administered drugs, as far as they are known (M3)."""

import datetime
import functools
from typing import NamedTuple

from core.entries import Entry, read_toml
from core.rules import GRADES


class Listed(NamedTuple):
    """What a contractor's list says of a drug."""

    contractor: str
    name: str
    hcpcs: str
    start: datetime.date
    """The first date of service on which it holds."""

    covered: tuple[str, ...]
    """Route modifiers with which the drug is paid; with any other one it is not."""

    grade: str
    source: str
    checked: datetime.date


@functools.cache
def load(path: str) -> tuple[Listed, ...]:
    """Read the lists.

    Raises:
        DataError: a fault in the file, naming entry and field.
        OSError: the file can't be read.
    """
    file = Entry(path, read_toml(path))
    found = tuple([_listed(entry) for entry in file.tables("list")])
    file.refuse()
    return found


def _listed(entry: Entry) -> Listed:
    found = Listed(
        contractor=entry.name_by("contractor"),
        name=entry.text("name"),
        hcpcs=entry.text("hcpcs"),
        start=entry.date("from"),
        covered=entry.texts("covered"),
        grade=entry.choice("grade", GRADES),
        source=entry.text("source"),
        checked=entry.date("checked"),
    )
    entry.end()
    return found
