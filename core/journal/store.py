"""The journal's records and drafts: added at the end of the chain, read back, never changed."""

import zlib
from array import array
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, Select, delete, insert, or_, select

from core.clinic import Clinic
from core.journal import finding, owed, pictures, tables, terms
from core.journal import record as records
from core.journal.database import reading, writing
from core.journal.faults import AmendedError, DamagedError, JournalError, UnchangedError
from core.journal.record import BEFORE_ALL, Record
from core.journal.terms import Wanted
from core.note import identity

_RECORD = tables.record.c
_FOUND = tables.found_by.c
_COLUMNS = (_RECORD.seq, _RECORD.previous, _RECORD.body, _RECORD.hash, _RECORD.follows)
_BATCH = 500
_UNCHANGED = "Nothing is changed: note {} is filed like this already, as record {}. Change something first."
_NO_NOTE = "Record {} takes a note back and is none itself. Save a new note."
_ENTERED = "Something else was entered for it at {} by {}. Look at that first."
_OTHER = "Record {} is of something else. Look at the list again, then enter it anew."
_WHY_NOT = "{} was already {} at {} by {}. Look at that first."


class Line(NamedTuple):
    """A record as the journal lists it: with what became of it."""

    record: Record
    later: Record | None
    """The record that amends or voids it; None where it holds."""


class Kept(NamedTuple):
    """A row of the journal as it is in the database, whether or not it is whole: the table's columns, and terms."""

    seq: int
    previous: str
    hash: str
    data: bytes
    """The text, packed."""

    kind: str
    number: str
    service_date: str
    identity: str | None
    follows: int | None
    terms: set[tuple[str, str]]

    def columns(self) -> dict[str, Any]:
        """The row by its columns in the database."""
        return dict(zip(tables.record.columns.keys(), self[:-1], strict=True))


