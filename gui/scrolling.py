"""What a page scrolls, and how it stands among what stays in sight: all of it ends in one line at the right."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from gui import theme


class Column(QScrollArea):
    """A part of a page that is scrolled up and down, never sideways; its bar always has its place."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        """Show a widget, which becomes as wide as there is room."""
        super().__init__(parent)
        content.setProperty("look", "page")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        keep_place(self)


def keep_place(area: QScrollArea) -> None:
    """Let the bar keep its place where there is nothing to scroll; it is not seen then."""
    bar = area.verticalScrollBar()
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    bar.setEnabled(bar.maximum() > bar.minimum())

    def look(least: int, most: int) -> None:
        if isValid(bar):  # an area that ends tells of it when its bar is gone
            bar.setEnabled(most > least)

    bar.rangeChanged.connect(look)


def fill(box: QVBoxLayout, scrolled: QWidget, above: Sequence[QWidget] = (), below: Sequence[QWidget] = ()) -> None:
    """Put what is scrolled between what is not, with its bar in the right margin of the layout.

    Args:
        box: with its margins; the right one has room for the bar.
        scrolled: a Column, or what ends with one.
        above: stays in sight.
        below: stays in sight, too.
    """
    margins = box.contentsMargins()
    margins.setRight(margins.right() - theme.BAR)
    box.setContentsMargins(margins)
    box.addLayout(_aside(above, box.spacing()))
    box.addWidget(scrolled, 1)
    box.addLayout(_aside(below, box.spacing()))


def _aside(parts: Sequence[QWidget], spacing: int) -> QVBoxLayout:
    """Parts that end where the bar begins."""
    inner = QVBoxLayout()
    inner.setContentsMargins(0, 0, theme.BAR, 0)
    inner.setSpacing(spacing)
    for part in parts:
        inner.addWidget(part)
    return inner
