"""The question why a note that is in the journal is changed."""

from collections.abc import Iterable

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from gui import theme
from gui.field import Suggestions

REASONS = ("Discard confirmed", "Witness added", "Typing mistake", "Dose corrected", "Lot or expiry added")
"""Offered; any other may be typed."""

_WORDS = "Note {} is in the journal and stays there. This one amends it and says why."
_EMPTY = "Say in a few words why. An auditor reads it."


class Reason(QDialog):
    """Asks for a reason, which must not be empty."""

    def __init__(self, parent: QWidget, title: str, words: str, button: str, reasons: Iterable[str]) -> None:
        """Ask over a window; the first of the reasons is filled in."""
        super().__init__(parent)
        self.setWindowTitle(title)
        said = QLabel(words)
        said.setWordWrap(True)
        offered = tuple(reasons)
        self.field = Suggestions("Reason", offered)
        self.field.set_text(offered[0] if offered else "")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.do = buttons.addButton(button, QDialogButtonBox.ButtonRole.AcceptRole)
        self.do.setProperty("look", "primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.setSpacing(theme.SPACE[2])
        for part in (said, self.field, buttons):
            box.addWidget(part)
        self.setMinimumWidth(440)
        self.field.focus()

    def accept(self) -> None:
        """Take the reason if there is one."""
        self.field.set_fault("" if self.field.text() else _EMPTY)
        if self.field.text():
            super().accept()


def ask(parent: QWidget, number: str, likely: str) -> str:
    """Why a note is amended; empty where the user went back.

    Args:
        parent: the window.
        number: of the note in the journal.
        likely: the reason that seems right; empty for none.
    """
    reasons = tuple(dict.fromkeys((likely, *REASONS)))
    dialogue = Reason(parent, "Amend the note", _WORDS.format(number), "Amend", reasons)
    accepted = dialogue.exec() == QDialog.DialogCode.Accepted
    dialogue.deleteLater()
    return dialogue.field.text() if accepted else ""
