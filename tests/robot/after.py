"""What must hold after each end of the window: nothing that was acknowledged is lost, and nothing on disk is half."""

import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import Any, NamedTuple

from core.faults import InputError
from core.journal import check, home
from core.journal.home import Home
from core.note import verify
from gui import words
from tests.build import shipped

_NOTE = re.compile(r"\d{4}-\d{2}-\d{2}-\w+-([0-9A-Z]{4})([0-9A-Z]{4})(?![0-9A-Z])")
"""How a note's file, or its job at the printer, is called."""


class Disk(NamedTuple):
    """What the journal holds."""

    numbers: frozenset[str]
    records: int
    drafts: tuple[tuple[dict[str, Any], str], ...]
    """Each with the minute when it was kept."""

    problems: tuple[str, ...]


def disk(folder: str) -> Disk:
    """Read a copy of the journal as it was left, so that the next window finds the very files."""
    with tempfile.TemporaryDirectory() as copy:
        names = [name for name in os.listdir(folder) if name.startswith("journal.")]
        for name in names:
            shutil.copy(os.path.join(folder, name), copy)
        if not names:
            return Disk(frozenset(), 0, (), ())
        place = Home(copy)
        with closing(home.open_with(place, home.own_key(place))) as store:
            report = check.check(store)
            numbers = frozenset(line.record.body["number"] for line in store.records())
            drafts = tuple((draft, when) for _, draft, when in store.drafts())
    return Disk(numbers, report.records, drafts, tuple(f"journal: {problem}" for problem in report.problems))


def lost(told: Iterable[dict[str, Any]], numbers: frozenset[str]) -> Iterator[str]:
    """Notes that the window said were saved or sent, and that the journal does not have."""
    for line in told:
        said = line.get("said", "")
        acknowledged = words.IN_JOURNAL in said or words.FILED in said or "Sent to" in said
        if not acknowledged or words.NOT_IN_JOURNAL in said or words.SAMPLE_NOT_FILED in said:
            continue
        named = _NOTE.search(said)
        number = "-".join(named.groups()) if named else line["number"]
        if number not in numbers:
            yield f"lost note {number}: {said}"


def spoilt(files: Iterable[str], numbers: frozenset[str]) -> Iterator[str]:
    """Files that are not whole, and notes that do not verify or are on disk only."""
    for path in files:
        with open(path, "rb") as file:
            data = file.read()
        is_note = _NOTE.search(os.path.basename(path))
        if not data:
            yield f"{path} is empty"
        elif is_note and data.startswith(b"%PDF"):
            yield from _spoilt_note(path, data, numbers)
        elif is_note and path.endswith(".json"):
            try:
                json.loads(data)
            except ValueError as error:
                yield f"{path}: {error}"


def _spoilt_note(path: str, data: bytes, numbers: frozenset[str]) -> Iterator[str]:
    try:
        found = verify.verify(data, shipped())
    except InputError as error:
        yield f"{path} does not verify: {error}"
        return
    if found.verdict != verify.SAME:
        yield f"{path} is {found.verdict}: {found.differences}"
    if not found.note.encounter.sample and found.note.number not in numbers:  # a sample is never filed
        yield f"{path}: note {found.note.number} is not in the journal"


def kept(told: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The draft that must be on disk: what was typed, where nothing happened after the last rest."""
    rested = told[-1].get("rested") if told else None
    return rested or None


def newest(drafts: Iterable[tuple[dict[str, Any], str]]) -> list[dict[str, Any]]:
    """Those of which one must be offered next."""
    found = list(drafts)
    last = max((when for _, when in found), default="")
    return [draft for draft, when in found if when == last]
