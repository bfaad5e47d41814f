"""Rows of text that each lead somewhere: a step to its rule, a finding to its field."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.result import SEVERITIES
from gui import theme
from gui.sign import Sign


class Entry(NamedTuple):
    """One row."""

    text: str
    link: str
    """Words of the link; empty where there is none."""

    target: str
    """What the link leads to."""

    hint: str = ""
    """More on the link, for tool tip and screen reader."""

    severity: str = ""
    why: str = ""
    """The topic of help that says why; empty for none."""


class _Row(QWidget):
    """A severity, a text and a link."""

    def __init__(self) -> None:
        super().__init__()
        self.entry = Entry("", "", "")
        self.sign, self.word, self.text, self.link = Sign(), QLabel(), QLabel(), QPushButton()
        self.why = QPushButton("Why?")
        self.word.setMinimumWidth(44)
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for button in (self.link, self.why):
            button.setProperty("look", "link")
            button.setAutoDefault(True)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.SPACE[1])
        box.addWidget(self.sign)
        box.addWidget(self.word)
        box.addWidget(self.text, 1)
        box.addWidget(self.link)
        box.addWidget(self.why)

    @property
    def topic(self) -> str:
        """The topic of help that it is about."""
        return self.entry.why or self.entry.target

    def show_entry(self, entry: Entry) -> None:
        self.show()
        if entry == self.entry:
            return
        self.entry = entry
        self.text.setText(entry.text)
        self.sign.show_severity(entry.severity)
        self.word.setVisible(bool(entry.severity))
        self.word.setText(SEVERITIES.get(entry.severity, ""))
        self.word.setProperty("severity", entry.severity)
        theme.restyle(self.word)
        self.link.setVisible(bool(entry.link))
        self.link.setText(entry.link)
        self.link.setToolTip(entry.hint)
        self.link.setAccessibleName(f"{entry.link}: {entry.text}")
        self.link.setAccessibleDescription(entry.hint)
        self.why.setVisible(bool(entry.why))
        self.why.setToolTip(entry.hint)
        self.why.setAccessibleName(f"Why? {entry.text}")


class Rows(QWidget):
    """A list of rows; its widgets are used again, so that showing another answer costs little."""

    followed = Signal(str)
    asked = Signal(str)
    """Why a row is so: a topic of help."""

    def __init__(self) -> None:
        """Show nothing at first."""
        super().__init__()
        self.rows: list[_Row] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.SPACE[0])

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these rows and no others."""
        while len(self.rows) < len(entries):
            self._add()
        for row, entry in zip(self.rows, entries, strict=False):
            row.show_entry(entry)
        for row in self.rows[len(entries) :]:
            row.hide()

    def _add(self) -> None:
        row = _Row()
        row.link.clicked.connect(lambda: self.followed.emit(row.entry.target))
        row.why.clicked.connect(lambda: self.asked.emit(row.entry.why))
        self.rows.append(row)
        self._box.addWidget(row)
