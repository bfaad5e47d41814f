"""What SQL asks for the records that a user wants."""

import datetime
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, and_, exists, not_, or_, select, union_all
from sqlalchemy.sql.elements import ColumnElement

from core import crockford
from core.journal import record as records
from core.journal import tables, terms
from core.journal.terms import Wanted

_RECORD = tables.record.c
_FOUND = tables.found_by.c
_LAST = "\U0010ffff"
"""After every letter that a word may have."""

_NUMBER = 4
"""Letters from which a word may be the beginning of a note's number; fewer are of too many."""


def places(wanted: Wanted) -> Select[int]:
    """The places that the first of the conditions gives, as far as the others give them, too.

    Each is answered by an index alone; the records themselves are read where they are shown. Whether a note is due
    takes more than that: see `owed`.
    """
    first, *others = [*_asked(wanted)] or [select(_RECORD.seq).where(_RECORD.service_date > "")]
    (place,) = first.selected_columns
    return first.where(*(place.in_(other.correlate(None)) for other in others))


def holding(field: str, *which: ColumnElement[bool]) -> Select[Any]:
    """Value and place of records that are found by a field, and that no other record follows."""
    later = tables.record.alias()
    followed = exists(select(1).where(later.c.follows == _FOUND.seq))
    return select(_FOUND.value, _FOUND.seq).where(_FOUND.field == field, not_(followed), *which)


def begins(beginning: str) -> ColumnElement[bool]:
    """Whether a value by which something is found begins so."""
    return and_(_FOUND.value >= beginning, _FOUND.value < beginning + _LAST)


def _asked(wanted: Wanted) -> Iterator[Select[Any]]:
    """One query for each condition; those that mostly give the fewest records come first."""
    if wanted.number:
        yield select(_RECORD.seq).where(_RECORD.number == wanted.number.strip().upper())
    for word in terms.words(wanted.text):
        yield _named(word)
    for word in terms.words(wanted.serial):
        yield _found("serial", _FOUND.value == word)
    for field in ("record", "patient", "lot"):
        for word in terms.words(getattr(wanted, field)):
            yield _found(field, begins(word))
    if wanted.ndc:
        yield _found("ndc", or_(*map(begins, sorted(terms.ndc_beginnings(wanted.ndc)))))
    if wanted.state and wanted.state != terms.DUE:
        yield _state(wanted.state)
    if wanted.since or wanted.until:
        yield _dated(wanted.since, wanted.until)
    for field in ("staff", "modifier"):
        for word in terms.words(getattr(wanted, field)):
            yield _found(field, begins(word))


def _dated(since: datetime.date | None, until: datetime.date | None) -> Select[Any]:
    first, last = since or datetime.date.min, until or datetime.date.max
    return select(_RECORD.seq).where(_RECORD.service_date.between(first.isoformat(), last.isoformat()))


def _state(state: str) -> Select[Any]:
    if state in {terms.AMENDED, terms.VOIDED}:
        kind = records.AMENDMENT if state == terms.AMENDED else records.VOID
        return _followed(_RECORD.kind == kind)
    # What was put right since is no longer missing.
    return _found("state", _FOUND.value == state, _FOUND.seq.not_in(_followed()))


def _followed(*which: ColumnElement[bool]) -> Select[Any]:
    return select(_RECORD.follows).where(_RECORD.follows.is_not(None), *which).correlate(None)


def _found(field: str, *which: ColumnElement[bool]) -> Select[Any]:
    return select(_FOUND.seq).where(_FOUND.field == field, *which)


def _named(word: str) -> Select[Any]:
    """Records of patients and notes whose name or number begins so."""
    patients = select(_FOUND.seq).where(_FOUND.field.in_(("patient", "record")), begins(word))
    number = crockford.grouped(word.replace("-", "").upper())
    if len(number) < _NUMBER:
        return patients
    notes = select(_RECORD.seq).where(_RECORD.number >= number, _RECORD.number < number + _LAST)
    return select(union_all(patients, notes).subquery().c.seq)
