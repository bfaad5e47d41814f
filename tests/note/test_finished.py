"""The one place where a note is finished, and where a signature would be put on it."""

import pytest

from core.note import content, enclosed, pdf, plain
from core.note.finished import file_for, finish
from core.note.issue import Issue
from core.note.verify import SAME, verify
from tests.build import result, shipped
from tests.note.paper import CLINIC


class Stamp:
    """A signer that adds a line, as an incremental update does."""

    def sign(self, pdf: bytes) -> bytes:
        """The note, and a remark of the signer's after its end."""
        return pdf + b"% signed by nobody\n%%EOF\n"


class Forger:
    """A signer that changes what it signs."""

    def sign(self, pdf: bytes) -> bytes:
        """The note, with another title."""
        return pdf.replace(b"Drug given", b"Drug taken")


def test_unsigned() -> None:
    """The note's file, with its encounter inside, and all that it says."""
    found = result(CLINIC)
    said = content.note(found, CLINIC)

    assert finish(found, CLINIC) == (pdf.render(said, CLINIC.paper, enclosed.write(found, CLINIC, said)), said)


def test_signed() -> None:
    """The signature stands behind the note's own bytes, and the note is still the same."""
    note = finish(result(CLINIC), CLINIC, signer=Stamp())

    assert note.pdf == finish(result(CLINIC), CLINIC).pdf + b"% signed by nobody\n%%EOF\n"
    assert verify(note.pdf, shipped())[::2] == (SAME, ())


def test_signer_may_change_nothing() -> None:
    """What a signer alters never leaves the program."""
    with pytest.raises(ValueError, match="must add to a note and change nothing in it"):
        finish(result(CLINIC), CLINIC, signer=Forger())


@pytest.mark.parametrize("name", ["note.txt", "NOTE.TXT", "a.pdf.Txt"])
def test_text_by_the_name(name: str) -> None:
    """A name that ends in .txt, in whatever letters, asks for text."""
    found = result(CLINIC)

    assert file_for(name, found, CLINIC, Issue()) == plain.text(content.note(found, CLINIC)).encode()


@pytest.mark.parametrize("name", ["note.pdf", "note", "note.txt.pdf", "txt", "note.tx\u0442"])
def test_else_the_pdf(name: str) -> None:
    """Every other name asks for the PDF."""
    assert file_for(name, result(CLINIC), CLINIC, Issue()) == finish(result(CLINIC), CLINIC).pdf
