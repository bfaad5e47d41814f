"""The note as a PDF: the same note gives the same bytes."""

from io import BytesIO
from typing import Protocol

from reportlab.lib.pagesizes import A4, LETTER
from reportlab.pdfgen.canvas import Canvas

from core import __version__
from core.note import figure, fonts, forms, layout, pdfa, sums
from core.note.issue import HALF, LABEL, NOTE
from core.note.layout import Block, Group, Placed
from core.note.pen import Pen
from core.note.pieces import Fields, Figure, Note, Paragraph, Piece, Section, Signature, Statement, Sum, Table
from core.note.sheet import SHEETS, Sheet
from core.note.xmp import About

PAPERS = {"letter": LETTER, "a4": A4}
"""Sizes in points, by core.clinic.PAPERS."""

_SIZES = PAPERS | {HALF: (396.0, 612.0), LABEL: (288.0, 144.0)}


class Furnished(Protocol):
    """The pages of a document, with what stands on each of them."""

    def top(self, page: int) -> float:
        """Where the room for blocks begins."""

    def draw(self, pen: Pen, page: int, pages: int) -> None:
        """Draw head and foot."""


def render(note: Note, paper: str, enclosed: bytes = b"") -> bytes:
    """Draw a note or slip as PDF/A-3a and PDF/UA-1.

    Args:
        note: what it says.
        paper: one of core.clinic.PAPERS; a slip has its own.
        enclosed: the file that travels inside; empty for none.
    """
    fonts.register()
    size = _SIZES[paper if note.form == NOTE else note.form]
    sheet = SHEETS[note.form](note, size)
    groups = [_group(section, sheet) for section in note.sections]
    pages = layout.pages(groups, sheet.room(0), sheet.room(1), sheet.above)
    return written(pages, sheet, size, _about(note), enclosed)


def written(
    pages: list[list[Placed]], sheet: Furnished, size: tuple[float, float], about: About, enclosed: bytes = b""
) -> bytes:
    """Draw pages as PDF/A-3a and PDF/UA-1.

    Args:
        pages: what stands on each.
        sheet: draws what stands around that.
        size: of the paper, in points.
        about: what the file says of itself.
        enclosed: the file that travels inside; empty for none.
    """
    file = BytesIO()
    canvas = _canvas(file, size, about)
    pen = Pen(canvas)
    drawn: set[int] = set()
    for number, placed in enumerate(pages):
        sheet.draw(pen, number, len(pages))
        for depth, block in placed:
            # Headings and headers are drawn again where their section goes on.
            pen.repeats = id(block) in drawn
            block.draw(pen, sheet.top(number) - depth)
            drawn.add(id(block))
        pen.repeats = False
        pen.turn()
    pdfa.finish(canvas, pen.marks, about, enclosed)
    canvas.save()
    return file.getvalue()


def _about(note: Note) -> About:
    """Metadata that say nothing of the patient, with the note's own date."""
    return About(
        title=f"{note.title}, note {note.number}",
        author=note.head.clinic or "Vialnote",
        subject=note.title,
        creator=f"Vialnote {__version__}",
        producer="ReportLab",
        moment=f"{note.created:%Y-%m-%dT%H:%M:%S}",
    )


def _canvas(file: BytesIO, size: tuple[float, float], about: About) -> Canvas:
    canvas = Canvas(
        file,
        size,
        invariant=1,
        pageCompression=1,
        initialFontName=fonts.REGULAR,  # type: ignore[arg-type]  # the stub has the wrong type
        lang="en-US",
        pdfVersion=pdfa.VERSION,
    )
    canvas.setTitle(about.title)
    canvas.setAuthor(about.author)
    canvas.setSubject(about.subject)
    canvas.setCreator(about.creator)
    canvas.setProducer(about.producer)
    # With invariant ReportLab would date every file 2000-01-01.
    canvas.setDateFormatter(lambda *_: about.pdf_moment)
    pdfa.begin(canvas)
    return canvas


def _group(section: Section, sheet: Sheet) -> Group:
    match section.pieces:
        case (Sum() as total, Figure() as drawn):
            blocks = sums.amounts(total, drawn, sheet.place, sheet.sum)
        case (Signature(), *_):
            # Whoever signs must see the other lines.
            blocks = [block._replace(with_next=True) for piece in section.pieces for block in _blocks(piece, sheet)]
        case pieces:
            blocks = [block for piece in pieces for block in _blocks(piece, sheet)]
    return Group(sheet.heading(section.heading), tuple(blocks), section.new_page)


def _blocks(piece: Piece, sheet: Sheet) -> list[Block]:
    place = sheet.place
    match piece:
        case Fields():
            return forms.fields(piece, place)
        case Table():
            return forms.table(piece, place)
        case Sum():
            return [sums.block(piece, place, sheet.sum)]
        case Figure():
            return figure.blocks(piece, place)
        case Paragraph(words):
            return forms.text(words, place, sheet.text)
        case Statement(words):
            return forms.text(words, place, sheet.strong)
        case _:
            return [forms.signature(piece, place)]
