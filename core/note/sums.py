"""The sum in the note's largest type, beside the drawing of the containers where that fits."""

from core.note import figure
from core.note.fonts import LABEL, SUM, VOLUMES, Style, width
from core.note.forms import Place
from core.note.layout import Block
from core.note.pen import Pen
from core.note.pieces import Figure, Sum

_GAP = 16.0


def amounts(total: Sum, drawn: Figure, place: Place) -> list[Block]:
    """Sum and drawing beside each other, else one below the other."""
    drawn_width = figure.full_width(drawn)
    if width(total.mcg, SUM) + _GAP + drawn_width > place.width:
        return [block(total, place), *figure.blocks(drawn, place)]
    left = block(total, place)
    (right,) = figure.blocks(drawn, Place(place.x + place.width - drawn_width, drawn_width))

    def draw(pen: Pen, top: float) -> None:
        left.draw(pen, top)
        right.draw(pen, top)

    return [Block(max(left.height, right.height), draw)]


def block(total: Sum, place: Place) -> Block:
    """What each number counts, the sum in micrograms and, smaller, in millilitres; smaller still where too long."""
    large, small = _fitting(total.mcg, SUM, place.width), _fitting(total.ml, VOLUMES, place.width)

    def draw(pen: Pen, top: float) -> None:
        x = place.x
        for term in total.terms:
            pen.text("Lbl", x, top, term.label, LABEL)
            x += width(f"{term.mcg} - ", large)
        pen.text("P", place.x, top - LABEL.leading, total.mcg, large)
        if total.ml:
            pen.text("P", place.x, top - LABEL.leading - large.leading, total.ml, small)

    return Block(LABEL.leading + large.leading + (small.leading if total.ml else 0) + 4, draw)


def _fitting(text: str, style: Style, room: float) -> Style:
    shrunk = min(1.0, room / max(width(text, style), 1.0))
    return Style(style.font, style.size * shrunk, style.leading * shrunk)
