"""The foot of the window: the terms that hold, what was last done, and buttons for what can be done."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui import theme


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
        self._build()

    def say(self, words: str) -> None:
        """Say what was done, or why it was not, to the eye and to screen readers."""
        self.message.setText(words)
        self.message.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.message, words))

    def allow(self, *, answered: bool) -> None:
        """Show what can be done: a note and a chart text need an answer."""
        for button in (self.chart, self.slip, self.print, self.save):
            button.setEnabled(answered)

    def _build(self) -> None:
        said, row = QVBoxLayout(), QHBoxLayout(self)
        said.setSpacing(0)
        for label in (self.terms, self.message):
            label.setWordWrap(True)
            said.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
        self.terms.setProperty("look", "quiet")
        self.message.hide()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE[1])
        row.addLayout(said, 1)
        for button in (self.new, self.settings, self.help, self.chart, self.slip, self.print, self.save):
            row.addWidget(button)


def _button(words: str, keys: str) -> QPushButton:
    button = QPushButton(words)
    button.setToolTip(keys)
    button.setAccessibleDescription(keys)
    return button
