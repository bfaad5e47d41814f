"""A note read back and compared with what its encounter comes to."""

import json
import os
from typing import Any

import pytest

from core import reference, settings
from core.clinic import PAPERS, Clinic
from core.faults import InputError
from core.note import content, enclosed, paper, pdf
from core.note.issue import FORMS, Issue
from core.note.verify import CHANGED, OTHER_RULES, SAME, to_report, verify
from tests.build import MULTI_1000, logo, result, shipped
from tests.note import tampered
from tests.note.forging import box, compared, forge, older, resave, verified, whats
from tests.note.paper import AMENDED, CLINIC, EXAMPLES, FIRST, REPRINT, draw
from tests.note.test_pdf import HOSTILE

INFUSED: dict[str, Any] = {
    "route": "IV_INFUSION",
    "given": None,
    "infusion": {"rate": "25 mcg/h", "start": "2026-11-20T09:00", "stop": "2026-11-20T11:00"},
}
MULTI_DOSE: dict[str, Any] = {
    "opened": [{"ndc": MULTI_1000, "lot": "M1", "expires": "2027-11-30"}],
    "given": "1062.5 mcg",
}

AGAIN = AMENDED._replace(reprint=True)
PUT_OUT = [
    *((issue, {}) for issue in (FIRST, REPRINT, AMENDED, AGAIN)),
    *((AGAIN, fields) for fields in ({"discard": {}}, MULTI_DOSE, INFUSED, *HOSTILE.values())),
]
"""Each way in which a note is put out, and whatever is typed with the way that says most."""

LEFT_OUT = CLINIC._replace(patient_name="left out")


@pytest.mark.parametrize("size", PAPERS)
@pytest.mark.parametrize("fields", HOSTILE.values(), ids=HOSTILE)
def test_an_honest_note_is_the_same(fields: dict[str, Any], size: str) -> None:
    """Whatever was typed, however long it is, on both papers."""
    assert compared(draw(CLINIC._replace(paper=size), **fields))[::2] == (SAME, ())


@pytest.mark.parametrize("path", EXAMPLES, ids=os.path.basename)
def test_each_example_is_the_same(path: str) -> None:
    """With the settings that travel inside, whatever the reader's own are."""
    with open(path, encoding="utf-8") as file:
        fields = {"given": None, "discard": None, **json.load(file)}

    assert verified(draw(Clinic(witness="required", payer="commercial-generic"), **fields)).verdict == SAME


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("issue", "fields"), PUT_OUT)
def test_however_it_is_put_out(issue: Issue, fields: dict[str, Any], form: str) -> None:
    """Slips, reprints and amended notes are the same as well, with a logo on them."""
    drawn = draw(CLINIC._replace(logo=logo(), slip="half"), issue._replace(form=form), **fields)

    assert compared(drawn)[::2] == (SAME, ())


def test_the_largest_logo() -> None:
    """It travels inside as well, beside a long encounter."""
    drawn = draw(CLINIC._replace(logo="A" * settings.MAX_LOGO), **HOSTILE["two hundred containers"])

    assert compared(drawn).verdict == SAME


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "name", ["Ada Byron", "Li 安", "Nguye\u0302\u0303n Thi\u0323", "", f"{'W' * 40} {'W' * 40}", "安" * 200]
)
def test_a_name_left_out_is_read_from_the_page(name: str, form: str) -> None:
    """Everything else is compared as ever, on slips as well, over which a long name may spread."""
    drawn = draw(LEFT_OUT, Issue(form), patient={"name": name})

    assert name.encode() not in drawn or not name
    assert compared(drawn)[::2] == (SAME, ())


def test_a_name_that_was_left_out_twice() -> None:
    """A page without the patient's section is a changed one, not a crash."""
    found = result(LEFT_OUT, patient={"name": "Ada Byron"})
    said = content.note(found, LEFT_OUT)
    without = tuple(section for section in said.sections if section.heading != "Patient")
    forged = pdf.render(said._replace(sections=without), "letter", enclosed.write(found, LEFT_OUT, said))

    assert "text" in whats(forged)


def test_another_program_may_save_it() -> None:
    """Only what it says counts, not its bytes."""
    assert verified(resave(draw())).verdict == SAME


def test_other_rules() -> None:
    """A note of another version that agrees with itself is no changed one; what would differ today is said."""
    found = result(CLINIC)._replace(rules_version="2020-01-01", lines=result(CLINIC).lines[:1])
    said = content.note(found, CLINIC)
    report = verified(pdf.render(said, "letter", enclosed.write(found, CLINIC, said)))

    assert (report.verdict, [difference.what for difference in report.differences]) == (OTHER_RULES, ["lines"])
    assert to_report(report)["made_by"]["rules_version"] == "2020-01-01"
    assert [to_report(found)["compared"] for found in (report, verified(draw()))] == ["texts only", "whole file"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("issue", "fields"), PUT_OUT)
def test_whatever_another_version_prints(issue: Issue, fields: dict[str, Any], form: str) -> None:
    """An honest note of other rules agrees with itself, whatever was typed and however it is put out."""
    assert compared(older(issue=issue._replace(form=form), **fields)).verdict == OTHER_RULES


@pytest.mark.parametrize("path", EXAMPLES, ids=os.path.basename)
def test_each_example_of_another_version(path: str) -> None:
    """With and without the patient's name inside."""
    with open(path, encoding="utf-8") as file:
        fields = {"given": None, "discard": None, **json.load(file)}

    assert {compared(older(clinic, **fields)).verdict for clinic in (CLINIC, LEFT_OUT)} == {OTHER_RULES}


def test_another_payer() -> None:
    """What another payer would get is no change of the note."""
    report = verified(draw(), "blue-cross-idaho")

    assert report.verdict == OTHER_RULES
    assert {difference.what for difference in report.differences} == {"lines", "steps"}


def _no_note(data: bytes) -> list[str]:
    with pytest.raises(InputError) as caught:
        verify(data, shipped())
    return [fault.message for fault in caught.value.faults]


def test_what_is_no_note() -> None:
    """No PDF, half of one, one of somebody else, and one that is too long."""
    assert "no PDF, or a damaged one" in _no_note(b"plain")[0]
    assert "no PDF, or a damaged one" in _no_note(draw()[:2000])[0]
    assert "0 files encounter.json inside" in _no_note(box(1))[0]
    assert "no note" in _no_note(bytes(paper.MAX_BYTES + 1))[0]
    assert _no_note(forge({"encounter": {}})) == ["missing"] * 4


def test_unknown_product_of_another_catalogue() -> None:
    """A note of a product that today's catalogue lacks differs from what would come out today."""
    empty = reference.shipped()._replace(catalog=type(shipped().catalog)(()))

    assert verify(draw(), empty).verdict == CHANGED


def test_an_update_that_changes_nothing() -> None:
    """What stands behind a note's own bytes and comes to the same is no change."""
    updated = tampered.changed(draw(), lambda _: None)

    assert updated.startswith(draw())
    assert verified(updated).verdict == SAME


def test_the_same_payer_by_name() -> None:
    """Asking for the payer that the note is for asks for nothing else."""
    assert verified(draw(payer="blue-cross-idaho"), "blue-cross-idaho").verdict == SAME


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["Smith,  Ana", "Ana Maria ", " Ana", "Ana\u00a0Maria", "[U+0041] Ana", "  "])
def test_a_name_left_out_with_odd_blanks(name: str, form: str) -> None:
    """What paper does not show of a name makes no change, nor does what only looks like a code."""
    assert compared(draw(LEFT_OUT, Issue(form), patient={"name": name}))[::2] == (SAME, ())
