"""The sections of a report as cards: large figures, charts, tables and words."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from core.note.pieces import Paragraph
from core.report.pieces import Chart, Numbers, Piece, Section, Table
from gui import theme
from gui.chart_view import ChartView
from gui.figure_table import FigureTable
from gui.section import heading
from gui.turns import Turns

_ACROSS = 4
"""Large figures beside each other."""


class Cards(QWidget):
    """Sections below each other, each a card; they come one by one, so that no key waits for all of them."""

    def __init__(self, *, whole_tables: bool = False) -> None:
        """Show nothing yet.

        Args:
            whole_tables: tables show all of their rows, and never scroll by themselves.
        """
        super().__init__()
        self._whole_tables = whole_tables
        self.all: list[QFrame] = []
        self._turns, self._box = Turns(self), QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.SPACE[1])

    def show_sections(self, sections: Iterable[Section]) -> None:
        """Show sections in the place of those before."""
        for card in self.all:
            self._box.removeWidget(card)
            card.deleteLater()
        self.all = []
        self._turns.take([partial(self._add, section) for section in sections])

    def is_whole(self) -> bool:
        """Whether there are sections, and all of them are there."""
        return bool(self.all) and self._turns.is_done()

    def _add(self, section: Section) -> None:
        made = _card(section)
        if self._whole_tables:
            for table in made.findChildren(FigureTable):
                table.show_whole()
        self.all.append(made)
        self._box.addWidget(made)


def _card(section: Section) -> QFrame:
    """A section as a card."""
    made = QFrame()
    made.setProperty("look", "card")
    box = QVBoxLayout(made)
    box.setContentsMargins(theme.SPACE[3], theme.SPACE[2], theme.SPACE[3], theme.SPACE[2])
    box.setSpacing(theme.SPACE[1])
    box.addWidget(heading(section.heading))
    for piece in section.pieces:
        box.addWidget(_widget(piece))
    return made


def _widget(piece: Piece) -> QWidget:
    match piece:
        case Numbers():
            return _numbers(piece)
        case Chart():
            return ChartView(piece)
        case Table():
            return FigureTable(piece)
        case Paragraph(words):
            return words_label(words)


def words_label(words: str = "") -> QLabel:
    """Running text that can be marked and copied."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _numbers(piece: Numbers) -> QWidget:
    """Labels over large figures."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.SPACE[3])
    grid.setVerticalSpacing(theme.SPACE[1])
    for place, field in enumerate(piece.fields):
        pair = QWidget()
        box = QVBoxLayout(pair)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        label, value = QLabel(field.label), words_label(field.value)
        label.setProperty("look", "label")
        label.setWordWrap(True)
        value.setProperty("look", "amount")
        value.setAccessibleName(f"{field.label}: {field.value}")
        box.addWidget(label)
        box.addWidget(value)
        grid.addWidget(pair, place // _ACROSS, place % _ACROSS, Qt.AlignmentFlag.AlignBottom)
    for column in range(_ACROSS):
        grid.setColumnStretch(column, 1)
    return made
