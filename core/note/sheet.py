"""What stands on every page: the head, the foot and, on a draft, the word DRAFT across it."""

from core.note import qr
from core.note.fonts import SMALL, STRONG, TITLE, VALUE, shortened, wrap
from core.note.pen import Pen
from core.note.pieces import Note
from core.note.tags import ARTIFACT, Tag

MARGIN = 36.0
_FOOT = 30.0
"""Of the foot's rule, above the page's lower edge."""

_RIGHT = 190.0
"""Width of the head's right part."""

HASH_SHOWN = 12

_MODULE = 1.44
"""A side of the code's squares: four dots of a fax machine's 200 to the inch."""

_CODE = qr.SIDE * _MODULE
_CODE_TOP = 26.0
"""Below the page's upper edge."""

_LINES_REPEATED = 2
"""Of the patient's name and record number, which the first page shows in full."""


class Sheet:
    """The pages of one note on paper of one size."""

    def __init__(self, note: Note, size: tuple[float, float]) -> None:
        """Measure the head."""
        self.note = note
        self.size = size
        left = size[0] - 2 * MARGIN - _RIGHT - _beside(0)
        self.clinic = wrap(note.head.clinic, TITLE, left)
        self.lines = [line for text in note.head.lines for line in wrap(text, SMALL, left)]
        self.identity = shortened(note.head.identity, STRONG, size[0] - 2 * MARGIN, _LINES_REPEATED)

    def top(self, page: int) -> float:
        """Where the room for the note's sections begins."""
        named = len(self.identity) * STRONG.leading if page else 0.0
        left = len(self.clinic) * TITLE.leading + len(self.lines) * SMALL.leading
        right = TITLE.leading + VALUE.leading + SMALL.leading
        code = 0.0 if page else _CODE_TOP + _CODE - 32
        return self.size[1] - 32 - max(left, right, code) - named - 8

    def room(self, page: int) -> float:
        """Height of the room for the note's sections."""
        return self.top(page) - _FOOT - 6

    def draw(self, pen: Pen, page: int, pages: int) -> None:
        """Draw head and foot of a page; those of later pages only repeat."""
        if self.note.draft:
            pen.across("DRAFT", self.size)
        top, right = self.size[1] - 32, self.size[0] - MARGIN - _beside(page)
        pen.text(_once("P", page), MARGIN, top, self.clinic, TITLE)
        pen.text(_once("P", page), MARGIN, top - len(self.clinic) * TITLE.leading, self.lines, SMALL)
        pen.text_to_right(_once("H1", page), right, top, self.note.title, TITLE)
        number, finished = f"Note {self.note.number}", self.note.head.finished
        pen.text_to_right(_once("P", page), right, top - TITLE.leading, number, VALUE)
        pen.text_to_right(_once("P", page), right, top - TITLE.leading - VALUE.leading, finished, SMALL)
        if not page:
            self._code(pen)
        else:
            named = self.top(page) + 6 + len(self.identity) * STRONG.leading
            pen.text(ARTIFACT, MARGIN, named, self.identity, STRONG)
        self._foot(pen, page, pages)

    def _code(self, pen: Pen) -> None:
        """Number and hash for whoever holds the paper and wants to know whether it is the note that was filed."""
        note = self.note
        rows = qr.modules(f"VIALNOTE {note.number} {note.content_hash.upper()}")
        tag = Tag("Figure", alt=f"QR code with the note's number and the hash of its content: {note.content_hash}")
        pen.squares(tag, self.size[0] - MARGIN - _CODE, self.size[1] - _CODE_TOP, rows, _MODULE)

    def _foot(self, pen: Pen, page: int, pages: int) -> None:
        note, right = self.note, self.size[0] - MARGIN
        pen.rule(MARGIN, _FOOT, right - MARGIN)
        said = f"Note {note.number}   {note.program}   content {note.content_hash[:HASH_SHOWN]}"
        pen.text(ARTIFACT, MARGIN, _FOOT - 2, said, SMALL)
        pen.text_to_right(ARTIFACT, right, _FOOT - 2, f"Page {page + 1} of {pages}", SMALL)


def _beside(page: int) -> float:
    """Room for the code, with what must stay white beside it."""
    return 0.0 if page else _CODE + (qr.QUIET + 2) * _MODULE


def _once(role: str, page: int) -> Tag:
    """A head is read aloud on the first page alone."""
    return ARTIFACT if page else Tag(role)
