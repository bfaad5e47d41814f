"""How form and answer share the window: side by side, or one below the other where it is narrow."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from gui import theme
from gui.bill import Bill
from gui.preview import Preview
from gui.scrolling import Column

_WIDE = 1100
"""Logical pixels from which two columns fit."""

_FORM, _FORM_BAR, _BETWEEN, _ANSWER, _ANSWER_BAR = range(5)
"""Columns of the page: a bar that scrolls has one of its own, so that what stands above ends where the cards do."""


class Halves(QWidget):
    """The form beside the answer; in a narrow window the bill stays in sight above the form."""

    def __init__(self, form: QWidget, bill: Bill, details: QWidget, preview: Preview) -> None:
        """Arrange the parts for a wide window, the preview out of sight."""
        super().__init__()
        self._bill, self._details, self._preview = bill, details, preview
        preview.setParent(self)
        preview.hide()
        self._left, self._right = QWidget(), QWidget()
        for column in (self._left, self._right):
            box = QVBoxLayout(column)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(theme.SPACE[1])
            box.addStretch(1)  # a tall window makes no card higher
        self._columns(self._left).insertWidget(0, form)
        self._left_area, self._right_area = Column(self._left, self), Column(self._right, self)
        bill.note_wanted.connect(self.turn_note)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(theme.SPACE[1])
        self._wide: bool | None = None
        self.arrange(_WIDE)

    def arrange(self, width: int) -> None:
        """Lay out for a window of this width."""
        wide = width >= _WIDE
        self._bill.fit(0 if wide else width)
        if wide == self._wide:
            return
        self._wide = wide
        column = self._columns(self._right if wide else self._left)
        column.insertWidget(column.count() - 1, self._details)
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
        answer = _ANSWER if wide else _FORM
        self._grid.addWidget(self._bill, 0, answer)
        self._put(self._left_area, wide or not note, (0 if wide else 1, _FORM, 2 if wide else 1, 2))
        self._put(self._right_area, wide and not note, (1, _ANSWER, 1, 2))
        self._put(self._preview, note, (1, answer, 1, 1))
        for column, share, least in (
            (_FORM, 1, 0),
            (_FORM_BAR, 0, theme.BAR),
            (_BETWEEN, 0, theme.SPACE[0] if wide else 0),
            (_ANSWER, int(wide), 0),
            (_ANSWER_BAR, 0, theme.BAR if wide else 0),
        ):
            self._grid.setColumnStretch(column, share)
            self._grid.setColumnMinimumWidth(column, least)
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
