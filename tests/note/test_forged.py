"""A note that somebody changed: on its page, inside the file, or where neither text nor look gives it away."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pypdf
import pytest

from core import encounter_json, settings
from core.note import content, enclosed, identity, pdf
from core.note.issue import FORMS, HALF, NOTE, Issue
from core.note.verify import CHANGED, OTHER_RULES
from tests.build import VIAL_100, logo, result
from tests.note import tampered
from tests.note.forging import box, compared, forge, older, resave, verified, whats, with_result
from tests.note.paper import AMENDED, CLINIC, REPRINT, draw


@pytest.mark.parametrize(("issue", "mark"), [(REPRINT, "REPRINT"), (AMENDED, "AMENDED")])
@pytest.mark.parametrize("form", FORMS)
def test_a_mark_can_not_be_taken_off(issue: Issue, mark: str, form: str) -> None:
    """Neither from the note nor from a slip."""
    found, issue = result(CLINIC), issue._replace(form=form)
    said = content.note(found, CLINIC, issue)
    forged = pdf.render(said._replace(mark=""), "letter", enclosed.write(found, CLINIC, said, issue))

    assert [difference[1:] for difference in compared(forged).differences] == [([], [mark], 1)]


def test_another_logo_is_a_change() -> None:
    """What the page shows is what the settings inside hold."""
    clinic = CLINIC._replace(logo=logo())
    found = result(clinic)
    said = content.note(found, clinic)
    other = content.note(found, clinic._replace(logo=logo(mode="L")))
    forged = pdf.render(said._replace(head=other.head), "letter", enclosed.write(found, clinic, said))

    assert whats(forged) == {"picture"}


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

    assert compared(pdf.render(said, "letter", honest)).verdict == OTHER_RULES
    assert whats(pdf.render(said, "letter", forged)) == {"lines"}
    assert compared(pdf.render(said, "letter", forged)).verdict == CHANGED


def test_changed_page() -> None:
    """A text on the page that the encounter does not say is named with its page."""
    said = content.note(result(CLINIC), CLINIC)
    said = said._replace(head=said.head._replace(clinic="Another Clinic"))

    (difference,) = compared(forge(said=said)).differences
    assert difference == ("text", ["Another Clinic"], [CLINIC.name], 1)


def test_draft_can_not_be_taken_off() -> None:
    """The word across the page is compared as well."""
    found = result(CLINIC, discard={})
    said = content.note(found, CLINIC)
    forged = pdf.render(said._replace(mark=""), "letter", enclosed.write(found, CLINIC, said))

    assert [difference[1:] for difference in compared(forged).differences] == [([], ["DRAFT"], 1)]


def test_page_added() -> None:
    """Nothing may stand behind."""
    writer = pypdf.PdfWriter(clone_from=BytesIO(draw()))
    writer.add_blank_page(612, 792)
    file = BytesIO()
    writer.write(file)

    assert [(found.what, found.page) for found in verified(file.getvalue()).differences] == [("picture", 2)]


@pytest.mark.parametrize("grey", [0, 0.5, 1])
def test_something_drawn_over_it(grey: float) -> None:
    """Text that is there and can't be seen is a change."""
    assert whats(resave(draw(), box(grey))) == {"picture"}


def test_changed_encounter() -> None:
    """Another dose inside comes to other lines than those inside and on the page."""
    honest = json.loads(json.dumps(with_result()))
    drawn = forge({"encounter": {**json.loads(_encounter()), "given": "80 mcg"}, **honest})

    assert {"lines", "steps", "given_mcg", "discarded_mcg", "number", "content_hash", "text"} <= whats(drawn)


def _encounter() -> str:
    found = result(CLINIC)
    return json.dumps(json.loads(enclosed.write(found, CLINIC, content.note(found, CLINIC)))["encounter"])


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"number": "0000-0000"}, {"number"}),
        ({"content_hash": "0" * 64}, {"content_hash"}),
        (with_result(findings=[{"code": "lot-missing"}]), {"findings"}),
        (with_result(findings=3), {"findings"}),
        (with_result(lines=None), {"lines"}),
        (with_result(steps=["a"]), {"steps"}),
        (with_result(given_mcg="61"), {"given_mcg"}),
        (with_result(lines=[{"hcpcs": "J2354", "modifiers": ["JZ"], "units": "many"}]), {"lines"}),
    ],
)
def test_changed_file_inside(changes: dict[str, Any], what: set[str]) -> None:
    """What was changed is named, and nothing else."""
    assert whats(forge(changes)) == what


