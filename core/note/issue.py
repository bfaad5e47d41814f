"""As what a note is put out: for the first time or again, in place of another one, whole or as a slip."""

import datetime
from typing import Any, NamedTuple

from core.strict_json import Reader

NOTE, HALF, LABEL = "note", "half", "label"
"""The forms of a note: the record itself, and its short forms to stick into the chart."""

FORMS = (NOTE, HALF, LABEL)

SAMPLE, DRAFT, REPRINT, AMENDED = "SAMPLE", "DRAFT", "REPRINT", "AMENDED"
"""The words that a note can carry across the page."""


class Amends(NamedTuple):
    """What an amended note says of the one that it takes the place of."""

    number: str
    reason: str


class Issue(NamedTuple):
    """How one note is put out; of this only what it amends is a part of what the note says."""

    form: str = NOTE
    reprint: bool = False
    """Whether the same note was put out before; number and hash are the same again."""

    reprinted_at: datetime.datetime | None = None
    """When it is put out again; None where that is not told."""

    amends: Amends | None = None

    @property
    def words(self) -> str:
        """What a reprint says of itself beside its number; empty for a note that is none."""
        when = f" of {self.reprinted_at.isoformat(' ', 'minutes')}" if self.reprinted_at else ""
        return f"{REPRINT}{when}" if self.reprint else ""

    def mark(self, *, sample: bool, draft: bool) -> str:
        """The one word across the page, of several the one that matters most; empty for none."""
        if sample:
            return SAMPLE
        if draft:
            return DRAFT
        if self.reprint:
            return REPRINT
        return AMENDED if self.amends else ""


def to_dict(issue: Issue) -> dict[str, Any]:
    """An issue as its JSON object; what does not apply is left out."""
    said = {
        "form": issue.form,
        "reprint": issue.reprint,
        "reprinted_at": issue.reprinted_at.isoformat(timespec="minutes") if issue.reprinted_at else "",
        "amends": issue.amends._asdict() if issue.amends else {},
    }
    return {name: value for name, value in said.items() if value}


def read(reader: Reader, table: dict[str, Any], field: str) -> Issue:
    """An issue out of a field that holds its JSON object."""
    inner = reader.table(table.get(field, {}), field, Issue._fields)
    return Issue(
        form=reader.choice(inner, "form", f"{field}.form", choices=FORMS),
        reprint=reader.flag(inner, "reprint", f"{field}.reprint"),
        reprinted_at=reader.moment(inner, "reprinted_at", f"{field}.reprinted_at"),
        amends=_amends(reader, inner, f"{field}.amends") if "amends" in inner else None,
    )


def _amends(reader: Reader, table: dict[str, Any], path: str) -> Amends:
    inner = reader.table(table["amends"], path, Amends._fields)
    return Amends(*(reader.text(inner, field, f"{path}.{field}") for field in Amends._fields))
