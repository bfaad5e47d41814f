"""How the note looks: sizes, scale, patterns, and the role of each mark."""

from io import BytesIO
from typing import Any

import pypdf
import pypdfium2
import pytest

from core.note import pdf
from core.note.pieces import Container, Figure, Note, Part, Piece, Section, Sum, Term
from tests.build import MULTI_1000, VIAL_100, opened
from tests.note.paper import Page, Shape, draw, note, read


def test_the_sum_is_the_largest_text() -> None:
    """The eye lands on the sum first."""
    (page,) = read(draw())

    assert max(page.texts, key=lambda text: text.size).words == "100 - 60 = 40 mcg"


def _tall(page: Page) -> list[Shape]:
    """Bodies of containers and what is given of them, from left to right, lower ones first."""
    tall = [shape for shape in page.shapes if shape.right - shape.left < 40 and shape.top - shape.bottom > 12]
    return sorted(tall, key=lambda shape: (round(shape.left + shape.right), shape.top))


def _area(outline: Shape) -> float:
    """What an outline encloses; the reader counts the line itself to the shape, twice its width in all."""
    return (outline.right - outline.left - 1.8) * (outline.top - outline.bottom - 1.8)


def test_containers_are_drawn_to_scale() -> None:
    """A vial of 5 mL covers five times the paper of one of 1 mL."""
    (page,) = read(draw(given="150 mcg", opened=opened(VIAL_100, MULTI_1000)))

    _, small, large = _tall(page)
    assert _area(large) / _area(small) == pytest.approx(5, rel=0.02)


def test_given_part_has_its_share_of_the_height() -> None:
    """60 of 100 mcg fill three fifths of the container with solid black, from below."""
    drawn = draw(opened=opened(VIAL_100))
    (page,) = read(drawn)
    given, body = _tall(page)
    with pypdfium2.PdfDocument(drawn) as document:
        picture = document[0].render(scale=4).to_pil().convert("L")
    edges = (given.left + 2, page.height - given.top + 1, given.right - 2, page.height - given.bottom - 1)

    assert (given.top - given.bottom) / (body.top - body.bottom - 1.8) == pytest.approx(0.6, abs=0.01)
    assert given.bottom == pytest.approx(body.bottom + 0.9, abs=0.1)
    assert picture.crop(tuple(int(4 * edge) for edge in edges)).getextrema() == (0, 0)


@pytest.mark.parametrize(
    ("kind", "strokes"), [("vial", 2), ("ampul", 2), ("prefilled syringe", 1), ("pen", 1), ("kit", 0)]
)
def test_kinds_of_container_look_different(kind: str, strokes: int) -> None:
    """A vial has neck and cap, an ampul shoulders and tip, a syringe a needle; a kit is a box."""
    part = Part("given", 1, "60 mcg")
    boxes = [Container(kind, "1 x", 1, (part,)), Container("kit", "1 x", 1, (part,))]

    odd, plain = (read(pdf.render(_only(Figure((box,), "")), "letter"))[0] for box in boxes)
    assert len(odd.shapes) - len(plain.shapes) == strokes


def test_sum_without_a_drawing() -> None:
    """The sum stands by itself as well, with its millilitres beside it."""
    (page,) = read(pdf.render(_only(Sum((Term("labelled", "100", "1"), Term("given", "100", "1")))), "letter"))

    assert "100 = 100 mcg\n1 = 1 mL" in page.words


def _only(piece: Piece) -> Note:
    """A note that says one thing."""
    return note()._replace(sections=(Section("Amounts", (piece,)),))


@pytest.mark.parametrize("fields", [{}, {"discard": {}}])
def test_no_colour_is_needed(fields: dict[str, Any]) -> None:
    """Every pixel is black, white or grey."""
    with pypdfium2.PdfDocument(draw(**fields)) as document:
        picture = document[0].render(scale=1).to_pil().convert("RGB")

    assert all(red == green == blue for _, (red, green, blue) in picture.getcolors(1 << 20))


def test_every_mark_says_what_it_is() -> None:
    """All text lies within marked content of a known role, and none of it is left open."""
    page = pypdf.PdfReader(BytesIO(draw(discard={}))).pages[0]
    roles: list[str] = []
    seen = set()
    for operands, operator in pypdf.generic.ContentStream(page.get_contents(), None).operations:
        if operator in {b"BMC", b"BDC"}:
            roles.append(operands[0])
        elif operator == b"EMC":
            roles.pop()
        elif operator in {b"Tj", b"TJ", b"S", b"f", b"B"}:
            assert len(roles) == 1, (operands, operator)
            seen.add(roles[0])

    assert roles == []
    assert seen == {"/Artifact", "/H1", "/H2", "/P", "/Lbl", "/LBody", "/TH", "/TD", "/Figure", "/Formula"}
