"""What the biller still owes for a note's claim: to send it, to correct it, to appeal, or to take it back.

A record of a claim says what became of it. It holds for its own note; where that note is amended after the claim was
sent, a corrected claim is owed, until the biller says what became of that one. Where it is voided, the claim is to be
taken back. So an amendment takes over nothing silently, save that nothing is owed any more (`closed`).
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, or_, select
from sqlalchemy.sql.elements import ColumnElement

from core.journal import finding, tables, terms
from core.journal.record import AMENDMENT

SENT, PAID, DENIED, APPEALED, CLOSED, OPEN = STATES = ("sent", "paid", "denied", "appealed", "closed", "open")
"""What may become of a claim; closed: nothing more is owed; open: what was said before is taken back."""

SEND, CORRECT, APPEAL, TAKE_BACK = ACTS = ("send", "correct", "appeal", "take back")
"""What may be owed."""

_WITH_PAYER = (SENT, PAID, DENIED, APPEALED)
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


class _Fates(NamedTuple):
    """What came after notes, and what was said of their claims."""

    later: Mapping[int, int]
    """By the place of a note: the place of what amends it."""

    earlier: Mapping[int, int]
    """The other way round."""

    standings: Mapping[int, Standing]

    def standing(self, place: int) -> Standing | None:
        """What was said last of a note's claim, or of that of a note that it amends."""
        while place not in self.standings and place in self.earlier:
            place = self.earlier[place]
        return self.standings.get(place)

    def end(self, place: int) -> int:
        """The last note of the line of amendments that a note is in."""
        while place in self.later:
            place = self.later[place]
        return place


def everything(connection: Connection) -> list[Owed]:
    """All that is owed, in the order of notes; out of indexes alone, however many notes there are."""
    billed = _billed(connection)
    fates = _fates(_amendments(connection), _standings(connection))
    notes = billed.keys() | {fates.end(place) for place in fates.standings}
    return [*_owed(sorted(notes), billed, fates)]


def places(connection: Connection) -> set[int]:
    """The places of all notes for whose claim something is owed."""
    return {owed.note for owed in everything(connection)}


def of_notes(connection: Connection, notes: Sequence[int]) -> tuple[dict[int, Standing], dict[int, Owed]]:
    """What was said last of these few notes' claims, and what is owed for them, by their places."""
    billed = _billed(connection, _FOUND.seq.in_(notes))
    links: dict[int, int] = {}
    seen, new = set[int](), set(notes)
    while new:
        found = _amendments(connection, or_(_RECORD.seq.in_(new), _RECORD.follows.in_(new)))
        links |= found
        seen |= new
        new = {*found.keys(), *found.values()} - seen
    of_these = select(_FOUND.seq).where(
        _FOUND.field == terms.CLAIM_OF, _FOUND.value.in_([str(place) for place in seen])
    )
    fates = _fates(links, _standings(connection, _FOUND.seq.in_(of_these.correlate(None))))
    standings = {place: said for place in notes if (said := fates.standing(place))}
    return standings, {owed.note: owed for owed in _owed(notes, billed, fates)}


def _owed(notes: Iterable[int], billed: Mapping[int, str], fates: _Fates) -> Iterator[Owed]:
    for note in notes:
        payer, _, day = billed.get(note, "").partition("/")
        said = fates.standing(note)
        with_payer = said is not None and said.state in _WITH_PAYER
        if not payer:
            if with_payer and note == fates.end(note):
                yield Owed(note, TAKE_BACK, "", None)
        elif said is None or said.state == OPEN:
            yield Owed(note, SEND, payer, datetime.date.fromisoformat(day))
        elif with_payer and said.of_note != note:
            yield Owed(note, CORRECT, payer, datetime.date.fromisoformat(day))
        elif said.state == DENIED:
            yield Owed(note, APPEAL, payer, said.date)


def _fates(amendments: Mapping[int, int], standings: Mapping[int, Standing]) -> _Fates:
    return _Fates({before: after for after, before in amendments.items()}, amendments, standings)


def _billed(connection: Connection, *which: ColumnElement[bool]) -> dict[int, str]:
    """Payer and date of service of notes that hold and have claim lines, by their places."""
    return {row.seq: row.value for row in connection.execute(finding.holding(terms.BILLED, *which))}


def _amendments(connection: Connection, *which: ColumnElement[bool]) -> dict[int, int]:
    """By the place of an amendment: the place of what it amends."""
    query = select(_RECORD.seq, _RECORD.follows).where(_RECORD.kind == AMENDMENT, *which)
    return {row.seq: row.follows for row in connection.execute(query)}


def _standings(connection: Connection, *which: ColumnElement[bool]) -> dict[int, Standing]:
    """By the place of a note: what was said last of its claim."""
    found: dict[int, Standing] = {}
    for value in connection.execute(finding.holding(terms.STANDING, *which)).scalars():
        place, state, day = value.split("/")
        found[int(place)] = Standing(state, datetime.date.fromisoformat(day), int(place))
    return found


def last_word(connection: Connection, note: int) -> int:
    """Place of the record that says what became of a note's own claim; 0 where there is none."""
    found = connection.execute(finding.holding(terms.CLAIM_OF, _FOUND.value == str(note))).first()
    return 0 if found is None else int(found.seq)