def test_other_rules_are_no_excuse() -> None:
    """A page that does not say what the result inside says was changed, whatever the version."""
    line = {"hcpcs": "J2354", "modifiers": [], "units": 4000}
    drawn = forge({**with_result(lines=[line]), "program_version": "0.0.1"})

    assert (compared(drawn).verdict, whats(drawn)) == (CHANGED, {"lines"})


@pytest.mark.parametrize("whole", [False, True], ids=["update", "anew"])
@pytest.mark.parametrize(("change", "kinds"), tampered.UNSEEN.values(), ids=tampered.UNSEEN)
def test_what_neither_text_nor_look_gives_away(change: Callable[..., None], kinds: set[str], *, whole: bool) -> None:
    """Whatever a file holds beside the note is a change, whether it was added behind or put in."""
    report = compared(tampered.changed(draw(), change, whole=whole))

    assert report.verdict == CHANGED
    assert {(found.what, found.in_note) for found in report.differences} == {("other", kind) for kind in kinds}


@pytest.mark.parametrize(("change", "kinds"), tampered.HIDDEN.values(), ids=tampered.HIDDEN)
def test_what_no_version_of_a_note_holds(change: Callable[..., None], kinds: set[str]) -> None:
    """Though such a note can't be drawn again, nothing may be hidden in it."""
    report = compared(tampered.changed(older(), change))

    assert report.verdict == CHANGED
    assert {found.in_note for found in report.differences} == kinds - {"drawing"}


@pytest.mark.parametrize("pattern", [r"\d(\.)\d* ?mL", r" = 2(\.)4,", r"ML ?0(\.)[46]"])
def test_a_point_that_is_covered(pattern: str) -> None:
    """A point under a white dot makes ten times the amount, and is seen in the smallest type."""
    notes = tampered.covered(draw(), pattern)

    assert notes
    assert [whats(note) for note in notes] == [{"picture"}] * len(notes)


@pytest.mark.parametrize("pattern", [r"2026-11-2(0)", r"up to (3) units", r"10:3(5)"])
def test_a_digit_that_became_another(pattern: str) -> None:
    """A hair's breadth of ink makes 8 of 3."""
    notes = tampered.struck(draw(), pattern)

    assert notes
    assert [whats(note) for note in notes] == [{"picture"}] * len(notes)


def test_another_payer_is_no_excuse() -> None:
    """What another payer would get is told of notes that were not changed, and of no others."""
    report = verified(resave(draw(), box(1)), "blue-cross-idaho")

    assert (report.verdict, [found.what for found in report.differences]) == (CHANGED, ["picture"])


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

        assert whats(drawn) == {"printed"}, form


TOTALS = {"labelled_mcg", "discarded_mcg", "kept_mcg"}


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"content_hash": "HASH"}, {"content_hash"}),
        ({"clinic": {"name": "Another Clinic"}}, {"printed"}),
        ({"clinic": {**settings.to_dict(CLINIC), "npi": "1245319599"}}, {"printed"}),
        (with_result(discarded_mcg="50"), {"printed", "discarded_mcg"}),
        (with_result(given_mcg="50"), {"printed"}),
        (with_result(labelled_mcg="50"), {"labelled_mcg"}),
        (with_result(kept_mcg="many"), {"printed", "kept_mcg"}),
        (with_result(containers=[{"ndc": "0641-6175-10", "labelled_mcg": "many"}]), {"printed", "containers", *TOTALS}),
        (with_result(lines=None, containers=None), {"lines", "containers"}),
        (with_result(findings=[{"code": "lot-missing"}, "a"]), {"findings"}),
        (with_result(findings=3), {"findings"}),
    ],
)
def test_the_result_inside_agrees_with_paper_and_itself(changes: dict[str, Any], what: set[str]) -> None:
    """Amounts of a note of other rules add up and are printed; so are hash and clinic."""
    said = content.note(result(CLINIC), CLINIC)
    changes = {key: said.content_hash[:12] + "0" * 52 if value == "HASH" else value for key, value in changes.items()}

    assert whats(forge({**changes, "program_version": "0.0.1"})) == what
