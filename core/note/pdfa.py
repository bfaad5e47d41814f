"""What ReportLab lacks for PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1), in one place.

ReportLab is extended for one document at a time and never as a whole. Each extension names its clause, and the
tests fail where a later ReportLab no longer takes it.
"""

from functools import lru_cache
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import (
    XMP,
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFImageXObject,
    PDFName,
    PDFObject,
    PDFStream,
    PDFString,
    PDFZCompress,
)
from reportlab.pdfgen.canvas import Canvas

from core import paths
from core.note import structure, xmp
from core.note.enclosed import FILE
from core.note.tags import Mark

VERSION = (1, 7)
"""Of PDF, on which PDF/A-3 is built (ISO 19005-3, 5.1)."""

_ENDED, _WANTED = b"endstream\n", b"\nendstream\n"


class _Ended(PDFObject):
    """A stream with a line end before its last word (ISO 19005-3, 6.1.7.1), which ReportLab leaves out."""

    def __init__(self, stream: PDFStream | PDFImageXObject) -> None:
        self.stream = stream

    def format(self, document: PDFDocument) -> bytes:
        written: bytes = self.stream.format(document)
        # Always: a line end that stands there already belongs to the packed data, whose length counts it.
        return written.removesuffix(_ENDED) + _WANTED


class _Objects(dict[str, Any]):
    """A document's objects by name, with streams as PDF/A wants them."""

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - ReportLab's objects
        found = super().__getitem__(name)
        return _Ended(found) if isinstance(found, PDFStream | PDFImageXObject) else found


def begin(canvas: Canvas) -> None:
    """Prepare a canvas on which nothing is drawn yet."""
    rl_config.useA85 = 0  # Bytes as they are: a fifth smaller than as letters.
    document = canvas._doc  # type: ignore[attr-defined]  # noqa: SLF001 - ReportLab offers no other way
    document.idToObject = _Objects(document.idToObject)


def finish(canvas: Canvas, marks: list[Mark], about: xmp.About, enclosed: bytes) -> None:
    """Add to a document whose pages are all drawn what makes it archival and accessible.

    Args:
        canvas: before it is saved.
        marks: all that was drawn, in reading order.
        about: what the metadata say.
        enclosed: the file that travels inside; empty for none.
    """
    document = canvas._doc  # type: ignore[attr-defined]  # noqa: SLF001 - as above
    catalog, pages = document.Catalog, document.Pages.pages
    # ISO 19005-3, 6.7.2 and 6.7.3, ISO 14289-1, 7.1: all content is tagged, and the tags make a tree.
    references = [document.Reference(page).format(document).decode() for page in pages]
    catalog.MarkInfo = PDFDictionary({"Marked": "true"})
    catalog.StructTreeRoot = structure.tree(document, references, marks)
    for number, page in enumerate(pages):
        _tagged(page, number)
    # ISO 14289-1, 7.1: the window shows the title, not the file's name.
    catalog.ViewerPreferences = PDFDictionary({"DisplayDocTitle": "true"})
    catalog.Metadata = _metadata(about)
    _allow(catalog, "OutputIntents", "AF")
    catalog.OutputIntents = PDFArray([_intent(document)])
    if enclosed:
        _enclose(document, enclosed, about.pdf_moment)


def _allow(thing: PDFObject, *names: str) -> None:
    """Let a catalogue or page have entries that ReportLab does not know."""
    thing.__NoDefault__ = (*thing.__NoDefault__, *names)  # type: ignore[attr-defined]


def _tagged(page: Any, number: int) -> None:  # noqa: ANN401 - the stubs lack what is used
    """ISO 32000-1, 14.7.4.4 and ISO 14289-1, 7.18.3: where the tree finds a page, and in which order one tabs."""
    _allow(page, "StructParents", "Tabs")
    page.StructParents = number
    page.Tabs = PDFName("S")


def _metadata(about: xmp.About) -> XMP:
    """ISO 19005-3, 6.6.2.1: the packet stands in the file as it is, not packed."""
    metadata = XMP(creator=lambda _document: xmp.packet(about))
    metadata.filters = []
    return metadata


def _intent(document: Any) -> PDFDictionary:  # noqa: ANN401 - as above
    """ISO 19005-3, 6.2.3: black and white as in sRGB."""
    name = PDFString("sRGB IEC61966-2.1")
    profile = PDFStream(PDFDictionary({"N": 3}), _srgb(), filters=[PDFZCompress])
    return PDFDictionary(
        {
            "Type": PDFName("OutputIntent"),
            "S": PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": name,
            "Info": name,
            "DestOutputProfile": document.Reference(profile),
        }
    )


@lru_cache(maxsize=1)
def _srgb() -> bytes:
    with open(paths.resource("colour", "srgb.icc"), "rb") as file:
        return file.read()


def _enclose(document: Any, data: bytes, moment: str) -> None:  # noqa: ANN401 - as above
    """ISO 19005-3, 6.8: a file that travels inside is named and typed, and says how it relates to the document."""
    size = {"Size": len(data), "ModDate": PDFString(moment)}
    # The type as text, for a name of ReportLab's would write its sign a second time.
    entries = {"Type": PDFName("EmbeddedFile"), "Subtype": "/application#2Fjson", "Params": PDFDictionary(size)}
    stream = document.Reference(PDFStream(PDFDictionary(entries), data, filters=[PDFZCompress]))
    name = PDFString(FILE)
    file = PDFDictionary(
        {
            "Type": PDFName("Filespec"),
            "F": name,
            "UF": name,
            "AFRelationship": PDFName("Data"),
            "Desc": PDFString("The encounter and its result"),
            "EF": PDFDictionary({"F": stream, "UF": stream}),
        }
    )
    reference = document.Reference(file)
    document.Catalog.AF = PDFArray([reference])
    document.Catalog.Names = PDFDictionary({"EmbeddedFiles": PDFDictionary({"Names": PDFArray([name, reference])})})
