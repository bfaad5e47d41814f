"""The short forms for the chart: what they say, and that they are of the note and not another record."""

from typing import Any

import pytest

from core.note.issue import HALF, LABEL, Issue
from core.note.pieces import Figure, Note, Signature, Statement, Sum
from tests.build import AMPUL_100, MULTI_1000, VIAL_100, opened
from tests.note.paper import AMENDED, CLINIC, SLIPS, draw, note, read
from tests.note.said import rows, section, values

ADA: dict[str, Any] = {"patient": {"name": "Ada Byron", "record_number": "R-77"}}


def _label(**fields: Any) -> dict[str, str]:  # noqa: ANN401 - any JSON value
    """The rows of a label."""
    return _rows(note(issue=Issue(LABEL), **fields))


def _rows(said: Note) -> dict[str, str]:
    return {row.heading: " ".join(getattr(piece, "text", "") for piece in row.pieces) for row in said.sections}


def test_label() -> None:
    """Patient, drug, sum, containers, claim, and who discarded, in a line each."""
    assert _label(**ADA) == {
        "Patient": "Ada Byron",
        "Record no.": "R-77",
        "Date": "2026-11-20, given at 10:35",
        "Drug": "Sandostatin (octreotide acetate) injection (J2354)",
        "Amounts": "100 labelled - 60 given = 40 mcg discarded",
        "Opened": "1 x 100 mcg, NDC 0078-0181-01, lot L1",
        "Claim": "J2354 3, J2354 JW 1",
        "Discard": "I discarded 40 mcg (0.4 mL). By R. Ortiz RN, at 10:42, witness none recorded.",
        "Reason": "Dose smaller",
    }


def test_label_of_a_draft() -> None:
    """Says so first, and attests nothing."""
    said = _label(discard={})

    assert next(iter(said)) == "DRAFT"
    assert said["DRAFT"].startswith("Nobody has confirmed that 40 mcg (0.4 mL) was discarded.")
    assert (said["Discard"], said["Reason"]) == ("not confirmed", "not recorded")


def test_label_of_a_bare_record() -> None:
    """Nothing is invented."""
    said = _label(given_at="", opened=[{"ndc": AMPUL_100}], discard={"confirmed": True})

    assert (said["Patient"], said["Date"]) == ("", "2026-11-20")
    assert said["Opened"] == "1 x 100 mcg, NDC 0078-0181-01, lot not recorded"
    assert said["Discard"] == "I discarded 40 mcg (0.4 mL). By not recorded, at not recorded, witness none recorded."


def test_label_of_an_unknown_product() -> None:
    """What was typed is kept, and why nothing is billed stands at the top."""
    said = _label(opened=[{"ndc": "9999-9999-99", "lot": "L7", "count": 2}])

    assert (next(iter(said)), said["Drug"]) == ("Not billable", "not in the product catalogue")
    assert said["Opened"] == "2 x 9999-9999-99, lot L7"
    assert said["Claim"] == "no lines"
    assert said["Discard"] == "What was discarded is not worked out."
    assert not {"Amounts", "Reason"} & set(said)
    assert _label(opened=[{"barcode": "]d201003999999999911727113010L7"}])["Opened"] == "1 x 9999999999, lot L7"


def test_label_without_waste() -> None:
    """A container used up has nothing to attest."""
    said = _label(given="100 mcg", discard=None)

    assert (said["Discard"], said["Claim"]) == ("Nothing was discarded.", "J2354 JZ 4")
    assert said["Amounts"] == "100 labelled - 100 given = 0 mcg discarded"
    assert "Reason" not in said


def test_label_of_a_misfit() -> None:
    """Amounts that do not add up are no sum."""
    assert _label(given="160 mcg")["Amounts"].startswith("The amounts do not add up: 160 mcg given, 100 mcg")


def test_sum_of_what_is_kept() -> None:
    """A multi-dose vial keeps the rest."""
    said = _label(given="160 mcg", opened=opened(MULTI_1000), discard=None)

    assert said["Amounts"] == "1,000 labelled - 160 given = 840 mcg kept"


