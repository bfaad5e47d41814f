"""What ReportLab lacks and is added: each test fails where a later ReportLab no longer takes it, or has it itself."""

import re
from io import BytesIO
from typing import Any

import pypdf
import pytest
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from tests.note.paper import draw
from tests.note.test_pdf import LONG


def plain() -> bytes:
    """A page as ReportLab alone writes it."""
    file = BytesIO()
    canvas = Canvas(file, invariant=1, pageCompression=1)
    canvas.drawString(100, 100, "plain")
    canvas.save()
    return file.getvalue()


def _root(drawn: bytes) -> Any:  # noqa: ANN401 - pypdf's objects
    return pypdf.PdfReader(BytesIO(drawn)).trailer["/Root"]


def test_line_end_after_each_stream() -> None:
    """Each stream of a note has it, beyond the length that it states; ReportLab's own leave it out, then as before."""
    streams = re.findall(rb"/Length (\d+).*?stream\n(.*?)endstream", draw(), re.DOTALL)

    assert [data[int(length) :] for length, data in streams] == [b"\n"] * len(streams)
    assert len(streams) >= 6
    assert re.search(rb"[^\n]endstream", plain())


@pytest.mark.parametrize(
    ("entry", "known"),
    [
        *((entry, True) for entry in ("MarkInfo", "StructTreeRoot", "Metadata", "ViewerPreferences", "Names")),
        *((entry, False) for entry in ("OutputIntents", "AF")),
    ],
)
def test_entries_of_the_catalogue(entry: str, known: bool) -> None:  # noqa: FBT001 - parametrized
    """What ReportLab does not know it would silently leave out."""
    assert (entry in pdfdoc.PDFCatalog.__NoDefault__) == known


def test_entries_of_each_page() -> None:
    """Each page has its number in the tree and the order of tabs; ReportLab knows neither."""
    pages: list[Any] = list(pypdf.PdfReader(BytesIO(draw(necessity={"history": LONG}))).pages)

    assert [(page["/StructParents"], page["/Tabs"]) for page in pages] == [(0, "/S"), (1, "/S")]
    assert not {"StructParents", "Tabs"} & set(pdfdoc.PDFPage.__NoDefault__)


def test_what_the_catalogue_says() -> None:
    """Tagged, in English, titled, and black and white as in sRGB."""
    root = _root(draw())

    (intent,) = root["/OutputIntents"]
    assert (root["/MarkInfo"]["/Marked"], root["/Lang"]) == (True, "en-US")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] is not False
    assert (intent["/S"], intent["/DestOutputProfile"]["/N"]) == ("/GTS_PDFA1", 3)
    assert intent["/DestOutputProfile"].get_data()[36:40] == b"acsp"


def test_every_mark_finds_its_element() -> None:
    """Each piece of a page leads to the element that holds it."""
    root = _root(draw(necessity={"history": LONG}))
    _, first, _, second = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]

    for parents in (first, second):
        for place, element in enumerate(parents):
            kids: list[Any] = element.get_object()["/K"]
            assert place in [kid["/MCID"] if isinstance(kid, dict) else kid for kid in kids]


def test_header_of_the_file() -> None:
    """PDF 1.7, on which PDF/A-3 is built."""
    assert draw().startswith(b"%PDF-1.7\n")
