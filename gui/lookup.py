"""Entries to read about: a search over their list, and beside it what is told of the one that is chosen."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QSplitter, QVBoxLayout, QWidget

from gui import spoken, theme, wrapping


class Lookup(QWidget):
    """The list at the left, with the entries that have the words of the search; what is told at the right."""

    chosen = Signal(int)
    """Row of the entry to tell of; -1 where none has the words."""

    def __init__(self, name: str, search: str, example: str, told: QWidget, widths: tuple[int, int]) -> None:
        """List nothing at first.

        Args:
            name: of the entries, in the plural.
            search: what the field does: `Search help`.
            example: words that may be searched for.
            told: shows what is told of the chosen entry.
            widths: of the list and of what is told.
        """
        super().__init__()
        self.search, self.list = QLineEdit(), QListWidget()
        self._has: Callable[[int, str], bool] = lambda _, __: True
        self.search.setPlaceholderText(f"{search}, such as {example}")
        self.search.setAccessibleName(search)
        spoken.clearable(self.search)
        self.list.setAccessibleName(name)
        wrapping.wrap(self.list)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.search.textChanged.connect(self.look_for)
        self.list.currentRowChanged.connect(self.chosen)
        halves, box = QSplitter(), QVBoxLayout(self)
        halves.addWidget(self.list)
        halves.addWidget(told)
        halves.setChildrenCollapsible(False)
        halves.setSizes(widths)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.SPACE[1])
        box.addWidget(self.search)
        box.addWidget(halves, 1)

    def show_entries(self, titles: Sequence[str], has: Callable[[int, str], bool]) -> None:
        """List entries and choose none; `has` says whether the one of a row has the words of the search."""
        self._has = has
        blocked = self.list.blockSignals(True)
        self.list.clear()
        self.list.addItems(titles)
        self.list.blockSignals(blocked)

    def go_to(self, row: int) -> None:
        """Choose an entry, and have it at the top of the list."""
        self.list.setCurrentRow(row)
        self.list.scrollToItem(self.list.currentItem(), QListWidget.ScrollHint.PositionAtTop)

    def look_for(self, words: str) -> None:
        """Leave the entries that have the words; the chosen one stays if it does, else the first is chosen."""
        shown = [row for row in range(self.list.count()) if self._has(row, words)]
        for row in range(self.list.count()):
            self.list.setRowHidden(row, row not in shown)
        if self.list.currentRow() not in shown:
            self.list.setCurrentRow(shown[0] if shown else -1)
        self.list.scrollToItem(self.list.currentItem())
