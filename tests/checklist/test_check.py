"""The claim check as a whole: complete, in order, in agreement with the findings, and never a pass for nothing."""

from typing import Any

import pytest
from hypothesis import given

from core.checklist import plain
from core.checklist.check import TOLD
from core.checklist.items import STATES
from core.clinic import Clinic
from core.rules import GRADES
from tests.build import AMPUL_100, VIAL_50, VIAL_500, opened, result, shipped
from tests.checklist.checked import OF_LINES, items, of
from tests.property.test_engine import clinics, encounters

ALWAYS = {
    "diagnosis",
    "necessity",
    "record-must",
    "record-should",
    "dates",
    "similar-codes",
    "container-type",
    "drug-source",
    "self-administered",
    "prior-authorization",
    "step-therapy",
}
"""The items that every check has."""


@given(encounters, clinics)
def test_every_item_is_there_with_a_rule_that_exists(fields: dict[str, Any], clinic: Clinic) -> None:
    """Worst first, each with a message, a rule, a source and a grade."""
    worked = result(clinic, **fields)
    found, found_lines = of(worked, clinic), worked.lines
    states = [list(STATES).index(item.state) for item in found.values()]

    assert set(found) >= ALWAYS | (OF_LINES if found_lines else {"lines"})
    assert states == sorted(states)
    for item in found.values():
        assert item.message
        assert item.title
        assert item.source
        assert item.grade in GRADES
        assert shipped().rules[item.rule]


@given(encounters, clinics)
def test_claim_lines_of_the_program_are_never_wrong(fields: dict[str, Any], clinic: Clinic) -> None:
    """Worked out a second time, units, modifiers and NDC data agree with every claim that the program makes."""
    found = result(clinic, **fields)
    checked = of(found, clinic)

    if found.lines:
        for id_ in OF_LINES - {"mue"}:
            assert checked[id_].state != "missing", checked[id_]


@given(encounters, clinics)
def test_what_was_found_keeps_the_check_from_passing(fields: dict[str, Any], clinic: Clinic) -> None:
    """Each error and warning of the result is told by an item that does not pass."""
    found = result(clinic, **fields)
    open_ = [item for item in of(found, clinic).values() if item.state != "pass"]

    for finding in found.findings:
        if finding.severity == "error":
            assert any(item.state == "missing" for item in open_)
        if finding.severity != "info":
            told = [item for item in open_ if item.id == finding.code or finding.code in TOLD]
            assert told


@pytest.mark.parametrize(
    ("code", "id_", "fields"),
    [
        ("container-type-unconfirmed", "container-type", {"opened": opened(VIAL_500)}),
        ("depot-product", "similar-codes", {"opened": opened("0078-0811-81")}),
        ("diagnosis-missing", "diagnosis", {"diagnosis": []}),
        ("diagnosis-not-billable", "diagnosis", {"diagnosis": ["E34.0"]}),
        ("discard-incomplete", "record-must", {"discard": {"confirmed": True}}),
        ("discard-unconfirmed", "record-must", {"discard": {}}),
        ("expiry-missing", "record-should", {"opened": [{"ndc": AMPUL_100, "lot": "A"}]}),
        ("looks-like-depot", "similar-codes", {"ordered": "30 mg"}),
        ("lot-missing", "record-should", {"opened": [{"ndc": AMPUL_100, "expires": "2027-01-01"}]}),
        ("mue-exceeded", "mue", {"given": "1501 mcg", "opened": opened(*["0078-0182-01"] * 4)}),
        ("noted-before-service", "dates", {"noted_at": "2026-11-19T10:00"}),
        ("not-billable-source", "drug-source", {"drug_source": "sample"}),
        ("payer-denies-waste", "jw-jz", {"payer": "uhc-community-new-jersey"}),
        ("prior-authorization-missing", "prior-authorization", {"payer": "commercial-generic"}),
        ("route-modifier-excluded", "self-administered", {"payer": "medicare-noridian"}),
        ("status-indicator-unconfirmed", "jw-jz", {"setting": "asc"}),
        ("witness-missing", "record-should", {}),
    ],
)
def test_a_finding_is_told_by_its_item(code: str, id_: str, fields: dict[str, Any]) -> None:
    """What is not repeated as an item of its own is told by another one, which does not pass."""
    clinic = Clinic(witness="required")
    found = result(clinic, **fields)

    assert code in {finding.code for finding in found.findings}
    assert code in TOLD
    assert of(found, clinic)[id_].state != "pass"


def test_every_told_finding_has_its_item() -> None:
    """The table above is complete."""
    (table,) = [mark for mark in test_a_finding_is_told_by_its_item.pytestmark if mark.name == "parametrize"]

    assert {row[0] for row in table.args[1]} == TOLD


def test_other_findings_become_items() -> None:
    """A finding that no item tells stands with its own rule, and leads to its field."""
    found = items(given="60 mcg", opened=opened(VIAL_500, VIAL_50))["smaller-container-would-do"]

    assert (found.state, found.rule, found.field) == ("look", "R13", "opened")
    assert found.title == "Smaller container would do"
    assert items(given="0")["nothing-given"].state == "missing"


@pytest.mark.parametrize(
    ("emptied", "id_"),
    [
        ({"diagnosis": []}, "diagnosis"),
        ({"necessity": {}}, "necessity"),
        ({"discard": {}}, "record-must"),
        ({"site": ""}, "record-should"),
        ({"given": "0"}, "lines"),
        ({"opened": opened("1234-5678-90")}, "container-type"),
        ({"opened": opened("1234-5678-90")}, "similar-codes"),
        ({"payer": "commercial-generic", "prior_authorization": ""}, "prior-authorization"),
        ({"payer": "commercial-generic"}, "quantity-limit"),
        ({"payer": "commercial-generic"}, "step-therapy"),
        ({"payer": "commercial-generic"}, "self-administered"),
    ],
)
def test_no_item_passes_without_its_data(emptied: dict[str, Any], id_: str) -> None:
    """A pass is earned by a check."""
    assert items(**emptied)[id_].state != "pass"


def test_text_names_every_item_under_its_state() -> None:
    """The check can be pasted, worst first, with rule, grade and source; it holds no patient."""
    found = items(diagnosis=[], patient={"name": "Zebrafinch"})
    text = plain.text(found.values())

    assert text.startswith("MISSING OR WRONG (1)\n- Diagnosis: No diagnosis.")
    assert [text.count(f"- {item.title}: {item.message}") for item in found.values()] == [1] * len(found)
    assert "Zebrafinch" not in text
    assert plain.text([]) == ""
