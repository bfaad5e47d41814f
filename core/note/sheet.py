"""What stands on every page: the head, the foot, the code and, on some, a word across it."""

from abc import ABC, abstractmethod

from core.note import forms, qr
from core.note.fonts import (
    CELL,
    CLAIM,
    HEADING,
    LABEL,
    SMALL,
    STRONG,
    SUM,
    TITLE,
    VALUE,
    Style,
    fitting,
    shortened,
    width,
    wrap,
)
from core.note.forms import Place
from core.note.issue import HALF, NOTE
from core.note.issue import LABEL as LABEL_FORM
from core.note.layout import ABOVE, Block
from core.note.pen import Pen
from core.note.pieces import Note
from core.note.tags import ARTIFACT, Tag, once

HASH_SHOWN = 12

_MODULE = 1.44
"""A side of the code's squares: four dots of a fax machine's 200 to the inch."""

_CODE = qr.SIDE * _MODULE
_BESIDE = _CODE + (qr.QUIET + 2) * _MODULE
"""Room for the code, with what must stay white beside it."""

_LINES_REPEATED = 2
"""Of the patient's name and record number, which the first page shows in full."""

_GAP = 10.0
"""Between logo and name."""


class Sheet(ABC):
    """The pages of one note or slip; each kind says where things stand on its paper."""

    margin: float
    headings: float
    """Width of the column of headings."""

    beside = 0.0
    """Width of what stands to the right of the sections."""

    above = ABOVE
    """Between a section's top and its first block."""

    text, strong, sum = VALUE, STRONG, SUM

    def __init__(self, note: Note, size: tuple[float, float]) -> None:
        """Take a note and the size of its paper in points."""
        self.note = note
        self.size = size
        room = size[0] - 2 * self.margin - self.headings - self.beside
        self.place = Place(self.margin + self.headings, room)

    @abstractmethod
    def top(self, page: int) -> float:
        """Where the room for the note's sections begins."""

    @abstractmethod
    def room(self, page: int) -> float:
        """Height of the room for the note's sections."""

    def heading(self, words: str) -> Block:
        """A section's name, beside its first block."""
        return forms.heading(words, self.place, self.margin, self.headings - 8)

    def draw(self, pen: Pen, page: int, pages: int) -> None:
        """Draw head and foot of a page; those of later pages only repeat."""
        if self.note.mark:
            pen.across(self.note.mark, (self.size[0] - self.beside, self.size[1]))
        self._furnish(pen, page, pages)

    @abstractmethod
    def _furnish(self, pen: Pen, page: int, pages: int) -> None:
        """Draw what stands around the sections."""

    def _code(self, pen: Pen, top: float, page: int) -> None:
        """Number and hash for whoever holds the paper and wants to know whether it is the note that was filed."""
        note = self.note
        rows = qr.modules(f"VIALNOTE {note.number} {note.content_hash.upper()}")
        alt = f"QR code with the note's number and the hash of its content: {note.content_hash}"
        pen.squares(once("Figure", page, alt), self.size[0] - self.margin - _CODE, top, rows, _MODULE)


class _Page(Sheet):
    """A page with a head above and a foot below its sections."""

    foot: float
    """Of the foot's rule, above the page's lower edge."""

    edge: float
    """Of the head, below the page's upper edge."""

    code_edge: float
    """The same of the code."""

    logo_size: tuple[float, float]
    """The room for the logo."""

    name_style: Style
    right = 0.0
    """Width of the head's right part."""

    def __init__(self, note: Note, size: tuple[float, float]) -> None:
        """Measure the head."""
        super().__init__(note, size)
        self.logo = self._logo()
        self.indent = self.logo[0] + _GAP if note.head.logo else 0.0
        left = size[0] - 2 * self.margin - self.right - _BESIDE - self.indent
        self.clinic = wrap(note.head.clinic, self.name_style, left)
        self.lines = [line for text in note.head.lines for line in wrap(text, SMALL, left)]
        self.identity = shortened(note.head.identity, STRONG, size[0] - 2 * self.margin, _LINES_REPEATED)

    def top(self, page: int) -> float:
        """Below the head, and on later pages below the patient."""
        named = len(self.identity) * STRONG.leading if page else 0.0
        code = 0.0 if page else self.code_edge + _CODE - self.edge
        return self.size[1] - self.edge - max(self._depth(page), code) - named - 8

    def room(self, page: int) -> float:
        """Down to the foot."""
        return self.top(page) - self.foot - 6

    @abstractmethod
    def _depth(self, page: int) -> float:
        """Of the head's texts and logo."""

    def _left(self) -> float:
        """Height of the clinic's name and lines."""
        return len(self.clinic) * self.name_style.leading + len(self.lines) * SMALL.leading

    def _logo(self) -> tuple[float, float]:
        """Width and height of the logo as it is drawn."""
        logo = self.note.head.logo
        if logo is None:
            return 0.0, 0.0
        scale = min(self.logo_size[0] / logo.wide, self.logo_size[1] / logo.high)
        return logo.wide * scale, logo.high * scale

    def _clinic(self, pen: Pen, page: int) -> None:
        """Logo, name and lines; the logo on the first page alone."""
        top, x = self.size[1] - self.edge, self.margin
        logo = self.note.head.logo
        if logo and not page:
            pen.picture(Tag("Figure", alt=logo.alt), (x, top - self.logo[1], x + self.logo[0], top), logo.png)
            x += self.indent
        pen.text(once("P", page), x, top, self.clinic, self.name_style)
        pen.text(once("P", page), x, top - len(self.clinic) * self.name_style.leading, self.lines, SMALL)

    def _furnish(self, pen: Pen, page: int, pages: int) -> None:
        self._clinic(pen, page)
        self._titles(pen, page)
        if not page:
            self._code(pen, self.size[1] - self.code_edge, page)
        else:
            named = self.top(page) + 6 + len(self.identity) * STRONG.leading
            pen.text(ARTIFACT, self.margin, named, self.identity, STRONG)
        self._foot(pen, page, pages)

    @abstractmethod
    def _titles(self, pen: Pen, page: int) -> None:
        """Draw title, number and when the note was finished."""

    def _foot(self, pen: Pen, page: int, pages: int) -> None:
        note, right = self.note, self.size[0] - self.margin
        pen.rule(self.margin, self.foot, right - self.margin)
        said = f"Note {note.number}   {note.program}   content {note.content_hash[:HASH_SHOWN]}"
        pen.text(ARTIFACT, self.margin, self.foot - 2, said, SMALL)
        pen.text_to_right(ARTIFACT, right, self.foot - 2, f"Page {page + 1} of {pages}", SMALL)


