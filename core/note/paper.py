"""A note's file read back: the file inside, what is written on each page, and how that looks."""

from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw
from PIL import Image

from core.faults import Fault, InputError
from core.note.enclosed import FILE

MAX_BYTES = 50_000_000


class Page(NamedTuple):
    """One page as it would be printed."""

    texts: tuple[str, ...]
    """Each line of text, in the order in which they are drawn."""

    aloud: tuple[str, ...]
    """Those of them that stand there for the first time, with the blank at the end of a line that goes on."""

    picture: Image.Image
    """In greys, a pixel for each point."""


class Paper(NamedTuple):
    """A note as a reader's program sees it."""

    pages: tuple[Page, ...]
    enclosed: bytes


def read(data: bytes) -> Paper:
    """Read a note's file.

    Raises:
        InputError: it is no PDF, damaged, or holds no encounter.
    """
    if len(data) > MAX_BYTES:
        raise InputError([Fault("", f"more than {MAX_BYTES:,} bytes: no note")])
    try:
        with pypdfium2.PdfDocument(data) as document:
            return Paper(enclosed=_enclosed(document), pages=tuple(_page(page) for page in document))
    except pypdfium2.PdfiumError as error:
        raise InputError([Fault("", f"no PDF, or a damaged one: {error}")]) from None


def _enclosed(document: Any) -> bytes:  # noqa: ANN401 - pypdfium2 is partly typed
    files = [document.get_attachment(place) for place in range(document.count_attachments())]
    found = [file for file in files if file.get_name() == FILE]
    if len(found) != 1:
        raise InputError([Fault("", f"{len(found)} files {FILE} inside: a note of Vialnote has one")])
    return bytes(found[0].get_data())


def _page(page: Any) -> Page:  # noqa: ANN401 - as above
    words = page.get_textpage()
    items = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT], textpage=words)
    texts = [(item.extract(), pypdfium2.raw.FPDFPageObj_GetMarkedContentID(item)) for item in items]
    aloud = tuple(text for text, mark in texts if mark >= 0)
    picture = page.render(scale=1, grayscale=True).to_pil().convert("L")
    return Page(tuple(text.strip() for text, _ in texts), aloud, picture)
