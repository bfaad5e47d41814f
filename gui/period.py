"""The period of a report: one of the usual ones, or dates of one's own."""

import datetime
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui import dates, theme
from gui.field import Choice, Line

OWN = "own"
PRESETS = {
    "this month": "This month",
    "last month": "Last month",
    "this quarter": "This quarter",
    "last quarter": "Last quarter",
    "last 12 months": "Last 12 months",
    OWN: "Own dates",
}
"""Periods, each written out."""

_WRONG = "{}: expected a date such as 2026-11-20."
_ORDER = "The last date is before the first."


class Period(NamedTuple):
    """Dates of service, both of them included."""

    since: datetime.date
    until: datetime.date


def preset(name: str, today: datetime.date) -> Period:
    """A usual period, as it is on a day; what is not over ends on that day."""
    month = today.replace(day=1)
    quarter = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    match name:
        case "last month":
            return Period(_earlier(month, 1), month - datetime.timedelta(days=1))
        case "this quarter":
            return Period(quarter, today)
        case "last quarter":
            return Period(_earlier(quarter, 3), quarter - datetime.timedelta(days=1))
        case "last 12 months":
            return Period(_earlier(month, 11), today)
        case _:
            return Period(month, today)


def _earlier(first: datetime.date, months: int) -> datetime.date:
    """The first of a month so many months before."""
    count = first.year * 12 + first.month - 1 - months
    return datetime.date(count // 12, count % 12 + 1, 1)


class PeriodField(QWidget):
    """A list of periods, and two dates beside it."""

    changed = Signal()
    """Another period is wanted, and it is right."""

    def __init__(self) -> None:
        """Begin with this month."""
        super().__init__()
        self.choice = Choice("Period", PRESETS)
        self.since, self.until = Line("From", "First date of service"), Line("To", "Last date of service")
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.SPACE[2])
        for field in (self.choice, self.since, self.until):
            box.addWidget(field, 1)
        self.choice.changed.connect(self._choose)
        for line in (self.since, self.until):
            line.line.editingFinished.connect(self._read)
        self._taken = self.take()

    def controls(self) -> tuple[QWidget, ...]:
        """What Tab goes through here, in order."""
        return self.choice.control, self.since.control, self.until.control

    def period(self) -> Period | None:
        """What is wanted; None while a date is wrong, which is said at its field."""
        if self.choice.text() != OWN:
            return preset(self.choice.text(), dates.now().date())
        since, until = _day(self.since), _day(self.until)
        if since is None or until is None:
            return None
        self.until.set_fault(_ORDER if until < since else "")
        return None if until < since else Period(since, until)

    def take(self) -> Period | None:
        """What is wanted from now on, by today's calendar; None while a date is wrong, which is said at its field."""
        self._show_dates()
        self._taken = self.period()
        return self._taken

    def _choose(self) -> None:
        self._show_dates()
        self._read()

    def _show_dates(self) -> None:
        """Show a usual period's dates as they are today; those of one's own begin with the dates that were shown."""
        own = self.choice.text() == OWN
        for line in (self.since, self.until):
            line.line.setReadOnly(not own)
            line.set_fault("")
        found = self.period()
        if not own and found:
            self.since.set_text(found.since.isoformat())
            self.until.set_text(found.until.isoformat())

    def _read(self) -> None:
        found = self.period()
        if found and found != self._taken:
            self.changed.emit()


def _day(field: Line) -> datetime.date | None:
    found = dates.date(field.text())
    field.set_fault("" if found else _WRONG.format(field.text() or "empty"))
    return found
