"""What the journal knows of the patient, said below the fields: what is left, and what may be taken over."""

import datetime
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from gui import spoken, theme

KEY = "Ctrl+R"
_TAKE, _WHAT = "Take over from note {} of {}{}", "Fills in {}; {}."


class RecallRow(QWidget):
    """A sentence and a button; each is there only while there is something to say."""

    def __init__(self) -> None:
        """Say nothing at first."""
        super().__init__()
        self.words, self.take = QLabel(), QPushButton()
        self.words.setWordWrap(True)
        self.take.setProperty("look", "link")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.words)
        box.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_known("", "")
        self.offer("", datetime.date.min, "", ())

    def show_known(self, words: str, severity: str) -> None:
        """Say what is known, to the eye and to screen readers; nothing where there are no words."""
        if words == self.words.text():
            return
        self.words.setText(words)
        self.words.setProperty("severity", severity or None)
        self.words.setProperty("look", None if severity else "quiet")
        theme.restyle(self.words)
        self.words.setVisible(bool(words))
        spoken.say(self.words, words)
        self._fit()

    def offer(self, number: str, date: datetime.date, patient: str, what: Sequence[str]) -> None:
        """Offer to take over what a note gave; nothing where it gave nothing that is not filled in."""
        of = f", {patient}" if patient else ""
        self.take.setText(_TAKE.format(number, date, of).replace("&", "&&") if what else "")
        self.take.setToolTip(_WHAT.format(", ".join(what).lower(), KEY))
        self.take.setAccessibleDescription(self.take.toolTip())
        self.take.setVisible(bool(what))
        self._fit()

    def _fit(self) -> None:
        self.setVisible(bool(self.words.text() or self.take.text()))
