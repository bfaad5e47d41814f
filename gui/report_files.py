"""Files that a report goes to or comes from, chosen by the user."""

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget
from shiboken6 import delete

KINDS = {"pdf": "PDF (*.pdf)", "csv": "Table (*.csv)"}
_PRICES = "CMS price file (*.csv *.CSV *.txt)"


def ask_where(parent: QWidget, name: str, kind: str) -> str:
    """Where a report goes; empty where the user went back.

    Args:
        parent: the window that asks.
        name: what is suggested, without an ending.
        kind: one of KINDS.
    """
    dialogue = QFileDialog(parent, "Save report", _documents(), KINDS[kind])
    dialogue.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    # The suffix is added before the dialogue asks about a file that is there already.
    dialogue.setDefaultSuffix(kind)
    dialogue.selectFile(f"{name}.{kind}")
    return _chosen(dialogue)


def ask_prices(parent: QWidget) -> str:
    """Which price file is loaded; empty where the user went back."""
    dialogue = QFileDialog(parent, "Load CMS price file", "", _PRICES)
    dialogue.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _chosen(dialogue)


def _chosen(dialogue: QFileDialog) -> str:
    path = dialogue.selectedFiles()[0] if dialogue.exec() == QDialog.DialogCode.Accepted else ""
    delete(dialogue)
    return path


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
