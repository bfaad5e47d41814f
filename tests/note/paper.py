"""Notes drawn for tests, and read back from the PDF as a reader's program sees them."""

import datetime
import glob
import json
import os
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw

from core import encounter_json, paths
from core.calculate import calculate
from core.clinic import Clinic
from core.note import content, enclosed, pdf
from core.note.issue import HALF, LABEL, Amends, Issue
from core.note.pieces import Note
from tests.build import result, shipped

CLINIC = Clinic(name="Harbour Endocrinology", address="12 Quay Street\nPortland, OR 97201", npi="1234567893")

FIRST = Issue()
REPRINT = Issue(reprint=True, reprinted_at=datetime.datetime.fromisoformat("2026-11-21T09:15"))
AMENDED = Issue(amends=Amends("7QK4-0213", "The lot was read wrong"))

EXAMPLES = sorted(glob.glob(os.path.join(os.path.dirname(paths.RESOURCES), "examples", "*.json")))
"""Paths of the encounters that are shipped to be tried."""

WATERMARK = 30.0
"""Points; only a word across the page is set larger."""

SLIPS = (HALF, LABEL)


class Text(NamedTuple):
    """A line of text on a page, with the edges of its ink in points."""

    words: str
    size: float
    left: float
    bottom: float
    right: float
    top: float


class Shape(NamedTuple):
    """A drawn line, box or circle, with its edges in points."""

    left: float
    bottom: float
    right: float
    top: float


class Page(NamedTuple):
    """One page of a note."""

    width: float
    height: float
    texts: tuple[Text, ...]
    """In the order in which they are drawn, without a word across the page."""

    shapes: tuple[Shape, ...]
    pictures: tuple[Shape, ...]
    watermark: str

    @property
    def words(self) -> str:
        """All that is written on the page, one line for each text."""
        return "\n".join(text.words for text in self.texts)


def note(clinic: Clinic = CLINIC, issue: Issue = FIRST, **fields: Any) -> Note:  # noqa: ANN401 - any JSON value
    """The note of an encounter, as data."""
    return content.note(result(clinic, **fields), clinic, issue)


def draw(clinic: Clinic = CLINIC, issue: Issue = FIRST, **fields: Any) -> bytes:  # noqa: ANN401 - any JSON value
    """The note of an encounter, as PDF."""
    found = result(clinic, **fields)
    said = content.note(found, clinic, issue)
    return pdf.render(said, clinic.paper, enclosed.write(found, clinic, said, issue))


def example(path: str, clinic: Clinic = CLINIC, issue: Issue = FIRST) -> Note:
    """The note of a shipped example, as data."""
    with open(path, encoding="utf-8") as file:
        encounter = encounter_json.from_dict(json.load(file))
    return content.note(calculate(encounter, shipped(), clinic), clinic, issue)


def read(drawn: bytes) -> list[Page]:
    """The pages of a PDF."""
    with pypdfium2.PdfDocument(drawn) as document:
        return [_page(page) for page in document]


def squeezed(text: str) -> str:
    """A text without white space, to find it however its lines are broken."""
    return "".join(text.split())


def _page(page: Any) -> Page:  # noqa: ANN401 - pypdfium2 is partly typed
    words = page.get_textpage()
    found = list(page.get_objects(textpage=words))
    written = [_text(item) for item in found if item.type == pypdfium2.raw.FPDF_PAGEOBJ_TEXT]
    width, height = page.get_size()
    return Page(
        width=width,
        height=height,
        texts=tuple(text for text in written if text.size < WATERMARK),
        shapes=tuple(Shape(*item.get_bounds()) for item in found if item.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH),
        pictures=tuple(Shape(*item.get_bounds()) for item in found if item.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE),
        watermark=" ".join(text.words for text in written if text.size >= WATERMARK),
    )


def _text(item: Any) -> Text:  # noqa: ANN401 - as above
    return Text(item.extract().strip(), item.get_font_size(), *item.get_bounds())
