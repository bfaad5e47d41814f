"""What stands on every page of a report: whose it is, which period, and what it was made of."""

from core.note.fonts import SMALL, TITLE, VALUE, shortened
from core.note.pen import Pen
from core.note.tags import ARTIFACT, once
from core.report.pieces import Report

MARGIN = 36.0
_EDGE = 32.0
"""Of the head, below the page's upper edge."""

_FOOT = 30.0
"""Of the foot's rule, above the page's lower edge."""

_RIGHT = 270.0
"""Width of the head's right part."""

_LINES = 2
"""Of the clinic's name."""


class Sheet:
    """The pages of one report on paper of one size."""

    def __init__(self, report: Report, size: tuple[float, float]) -> None:
        """Measure the head."""
        self.report = report
        self.size = size
        self.clinic = shortened(report.clinic, TITLE, size[0] - 2 * MARGIN - _RIGHT, _LINES)

    def top(self, page: int) -> float:  # noqa: ARG002 - the same on each
        """Below the head."""
        depth = max(len(self.clinic) * TITLE.leading, TITLE.leading + VALUE.leading)
        return self.size[1] - _EDGE - depth - 10

    def room(self) -> float:
        """Height of the room for sections."""
        return self.top(0) - _FOOT - 6

    def draw(self, pen: Pen, page: int, pages: int) -> None:
        """Draw head and foot; those of later pages only repeat."""
        top, right = self.size[1] - _EDGE, self.size[0] - MARGIN
        pen.text(once("P", page), MARGIN, top, self.clinic, TITLE)
        pen.text_to_right(once("H1", page), right, top, self.report.title, TITLE)
        pen.text_to_right(once("P", page), right, top - TITLE.leading, self.report.period, VALUE)
        pen.rule(MARGIN, _FOOT, right - MARGIN)
        # Read once: what a report was made of belongs to what it says.
        pen.text(once("P", page), MARGIN, _FOOT - 2, self.report.basis, SMALL)
        pen.text_to_right(ARTIFACT, right, _FOOT - 2, f"Page {page + 1} of {pages}", SMALL)
