"""The note of one result, finished: what it says, and its file. Screen, command line and records take it from here."""

from typing import NamedTuple

from core.clinic import Clinic
from core.note import content, enclosed, plain
from core.note.issue import Issue
from core.note.pieces import Note
from core.note.signing import Signer, signed
from core.result import Result

TEXT_SUFFIX = ".txt"
"""Of a file that holds the note as text."""


class Finished(NamedTuple):
    """A note that can be filed."""

    pdf: bytes
    """The note of record, with its encounter and result inside."""

    said: Note
    """All that it says; its number, hash and suggested file name."""


def finish(result: Result, clinic: Clinic, issue: Issue = Issue(), signer: Signer | None = None) -> Finished:  # noqa: B008 - frozen
    """Draw the note of a result on the clinic's paper, or a slip of it, and let it be signed."""
    from core.note import pdf  # ReportLab, which nothing else needs

    said = content.note(result, clinic, issue)
    drawn = pdf.render(said, clinic.paper, enclosed.write(result, clinic, said, issue))
    return Finished(signed(drawn, signer), said)


def is_text(path: str) -> bool:
    """Whether a file of this name is to hold the note as text."""
    return path.lower().endswith(TEXT_SUFFIX)


def file_for(path: str, result: Result, clinic: Clinic, issue: Issue) -> bytes:
    """What a file of this name holds: the note as text where the name ends so, else the PDF."""
    if is_text(path):
        return plain.text(content.note(result, clinic, issue)).encode()
    return finish(result, clinic, issue).pdf
