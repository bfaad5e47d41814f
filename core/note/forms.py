"""Fields, tables, texts and lines to sign on, as blocks of a form."""

from typing import NamedTuple

from core.note.fonts import CELL, CLAIM, CLAIM_CELL, HEADING, LABEL, SMALL, VALUE, Style, width, wrap
from core.note.layout import ABOVE, Block
from core.note.pen import ASCENT, Pen
from core.note.pieces import Field, Fields, Signature, Table
from core.note.tags import Tag

_GAP = 8.0
"""Between columns."""

_COLUMNS = 6
"""Of fields beside each other."""

_TO_WRITE_IN = 2
"""Columns of a field without a value."""

_MOST_LINES = 6
"""Of one block; what is longer is split, so that long texts fill their pages."""

_SIGNED = 25.0
"""Depth of the line to sign on."""

_LINES_APART = 12.0
"""Between the lines to sign on."""

_STYLES = {"containers": CELL, "steps": SMALL, "findings": SMALL, "forms": CELL}


class Place(NamedTuple):
    """The part of the page's width that a block may use."""

    x: float
    width: float
    below: float = 1.6
    """What stays white under a row."""

    claim: Style = CLAIM_CELL
    """Of a claim line's amounts and codes."""


class _Cell(NamedTuple):
    x: float
    tag: Tag
    lines: list[str]
    style: Style
    label: str = ""


def fields(piece: Fields, place: Place) -> list[Block]:
    """Small labels over large values in columns; a long value takes as many of them as it needs."""
    column = place.width / _COLUMNS
    whole = Tag("L")
    rows: list[list[_Cell]] = [[]]
    used = 0
    for field in piece.fields:
        span = _span(field, column)
        if used + span > _COLUMNS:
            rows.append([])
            used = 0
        lines = wrap(field.value, VALUE, span * column - _GAP)
        rows[-1].append(_Cell(place.x + used * column, Tag("LBody", Tag("LI", whole)), lines, VALUE, field.label))
        used += span
    return [block for row in rows for block in _row(row, place, ruled=row is not rows[-1])]


def table(piece: Table, place: Place) -> list[Block]:
    """A header row and the rows, with columns as wide as their contents ask."""
    styles = [_style(piece, column, place) for column in range(len(piece.header))]
    columns = list(zip(piece.header, *piece.rows, strict=True))
    asked = [_asked(cells, style) for cells, style in zip(columns, styles, strict=True)]
    widths = shares(asked, place.width)
    starts = [place.x + sum(widths[:column]) for column in range(len(widths))]
    shape = list(zip(starts, widths, styles, strict=True))
    whole = Tag("Table")
    line = Tag("TR", whole)
    (header,) = _row(
        [
            _Cell(x, Tag("TH", line), wrap(text, LABEL, wide - _GAP), LABEL)
            for (x, wide, _), text in zip(shape, piece.header, strict=True)
        ],
        place,
    )
    header = header._replace(with_next=True)
    blocks = [header]
    for row in piece.rows:
        line = Tag("TR", whole)
        cells = [
            _Cell(x, Tag("TD", line), wrap(text, style, wide - _GAP), style)
            for (x, wide, style), text in zip(shape, row, strict=True)
        ]
        blocks += [block._replace(header=(header,)) for block in _row(cells, place, ruled=row is not piece.rows[-1])]
    return blocks


def text(words: str, place: Place, style: Style) -> list[Block]:
    """Running text."""
    return _row([_Cell(place.x, Tag("P"), wrap(words, style, place.width), style)], place)


def signature(piece: Signature, place: Place) -> Block:
    """Lines for the name, the signature, and date and time, each with what it is for below."""
    first, second = place.width * 0.36, place.width * 0.76
    role, name = wrap(piece.role, LABEL, first - _LINES_APART), wrap(piece.name, VALUE, first - _LINES_APART)
    depth = max(_SIGNED, len(name) * VALUE.leading + place.below)
    lines = (
        (0.0, first, role),
        (first, second, ["Signature"]),
        (second, place.width + _LINES_APART, ["Date and time"]),
    )

    def draw(pen: Pen, top: float) -> None:
        whole = Tag("L")
        for x, end, label in lines:
            item = Tag("LI", whole)
            pen.rule(place.x + x, top - depth, end - x - _LINES_APART, 0.7)
            pen.text(Tag("Lbl", item), place.x + x, top - depth - 1, label, LABEL)
            if label is role:
                pen.text(Tag("LBody", item), place.x, top - depth + len(name) * VALUE.leading + 1, name, VALUE)

    return Block(depth + len(role) * LABEL.leading + place.below, draw)