class Store:
    """One journal."""

    def __init__(self, engine: Engine) -> None:
        """Use this database, whose tables are up to date."""
        self._local = engine
        self.trouble = ""
        """Why notes wait; empty where none has to."""

    @property
    def _engine(self) -> Engine:
        """The database of records, which may be another one than that of drafts."""
        return self._local

    # Records

    def add(self, body: dict[str, Any], follows: int | None = None) -> Record:
        """File a record at the end of the chain; on return it is on disk. A note that is there already is not added.

        A note that the clinic's server can't take now waits on this computer's disk, and has the place 0.

        Args:
            body: what it says.
            follows: place of the record that it amends or voids.

        Raises:
            AmendedError: another record amends or voids that one already.
            UnreachableError: all but a new note can't be taken now, for nobody knows whether someone else was quicker.
            UnchangedError: it is there already, but does not follow that record.
            JournalError: the journal does not take it.
        """
        filed = self._added(body, follows)
        if filed.follows != follows:
            raise UnchangedError(_UNCHANGED.format(body["number"], filed.seq))
        return filed

    def _added(self, body: dict[str, Any], follows: int | None) -> Record:
        with writing(self._engine) as connection:
            return _same(connection, body) or _append(connection, body, follows)

    def get(self, seq: int) -> Record:
        """The record at a place.

        Raises:
            KeyError: there is none.
        """
        with reading(self._engine) as connection:
            row = connection.execute(select(*_COLUMNS).where(_RECORD.seq == seq)).first()
        if row is None:
            raise KeyError(seq)
        return _record(row)

    def last(self) -> Record | None:
        """The record at the end of the chain; None in an empty journal."""
        with reading(self._engine) as connection:
            return _last(connection)

    def numbered(self, number: str) -> tuple[Line, ...]:
        """All records of a note's number, oldest first."""
        with reading(self._engine) as connection:
            found = connection.execute(select(_RECORD.seq).where(_RECORD.number == number).order_by(_RECORD.seq))
            return _lines(connection, [row.seq for row in found])

    def history(self, seq: int) -> tuple[Line, ...]:
        """A note with all that was amended before and after, oldest first."""
        with reading(self._engine) as connection:
            places = [seq]
            while (before := _one(connection, select(_RECORD.follows).where(_RECORD.seq == places[0]))) is not None:
                places.insert(0, before)
            while (after := _one(connection, select(_RECORD.seq).where(_RECORD.follows == places[-1]))) is not None:
                places.append(after)
            return _lines(connection, places)

    def find(self, wanted: Wanted) -> "array[int]":
        """The places of all records that are wanted, newest first; quick for a million of them."""
        with reading(self._engine) as connection:
            # Put in order here: to have them in order, a database would read all that the records say.
            found = set(connection.execute(finding.places(wanted)).scalars())
            if wanted.state == terms.DUE:
                found &= owed.places(connection)
        return array("q", sorted(found, reverse=True))

    def newest(self, wanted: Wanted, most: int) -> tuple[Line, ...]:
        """The newest records that are wanted."""
        if wanted.state == terms.DUE:
            return self.lines(self.find(wanted)[:most])
        found = finding.places(wanted)
        place = found.selected_columns[0]
        query = found.distinct().order_by(place.desc()).limit(most)
        with reading(self._engine) as connection:
            return _lines(connection, list(connection.execute(query).scalars()))

    def lines(self, places: Sequence[int]) -> tuple[Line, ...]:
        """The records at these places, in this order.

        Raises:
            DamagedError: there is none at a place.
        """
        with reading(self._engine) as connection:
            return _lines(connection, places)

    def records(self, wanted: Wanted = Wanted()) -> Iterator[Line]:  # noqa: B008 - frozen
        """The records that are wanted in the order of the chain; few are in memory at a time."""
        places = self.find(wanted)
        places.reverse()
        return self._in_turn(places)

    def chain(self) -> Iterator[Line]:
        """Every record in the order of the chain, those among them that are of no note; few are in memory at a time."""
        return self._in_turn([row.seq for row in self.ask(select(_RECORD.seq).order_by(_RECORD.seq))])

    def _in_turn(self, places: Sequence[int]) -> Iterator[Line]:
        for start in range(0, len(places), _BATCH):
            yield from self.lines(places[start : start + _BATCH])

    def looking(self) -> AbstractContextManager[Connection]:
        """A connection to look into the tables with."""
        return reading(self._engine)

    def ask(self, query: Select[Any]) -> list[Any]:
        """The rows that a query of the tables gives."""
        with self.looking() as connection:
            return list(connection.execute(query).all())

    def kept(self, place: int | None = None) -> Iterator[list[Kept]]:
        """Every row, or all after a place, as it is in the database, in the order of places, some hundred at a time."""
        while rows := self._kept_after(place):
            yield rows
            place = rows[-1].seq

    def _kept_after(self, place: int | None) -> list[Kept]:
        query = select(tables.record).order_by(_RECORD.seq).limit(_BATCH)
        query = query if place is None else query.where(_RECORD.seq > place)
        with reading(self._engine) as connection:
            rows = connection.execute(query).all()
            found = _terms(connection, rows[0].seq, rows[-1].seq) if rows else {}
        return [Kept(*(*row, found.get(row.seq, set()))) for row in rows]

    def strays(self) -> tuple[int, ...]:
        """Places by which something is found and where no record is."""
        query = select(_FOUND.seq).where(_FOUND.seq.not_in(select(_RECORD.seq))).distinct().order_by(_FOUND.seq)
        with reading(self._engine) as connection:
            return tuple(connection.execute(query).scalars())

    def take(self, rows: Sequence[Kept]) -> None:
        """Take over rows of another journal as they are."""
        found = [{"field": field, "value": value, "seq": row.seq} for row in rows for field, value in sorted(row.terms)]
        with writing(self._engine) as connection:
            connection.execute(insert(tables.record), [row.columns() for row in rows])
            if found:
                connection.execute(insert(tables.found_by), found)

    # Logos

    def clinic(self, body: dict[str, Any]) -> Clinic:
        """The settings with which a record's note was made, its logo among them.

        Raises:
            DamagedError: the logo is missing or was changed.
        """
        return pictures.clinic(body, self.picture)

    def picture(self, name: str) -> bytes:
        """The logo of this hash; empty where it is missing or was changed."""
        with reading(self._engine) as connection:
            return pictures.read(connection, name)

    def pictures(self) -> set[str]:
        """The hashes of all logos."""
        with reading(self._engine) as connection:
            return pictures.names(connection)

    def take_picture(self, logo: bytes) -> None:
        """Take over a logo of another journal."""
        with writing(self._engine) as connection:
            pictures.keep(connection, logo)

    # Drafts

    def save_draft(self, slot: str, draft: dict[str, Any], saved_at: str) -> None:
        """Keep what is typed in a window, instead of what was kept of it before."""
        values = {"slot": slot, "saved_at": saved_at, "body": records.packed(identity.canonical(draft))}
        with writing(self._local) as connection:
            connection.execute(delete(tables.draft).where(tables.draft.c.slot == slot))
            connection.execute(insert(tables.draft).values(values))

    def draft(self, slot: str) -> tuple[dict[str, Any], str] | None:
        """What was typed in a window, and when it was kept; None where nothing is."""
        with reading(self._local) as connection:
            row = connection.execute(select(tables.draft).where(tables.draft.c.slot == slot)).first()
        return None if row is None else (records.read(records.unpacked(row.body)), row.saved_at)

    def drafts(self) -> list[tuple[str, dict[str, Any], str]]:
        """Every draft: its window, what was typed, and when it was kept."""
        with reading(self._local) as connection:
            rows = connection.execute(select(tables.draft).order_by(tables.draft.c.slot)).all()
        return [(row.slot, records.read(records.unpacked(row.body)), row.saved_at) for row in rows]

    def drop_draft(self, slot: str) -> None:
        """Forget what was typed in a window."""
        with writing(self._local) as connection:
            connection.execute(delete(tables.draft).where(tables.draft.c.slot == slot))

    # What a journal on a server adds to these

    def waiting(self) -> int:
        """How many finished notes wait to be filed; none where the journal is on this computer."""
        return 0

    def flush(self) -> int:
        """File what waits; returns how many notes."""
        return 0

    def close(self) -> None:
        """Let go of the database; what was written stays."""
        self._local.dispose()


