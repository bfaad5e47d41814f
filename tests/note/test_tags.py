"""What a screen reader makes of a note: the tree, its order, and words for what is drawn."""

from typing import Any

import pytest

from core.note import pdf
from core.note.pieces import Container, Figure, Part, Section
from tests.build import VIAL_100, opened
from tests.note.paper import CLINIC, draw, note, squeezed
from tests.note.tagged import Element, texts, tree
from tests.note.test_pdf import HOSTILE, LONG


def test_headings_in_reading_order() -> None:
    """One title, then the sections as the content lists them."""
    whole, said = tree(draw()), note()

    assert [element.text for element in whole.find("H1")] == [said.title]
    assert [element.text for element in whole.find("H2")] == [section.heading for section in said.sections]


def test_text_is_read_in_the_order_of_the_content() -> None:
    """From the clinic's name to the lines to sign on."""
    read_aloud = [f"{element.text}{element.alt}" for element in tree(draw()).walk()]
    wanted = [CLINIC.name, "Patient", "Name", "Drug", "Amounts", "Claim lines", "Discard", "Signatures", "Signature"]

    places = [read_aloud.index(words) for words in wanted]
    assert places == sorted(places)


def test_each_value_stands_with_its_label() -> None:
    """A field is a list's item with label and value; an empty value is there and empty."""
    items = {item.kids[0].text: [kid.text for kid in item.kids[1:]] for item in tree(draw()).find("LI")}

    assert items["Date of service"] == ["2026-11-20"]
    assert items["Record number"] == [""]
    assert items["Gave the dose and discarded the rest"] == ["R. Ortiz RN"]
    assert items["Date and time"] == []


@pytest.mark.parametrize("fields", [{}, HOSTILE["unknown product"], HOSTILE["two hundred containers"]])
def test_tables_are_regular(fields: dict[str, Any]) -> None:
    """One header row with its scope, and in each row as many cells, however many pages it takes."""
    for table in tree(draw(**fields)).find("Table"):
        header, *rows = table.kids
        assert {cell.role for cell in header.kids} == {"TH"}
        assert {cell.attributes["/Scope"] for cell in header.kids} == {"/Column"}
        assert rows
        for row in rows:
            assert (row.role, [cell.role for cell in row.kids]) == ("TR", ["TD"] * len(header.kids))


def test_claim_lines_are_cells() -> None:
    """As the claim has them, cell by cell."""
    (table,) = (table for table in tree(draw()).find("Table") if table.kids[0].kids[0].text == "Code")

    assert [[cell.text for cell in row.kids[:3]] for row in table.kids[1:]] == [
        ["J2354", "none", "3"],
        ["J2354", "JW", "1"],
    ]


def test_a_table_over_several_pages_is_one() -> None:
    """Two hundred rows, and the repeated headers are not read a second time."""
    table = tree(draw(**HOSTILE["two hundred containers"])).find("Table")[0]

    assert [row.kids[4].text for row in table.kids] == ["Lot", *(f"LOT{number:03}" for number in range(200))]


def test_a_long_text_is_one_value() -> None:
    """A value that goes on over two pages is read as one."""
    values = [element.text for element in tree(draw(necessity={"history": LONG})).find("LBody")]

    assert squeezed(LONG) in [squeezed(value) for value in values]


def _figure(**fields: Any) -> Element:  # noqa: ANN401 - any JSON value
    (figure,) = (figure for figure in tree(draw(**fields)).find("Figure") if "mcg" in figure.alt)
    return figure


def test_drawing_in_words() -> None:
    """What the containers show, and where on the page they stand."""
    figure = _figure()

    assert figure.alt == "1 x 100 mcg in 1 mL ampul: given 60 mcg (0.6 mL), discarded 40 mcg (0.4 mL)."
    assert figure.attributes["/O"] == "/Layout"
    left, bottom, right, top = map(float, figure.attributes["/BBox"])
    assert 0 < left < right < 612
    assert 0 < bottom < top < 792


@pytest.mark.parametrize(("sizes", "placed"), [(4, True), (60, False)])
def test_drawing_in_several_rows_is_one(sizes: int, placed: bool) -> None:  # noqa: FBT001 - parametrized
    """Its place is said where it stands on one page."""
    container = Container("vial", "1 x 100 mcg in 1 mL vial", 1, (Part("given", 1, "60 mcg (0.6 mL)"),))
    said = note()._replace(sections=(Section("Amounts", (Figure((container,) * sizes, "vials"),)),))

    _, figure = tree(pdf.render(said, "letter")).find("Figure")
    assert (figure.text.count("60 mcg"), bool(figure.attributes)) == (sizes, placed)


def test_sum_in_words() -> None:
    """Labels, numbers and units in one sentence."""
    (formula,) = tree(draw()).find("Formula")

    assert formula.alt == ("100 mcg (1 mL) labelled, minus 60 mcg (0.6 mL) given, equals 40 mcg (0.4 mL) discarded.")


def test_what_was_read_is_not_read_again() -> None:
    """Head, headings and headers of later pages, footers and DRAFT are no content."""
    drawn = draw(opened=opened(*[VIAL_100] * 80), given="7960 mcg", discard={})
    content = [text for (_, place), text in texts(drawn).items() if place >= 0]

    assert content.count(CLINIC.name) == 1
    assert content.count("Opened") == 1
    assert content.count("Labeler") == 1
    assert not [text for text in content if text.startswith("Page ")]
    assert content.count("DRAFT") == 1
