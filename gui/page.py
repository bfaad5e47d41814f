"""How form and answer share the window: side by side, or one below the other where it is narrow."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from gui import theme

_WIDE = 1100
"""Logical pixels from which two columns fit."""


class Page(QWidget):
    """The form beside the answer; in a narrow window the bill stays in sight above the form."""

    def __init__(self, form: QWidget, bill: QWidget, details: QWidget) -> None:
        """Arrange three parts for a wide window."""
        super().__init__()
        self._bill, self._details = bill, details
        self._left, self._right = QWidget(), QWidget()
        for column in (self._left, self._right):
            column.setProperty("look", "page")
            box = QVBoxLayout(column)
            box.setContentsMargins(0, 0, theme.SPACE[1], 0)
            box.setSpacing(theme.SPACE[1])
        self._columns(self._left).addWidget(form)
        self._left_area, self._right_area = _area(self._left), _area(self._right)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.SPACE[2])
        self._wide: bool | None = None
        self.arrange(_WIDE)

    def arrange(self, width: int) -> None:
        """Lay out for a window of this width."""
        wide = width >= _WIDE
        if wide == self._wide:
            return
        self._wide = wide
        self._columns(self._right if wide else self._left).addWidget(self._details)
        self._right_area.setVisible(wide)
        if wide:
            self._grid.addWidget(self._left_area, 0, 0, 2, 1)
            self._grid.addWidget(self._bill, 0, 1)
            self._grid.addWidget(self._right_area, 1, 1)
        else:
            self._grid.addWidget(self._bill, 0, 0)
            self._grid.addWidget(self._left_area, 1, 0)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if wide else 0)
        self._grid.setRowStretch(1, 1)

    def _columns(self, column: QWidget) -> QVBoxLayout:
        box = column.layout()
        assert isinstance(box, QVBoxLayout)  # noqa: S101 - for the type checker
        return box


def _area(content: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area
