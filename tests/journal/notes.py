"""Notes by number: each of another patient, told apart by the record number."""

from typing import Any

from core.journal.store import Store
from tests.journal import making


def note(number: int = 0, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON value
    """What a record says of a note."""
    patient = {"name": f"Maria Lopez-{number}", "record_number": f"MRN{number:05}", "birth_date": "1950-01-01"}
    return making.note(**{"patient": patient, **fields})


def numbers(store: Store) -> list[int]:
    """Which notes a journal has, in the order in which they were filed."""
    found = (line.record.body["encounter"]["patient"]["record_number"] for line in store.records())
    return [int(name.removeprefix("MRN")) for name in found]
