"""Drawing on a page: every mark says what it is, so that a reader's program can tell text from ornament."""

from collections.abc import Iterator
from contextlib import contextmanager

from reportlab.pdfgen.canvas import Canvas

from core.note.fonts import BOLD, Style, width

ASCENT = 0.78
"""From a line's top to its base line, as a share of the leading."""


class Pen:
    """Draws on a canvas; places are in points from the page's lower left corner, texts are placed by their top."""

    def __init__(self, canvas: Canvas) -> None:
        """Draw on this canvas."""
        self.canvas = canvas

    @contextmanager
    def piece(self, role: str) -> Iterator[None]:
        """Mark what is drawn meanwhile as a piece of this role: H1, H2, P, Lbl, LBody, TH, TD, Figure or Artifact."""
        self.canvas.addLiteral(f"/{role} BMC")
        yield
        self.canvas.addLiteral("EMC")

    def text(self, role: str, x: float, top: float, text: str | list[str], style: Style) -> None:
        """Draw lines of text as one piece; where there is no text, there is no piece."""
        lines = [text] if isinstance(text, str) else text
        if any(lines):
            with self.piece(role):
                self.lines(x, top, lines, style)

    def lines(self, x: float, top: float, lines: list[str], style: Style) -> None:
        """Draw lines of text within a piece."""
        self.canvas.setFont(style.font, style.size)
        for place, line in enumerate(lines):
            self.canvas.drawString(x, top - place * style.leading - ASCENT * style.leading, line)

    def text_to_right(self, role: str, right: float, top: float, text: str, style: Style) -> None:
        """Draw a line of text that ends at a place."""
        self.text(role, right - width(text, style), top, text, style)

    def rule(self, x: float, y: float, length: float, thickness: float = 0.4) -> None:
        """Draw a horizontal line, which means nothing."""
        with self.piece("Artifact"):
            self.canvas.setLineWidth(thickness)
            self.canvas.line(x, y, x + length, y)

    def across(self, text: str, size: tuple[float, float]) -> None:
        """Draw a word in outline across a page of this size, for the eye alone."""
        canvas, (wide, high) = self.canvas, size
        with self.piece("Artifact"):
            canvas.saveState()
            canvas.translate(wide / 2, high / 2)
            canvas.rotate(52)
            canvas.setLineWidth(0.8)
            canvas.setStrokeGray(0.45)
            canvas.setFont(BOLD, 170)
            canvas.drawCentredString(0, -60, text, mode=1)
            canvas.restoreState()
