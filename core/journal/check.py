"""Whether a journal is whole: each record as it was written, none missing between, each found as it should be.

What the chain proves: a record that was changed, taken out, put in or moved shows, and the report says which.
What it does not prove: that nothing was cut off at the end, or that somebody with the key did not write the whole
chain anew. For that, the last hash of a report is noted down elsewhere, or compared with an older backup.
"""

import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from core.journal import record as records
from core.journal import terms
from core.journal.faults import DamagedError
from core.journal.record import BEFORE_ALL
from core.journal.store import Kept, Store


class Problem(NamedTuple):
    """Something that is not as it was written."""

    seq: int
    number: str
    message: str


class Report(NamedTuple):
    """What was found."""

    records: int
    last_hash: str
    """Of the last record; whoever notes it down can tell later that nothing before it was changed."""

    problems: tuple[Problem, ...]


def check(store: Store, tell: Callable[[int], None] = lambda _: None) -> Report:
    """Read a whole journal.

    Args:
        store: the journal.
        tell: hears now and then how many records were read; what it raises ends the check.

    Raises:
        JournalError: it can't be read.
    """
    problems: list[Problem] = []
    seq, last, bodies = 0, BEFORE_ALL, _Bodies(store)
    for rows in store.kept():
        tell(bodies.read)
        bodies.look_ahead(rows)
        for kept in rows:
            problems += (Problem(kept.seq, kept.number, words) for words in _faults(kept, seq, last, bodies))
            seq, last = kept.seq, kept.hash
    problems += (Problem(place, "", "it can be found, and is not there") for place in store.strays())
    return Report(bodies.read, last, tuple(problems))


class _Bodies:
    """What records say, by place; a note that is voided is mostly far before."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._logos: dict[str, bool] = {}
        self._hashes: dict[int, str] = {}
        self.read = 0

    def look_ahead(self, rows: Sequence[Kept]) -> None:
        """Read the hashes of the notes whose claims these records are of, all at once."""
        self._hashes = self._store.hashes([named for row in rows if (named := _claimed(row))])

    def of(self, kept: Kept) -> tuple[bytes, dict[str, Any]]:
        """Text and body.

        Raises:
            zlib.error, ValueError, TypeError: it is damaged.
        """
        self.read += 1
        text = records.unpacked(kept.data)
        return text, records.read(text)

    def has_logo(self, name: str | None) -> bool:
        """Whether the logo of a note is as it was, or it has none."""
        if name and name not in self._logos:
            self._logos[name] = bool(self._store.picture(name))
        return not name or self._logos[name]

    def about(self, kept: Kept, body: dict[str, Any]) -> dict[str, Any]:
        """The note that a record is about."""
        return body if kept.follows is None or body["kind"] != records.VOID else self._store.get(kept.follows).body

    def has_note(self, body: dict[str, Any]) -> bool:
        """Whether the note that a record of a claim names is the one at its place."""
        named = body.get("claim", {}).get("note")
        return named is None or self._hashes.get(named["seq"]) == named["hash"]


def _claimed(kept: Kept) -> int:
    """Place of the note whose claim a record is of, by its own words; 0 for none, or where they can't be read."""
    if kept.kind != records.CLAIM:
        return 0
    try:
        place = int(records.read(records.unpacked(kept.data))["claim"]["note"]["seq"])
    except (zlib.error, ValueError, TypeError, LookupError):
        return 0
    return place if 0 < place < kept.seq else 0


def _faults(kept: Kept, before: int, last: str, bodies: _Bodies) -> Iterator[str]:
    if kept.seq < 1:
        yield "it has a place that no record has: it was put in"
    elif kept.seq != max(before, 0) + 1:
        missing = f"record {before + 1} is" if kept.seq == before + 2 else f"records {before + 1} to {kept.seq - 1} are"
        yield f"{missing} missing before it"
    elif kept.previous != last:
        yield "the record before it is not the one that it was written after"
    try:
        text, body = bodies.of(kept)
    except (zlib.error, ValueError, TypeError):  # a file may hold any value in any column
        yield "its text is damaged"
        return
    if records.digest(kept.seq, kept.previous, text) != kept.hash:
        yield "it was changed"
        return
    try:
        fault = _misfiled(kept, body, bodies)
    except (DamagedError, LookupError, TypeError, AttributeError):
        fault = "it says nothing that such a record says, or the record that it names is damaged or missing"
    if fault:
        yield fault


def _misfiled(kept: Kept, body: dict[str, Any], bodies: _Bodies) -> str:
    """Where what a record is found by is not what it says."""
    named = body.get("amends") or body.get("voids") or body.get("after") or {}
    if named.get("seq") != kept.follows:
        return "it is filed behind another record than the one it names"
    if not bodies.has_logo(body.get("logo_sha256")):
        return "its clinic's logo is missing or was changed"
    if not bodies.has_note(body):
        return "the note whose claim it is of is another one"
    about = bodies.about(kept, body)
    columns = {"kind": kept.kind, "number": kept.number, "service_date": kept.service_date, "identity": kept.identity}
    if columns != records.columns(body, about) or kept.terms != terms.of_record(body, about):
        return "it is filed under something that it does not say"
    return ""
