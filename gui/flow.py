"""Buttons in a row, and in further rows where they have no room in one: words get longer in other languages."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from gui import theme

_WORDS = 220
"""Logical pixels that words of several lines need beside buttons; with fewer they stand above them."""

_GAP = theme.SPACE[1]


class Flow(QWidget):
    """Widgets beside each other, each as wide as it wants to be; below each other what has no room beside.

    It places them itself: of a layout that is written in Python, Qt takes the items away now and then.
    """

    def __init__(self, *widgets: QWidget, right: bool = False) -> None:
        """Hold widgets, from the left or up to the right."""
        super().__init__()
        self.widgets: list[QWidget] = []
        self._right = right
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for widget in widgets:
            self.add(widget)

    def add(self, widget: QWidget) -> None:
        """Put a widget behind the others."""
        widget.setParent(self)
        self.widgets.append(widget)

    def heightForWidth(self, width: int) -> int:
        """How high its rows are together."""
        rows = self._rows(width)
        return sum(map(_height, rows)) + max(0, len(rows) - 1) * _GAP

    def sizeHint(self) -> QSize:
        """All in one row."""
        shown = self._shown()
        return QSize(_width(shown), _height(shown))

    def minimumSizeHint(self) -> QSize:
        """One below the other."""
        shown = self._shown()
        return QSize(max((widget.minimumSizeHint().width() for widget in shown), default=0), _height(shown))

    def event(self, event: QEvent) -> bool:
        """Make room anew where a widget wants to be wider, or is out of sight."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
            self.updateGeometry()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put each widget into its place."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        top = 0
        for row in self._rows(self.width()):
            left = max(0, self.width() - _width(row)) if self._right else 0
            for widget in row:
                width = min(widget.sizeHint().width(), self.width())
                widget.setGeometry(left, top, width, _height(row))
                left += width + _GAP
            top += _height(row) + _GAP

    def _shown(self) -> list[QWidget]:
        return [widget for widget in self.widgets if not widget.isHidden()]

    def _rows(self, width: int) -> list[list[QWidget]]:
        rows: list[list[QWidget]] = []
        used = 0  # of the last row; each widget is asked once, for a styled button takes long to say
        for widget in self._shown():
            wide = widget.sizeHint().width()
            if rows and used + _GAP + wide <= width:
                rows[-1].append(widget)
                used += _GAP + wide
            else:
                rows.append([widget])
                used = wide
        return rows


class Bar(QWidget):
    """Words with buttons at their right, or below them where both in a row would be cramped."""

    def __init__(self, words: QWidget, *buttons: QWidget) -> None:
        """Arrange them."""
        super().__init__()
        self.words, self.buttons = words, Flow(*buttons, right=True)
        policy = words.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)  # they take what the buttons leave
        words.setSizePolicy(policy)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(_GAP)
        self._box.addWidget(words, 1)
        self._box.addWidget(self.buttons)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words above the buttons where there is no room beside them."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """Other words or buttons may want more room, or less."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return done

    def _arrange(self) -> None:
        need = _WORDS if self.words.hasHeightForWidth() else self.words.sizeHint().width()
        cramped = self.width() < self.buttons.sizeHint().width() + _GAP + need
        way = QBoxLayout.Direction.TopToBottom if cramped else QBoxLayout.Direction.LeftToRight
        self._box.setDirection(way)


def _width(row: Sequence[QWidget]) -> int:
    return sum(widget.sizeHint().width() for widget in row) + max(0, len(row) - 1) * _GAP


def _height(row: Sequence[QWidget]) -> int:
    return max((widget.sizeHint().height() for widget in row), default=0)
