"""The sum in the note's largest type, beside the drawing of the containers where that fits."""

from core.note import figure
from core.note.fonts import LABEL, VOLUMES, Style, fitting, width
from core.note.forms import Place
from core.note.layout import Block
from core.note.pen import ASCENT, Pen
from core.note.pieces import Figure, Sum
from core.note.tags import Tag

_GAP = 16.0
_BELOW = 4.0


def amounts(total: Sum, drawn: Figure, place: Place, style: Style) -> list[Block]:
    """Sum and drawing beside each other, else one below the other."""
    drawn_width = figure.full_width(drawn)
    if width(total.mcg, style) + _GAP + drawn_width > place.width:
        return [block(total, place, style), *figure.blocks(drawn, place)]
    left = block(total, Place(place.x, place.width - drawn_width - _GAP), style)
    (right,) = figure.blocks(drawn, Place(place.x + place.width - drawn_width, drawn_width))

    def draw(pen: Pen, top: float) -> None:
        left.draw(pen, top)
        right.draw(pen, top)

    return [Block(max(left.height, right.height), draw)]


def block(total: Sum, place: Place, style: Style) -> Block:
    """What each number counts, the sum in micrograms and, smaller, in millilitres: on the same line where that fits."""
    large, small = fitting(total.mcg, style, place.width), fitting(total.ml, VOLUMES, place.width)
    indent, drop = width(total.mcg, large) + _GAP, ASCENT * (large.leading - small.leading)
    if indent + width(total.ml, small) > place.width:
        indent, drop = 0.0, large.leading

    under = small.leading if total.ml and not indent else 0.0
    height = LABEL.leading + large.leading + under + _BELOW

    def draw(pen: Pen, top: float) -> None:
        with pen.piece(Tag("Formula", alt=total.alt), (place.x, top - height, place.x + place.width, top)):
            x, below = place.x, top - LABEL.leading
            for term in total.terms:
                pen.lines(x, top, [term.label], LABEL)
                x += width(f"{term.mcg} - ", large)
            pen.lines(place.x, below, [total.mcg], large)
            pen.lines(place.x + indent, below - drop, [total.ml], small)

    return Block(height, draw)
