"""Rows of the journal as records, each with what became of it."""

import zlib
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, or_, select

from core.journal import record as records
from core.journal import tables
from core.journal.faults import DamagedError
from core.journal.record import Record

_RECORD = tables.record.c
COLUMNS = (_RECORD.seq, _RECORD.previous, _RECORD.body, _RECORD.hash, _RECORD.follows)
"""Of a record."""


class Line(NamedTuple):
    """A record as the journal lists it: with what became of it."""

    record: Record
    later: Record | None
    """The record that amends or voids it; None where it holds."""


def last(connection: Connection) -> Record | None:
    """The record at the end of the chain; None in an empty journal."""
    row = connection.execute(select(*COLUMNS).order_by(_RECORD.seq.desc()).limit(1)).first()
    return of_row(row) if row else None


def at(connection: Connection, places: Sequence[int]) -> tuple[Line, ...]:
    """The records at these places, in this order.

    Raises:
        DamagedError: there is none at a place, or it can't be read.
    """
    query = select(*COLUMNS).where(or_(_RECORD.seq.in_(places), _RECORD.follows.in_(places)))
    found = [of_row(row) for row in connection.execute(query)]
    by_place = {record.seq: record for record in found}
    later = {record.follows: record for record in found}
    for place in places:
        if place not in by_place:
            msg = f"Record {place} is missing. Verify the journal."
            raise DamagedError(msg)
    return tuple(Line(by_place[place], later.get(place)) for place in places)


def of_row(row: Any) -> Record:  # noqa: ANN401 - a row of COLUMNS
    """The record that a row of COLUMNS is.

    Raises:
        DamagedError: its text can't be read.
    """
    try:
        return Record(row.seq, row.previous, records.unpacked(row.body), row.hash, row.follows)
    except (zlib.error, TypeError):
        msg = f"Record {row.seq} is damaged."
        raise DamagedError(msg) from None
