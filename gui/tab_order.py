"""The order in which Tab goes through a page whose parts change their places: as they are seen."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget

from gui.flow import Flow

_BY_TAB = Qt.FocusPolicy.TabFocus.value
"""As a number: a page has hundreds of parts, and Python takes long over flags."""


def as_seen(page: QWidget) -> None:
    """Let Tab go through a page in the order of its layouts, which is that of the eye."""
    for before, after in pairwise((page, *_stops(page))):
        QWidget.setTabOrder(before, after)


def _stops(part: QWidget) -> Iterator[QWidget]:
    if part.focusPolicy().value & _BY_TAB:
        yield part
    inside, layout = part.widget() if isinstance(part, QScrollArea) else None, part.layout()
    if isinstance(part, Flow):
        for widget in part.widgets:
            yield from _stops(widget)
    elif inside is not None:
        yield from _stops(inside)
    elif layout is not None:
        yield from _laid_out(layout)


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        widget, inner = (item.widget(), item.layout()) if item else (None, None)
        if widget is not None:
            yield from _stops(widget)
        elif inner is not None:
            yield from _laid_out(inner)
