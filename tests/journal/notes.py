"""Records for tests: what the journal is given when a note is finished."""

import datetime
from typing import Any

from core.clinic import Clinic
from core.journal import record
from core.journal.record import Moment
from core.note import content
from tests.build import result

AT = datetime.datetime(2026, 11, 20, 10, 44, tzinfo=datetime.UTC)


def moment(user: str = "rortiz", seat: str = "chair-1") -> Moment:
    """When, by whom and where a record is made."""
    return Moment(AT, user, seat)


def note(number: int = 0, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON value
    """What a record says of a note; another note for each number."""
    patient = {"name": f"Maria Lopez-{number}", "record_number": f"MRN{number:05}", "birth_date": "1950-01-01"}
    found = result(**{"patient": patient, **fields})
    said = content.note(found, Clinic())
    return record.note(found, Clinic(), said.content_hash, b"%PDF", moment())
