"""A note's tags, read back from the PDF as a screen reader sees them."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

import pypdf
import pypdfium2
import pypdfium2.raw


class Element(NamedTuple):
    """An element of the document's tree."""

    role: str
    text: str
    """Of its own pieces, not of the elements within."""

    alt: str
    attributes: dict[str, Any]
    kids: tuple["Element", ...]

    def find(self, role: str) -> list["Element"]:
        """All elements of a role, itself included, in reading order."""
        return [element for element in self.walk() if element.role == role]

    def walk(self) -> Iterator["Element"]:
        """Itself and all within."""
        yield self
        for kid in self.kids:
            yield from kid.walk()


def tree(drawn: bytes) -> Element:
    """The document's outermost element."""
    reader = pypdf.PdfReader(BytesIO(drawn))
    pages = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages)}  # type: ignore[union-attr]
    root: Any = reader.trailer["/Root"]
    (whole,) = root["/StructTreeRoot"]["/K"]
    return _element(whole.get_object(), pages, texts(drawn))


def texts(drawn: bytes) -> dict[tuple[int, int], str]:
    """The text of each marked piece by page and number; -1 for what is no content."""
    found: dict[tuple[int, int], str] = {}
    with pypdfium2.PdfDocument(drawn) as document:
        for number, page in enumerate(document):
            words = page.get_textpage()
            for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT], textpage=words):
                key = number, pypdfium2.raw.FPDFPageObj_GetMarkedContentID(item)
                found[key] = f"{found.get(key, '')} {item.extract().strip()}".strip()
    return found


def _element(table: Any, pages: dict[int, int], found: dict[tuple[int, int], str]) -> Element:  # noqa: ANN401 - pypdf's objects
    own, kids = [], []
    for kid in table.get("/K", ()):
        content = kid.get_object()
        if isinstance(content, int):
            own.append((pages[table.raw_get("/Pg").idnum], content))
        elif "/MCID" in content:
            own.append((pages[content.raw_get("/Pg").idnum], content["/MCID"]))
        else:
            kids.append(_element(content, pages, found))
    text = " ".join(found[place] for place in own if place in found)
    return Element(table["/S"][1:], text, table.get("/Alt", ""), dict(table.get("/A", {})), tuple(kids))
