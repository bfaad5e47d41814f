"""ICD-10-CM codes that the drug is given for: what each says, and whether it is billable on a date (C2)."""

import datetime
import functools
from typing import NamedTuple

from core.entries import Entry, read_toml


class Diagnosis(NamedTuple):
    """One code of the list."""

    code: str
    description: str
    """The official one."""

    indication: str
    """What it implies: an id of core.indications."""

    start: datetime.date | None
    """The first date of service on which it holds; None where it is older than this program."""

    not_first: bool = False
    """Whether the list says that another code stands before it."""


class Diagnoses(NamedTuple):
    """The codes that are known; any other one may be billable all the same."""

    year: str
    """Of the list, such as `FY2026`."""

    first_day: datetime.date
    """The first date of service that the list is for."""

    last_day: datetime.date
    """The last one."""

    source: str
    codes: dict[str, Diagnosis]

    def divided(self, code: str, date: datetime.date) -> tuple[Diagnosis, ...]:
        """The codes that a heading is divided into on a date; empty where it is no heading."""
        found = (entry for entry in self.codes.values() if entry.code.startswith(code) and entry.code != code)
        return tuple(entry for entry in found if entry.start is None or entry.start <= date)

    def refusal(self, code: str, date: datetime.date) -> str:
        """C2: why a code is not billable on a date of service; empty where it is, or is not known."""
        parts = self.divided(code, date)
        if not parts:
            return ""
        if code in self.codes:  # it was billable itself once
            *others, last = (part.code for part in parts)
            return f"{code} has not been billable since {parts[0].start}. Use {', '.join(others)} or {last}."
        return f"{code} is a heading and not billable. Use a code below it, such as {parts[0].code}."


@functools.cache
def load(path: str) -> Diagnoses:
    """Read the list.

    Raises:
        DataError: a fault in the file, naming entry and field.
        OSError: the file can't be read.
    """
    file = Entry(path, read_toml(path))
    year, days, source = file.text("year"), (file.date("first_day"), file.date("last_day")), file.text("source")
    file.date("checked")
    codes = {found.code: found for entry in file.tables("group") for found in _group(entry)}
    file.refuse()
    return Diagnoses(year, *days, source, codes)


def _group(entry: Entry) -> list[Diagnosis]:
    indication, start = entry.text("indication"), entry.date_or_none("from")
    texts, later = entry.table("codes").all_texts(), entry.texts("not_first", ())
    found = [Diagnosis(code, text, indication, start, code in later) for code, text in texts.items()]
    entry.end()
    return found
