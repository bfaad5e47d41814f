"""The names of the pages, at the top of the window."""

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from gui import theme

NAMES = ("Chair", "Claim", "Journal", "Report", "Audit", "Lists")
"""In the order of their keys, Ctrl+1 and so on."""


class Tabs(QWidget):
    """A row of buttons, one of which is down."""

    def __init__(self) -> None:
        """Make the row; the first page is the one in sight."""
        super().__init__()
        self.buttons = {name: QPushButton(name) for name in NAMES}
        self._group, row = QButtonGroup(self), QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE[3], theme.SPACE[1], theme.SPACE[3], 0)
        row.setSpacing(theme.SPACE[0])
        for button in self.buttons.values():
            button.setCheckable(True)
            button.setAutoExclusive(True)  # to screen readers it is one of several, not a box to tick
            button.setProperty("look", "tab")
            self._group.addButton(button)
            row.addWidget(button)
        row.addStretch()
        self.buttons[NAMES[0]].setChecked(True)
