"""Charts on paper: given solid and discarded hatched, as on the note, so that no colour is needed."""

from core.note.figure import fill
from core.note.fonts import BOLD, REGULAR, Style, shortened, width
from core.note.forms import Place
from core.note.layout import Block
from core.note.pen import Pen
from core.note.tags import Tag
from core.report.pieces import Bar, Chart

_NAME = Style(BOLD, 7.2, 11)
_TEXT = Style(REGULAR, 7.2, 9.4)
_SWATCH, _GAP = 7.0, 5.0
_HIGH = 92.0
"""Of the room for upright bars."""

_WIDEST = 26.0
"""Of an upright bar with its gap."""

_LINE = 14.0
"""Of a lying bar with its gap."""

_LABELS = 0.26
"""Share of the width that the labels of lying bars take at most."""

_BELOW = 8.0


def block(chart: Chart, place: Place) -> Block:
    """One chart, which is not split over pages."""
    upright = chart.upright
    height = _NAME.leading + (_HIGH + _TEXT.leading if upright else len(chart.bars) * _LINE) + _BELOW
    tag = Tag("Figure", alt=chart.alt)

    def draw(pen: Pen, top: float) -> None:
        with pen.piece(tag, (place.x, top - height, place.x + place.width, top)):
            _legend(pen, chart, place, top)
            (_upright if upright else _lying)(pen, chart, place, top - _NAME.leading)

    return Block(height, draw)


def _legend(pen: Pen, chart: Chart, place: Place, top: float) -> None:
    pen.lines(place.x, top, [chart.name], _NAME)
    x = place.x + width(chart.name, _NAME) + 3 * _GAP
    for state in chart.states:
        _box(pen, (x, top - _SWATCH - 2, _SWATCH, _SWATCH), state)
        pen.lines(x + _SWATCH + _GAP, top, [state], _TEXT)
        x += _SWATCH + 4 * _GAP + width(state, _TEXT)


def _upright(pen: Pen, chart: Chart, place: Place, top: float) -> None:
    """Bars beside each other over a scale; labels only as many as have room."""
    floor = top - _HIGH
    scale = max(width(mark, _TEXT) for mark in chart.marks) + _GAP
    left, wide = place.x + scale, (place.width - scale) / len(chart.bars)
    wide = min(_WIDEST, wide)
    steps = len(chart.marks)
    for step, mark in enumerate(("0", *chart.marks)):
        y = floor + (_HIGH - _TEXT.leading / 2) * step / steps
        pen.lines(left - _GAP - width(mark, _TEXT), y + _TEXT.leading / 2, [mark], _TEXT)
        pen.canvas.setLineWidth(0.25 if step else 0.7)
        pen.canvas.setStrokeGray(0.55 if step else 0)
        pen.canvas.line(left, y, place.x + place.width, y)
    pen.canvas.setStrokeGray(0)
    free = left
    for number, bar in enumerate(chart.bars):
        x, y = left + (number + 0.12) * wide, floor
        for part in bar.parts:
            high = (_HIGH - _TEXT.leading / 2) * part.amount / chart.top
            _box(pen, (x, y, wide * 0.76, high), part.state)
            y += high
        end = x + width(bar.label, _TEXT)
        if x >= free and end <= place.x + place.width:
            pen.lines(x, floor - 1, [bar.label], _TEXT)
            free = end + 2 * _GAP


def _lying(pen: Pen, chart: Chart, place: Place, top: float) -> None:
    """Bars one below the other, each with its label before and its amounts behind."""
    labels = [shortened(bar.label, _TEXT, place.width * _LABELS, 1) for bar in chart.bars]
    left = place.x + max(width(label, _TEXT) for (label,) in labels) + _GAP
    right = place.x + place.width - max(width(bar.text, _TEXT) for bar in chart.bars) - _GAP
    for number, (bar, label) in enumerate(zip(chart.bars, labels, strict=True)):
        y = top - number * _LINE
        pen.lines(place.x, y - 2, label, _TEXT)
        end = _parts(pen, bar, (left, y - _LINE + 3, right - left, _LINE - 4), chart.top)
        pen.lines(end + _GAP, y - 2, [bar.text], _TEXT)


def _parts(pen: Pen, bar: Bar, room: tuple[float, float, float, float], top: int) -> float:
    """Draw a lying bar; returns where it ends."""
    x, y, wide, high = room
    for part in bar.parts:
        length = wide * part.amount / top
        _box(pen, (x, y, length, high), part.state)
        x += length
    return x


def _box(pen: Pen, box: tuple[float, float, float, float], state: str) -> None:
    if box[2] and box[3]:
        pen.canvas.setFillGray(1)
        pen.canvas.rect(*box, stroke=0, fill=1)  # no line of the scale shows through
        pen.canvas.setFillGray(0)
        fill(pen, *box, state)
        pen.canvas.setLineWidth(0.5)
        pen.canvas.rect(*box)