def _append(connection: Connection, body: dict[str, Any], follows: int | None) -> Record:
    body, logo = pictures.apart(body)
    if logo:
        pictures.keep(connection, logo)
    before = _last(connection)
    about = _about(connection, body, follows)
    seq, previous = (before.seq + 1, before.hash) if before else (1, BEFORE_ALL)
    made = records.seal(seq, previous, body, follows)
    connection.execute(
        insert(tables.record).values(
            seq=seq,
            previous=previous,
            hash=made.hash,
            body=records.packed(made.text),
            follows=follows,
            **records.columns(body, about),
        )
    )
    found = [{"field": field, "value": value, "seq": seq} for field, value in sorted(terms.of_record(body, about))]
    if found:
        # In one statement: of several at once PostgreSQL's driver may lose what was wrong with the first.
        connection.execute(insert(tables.found_by).values(found))
    return made


def _about(connection: Connection, body: dict[str, Any], follows: int | None) -> dict[str, Any]:
    """The note that a record is about, or the record itself where it is of none."""
    if body["kind"] in {records.PRIOR_AUTH, records.CLAIM}:
        _refuse_other(connection, body, follows)
        return body
    if follows is None:
        return body
    _refuse_second(connection, follows)
    followed = _lines(connection, (follows,))[0].record.body
    if "encounter" not in followed:
        raise JournalError(_NO_NOTE.format(follows))
    return body if "encounter" in body else followed


def _refuse_other(connection: Connection, body: dict[str, Any], follows: int | None) -> None:
    """Of one authorisation, and of one note's claim, one record holds: whoever wrote another one was quicker."""
    field, value = terms.subject(body)
    row = connection.execute(finding.holding(field, _FOUND.value == value)).first()
    if row is not None and row.seq != follows:
        said = _lines(connection, (row.seq,))[0].record.body
        raise AmendedError(_ENTERED.format(said["recorded_at"], said["user"]))
    if row is None and follows is not None:
        raise JournalError(_OTHER.format(follows))
    if body["kind"] == records.CLAIM:
        _refuse_amended(connection, body["claim"]["note"]["seq"])


def _refuse_amended(connection: Connection, place: int) -> None:
    """A claim is that of the note which holds now, or of one that was taken back; of an amended one it is no more."""
    note = _lines(connection, (place,))[0]
    if "encounter" not in note.record.body:
        raise JournalError(_NO_NOTE.format(place))
    if note.later is not None and note.later.body["kind"] == records.AMENDMENT:
        _refuse_second(connection, place)


def _refuse_second(connection: Connection, follows: int) -> None:
    later = connection.execute(select(*_COLUMNS).where(_RECORD.follows == follows)).first()
    if later is not None:
        said = _record(later).body
        done = "voided" if said["kind"] == records.VOID else "amended"
        number = (said.get("amends") or said["voids"])["number"]
        raise AmendedError(_WHY_NOT.format(number, done, said["recorded_at"], said["user"]))


def _refuse_void(connection: Connection, place: int) -> None:
    """A note that was taken back is not filed again under its number."""
    voids = select(_RECORD.seq).where(_RECORD.follows == place, _RECORD.kind == records.VOID)
    if connection.execute(voids).first() is not None:
        _refuse_second(connection, place)


def _same(connection: Connection, body: dict[str, Any]) -> Record | None:
    """The record of this very note, if it was filed before."""
    own = records.identity_of(body)
    row = connection.execute(select(*_COLUMNS).where(_RECORD.identity == own)).first() if own else None
    if row is None:
        return None
    _refuse_void(connection, row.seq)
    return _record(row)


def _last(connection: Connection) -> Record | None:
    row = connection.execute(select(*_COLUMNS).order_by(_RECORD.seq.desc()).limit(1)).first()
    return _record(row) if row else None


def _lines(connection: Connection, places: Sequence[int]) -> tuple[Line, ...]:
    query = select(*_COLUMNS).where(or_(_RECORD.seq.in_(places), _RECORD.follows.in_(places)))
    found = [_record(row) for row in connection.execute(query)]
    by_place = {record.seq: record for record in found}
    later = {record.follows: record for record in found}
    for place in places:
        if place not in by_place:
            msg = f"Record {place} is missing. Verify the journal."
            raise DamagedError(msg)
    return tuple(Line(by_place[place], later.get(place)) for place in places)


def _record(row: Any) -> Record:  # noqa: ANN401 - a row of _COLUMNS
    try:
        return Record(row.seq, row.previous, records.unpacked(row.body), row.hash, row.follows)
    except (zlib.error, TypeError):
        msg = f"Record {row.seq} is damaged."
        raise DamagedError(msg) from None


def _terms(connection: Connection, first: int, last: int) -> dict[int, set[tuple[str, str]]]:
    found: dict[int, set[tuple[str, str]]] = {}
    for row in connection.execute(select(tables.found_by).where(_FOUND.seq.between(first, last))):
        found.setdefault(row.seq, set()).add((row.field, row.value))
    return found


def _one(connection: Connection, query: Any) -> Any:  # noqa: ANN401 - a column's value
    return connection.execute(query).scalar()
