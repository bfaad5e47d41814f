"""The answer at a glance: the claim lines in large figures, or what still keeps them away."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QLabel, QPushButton, QTableView, QVBoxLayout, QWidget

from core import ndc
from core.note import identity
from core.note.issue import SAMPLE
from core.quantity import mcg, number
from core.result import ClaimLine, Result
from core.units import count
from gui import spoken, theme
from gui.letters import LetterButton
from gui.section import heading
from gui.sign import Sign

_COLUMNS = ("Code", "Units", "Drug", "NDC on the claim")
_LARGE = 17.0
"""Point size of the figures that the eye lands on."""

_IN_SIGHT = 5
"""Claim lines that are seen at once: more would leave no room for the form in a narrow window."""

_TWO_ROWS, _ONE_ROW = "\n", "  "
"""What stands between amount and word, and NDC and quantity."""

_ROOM_FOR_LINE, _ROOM_FOR_FOOT = 680, 840
"""Logical pixels of a page from which all of a claim line has room in one row, and the foot beside the heading."""

_SAMPLE = f"{SAMPLE}, not to be billed"

Index = QModelIndex | QPersistentModelIndex


class ClaimModel(QAbstractTableModel):
    """Claim lines as a table in the claim's order."""

    def __init__(self) -> None:
        """Hold no lines at first."""
        super().__init__()
        self.lines: tuple[ClaimLine, ...] = ()
        self.between = _TWO_ROWS

    def show_lines(self, lines: tuple[ClaimLine, ...]) -> None:
        """Show these lines."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """One row for each line."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Code, units, drug and NDC."""
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """What a column holds."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return _COLUMNS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | QFont | None:
        """A cell."""
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return cells(self.lines[index.row()])[index.column()].replace(_TWO_ROWS, self.between)
        if role == Qt.ItemDataRole.FontRole and index.column() < 2:
            font = QFont()
            font.setPointSizeF(_LARGE)
            font.setBold(True)
            return font
        return None


def cells(line: ClaimLine) -> tuple[str, str, str, str]:
    """A claim line in words: code with modifiers, units, drug, NDC with its quantity."""
    quantity = "" if line.volume is None else f"\nML {number(line.volume)}"
    code = "several NDCs" if line.ndc is None else f"{ndc.claim_digits(line.ndc)}{quantity}"
    return " ".join((line.hcpcs, *line.modifiers)), count(line.units), f"{mcg(line.mass)}\n{line.drug}", code


class Bill(QFrame):
    """The card that says what is billed."""

    asked = Signal(str)
    """Why a claim line is so: a topic of help."""

    copy_wanted = Signal()
    note_wanted = Signal()

    def __init__(self) -> None:
        """Show that everything is missing yet."""
        super().__init__()
        self.setProperty("look", "card")
        self.model = ClaimModel()
        self.sign, self.said = Sign(), QLabel()
        self.said.setWordWrap(True)
        self.total = QLabel()
        self.total.setProperty("look", "quiet")
        self.note_number = QLabel()
        self.note_number.setProperty("look", "quiet")
        self.sample = QLabel(_SAMPLE)
        self.sample.setProperty("severity", "error")
        self.sample.hide()
        self.copy = QPushButton("Copy claim lines")
        self.copy.setProperty("topic", "copying")
        self.copy.setAccessibleDescription("Ctrl+Shift+C")
        self.copy.setToolTip("Ctrl+Shift+C")
        self.copy.clicked.connect(self.copy_wanted)
        self.why = LetterButton("&Why?")
        self.why.setProperty("look", "link")
        self.why.setToolTip("Why these lines? Enter or F1 on a line says why it is so.")
        self.why.setAccessibleName("Why these claim lines?")
        self.why.clicked.connect(self._ask)
        self.why.hide()
        self.note = QPushButton("Show note")
        self.note.setProperty("topic", "chair.note")
        self.note.setToolTip("Ctrl+E")
        self.note.setAccessibleDescription("Ctrl+E")
        self.note.clicked.connect(self.note_wanted)
        self.table, self._box = self._table(), QVBoxLayout(self)
        self._head, self._foot = QHBoxLayout(), QWidget()
        self._spoken = spoken.Changing(self)
        self._build()

    def show_result(self, result: Result) -> None:
        """Show the claim lines, or why nothing may be billed."""
        self.why.show()
        errors = [finding.message for finding in result.findings if finding.severity == "error"]
        self._show(
            result.lines, "Nothing may be billed. " + " ".join(errors) if errors else "", "error" if errors else ""
        )
        # The number is the finished note's: before that there is none that a chart could name.
        finished = result.encounter.noted_at is not None
        self.note_number.setText(f"note {identity.note_number(result.encounter)}" if finished else "")
        self.total.setText(total_words(result))
        self.total.setVisible(bool(self.total.text()))

    def show_missing(self, missing: Sequence[str]) -> None:
        """Show no number at all, but what an answer still needs."""
        self.why.hide()
        self._show((), "\n".join(missing), "")
        self.note_number.clear()
        self.total.clear()
        self.total.hide()

    def fit(self, width: int) -> None:
        """Leave the form below it more room: each line in one row, and what can be done beside the heading.

        Args:
            width: of the page in logical pixels; 0 where the form stands beside it.
        """
        self._show_in_rows(_ONE_ROW if width >= _ROOM_FOR_LINE else _TWO_ROWS)
        beside = width >= _ROOM_FOR_FOOT
        if beside != (self._head.indexOf(self._foot) >= 0):
            (self._head if beside else self._box).addWidget(self._foot, int(beside))

    def _show_in_rows(self, between: str) -> None:
        if between == self.model.between:
            return
        self.model.between = between
        self.model.layoutChanged.emit()
        self.table.horizontalHeader().setVisible(between == _TWO_ROWS)
        self.table.resizeColumnsToContents()
        self._fit()

    def greet(self, welcome: QWidget) -> None:
        """Have something stand at the foot, where there is nothing yet to explain."""
        row = self._foot.layout()
        assert isinstance(row, QHBoxLayout)  # noqa: S101 - for the type checker
        row.insertWidget(0, welcome)

    def mark(self, *, sample: bool) -> None:
        """Say at the head whether what is billed is made up."""
        self.sample.setVisible(sample)

    def spoken(self) -> str:
        """The answer as screen readers say it."""
        lines = (" ".join(cells(line)[:3]).replace("\n", " ") for line in self.model.lines)
        marked = "" if self.sample.isHidden() else f"{_SAMPLE}. "
        return f"{marked}{'; '.join(lines) or self.said.text()}"

    def announce(self) -> None:
        """Tell screen readers the answer, politely, where it is another one than they heard."""
        self._spoken.say(self.spoken())

    def _show(self, lines: tuple[ClaimLine, ...], said: str, severity: str) -> None:
        if lines != self.model.lines:
            self.model.show_lines(lines)
            self._fit()
        self.table.setVisible(bool(lines))
        self.copy.setEnabled(bool(lines))
        self.said.setVisible(bool(said))
        self.said.setText(said)
        self.sign.show_severity(severity)
        self.said.setProperty("severity", severity)
        theme.restyle(self.said)

    def _table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setAccessibleName("Claim lines")
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setSelectionMode(QTableView.SelectionMode.NoSelection)
        table.setAccessibleDescription("Enter on a line says why")
        table.activated.connect(self._ask)
        table.verticalHeader().hide()
        table.setCornerButtonEnabled(False)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        return table

    def _ask(self) -> None:
        """Ask about the line with the focus, or the first."""
        self.asked.emit(f"line {max(self.table.currentIndex().row(), 0)}")

    def _fit(self) -> None:
        """Make the table exactly as high as its lines; of more than a few, the rest is scrolled to."""
        self.table.resizeRowsToContents()
        rows = sum(self.table.rowHeight(row) for row in range(min(len(self.model.lines), _IN_SIGHT)))
        header = self.table.horizontalHeader()
        self.table.setFixedHeight(rows + (0 if header.isHidden() else header.sizeHint().height()) + 6)

    def _build(self) -> None:
        head, said, foot, box = self._head, QHBoxLayout(), QHBoxLayout(self._foot), self._box
        foot.setContentsMargins(0, 0, 0, 0)
        head.addWidget(heading("Bill"))
        head.addWidget(self.sample)
        head.addStretch()
        head.addWidget(self.note_number)
        said.setSpacing(theme.SPACE[1])
        said.addWidget(self.sign)
        said.addWidget(self.said, 1)
        foot.addWidget(self.total)
        foot.addWidget(self.why)
        foot.addStretch()
        foot.addWidget(self.note)
        foot.addWidget(self.copy)
        box.setContentsMargins(theme.SPACE[3], theme.SPACE[2], theme.SPACE[3], theme.SPACE[2])
        box.setSpacing(theme.SPACE[1])
        box.addLayout(head)
        box.addLayout(said)
        box.addWidget(self.table)
        box.addWidget(self._foot)


def total_words(result: Result) -> str:
    """How the units add up: `opened 4 units = 3 + 1`; empty where that says nothing."""
    units = [line.units for line in result.lines]
    if len(units) < 2:
        return ""
    return f"{count(sum(units))} in all = {' + '.join(map(str, units))}"
