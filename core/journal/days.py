"""M1: what the notes of one patient bill on one day."""

import datetime
from typing import Any

from sqlalchemy import select

from core.journal import finding, record, tables, terms
from core.journal.store import Store

_RECORD = tables.record.c
_FOUND = tables.found_by.c


def units(store: Store, record_number: str, date: datetime.date, but: int = 0) -> int | None:
    """Units on the claim lines of a patient's notes of a date of service that hold; None where the patient is unknown.

    Args:
        store: the journal.
        record_number: the patient's; case does not matter, nor signs after its first word.
        date: of service.
        but: place of a note that does not count: the one that is looked at.
    """
    patient, word = terms.patient_key(record_number), next(terms.words(record_number), "")
    if not patient or not word:
        return None
    named = finding.holding("record", _FOUND.value == word).with_only_columns(_FOUND.seq)
    notes = select(_RECORD.seq).where(
        _RECORD.seq.in_(named),
        _RECORD.service_date == date.isoformat(),
        _RECORD.kind != record.VOID,
        _RECORD.seq != but,
    )
    bodies = [store.get(row.seq).body for row in store.ask(notes)]
    return sum(_units(body) for body in bodies if _patient(body) == patient)


def _patient(body: dict[str, Any]) -> str:
    return terms.patient_key(record.encounter_of(body).patient.record_number)


def _units(body: dict[str, Any]) -> int:
    return sum(line["units"] for line in body["result"]["lines"])
