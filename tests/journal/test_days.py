"""What a patient's notes bill on one day."""

import datetime

import pytest

from core.journal import days
from core.journal.store import Store
from tests.build import AMPUL_100, opened
from tests.journal.making import amend, note, void

DAY = datetime.date(2026, 10, 30)


@pytest.fixture
def store(any_store: Store) -> Store:
    """A journal in a file, and one on a server: two notes of a patient's day, one of the next, one of another."""
    for day, mrn in (("2026-10-30", "MRN 4711"), ("2026-10-30", "mrn4711"), ("2026-10-31", "MRN 4711")):
        any_store.add(note(service_date=day, patient={"record_number": mrn}))
    any_store.add(note(service_date="2026-10-30", patient={"record_number": "MRN 4712"}))
    return any_store


def test_all_units_of_the_day_count(store: Store) -> None:
    """Four each, JW among them; the note that is looked at is left out."""
    assert days.units(store, "mrn 47-11", DAY) == 0  # signs between digits tell patients apart
    assert days.units(store, "MRN 4711", DAY) == 8
    assert days.units(store, "MRN 4711", DAY, but=1) == 4
    assert days.units(store, "MRN 4713", DAY) == 0


@pytest.mark.parametrize("number", ["", " ", "-"])
def test_without_a_record_number_nothing_is_known(store: Store, number: str) -> None:
    """Nothing known is not the same as no units."""
    assert days.units(store, number, DAY) is None


def test_what_holds_no_more_does_not_count(store: Store) -> None:
    """Of an amended note its amendment counts; of a void one nothing does."""
    patient = {"record_number": "MRN 4711"}
    amend(store, 1, service_date="2026-10-30", patient=patient, given="200 mcg", opened=opened(AMPUL_100, AMPUL_100))
    assert days.units(store, "MRN 4711", DAY) == 12
    void(store, 2)
    assert days.units(store, "MRN 4711", DAY) == 8
