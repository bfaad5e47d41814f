"""The table of the journal's records."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem

from gui.journal_model import JournalModel
from gui.journal_rows import COLUMNS
from gui.record_table import RecordTable

_SAMPLES = {
    "Date": "2026-11-20",
    "Note": "WQK4-WMH3",
    "Record no.": "MRN-004711",
    "Given": "1,000 mcg",
    "Discarded": "1,000 mcg",
    "Claim": "2 JB TB + 2 JW JB TB",
    "By": "R. Ortiz RN",
    "Payer": "Medicare Part B",
    "Due": "correct: 30 days left",
    "State": "amended by FWM4-AMX4",
}
"""What a column must have room for; the patient's name has what is left."""

_LONGER = {"Record no.": "MRN-00471108-A", "Due": "correct or appeal: 30 days left"}
"""What they have room for in a wide table, and where what is due is shown alone."""

_SMALL, _SHORTER = 1000, {"State": "not confirmed", "Record no.": "MRN-004711"}
"""Logical pixels below which a state may be cut short, for the details say it too; the patient's name has its room."""

_ROOMY, _PAYERS = 1200, {"Payer": "UnitedHealthcare Community Plan"}
"""Logical pixels from which payers with long names have room, too, while what is due is shown."""

LEFT_OUT_WHERE_SMALL = ("Given",)
"""Left out there as well: the claim says as much."""

_PADDING = 20
"""At both sides of a text together, and a little for other letters than the sample's."""

_ICON = 24

_NARROW, LEFT_OUT = 1330, ("Discarded", "By")
"""Logical pixels below which these columns leave their room to the patient's name; the details say them, too."""


WHEN_DUE, NOT_WHEN_DUE = "Payer", ("Given", "Discarded", "By")
"""A column that is there only while the table shows what is due, and those that leave it their room."""

_NARROW_WHEN_DUE = ("State",)
"""What more is left out then where it is narrow: all but a void, which is to be taken back, hold."""


class _Ends(QStyledItemDelegate):
    """Record numbers differ at their ends: what has no room is left out in the middle."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Show both ends."""
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideMiddle


class JournalTable(RecordTable):
    """One record is chosen at a time, by arrows or pointer; letters go to the search."""

    typed = Signal(str)

    def __init__(self, model: JournalModel) -> None:
        """Show a model."""
        super().__init__(model, "Notes in the journal, newest first")
        self._ends, self._due = _Ends(self), False
        self.setItemDelegateForColumn(COLUMNS.index("Record no."), self._ends)
        self._size()
        self._fit()

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
        self._fit()

    def show_due(self, *, due: bool) -> None:
        """Whether what is due is shown: then who pays counts more than what was given."""
        self._due = due
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < _NARROW
        hidden = {*(NOT_WHEN_DUE if self._due else (WHEN_DUE,)), *(LEFT_OUT if narrow else ())}
        hidden |= {*(_NARROW_WHEN_DUE if self._due and narrow else ())}
        hidden |= {*(LEFT_OUT_WHERE_SMALL if self.width() < _SMALL else ())}
        for column, name in enumerate(COLUMNS):
            self.setColumnHidden(column, name in hidden)
            if name in _SAMPLES:
                self._make_room(column, self._samples(narrow=narrow)[name])

    def _samples(self, *, narrow: bool) -> dict[str, str]:
        longer = _LONGER if self._due or not narrow else {}
        payers = _PAYERS if self._due and self.width() >= _ROOMY else {}
        return _SAMPLES | longer | payers | (_SHORTER if self.width() < _SMALL else {})

    def _make_room(self, column: int, sample: str) -> None:
        icon = _ICON if COLUMNS[column] in {"Due", "State"} else 0
        room = self.fontMetrics().horizontalAdvance(sample) + _PADDING + icon
        self.horizontalHeader().resizeSection(column, room)

    def _size(self) -> None:
        for column, name in enumerate(COLUMNS):
            if name not in _SAMPLES:
                self.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