class NoteSheet(_Page):
    """The record on Letter or A4: the clinic at the left, title and number at the right."""

    margin, headings = 36.0, 60.0
    foot, edge, code_edge = 30.0, 32.0, 26.0
    logo_size = (112.0, 44.0)
    name_style = TITLE
    right = 190.0

    def _depth(self, page: int) -> float:
        right = TITLE.leading + VALUE.leading + SMALL.leading
        return max(self._left(), right, 0.0 if page else self.logo[1])

    def _titles(self, pen: Pen, page: int) -> None:
        note, top = self.note, self.size[1] - self.edge
        right = self.size[0] - self.margin - (0.0 if page else _BESIDE)
        number = f"Note {note.number}"
        pen.text_to_right(once("H1", page), right, top, note.title, TITLE)
        pen.text_to_right(once("P", page), right, top - TITLE.leading, number, VALUE)
        # On the number's line, so that a reprint's pages break as the note's did.
        before = right - width(number, VALUE) - _GAP
        small = fitting(note.reprinted, SMALL, self.right - width(number, VALUE) - 2 * _GAP)
        pen.text_to_right(once("P", page), before, top - TITLE.leading - 2, note.reprinted, small)
        pen.text_to_right(once("P", page), right, top - TITLE.leading - VALUE.leading, note.head.finished, SMALL)


class HalfSheet(_Page):
    """A half page: title and number below the clinic."""

    margin, headings = 24.0, 60.0
    foot, edge, code_edge = 26.0, 22.0, 22.0
    logo_size = (96.0, 36.0)
    name_style = STRONG
    sum = Style(SUM.font, 18, 22)

    def __init__(self, note: Note, size: tuple[float, float]) -> None:
        """Set claim lines small enough for one line each."""
        super().__init__(note, size)
        self.place = self.place._replace(claim=CELL)

    def _depth(self, page: int) -> float:
        return self._named(page) + CLAIM.leading + VALUE.leading

    def _named(self, page: int) -> float:
        below_code = _CODE + qr.QUIET * _MODULE - CLAIM.leading
        return self._left() if page else max(self._left(), self.logo[1] + 2, below_code)

    def _titles(self, pen: Pen, page: int) -> None:
        note, top = self.note, self.size[1] - self.edge - self._named(page)
        number, finished = f"Full note: {note.number}", note.head.finished
        beside = self.margin + width(number, VALUE) + _GAP
        pen.text(once("H1", page), self.margin, top, note.title, CLAIM)
        pen.text(once("P", page), self.margin, top - CLAIM.leading, number, VALUE)
        pen.text(once("P", page), beside, top - CLAIM.leading - 2, finished, SMALL)
        beside += width(finished, SMALL) + _GAP
        pen.text(once("P", page), beside, top - CLAIM.leading - 2, note.reprinted, SMALL)


class LabelSheet(Sheet):
    """A label: the code and the number stand to the right, on each label, for labels get parted."""

    margin, headings = 9.0, 44.0
    beside = _BESIDE
    above = 0.0
    text, strong = SMALL, Style(HEADING.font, 7.6, 9)

    def __init__(self, note: Note, size: tuple[float, float]) -> None:
        """Leave nothing white between the rows."""
        super().__init__(note, size)
        self.place = self.place._replace(below=0.0)

    def top(self, page: int) -> float:  # noqa: ARG002 - the same on each
        """At the margin."""
        return self.size[1] - self.margin

    def room(self, page: int) -> float:
        """Down to the margin."""
        return self.top(page) - self.margin

    def heading(self, words: str) -> Block:
        """A small word, without a rule."""
        return forms.beside(words, self.margin, self.headings - 4)

    def _furnish(self, pen: Pen, page: int, pages: int) -> None:
        note, top, x = self.note, self.top(page), self.size[0] - self.margin - _CODE
        self._code(pen, top, page)
        below = top - _CODE - qr.QUIET * _MODULE
        said = (
            ("P", "Full note", LABEL),
            ("H1", note.number, fitting(note.number, HEADING, _CODE)),
            ("P", f"content {note.content_hash[:HASH_SHOWN]}", LABEL),
            ("P", note.reprinted, LABEL),
        )
        for role, text, style in said:
            lines = wrap(text, style, _CODE) if text else []
            pen.text(once(role, page), x, below, lines, style)
            below -= len(lines) * style.leading
        pen.text(ARTIFACT, x, self.margin + LABEL.leading, f"Label {page + 1} of {pages}", LABEL)


SHEETS: dict[str, type[Sheet]] = {NOTE: NoteSheet, HALF: HalfSheet, LABEL_FORM: LabelSheet}
"""The kind of page for each form of a note."""
