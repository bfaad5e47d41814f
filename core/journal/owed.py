"""What the biller still owes for a note's claim: to send it, to correct it, to appeal, or to take it back.

One principle: what was last said to be with the payer is compared with what the note bills now. A record of a claim
says what became of it, of the note that held then; of a claim with that note's payer and content. "Not sent after all"
takes back what was said of that note alone. "Closed" leaves the claim with the payer, save where there is nothing to
bill: of a void note, or one without claim lines, it says that the claim was taken back.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, or_, select
from sqlalchemy.sql.elements import ColumnElement

from core.journal import queries, tables, terms
from core.journal.record import AMENDMENT, VOID

SENT, PAID, DENIED, APPEALED, CLOSED, OPEN = STATES = ("sent", "paid", "denied", "appealed", "closed", "open")
"""What may become of a claim; closed: nothing more is owed; open: what was said before is taken back."""

SEND, CORRECT, APPEAL, ANSWER, TAKE_BACK, MOVE = ACTS = (
    "send",
    "correct",
    "appeal",
    "correct or appeal",
    "take back",
    "take back, send",
)
"""What may be owed; the last: take it back from one payer and send it to another."""

_RECORD = tables.record.c
_FOUND = tables.found_by.c


class Standing(NamedTuple):
    """What became of a claim, by the last word of it."""

    state: str
    date: datetime.date
    of_note: int
    """Place of the note that this was said of."""


class Owed(NamedTuple):
    """What is owed for a note's claim."""

    note: int
    """Its place."""

    act: str
    """One of ACTS."""

    payer: str
    """The id of the payer's profile; empty where the note has no claim lines."""

    since: datetime.date | None
    """The day from which the payer's window counts: of service or denial; None where none runs."""


class _Bill(NamedTuple):
    """What a note bills."""

    payer: str
    date: datetime.date
    content: str
    """A mark of what the payer reads in the claim."""


class _Said(NamedTuple):
    """What was said last of a note's own claim, and in which record."""

    standing: Standing
    seq: int


class _Fates(NamedTuple):
    """What came after notes, what they billed, and what was said of their claims."""

    later: Mapping[int, int]
    """By the place of a note: the place of what amends it."""

    earlier: Mapping[int, int]
    """The other way round."""

    voids: Mapping[int, int]
    """By the place of a note: the place of what voids it."""

    bills: Mapping[int, _Bill]
    said: Mapping[int, _Said]

    def word(self, place: int) -> _Said | None:
        """What was said last of a note's claim, or of that of a note that it amends, and not taken back."""
        while place in self.earlier and not self._is_said(place):
            place = self.earlier[place]
        return self.said[place] if self._is_said(place) else None

    def _is_said(self, place: int) -> bool:
        return place in self.said and self.said[place].standing.state != OPEN

    def end(self, place: int) -> int:
        """The last note of the line of amendments that a note is in."""
        while place in self.later:
            place = self.later[place]
        return place

    def bill(self, place: int) -> _Bill | None:
        """What a note bills now; None where it does not hold, or bills nothing."""
        return None if place in self.later or place in self.voids else self.bills.get(place)

    def with_payer(self, word: _Said | None) -> _Bill | None:
        """What is with a payer by what was said last; None where nothing is."""
        if word is None:
            return None
        place, state, _ = word.standing.of_note, word.standing.state, word.standing.date
        taken_back = state == CLOSED and self.voids.get(place, word.seq) < word.seq
        return None if taken_back else self.bills.get(place)


def everything(connection: Connection) -> list[Owed]:
    """All that is owed, in the order of notes; out of indexes alone, however many notes there are."""
    fates = _fates(connection)
    notes = fates.bills.keys() | {fates.end(place) for place in fates.said}
    return [owed for note in sorted(notes) if (owed := _owed(note, fates))]


def places(connection: Connection) -> set[int]:
    """The places of all notes for whose claim something is owed."""
    return {owed.note for owed in everything(connection)}


def of_notes(connection: Connection, notes: Sequence[int]) -> tuple[dict[int, Standing], dict[int, Owed]]:
    """What was said last of these few notes' claims, and what is owed for them, by their places."""
    seen, new = set[int](), set(notes)
    while new:
        seen |= new
        near = or_(_RECORD.seq.in_(new), _RECORD.follows.in_(new))
        new = {place for link in _links(connection, AMENDMENT, near).items() for place in link} - seen
    fates = _fates(connection, seen)
    standings = {place: word.standing for place in notes if (word := fates.word(place))}
    return standings, {place: owed for place in notes if (owed := _owed(place, fates))}


def _owed(note: int, fates: _Fates) -> Owed | None:
    word, now = fates.word(note), fates.bill(note)
    before = fates.with_payer(word)
    if now is None:
        return Owed(note, TAKE_BACK, "", None) if before and note == fates.end(note) else None
    if word is None or before is None:
        return Owed(note, SEND, now.payer, now.date)
    if before.payer != now.payer:
        return Owed(note, MOVE, now.payer, now.date)
    denied, changed = word.standing.state == DENIED, before != now
    if denied:
        return Owed(note, ANSWER if changed else APPEAL, now.payer, word.standing.date)
    return Owed(note, CORRECT, now.payer, now.date) if changed else None


def _fates(connection: Connection, notes: set[int] | None = None) -> _Fates:
    """Of all notes, or of these few."""
    after = [] if notes is None else [_RECORD.follows.in_(notes)]
    earlier = {after: before for before, after in _links(connection, AMENDMENT, *after).items()}
    return _Fates(
        later={before: after for after, before in earlier.items()},
        earlier=earlier,
        voids=_links(connection, VOID, *after),
        bills=_bills(connection, *([] if notes is None else [_FOUND.seq.in_(notes)])),
        said=_said(connection, *([] if notes is None else [_FOUND.seq.in_(_of_these(notes))])),
    )


def _links(connection: Connection, kind: str, *which: ColumnElement[bool]) -> dict[int, int]:
    """By the place of a note: the place of what amends or voids it."""
    query = select(_RECORD.follows, _RECORD.seq).where(_RECORD.kind == kind, *which)
    return {row.follows: row.seq for row in connection.execute(query)}


def _bills(connection: Connection, *which: ColumnElement[bool]) -> dict[int, _Bill]:
    """By the place of a note: what it bills or billed, whether or not it holds."""
    query = select(_FOUND.value, _FOUND.seq).where(_FOUND.field == terms.BILLED, *which)
    parts = ((row.seq, row.value.split("/")) for row in connection.execute(query))
    return {seq: _Bill(payer, datetime.date.fromisoformat(day), content) for seq, (payer, day, content) in parts}


def _of_these(notes: Iterable[int]) -> Select[Any]:
    """The places of what was said of these notes' claims."""
    return select(_FOUND.seq).where(_FOUND.field == terms.CLAIM_OF, _FOUND.value.in_([str(note) for note in notes]))


def _said(connection: Connection, *which: ColumnElement[bool]) -> dict[int, _Said]:
    """By the place of a note: what was said last of its claim."""
    found: dict[int, _Said] = {}
    for row in connection.execute(queries.holding(terms.STANDING, *which)):
        place, state, day = row.value.split("/")
        found[int(place)] = _Said(Standing(state, datetime.date.fromisoformat(day), int(place)), row.seq)
    return found


def last_word(connection: Connection, note: int) -> int:
    """Place of the record that says what became of a note's own claim; 0 where there is none."""
    found = connection.execute(queries.holding(terms.CLAIM_OF, _FOUND.value == str(note))).first()
    return 0 if found is None else int(found.seq)
