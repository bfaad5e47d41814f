"""What the program copies of an encounter: it can be pasted until an empty copy or a lock takes it away again."""

from PySide6.QtGui import QGuiApplication

_OURS = "vialnote"
"""A property of the clipboard: what the program put there last. Data of a type of its own can crash Qt at the end."""


def copy(text: str) -> None:
    """Put a text on the clipboard; without one, take away what the program put there before."""
    if not text:
        clear()
        return
    clipboard = QGuiApplication.clipboard()
    clipboard.setText(text)
    clipboard.setProperty(_OURS, text)


def clear() -> None:
    """Take away what the program put there; what came from elsewhere since then stays."""
    clipboard = QGuiApplication.clipboard()
    ours = clipboard.property(_OURS)
    if ours and clipboard.text() == ours:
        clipboard.clear()
    clipboard.setProperty(_OURS, None)
