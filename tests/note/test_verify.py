"""A note read back and compared with what its encounter comes to."""

import json
import os
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pypdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from core import encounter_json, reference, settings
from core.clinic import PAPERS, Clinic
from core.faults import InputError
from core.note import content, enclosed, identity, paper, pdf
from core.note.issue import FORMS, HALF, NOTE, Issue
from core.note.pieces import Note
from core.note.verify import CHANGED, OTHER_RULES, SAME, Report, again, compare, to_report, verify
from tests.build import MULTI_1000, VIAL_100, logo, result, shipped
from tests.note import tampered
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


def _verify(drawn: bytes, payer: str = "") -> Report:
    return verify(drawn, shipped(), shipped().payers.get(payer))


def _own(drawn: bytes) -> Report:
    """The same in this process: of a note that was drawn just now there is nothing to fear."""
    found = paper.read_own(drawn)
    return compare(drawn, found, again(found, shipped()))


def _whats(drawn: bytes) -> set[str]:
    """In what a note differs."""
    return {difference.what for difference in _own(drawn).differences}


def _forged(changes: dict[str, Any] | None = None, clinic: Clinic = CLINIC, said: Note | None = None) -> bytes:
    """A note whose file inside, or whose page, was changed by somebody."""
    found = result(clinic)
    honest = content.note(found, clinic)
    table = json.loads(enclosed.write(found, clinic, honest)) | (changes or {})
    return pdf.render(said or honest, clinic.paper, json.dumps(table).encode())


def _inside(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON value
    """The result that travels inside, with some of it changed."""
    found = result(CLINIC)
    table = json.loads(enclosed.write(found, CLINIC, content.note(found, CLINIC)))
    return {"result": {**table["result"], **changes}}


def _resaved(drawn: bytes, over: bytes = b"") -> bytes:
    """A note saved again by another program, with something drawn over its first page."""
    writer = pypdf.PdfWriter(clone_from=BytesIO(drawn))
    if over:
        writer.pages[0].merge_page(pypdf.PdfReader(BytesIO(over)).pages[0])
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def _box(grey: float) -> bytes:
    """A page with a box where the claim lines stand."""
    file = BytesIO()
    canvas = Canvas(file, (612, 792))
    canvas.setFillGray(grey)
    canvas.rect(100, 300, 300, 200, stroke=0, fill=1)
    canvas.save()
    return file.getvalue()


def _older(clinic: Clinic = CLINIC, issue: Issue = FIRST, **fields: Any) -> bytes:  # noqa: ANN401 - any JSON value
    """A note that was made under earlier rules."""
    found = result(clinic, **fields)._replace(rules_version="2020-01-01")
    said = content.note(found, clinic, issue)
    return pdf.render(said, clinic.paper, enclosed.write(found, clinic, said, issue))


@pytest.mark.parametrize("size", PAPERS)
@pytest.mark.parametrize("fields", HOSTILE.values(), ids=HOSTILE)
def test_an_honest_note_is_the_same(fields: dict[str, Any], size: str) -> None:
    """Whatever was typed, however long it is, on both papers."""
    assert _own(draw(CLINIC._replace(paper=size), **fields))[::2] == (SAME, ())


@pytest.mark.parametrize("path", EXAMPLES, ids=os.path.basename)
def test_each_example_is_the_same(path: str) -> None:
    """With the settings that travel inside, whatever the reader's own are."""
    with open(path, encoding="utf-8") as file:
        fields = {"given": None, "discard": None, **json.load(file)}

    assert _verify(draw(Clinic(witness="required", payer="commercial-generic"), **fields)).verdict == SAME


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("issue", "fields"), PUT_OUT)
def test_however_it_is_put_out(issue: Issue, fields: dict[str, Any], form: str) -> None:
    """Slips, reprints and amended notes are the same as well, with a logo on them."""
    drawn = draw(CLINIC._replace(logo=logo(), slip="half"), issue._replace(form=form), **fields)

    assert _own(drawn)[::2] == (SAME, ())


