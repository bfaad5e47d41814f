"""What the journal knows of a patient: the diagnosis and the necessity that the last note gave."""

import datetime
from typing import Any, NamedTuple

from sqlalchemy import select

from core.encounter import Necessity, Patient
from core.journal import queries, record, tables, terms
from core.journal.store import Store

_RECORD = tables.record.c
_FOUND = tables.found_by.c
_MOST = 20
"""Notes of one patient that are looked at, newest first."""


class Recalled(NamedTuple):
    """What a note gave."""

    number: str
    """The note's."""

    date: datetime.date
    """Its date of service."""

    patient: Patient
    diagnosis: tuple[str, ...]
    necessity: Necessity


def last(store: Store, record_number: str, but: int = 0) -> Recalled | None:
    """What the last note of a record number gave that holds and gave anything; None where there is none.

    Whether it is of the patient at the chair, `is_same` tells.

    Args:
        store: the journal.
        record_number: the patient's, which must be the same up to case, blanks and kinds of dash.
        but: place of a note that is passed over: the one that is being amended.
    """
    own = queries.holding(terms.PATIENT, _FOUND.value == terms.patient_key(record_number)).with_only_columns(_FOUND.seq)
    notes = select(_RECORD.seq).where(_RECORD.seq.in_(own), _RECORD.seq != but)
    newest = notes.order_by(_RECORD.service_date.desc(), _RECORD.seq.desc()).limit(_MOST)
    for row in store.ask(newest):
        found = _given(store.get(row.seq).body)
        if found is not None:
            return found
    return None


def is_same(one: Patient, other: Patient) -> bool:
    """Whether name and birth date of two patients agree, as far as both are known; words may stand in any order."""
    names = [set(terms.words(patient.name.replace(",", " "))) for patient in (one, other)]
    born = [patient.birth_date for patient in (one, other)]
    return not (all(names) and names[0] != names[1]) and not (all(born) and born[0] != born[1])


def _given(body: dict[str, Any]) -> Recalled | None:
    """What a note gave; None where that is nothing."""
    encounter = record.encounter_of(body)
    given = encounter.diagnosis, encounter.necessity
    if not any((given[0], *given[1])):
        return None
    return Recalled(body["number"], encounter.service_date, encounter.patient, *given)
