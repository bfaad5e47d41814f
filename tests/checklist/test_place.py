"""Container, source and place in the claim check: what was read and bought, and where it was given."""

from typing import Any

import pytest

from core.clinic import Clinic
from tests.build import AMPUL_100, VIAL_100, opened, result
from tests.checklist.checked import OLD, items, of, state


@pytest.mark.parametrize(
    ("codes", "expected", "field"),
    [
        ([AMPUL_100], "pass", "opened"),
        ([AMPUL_100, VIAL_100], "look", "opened[1].ndc"),
        ([AMPUL_100, "1234-5678-90"], "look", "opened"),
    ],
)
def test_container_type(codes: list[str], expected: str, field: str) -> None:
    """Confirmed is what was read on the label (R8)."""
    item = items(opened=opened(*codes))["container-type"]

    assert (item.state, item.field) == (expected, field)


@pytest.mark.parametrize(
    ("source", "expected"),
    [("purchased", "once"), ("340b", "pass"), ("sample", "missing"), ("patient_supplied", "missing")],
)
def test_drug_source(source: str, expected: str) -> None:
    """Only what the practice bought is billed (R18)."""
    assert state("drug-source", drug_source=source) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"drug_source": "340b"}, "look"),
        ({"drug_source": "340b", "service_date": "2024-12-31"}, "look"),
        ({"drug_source": "340b", "setting": "inpatient"}, "look"),
        ({"drug_source": "purchased"}, "once"),
    ],
)
def test_discount_modifier_by_date(fields: dict[str, Any], expected: str) -> None:
    """TB alone is expected from 2025, but sources differ (M4); a source that nobody chose is asked once."""
    assert state("340b", **fields) == expected


@pytest.mark.parametrize(
    ("setting", "clinic", "expected", "says"),
    [
        ("office", Clinic(), "pass", "11"),
        ("office", Clinic(department="PO"), "pass", "11"),
        ("hospital_outpatient", Clinic(), "pass", "22"),
        ("hospital_outpatient", Clinic(department="PN"), "pass", "19 with PN"),
        ("hospital_outpatient", Clinic(department="PO", status_indicator="packaged"), "look", "19"),
        ("rhc", Clinic(), "look", "part of the visit"),
        ("fqhc", Clinic(), "look", "part of the visit"),
        ("inpatient", Clinic(), "look", "part of the stay, not paid apart"),
        ("inpatient", Clinic(), "look", "present-on-admission"),
        ("cah", Clinic(), "once", "no place of service"),
    ],
)
def test_place_of_service(setting: str, clinic: Clinic, expected: str, says: str) -> None:
    """Each setting has its place of service, and an off-campus department its modifier (M5, M6)."""
    item = items(clinic, setting=setting)["place-of-service"]

    assert item.state == expected
    assert says in item.message


@pytest.mark.parametrize(
    ("fields", "department", "expected"),
    [
        ({"service_date": "2016-12-31", **OLD}, "PN", "look"),
        ({"service_date": "2017-01-01", **OLD}, "PN", "pass"),
        ({"service_date": "2016-12-31", **OLD}, "PO", "pass"),
        ({"payer": "lifewise-premera"}, "PO", "look"),
    ],
)
def test_department_s_modifier(fields: dict[str, Any], department: str, expected: str) -> None:
    """PN is younger than PO, and both are Medicare's (M5)."""
    found = items(Clinic(department=department), setting="hospital_outpatient", **fields)

    assert found["place-of-service"].state == expected


def test_a_department_s_modifier_in_the_office_is_wrong() -> None:
    """No other place is a department off campus (M5)."""
    found = result(given="100 mcg")
    wrong = found.lines[0]._replace(modifiers=("JZ", "PO"))

    assert of(found._replace(lines=(wrong,)))["place-of-service"].state == "missing"