def heading(words: str, place: Place, margin: float, wide: float) -> Block:
    """A section's name in the margin, under a rule across the page."""
    lines = wrap(words, HEADING, wide)

    def draw(pen: Pen, top: float) -> None:
        pen.rule(margin, top, place.x + place.width - margin, 0.9)
        pen.text(Tag("H2"), margin, top - ABOVE, lines, HEADING)

    return Block(ABOVE + len(lines) * HEADING.leading, draw)


def beside(words: str, margin: float, wide: float) -> Block:
    """A name in small letters, without a rule."""
    lines = wrap(words, LABEL, wide)
    return Block(len(lines) * LABEL.leading, lambda pen, top: pen.text(Tag("H2"), margin, top - 1, lines, LABEL))


def _span(field: Field, column: float) -> int:
    """How many columns a field takes, all of them at most."""
    if not field.value:
        return _TO_WRITE_IN
    wide = max(width(field.label, LABEL), *(width(line, VALUE) for line in field.value.split("\n")))
    return min(_COLUMNS, int((wide + _GAP) // column) + 1)


def _style(piece: Table, column: int, place: Place) -> Style:
    if piece.kind == "claim":
        return CLAIM if column < 3 else place.claim
    return _STYLES[piece.kind]


def _asked(cells: tuple[str, ...], style: Style) -> float:
    header, *rows = cells
    return max(width(header, LABEL), *(width(line, style) for row in rows for line in row.split("\n"))) + _GAP


def shares(asked: list[float], room: float) -> list[float]:
    """Widths of columns: narrow ones get what they ask, the others share the rest; all grow where there is more."""
    widths = [0.0] * len(asked)
    left = room
    for done, column in enumerate(sorted(range(len(asked)), key=asked.__getitem__)):
        widths[column] = min(asked[column], left / (len(asked) - done))
        left -= widths[column]
    return [wide * room / (room - left) for wide in widths]


def _row(cells: list[_Cell], place: Place, *, ruled: bool = False) -> list[Block]:
    """Cells beside each other, in as many blocks as their longest text needs."""
    tallest = max(len(cell.lines) for cell in cells)
    parts = [
        [cell._replace(lines=cell.lines[start : start + _MOST_LINES]) for cell in cells]
        for start in range(0, tallest, _MOST_LINES)
    ]
    *before, last = [_part(part, labelled=part is parts[0]) for part in parts]
    return [*before, _ended(last, place, ruled=ruled)]


def _part(cells: list[_Cell], *, labelled: bool) -> Block:
    label = LABEL.leading if labelled and any(cell.label for cell in cells) else 0.0
    base = max(cell.style.leading for cell in cells) * ASCENT
    drops = [base - cell.style.leading * ASCENT for cell in cells]
    height = label + max(d + len(c.lines) * c.style.leading for d, c in zip(drops, cells, strict=True))

    def draw(pen: Pen, top: float) -> None:
        for drop, cell in zip(drops, cells, strict=True):
            if label:
                pen.text(Tag("Lbl", cell.tag.within), cell.x, top, cell.label, LABEL)
            pen.text(cell.tag, cell.x, top - label - drop, cell.lines, cell.style)

    return Block(height, draw)


def _ended(last: Block, place: Place, *, ruled: bool) -> Block:
    """The last block of a row, with room and perhaps a rule below."""
    height = last.height + place.below

    def draw(pen: Pen, top: float) -> None:
        last.draw(pen, top)
        if ruled:
            pen.rule(place.x, top - height + place.below / 2, place.width, 0.25)

    return Block(height, draw)
