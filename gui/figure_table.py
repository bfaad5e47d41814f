"""A table of the report: read cell by cell with the keys, copied with Ctrl+C."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from core.report.pieces import Table
from core.spreadsheet import neutral
from gui import clipboard, theme

_IN_SIGHT = 12
"""Rows that are seen at once; the rest is scrolled to."""

_NAME = 220
"""Width that a row's name gets at least, where it asks for it."""

_MANY = 30
"""Rows above which each has one height, and few say how wide columns are: measuring all takes too long."""

_MEASURED = 20

Index = QModelIndex | QPersistentModelIndex


class FigureModel(QAbstractTableModel):
    """A table of the report as data."""

    def __init__(self, table: Table) -> None:
        """Hold a table."""
        super().__init__()
        self.table = table

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """One row for each of the table."""
        return 0 if parent.isValid() else len(self.table.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """One column for each of the table."""
        return 0 if parent.isValid() else len(self.table.header)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | Qt.AlignmentFlag | None:
        """The names of the columns, over their cells."""
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._align(section)
        return self.table.header[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | Qt.AlignmentFlag | None:
        """A cell; what is read aloud says its column too."""
        text, column = self.table.rows[index.row()][index.column()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return text
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{self.table.header[column]}: {text or 'empty'}"
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._align(column)
        return None

    def _align(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if self.table.align[column] == "r" else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


class FigureTable(QTableView):
    """A table as high as its rows, up to a few."""

    def __init__(self, table: Table) -> None:
        """Show a table."""
        super().__init__()
        self._model = FigureModel(table)
        self.setModel(self._model)
        self.setAccessibleName(table.name)
        self.setProperty("look", "figures")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        self._in_sight = _IN_SIGHT
        self._even = len(table.rows) > _MANY
        if self._even:
            self.setWordWrap(False)
            self.verticalHeader().setDefaultSectionSize(theme.CONTROL - theme.SPACE[0])
            header.setResizeContentsPrecision(_MEASURED)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(70)

    def show_whole(self) -> None:
        """Show all rows with their whole texts; what the table stands in scrolls, and not the table as well."""
        self._in_sight = self._model.rowCount()
        self.setWordWrap(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Texts that are too long for their column take more lines."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies the chosen cells, with tabs between; pasted into a spreadsheet, none runs as a formula."""
        if event.matches(QKeySequence.StandardKey.Copy):
            clipboard.copy(self._chosen())
        else:
            super().keyPressEvent(event)

    def _chosen(self) -> str:
        rows: dict[int, list[str]] = {}
        for index in sorted(self.selectedIndexes(), key=lambda index: (index.row(), index.column())):
            rows.setdefault(index.row(), []).append(neutral(str(index.data())))
        return "\n".join("\t".join(cells) for cells in rows.values())

    def _fit(self) -> None:
        """The names take what the numbers leave, but not too little; the rows follow."""
        header, bar = self.horizontalHeader(), self.horizontalScrollBar()
        rest = sum(header.sectionSize(column) for column in range(1, self._model.columnCount()))
        asked = max(self.sizeHintForColumn(0), header.sectionSizeHint(0))
        wide = max(min(asked, _NAME), self.viewport().width() - rest)
        header.resizeSection(0, wide)
        if not self._even:
            self.resizeRowsToContents()
        elif self._in_sight > _IN_SIGHT:
            self._wrap(wide)
        rows = sum(self.rowHeight(row) for row in range(min(self._model.rowCount(), self._in_sight)))
        below = bar.sizeHint().height() if wide + rest > self.viewport().width() else 0
        self.setFixedHeight(rows + header.sizeHint().height() + below + 6)

    def _wrap(self, width: int) -> None:
        """Give each row the lines that its first cell needs; only this one is long: many are measured quickly."""
        metrics, plain = self.fontMetrics(), self.verticalHeader().defaultSectionSize()
        room = width - 2 * theme.SPACE[1]
        for row in range(self._model.rowCount()):
            lines = -(-metrics.horizontalAdvance(self._model.table.rows[row][0]) // max(room, 1))
            height = plain + (max(lines, 1) - 1) * metrics.lineSpacing()
            if height != self.rowHeight(row):  # few are, and to set one takes long
                self.setRowHeight(row, height)
