"""The note on paper, read back from the PDF."""

import itertools
import os
from typing import Any

import pytest

from core.clinic import PAPERS
from core.note import pdf, qr
from core.note.issue import Issue
from core.note.pieces import Figure, Sum
from tests.build import AMPUL_100, VIAL_100, logo, opened
from tests.note.paper import AMENDED, CLINIC, EXAMPLES, REPRINT, SLIPS, Page, Shape, Text, draw, example, read, squeezed

_EDGES = {612: (36, 18), 595: (36, 18), 396: (24, 12), 288: (9, 6)}
"""Points that stay white at the sides, and above and below, by the width of the paper."""

_CODE, _QUIET = qr.SIDE * 1.44, qr.QUIET * 1.44

ORDINARY = [path for path in EXAMPLES if "several" not in path]
"""Shipped examples that need no second page; the other one opens three products for a payer with a line for each."""

LONG = " ".join(f"word{number:03}" for number in range(500))
"""4,000 characters, each word of them told apart."""

HOSTILE: dict[str, dict[str, Any]] = {
    "markup": {"site": '<b>left</b> <img src="x.png"> &amp; %s {0} \\n', "patient": {"name": "<para>A &lt; B</para>"}},
    "long texts": {"necessity": {"indication": LONG, "history": LONG, "prior_treatment": LONG}},
    "long words": {
        "given_by": "W" * 300,
        "site": "i" * 300,
        "patient": {"name": "W" * 300, "record_number": "9" * 300},
        "discard": {"confirmed": True, "reason": "W" * 300, "witness": "W" * 300, "discarded_by": "M" * 300},
        "opened": [{"ndc": AMPUL_100, "lot": "W" * 80, "expires": "2027-11-30"}],
    },
    "missing characters": {"patient": {"name": "محمد" * 70}, "site": "😀" * 300},
    "two hundred containers": {
        "given": "19960 mcg",
        "opened": [{"ndc": VIAL_100, "lot": f"LOT{n:03}", "expires": "2027-11-30"} for n in range(200)],
    },
    "blank lines": {"necessity": {"history": "one\n\n\nfour"}},
    "nothing recorded": {"discard": None, "diagnosis": None, "given_at": "", "given_by": "", "site": "", "ordered": ""},
    "unknown product": {"opened": opened("9999-9999-99")},
    "nothing given": {"given": "0"},
    "more given than opened": {"given": "160 mcg"},
}

NAMES = [
    "Nguyễn Thị Ánh Tuyết",
    "Ελένη Παπαδοπούλου",
    "Щербакова Любовь Їжак",
    "Łukasz Żółć, Øyvind Åström, İpek Şahin",
    "Nguye\u0302\u0303n Thi\u0323",
]


