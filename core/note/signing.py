"""Where a signature is put on a finished note. Nobody signs yet but people, on the lines that are printed for it."""

from typing import Protocol


class Signer(Protocol):
    """Signs notes: with a certificate, say, as PAdES does in a field that does not show."""

    def sign(self, pdf: bytes) -> bytes:
        """The note's file with a signature added.

        What comes back begins with all the bytes that were given (an incremental update, ISO 32000-1, 7.5.6), is
        still PDF/A-3a, and shows the same pages. So whoever doubts the signature still has the note. `verify` calls
        whatever is added to its objects a change, a signature's field too, until it is taught to check that one.
        """


def signed(pdf: bytes, signer: Signer | None) -> bytes:
    """A note as it leaves the program: signed where there is a signer.

    Raises:
        ValueError: the signer changed what it was to sign.
    """
    if signer is None:
        return pdf
    found = signer.sign(pdf)
    if not found.startswith(pdf):
        msg = "a signer must add to a note and change nothing in it"
        raise ValueError(msg)
    return found
