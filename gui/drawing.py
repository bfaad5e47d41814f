"""The note drawn, and its pages as pictures: the same ones for the file, the preview and the printer."""

import threading
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtGui import QImage

from core import encounter_json
from core.calculate import calculate
from core.clinic import Clinic
from core.note import identity
from core.note.issue import NOTE, Issue
from core.reference import Reference
from core.result import Result
from gui.section import Encounter

if TYPE_CHECKING:
    from core.note.finished import Finished

DPI = 300
"""Dots to the inch, at the least, on paper and in the preview."""

_POINTS = 72.000001
"""To the inch; a hair more, so that rounding adds no row of dots to a page."""

ONE = threading.Lock()
"""Neither ReportLab's fonts nor PDFium may be used by two threads at once."""


class Sheet(NamedTuple):
    """A page as it is printed."""

    picture: QImage
    text: str
    """All that stands on it, for those who do not see it."""


def name(result: Result, form: str = NOTE) -> str:
    """What a note's file and its job at the printer are called; it holds no patient data."""
    encounter = result.encounter
    return identity.file_name(encounter.service_date, result.hcpcs, identity.note_number(encounter), form)


def draw(encounter: Encounter, reference: Reference, clinic: Clinic, issue: Issue = Issue()) -> "Finished":  # noqa: B008 - frozen
    """Draw the note of a finished encounter on the clinic's paper, or a slip of it, on any thread."""
    from core.note import finished  # only once a note is drawn

    result = calculate(encounter_json.from_dict(encounter), reference, clinic)
    with ONE:
        return finished.finish(result, clinic, issue)


def sheets(note: bytes, dots: int = DPI) -> tuple[Sheet, ...]:
    """Each page of a note as a picture with so many dots to the inch, on any thread."""
    import pypdfium2  # only once a note is shown or printed

    with ONE, pypdfium2.PdfDocument(note) as document:
        return tuple(Sheet(_picture(page, dots), page.get_textpage().get_text_bounded()) for page in document)


def _picture(page: Any, dots: int) -> QImage:  # noqa: ANN401 - pypdfium2 is partly typed
    bitmap = page.render(scale=dots / _POINTS, grayscale=True)
    picture = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_Grayscale8)
    return picture.copy()
