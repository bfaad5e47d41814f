"""A note as a file: where it goes, and whether it got there."""

import os
from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from core.files import complete
from core.note import finished, plain
from core.note.finished import Finished
from gui import choosing, words

KINDS = {"PDF (*.pdf)": "pdf", "Text (*.txt)": "txt", words.FOR_EHR: "json"}
"""Filters of the dialogue, each with the suffix of its files."""


class SaveError(OSError):
    """The note is not on disk; the message says why and what to do."""


class Saved(NamedTuple):
    """A note that is on disk."""

    folder: str
    as_text: bool
    """Whether it is no more than a copy of the note."""

    said: str
    """That it is, in a sentence."""


class Copies(NamedTuple):
    """What is done with a note that is put on disk."""

    file: Callable[[Finished], str]
    """Files it in the journal, before it is written; says why it could not."""

    for_ehr: Callable[[Finished], bytes]
    """Makes the file that an EHR takes; refuses a draft."""


def save(parent: QWidget, folder: str, note: Finished, copies: Copies, *, asking: bool) -> Saved:
    """Put a note on disk, as PDF or, where the file's name says so, as text or for an EHR.

    Args:
        parent: the window that asks.
        folder: the last note's, or empty for the user's documents.
        note: what is saved.
        copies: what is done with it.
        asking: also where it can go beside the last one.

    Raises:
        SaveError: it can't be written, or the user went back.
        InputError: an EHR does not get this note.
    """
    path = "" if asking else at_hand(folder, note.said.file_name, note.pdf)
    path = path or choosing.target(parent, "Save note", folder, note.said.file_name, KINDS)
    if not path:
        raise SaveError(words.NOT_SAVED)
    where, name = os.path.split(path)
    if finished.is_text(path):
        write(path, plain.text(note.said).encode())
        return Saved(where, as_text=True, said=words.SAVED_AS_TEXT.format(name))
    for_ehr = path.lower().endswith(".json")
    data = copies.for_ehr(note) if for_ehr else note.pdf
    problem = copies.file(note)
    try:
        write(path, data)
    except SaveError as error:
        msg = f"{error} {problem or words.FILED}"
        raise SaveError(msg) from error
    said = (words.SAVED_FOR_EHR if for_ehr else words.SAVED).format(name)
    return Saved(where, as_text=False, said=f"{said} {problem or words.IN_JOURNAL}")


def at_hand(folder: str, name: str, note: bytes) -> str:
    """Where the note can go without a question; empty before the first one, or where another file has its name."""
    path = os.path.join(folder, name) if folder else ""
    try:
        with open(path, "rb") as file:
            return path if file.read() == note else ""
    except FileNotFoundError:
        return path
    except OSError:
        return ""


def write(path: str, note: bytes) -> None:
    """Put a note on disk, whole or not at all.

    Raises:
        SaveError: it can't be written.
    """
    try:
        with complete(path) as file:
            file.write(note)
    except OSError as error:
        msg = f"{os.path.basename(path)} was not saved: {error.strerror}. Choose another folder, or print it."
        raise SaveError(msg) from error
