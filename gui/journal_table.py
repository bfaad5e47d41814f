"""The table of the journal's records."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from gui import theme
from gui.journal_model import JournalModel
from gui.journal_rows import COLUMNS

_SAMPLES = {
    "Date": "2026-11-20",
    "Note": "WQK4-WMH3",
    "Record no.": "MRN-004711",
    "Given": "1,000 mcg",
    "Discarded": "1,000 mcg",
    "Claim": "10 + 2 JW",
    "By": "R. Ortiz RN",
    "Due": "correct: 30 days left",
    "State": "amended by FWM4-AMX4",
}
"""What a column must have room for; the patient's name has what is left."""

_PADDING = 20
"""At both sides of a text together, and a little for other letters than the sample's."""

_ICON = 24

_NARROW, LEFT_OUT = 1280, ("Discarded", "By")
"""Logical pixels below which these columns leave their room to the patient's name; the details say them, too."""


class JournalTable(QTableView):
    """One record is chosen at a time, by arrows or pointer; letters go to the search."""

    typed = Signal(str)

    def __init__(self, model: JournalModel) -> None:
        """Show a model."""
        super().__init__()
        self.setModel(model)
        self.setProperty("look", "records")
        self.setAccessibleName("Notes in the journal, newest first")
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self._size()

    def keyboardSearch(self, search: str) -> None:
        """Leave it to the journal: Qt would read every record to find one that begins so."""
        if search.strip():
            self.typed.emit(search)

    def chosen(self) -> int:
        """The row that is chosen; -1 where none is."""
        return self.currentIndex().row()

    def choose(self, row: int) -> None:
        """Choose a row, and have it in sight."""
        self.setCurrentIndex(self.model().index(row, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what the details say, too, where the patient's name needs the room."""
        super().resizeEvent(event)
        for name in LEFT_OUT:
            self.setColumnHidden(COLUMNS.index(name), self.width() < _NARROW)

    def _size(self) -> None:
        rows, header = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        # Of one height each: else Qt would ask every record how high it is.
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme.CONTROL)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(48)
        letters = self.fontMetrics()
        for column, name in enumerate(COLUMNS):
            if name not in _SAMPLES:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
                continue
            room = letters.horizontalAdvance(_SAMPLES[name]) + _PADDING
            header.resizeSection(column, room + (_ICON if name in {"Due", "State"} else 0))