def test_the_largest_logo() -> None:
    """It travels inside as well, beside a long encounter."""
    drawn = draw(CLINIC._replace(logo="A" * settings.MAX_LOGO), **HOSTILE["two hundred containers"])

    assert _own(drawn).verdict == SAME


@pytest.mark.parametrize(("issue", "mark"), [(REPRINT, "REPRINT"), (AMENDED, "AMENDED")])
@pytest.mark.parametrize("form", FORMS)
def test_a_mark_can_not_be_taken_off(issue: Issue, mark: str, form: str) -> None:
    """Neither from the note nor from a slip."""
    found, issue = result(CLINIC), issue._replace(form=form)
    said = content.note(found, CLINIC, issue)
    forged = pdf.render(said._replace(mark=""), "letter", enclosed.write(found, CLINIC, said, issue))

    assert [difference[1:] for difference in _own(forged).differences] == [([], [mark], 1)]


def test_another_logo_is_a_change() -> None:
    """What the page shows is what the settings inside hold."""
    clinic = CLINIC._replace(logo=logo())
    found = result(clinic)
    said = content.note(found, clinic)
    other = content.note(found, clinic._replace(logo=logo(mode="L")))
    forged = pdf.render(said._replace(head=other.head), "letter", enclosed.write(found, clinic, said))

    assert _whats(forged) == {"picture"}


@pytest.mark.parametrize("form", FORMS)
def test_a_slip_of_other_rules(form: str) -> None:
    """A slip of another version must show its number, hash and lines too."""
    issue = Issue(form)
    found = result(CLINIC)._replace(rules_version="2020-01-01")
    said = content.note(found, CLINIC, issue)
    honest = enclosed.write(found, CLINIC, said, issue)
    table = json.loads(honest)
    table["result"]["lines"][0]["units"] = 4000
    forged = json.dumps(table).encode()

    assert _own(pdf.render(said, "letter", honest)).verdict == OTHER_RULES
    assert _whats(pdf.render(said, "letter", forged)) == {"lines"}
    assert _own(pdf.render(said, "letter", forged)).verdict == CHANGED


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "name", ["Ada Byron", "Li 安", "Nguye\u0302\u0303n Thi\u0323", "", f"{'W' * 40} {'W' * 40}", "安" * 200]
)
def test_a_name_left_out_is_read_from_the_page(name: str, form: str) -> None:
    """Everything else is compared as ever, on slips as well, over which a long name may spread."""
    drawn = draw(LEFT_OUT, Issue(form), patient={"name": name})

    assert name.encode() not in drawn or not name
    assert _own(drawn)[::2] == (SAME, ())


def test_a_name_that_was_left_out_twice() -> None:
    """A page without the patient's section is a changed one, not a crash."""
    found = result(LEFT_OUT, patient={"name": "Ada Byron"})
    said = content.note(found, LEFT_OUT)
    without = tuple(section for section in said.sections if section.heading != "Patient")
    forged = pdf.render(said._replace(sections=without), "letter", enclosed.write(found, LEFT_OUT, said))

    assert "text" in _whats(forged)


def test_another_program_may_save_it() -> None:
    """Only what it says counts, not its bytes."""
    assert _verify(_resaved(draw())).verdict == SAME


def test_changed_page() -> None:
    """A text on the page that the encounter does not say is named with its page."""
    said = content.note(result(CLINIC), CLINIC)
    said = said._replace(head=said.head._replace(clinic="Another Clinic"))

    (difference,) = _own(_forged(said=said)).differences
    assert difference == ("text", ["Another Clinic"], [CLINIC.name], 1)


def test_draft_can_not_be_taken_off() -> None:
    """The word across the page is compared as well."""
    found = result(CLINIC, discard={})
    said = content.note(found, CLINIC)
    forged = pdf.render(said._replace(mark=""), "letter", enclosed.write(found, CLINIC, said))

    assert [difference[1:] for difference in _own(forged).differences] == [([], ["DRAFT"], 1)]


