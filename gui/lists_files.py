"""Files of CMS that the lists are held against, chosen by the user."""

from PySide6.QtWidgets import QFileDialog, QWidget

from core.cms_file import MAX_BYTES


def ask(parent: QWidget, title: str, kind: str) -> str:
    """Which file is read; empty where the user went back.

    Args:
        parent: the window.
        title: of the dialogue.
        kind: the filter that it shows.
    """
    dialogue = QFileDialog(parent, title, "", kind)
    dialogue.setFileMode(QFileDialog.FileMode.ExistingFile)
    path = dialogue.selectedFiles()[0] if dialogue.exec() else ""
    dialogue.deleteLater()
    return path


def read(path: str) -> bytes:
    """A file, and one byte more than it may have where it is too long.

    Raises:
        OSError: it can't be read.
    """
    with open(path, "rb") as file:
        return file.read(MAX_BYTES + 1)
