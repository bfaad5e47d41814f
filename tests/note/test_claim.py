"""What the note says of the claim: lines, working, and what to check."""

from typing import Any

import pytest

from core import encounter_json
from core.calculate import calculate
from core.catalog import Catalog
from core.clinic import Clinic
from core.note import content
from core.note.pieces import Paragraph, Statement
from tests.build import VIAL_50, VIAL_100, VIAL_500, codes, encounter, opened, result, shipped
from tests.note.paper import note
from tests.note.said import rows, section

PLAIN = Clinic()


def test_claim_lines() -> None:
    """Code, modifiers, units, the drug behind them, and the NDC with its quantity."""
    assert rows(note(), "Claim lines") == (
        ("J2354", "none", "3", "60 mcg administered", "00078018101", "ML 0.6"),
        ("J2354", "JW", "1", "40 mcg discarded", "00078018101", "ML 0.4"),
    )


def test_claim_line_of_several_products() -> None:
    """A common line has no one NDC."""
    assert rows(note(given="150 mcg", opened=opened(VIAL_100, VIAL_50)), "Claim lines") == (
        ("J2354", "JZ", "6", "150 mcg administered", "several", "see Amounts"),
    )


def test_claim_line_of_a_powder() -> None:
    """It has an NDC and no millilitres."""
    vial = shipped().catalog.products[0]._replace(concentration=None, volume=None)
    known = shipped()._replace(catalog=Catalog([vial]))
    found = calculate(encounter_json.from_dict(encounter(given="50 mcg", opened=opened(vial.ndc))), known)

    assert [row[4:] for row in rows(content.note(found, PLAIN), "Claim lines")] == [("00078018001", "none")]


def test_each_step_has_rule_grade_and_source() -> None:
    """The working is the result's own, step by step, and each rule says where it comes from."""
    found = result()
    rules = {rule.id: rule for rule in found.rules}

    assert rows(content.note(found, PLAIN), "Working") == tuple(
        (step.text, step.rule, rules[step.rule].grade, rules[step.rule].source) for step in found.steps
    )


def test_findings_of_the_record_are_shown() -> None:
    """What is missing from the record stands on it; what only concerns the claim does not."""
    fields: dict[str, Any] = {"opened": [{"ndc": VIAL_500, "expires": "2027-01-01"}]}

    assert "smaller-container-would-do" in codes(result(PLAIN, **fields))
    assert sorted(row[::2] for row in rows(note(**fields), "To check")) == [
        ("Check", "D1"),
        ("Check", "R8"),
        ("Note", "M1"),
    ]


@pytest.mark.parametrize(("witness", "missing"), [("required", 1), ("optional", 0)])
def test_missing_witness_is_shown(witness: str, missing: int) -> None:
    """Where the clinic asks for a witness, the note says that there is none."""
    said = rows(note(PLAIN._replace(witness=witness)), "To check")

    assert len([row for row in said if row[2] == "D2"]) == missing


def test_errors_stand_at_the_head() -> None:
    """Why nothing may be billed is said first, and no line is shown."""
    said = note(drug_source="sample")

    assert said.sections[0].heading == "Not billable"
    assert section(said, "Not billable") == (Statement(said.not_billable[0]),)
    assert section(said, "Claim lines") == (Paragraph("No claim lines: nothing may be billed."),)
