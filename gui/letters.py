"""Buttons whose letter (Alt and a sign) acts at once.

Qt shows the press for 100 ms before it acts. More may be typed meanwhile, and comes first then: a note would be saved
before its discard is confirmed. And it acts even while the window waits for the journal and takes no keys.
"""

from typing import cast

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShortcutEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QPushButton


class LetterButton(QPushButton):
    """A button with a letter."""

    def event(self, event: QEvent) -> bool:
        """Act on the letter."""
        return _acted(self, event) or super().event(event)


class LetterBox(QCheckBox):
    """A box to tick, with a letter."""

    def event(self, event: QEvent) -> bool:
        """Act on the letter."""
        return _acted(self, event) or super().event(event)


def _acted(button: QAbstractButton, event: QEvent) -> bool:
    """Press a button if its letter was, and no other one has it."""
    acts = event.type() == QEvent.Type.Shortcut and not cast("QShortcutEvent", event).isAmbiguous()
    if acts:
        if button.isCheckable():  # as Qt does
            button.setFocus(Qt.FocusReason.OtherFocusReason)
        button.click()
    return acts
