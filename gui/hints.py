"""A word at the place where somebody looks, over whatever dialogue is open."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QToolTip

from gui import spoken

_LONG = 8_000
"""Milliseconds for which it is shown."""


def say(words: str) -> None:
    """Say something beside the focus, also to screen readers."""
    focus = QApplication.focusWidget() or QApplication.activeModalWidget()
    if focus is not None:
        QToolTip.showText(focus.mapToGlobal(QPoint(0, focus.height())), words, focus, focus.rect(), _LONG)
        spoken.say(focus, words)
