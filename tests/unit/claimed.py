"""The claim of an encounter, its forms, and what is said of them."""

from typing import Any

from core.clinic import Charge, Clinic
from core.result import Claim, Form, Step
from tests.build import result

PRICED = Clinic(npi="1234567893", charges=(Charge("J2354", 125), Charge("96372", 4000)))
OFF_CAMPUS = Clinic(department="PO")


def claim(clinic: Clinic = Clinic(), **fields: Any) -> Claim:  # noqa: ANN401, B008 - any JSON value; frozen
    """The claim of an encounter."""
    found = result(clinic, **fields).claim
    assert found is not None
    return found


def form(key: str, clinic: Clinic = Clinic(), **fields: Any) -> Form:  # noqa: ANN401, B008
    """One form of an encounter."""
    return next(form for form in claim(clinic, **fields).forms if form.key == key)


def segments(key: str, clinic: Clinic = Clinic(), **fields: Any) -> list[str]:  # noqa: ANN401, B008
    """A form's segments."""
    return [segment for _, segment in form(key, clinic, **fields).rows]


def said(steps: tuple[Step, ...], rule: str) -> list[str]:
    """What is said under a rule."""
    return [step.text for step in steps if step.rule == rule]
