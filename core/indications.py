"""What the drug is given for, and what payers ask to know of each (P3)."""

import datetime
import functools
from collections.abc import Iterable
from typing import NamedTuple

from core.diagnoses import Diagnoses
from core.entries import Entry, read_toml
from core.rules import GRADES


class Indication(NamedTuple):
    """One indication with its prompts: one for each field of an encounter's `necessity`."""

    id: str
    name: str
    labelled: bool
    """Whether the label of the drug names it."""

    beside: tuple[str, ...]
    """ICD-10-CM codes of which one usually stands beside its own; empty where none does."""

    indication: str
    history: str
    prior_treatment: str
    grade: str
    """How sure it is that payers ask this: one of core.rules.GRADES."""

    source: str
    checked: datetime.date


@functools.cache
def load(path: str) -> dict[str, Indication]:
    """Read the indications by id, in the order of the file.

    Raises:
        DataError: a fault in the file, naming entry and field.
        OSError: the file can't be read.
    """
    file = Entry(path, read_toml(path))
    found = [_indication(entry) for entry in file.tables("indication")]
    file.refuse()
    return {indication.id: indication for indication in found}


def implied(codes: Iterable[str], diagnoses: Diagnoses, indications: dict[str, Indication]) -> Indication | None:
    """The indication that diagnoses imply: that of the first code that is known; None where none is."""
    return next((indications[diagnoses.codes[code].indication] for code in codes if code in diagnoses.codes), None)


def _indication(entry: Entry) -> Indication:
    found = Indication(
        id=entry.name_by("id"),
        name=entry.text("name"),
        labelled=entry.flag("labelled"),
        beside=entry.texts("beside", ()),
        indication=entry.text("indication"),
        history=entry.text("history"),
        prior_treatment=entry.text("prior_treatment"),
        grade=entry.choice("grade", GRADES),
        source=entry.text("source"),
        checked=entry.date("checked"),
    )
    entry.end()
    return found
