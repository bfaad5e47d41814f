"""What all tables of records and entries have in common: whole rows, one chosen at a time, each of one height."""

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QHeaderView, QTableView

from gui import theme


class RecordTable(QTableView):
    """One row is chosen at a time, by arrows or pointer; Tab leaves the table."""

    def __init__(self, model: QAbstractItemModel, name: str) -> None:
        """Show a model; `name` is what screen readers call the table."""
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(name)
        self.setProperty("look", "records")
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        rows, header = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        # Of one height each: else Qt would ask every record how high it is.
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme.CONTROL)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(48)
