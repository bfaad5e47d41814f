"""The figures of a report as blocks: large numbers, and tables whose numbers stand in line."""

from typing import NamedTuple

from core.note.fonts import BOLD, CELL, LABEL, Style, width, wrap
from core.note.forms import Place, shares
from core.note.layout import Block
from core.note.pen import Pen
from core.note.tags import Tag
from core.report.pieces import Numbers, Table

_LARGE = Style(BOLD, 13, 16)
_ACROSS = 4
"""Large numbers beside each other."""

_GAP = 10.0
"""Between columns."""

_PAD = 1.6
"""Below a row."""


class _Column(NamedTuple):
    x: float
    width: float
    right: bool
    """Whether its texts end in line, as numbers do."""


def numbers(piece: Numbers, place: Place) -> list[Block]:
    """Labels over large numbers, a few beside each other."""
    whole, wide, fields = Tag("L"), place.width / _ACROSS, piece.fields

    def row(start: int) -> Block:
        def draw(pen: Pen, top: float) -> None:
            for column, field in enumerate(fields[start : start + _ACROSS]):
                item, x = Tag("LI", whole), place.x + column * wide
                pen.text(Tag("Lbl", item), x, top, field.label, LABEL)
                pen.text(Tag("LBody", item), x, top - LABEL.leading, field.value, _LARGE)

        return Block(LABEL.leading + _LARGE.leading + 2 * _PAD, draw)

    return [row(start) for start in range(0, len(fields), _ACROSS)]


def table(piece: Table, place: Place) -> list[Block]:
    """A header row, which is repeated on a new page, and the rows."""
    whole = Tag("Table")
    columns = _columns(piece, place)
    header = _row(piece.header, "TH", whole, columns, LABEL)._replace(with_next=True)
    *rows, last = [_row(row, "TD", whole, columns, CELL)._replace(header=(header,)) for row in piece.rows]
    return [header, *rows, spaced(last)]


def spaced(block: Block) -> Block:
    """The same with room below."""
    return block._replace(height=block.height + _GAP / 2)


def _row(cells: tuple[str, ...], role: str, whole: Tag, columns: list[_Column], style: Style) -> Block:
    line = Tag("TR", whole)
    tags = [Tag(role, line) for _ in cells]
    texts = [wrap(text, style, column.width) for text, column in zip(cells, columns, strict=True)]
    height = max(map(len, texts)) * style.leading + _PAD

    def draw(pen: Pen, top: float) -> None:
        for tag, text, column in zip(tags, texts, columns, strict=True):
            if column.right:
                _to_right(pen, tag, column, top, text, style)
            else:
                pen.text(tag, column.x, top, text, style)
        first, last = columns[0], columns[-1]
        pen.rule(first.x, top - height + _PAD / 2, last.x + last.width - first.x, 0.25)

    return Block(height, draw)


def _to_right(pen: Pen, tag: Tag, column: _Column, top: float, lines: list[str], style: Style) -> None:
    """Lines that each end where the column does, as one piece."""
    if not any(lines):
        pen.text(tag, column.x, top, lines, style)
        return
    with pen.piece(tag):
        for place, line in enumerate(lines):
            pen.lines(column.x + column.width - width(line, style), top - place * style.leading, [line], style)


def _columns(piece: Table, place: Place) -> list[_Column]:
    """As wide as their contents ask, and wider where there is room."""
    asked = [_asked((header, *(row[column] for row in piece.rows))) for column, header in enumerate(piece.header)]
    widths = shares(asked, place.width + _GAP)
    starts = [place.x + sum(widths[:column]) for column in range(len(widths))]
    return [_Column(x, wide - _GAP, letter == "r") for x, wide, letter in zip(starts, widths, piece.align, strict=True)]


def _asked(cells: tuple[str, ...]) -> float:
    header, *rows = cells
    return max([width(header, LABEL), *(width(row, CELL) for row in rows)]) + _GAP
