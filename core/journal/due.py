"""P4: until when a claim must be sent, corrected or appealed, by the windows of the payers' profiles."""

import datetime
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from core.authorization import plural
from core.journal.owed import ANSWER, APPEAL, TAKE_BACK, Owed
from core.payers import Payer

NO_WINDOW = "no time limit set"
SOON = 30
"""Days before the last one from which something is due soon."""


class Due(NamedTuple):
    """What is owed for a note's claim, and until when."""

    note: int
    """Its place."""

    act: str
    """One of owed.ACTS."""

    until: datetime.date | None
    """The last day in the window; None where the payer's profile does not say."""

    def days_left(self, today: datetime.date) -> int | None:
        """Calendar days to the last day: 0 on that day, below 0 after it; None where no window is known."""
        return None if self.until is None else (self.until - today).days

    def severity(self, today: datetime.date) -> str:
        """How bad that is: error after the last day, warning when it is near, else info."""
        days = self.days_left(today)
        if days is None or days > SOON:
            return "info"
        return "warning" if days >= 0 else "error"

    def words(self, today: datetime.date) -> str:
        """What is owed and how long there is, such as `send: 12 days left`."""
        return self.act if self.act == TAKE_BACK else f"{self.act}: {_left(self.days_left(today))}"


def of(owed: Owed, payers: Mapping[str, Payer]) -> Due:
    """Until when something is owed: the window's days after the day of service or of denial, the last one included."""
    payer = payers.get(owed.payer)
    denied = owed.act in {APPEAL, ANSWER}
    window = None if payer is None else payer.appeal_days if denied else payer.filing_days
    if owed.since is None or window is None:
        return Due(owed.note, owed.act, None)
    last = min(owed.since.toordinal() + window, datetime.date.max.toordinal())
    return Due(owed.note, owed.act, datetime.date.fromordinal(last))


def worst_first(owed: Iterable[Owed], payers: Mapping[str, Payer]) -> list[Due]:
    """All that is due: what ends first comes first, what has no window last, and of equals the older note."""
    return sorted((of(one, payers) for one in owed), key=lambda due: (due.until or datetime.date.max, due.note))


def _left(days: int | None) -> str:
    if days is None:
        return NO_WINDOW
    if days == 0:
        return "last day today"
    return f"{plural(days, 'day')} left" if days > 0 else f"{plural(-days, 'day')} late"
