"""A record added at the end of the chain, and what is refused: what somebody else was quicker with."""

from typing import Any

from sqlalchemy import Connection, insert, select

from core.journal import lines, pictures, queries, tables, terms
from core.journal import record as records
from core.journal.faults import AmendedError, JournalError
from core.journal.record import BEFORE_ALL, Record

_RECORD = tables.record.c
_FOUND = tables.found_by.c
_NO_NOTE = "Record {} takes a note back and is none itself. Save a new note."
_ENTERED = "Something else was entered for it at {} by {}. Look at that first."
_OTHER = "Record {} is of something else. Look at the list again, then enter it anew."
_WHY_NOT = "{} was already {} at {} by {}. Look at that first."


def append(connection: Connection, body: dict[str, Any], follows: int | None) -> Record:
    """Add a record; see Store.add."""
    body, logo = pictures.apart(body)
    if logo:
        pictures.keep(connection, logo)
    before = lines.last(connection)
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
    followed = lines.at(connection, (follows,))[0].record.body
    if "encounter" not in followed:
        raise JournalError(_NO_NOTE.format(follows))
    return body if "encounter" in body else followed


def _refuse_other(connection: Connection, body: dict[str, Any], follows: int | None) -> None:
    """Of one authorisation, and of one note's claim, one record holds: whoever wrote another one was quicker."""
    field, value = terms.subject(body)
    row = connection.execute(queries.holding(field, _FOUND.value == value)).first()
    if row is not None and row.seq != follows:
        said = lines.at(connection, (row.seq,))[0].record.body
        raise AmendedError(_ENTERED.format(said["recorded_at"], said["user"]))
    if row is None and follows is not None:
        raise JournalError(_OTHER.format(follows))
    if body["kind"] == records.CLAIM:
        _refuse_amended(connection, body["claim"]["note"]["seq"])


def _refuse_amended(connection: Connection, place: int) -> None:
    """A claim is that of the note which holds now, or of one that was taken back; of an amended one it is no more."""
    note = lines.at(connection, (place,))[0]
    if "encounter" not in note.record.body:
        raise JournalError(_NO_NOTE.format(place))
    if note.later is not None and note.later.body["kind"] == records.AMENDMENT:
        _refuse_second(connection, place)


def _refuse_second(connection: Connection, follows: int) -> None:
    later = connection.execute(select(*lines.COLUMNS).where(_RECORD.follows == follows)).first()
    if later is not None:
        said = lines.of_row(later).body
        done = "voided" if said["kind"] == records.VOID else "amended"
        number = (said.get("amends") or said["voids"])["number"]
        raise AmendedError(_WHY_NOT.format(number, done, said["recorded_at"], said["user"]))


def _refuse_void(connection: Connection, place: int) -> None:
    """A note that was taken back is not filed again under its number."""
    voids = select(_RECORD.seq).where(_RECORD.follows == place, _RECORD.kind == records.VOID)
    if connection.execute(voids).first() is not None:
        _refuse_second(connection, place)


def same(connection: Connection, body: dict[str, Any]) -> Record | None:
    """The record of this very note, if it was filed before."""
    own = records.identity_of(body)
    row = connection.execute(select(*lines.COLUMNS).where(_RECORD.identity == own)).first() if own else None
    if row is None:
        return None
    _refuse_void(connection, row.seq)
    return lines.of_row(row)
