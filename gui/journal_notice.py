"""What stands in the table's place while there is nothing to show: why, and a button that helps."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from gui import theme
from gui.journal import Journal, State

NO_NOTES = ("No notes yet. Each note that is saved or printed is kept here.", "")
NONE_FOUND = ("No note is like that. Change the search, or clear it.", "Clear the search")
"""Words and button."""

_STATES = {
    State.OPENING: ("The journal is being opened...", ""),
    State.NEW: ("There is no journal yet. Choose a passphrase to begin one.", "Begin the journal"),
    State.LOCKED: ("The journal is locked. Its passphrase or recovery key opens it.", "Unlock the journal"),
    State.DAMAGED: ("The journal's file is damaged. Nothing was changed.", "Mend the journal"),
    State.FAILED: ("The journal can't be opened. {}", "Try again"),
}


class JournalNotice(QWidget):
    """A sentence and a button in the middle."""

    pressed = Signal()

    def __init__(self) -> None:
        """Say nothing at first."""
        super().__init__()
        self.said, self.button = QLabel(), QPushButton()
        self.said.setWordWrap(True)
        self.said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button.setProperty("look", "primary")
        self.button.setAutoDefault(True)
        self.button.clicked.connect(self.pressed)
        box = QVBoxLayout(self)
        box.setSpacing(theme.SPACE[2])
        box.addStretch()
        box.addWidget(self.said)
        box.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch()

    def say(self, words: str, button: str) -> None:
        """Show a sentence, and a button where it has words."""
        self.said.setText(words)
        self.button.setText(button)
        self.button.setVisible(bool(button))


def why_closed(journal: Journal) -> tuple[str, str]:
    """Words and button for a journal that is not open."""
    words, button = _STATES[journal.state]
    return words.format(journal.problem).strip(), button
