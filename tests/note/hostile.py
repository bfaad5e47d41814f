"""PDF files made to harm whoever reads them: small, and endless once they are opened."""

import zlib

_CATALOG = b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(encounter.json) 3 0 R]>>>>>>"
_FILE = b"<</Type/Filespec/F(encounter.json)/UF(encounter.json)/EF<</F 4 0 R>>>>"
_PAGES = b"<</Type/Pages/Count 1/Kids[5 0 R]>>"
_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents 6 0 R/Resources<</XObject<</X 7 0 R>>>>>>"
_FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"


def many_pages(pages: int) -> bytes:
    """One page, listed again and again."""
    return _pdf(pages=b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, b"5 0 R " * pages))


def large_page(side: int) -> bytes:
    """A page of so many points each way."""
    return _pdf(page=_PAGE % (side, side))


def many_objects(objects: int) -> bytes:
    """A page of so many strokes."""
    return _pdf(content=_stream(b"", b"0 0 m 9 9 l S " * objects))


def large_file_inside(size: int) -> bytes:
    """A file inside that is packed twice, so that a few bytes become so many."""
    return _pdf(enclosed=_stream(b"/Type/EmbeddedFile", bytes(size), packed=2))


def drawings_in_drawings(levels: int) -> bytes:
    """A drawing of ten drawings, each of ten, and so on: 10 to the power of so many levels."""
    forms = [_stream(_FORM % (8 + level), b"/X Do " * 10) for level in range(levels)]
    last = _stream(b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]", b"0 0 1 1 re f")
    return _pdf(_stream(b"", b"/X Do"), *forms, last)


def pages_in_pages(levels: int) -> bytes:
    """A page below so many nodes of the tree of pages."""
    nodes = [b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % number for number in range(8, 7 + levels)]
    return _pdf(_stream(b"", b""), *nodes, _PAGE % (612, 792), pages=b"<</Type/Pages/Count 1/Kids[7 0 R]>>")


def _pdf(
    content: bytes = b"<</Length 0>>\nstream\n\nendstream",
    *more: bytes,
    pages: bytes = _PAGES,
    page: bytes = _PAGE % (612, 792),
    enclosed: bytes = b"<</Type/EmbeddedFile/Length 2>>\nstream\n{}\nendstream",
) -> bytes:
    """Objects as a file, with their table."""
    written, places = bytearray(b"%PDF-1.7\n"), []
    for number, item in enumerate((_CATALOG, pages, _FILE, enclosed, page, content, *more), 1):
        places.append(b"%010d 00000 n \n" % len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(places) + 1, b"".join(places))
    end = b"trailer <</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, len(written))
    return bytes(written) + table + end


def _stream(entries: bytes, data: bytes, packed: int = 1) -> bytes:
    for _ in range(packed):
        data = zlib.compress(data, 9)
    filters = b"/FlateDecode " * packed
    return b"<<%s/Filter[%s]/Length %d>>\nstream\n%s\nendstream" % (entries, filters, len(data), data)
