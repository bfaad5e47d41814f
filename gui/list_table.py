"""A table of one of the lists: a row is chosen by arrows or pointer, and Enter opens it."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView

from gui.record_table import RecordTable

_ALOUD = Qt.ItemDataRole.AccessibleTextRole
_SAID = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, _ALOUD}

Index = QModelIndex | QPersistentModelIndex


class ListRow(NamedTuple):
    """One entry of a list."""

    key: str
    """By which the entry is known."""

    cells: tuple[str, ...]
    told: str
    """All that is to be known of it."""


class ListModel(QAbstractTableModel):
    """Entries as data."""

    def __init__(self, header: Sequence[str]) -> None:
        """Hold nothing at first."""
        super().__init__()
        self.header, self.rows = tuple(header), list[ListRow]()

    def show_rows(self, rows: Sequence[ListRow]) -> None:
        """Hold other entries."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """One row for each entry."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """One column for each name in the header."""
        return 0 if parent.isValid() else len(self.header)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """The names of the columns."""
        shown = role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal
        return self.header[section] if shown else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """A cell; what is read aloud says its column too."""
        if role not in _SAID:  # most of what Qt asks, of each cell of the table
            return None
        text = self.rows[index.row()].cells[index.column()]
        return f"{self.header[index.column()]}: {text or 'empty'}" if role == _ALOUD else text


class ListTable(RecordTable):
    """One entry is chosen at a time."""

    opened = Signal()
    """Enter, or a double click."""

    chosen = Signal()

    def __init__(self, name: str, header: Sequence[str], wide: int) -> None:
        """Show nothing at first.

        Args:
            name: what screen readers call it.
            header: names of the columns.
            wide: the column that takes what room the others leave.
        """
        self.rows = ListModel(header)
        super().__init__(self.rows, name)
        self.selectionModel().currentRowChanged.connect(lambda *_: self.chosen.emit())
        self.doubleClicked.connect(lambda _: self.opened.emit())
        columns = self.horizontalHeader()
        columns.setSectionsClickable(False)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        columns.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the entry."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def show_rows(self, rows: Sequence[ListRow]) -> None:
        """Show other entries; the one that was chosen stays so, or the one at its place."""
        before, place = self.row(), max(0, self.currentIndex().row())
        self.rows.show_rows(rows)
        keys = [row.key for row in rows]
        if before is not None and before.key in keys:
            place = keys.index(before.key)
        self.choose(min(place, len(rows) - 1))
        self.chosen.emit()

    def row(self) -> ListRow | None:
        """The entry that is chosen; None where none is."""
        place = self.currentIndex().row()
        return self.rows.rows[place] if place >= 0 else None

    def choose(self, place: int) -> None:
        """Choose a row, and have it in sight."""
        self.setCurrentIndex(self.rows.index(place, 0))

    def choose_key(self, key: str) -> None:
        """Choose the entry that is known by this key, if it is there."""
        for place, row in enumerate(self.rows.rows):
            if row.key == key:
                self.choose(place)
