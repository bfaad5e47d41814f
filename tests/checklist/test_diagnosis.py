"""Diagnosis and medical necessity in the claim check: by list, label and payer."""

from typing import Any

import pytest

from tests.build import result, shipped
from tests.checklist.checked import IN_2026, NECESSITY, items, of


@pytest.mark.parametrize(
    ("fields", "expected", "says"),
    [
        ({"diagnosis": []}, "missing", "No diagnosis"),
        ({"diagnosis": ["E34.09"], "service_date": IN_2026}, "pass", "E34.09 Other carcinoid syndrome"),
        ({"diagnosis": ["E34.09"], "service_date": "2026-10-01"}, "once", "check the newest list"),
        ({"diagnosis": ["E34.0"], "service_date": "2024-10-01"}, "missing", "Use E34.00, E34.01 or E34.09."),
        ({"diagnosis": ["E34.0"], "service_date": "2024-09-30"}, "look", "The list here is of FY2026, the date"),
        ({"diagnosis": ["E22.0"], "service_date": "2025-10-01"}, "pass", "E22.0 Acromegaly"),
        ({"diagnosis": ["E22.0"], "service_date": "2025-09-30"}, "look", "is earlier"),
        ({"diagnosis": ["E22.0"], "service_date": "2015-10-01"}, "look", "is earlier"),
        ({"diagnosis": ["E22.0"], "service_date": "2015-09-30"}, "look", "ICD-10-CM did not hold yet"),
        ({"diagnosis": ["T45.1X5A", "K52.1"], "service_date": IN_2026}, "look", "T45.1X5A can't stand first"),
        ({"diagnosis": ["I85.11"], "service_date": IN_2026}, "look", "I85.11 can't stand first"),
        ({"diagnosis": ["K52.1", "T45.1X5A"], "service_date": IN_2026}, "pass", "K52.1"),
        ({"diagnosis": ["E34.09"], "service_date": "2024-09-30"}, "missing", "holds from 2024-10-01 on"),
        ({"diagnosis": ["E22.0", "C7A"]}, "missing", "C7A is a heading"),
        ({"diagnosis": ["T45.1X5"]}, "missing", "such as T45.1X5A"),
        ({"diagnosis": ["E34.09", "Z99.9"], "service_date": IN_2026}, "look", "Z99.9 not on the list"),
    ],
)
def test_diagnosis(fields: dict[str, Any], expected: str, says: str) -> None:
    """A diagnosis passes where the list of its date has it and it is billable (C2); unknown codes are looked at."""
    item = items(**fields)["diagnosis"]

    assert item.state == expected
    assert says in item.message
    assert item.rule == "C2"
    assert item.field.startswith("diagnosis")


@pytest.mark.parametrize(
    ("fields", "expected", "field"),
    [
        ({}, "look", "necessity.indication"),
        ({"payer": "commercial-generic"}, "look", "necessity.indication"),
        ({"payer": "commercial-generic", "necessity": NECESSITY | {"history": ""}}, "look", "necessity.history"),
        ({"payer": "commercial-generic", "necessity": NECESSITY}, "pass", "necessity.indication"),
        ({"necessity": NECESSITY, "diagnosis": ["R19.7"]}, "look", "necessity.indication"),
        ({"necessity": NECESSITY, "diagnosis": ["Z99.9"]}, "look", "necessity.indication"),
        ({"necessity": NECESSITY, "diagnosis": ["E16.8"]}, "look", "necessity.indication"),
        ({"necessity": NECESSITY, "diagnosis": ["E16.8", "D13.7"]}, "pass", "necessity.indication"),
        ({"necessity": NECESSITY, "diagnosis": ["C25.4", "E16.8"]}, "pass", "necessity.indication"),
        ({"necessity": NECESSITY, "diagnosis": ["C25.4"]}, "look", "necessity.indication"),
        ({"necessity": NECESSITY, "diagnosis": ["C7B.02"]}, "pass", "necessity.indication"),
        ({"necessity": NECESSITY, "diagnosis": ["C7A.012"]}, "look", "necessity.indication"),
        ({"necessity": NECESSITY, "diagnosis": ["C7A.012", "E34.09"]}, "pass", "necessity.indication"),
        *(
            ({"necessity": NECESSITY, "diagnosis": [code]}, "look", "necessity.indication")
            for code in ("C7B.1", "C7A.1", "D3A.012", "C7B.8")
        ),
    ],
)
def test_necessity(fields: dict[str, Any], expected: str, field: str) -> None:
    """Written texts pass for an indication of the label; payers that ask for authorisation ask for them (P3)."""
    item = items(**fields)["necessity"]

    assert (item.state, item.field, item.rule) == (expected, field, "P3")


def test_necessity_is_as_sure_as_its_prompts() -> None:
    """What payers ask is general knowledge for some indications, and said so."""
    assert items()["necessity"].grade == "general"
    assert items(diagnosis=["E22.0"])["necessity"].grade == "secondary"
    assert items(necessity=NECESSITY)["necessity"].grade == shipped().rules["P3"].grade


def test_necessity_is_missing_where_the_payer_is_known_to_ask() -> None:
    """A profile that is general knowledge only says that it may."""
    payer = shipped().payers["lifewise-premera"]._replace(prior_authorization="yes")

    assert of(result(), payer=payer)["necessity"].state == "missing"
    assert of(result(), payer=payer._replace(grade="general"))["necessity"].state == "look"
