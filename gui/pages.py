"""The window: its pages and the way between them."""

from collections.abc import Callable

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from gui import shortcuts, theme


class Pages(QWidget):
    """One page at a time; each but the first is made when it is first wanted."""

    def __init__(self, first: str, makers: dict[str, Callable[[], QWidget]], may_close: Callable[[], bool]) -> None:
        """Show a page.

        Args:
            first: its name.
            makers: what makes each page, by name, in the order of their buttons.
            may_close: asks where something would be lost.
        """
        super().__init__()
        self._makers, self._may_close = makers, may_close
        self._made: dict[str, QWidget] = {}
        self.stack, self.group = QStackedWidget(), QButtonGroup(self)
        self.buttons = {name: QPushButton(name) for name in makers}
        self._build()
        self.go(first)

    def go(self, name: str) -> QWidget:
        """Show a page."""
        if name not in self._made:
            self._made[name] = self._makers[name]()
            self.stack.addWidget(self._made[name])
        page = self._made[name]
        self.stack.setCurrentWidget(page)
        self.buttons[name].setChecked(True)
        return page

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask where something would be lost."""
        event.setAccepted(self._may_close())

    def _build(self) -> None:
        self.setWindowTitle("Vialnote")
        row, box = QHBoxLayout(), QVBoxLayout(self)
        row.setContentsMargins(theme.SPACE[3], theme.SPACE[1], theme.SPACE[3], 0)
        row.setSpacing(theme.SPACE[0])
        for place, (name, button) in enumerate(self.buttons.items(), 1):
            keys = f"Ctrl+{place}"
            button.setCheckable(True)
            button.setProperty("look", "tab")
            button.setToolTip(keys)
            button.setAccessibleDescription(keys)
            self.group.addButton(button)
            row.addWidget(button)
            shortcuts.bind(self, (button, keys, lambda name=name: self.go(name)))
        row.addStretch()
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(row)
        box.addWidget(self.stack, 1)
        self.setMinimumSize(640, 480)
        self.resize(1280, 900)