def test_page_added() -> None:
    """Nothing may stand behind."""
    writer = pypdf.PdfWriter(clone_from=BytesIO(draw()))
    writer.add_blank_page(612, 792)
    file = BytesIO()
    writer.write(file)

    assert [(found.what, found.page) for found in _verify(file.getvalue()).differences] == [("picture", 2)]


@pytest.mark.parametrize("grey", [0, 0.5, 1])
def test_something_drawn_over_it(grey: float) -> None:
    """Text that is there and can't be seen is a change."""
    assert _whats(_resaved(draw(), _box(grey))) == {"picture"}


def test_changed_encounter() -> None:
    """Another dose inside comes to other lines than those inside and on the page."""
    honest = json.loads(json.dumps(_inside()))
    drawn = _forged({"encounter": {**json.loads(_encounter()), "given": "80 mcg"}, **honest})

    assert {"lines", "steps", "given_mcg", "discarded_mcg", "number", "content_hash", "text"} <= _whats(drawn)


def _encounter() -> str:
    found = result(CLINIC)
    return json.dumps(json.loads(enclosed.write(found, CLINIC, content.note(found, CLINIC)))["encounter"])


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"number": "0000-0000"}, {"number"}),
        ({"content_hash": "0" * 64}, {"content_hash"}),
        (_inside(findings=[{"code": "lot-missing"}]), {"findings"}),
        (_inside(findings=3), {"findings"}),
        (_inside(lines=None), {"lines"}),
        (_inside(steps=["a"]), {"steps"}),
        (_inside(given_mcg="61"), {"given_mcg"}),
        (_inside(lines=[{"hcpcs": "J2354", "modifiers": ["JZ"], "units": "many"}]), {"lines"}),
    ],
)
def test_changed_file_inside(changes: dict[str, Any], what: set[str]) -> None:
    """What was changed is named, and nothing else."""
    assert _whats(_forged(changes)) == what


def test_other_rules() -> None:
    """A note of another version that agrees with itself is no changed one; what would differ today is said."""
    found = result(CLINIC)._replace(rules_version="2020-01-01", lines=result(CLINIC).lines[:1])
    said = content.note(found, CLINIC)
    report = _verify(pdf.render(said, "letter", enclosed.write(found, CLINIC, said)))

    assert (report.verdict, [difference.what for difference in report.differences]) == (OTHER_RULES, ["lines"])
    assert to_report(report)["made_by"]["rules_version"] == "2020-01-01"
    assert [to_report(found)["compared"] for found in (report, _verify(draw()))] == ["texts only", "whole file"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("issue", "fields"), PUT_OUT)
def test_whatever_another_version_prints(issue: Issue, fields: dict[str, Any], form: str) -> None:
    """An honest note of other rules agrees with itself, whatever was typed and however it is put out."""
    assert _own(_older(issue=issue._replace(form=form), **fields)).verdict == OTHER_RULES


@pytest.mark.parametrize("path", EXAMPLES, ids=os.path.basename)
def test_each_example_of_another_version(path: str) -> None:
    """With and without the patient's name inside."""
    with open(path, encoding="utf-8") as file:
        fields = {"given": None, "discard": None, **json.load(file)}

    assert {_own(_older(clinic, **fields)).verdict for clinic in (CLINIC, LEFT_OUT)} == {OTHER_RULES}


def test_other_rules_are_no_excuse() -> None:
    """A page that does not say what the result inside says was changed, whatever the version."""
    line = {"hcpcs": "J2354", "modifiers": [], "units": 4000}
    drawn = _forged({**_inside(lines=[line]), "program_version": "0.0.1"})

    assert (_own(drawn).verdict, _whats(drawn)) == (CHANGED, {"lines"})


