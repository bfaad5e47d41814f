"""P2: prior authorisations in the journal, counted down by the notes that name them.

A note counts as long as it holds: one that was amended or voided does not, its amendment does. It counts where it names
the number, in any spelling, its payer, code and date of service are those of the authorisation; and unless both name
a patient's record number, and two different ones. So a note without a record number counts: too little left is safer
than too much. A note that names the number and counts nowhere is listed as outside.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from core.authorization import Authorization
from core.journal import queries, record, tables, terms
from core.journal.record import Record
from core.journal.store import Store

_FOUND = tables.found_by.c


class Grant(NamedTuple):
    """A prior authorisation as the journal has it."""

    authorization: Authorization
    """With what is used of it."""

    record: Record
    """The record of it that holds."""

    notes: tuple[int, ...]
    """Places of the notes that count, by date of service."""

    outside: tuple[int, ...] = ()
    """Places of the patient's notes that name the number, but count for no authorisation of it."""


class _Use(NamedTuple):
    """What a note uses of an authorisation."""

    number: str
    patient: str
    cover: str
    """Whose authorisation, and of which code."""

    date: str
    units: int
    note: int


def every(store: Store) -> list[Grant]:
    """All authorisations of a journal, the one that ends last first."""
    found = store.ask(queries.holding(terms.GRANTED))
    by_number: dict[str, list[_Use]] = defaultdict(list)
    for use in _uses(store, "") if found else ():
        by_number[use.number].append(use)
    grants = [_grant(held, by_number[_number(held)]) for held in _records(store, found)]
    counted = {note for grant in grants for note in grant.notes}
    listed = [_with_outside(grant, by_number[_number(grant.record)], counted) for grant in grants]
    return sorted(listed, key=lambda grant: (grant.authorization.until, grant.record.seq), reverse=True)


def known(store: Store, number: str, record_number: str, but: int = 0) -> list[Authorization]:
    """Authorisations of a number, or else of a patient; newest first.

    Args:
        store: the journal.
        number: as it is typed; empty for all of the patient.
        record_number: the patient's; empty where it is not known.
        but: place of a note that does not count: the one that is being amended.
    """
    key, patient = terms.authorisation(number), terms.patient_key(record_number)
    if key:
        which = queries.holding(terms.GRANTED, queries.begins(f"{key}/"))
    elif patient:
        which = queries.holding(terms.GRANTEE, _FOUND.value == patient)
    else:
        return []
    held = [one for one in _records(store, store.ask(which)) if _same(patient, _patient(one))]
    grants = [_grant(one, [use for use in _uses(store, _number(one)) if use.note != but]) for one in held]
    return [grant.authorization for grant in sorted(grants, key=lambda grant: grant.record.seq, reverse=True)]


def _uses(store: Store, number: str) -> Iterable[_Use]:
    """What notes that hold use of one authorisation, or of all; an index alone is read."""
    narrow = [queries.begins(f"{number}/")] if number else []
    for row in store.ask(queries.holding(terms.AUTHORISED, *narrow)):
        own, patient, cover, date, units = row.value.split("/")
        yield _Use(own, patient, cover, date, int(units), row.seq)


def _grant(held: Record, uses: Iterable[_Use]) -> Grant:
    granted = record.granted_in(held.body)
    cover, since, until = terms.cover(granted.payer, granted.hcpcs), str(granted.since), str(granted.until)
    counted = sorted(
        (
            use
            for use in uses
            if use.cover == cover and since <= use.date <= until and _same(use.patient, _patient(held))
        ),
        key=lambda use: (use.date, use.note),
    )
    used, latest = sum(use.units for use in counted), counted[-1].units if counted else 0
    return Grant(granted._replace(used=used, latest=latest), held, tuple(use.note for use in counted))


def _with_outside(grant: Grant, uses: Iterable[_Use], counted: set[int]) -> Grant:
    patient = _patient(grant.record)
    outside = sorted((use.date, use.note) for use in uses if use.note not in counted and _same(use.patient, patient))
    return grant._replace(outside=tuple(note for _, note in outside))


def _records(store: Store, found: Iterable[tuple[str, int]]) -> list[Record]:
    return [line.record for line in store.lines([seq for _, seq in found])]


def _number(held: Record) -> str:
    return terms.authorisation(held.body["authorization"]["number"])


def _patient(held: Record) -> str:
    return terms.patient_key(held.body["authorization"]["record_number"])


def _same(one: str, other: str) -> bool:
    """Whether two record numbers are of one patient, as far as both are known."""
    return not one or not other or one == other
