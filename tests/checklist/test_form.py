"""What settings say of a claim's form in the claim check: charge and NPI."""

import pytest

from core.clinic import Charge, Clinic
from tests.checklist.checked import items

CHARGED = Clinic(npi="1234567893", charges=(Charge("J2354", 500),))


@pytest.mark.parametrize(
    ("clinic", "setting", "expected", "says"),
    [
        (CHARGED, "office", "pass", ""),
        (CHARGED, "hospital_outpatient", "pass", ""),
        (CHARGED._replace(charges=()), "office", "look", "the charge"),
        (CHARGED._replace(npi=""), "office", "look", "the clinic's NPI"),
        (Clinic(), "hospital_outpatient", "look", "the charge and the clinic's NPI"),
    ],
)
def test_form_is_complete(clinic: Clinic, setting: str, expected: str, says: str) -> None:
    """Charge and NPI are set in Settings (F3)."""
    item = items(clinic, setting=setting)["form"]

    assert item.state == expected
    assert says in item.message
