"""The tree of what a PDF holds, in reading order (ISO 32000-1, 14.7), out of the marks that were drawn.

Written as text, since a note has hundreds of elements and ReportLab would take as long for them as for the drawing.
"""

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject, PDFString

from core.note.tags import Box, Mark, Tag

_COLUMN_HEADER = " /A <</O /Table /Scope /Column>>"
"""ISO 14289-1, 7.5: a table's header says what it is the header of."""


class Node(PDFObject):
    """One object of the tree."""

    __RefOnly__ = 1

    def __init__(self, document: PDFDocument, entries: str) -> None:
        """Become an object of this document."""
        document.Reference(self)  # type: ignore[no-untyped-call]
        self.reference = f"{document.objectcounter} 0 R"
        self.entries = entries
        self.kids: list[str] = []
        self.boxes: list[Box] = []
        self.page = ""
        """A reference to the page of its first piece."""

        self.spread = False
        """Whether it goes on over another page."""

    def format(self, _document: PDFDocument) -> bytes:
        """The object in the file."""
        kids = f" /K [{' '.join(self.kids)}]" if self.kids else ""
        page = f" /Pg {self.page}" if self.page else ""
        return f"<<{self.entries}{page}{self._where()}{kids}>>\n".encode("latin-1")

    def add(self, mark: Mark, page: str) -> None:
        """Hold a piece of a page."""
        self.page = self.page or page
        if page == self.page:
            self.kids.append(str(mark.place))
        else:
            self.kids.append(f"<</Type /MCR /Pg {page} /MCID {mark.place}>>")
            self.spread = True
        self.boxes += [mark.box] if mark.box else []

    def _where(self) -> str:
        """Where a figure stands that is on one page (ISO 32000-1, 14.8.5.4.3)."""
        if self.spread or not self.boxes:
            return ""
        lefts, bottoms, rights, tops = zip(*self.boxes, strict=True)
        edges = min(lefts), min(bottoms), max(rights), max(tops)
        return f" /A <</O /Layout /Placement /Block /BBox [{' '.join(f'{edge:.2f}' for edge in edges)}]>>"


def tree(document: PDFDocument, pages: list[str], marks: list[Mark]) -> PDFObject:
    """The root of the tree, with what each page's marks belong to.

    Args:
        document: in which every page is.
        pages: references to them.
        marks: in reading order.
    """
    root = Node(document, "/Type /StructTreeRoot")
    whole = Node(document, f"/S /Document /P {root.reference}")
    root.kids.append(whole.reference)
    nodes: dict[Tag, Node] = {}
    parents: list[list[str]] = [[] for _ in pages]
    for mark in marks:
        node = _node(document, mark.tag, whole, nodes)
        if mark.place is not None:
            node.add(mark, pages[mark.page])
            parents[mark.page].append(node.reference)
    numbers = " ".join(f"{page} [{' '.join(references)}]" for page, references in enumerate(parents))
    root.entries += f" /ParentTree <</Nums [{numbers}]>> /ParentTreeNextKey {len(pages)}"
    return root


def _node(document: PDFDocument, tag: Tag, whole: Node, nodes: dict[Tag, Node]) -> Node:
    """The node of a tag; a new one stands after all that its parent holds so far."""
    if tag not in nodes:
        above = _node(document, tag.within, whole, nodes) if tag.within else whole
        # ISO 14289-1, 7.3: a drawing has words in its stead.
        alt = f" /Alt {PDFString(tag.alt).format(document).decode('latin-1')}" if tag.alt else ""
        attributes = _COLUMN_HEADER if tag.role == "TH" else ""
        entries = f"/S /{tag.role} /P {above.reference}{alt}{attributes}"
        nodes[tag] = Node(document, entries)
        above.kids.append(nodes[tag].reference)
    return nodes[tag]
