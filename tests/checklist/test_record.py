"""The record in the claim check: what it must and what it should hold, and whether its times hang together."""

import datetime
from typing import Any

import pytest

from core.checklist.items import Known
from core.clinic import Clinic
from tests.build import AMPUL_100, opened
from tests.checklist.checked import INFUSED, items, state

DISCARD = {
    "confirmed": True,
    "reason": "Dose smaller",
    "time": "10:42",
    "method": "Sharps container",
    "discarded_by": "R. Ortiz RN",
}


@pytest.mark.parametrize(
    ("fields", "expected", "field"),
    [
        ({}, "pass", ""),
        ({"given": "100 mcg", "discard": None}, "pass", ""),
        ({"discard": DISCARD | {"confirmed": False}}, "missing", "discard.confirmed"),
        ({"discard": DISCARD | {"time": ""}}, "missing", "discard.time"),
        ({"discard": DISCARD | {"reason": ""}}, "missing", "discard.reason"),
        ({"opened": opened("1234-5678-90")}, "missing", "opened"),
    ],
)
def test_what_the_record_must_hold(fields: dict[str, Any], expected: str, field: str) -> None:
    """Dose and labelled amount; of what was discarded the time, the reason and that it was (D1, R17)."""
    item = items(**fields)["record-must"]

    assert (item.state, item.field) == (expected, field)


@pytest.mark.parametrize(
    ("fields", "expected", "field"),
    [
        ({"discard": DISCARD}, "pass", ""),
        ({}, "look", "discard.method"),
        ({"discard": DISCARD, "site": ""}, "look", "site"),
        ({"discard": DISCARD, "opened": [{"ndc": AMPUL_100}]}, "look", "opened[0].lot"),
        ({"discard": DISCARD, "diagnosis": []}, "look", "diagnosis"),
        ({"discard": DISCARD | {"discarded_by": ""}}, "look", "discard.discarded_by"),
        ({"discard": DISCARD, "route": "IV_INFUSION"}, "look", "infusion.start"),
        ({"discard": DISCARD, "route": "IV_INFUSION", "given_at": ""}, "look", "given_at"),
        (
            {
                "given": None,
                "ordered": "100 mcg",
                "route": "IV_INFUSION",
                "given_at": "",
                "infusion": {"rate": "100 mcg/h", "start": "2026-11-20T10:00", "stop": "2026-11-20T11:00"},
            },
            "pass",
            "",
        ),
    ],
)
def test_what_the_record_should_hold(fields: dict[str, Any], expected: str, field: str) -> None:
    """What should be there and is not is to be looked at, the first one by its field (D1)."""
    item = items(**fields)["record-should"]

    assert (item.state, item.field) == (expected, field)


NOTED = {"noted_at": "2026-11-20T11:00", "discard": DISCARD}
OVERNIGHT = {
    "given": None,
    "route": "IV_INFUSION",
    "infusion": {"rate": "10 mcg/h", "start": "2026-11-20T22:00", "stop": "2026-11-21T04:00"},
    "given_at": "22:00",
    "discard": DISCARD | {"time": "04:05"},
    "noted_at": "2026-11-21T04:10",
}
"""Discarded the day after the date of service."""


@pytest.mark.parametrize(
    ("fields", "expected", "says"),
    [
        (NOTED, "pass", "finished on 2026-11-20"),
        ({}, "look", "No finished note"),
        (NOTED | {"noted_at": "2026-11-19T11:00"}, "look", "before the date of service"),
        (NOTED | {"discard": DISCARD | {"time": "10:34"}}, "look", "Discarded at 10:34, before it was given (10:35)."),
        (NOTED | {"discard": DISCARD | {"time": ""}}, "pass", ""),
        (NOTED | {"given_at": ""}, "pass", ""),
        (NOTED | {"noted_at": "2026-11-20T10:41"}, "look", "finished at 10:41, before what it says of 10:42"),
        (NOTED | {"noted_at": "2026-11-20T10:42"}, "pass", ""),
        (NOTED | {"noted_at": "2026-11-21T08:00"}, "pass", ""),
        (NOTED | {"given_at": "11:01", "discard": DISCARD | {"time": ""}}, "look", "before what it says of 11:01"),
        (NOTED | {"given": None, "route": "IV_INFUSION", "infusion": INFUSED}, "look", "before it was given (11:12)"),
        (NOTED | OVERNIGHT, "pass", ""),
        (NOTED | {"service_date": "2026-11-26", "noted_at": "2026-11-26T11:00"}, "missing", "in the future"),
        (NOTED | {"service_date": "2026-11-25", "noted_at": "2026-11-25T11:00"}, "pass", ""),
    ],
)
def test_dates_and_times(fields: dict[str, Any], expected: str, says: str) -> None:
    """Given, then discarded, then noted, and none of it in the future (D1)."""
    item = items(known=Known(today=datetime.date(2026, 11, 25)), **fields)["dates"]

    assert item.state == expected, item.message
    assert says in item.message


def test_a_witness_is_missing_where_the_clinic_asks_for_one() -> None:
    """The clinic's own rule (D2)."""
    item = items(Clinic(witness="required"), discard=DISCARD)["record-should"]

    assert (item.state, item.rule, item.field) == ("missing", "D2", "discard.witness")
    assert state("record-should", Clinic(witness="required"), discard=DISCARD | {"witness": "B. Lee RN"}) == "pass"
    assert state("record-should", Clinic(witness="required"), discard=DISCARD | {"witness": "R. Ortiz RN"}) == "missing"
