"""A sample's note: marked across the page, in its head and in its text, and known as one when it is verified (D4)."""

import pypdfium2
import pytest

from core.note import content, enclosed, pdf, plain
from core.note.issue import FORMS, Issue
from core.note.verify import OTHER_RULES, SAME, to_report, verify
from tests.build import result, shipped
from tests.note.paper import AMENDED, CLINIC, FIRST, REPRINT, draw, note, read
from tests.note.said import section


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("issue", [FIRST, REPRINT, AMENDED])
def test_across_every_page(form: str, issue: Issue) -> None:
    """The one word across the page is SAMPLE, whatever else the note is."""
    pages = read(draw(issue=issue._replace(form=form), sample=True, discard={}))

    assert {page.watermark for page in pages} == {"SAMPLE"}


@pytest.mark.parametrize("form", FORMS)
def test_in_words(form: str) -> None:
    """It says in words that it was made up, before anything else."""
    said = note(issue=Issue(form), sample=True)

    assert said.sections[0].heading == "Sample"
    assert section(said, "Sample")[0].text.startswith("Made up to try Vialnote with.")
    assert "sample-encounter" not in str(said)


def test_in_the_head() -> None:
    """Title on the page and in the file's own data."""
    drawn = draw(sample=True)

    assert "SAMPLE, not a record" in read(drawn)[0].words
    with pypdfium2.PdfDocument(drawn) as document:
        assert document.get_metadata_dict()["Title"].startswith("SAMPLE, not a record, note ")


def test_as_text() -> None:
    """First and last lines say so, and no PDF is called the note of record."""
    lines = plain.text(note(sample=True)).splitlines()

    assert lines[1].strip() == lines[-4].strip() == "*** SAMPLE ***"
    assert "note of record" not in lines[-2]


def test_claim_forms_too() -> None:
    """The page of claim forms has the word across it as well."""
    pages = read(draw(CLINIC._replace(claim_forms="included"), sample=True))

    assert len(pages) > 1
    assert {page.watermark for page in pages} == {"SAMPLE"}


def test_verify_says_so() -> None:
    """It is the same, and a sample; of a real note nothing of the kind is said."""
    report = to_report(verify(draw(sample=True), shipped()))

    assert (report["verdict"], report["sample"]) == (SAME, True)
    assert "sample" not in to_report(verify(draw(), shipped()))


@pytest.mark.parametrize("form", FORMS)
def test_of_another_version(form: str) -> None:
    """Where it can't be drawn again, its paper must say SAMPLE all the same."""
    issue, found = Issue(form), result(CLINIC, sample=True)._replace(rules_version="2020-01-01")
    said = content.note(found, CLINIC, issue)
    inside = enclosed.write(found, CLINIC, said, issue)
    real = found._replace(encounter=found.encounter._replace(sample=False))
    stripped = content.note(real, CLINIC, issue, said.number)._replace(content_hash=said.content_hash)

    assert verify(pdf.render(said, "letter", inside), shipped()).verdict == OTHER_RULES
    differences = verify(pdf.render(stripped, "letter", inside), shipped()).differences
    assert [found.expected for found in differences] == ["SAMPLE"]
