"""Containers drawn to scale and filled from the bottom: given solid, discarded hatched, kept dotted."""

from math import sqrt

from core.note.fonts import BOLD, REGULAR, Style, width
from core.note.forms import Place
from core.note.layout import Block
from core.note.pen import Pen
from core.note.pieces import Container, Figure
from core.note.tags import Tag

_HIGH, _WIDE = 48.0, 29.0
"""The body of the largest container; the area of the others is to scale."""

_NECK = 8.0
"""Room above the body for neck and cap."""

_SWATCH, _GAP = 7.0, 5.0
_STEP = 3.4
"""Between hatches and between dots."""

_TITLE = Style(REGULAR, 7.2, 10.5)
_STATE = Style(BOLD, 7.2, 10.5)
_HEIGHT = _NECK + _HIGH + _GAP


def full_width(drawn: Figure) -> float:
    """How wide the drawing is in one row."""
    return _cell_width(drawn) * len(drawn.containers)


def blocks(drawn: Figure, place: Place) -> list[Block]:
    """The containers beside each other, in as many rows as they need."""
    largest = max(container.size for container in drawn.containers)
    wide = _cell_width(drawn)
    across = max(1, int((place.width + 0.1) // wide))
    whole = Tag("Figure", alt=drawn.alt)

    def row(containers: tuple[Container, ...]) -> Block:
        def draw(pen: Pen, top: float) -> None:
            with pen.piece(whole, (place.x, top - _HEIGHT, place.x + len(containers) * wide, top)):
                for column, container in enumerate(containers):
                    _container(pen, place.x + column * wide, top, container, sqrt(container.size / largest))

        return Block(_HEIGHT, draw)

    return [row(drawn.containers[start : start + across]) for start in range(0, len(drawn.containers), across)]


def _cell_width(drawn: Figure) -> float:
    titles = [width(container.title, _TITLE) for container in drawn.containers]
    parts = [part for container in drawn.containers for part in container.parts]
    texts = [_SWATCH + _GAP + width(f"{part.state} ", _STATE) + width(part.text, _TITLE) for part in parts]
    return _WIDE + _GAP + max(*titles, *texts) + 2 * _GAP


def _container(pen: Pen, x: float, top: float, container: Container, scale: float) -> None:
    """A container with its title and its amounts beside it, the uppermost part first."""
    floor = top - _NECK - _HIGH
    wide, high = _WIDE * scale, _HIGH * scale
    left = x + (_WIDE - wide) / 2
    whole = sum(part.share for part in container.parts)
    level = floor
    for part in container.parts:
        part_high = high * part.share / whole
        fill(pen, left, level, wide, part_high, part.state)
        level += part_high
    _outline(pen, left, floor, wide, high, container.kind)
    _legend(pen, x + _WIDE + _GAP, floor + _TITLE.leading * (1 + len(container.parts)), container)


def _legend(pen: Pen, x: float, top: float, container: Container) -> None:
    pen.lines(x, top, [container.title], _TITLE)
    for part in reversed(container.parts):
        top -= _STATE.leading
        fill(pen, x, top - _SWATCH - 1.5, _SWATCH, _SWATCH, part.state)
        pen.canvas.setLineWidth(0.5)
        pen.canvas.rect(x, top - _SWATCH - 1.5, _SWATCH, _SWATCH)
        pen.lines(x + _SWATCH + _GAP, top, [part.state], _STATE)
        pen.lines(x + _SWATCH + _GAP + width(f"{part.state} ", _STATE), top, [part.text], _TITLE)


def fill(pen: Pen, x: float, y: float, wide: float, high: float, state: str) -> None:
    """Solid, hatched or dotted, so that no colour is needed."""
    canvas = pen.canvas
    if state == "given":
        canvas.rect(x, y, wide, high, stroke=0, fill=1)
        return
    canvas.saveState()
    clip = canvas.beginPath()
    clip.rect(x, y, wide, high)
    canvas.clipPath(clip, stroke=0)
    canvas.setLineWidth(0.7)
    if state == "discarded":
        starts = range(int((wide + high) / _STEP) + 1)
        canvas.lines([(x + n * _STEP - high, y, x + n * _STEP, y + high) for n in starts])
    else:
        for row in range(int(high / _STEP) + 1):
            for column in range(int(wide / _STEP) + 1):
                canvas.circle(x + (column + 0.5) * _STEP, y + (row + 0.5) * _STEP, 0.55, stroke=0, fill=1)
    canvas.restoreState()


def _outline(pen: Pen, x: float, y: float, wide: float, high: float, kind: str) -> None:
    """The body, and what tells a vial, an ampul or a syringe at a glance."""
    canvas = pen.canvas
    canvas.setLineWidth(0.9)
    canvas.rect(x, y, wide, high)
    top, middle = y + high, x + wide / 2
    if kind == "vial":
        canvas.rect(middle - wide * 0.25, top, wide * 0.5, _NECK * 0.4)
        canvas.rect(middle - wide * 0.34, top + _NECK * 0.4, wide * 0.68, _NECK * 0.5, fill=1)
    elif kind in {"prefilled syringe", "pen"}:
        canvas.line(middle, top, middle, top + _NECK)
    elif kind == "ampul":
        shoulder, tip, half = top + _NECK * 0.4, top + _NECK, wide * 0.13
        left, right = middle - half, middle + half
        canvas.lines([(x, top, left, shoulder), (x + wide, top, right, shoulder)])
        canvas.lines([(left, shoulder, left, tip), (right, shoulder, right, tip), (left, tip, right, tip)])