def test_another_payer() -> None:
    """What another payer would get is no change of the note."""
    report = _verify(draw(), "blue-cross-idaho")

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
    assert "0 files encounter.json inside" in _no_note(_box(1))[0]
    assert "no note" in _no_note(bytes(paper.MAX_BYTES + 1))[0]
    assert _no_note(_forged({"encounter": {}})) == ["missing"] * 4


def test_unknown_product_of_another_catalogue() -> None:
    """A note of a product that today's catalogue lacks differs from what would come out today."""
    empty = reference.shipped()._replace(catalog=type(shipped().catalog)(()))

    assert verify(draw(), empty).verdict == CHANGED


@pytest.mark.parametrize("whole", [False, True], ids=["update", "anew"])
@pytest.mark.parametrize(("change", "kinds"), tampered.UNSEEN.values(), ids=tampered.UNSEEN)
def test_what_neither_text_nor_look_gives_away(change: Callable[..., None], kinds: set[str], *, whole: bool) -> None:
    """Whatever a file holds beside the note is a change, whether it was added behind or put in."""
    report = _own(tampered.changed(draw(), change, whole=whole))

    assert report.verdict == CHANGED
    assert {(found.what, found.in_note) for found in report.differences} == {("other", kind) for kind in kinds}


@pytest.mark.parametrize(("change", "kinds"), tampered.HIDDEN.values(), ids=tampered.HIDDEN)
def test_what_no_version_of_a_note_holds(change: Callable[..., None], kinds: set[str]) -> None:
    """Though such a note can't be drawn again, nothing may be hidden in it."""
    report = _own(tampered.changed(_older(), change))

    assert report.verdict == CHANGED
    assert {found.in_note for found in report.differences} == kinds - {"drawing"}


def test_an_update_that_changes_nothing() -> None:
    """What stands behind a note's own bytes and comes to the same is no change."""
    updated = tampered.changed(draw(), lambda _: None)

    assert updated.startswith(draw())
    assert _verify(updated).verdict == SAME


@pytest.mark.parametrize("pattern", [r"\d(\.)\d* ?mL", r" = 2(\.)4,", r"ML ?0(\.)[46]"])
def test_a_point_that_is_covered(pattern: str) -> None:
    """A point under a white dot makes ten times the amount, and is seen in the smallest type."""
    notes = tampered.covered(draw(), pattern)

    assert notes
    assert [_whats(note) for note in notes] == [{"picture"}] * len(notes)


@pytest.mark.parametrize("pattern", [r"2026-11-2(0)", r"up to (3) units", r"10:3(5)"])
def test_a_digit_that_became_another(pattern: str) -> None:
    """A hair's breadth of ink makes 8 of 3."""
    notes = tampered.struck(draw(), pattern)

    assert notes
    assert [_whats(note) for note in notes] == [{"picture"}] * len(notes)


def test_another_payer_is_no_excuse() -> None:
    """What another payer would get is told of notes that were not changed, and of no others."""
    report = _verify(_resaved(draw(), _box(1)), "blue-cross-idaho")

    assert (report.verdict, [found.what for found in report.differences]) == (CHANGED, ["picture"])


def test_the_same_payer_by_name() -> None:
    """Asking for the payer that the note is for asks for nothing else."""
    assert _verify(draw(payer="blue-cross-idaho"), "blue-cross-idaho").verdict == SAME


