"""The quick guide as a PDF, one page on either paper: the same bytes each time."""

from collections.abc import Iterator

from core import __version__
from core.guide import content
from core.guide.content import Examples, Keys
from core.note import fonts, pdf
from core.note.fonts import BOLD, REGULAR, SMALL, Style, width, wrap
from core.note.layout import Block, Placed
from core.note.pen import Pen
from core.note.tags import ARTIFACT, Tag
from core.note.xmp import About

_MARGIN, _FOOT = 48.0, 34.0
_TITLE, _WORDS = Style(BOLD, 26, 32), Style(REGULAR, 11, 15)
_HEADING, _TEXT, _KEY = Style(BOLD, 13, 17), Style(REGULAR, 10.5, 14), Style(BOLD, 10.5, 14)
_HEAD = Style(REGULAR, 8, 11)
_KEYS = 102.0
"""Width of the column of keys."""

_SHARES = 0.12, 0.12, 0.29, 0.47
"""Of the columns of examples."""

_GAP, _PAD = 13.0, 3.0
_WRITTEN = "2026-11-26T00:00:00"
"""The file's date, which must not change with the clock."""


class _Sheet:
    """The head and the foot of the page."""

    def __init__(self, size: tuple[float, float]) -> None:
        self._size = size

    def top(self, page: int) -> float:  # noqa: ARG002 - there is one
        return self._size[1] - _MARGIN - _TITLE.leading - _WORDS.leading

    def draw(self, pen: Pen, page: int, pages: int) -> None:  # noqa: ARG002 - there is one
        top = self._size[1] - _MARGIN
        pen.text(Tag("H1"), _MARGIN, top, content.TITLE, _TITLE)
        pen.text(Tag("P"), _MARGIN, top - _TITLE.leading, content.WORDS, _WORDS)
        pen.rule(_MARGIN, _FOOT, self._size[0] - 2 * _MARGIN)
        pen.text(ARTIFACT, _MARGIN, _FOOT - 3, f"Vialnote {__version__}", SMALL)


def render(paper: str) -> bytes:
    """Draw the guide as PDF/A-3a and PDF/UA-1.

    Args:
        paper: one of core.clinic.PAPERS.
    """
    fonts.register()
    size = pdf.PAPERS[paper]
    placed, depth = [], 0.0
    for block in _blocks(size[0] - 2 * _MARGIN):
        placed.append(Placed(depth, block))
        depth += block.height
    about = About(
        title=content.TITLE,
        author="Vialnote",
        subject=content.WORDS,
        creator=f"Vialnote {__version__}",
        producer="ReportLab",
        moment=_WRITTEN,
    )
    return pdf.written([placed], _Sheet(size), size, about)


def _blocks(room: float) -> Iterator[Block]:
    for part in content.PARTS:
        yield _heading(part.heading, room)
        match part:
            case Keys(_, rows):
                whole = Tag("L")
                yield from (_key(key, text, whole, room) for key, text in rows)
            case Examples(_, header, rows):
                whole = Tag("Table")
                yield _row(header, "TH", whole, _HEAD, room)
                yield from (_row(row, "TD", whole, _TEXT, room) for row in rows)
            case _:
                whole = Tag("L")
                yield from (_reminder(text, whole) for text in part.texts)


def _heading(words: str, room: float) -> Block:
    def draw(pen: Pen, top: float) -> None:
        pen.rule(_MARGIN, top - _GAP + _PAD, room, 0.8)
        pen.text(Tag("H2"), _MARGIN, top - _GAP, words, _HEADING)

    return Block(_GAP + _HEADING.leading + 2 * _PAD, draw)


def _key(key: str, text: str, whole: Tag, room: float) -> Block:
    """A key in a frame, as on the keyboard, and what it does."""
    lines = wrap(text, _TEXT, room - _KEYS)

    def draw(pen: Pen, top: float) -> None:
        item = Tag("LI", whole)
        with pen.piece(ARTIFACT):
            pen.canvas.setLineWidth(0.8)
            pen.canvas.roundRect(_MARGIN, top - _KEY.leading - 1, width(key, _KEY) + 12, _KEY.leading + 2, 3)
        pen.text(Tag("Lbl", item), _MARGIN + 6, top, key, _KEY)
        pen.text(Tag("LBody", item), _MARGIN + _KEYS, top, lines, _TEXT)

    return Block(len(lines) * _TEXT.leading + 2 * _PAD, draw)


def _row(cells: tuple[str, ...], role: str, whole: Tag, style: Style, room: float) -> Block:
    line = Tag("TR", whole)
    tags = [Tag(role, line) for _ in cells]
    texts = [wrap(cell, style, share * room - _PAD) for cell, share in zip(cells, _SHARES, strict=True)]
    height = max(map(len, texts)) * style.leading + _PAD

    def draw(pen: Pen, top: float) -> None:
        x = _MARGIN
        for tag, text, share in zip(tags, texts, _SHARES, strict=True):
            pen.text(tag, x, top, text, style)
            x += share * room
        pen.rule(_MARGIN, top - height + 1, room, 0.25)

    return Block(height, draw)


def _reminder(text: str, whole: Tag) -> Block:
    def draw(pen: Pen, top: float) -> None:
        item = Tag("LI", whole)
        pen.text(Tag("Lbl", item), _MARGIN, top, "\u2022", _TEXT)
        pen.text(Tag("LBody", item), _MARGIN + 12, top, text, _TEXT)

    return Block(_TEXT.leading + 1, draw)
