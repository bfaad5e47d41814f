"""The QR code, read by a decoder that did not draw it."""

from typing import Any

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from core.clinic import PAPERS
from core.note import pdf, qr
from core.note.issue import LABEL, Issue
from tests.build import logo
from tests.note.paper import AMENDED, CLINIC, EXAMPLES, REPRINT, SLIPS, draw, example, note
from tests.note.tagged import tree
from tests.note.test_pdf import LONG

FAX = 200 / 72
"""Dots of a fax machine for each point."""


def _read(picture: Image.Image) -> list[tuple[str, str]]:
    """What stands in the codes of a picture, and how strongly each is protected."""
    return [(found.text, found.ec_level) for found in zxingcpp.read_barcodes(picture)]


@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", min_size=1, max_size=qr.MOST))
def test_each_text_is_read_again(text: str) -> None:
    """Every length that fits, even or odd."""
    picture = Image.new("L", (qr.SIDE + 2 * qr.QUIET,) * 2, 255)
    for row, modules in enumerate(qr.modules(text)):
        for column, dark in enumerate(modules):
            picture.putpixel((column + qr.QUIET, row + qr.QUIET), 0 if dark else 255)

    assert _read(picture.resize((164, 164), Image.Resampling.NEAREST)) == [(text, "M")]


@pytest.mark.parametrize("text", ["a", "ä", "A" * (qr.MOST + 1)])
def test_what_can_not_be_encoded(text: str) -> None:
    """Is refused, not left out."""
    with pytest.raises(ValueError, match=r"at most|not found"):
        qr.modules(text)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("path", EXAMPLES)
def test_read_from_a_fax(path: str, paper: str) -> None:
    """Number and whole hash, out of black and white dots, 200 to the inch."""
    said = example(path)
    with pypdfium2.PdfDocument(pdf.render(said, paper)) as document:
        fax = document[0].render(scale=FAX).to_pil().convert("1", dither=Image.Dither.NONE)

    wanted = f"VIALNOTE {said.number} {said.content_hash.upper()}"
    assert _read(fax.convert("L")) == [(wanted, "M")]
    assert _read(fax.rotate(3, fillcolor=1).convert("L")) == [(wanted, "M")]


@pytest.mark.parametrize("form", SLIPS)
@pytest.mark.parametrize("issue", [REPRINT, AMENDED])
def test_read_from_a_slip(issue: Issue, form: str) -> None:
    """Number and hash of the whole note, on each label, out of the 203 dots to the inch of a label printer."""
    issue, fields = issue._replace(form=form), {"necessity": {"history": LONG}, "site": "W" * 300}
    said = note(CLINIC._replace(logo=logo()), issue, **fields)
    with pypdfium2.PdfDocument(draw(CLINIC._replace(logo=logo()), issue, **fields)) as document:
        found = [_read(_dots(page, 203 / 72)) for page in document]

    wanted = f"VIALNOTE {said.number} {said.content_hash.upper()}"
    assert found == [[(wanted, "M")], *[[(wanted, "M")] if form == LABEL else []] * (len(found) - 1)]


@pytest.mark.parametrize("issue", [REPRINT, AMENDED])
def test_a_mark_leaves_it_alone(issue: Issue) -> None:
    """The word across the page does not spoil the code."""
    with pypdfium2.PdfDocument(draw(issue=issue)) as document:
        assert len(_read(_dots(document[0], FAX))) == 1


def _dots(page: Any, scale: float) -> Image.Image:  # noqa: ANN401 - pypdfium2 is partly typed
    """A page in black and white."""
    return page.render(scale=scale).to_pil().convert("1", dither=Image.Dither.NONE).convert("L")  # type: ignore[no-any-return]


def test_the_first_page_alone_has_it() -> None:
    """Later pages are known by their foot."""
    with pypdfium2.PdfDocument(draw(necessity={"history": LONG})) as document:
        assert [len(_read(page.render(scale=FAX).to_pil())) for page in document] == [1, 0]


def test_code_in_words() -> None:
    """Whoever hears the page gets what the code says."""
    (code,) = (figure for figure in tree(draw()).find("Figure") if figure.alt.startswith("QR"))

    assert code.alt.endswith(note().content_hash)
    assert "/BBox" in code.attributes


def test_long_head_beside_the_code() -> None:
    """A clinic with a long name and address leaves the code alone."""
    clinic = CLINIC._replace(name="Wide Memorial Hospital " * 6, address="12 Quay Street, " * 20)
    with pypdfium2.PdfDocument(draw(clinic)) as document:
        assert len(_read(document[0].render(scale=FAX).to_pil())) == 1
