"""The note as plain text: for a record that takes nothing but text.

Only headings and what the program itself says begin a line. Whatever was typed stands further in, and its blanks and
line ends are not kept as they were, so that no text can look like another line of the note.
"""

import textwrap
from collections.abc import Iterable, Iterator

from core.note.issue import SAMPLE
from core.note.pieces import Field, Fields, Figure, Note, Paragraph, Piece, Section, Signature, Statement, Sum, Table

WIDTH = 78
"""Columns; only a word that is longer stands out."""

_INDENT = "  "
_GAP = "  "
"""Between columns of a table."""

_BLANK = "_" * 30
"""To write in."""

_RULE = "=" * WIDTH
_OF_RECORD = "This is the note as text. The note of record is the PDF of the same number."


def text(note: Note) -> str:
    """All that a note says, in lines that end with a line feed."""
    parts = [_head(note), *(_section(section) for section in note.sections), _foot(note)]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _head(note: Note) -> list[str]:
    label, _, finished = note.head.finished.partition(": ")
    clinic = "\n".join(_squeezed(line) for line in (note.head.clinic, *note.head.lines))
    lines = [_RULE, *_mark(note), f"{note.title}, note {note.number}", _RULE, ""]
    return [*lines, *_fields((Field("Clinic", clinic), Field(label, finished))), *_wrapped(note.reprinted)]


def _foot(note: Note) -> list[str]:
    return [
        _RULE,
        *_mark(note),
        f"Note {note.number}, {note.program}",
        f"Content {note.content_hash}",
        *(() if note.mark == SAMPLE else (_OF_RECORD,)),
        _RULE,
    ]


def _mark(note: Note) -> list[str]:
    """The word that stands across the pages of some."""
    return [f"*** {note.mark} ***".center(WIDTH).rstrip()] if note.mark else []


def _section(section: Section) -> list[str]:
    lines = [section.heading, "-" * len(section.heading)]
    for place, piece in enumerate(section.pieces):
        lines += [""] if place and isinstance(piece, Table | Sum | Figure | Signature) else []
        lines += _piece(piece)
    return lines


def _piece(piece: Piece) -> list[str]:
    match piece:
        case Fields(fields):
            return _fields(fields)
        case Table():
            return _table(piece)
        case Sum():
            return [f"{_INDENT}{line}" for line in (piece.mcg, piece.ml) if line] + _wrapped(piece.alt)
        case Figure():
            return _wrapped(f"Drawn: {piece.alt}")
        case Paragraph(words) | Statement(words):
            return _wrapped(words)
        case _:
            return _fields((Field(piece.role, piece.name), Field("Signature", ""), Field("Date and time", "")))


def _fields(fields: Iterable[Field], indent: str = _INDENT) -> list[str]:
    """Labels with their values beside them, all beginning in the same column."""
    fields = tuple(fields)
    wide = max(len(field.label) for field in fields) + len(": ")
    lines = []
    for field in fields:
        label = f"{indent}{field.label}:".ljust(len(indent) + wide)
        lines += _wrapped(field.value if field.value.strip() else _BLANK, label, " " * len(label))
    return lines


def _table(table: Table) -> list[str]:
    """Columns where they fit, else each row as a list of its own."""
    rows = (table.header, *table.rows)
    widths = [max(len(_squeezed(cell)) for cell in column) for column in zip(*rows, strict=True)]
    fits = len(_INDENT) + sum(widths) + len(_GAP) * (len(widths) - 1) <= WIDTH
    if fits and not any("\n" in cell for row in rows for cell in row):
        return [_columns(row, widths) for row in (table.header, tuple("-" * wide for wide in widths), *table.rows)]
    return [line for number, row in enumerate(table.rows, 1) for line in _record(number, table.header, row)]


def _columns(row: tuple[str, ...], widths: list[int]) -> str:
    cells = (_squeezed(cell).ljust(wide) for cell, wide in zip(row, widths, strict=True))
    return f"{_INDENT}{_GAP.join(cells)}".rstrip()


def _record(number: int, header: tuple[str, ...], row: tuple[str, ...]) -> Iterator[str]:
    """One row: its number, and under each other the cells that say something."""
    begin = f"{_INDENT}{number}. "
    fields = [Field(label, value) for label, value in zip(header, row, strict=True) if value]
    first, *others = _fields(fields, " " * len(begin))
    yield begin + first.removeprefix(" " * len(begin))
    yield from others


def _wrapped(words: str, first: str = _INDENT, later: str = _INDENT) -> list[str]:
    """A text in lines that fit; each line of it goes on where the first began."""
    lines: list[str] = []
    for line in words.split("\n"):
        broken = textwrap.wrap(
            _squeezed(line),
            WIDTH,
            initial_indent=later if lines else first,
            subsequent_indent=later,
            break_long_words=False,
            break_on_hyphens=False,
        )
        lines += broken
    return lines


def _squeezed(words: str) -> str:
    """With single blanks, so that none push a text to where another would stand."""
    return " ".join(words.split())
