"""The keys that the window hears, and the buttons that do the same."""

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

Row = tuple[QPushButton | None, str, Callable[[], object]]


def bind(window: QWidget, *rows: Row) -> None:
    """Let keys, and the button where there is one, do something."""
    for button, keys, act in rows:
        # The keys are not the button's: they answer, with the reason, where the button can't be pressed.
        QShortcut(QKeySequence(keys), window, act)
        if button is not None:
            button.clicked.connect(lambda _=False, act=act: act())