INSIDE: list[tuple[str, str, Any, tuple[str, ...]]] = [
    ("patient", "name", "Somebody Else", FORMS),
    ("patient", "record_number", "MRN-999", FORMS),
    ("patient", "birth_date", "1901-01-01", (NOTE,)),
    ("discard", "witness", "Nobody There", FORMS),
    ("discard", "discarded_by", "Nobody There", FORMS),
    ("discard", "reason", "Fell down", FORMS),
    ("discard", "method", "Poured away", (NOTE, HALF)),
    ("discard", "time", "23:59", FORMS),
    ("necessity", "history", "None at all", (NOTE,)),
    ("", "service_date", "2026-11-19", FORMS),
    ("", "given_at", "23:58", FORMS),
    ("", "given_by", "Nobody There", (NOTE, HALF)),
    ("", "site", "left ear", (NOTE, HALF)),
    ("", "ordered", "75 mcg", (NOTE, HALF)),
    ("", "given", "75 mcg", (NOTE, HALF)),
    ("", "diagnosis", ["C7A.00"], (NOTE,)),
    ("", "prior_authorization", "PA-1", (NOTE,)),
    ("", "noted_at", "2026-11-20T23:57", (NOTE, HALF)),
    ("", "opened", [{"ndc": VIAL_100, "lot": "L999", "expires": "2027-11-30"}], FORMS),
    ("", "opened", [{"ndc": VIAL_100, "lot": "L1", "expires": "2031-11-30"}], (NOTE, HALF)),
    ("", "opened", [{"ndc": VIAL_100, "lot": "L1", "expires": "2027-11-30", "serials": ["S77"]}], (NOTE, HALF)),
    ("", "opened", [{"ndc": VIAL_100, "lot": "L1", "expires": "2027-11-30", "recalled": "FDA"}], (NOTE, HALF)),
]
"""Something else for each field of an encounter, and the forms of a note that print it."""


@pytest.mark.parametrize(("part", "field", "value", "forms"), INSIDE, ids=[row[1] for row in INSIDE])
def test_what_is_inside_stands_on_the_paper(part: str, field: str, value: Any, forms: tuple[str, ...]) -> None:  # noqa: ANN401 - JSON
    """In a note of other rules nothing may be put inside that its paper does not say, be the number right or not."""
    for form in forms:
        found = result(CLINIC)._replace(rules_version="2020-01-01")
        said = content.note(found, CLINIC, Issue(form))
        table = json.loads(enclosed.write(found, CLINIC, said, Issue(form)))
        inside = table["encounter"]
        inside |= {part: {**inside.get(part, {}), field: value}} if part else {field: value}
        table["number"] = identity.note_number(encounter_json.from_dict(inside))
        drawn = pdf.render(said._replace(number=table["number"]), "letter", json.dumps(table).encode())

        assert _whats(drawn) == {"printed"}, form


TOTALS = {"labelled_mcg", "discarded_mcg", "kept_mcg"}


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"content_hash": "HASH"}, {"content_hash"}),
        ({"clinic": {"name": "Another Clinic"}}, {"printed"}),
        ({"clinic": {**settings.to_dict(CLINIC), "npi": "1245319599"}}, {"printed"}),
        (_inside(discarded_mcg="50"), {"printed", "discarded_mcg"}),
        (_inside(given_mcg="50"), {"printed"}),
        (_inside(labelled_mcg="50"), {"labelled_mcg"}),
        (_inside(kept_mcg="many"), {"printed", "kept_mcg"}),
        (_inside(containers=[{"ndc": "0641-6175-10", "labelled_mcg": "many"}]), {"printed", "containers", *TOTALS}),
        (_inside(lines=None, containers=None), {"lines", "containers"}),
        (_inside(findings=[{"code": "lot-missing"}, "a"]), {"findings"}),
        (_inside(findings=3), {"findings"}),
    ],
)
def test_the_result_inside_agrees_with_paper_and_itself(changes: dict[str, Any], what: set[str]) -> None:
    """Amounts of a note of other rules add up and are printed; so are hash and clinic."""
    said = content.note(result(CLINIC), CLINIC)
    changes = {key: said.content_hash[:12] + "0" * 52 if value == "HASH" else value for key, value in changes.items()}

    assert _whats(_forged({**changes, "program_version": "0.0.1"})) == what


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["Smith,  Ana", "Ana Maria ", " Ana", "Ana\u00a0Maria", "[U+0041] Ana", "  "])
def test_a_name_left_out_with_odd_blanks(name: str, form: str) -> None:
    """What paper does not show of a name makes no change, nor does what only looks like a code."""
    assert _own(draw(LEFT_OUT, Issue(form), patient={"name": name}))[::2] == (SAME, ())
