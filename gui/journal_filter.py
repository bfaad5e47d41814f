"""What is looked for in the journal: one field for patient, record number and note, and more to narrow it down."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.journal.terms import STATES, Wanted
from gui import dates, spoken, theme
from gui.field import Choice, Field, Line
from gui.letters import LetterButton

_PAUSE = 200
"""Milliseconds without typing after which the journal is asked."""

_NO_DATE = "Write 2026-11-20"
_DATE_WIDTH = 124
"""Room for a date, and for the words that ask for one."""

_IN_ONE_ROW, _FIRST = 900, 3
"""Logical pixels from which all fields have room in one row, and how many stand in the first of two."""


class JournalFilter(QWidget):
    """A row of fields above the table."""

    changed = Signal()
    """Something else is wanted, and nobody has typed for a moment."""

    go_on = Signal()
    """Enter was pressed: the user wants to go to what was found."""

    def __init__(self) -> None:
        """Want everything."""
        super().__init__()
        self.search = Line("Patient, record or note", "Beginnings of words are enough")
        self.since, self.until = (Line(words, "Date of service, such as 2026-11-20") for words in ("From", "To"))
        self.lot, self.ndc, self.staff = Line("Lot"), Line("NDC"), Line("Staff", "Who gave, discarded or witnessed")
        self.modifier = Line("Modifier", "Such as JW")
        self.state = Choice("State", {"": "any", **{state: state for state in STATES}})
        self.clear = LetterButton("C&lear")
        self._last, self._rows = Field("", self.clear), (QHBoxLayout(), QHBoxLayout())
        self._asked = Wanted()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._build()
        self._connect()

    def wanted(self) -> Wanted:
        """What is looked for; a date that is none yet does not count."""
        return Wanted(
            text=self.search.text(),
            since=dates.date(self.since.text()),
            until=dates.date(self.until.text()),
            lot=self.lot.text(),
            ndc=self.ndc.text(),
            staff=self.staff.text(),
            modifier=self.modifier.text(),
            state=self.state.text(),
        )

    def empty(self) -> None:
        """Want everything again."""
        for field in self._fields():
            field.set_text("")
        self._look()

    def choose_state(self, state: str) -> None:
        """Want notes of a state at once; the other fields stay."""
        self.state.set_text(state)
        self._look()

    def now(self) -> None:
        """Ask at once for what was typed."""
        if self._pause.isActive():
            self._look()

    def _fields(self) -> tuple[Field, ...]:
        return (self.search, self.since, self.until, self.lot, self.ndc, self.staff, self.modifier, self.state)

    def _look(self) -> None:
        self._pause.stop()
        for field in (self.since, self.until):
            field.set_fault("" if dates.date(field.text()) or not field.text() else _NO_DATE)
        wanted = self.wanted()
        self.clear.setEnabled(any(field.text() for field in self._fields()))
        if wanted != self._asked:
            self._asked = wanted
            self.changed.emit()

    def _enter(self) -> None:
        self.now()
        self.go_on.emit()

    def _build(self) -> None:
        spoken.clearable(self.search.line)
        self.clear.setToolTip("Esc")
        self.clear.setAccessibleDescription("Esc")
        self.clear.setEnabled(False)
        self.setProperty("topic", "journal.search")
        self.state.setProperty("topic", "journal.state")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for layout in (box, *self._rows):
            layout.setSpacing(theme.SPACE[1])
        for row in self._rows:
            box.addLayout(row)
        for field in self._fields():
            field.setMinimumWidth(72)
        for field in (self.since, self.until, self.state):
            field.setMinimumWidth(_DATE_WIDTH)
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two rows where one would be cramped."""
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """Put each field into its row, in order."""
        narrow = self.width() < _IN_ONE_ROW
        for place, field in enumerate((*self._fields(), self._last)):
            row = self._rows[narrow and place >= _FIRST]
            row.addWidget(field, 3 if field is self.search else 0 if field is self._last else 1)

    def _connect(self) -> None:
        self._pause.timeout.connect(self._look)
        self.clear.clicked.connect(self.empty)
        for field in self._fields():
            field.changed.connect(self._pause.start)
            if isinstance(field, Line):
                field.line.returnPressed.connect(self._enter)
