"""What a note says, looked up by its headings and labels."""

from typing import Any

from core.note.pieces import Note, Table


def section(said: Note, heading: str) -> tuple[Any, ...]:
    """The pieces under a heading; none where it is not there."""
    return next((section.pieces for section in said.sections if section.heading == heading), ())


def values(said: Note, heading: str) -> dict[str, str]:
    """The labelled values under a heading."""
    return {field.label: field.value for piece in section(said, heading) for field in getattr(piece, "fields", ())}


def rows(said: Note, heading: str) -> tuple[tuple[str, ...], ...]:
    """The rows of the table under a heading; none where it is not there."""
    return next((piece.rows for piece in section(said, heading) if isinstance(piece, Table)), ())
