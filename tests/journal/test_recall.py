"""What the last note of a patient gave as diagnosis and necessity."""

import datetime
from typing import Any

import pytest

from core.encounter import Necessity, Patient
from core.journal import recall
from core.journal.recall import Recalled
from core.journal.store import Store
from tests.journal.making import amend, note, void

NECESSITY = {"indication": "Acromegaly", "history": "since 2019", "prior_treatment": "surgery, IGF-1 still high"}


@pytest.fixture
def store(any_store: Store) -> Store:
    """A journal in a file, and one on a server."""
    return any_store


def given(day: str = "2026-10-30", mrn: str = "MRN 4711", **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON value
    """A note of a patient."""
    patient = {"name": "Maria Lopez", "record_number": mrn}
    return note(**{"service_date": day, "patient": patient, "necessity": NECESSITY, "diagnosis": ["E22.0"], **fields})


def test_it_is_what_the_note_said(store: Store) -> None:
    """Number and date say where it comes from."""
    body = given()
    store.add(body)
    assert recall.last(store, "mrn 4711") == Recalled(
        body["number"],
        datetime.date(2026, 10, 30),
        Patient("Maria Lopez", "MRN 4711"),
        ("E22.0",),
        Necessity(**NECESSITY),
    )


def test_the_latest_date_of_service_counts(store: Store) -> None:
    """Not the order of filing; of one day the last filed."""
    store.add(given("2026-11-02", diagnosis=["E34.09"]))
    store.add(given("2026-11-01"))
    found = recall.last(store, "MRN 4711")
    assert found is not None
    assert found.diagnosis == ("E34.09",)


@pytest.mark.parametrize("number", ["", "  ", "-", "MRN", "4711", "MRN 47", "MRN 4712", "MRN 47-11", "MRN 47 11"])
def test_nobody_elses_is_given(store: Store, number: str) -> None:
    """A part of a record number is another patient's."""
    store.add(given())
    assert recall.last(store, number) is None


def test_what_holds_no_more_is_not_given(store: Store) -> None:
    """Of an amended note its amendment counts; of a void one nothing does."""
    store.add(given())
    amend(store, 1, **{**given(diagnosis=["E34.00"])["encounter"], "discard": None})
    found = recall.last(store, "MRN 4711")
    assert found is not None
    assert found.diagnosis == ("E34.00",)
    assert recall.last(store, "MRN 4711", but=2) is None
    void(store, 2)
    assert recall.last(store, "MRN 4711") is None


def test_a_note_that_gave_nothing_is_passed_over(store: Store) -> None:
    """There is nothing to take over from it."""
    store.add(given("2026-10-01"))
    store.add(given("2026-11-01", necessity=None, diagnosis=None))
    found = recall.last(store, "MRN 4711")
    assert found is not None
    assert found.date == datetime.date(2026, 10, 1)


def test_other_patients_with_the_same_first_word_hide_nothing(store: Store) -> None:
    """However many of them are newer."""
    store.add(given("2026-01-05"))
    for number in range(21):
        store.add(given("2026-03-05", f"MRN {number}"))
    found = recall.last(store, "mrn4711")
    assert found is not None
    assert found.date == datetime.date(2026, 1, 5)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (Patient("lopez, MARIA", "12-3"), True),
        (Patient("Ann Smith", "12-3"), False),
        (Patient("Maria Lopez", "12-3", "1961-04-09"), True),
        (Patient("Maria Lopez", "12-3", "1961-04-08"), False),
        (Patient("", "12-3", "1961-04-08"), False),
        (Patient("", "12-3"), True),
    ],
)
def test_patients_of_one_record_number_are_compared(other: Patient, *, same: bool) -> None:
    """By name and birth date, as far as both are known."""
    assert recall.is_same(Patient("Maria Lopez", "12-3", "1961-04-09"), other) is same
