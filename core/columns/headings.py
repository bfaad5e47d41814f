"""The headings that the program's own files have."""

from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter

from core.faults import Fault
from core.judging import BILLED, ENCOUNTER

REQUIRED = ("service_date", "route", "given", "opened")
"""Columns that no file lacks."""


def faults(header: Sequence[str]) -> list[Fault]:
    """What is wrong with a header: a misspelt column may not be ignored."""
    found = [Fault(name, "unknown column") for name in header if name not in ENCOUNTER + BILLED]
    found += [Fault(name, "this column is missing") for name in REQUIRED if name not in header]
    return found + twice(header, header)


def twice(header: Sequence[str], wanted: Iterable[str]) -> list[Fault]:
    """The wanted columns that a header has more than once."""
    return [Fault(name, "stands there twice") for name in dict.fromkeys(wanted) if header.count(name) > 1]


def picker(header: Sequence[str], wanted: Iterable[str]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """What picks the wanted cells, two at least, out of a row with an empty cell added; it stands for missing ones."""
    places = [header.index(name) if name in header else len(header) for name in wanted]
    return itemgetter(*places)


def wrong_width(row: Sequence[str], width: int) -> str:
    """What is said of a row with more or fewer cells than the header."""
    return f"{len(row)} cells; the header has {width}"
