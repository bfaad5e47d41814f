"""The note drawn, and its pages as pictures: the same ones for the file, the preview and the printer."""

import threading
from typing import Any, NamedTuple

from PySide6.QtGui import QImage

from core import encounter_json
from core.calculate import calculate
from core.clinic import Clinic
from core.note import identity
from core.reference import Reference
from core.report.pieces import Report
from core.result import Result
from gui.section import Encounter

DPI = 300
"""Dots to the inch, at the least, on paper and in the preview."""

_POINTS = 72.000001
"""To the inch; a hair more, so that rounding adds no row of dots to a page."""

_ONE = threading.Lock()
"""Neither ReportLab's fonts nor PDFium may be used by two threads at once."""


class Drawn(NamedTuple):
    """A note as PDF."""

    pdf: bytes
    file_name: str
    """Suggested; holds no patient data."""


class Sheet(NamedTuple):
    """A page as it is printed."""

    picture: QImage
    text: str
    """All that stands on it, for those who do not see it."""


def name(result: Result) -> str:
    """What a note's file and its job at the printer are called; it holds no patient data."""
    encounter = result.encounter
    return identity.file_name(encounter.service_date, result.hcpcs, identity.note_number(encounter))


def draw(finished: Encounter, reference: Reference, clinic: Clinic) -> Drawn:
    """Draw the note of a finished encounter on the clinic's paper, on any thread."""
    from core.note import content, enclosed, pdf  # ReportLab, only once a note is drawn

    result = calculate(encounter_json.from_dict(finished), reference, clinic)
    said = content.note(result, clinic)
    with _ONE:
        return Drawn(pdf.render(said, clinic.paper, enclosed.write(result, clinic, said)), said.file_name)


def draw_report(said: Report, paper: str) -> bytes:
    """Draw a report as PDF, on any thread."""
    from core.report import pdf  # ReportLab, only once a report is drawn

    with _ONE:
        return pdf.render(said, paper)


def sheets(note: bytes, dots: int = DPI) -> tuple[Sheet, ...]:
    """Each page of a note as a picture with so many dots to the inch, on any thread."""
    import pypdfium2  # only once a note is shown or printed

    with _ONE, pypdfium2.PdfDocument(note) as document:
        return tuple(Sheet(_picture(page, dots), page.get_textpage().get_text_bounded()) for page in document)


def _picture(page: Any, dots: int) -> QImage:  # noqa: ANN401 - pypdfium2 is partly typed
    bitmap = page.render(scale=dots / _POINTS, grayscale=True)
    picture = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_Grayscale8)
    return picture.copy()
