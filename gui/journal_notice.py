"""What stands in the table's place while there is nothing to show: why, and a button that helps."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui import theme
from gui.journal import Journal, State

_WIDE = 640
"""Logical pixels of a sentence; longer lines are hard to read."""

_RESTORE, _BEGIN_AGAIN = "Restore a backup...", "Begin an empty journal"
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
    State.DAMAGED: (_MEND, _BEGIN_AGAIN, _RESTORE),
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
        row, words = QHBoxLayout(), QHBoxLayout()
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
        self.said.setMaximumWidth(_WIDE)
        words.addWidget(self.said)
        box.addLayout(words)
        box.addLayout(row)
        box.addStretch()

    def say(self, words: str, button: str, restore: str) -> None:
        """Show a sentence, and the buttons that have words."""
        self.said.setText(words)
        for shown, text in ((self.button, button), (self.restore, restore)):
            shown.setText(text)
            shown.setVisible(bool(text))
        better = self.restore if button == _BEGIN_AGAIN else self.button
        for shown in (self.button, self.restore):
            shown.setProperty("look", "primary" if shown is better else None)
            theme.restyle(shown)


def why_closed(journal: Journal) -> tuple[str, str, str]:
    """Words and buttons for a journal that is not open."""
    words, button, restore = _STATES[journal.state]
    return words.format(journal.problem).strip(), button, restore
