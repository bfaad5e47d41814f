"""The system's questions about files: where one goes, which one is read, and which folder is meant."""

import os

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget
from shiboken6 import delete


class _SaveDialog(QFileDialog):
    """The system's question, with a name that follows the kind of file."""

    def __init__(self, parent: QWidget, title: str, folder: str, name: str, kinds: dict[str, str]) -> None:
        super().__init__(parent, title, folder, ";;".join(kinds))
        self._kinds = kinds
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        # The suffix is added before the dialogue asks about a file that is there already.
        self.setDefaultSuffix(next(iter(kinds.values())))
        self.selectFile(name)
        self.filterSelected.connect(self._turn)

    def _turn(self, kind: str) -> None:
        suffix = self._kinds[kind]
        self.setDefaultSuffix(suffix)
        name, end = os.path.splitext(os.path.basename(self.selectedFiles()[0]))
        if end.lower().removeprefix(".") in self._kinds.values():
            self.selectFile(f"{name}.{suffix}")


def target(parent: QWidget, title: str, folder: str, name: str, kinds: dict[str, str]) -> str:
    """Let the user choose where a file goes; empty where the user went back.

    Args:
        parent: the window that asks.
        title: of the dialogue.
        folder: the last file's, or empty for the user's documents.
        name: what is suggested; it holds no patient data.
        kinds: filters of the dialogue, the usual one first, each with the suffix of its files.
    """
    return _chosen(_SaveDialog(parent, title, folder or _documents(), name, kinds))


def source(parent: QWidget, title: str, kinds: str, folder: str = "") -> str:
    """Let the user choose a file that is read; empty where the user went back.

    Args:
        parent: the window that asks.
        title: of the dialogue.
        kinds: filters of the dialogue.
        folder: where to look first, or empty for the user's documents.
    """
    dialogue = QFileDialog(parent, title, folder or _documents(), kinds)
    dialogue.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _chosen(dialogue)


def folder(parent: QWidget, title: str, before: str) -> str:
    """Let the user choose a folder in place of the one before; empty where the user went back."""
    dialogue = QFileDialog(parent, title, before)
    dialogue.setFileMode(QFileDialog.FileMode.Directory)
    dialogue.setOption(QFileDialog.Option.ShowDirsOnly)
    return _chosen(dialogue)


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


def _chosen(dialogue: QFileDialog) -> str:
    path = dialogue.selectedFiles()[0] if dialogue.exec() == QDialog.DialogCode.Accepted else ""
    delete(dialogue)  # at once: it watches its folder on a thread of its own, and would go on with that
    return path
