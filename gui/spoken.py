"""What screen readers say: what was done, answers that change while somebody types, and what Qt leaves unnamed."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget


def say(part: QWidget, words: str) -> None:
    """Have screen readers say something once they are done with what they say now; nothing where it is empty."""
    if words:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(part, words))


def clearable(line: QLineEdit) -> None:
    """Give a line the button that clears it, with a name."""
    line.setClearButtonEnabled(True)
    for button in line.findChildren(QToolButton):
        button.setAccessibleName("Clear")


class Changing:
    """What a part of the page says, told only when it says something else."""

    def __init__(self, part: QWidget) -> None:
        """Nothing was told yet."""
        self._part, self._told = part, ""

    def say(self, words: str) -> None:
        """Have screen readers say it, unless it was the last thing that they heard of this part."""
        if words != self._told:
            self._told = words
            say(self._part, words)
