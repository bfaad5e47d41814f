"""A report on paper."""

import itertools
from collections.abc import Callable

import pytest

from core.clinic import PAPERS
from core.note.pieces import Paragraph
from core.report.pieces import Chart, Numbers, Report, Table
from tests.note import paper, tagged
from tests.note.paper import squeezed
from tests.report import drawn


@pytest.mark.parametrize("size", PAPERS)
@pytest.mark.parametrize("make", [drawn.empty, drawn.small, drawn.large])
def test_nothing_leaves_the_page(make: Callable[[], Report], size: str) -> None:
    """No text reaches beyond the margins, and none stands on another."""
    for page in paper.read(drawn.draw(make(), size)):
        for text in page.texts:
            assert text.left >= 35, text
            assert text.right <= page.width - 35, text
            assert text.bottom >= 14, text
            assert text.top <= page.height - 25, text
        for one, other in itertools.combinations([text for text in page.texts if text.words], 2):
            overlap = min(one.right, other.right) - max(one.left, other.left)
            depth = min(one.top, other.top) - max(one.bottom, other.bottom)
            assert overlap <= 0.5 or depth <= 1.5, (one, other)


def test_everything_is_on_the_paper() -> None:
    """Every figure, cell and sentence of the report; names that are too long only in full in the table."""
    report = drawn.large()
    found = "".join(squeezed(page.words) for page in paper.read(drawn.draw(report)))

    for section in report.sections:
        assert squeezed(section.heading) in found
        for piece in section.pieces:
            match piece:
                case Numbers(fields):
                    texts = [text for field in fields for text in field]
                case Table():
                    texts = [*piece.header, *(cell for row in piece.rows for cell in row if len(cell) < 30)]
                case Chart():
                    texts = [piece.name, *(piece.marks if piece.upright else [bar.text for bar in piece.bars])]
                case Paragraph(words):
                    texts = [words]
            for text in texts:
                assert squeezed(text) in found, text


def test_the_same_report_is_the_same_file() -> None:
    """Byte for byte."""
    assert drawn.draw(drawn.large()) == drawn.draw(drawn.large())


def test_pages_are_numbered_and_headed() -> None:
    """Each page says whose it is, which period, and of how many it is."""
    pages = paper.read(drawn.draw(drawn.large()))

    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page.words
        assert "Dates of service 2026-01-01 to 2026-12-31" in page.words


def test_tags() -> None:
    """Headings, figures with words in their stead, and tables whose headers say what they head."""
    report = drawn.small()
    tree = tagged.tree(drawn.draw(report))
    pieces = [piece for section in report.sections for piece in section.pieces]
    tables = [piece for piece in pieces if isinstance(piece, Table)]

    assert [heading.text for heading in tree.find("H2")] == [section.heading for section in report.sections]
    assert [figure.alt for figure in tree.find("Figure")] == [piece.alt for piece in pieces if isinstance(piece, Chart)]
    assert len(tree.find("Table")) == len(tables)
    for found, table in zip(tree.find("Table"), tables, strict=True):
        assert tuple(cell.text for cell in found.find("TH")) == table.header
        assert {cell.attributes["/Scope"] for cell in found.find("TH")} == {"/Column"}
        assert [cell.text for cell in found.find("TD")] == [cell for row in table.rows for cell in row]


def test_a_table_goes_on_under_its_header() -> None:
    """On the next page it is drawn again and not read again."""
    drawing = drawn.draw(drawn.large())
    weeks = tagged.tree(drawing).find("Table")[0]
    second = paper.read(drawing)[1].words

    assert len(weeks.find("TH")) == 7
    assert "From Monday" in second
