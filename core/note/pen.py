"""Drawing on a page: every mark says what it is, so that a reader's program can tell text from ornament."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from math import atan2, degrees, hypot

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from core.note.fonts import BOLD, Style, width
from core.note.logo import picture
from core.note.tags import ARTIFACT, Box, Mark, Tag

ASCENT = 0.78
"""From a line's top to its base line, as a share of the leading."""

_ACROSS = 0.72
"""Of a page's diagonal, the most that a word across it takes."""

_OUTLINE = 1.2 / 170
"""Thickness of its outline, for each point of its size."""

_CLEAR = 1.5
"""Points around a text that lies over a word across the page."""

_KEPT_CLEAR = 8.0
"""Size of texts that it leaves alone; it crosses the small print, or it could not be read itself."""


class Pen:
    """Draws on a canvas; places are in points from the page's lower left corner, texts are placed by their top."""

    def __init__(self, canvas: Canvas) -> None:
        """Draw on this canvas, from its first page on."""
        self.canvas = canvas
        self.marks: list[Mark] = []
        """All that was drawn so far, in reading order."""

        self.repeats = False
        """Whether what is drawn stood on an earlier page already."""

        self._page = self._place = 0
        self._above_word = 0
        """Where in the page's code the word across it ends; 0 where there is none."""

        self._cleared: list[str] = []
        """Boxes of texts that lie over the word."""

    def turn(self) -> None:
        """Go on with the next page."""
        if self._cleared:
            boxes = f"/Artifact BMC q 1 g {' '.join(self._cleared)} f Q EMC"
            self._code().insert(self._above_word, boxes)
        self.canvas.showPage()
        self._above_word, self._cleared = 0, []
        self._page, self._place = self._page + 1, 0

    @contextmanager
    def piece(self, tag: Tag, box: Box | None = None) -> Iterator[None]:
        """Mark what is drawn meanwhile as a piece of this element."""
        if tag is ARTIFACT or self.repeats:
            self.canvas.addLiteral("/Artifact BMC")
        else:
            self.marks.append(Mark(tag, self._page, self._place, box))
            self.canvas.addLiteral(f"/{tag.role} <</MCID {self._place}>> BDC")
            self._place += 1
        yield
        self.canvas.addLiteral("EMC")

    def text(self, tag: Tag, x: float, top: float, text: str | list[str], style: Style) -> None:
        """Draw lines of text as one piece; a cell or value without text is there all the same, and empty."""
        lines = [text] if isinstance(text, str) else text
        if any(lines):
            with self.piece(tag):
                self.lines(x, top, lines, style)
        elif tag.within:
            self.marks.append(Mark(tag, self._page, None))

    def lines(self, x: float, top: float, lines: list[str], style: Style) -> None:
        """Draw lines of text within a piece."""
        self.canvas.setFont(style.font, style.size)
        for place, line in enumerate(lines):
            if line:
                base = top - (place + ASCENT) * style.leading
                if self._above_word and style.size >= _KEPT_CLEAR:
                    self._clear(x, base, width(line, style), style.size)
                self.canvas.drawString(x, base, line)

    def _clear(self, x: float, base: float, wide: float, size: float) -> None:
        """Make room for a line of text in the word below it, which on a fax would strike through it.

        It goes right above the word, below all else, so that no rule or text beside is hidden.
        """
        bottom = base - 0.24 * size - _CLEAR
        box = f"{x - _CLEAR:.2f} {bottom:.2f} {wide + 2 * _CLEAR:.2f} {size + 2 * _CLEAR:.2f} re"
        self._cleared.append(box)

    def _code(self) -> list[str]:
        """What was drawn on the page so far."""
        return self.canvas._code  # type: ignore[attr-defined, no-any-return]  # noqa: SLF001 - ReportLab offers no other way

    def text_to_right(self, tag: Tag, right: float, top: float, text: str, style: Style) -> None:
        """Draw a line of text that ends at a place."""
        self.text(tag, right - width(text, style), top, text, style)

    def rule(self, x: float, y: float, length: float, thickness: float = 0.4) -> None:
        """Draw a horizontal line, which means nothing."""
        with self.piece(ARTIFACT):
            self.canvas.setLineWidth(thickness)
            self.canvas.line(x, y, x + length, y)

    def squares(self, tag: Tag, x: float, top: float, rows: list[list[bool]], side: float) -> None:
        """Draw squares of this side where the rows are true, all as one shape so that no seam shows."""
        high, wide = len(rows), len(rows[0])
        runs = []
        for down, row in enumerate(rows, 1):
            place = 0
            for dark, run in itertools.groupby(row):
                length = len(list(run))
                runs += [f"{place} {high - down} {length} 1 re"] if dark else []
                place += length
        bottom = top - high * side
        with self.piece(tag, (x, bottom, x + wide * side, top)):
            self.canvas.addLiteral(f"q {side:.4f} 0 0 {side:.4f} {x:.4f} {bottom:.4f} cm {' '.join(runs)} f Q")

    def picture(self, tag: Tag, box: Box, png: bytes) -> None:
        """Draw a picture that fills a box."""
        left, bottom, right, top = box
        with self.piece(tag, box):
            self.canvas.drawImage(ImageReader(picture(png)), left, bottom, right - left, top - bottom)

    def across(self, text: str, size: tuple[float, float]) -> None:
        """Draw a word in outline along the diagonal of a page of this size, below all else and for the eye alone."""
        canvas, (wide, high) = self.canvas, size
        room = _ACROSS * hypot(wide, high)
        letters = Style(BOLD, min(170.0, room / width(text, Style(BOLD, 1, 1))), 0)
        with self.piece(ARTIFACT):
            canvas.saveState()
            canvas.translate(wide / 2, high / 2)
            canvas.rotate(degrees(atan2(high, wide)))
            canvas.setLineWidth(max(0.35, letters.size * _OUTLINE))
            canvas.setStrokeGray(0.45)
            canvas.setFont(letters.font, letters.size)
            canvas.drawCentredString(0, -0.355 * letters.size, text, mode=1)
            canvas.restoreState()
        self._above_word = len(self._code())
