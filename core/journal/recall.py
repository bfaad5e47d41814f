"""What the journal knows of a patient: the diagnosis and the necessity that the last note gave."""

import datetime
from typing import Any, NamedTuple

from sqlalchemy import select

from core.encounter import Necessity
from core.journal import finding, record, tables, terms
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

    diagnosis: tuple[str, ...]
    necessity: Necessity


def last(store: Store, record_number: str, but: int = 0) -> Recalled | None:
    """What the last note of a patient gave that holds and gave anything; None where there is none.

    Args:
        store: the journal.
        record_number: the patient's, which must be the same up to case, blanks and signs.
        but: place of a note that is passed over: the one that is being amended.
    """
    patient, word = terms.patient_key(record_number), next(terms.words(record_number), "")
    if not patient or not word:
        return None
    named = finding.holding("record", _FOUND.value == word).with_only_columns(_FOUND.seq)
    notes = select(_RECORD.seq).where(_RECORD.seq.in_(named), _RECORD.kind != record.VOID, _RECORD.seq != but)
    newest = notes.order_by(_RECORD.service_date.desc(), _RECORD.seq.desc()).limit(_MOST)
    for row in store.ask(newest):
        found = _given(store.get(row.seq).body, patient)
        if found is not None:
            return found
    return None


def _given(body: dict[str, Any], patient: str) -> Recalled | None:
    """What a note gave; None where that is nothing, or the note is another patient's."""
    encounter = record.encounter_of(body)
    given = encounter.diagnosis, encounter.necessity
    if terms.patient_key(encounter.patient.record_number) != patient or not any((given[0], *given[1])):
        return None
    return Recalled(body["number"], encounter.service_date, *given)
