"""The claim's forms as a page of the note."""

from typing import Any

import pytest

from core.claim import forms
from core.note import content, plain
from core.note.claim_forms import claim_forms
from core.note.issue import HALF, Issue
from core.note.pieces import Fields, Section, Table
from core.note.verify import SAME, verify
from core.settings import from_dict
from tests.build import MULTI_1000, opened, result, shipped
from tests.note.paper import CLINIC, draw, read, squeezed

INCLUDED = CLINIC._replace(claim_forms="included")


def sections(**fields: Any) -> dict[str, Section]:  # noqa: ANN401 - any JSON value
    """What the note says of the forms, by heading."""
    return {section.heading: section for section in claim_forms(result(INCLUDED, **fields), INCLUDED)}


def test_left_out_at_first() -> None:
    """A clinic that has not decided has no such page, and neither has one without claim lines."""
    assert from_dict({}).claim_forms == "left out"
    assert claim_forms(result(CLINIC), CLINIC) == ()
    assert sections(given="0") == {}
    assert sections(drug_source="sample") == {}


def test_every_form_and_the_proposal() -> None:
    """All forms, those that fit the place first, then the proposal, then what they follow."""
    assert list(sections()) == ["Claim forms", "CMS-1500", "837P", "UB-04", "837I", "Giving it", "Followed"]
    assert list(sections(setting="cah"))[1:3] == ["UB-04", "837I"]


def test_they_say_what_the_claim_says() -> None:
    """Each table is the form's own."""
    found = result(INCLUDED).claim
    assert found is not None

    for form, section in zip(found.forms, list(sections().values())[1:5], strict=True):
        *once, table = section.pieces
        assert table == Table("forms", form.header, form.rows)
        assert bool(once) is bool(form.fields)
    assert isinstance(sections()["CMS-1500"].pieces[0], Fields)


def test_the_proposal_stands_apart() -> None:
    """It is called one; where nothing is proposed, that is said."""
    assert "A proposal: none of it is on the claim." in str(sections()["Giving it"])
    assert "Nothing is proposed." in str(sections(route="IV_INFUSION", opened=opened(MULTI_1000))["Giving it"])


def test_each_remark_once_with_its_grade() -> None:
    """CHARGE is on all forms, and its remark stands there once, with rule, grade and source."""
    (table,) = sections()["Followed"].pieces
    assert isinstance(table, Table)

    rows = [row for row in table.rows if row[0].startswith("CHARGE stands")]
    assert [row[1:3] for row in rows] == [("F3", "inferred")]
    assert len({row[0] for row in table.rows}) == len(table.rows)
    assert "(F1, general)" in str(sections()["Claim forms"])


@pytest.mark.parametrize("fields", [{}, {"setting": "hospital_outpatient", "discard": {}}], ids=["record", "draft"])
def test_on_a_page_of_its_own(fields: dict[str, Any]) -> None:
    """After the signatures, with every cell of every form on the paper."""
    before, page = read(draw(INCLUDED, **fields))
    found = result(INCLUDED, **fields).claim
    assert found is not None

    assert "Claim forms" not in before.words
    assert "Signature" not in page.words
    printed = squeezed(page.words)
    for form in found.forms:
        for row in form.rows:
            assert all(squeezed(cell) in printed for cell in row)


def test_the_record_before_it_is_the_same() -> None:
    """The page is added; nothing else of the note changes."""
    plain_note, longer = (content.note(result(clinic), clinic) for clinic in (CLINIC, INCLUDED))

    assert longer.sections[: len(plain_note.sections)] == plain_note.sections
    assert longer.number == plain_note.number


def test_verify_takes_it() -> None:
    """The settings inside are enough to draw it again, charges included."""
    clinic = from_dict({"name": "Harbour", "claim_forms": "included", "charges": ["J2354 1.25"]})

    assert verify(draw(clinic), shipped()).verdict == SAME


def test_as_text_and_as_a_slip() -> None:
    """The note as text has the forms; a half page has no room for them."""
    said = content.note(result(INCLUDED), INCLUDED)
    found = result(INCLUDED).claim
    assert found is not None

    assert forms.text(found.forms[1]).split("\n")[0] in plain.text(said)
    assert [page for page in read(draw(INCLUDED, Issue(HALF))) if "837P" in page.words] == []