def _strings(value: object) -> list[str]:
    """Every text within a value of the note that stands on the paper; a drawing's description does not."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, Figure):
        return [text for container in value.containers for text in (container.title, *_strings(container.parts))]
    if isinstance(value, Sum):
        return [value.mcg, value.ml, *(term.label for term in value.terms)]
    if isinstance(value, tuple):
        skip = {"kind"}
        items = (
            [getattr(value, name) for name in value._fields if name not in skip] if hasattr(value, "_fields") else value
        )
        return [text for item in items for text in _strings(item)]
    return []


def _overlap(one: Text | Shape, other: Text | Shape) -> bool:
    """Whether the ink of two texts, or of a text and a drawing, shares more than a hair."""
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.top, other.top) - max(one.bottom, other.bottom)
    return wide > 0.3 and high > 0.3


def _codes(page: Page) -> list[Shape]:
    """QR codes with what must stay white around them."""
    return [
        Shape(shape.left - _QUIET, shape.bottom - _QUIET, shape.right + _QUIET, shape.top + _QUIET)
        for shape in page.shapes
        if shape.right - shape.left == pytest.approx(_CODE, abs=0.1) == shape.top - shape.bottom
    ]


def _assert_tidy(pages: list[Page]) -> None:
    """No text is cut off, lies over another, over code or logo, or is crossed by a line."""
    for page in pages:
        margin, edge = _EDGES[round(page.width)]
        for text in page.texts:
            assert text.left >= margin - 0.5, text
            assert text.right <= page.width - margin + 0.5, text
            assert text.bottom >= edge, text
            assert text.top <= page.height - edge, text
            assert [box for box in (*page.pictures, *_codes(page)) if _overlap(text, box)] == [], text
        for one, other in itertools.combinations(page.texts, 2):
            assert not _overlap(one, other), (one, other)
        for line in (shape for shape in page.shapes if shape.top - shape.bottom < 2):
            middle = (line.top + line.bottom) / 2
            crossed = [text for text in page.texts if text.bottom + 0.6 < middle < text.top - 0.6]
            assert not [text for text in crossed if text.left < line.right and line.left < text.right], crossed


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("path", EXAMPLES, ids=os.path.basename)
def test_each_example_says_all_of_its_content(path: str, paper: str) -> None:
    """Each text of the content stands on the paper, whatever its size, and nothing lies over anything."""
    said = example(path)
    pages = read(pdf.render(said, paper))

    printed = squeezed("".join(page.words for page in pages))
    assert [text for text in _strings(said.sections) if squeezed(text) not in printed] == []
    _assert_tidy(pages)


@pytest.mark.parametrize("form", SLIPS)
@pytest.mark.parametrize("path", EXAMPLES, ids=os.path.basename)
def test_each_slip_says_all_of_its_content(path: str, form: str) -> None:
    """Short forms as well."""
    said = example(path, CLINIC._replace(logo=logo()), Issue(form))
    pages = read(pdf.render(said, "letter"))

    printed = squeezed("".join(page.words for page in pages))
    assert [text for text in _strings(said.sections) if squeezed(text) not in printed] == []
    _assert_tidy(pages)


@pytest.mark.parametrize("picture", ["", logo((900, 300)), logo((300, 300))], ids=["no logo", "wide", "square"])
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("path", ORDINARY, ids=os.path.basename)
def test_an_ordinary_encounter_takes_one_page(path: str, paper: str, picture: str) -> None:
    """One page, Letter or A4, with a logo or without."""
    (page,) = read(pdf.render(example(path, CLINIC._replace(logo=picture)), paper))

    assert "Page 1 of 1" in page.words
    assert (page.width, page.height) == pytest.approx({"letter": (612, 792), "a4": (595.28, 841.89)}[paper], abs=0.01)


def test_two_containers_take_one_page() -> None:
    """A dose out of two sizes is ordinary too."""
    assert len(read(draw(given="135 mcg", opened=opened(VIAL_100, "0641-6174-10")))) == 1


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("fields", HOSTILE.values(), ids=HOSTILE)
def test_no_text_is_cut_or_lies_over_another(fields: dict[str, Any], paper: str) -> None:
    """Whatever is typed, it flows: within the margins, beside and below what stands there."""
    _assert_tidy(read(draw(CLINIC._replace(paper=paper, logo=logo()), **fields)))


@pytest.mark.parametrize("issue", [REPRINT, AMENDED], ids=["reprint", "amended"])
@pytest.mark.parametrize("form", SLIPS)
@pytest.mark.parametrize("fields", HOSTILE.values(), ids=HOSTILE)
def test_no_text_of_a_slip_is_cut_or_lies_over_another(fields: dict[str, Any], form: str, issue: Issue) -> None:
    """A slip flows on to further ones in the same way."""
    _assert_tidy(read(draw(CLINIC._replace(logo=logo()), issue._replace(form=form), **fields)))


@pytest.mark.parametrize("paper", ["letter", *SLIPS])
def test_a_long_head_leaves_room(paper: str) -> None:
    """A clinic with a long name and address beside its logo."""
    clinic = CLINIC._replace(name="Wide Memorial Hospital " * 6, address="12 Quay Street, " * 18, logo=logo((900, 300)))
    issue = REPRINT._replace(form="note" if paper == "letter" else paper)
    for found in (clinic, clinic._replace(logo=""), CLINIC._replace(name="", address="", npi="")):
        _assert_tidy(read(draw(found, issue, noted_at="2026-11-20T10:44")))


def test_markup_is_printed_as_it_was_typed() -> None:
    """Nothing that a user types is read as markup."""
    (page,) = read(draw(**HOSTILE["markup"]))

    assert '<b>left</b> <img src="x.png"> &amp; %s {0} \\n' in page.words
    assert "<para>A &lt; B</para>" in page.words


def test_long_texts_flow_to_a_second_page() -> None:
    """Each word is there once for each text, and the second page says whose it is."""
    pages = read(draw(patient={"name": "Ada Byron", "record_number": "R-77"}, necessity={"history": LONG}))

    printed = " ".join(page.words for page in pages).split()
    assert [word for word in LONG.split() if printed.count(word) != 1] == []
    assert len(pages) == 2
    for number, page in enumerate(pages, 1):
        assert CLINIC.name in page.words
        assert f"Page {number} of 2" in page.words
    assert "Date of service: 2026-11-20 Record: R-77 Patient: Ada Byron" in " ".join(pages[1].words.split())


def test_every_container_of_two_hundred_is_listed() -> None:
    """Tables go on over the pages, under their header again."""
    pages = read(draw(**HOSTILE["two hundred containers"]))

    lots = [text.words for page in pages for text in page.texts if text.words.startswith("LOT")]
    assert lots == [f"LOT{number:03}" for number in range(200)]
    for page in pages:
        assert ("LOT" in page.words) == ("Labeler" in page.words)


@pytest.mark.parametrize("name", NAMES)
def test_names_print_right(name: str) -> None:
    """Latin, Vietnamese, Greek and Cyrillic, composed or not."""
    (page,) = read(draw(patient={"name": name}))

    composed = {"Nguye\u0302\u0303n Thi\u0323": "Nguyễn Thị"}.get(name, name)
    assert composed in page.words
    assert "U+" not in page.words


def test_a_character_that_the_font_lacks_is_a_code() -> None:
    """A code stands in its place, and the note says so; never an empty box."""
    (page,) = read(draw(patient={"name": "Li 安 \u202e"}))

    assert "Li [U+5B89] [U+202E]" in page.words
    assert "The note's font lacks U+202E, U+5B89." in page.words


def test_discard_not_confirmed_is_a_draft() -> None:
    """DRAFT stands across each page and the reason at the top; all else can still be read."""
    (page,) = read(draw(discard={}))

    assert page.watermark == "DRAFT"
    assert "Nobody has confirmed that 40 mcg (0.4 mL) was discarded." in page.words
    assert "I discarded" not in page.words


@pytest.mark.parametrize("fields", [{}, {"given": "100 mcg", "discard": {}}])
def test_a_record_is_no_draft(fields: dict[str, Any]) -> None:
    """No draft where the discard is confirmed, or where nothing was discarded."""
    (page,) = read(draw(**fields))

    assert page.watermark == ""
    assert "DRAFT" not in page.words


def test_nothing_given_bills_nothing() -> None:
    """The note is a record all the same, and says why there are no lines."""
    (page,) = read(draw(given="0"))

    assert "Nothing was given: nothing is billable" in page.words
    assert "No claim lines: nothing may be billed." in page.words
    assert "100 - 0 = 100 mcg" in page.words
