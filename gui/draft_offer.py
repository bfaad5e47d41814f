"""The offer to go on with what an earlier window left unfinished."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from gui import spoken, theme
from gui.letters import LetterButton

_WORDS = "An encounter was not finished; it was kept at {}."


class DraftOffer(QFrame):
    """Out of sight until there is something to offer."""

    taken = Signal()
    thrown_away = Signal()

    def __init__(self) -> None:
        """Offer nothing at first."""
        super().__init__()
        self.setProperty("look", "card")
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.take, self.throw = LetterButton("&Bring it back"), LetterButton("Th&row it away")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE[3], theme.SPACE[1], theme.SPACE[3], theme.SPACE[1])
        row.addWidget(self.words, 1)
        for button, signal in ((self.take, self.taken), (self.throw, self.thrown_away)):
            row.addWidget(button)
            button.clicked.connect(signal)
        self.hide()

    def offer(self, when: str) -> None:
        """Offer a draft that was kept at this time."""
        self.words.setText(_WORDS.format(when))
        self.show()
        spoken.say(self.words, self.words.text())
