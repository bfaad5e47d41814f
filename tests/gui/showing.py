"""A widget in front, as a test begins, and out of sight when it ends."""

from collections.abc import Iterator
from typing import TypeVar

from PySide6.QtWidgets import QListWidget, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

Shown = TypeVar("Shown", bound=QWidget)


def to_front(qtbot: QtBot, widget: QWidget) -> None:
    """Give a window the keys, also those that a list or a dialogue took: without a screen nobody else does."""
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)


def in_front(qtbot: QtBot, widget: Shown) -> Iterator[Shown]:
    """Show a widget in front, and hide it unless the test has closed it for good."""
    widget.show()
    to_front(qtbot, widget)
    yield widget
    if isValid(widget):
        widget.hide()


def in_sight(entries: QListWidget) -> list[str]:
    """What a list shows."""
    items = (entries.item(row) for row in range(entries.count()))
    return [item.text() for item in items if not item.isHidden()]
