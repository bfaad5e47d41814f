"""The question what became of a note's claim, and on which day."""

import datetime

from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLabel, QWidget

from core.authorization import plural
from gui import dates, theme
from gui.field import Choice, Line

STATES = {
    "sent": "sent to the payer",
    "paid": "paid",
    "denied": "denied",
    "appealed": "denied, and appealed",
    "closed": "closed: nothing more is owed",
    "open": "not sent after all",
}
"""What may have become of a claim, in words."""

_TAKEN_BACK = {**STATES, "closed": "taken back, or never sent: nothing more is owed"}
"""Where there is nothing to bill any more."""

_NEXT = {"": "sent", "open": "sent", "sent": "paid", "denied": "appealed", "appealed": "paid"}
"""What mostly comes after what."""

_WORDS = "What became of the claim of note {}? It goes into the journal. A later word takes the place of this one."
_ALL = "The other {} to send in the table went with it"
_NO_DATE = "Write the day, such as 2026-11-20."
_TOO_LATE = "{} is still to come. Write the day on which it was."
_TOO_EARLY = "{} is before the date of service, {}."


class ClaimMark(QDialog):
    """Asks for a state and a day; both are checked before they are taken."""

    def __init__(
        self,
        parent: QWidget,
        number: str,
        service_date: datetime.date,
        before: str,
        others: int = 0,
        *,
        to_take_back: bool = False,
    ) -> None:
        """Ask over a window.

        Args:
            parent: the window.
            number: of the note.
            service_date: before which nothing can have become of it.
            before: the state that the claim has; empty for none.
            others: how many more notes in the table may be marked as sent with it.
            to_take_back: whether the note is void, or bills nothing.
        """
        super().__init__(parent)
        self.setWindowTitle("Mark the claim")
        self.setProperty("topic", "journal.mark")
        self._service_date = service_date
        words = QLabel(_WORDS.format(number))
        words.setWordWrap(True)
        self.state = Choice("The claim is", _TAKEN_BACK if to_take_back else STATES)
        self.state.set_text("closed" if to_take_back else _NEXT.get(before, "closed"))
        self.date = Line("On", "Such as 2026-11-20 or 11/20/2026", "2026-11-20")
        self.date.set_text(dates.now().date().isoformat())
        self.all = QCheckBox(_ALL.format(plural(others, "note")))
        self.all.setVisible(others > 0)
        self.state.changed.connect(self._offer_all)
        self._offer_all()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.do = buttons.addButton("Mark", QDialogButtonBox.ButtonRole.AcceptRole)
        self.do.setProperty("look", "primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        box = theme.in_dialogue(self)
        for part in (words, self.state, self.date, self.all, buttons):
            box.addWidget(part)
        self.setMinimumWidth(440)
        self.state.focus()

    def _offer_all(self) -> None:
        """Only what is sent is sent together; all else is each claim's own."""
        sent = self.state.text() == "sent"
        self.all.setEnabled(sent)
        self.all.setChecked(sent and self.all.isChecked())

    def day(self) -> datetime.date:
        """The day that was typed.

        Raises:
            ValueError: it is none.
        """
        return datetime.date.fromisoformat(dates.day(self.date.text()))

    def accept(self) -> None:
        """Take state and day if the day can be right."""
        fault = self._fault()
        self.date.set_fault(fault)
        if fault:
            self.date.focus()
        else:
            super().accept()

    def _fault(self) -> str:
        try:
            day = self.day()
        except ValueError:
            return _NO_DATE
        if day > dates.now().date():
            return _TOO_LATE.format(day)
        return _TOO_EARLY.format(day, self._service_date) if day < self._service_date else ""