def test_half_page() -> None:
    """The record's own sections, the drawing and lines to sign on, without the working."""
    said = note(issue=Issue(HALF), **ADA)
    whole = note(**ADA)

    assert [found.heading for found in said.sections] == [
        "Patient",
        "Opened",
        "Dose",
        "Amounts",
        "Claim lines",
        "Discard",
        "Signatures",
    ]
    assert [row[0] for row in rows(whole, "To check")] == ["Note"], "which the whole note says"
    assert values(said, "Patient") == {
        "Name": "Ada Byron",
        "Record number": "R-77",
        "Date of service": "2026-11-20",
    }
    assert rows(said, "Opened") == (("0078-0181-01", "100 mcg in 1 mL ampul", "L1", "2027-11-30", "1"),)
    assert rows(said, "Claim lines") == tuple(row[:5] for row in rows(whole, "Claim lines"))
    assert [type(piece) for piece in section(said, "Amounts")] == [Sum, Figure]
    assert isinstance(section(said, "Signatures")[0], Signature)
    for heading in ("Dose", "Discard"):
        assert section(said, heading) == section(whole, heading)


def test_half_page_says_what_to_check() -> None:
    """Findings that concern the record, the notice of what it amends, and characters that the font lacks."""
    said = note(issue=AMENDED._replace(form=HALF), site="左", opened=[{"ndc": AMPUL_100}])

    assert said.sections[0].heading == "AMENDED"
    assert [row[1].split(".")[0] for row in rows(said, "To check")] == [
        "Lot of 0078-0181-01 missing",
        "Expiry of 0078-0181-01 missing",
        "The note's font lacks U+5DE6",
    ]


@pytest.mark.parametrize("form", SLIPS)
def test_it_is_of_the_note(form: str) -> None:
    """Number and hash are the note's; its name tells it apart, and it says where the rest stands."""
    said, whole = note(issue=Issue(form), **ADA), note(**ADA)

    assert (said.number, said.content_hash) == (whole.number, whole.content_hash)
    assert said.file_name == whole.file_name.replace(".pdf", f"-{form}.pdf")
    for page in read(draw(issue=Issue(form), **ADA)):
        printed = " ".join(page.words.split())
        assert f"Full note: {said.number}" in printed.replace("Full note ", "Full note: ")
        assert said.content_hash[:12] in printed


@pytest.mark.parametrize(("form", "size"), [(HALF, (5.5, 8.5)), (LABEL, (4, 2))])
@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_size(form: str, size: tuple[float, float], paper: str) -> None:
    """In inches, whatever paper the clinic has for its notes; an ordinary encounter takes one."""
    (page,) = read(draw(CLINIC._replace(paper=paper), Issue(form), **ADA))

    assert (page.width / 72, page.height / 72) == pytest.approx(size)


def test_a_label_goes_on_to_further_ones() -> None:
    """Each lot is there once, each label has number and count, and a row that goes on has its name again."""
    lots = [f"LOT{number:03}" for number in range(30)]
    entries = [{"ndc": VIAL_100, "lot": lot, "expires": "2027-11-30"} for lot in lots]
    pages = read(draw(issue=Issue(LABEL), opened=entries, given="2960 mcg"))

    printed = " ".join(page.words for page in pages).split()
    assert [word for word in printed if word.startswith("LOT")] == lots
    number = note(opened=entries, given="2960 mcg").number
    for place, page in enumerate(pages, 1):
        assert f"Label {place} of {len(pages)}" in page.words
        assert number in page.words
    assert [("Opened" in page.words) for page in pages] == [True, True, True, *[False] * (len(pages) - 3)]


def test_missing_characters_are_codes() -> None:
    """On a label as on the note."""
    said = note(issue=Issue(LABEL), patient={"name": "Li 安"})

    assert _rows(said)["Patient"] == "Li [U+5B89]"
    assert isinstance(section(said, "Amounts")[0], Statement)
