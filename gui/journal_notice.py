"""What stands in the table's place while there is nothing to show: why, and a button that helps."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui import theme
from gui.journal import Journal, State

_RESTORE = "Restore a backup..."
NO_NOTES = ("No notes yet. Each note that is saved or printed is kept here.", "", _RESTORE)
NOT_READ = ("The notes can't be read now.", "Try again", "")
NONE_FOUND = ("No note is like that. Change the search, or clear it.", "Clear the search", "")
"""Words, and one or two buttons; the second one stands for the restoring of a backup wherever it has words."""

_MEND = (
    "The journal's file is damaged, and nothing in it was changed. Restore your last backup, or begin an empty "
    "journal. Either way the damaged file is kept."
)
_STATES = {
    State.OPENING: ("The journal is being opened...", "", ""),
    State.NEW: ("There is no journal yet. Choose a passphrase to begin one.", "Begin the journal", _RESTORE),
    State.LOCKED: ("The journal is locked. Its passphrase or recovery key opens it.", "Unlock the journal", _RESTORE),
    State.DAMAGED: (_MEND, "Begin an empty journal", _RESTORE),
    State.FAILED: ("The journal can't be opened. {}", "Try again", ""),
}


class JournalNotice(QWidget):
    """A sentence and buttons in the middle."""

    pressed = Signal()
    restore_wanted = Signal()

    def __init__(self) -> None:
        """Say nothing at first."""
        super().__init__()
        self.said, self.button, self.restore = QLabel(), QPushButton(), QPushButton()
        self.said.setWordWrap(True)
        self.said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button.setProperty("look", "primary")
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE[1])
        row.addStretch()
        for button, signal in ((self.restore, self.restore_wanted), (self.button, self.pressed)):
            button.setAutoDefault(True)
            button.clicked.connect(signal)
            row.addWidget(button)
        row.addStretch()
        box = QVBoxLayout(self)
        box.setSpacing(theme.SPACE[2])
        box.addStretch()
        box.addWidget(self.said)
        box.addLayout(row)
        box.addStretch()

    def say(self, words: str, button: str, restore: str) -> None:
        """Show a sentence, and the buttons that have words."""
        self.said.setText(words)
        for shown, text in ((self.button, button), (self.restore, restore)):
            shown.setText(text)
            shown.setVisible(bool(text))


def why_closed(journal: Journal) -> tuple[str, str, str]:
    """Words and buttons for a journal that is not open."""
    words, button, restore = _STATES[journal.state]
    return words.format(journal.problem).strip(), button, restore
