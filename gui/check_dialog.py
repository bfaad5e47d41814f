"""Whether a note still says what its encounter comes to, in plain words; the window stays usable meanwhile."""

import os
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QListWidget, QWidget

from core.note import paper, verify
from core.note.verify import Report
from core.reference import Reference
from gui import drawing, spoken, tasks, theme, verdicts, words, wrapping
from gui.sign import Sign
from gui.verdicts import Verdict


class CheckDialog(QDialog):
    """Checks one note after the other, each away from the keys."""

    def __init__(self, reference: Reference, parent: QWidget) -> None:
        """Check against these rules and products."""
        super().__init__(parent)
        self._reference = reference
        self._round = 0
        self.sign = Sign()
        self.headline, self.advice, self.note, self.file = QLabel(), QLabel(), QLabel(), QLabel()
        self.differences = QListWidget()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._build()

    def check(self, path: str) -> None:
        """Check the note in a file; what an earlier check comes to is not shown any more."""
        self._round += 1
        self.file.setText(f"File: {os.path.basename(path)}")
        self._show(Verdict("", words.CHECKING))
        self.buttons.button(QDialogButtonBox.StandardButton.Close).setFocus(Qt.FocusReason.OtherFocusReason)
        arrive, fail = partial(self._arrive, self._round), partial(self._fail, self._round)
        tasks.run(self, lambda: _compared(path, self._reference), arrive, fail)

    def _arrive(self, asked: int, report: Report) -> None:
        if asked == self._round:
            self._show(verdicts.of_report(report))

    def _fail(self, asked: int, error: Exception) -> None:
        found = verdicts.of_error(error)
        if asked == self._round:
            self._show(found or Verdict("error", *words.NOT_CHECKED))
        if found is None:
            raise error

    def _show(self, found: Verdict) -> None:
        self.sign.show_severity(found.severity)
        for label, text in ((self.headline, found.headline), (self.advice, found.advice), (self.note, found.note)):
            label.setText(text)
            label.setVisible(bool(text))
        self.differences.clear()
        self.differences.addItems(found.differences)
        self.differences.setVisible(bool(found.differences))
        if found.differences:
            self.differences.setCurrentRow(0)
            self.differences.setFocus(Qt.FocusReason.OtherFocusReason)
        spoken.say(self.headline, found.headline)

    def _build(self) -> None:
        self.setWindowTitle(words.CHECK_TITLE)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)  # what differs may name a patient
        self.setProperty("topic", "checking")
        head, box = QHBoxLayout(), theme.in_dialogue(self)
        for label in (self.headline, self.advice, self.note, self.file):
            label.setTextFormat(Qt.TextFormat.PlainText)  # what stands in a file is never markup
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.headline.setProperty("look", "amount")
        for label in (self.note, self.file):
            label.setProperty("look", "quiet")
        self.differences.setAccessibleName("Differences")
        wrapping.wrap(self.differences)
        self.differences.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.buttons.rejected.connect(self.reject)
        head.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.headline, 1)
        head.setSpacing(theme.SPACE[1])
        box.addLayout(head)
        box.addWidget(self.advice)
        box.addWidget(self.differences, 1)
        box.addWidget(self.note)
        box.addWidget(self.file)
        box.addStretch()
        box.addWidget(self.buttons)
        self.setMinimumSize(460, 360)
        theme.resize_within(self, 660, 460)


def _compared(path: str, reference: Reference) -> Report:
    """Read a file and compare it, on any thread; reading may take long, and keeps no other note from being drawn."""
    with open(path, "rb") as file:
        data = file.read(paper.MAX_BYTES + 1)
    found = paper.read(data)
    with drawing.ONE:
        today = verify.again(found, reference)
    return verify.compare(data, found, today)
