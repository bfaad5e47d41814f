"""The foot of the window: the terms that hold, what was last done, and buttons for what can be done."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from gui import spoken, theme, words
from gui.flow import Bar
from gui.letters import LetterButton


class Footer(Bar):
    """Always in sight below the page."""

    def __init__(self) -> None:
        """Say nothing at first."""
        self.terms, self.message = QLabel(), QLabel()
        self.new = _button("&New", "Ctrl+N", "chair.new")
        self.settings = _button("Settings", "Ctrl+,")
        self.help = _button("Help", "F1")
        self.chart = _button("Copy chart &text", "Ctrl+Shift+T", "chair.chart")
        self.slip = _button("Print sl&ip", "Ctrl+Shift+L", "chair.slip")
        self.print = _button("&Print", "Ctrl+P", "chair.print")
        self.save = _button("&Save note", "Ctrl+S", "chair.save")
        self.save.setProperty("look", "primary")
        super().__init__(self._said(), self.new, self.settings, self.help, self.chart, self.slip, self.print, self.save)

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

    def _said(self) -> QWidget:
        """The terms that hold, and below them what was last done."""
        both = QWidget()
        box = QVBoxLayout(both)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for label in (self.terms, self.message):
            label.setWordWrap(True)
            box.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
        self.terms.setProperty("look", "quiet")
        self.message.hide()
        return both


def _button(text: str, keys: str, topic: str = "") -> QPushButton:
    """A button with its keys, and what help tells of it; without a topic, that of the page."""
    button = LetterButton(text)
    button.setProperty("topic", topic)
    button.setToolTip(keys)
    button.setAccessibleDescription(keys)
    return button
