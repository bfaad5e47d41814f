"""The foot of the window: the terms that hold, what was last done, and buttons for what can be done."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui import spoken, theme, words
from gui.letters import LetterButton

_WORDS = 220
"""Pixels that words need beside the buttons; with fewer they stand above them."""


class Footer(QWidget):
    """Always in sight below the page."""

    def __init__(self) -> None:
        """Say nothing at first."""
        super().__init__()
        self.terms, self.message = QLabel(), QLabel()
        self.new = _button("&New", "Ctrl+N")
        self.settings = _button("Settings", "Ctrl+,")
        self.help = _button("Help", "F1")
        self.chart = _button("Copy chart &text", "Ctrl+Shift+T")
        self.slip = _button("Print sl&ip", "Ctrl+Shift+L")
        self.print = _button("&Print", "Ctrl+P")
        self.save = _button("&Save note", "Ctrl+S")
        self.save.setProperty("look", "primary")
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._buttons = QHBoxLayout()
        self._build()

    def say(self, said: str) -> None:
        """Say what was done, or why it was not, also to screen readers; a note that is not filed stands out."""
        self.message.setProperty("severity", "error" if words.NOT_IN_JOURNAL in said else "")
        theme.restyle(self.message)
        self.message.setText(said)
        self.message.show()
        spoken.say(self.message, said)

    def allow(self, *, answered: bool) -> None:
        """Show what can be done: a note and a chart text need an answer."""
        for button in (self.chart, self.slip, self.print, self.save):
            button.setEnabled(answered)

    def offer_slip(self, *, wanted: bool) -> None:
        """Show the button for slips where the clinic prints them."""
        self.slip.setVisible(wanted)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words above the buttons where both in a row would be cramped."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        cramped = self.width() < self._buttons.sizeHint().width() + _WORDS
        way = QBoxLayout.Direction.TopToBottom if cramped else QBoxLayout.Direction.LeftToRight
        self._box.setDirection(way)
        self._box.setSpacing(theme.SPACE[0 if cramped else 1])

    def _build(self) -> None:
        said = QVBoxLayout()
        said.setSpacing(0)
        for label in (self.terms, self.message):
            label.setWordWrap(True)
            said.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
        self.terms.setProperty("look", "quiet")
        self.message.hide()
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addLayout(said, 1)
        self._box.addLayout(self._buttons)
        self._buttons.setSpacing(theme.SPACE[0])
        self._buttons.addStretch()
        for button in (self.new, self.settings, self.help, self.chart, self.slip, self.print, self.save):
            self._buttons.addWidget(button)


def _button(text: str, keys: str) -> QPushButton:
    button = LetterButton(text)
    button.setToolTip(keys)
    button.setAccessibleDescription(keys)
    return button
