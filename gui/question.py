"""A question that stands in the page until somebody answers it, and keeps nobody from typing."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from gui import theme


class Question(QFrame):
    """Words and two buttons."""

    agreed = Signal()
    answered = Signal()
    """One of the buttons was pressed."""

    def __init__(self, words: str, yes: str, no: str) -> None:
        """Ask; neither answer is likelier than the other, so none has the focus."""
        super().__init__()
        self.setProperty("look", "card")
        self.words, self.yes, self.no = QLabel(words), QPushButton(yes), QPushButton(no)
        self.words.setProperty("look", "fault")
        self.words.setWordWrap(True)
        for button in (self.yes, self.no):
            button.setAccessibleDescription(words)
        self.yes.clicked.connect(self.agreed)
        self.yes.clicked.connect(self.answered)
        self.no.clicked.connect(self.answered)
        self._build()

    def set_tab_order(self, before: QWidget) -> None:
        """Come after another input when Tab is pressed."""
        QWidget.setTabOrder(before, self.yes)
        QWidget.setTabOrder(self.yes, self.no)

    def _build(self) -> None:
        box = QHBoxLayout(self)
        box.setContentsMargins(theme.SPACE[2], theme.SPACE[1], theme.SPACE[2], theme.SPACE[1])
        box.setSpacing(theme.SPACE[1])
        box.addWidget(self.words, 1)
        box.addWidget(self.yes)
        box.addWidget(self.no)
