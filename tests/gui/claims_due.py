"""Notes whose claims are due, and the day on which the biller looks at them."""

import datetime

from core.journal.store import Store
from tests import notes

TODAY = datetime.datetime(2026, 11, 25, 9, 30)  # noqa: DTZ001 - the window's own local time
PAYER = "medicare-part-b"
DAYS = ("2026-10-05", "2026-10-26", "2026-11-20", "2026-11-24")


def file_days(store: Store) -> None:
    """File a note of each day."""
    for number, day in enumerate(DAYS, 1):
        patient = {"name": f"Patient {number}", "record_number": f"MRN{number}"}
        notes.file(store, service_date=day, patient=patient, prior_authorization="PA-77")
