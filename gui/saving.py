"""A note as a file: where it goes, and whether it got there."""

import os

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from core.files import complete


class SaveError(OSError):
    """The note is not on disk; the message says why and what to do."""


def ask(parent: QWidget, folder: str, name: str) -> str:
    """Let the user choose where the note goes; empty where the user went back.

    Args:
        parent: the window that asks.
        folder: the last note's, or empty for the user's documents.
        name: what is suggested; it holds no patient data.
    """
    return ask_for(parent, "Save note", folder, name, "PDF (*.pdf)")


def ask_for(parent: QWidget, title: str, folder: str, name: str, *kinds: str) -> str:
    """Let the user choose where a file goes; empty where the user went back.

    Args:
        parent: the window that asks.
        title: of the dialogue.
        folder: the last file's, or empty for the user's documents.
        name: what is suggested; it holds no patient data.
        kinds: such as `PDF (*.pdf)`, the usual one first.
    """
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialogue = QFileDialog(parent, title, folder or documents, ";;".join(kinds))
    dialogue.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    # The suffix is added before the dialogue asks about a file that is there already.
    dialogue.setDefaultSuffix(os.path.splitext(name)[1].removeprefix("."))
    dialogue.selectFile(name)
    return dialogue.selectedFiles()[0] if dialogue.exec() == QDialog.DialogCode.Accepted else ""


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
