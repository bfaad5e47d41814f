"""How form and answer share the window: side by side, or one below the other where it is narrow."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from gui import theme
from gui.bill import Bill
from gui.preview import Preview

_WIDE = 1100
"""Logical pixels from which two columns fit."""

_FLAT = 940
"""Logical pixels from which a bill above the form has room for all of a claim line in one row."""


class Page(QWidget):
    """The form beside the answer; in a narrow window the bill stays in sight above the form."""

    def __init__(self, form: QWidget, bill: Bill, details: QWidget, preview: Preview) -> None:
        """Arrange the parts for a wide window, the preview out of sight."""
        super().__init__()
        self._bill, self._details, self._preview = bill, details, preview
        preview.setParent(self)
        preview.hide()
        self._left, self._right = QWidget(), QWidget()
        for column in (self._left, self._right):
            column.setProperty("look", "page")
            box = QVBoxLayout(column)
            box.setContentsMargins(0, 0, theme.SPACE[1], 0)
            box.setSpacing(theme.SPACE[1])
        self._columns(self._left).addWidget(form)
        self._left_area, self._right_area = _area(self._left, self), _area(self._right, self)
        bill.note_wanted.connect(self.turn_note)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.SPACE[2])
        self._wide: bool | None = None
        self.arrange(_WIDE)

    def arrange(self, width: int) -> None:
        """Lay out for a window of this width."""
        wide = width >= _WIDE
        self._bill.fit(flat=_FLAT <= width < _WIDE)
        if wide == self._wide:
            return
        self._wide = wide
        self._columns(self._right if wide else self._left).addWidget(self._details)
        self._share()

    def turn_note(self) -> None:
        """Show the note where the details are, or where the form is if there is no room beside it; or hide it again."""
        if self._shows_note():
            self._preview.hide()
        else:
            self._preview.show_now()
        self._bill.note.setText("Hide note" if self._shows_note() else "Show note")
        self._share()
        if not self._left_area.isVisible():
            self._preview.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def bring_form(self) -> None:
        """Have the form in sight, which may be behind the note."""
        if self._left_area.isHidden():
            self.turn_note()

    def _shows_note(self) -> bool:
        return not self._preview.isHidden()

    def _share(self) -> None:
        """Put what is in sight into the grid; what is hidden would take the spacing of its neighbours."""
        wide, note = bool(self._wide), self._shows_note()
        self._grid.addWidget(self._bill, 0, int(wide))
        self._put(self._left_area, wide or not note, (0 if wide else 1, 0, 2 if wide else 1, 1))
        self._put(self._right_area, wide and not note, (1, 1, 1, 1))
        self._put(self._preview, note, (1, int(wide), 1, 1))
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, int(wide))
        self._grid.setRowStretch(1, 1)

    def _put(self, widget: QWidget, shown: bool, place: tuple[int, int, int, int]) -> None:  # noqa: FBT001 - of three
        if shown:
            self._grid.addWidget(widget, *place)
        else:
            self._grid.removeWidget(widget)
        widget.setVisible(shown)

    def _columns(self, column: QWidget) -> QVBoxLayout:
        box = column.layout()
        assert isinstance(box, QVBoxLayout)  # noqa: S101 - for the type checker
        return box


def _area(content: QWidget, parent: QWidget) -> QScrollArea:
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area
