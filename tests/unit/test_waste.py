"""How the rest of single-dose containers stands on the claim, and by which rule (R5-R12, P1)."""

from typing import Any

import pytest

from core import billing, encounter_json, waste
from core.clinic import Clinic
from core.quantity import MCG, Mass
from core.waste import Treatment
from tests.build import MULTI_1000, encounter, opened, shipped

OLD = {"diagnosis": ["E22.0"]}


@pytest.mark.parametrize(
    ("fields", "indicator", "expected"),
    [
        ({}, "unconfirmed", Treatment("jw", "R5")),
        ({"given": "100 mcg"}, "unconfirmed", Treatment("jz", "R6")),
        ({"given": "99 mcg"}, "unconfirmed", Treatment("jz", "R7")),
        ({"setting": "rhc"}, "unconfirmed", Treatment("plain", "R11", bare=True)),
        ({"setting": "asc"}, "packaged", Treatment("plain", "R12", bare=True)),
        ({"setting": "asc"}, "unconfirmed", Treatment("jw", "R5")),
        ({"opened": opened(MULTI_1000)}, "unconfirmed", Treatment("plain", "R8")),
        ({"service_date": "2015-01-02", **OLD}, "unconfirmed", Treatment("plain", "R10")),
        ({"service_date": "2018-01-02", "given": "100 mcg", **OLD}, "unconfirmed", Treatment("plain", "R10")),
        ({"payer": "blue-cross-idaho"}, "unconfirmed", Treatment("opened", "P1")),
        (
            {"payer": "blue-cross-idaho", "opened": opened("0078-0182-01")},
            "unconfirmed",
            Treatment("needed", "P1", denied="avoidable"),
        ),
        ({"payer": "uhc-community-new-jersey"}, "unconfirmed", Treatment("plain", "P1", denied="payer")),
        (
            {"payer": "uhc-community-new-jersey", "service_date": "2021-05-01", **OLD},
            "unconfirmed",
            Treatment("plain", "P1", denied="payer"),
        ),
        (
            {"payer": "uhc-community-new-jersey", "service_date": "2021-04-30", **OLD},
            "unconfirmed",
            Treatment("jw", "R5"),
        ),
        (
            {"payer": "horizon-new-jersey", "opened": opened("0078-0182-01")},
            "unconfirmed",
            Treatment("plain", "P1", denied="avoidable"),
        ),
        ({"payer": "horizon-new-jersey"}, "unconfirmed", Treatment("jw", "R5")),
        (
            {"payer": "uhc-community-maryland", "given": "100 mcg", "service_date": "2025-04-30", **OLD},
            "unconfirmed",
            Treatment("plain", "P1"),
        ),
        (
            {"payer": "uhc-community-maryland", "given": "100 mcg", "service_date": "2025-05-01", **OLD},
            "unconfirmed",
            Treatment("jz", "R6"),
        ),
    ],
)
def test_what_the_claim_says(fields: dict[str, Any], indicator: str, expected: Treatment) -> None:
    """By date, place, containers and payer."""
    read = encounter_json.from_dict(encounter(**fields))

    assert billing.bill(read, shipped(), Clinic(status_indicator=indicator)).treatment == expected


def test_a_payer_that_takes_jw_and_no_jz() -> None:
    """Nothing discarded is one plain line then (P1; a profile made up)."""
    payer = shipped().payers["bcbs-north-dakota"]._replace(jz="not-used")
    known = shipped()._replace(payers={payer.id: payer})
    whole, part = (
        billing.bill(encounter_json.from_dict(encounter(payer=payer.id, given=given)), known, Clinic()).treatment
        for given in ("100 mcg", "60 mcg")
    )

    assert (whole, part) == (Treatment("plain", "P1"), Treatment("jw", "R5"))


@pytest.mark.parametrize(("given", "least"), [(0, None), (1, 50 * MCG), (50 * MCG + 1, 100 * MCG)])
def test_the_least_that_would_have_done(given: int, least: int | None) -> None:
    """Where nothing was given nothing would have done, and that is not worked out (R13)."""
    sizes = (Mass(50 * MCG), Mass(100 * MCG))

    assert waste.least_labelled(Mass(given), Mass(500 * MCG), sizes) == least
