"""M1: what the notes of one patient bill on one day."""

import datetime
from typing import Any

from sqlalchemy import select

from core.journal import queries, tables, terms
from core.journal.store import Store

_RECORD = tables.record.c
_FOUND = tables.found_by.c


def units(store: Store, record_number: str, date: datetime.date, but: int = 0) -> int | None:
    """Units on the claim lines of a patient's notes of a date of service that hold; None where the patient is unknown.

    Args:
        store: the journal.
        record_number: the patient's; case, blanks and kinds of dash do not matter.
        date: of service.
        but: place of a note that does not count: the one that is looked at.
    """
    patient = terms.patient_key(record_number)
    if not patient:
        return None
    own = queries.holding(terms.PATIENT, _FOUND.value == patient).with_only_columns(_FOUND.seq)
    notes = select(_RECORD.seq).where(
        _RECORD.seq.in_(own), _RECORD.service_date == date.isoformat(), _RECORD.seq != but
    )
    return sum(_units(store.get(row.seq).body) for row in store.ask(notes))


def _units(body: dict[str, Any]) -> int:
    return sum(line["units"] for line in body["result"]["lines"])
