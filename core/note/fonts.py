"""The note's two typefaces: registered once, and texts broken into lines that fit."""

from functools import lru_cache
from typing import NamedTuple

from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont

from core.note.characters import font_file

REGULAR = "NotoSans-Regular"
BOLD = "NotoSans-Bold"


class Style(NamedTuple):
    """How a text looks."""

    font: str
    size: float
    leading: float
    """From one line's top to the next, in points."""


LABEL = Style(REGULAR, 6.5, 7.6)
SMALL = Style(REGULAR, 7, 8.6)
CELL = Style(REGULAR, 8, 10)
VALUE = Style(REGULAR, 9.2, 11.4)
STRONG = Style(BOLD, 9.2, 11.4)
HEADING = Style(BOLD, 8.2, 10)
CLAIM = Style(BOLD, 12, 16.5)
CLAIM_CELL = Style(REGULAR, 12, 16.5)
TITLE = Style(BOLD, 13, 16)
SUM = Style(BOLD, 27, 33)
VOLUMES = Style(BOLD, 13, 17)


_HAIR = 0.01
"""Points that a line may stand out, so that a text fits in the room that was measured for it."""


@lru_cache(maxsize=1)
def register() -> None:
    """Let ReportLab read both fonts; the first call takes a few milliseconds."""
    for name in (REGULAR, BOLD):
        registerFont(TTFont(name, font_file(name)))


def width(text: str, style: Style) -> float:
    """The width of one line of text in points."""
    return float(stringWidth(text, style.font, style.size))


def fitting(text: str, style: Style, room: float) -> Style:
    """The style, smaller where one line of text would else be too wide."""
    shrunk = min(1.0, room / max(width(text, style), 1.0))
    return Style(style.font, style.size * shrunk, style.leading * shrunk)


def wrap(text: str, style: Style, room: float) -> list[str]:
    """A text in lines that fit, at least one; a word wider than a line is broken.

    A line that goes on with another word ends in a blank, so that whoever reads the lines together can tell.
    """
    return [line for paragraph in text.split("\n") for line in _wrap(paragraph, style, room + _HAIR)]


def shortened(text: str, style: Style, room: float, most: int) -> list[str]:
    """A text in so many lines at most; three dots stand for the rest."""
    lines = wrap(text, style, room)
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1].rstrip()[:-3].rstrip()}..."]


def _wrap(text: str, style: Style, room: float) -> list[str]:
    if width(text, style) <= room:
        return [text]
    space, lines, used = width(" ", style), [""], 0.0
    for word in text.split(" "):
        for place, piece in enumerate(_broken(word, style, room)):
            wide = width(piece, style)
            if place or (lines[-1] and used + space + wide > room):
                lines[-1] += "" if place else " "
                lines.append(piece)
                used = wide
            else:
                lines[-1] = f"{lines[-1]} {piece}" if lines[-1] else piece
                used += wide + (space if used else 0)
    return lines


def _broken(word: str, style: Style, room: float) -> list[str]:
    if width(word, style) <= room:
        return [word]
    pieces, used = [""], 0.0
    for character in word:
        wide = width(character, style)
        if pieces[-1] and used + wide > room:
            pieces.append("")
            used = 0.0
        pieces[-1] += character
        used += wide
    return pieces
