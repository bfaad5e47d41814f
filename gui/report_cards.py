"""The sections of a report as cards: large figures, charts, tables and words."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from core.note.pieces import Paragraph
from core.report.pieces import Chart, Numbers, Piece, Section, Table
from gui import theme
from gui.chart_view import ChartView
from gui.figure_table import FigureTable
from gui.section import heading

_ACROSS = 4
"""Large figures beside each other."""


def card(section: Section) -> QFrame:
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
