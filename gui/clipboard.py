"""What the program copies of an encounter: it can be pasted until an empty copy or a lock takes it away again."""

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

_OURS = "application/x-vialnote"
"""A format beside the text that marks it as the program's own."""


def copy(text: str) -> None:
    """Put a text on the clipboard; without one, take away what the program put there before."""
    if not text:
        clear()
        return
    data = QMimeData()
    data.setText(text)
    data.setData(_OURS, b"1")
    QGuiApplication.clipboard().setMimeData(data)


def clear() -> None:
    """Take away what the program put there; what came from elsewhere since then stays."""
    clipboard = QGuiApplication.clipboard()
    held: QMimeData | None = clipboard.mimeData()  # none where nothing was ever there
    if held is not None and held.hasFormat(_OURS):
        clipboard.clear()
