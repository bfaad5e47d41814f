"""The journal's records and drafts: added at the end of the chain, read back, never changed."""

from array import array
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, Select, delete, insert, select

from core.clinic import Clinic
from core.journal import adding, lines, migrations, owed, pictures, queries, tables, terms
from core.journal import record as records
from core.journal.database import reading, writing
from core.journal.faults import UnchangedError
from core.journal.lines import Line
from core.journal.record import Record
from core.journal.terms import Wanted
from core.note import identity

_RECORD = tables.record.c
_FOUND = tables.found_by.c
_BATCH = 500
_UNCHANGED = "Nothing is changed: note {} is filed like this already, as record {}. Change something first."


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
            migrations.refuse_newer(connection)
            return adding.same(connection, body) or adding.append(connection, body, follows)

    def get(self, seq: int) -> Record:
        """The record at a place.

        Raises:
            KeyError: there is none.
        """
        with reading(self._engine) as connection:
            row = connection.execute(select(*lines.COLUMNS).where(_RECORD.seq == seq)).first()
        if row is None:
            raise KeyError(seq)
        return lines.of_row(row)

    def last(self) -> Record | None:
        """The record at the end of the chain; None in an empty journal."""
        with reading(self._engine) as connection:
            return lines.last(connection)

    def numbered(self, number: str) -> tuple[Line, ...]:
        """All records of a note's number, oldest first."""
        with reading(self._engine) as connection:
            found = connection.execute(select(_RECORD.seq).where(_RECORD.number == number).order_by(_RECORD.seq))
            return lines.at(connection, [row.seq for row in found])

    def history(self, seq: int) -> tuple[Line, ...]:
        """A note with all that was amended before and after, oldest first."""
        with reading(self._engine) as connection:
            places = [seq]
            while (before := _one(connection, select(_RECORD.follows).where(_RECORD.seq == places[0]))) is not None:
                places.insert(0, before)
            while (after := _one(connection, select(_RECORD.seq).where(_RECORD.follows == places[-1]))) is not None:
                places.append(after)
            return lines.at(connection, places)

    def find(self, wanted: Wanted) -> "array[int]":
        """The places of all records that are wanted, newest first; quick for a million of them."""
        with reading(self._engine) as connection:
            # Put in order here: to have them in order, a database would read all that the records say.
            found = set(connection.execute(queries.places(wanted)).scalars())
            if wanted.state == terms.DUE:
                found &= owed.places(connection)
        return array("q", sorted(found, reverse=True))

    def newest(self, wanted: Wanted, most: int) -> tuple[Line, ...]:
        """The newest records that are wanted."""
        if wanted.state == terms.DUE:
            return self.lines(self.find(wanted)[:most])
        found = queries.places(wanted)
        place = found.selected_columns[0]
        query = found.distinct().order_by(place.desc()).limit(most)
        with reading(self._engine) as connection:
            return lines.at(connection, list(connection.execute(query).scalars()))

    def lines(self, places: Sequence[int]) -> tuple[Line, ...]:
        """The records at these places, in this order.

        Raises:
            DamagedError: there is none at a place.
        """
        with reading(self._engine) as connection:
            return lines.at(connection, places)

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

    def hashes(self, places: Sequence[int]) -> dict[int, str]:
        """The hashes of the records at these few places, as far as there are any."""
        rows = self.ask(select(_RECORD.seq, _RECORD.hash).where(_RECORD.seq.in_(places)))
        return {row.seq: row.hash for row in rows}

    def strays(self) -> tuple[int, ...]:
        """Places by which something is found and where no record is."""
        query = select(_FOUND.seq).where(_FOUND.seq.not_in(select(_RECORD.seq))).distinct().order_by(_FOUND.seq)
        with reading(self._engine) as connection:
            return tuple(connection.execute(query).scalars())

    def take(self, rows: Sequence[Kept]) -> None:
        """Take over rows of another journal as they are."""
        found = [{"field": field, "value": value, "seq": row.seq} for row in rows for field, value in sorted(row.terms)]
        with writing(self._engine) as connection:
            migrations.refuse_newer(connection)
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


def _terms(connection: Connection, first: int, last: int) -> dict[int, set[tuple[str, str]]]:
    found: dict[int, set[tuple[str, str]]] = {}
    for row in connection.execute(select(tables.found_by).where(_FOUND.seq.between(first, last))):
        found.setdefault(row.seq, set()).add((row.field, row.value))
    return found


def _one(connection: Connection, query: Any) -> Any:  # noqa: ANN401 - a column's value
    return connection.execute(query).scalar()
