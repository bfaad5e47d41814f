"""A report as a PDF: the same report gives the same bytes."""

from core import __version__
from core.note import fonts, forms, layout, pdf
from core.note.fonts import VALUE
from core.note.forms import Place
from core.note.layout import Block, Group
from core.note.xmp import About
from core.report import bars, tables
from core.report.pieces import Chart, Numbers, Piece, Report, Section, Table
from core.report.sheet import MARGIN, Sheet

_HEADINGS = 64.0
"""Width of the column of headings."""


def render(report: Report, paper: str) -> bytes:
    """Draw a report as PDF/A-3a and PDF/UA-1.

    Args:
        report: what it says.
        paper: one of core.clinic.PAPERS.
    """
    fonts.register()
    size = pdf.PAPERS[paper]
    sheet = Sheet(report, size)
    place = Place(MARGIN + _HEADINGS, size[0] - 2 * MARGIN - _HEADINGS)
    groups = [_group(section, place) for section in report.sections]
    pages = layout.pages(groups, sheet.room(), sheet.room())
    return pdf.written(pages, sheet, size, _about(report))


def _about(report: Report) -> About:
    return About(
        title=f"{report.title}. {report.period}",
        author=report.clinic or "Vialnote",
        subject=report.title,
        creator=f"Vialnote {__version__}",
        producer="ReportLab",
        moment=f"{report.made:%Y-%m-%dT%H:%M:%S}",
    )


def _group(section: Section, place: Place) -> Group:
    heading = forms.heading(section.heading, place, MARGIN, _HEADINGS - 8)
    blocks: list[Block] = []
    for piece, following in zip(section.pieces, (*section.pieces[1:], None), strict=True):
        *before, last = _blocks(piece, place)
        # What leads to a table stays with its first row.
        blocks += [*before, last._replace(with_next=isinstance(following, Table))]
    return Group(heading, tuple(blocks))


def _blocks(piece: Piece, place: Place) -> list[Block]:
    match piece:
        case Numbers():
            return tables.numbers(piece, place)
        case Table():
            return tables.table(piece, place)
        case Chart():
            return [bars.block(piece, place)]
        case _:
            return [tables.spaced(block) for block in forms.text(piece.text, place, VALUE)]
