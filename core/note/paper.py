"""A note's file read back: the file inside, and what is written on each page."""

from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw

from core.faults import Fault, InputError
from core.note import apart
from core.note.apart import Bounds
from core.note.enclosed import FILE

MAX_BYTES = 50_000_000

BOUNDS = Bounds(seconds=30, memory=2**30)
"""For reading a stranger's file: a note of 100 pages takes a second and a quarter of this memory."""

MAX_PAGES = 300
"""The longest encounter that can be typed fills a third of them."""

_MAX_SIDE = 1_224.0
"""Points: of the largest sheet that an office's printer takes."""

_MAX_OBJECTS = 20_000
"""On one page; a full page of a note has some hundreds."""

HARMFUL = "takes more time or memory than any note: it is damaged, or made to do harm"
"""What is said of a file that hangs or breaks its reader."""


class Page(NamedTuple):
    """One page as it would be printed."""

    texts: tuple[str, ...]
    """Each line of text, in the order in which they are drawn."""

    aloud: tuple[str, ...]
    """Those of them that stand there for the first time, with the blank at the end of a line that goes on."""


class Paper(NamedTuple):
    """A note as a reader's program sees it."""

    pages: tuple[Page, ...]
    enclosed: bytes


def read(data: bytes) -> Paper:
    """Read the file of a note that may come from anywhere, within bounds of time and memory.

    Raises:
        InputError: it is no PDF, damaged, locked, larger than any note, or holds no encounter.
    """
    if len(data) > MAX_BYTES:
        raise InputError(_fault(f"more than {MAX_BYTES:,} bytes: no note"))
    return apart.do(read_own, data, BOUNDS, HARMFUL)


def read_own(data: bytes) -> Paper:
    """Read the file of a note that this program drew just now; there is nothing to fear from it.

    Raises:
        InputError: as `read` does.
    """
    try:
        with pypdfium2.PdfDocument(data) as document:
            _check(document)
            return Paper(enclosed=_enclosed(document), pages=tuple(map(_page, document)))
    except pypdfium2.PdfiumError as error:
        if error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise InputError(_fault("locked with a password: ask for a copy without one")) from None
        raise InputError(_fault("no PDF, or a damaged one")) from None


def _check(document: Any) -> None:  # noqa: ANN401 - pypdfium2 is partly typed
    """Before anything is read: no note is so long or so large."""
    if len(document) > MAX_PAGES:
        raise InputError(_fault(f"{len(document):,} pages: a note has {MAX_PAGES} at most"))
    for number in range(len(document)):
        wide, high = document.get_page_size(number)
        if max(wide, high) > _MAX_SIDE:
            raise InputError(
                _fault(f"page {number + 1} is {wide / 72:,.0f} x {high / 72:,.0f} inches: no paper of a note")
            )


def _enclosed(document: Any) -> bytes:  # noqa: ANN401 - as above
    files = [document.get_attachment(place) for place in range(document.count_attachments())]
    found = [file for file in files if file.get_name() == FILE]
    if len(found) != 1:
        raise InputError(_fault(f"{len(found)} files {FILE} inside: a note of Vialnote has one"))
    return bytes(found[0].get_data())


def _page(page: Any) -> Page:  # noqa: ANN401 - as above
    if pypdfium2.raw.FPDFPage_CountObjects(page) > _MAX_OBJECTS:
        raise InputError(_fault(HARMFUL))
    words = page.get_textpage()
    items = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT], textpage=words)
    texts = [(item.extract(), pypdfium2.raw.FPDFPageObj_GetMarkedContentID(item)) for item in items]
    aloud = tuple(text for text, mark in texts if mark >= 0)
    return Page(tuple(text.strip() for text, _ in texts), aloud)


def _fault(words: str) -> list[Fault]:
    return [Fault("", words)]
