"""The journal as a table: it knows how many records there are, and reads those that are looked at."""

import bisect
from array import array

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QIcon

from gui import dates, sign
from gui.journal import Journal, why_not
from gui.journal_due import Payers
from gui.journal_rows import COLUMNS, DUE, STATE, Row, rows

Index = QModelIndex | QPersistentModelIndex

_MOST = 120
"""Records that are read at once: what a tall screen shows, and no more than a moment's work."""

_AHEAD = 30
"""Records that are read beyond those looked at, for the next turn of the wheel."""

_KEPT = 5_000
"""Records that are remembered."""

_ROLE = Qt.ItemDataRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_AMOUNTS = (COLUMNS.index("Given"), COLUMNS.index("Discarded"))


class JournalModel(QAbstractTableModel):
    """Records by their places, newest or worst first; a row that is not read yet is empty for a moment."""

    failed = Signal(str)

    def __init__(self, journal: Journal, payers: Payers) -> None:
        """Hold no records at first; the payers' windows say what is due when."""
        super().__init__()
        self.places: array[int] = array("q")
        self.payers = payers
        self._numbers: dict[int, int] | None = None
        self._journal = journal
        self._rows: dict[int, Row] = {}
        self._stale: set[int] = set()
        self._wanted: dict[int, None] = {}
        self._busy = False
        # Not while a table is painted, but once it is: then all its rows are asked for together.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._read)

    def show_places(self, places: "array[int]", *, newest_first: bool = True) -> None:
        """Show these records; those that are known already stay in sight while they are read anew."""
        self._numbers = None if newest_first else {place: number for number, place in enumerate(places)}
        self._stale = set(self._rows)
        self._wanted.clear()
        new = len(places) - len(self.places)
        if self.places and new >= 0 and places[new:] == self.places:
            self._put_before(places, new)
            return
        self.beginResetModel()
        self.places = places
        self.endResetModel()

    def row(self, number: int) -> Row | None:
        """A row of the table; None where it is not read yet, which then is done."""
        place = self.places[number]
        found = self._rows.get(place)
        if found is None or place in self._stale:
            self._wanted[place] = None
            if not self._busy:
                self._soon.start()
        return found

    def number_of(self, place: int) -> int:
        """Which row a record stands in; -1 where it is not among them."""
        if self._numbers is not None:
            return self._numbers.get(place, -1)
        number = bisect.bisect_left(self.places, -place, key=lambda other: -other)
        return number if number < len(self.places) and self.places[number] == place else -1

    def is_read(self) -> bool:
        """Whether nothing that was looked at is still to be read."""
        return not (self._busy or self._wanted)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """One row for each record."""
        return 0 if parent.isValid() else len(self.places)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """See COLUMNS."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> object:
        """What a column holds."""
        if orientation == Qt.Orientation.Horizontal:
            if role == _ROLE.DisplayRole:
                return COLUMNS[section]
            if role == _ROLE.TextAlignmentRole and section in _AMOUNTS:
                return _RIGHT
        return None

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        """A cell."""
        column = index.column()
        if role in {_ROLE.DisplayRole, _ROLE.AccessibleTextRole, _ROLE.ToolTipRole}:
            found = self.row(index.row())
            return found.cells[column] if found else _not_read(column, role)
        if role == _ROLE.TextAlignmentRole and column in _AMOUNTS:
            return _RIGHT
        if role == _ROLE.DecorationRole and column in {DUE, STATE}:
            return self._icon(index.row(), column)
        return None

    def _icon(self, number: int, column: int) -> QIcon | None:
        found = self.row(number)
        severity = "" if found is None else found.due if column == DUE else found.severity
        return sign.icon(severity) if severity else None

    def _put_before(self, places: "array[int]", new: int) -> None:
        if new:
            self.beginInsertRows(QModelIndex(), 0, new - 1)
            self.places = places
            self.endInsertRows()
        self._tell(0, len(places) - 1)

    def _read(self) -> None:
        if self._busy or not self._wanted:
            return
        places = self._neighbours([*self._wanted][-_MOST:])
        self._wanted.clear()
        self._busy = True
        payers, today = self.payers, dates.now().date()
        self._journal.run(self, lambda store: rows(store, places, payers, today), self._arrive, self._fail)

    def _neighbours(self, places: list[int]) -> list[int]:
        """Those places, and what is not known around them."""
        numbers = [number for number in map(self.number_of, places) if number >= 0]
        around = self.places[max(0, min(numbers, default=0) - _AHEAD) : max(numbers, default=-1) + 1 + _AHEAD]
        if len(around) > _MOST + 2 * _AHEAD:
            return places
        return [place for place in around if place not in self._rows or place in self._stale]

    def _arrive(self, found: dict[int, Row]) -> None:
        self._busy = False
        for place in found:
            self._rows.pop(place, None)
        self._rows |= found
        self._stale.difference_update(found)
        for place in [*self._rows][: max(0, len(self._rows) - _KEPT)]:
            del self._rows[place]
        numbers = [number for number in map(self.number_of, found) if number >= 0]
        if numbers:
            self._tell(min(numbers), max(numbers))
        if self._wanted:
            self._soon.start()

    def _fail(self, error: Exception) -> None:
        self._busy = False
        self.failed.emit(why_not(error))

    def _tell(self, first: int, last: int) -> None:
        """Have rows painted anew."""
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))


def _not_read(column: int, role: int) -> str | None:
    if role == _ROLE.AccessibleTextRole:
        return "not read yet"
    return "..." if role == _ROLE.DisplayRole and column == 0 else None
