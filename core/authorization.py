"""A prior authorisation: what a payer has granted, what notes have used of it, and what is the matter with it (P2)."""

import datetime
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from core.units import count

SOON = 30
"""Days before its last day from which an authorisation is said to end soon."""

_EXCEEDED = "Authorisation {} has {} left; this encounter bills {}. Ask the payer before it is sent."
_SPENT = "Authorisation {} is overdrawn by {}. Ask the payer for more."
_OUTSIDE = "{} is outside authorisation {}, which holds from {} to {}. Ask the payer for another one."
_OTHER_CODE = "Authorisation {} is for {}, not for {}. Ask the payer which one it means."
_OTHER_PAYER = "Authorisation {} is of another payer than this encounter's. Compare both."
_LOW = "Authorisation {} then has {} left, too few for two more like this. Ask the payer in time."
_LOW_SINCE_LAST = "Authorisation {} has {} left, too few for two more like the last. Ask the payer in time."
_ENDS = "Authorisation {} ends on {}, in {}. Ask the payer for a new one in time."
_LAST_DAY = "{} is the last day of authorisation {}. Ask the payer for a new one."


class Concern(NamedTuple):
    """Something that is the matter with an authorisation."""

    code: str
    """One of: units-exceeded, outside-dates, other-code, other-payer, units-low, ends-soon."""

    severity: str
    """error where a payer would deny the claim, warning where it will soon."""

    message: str


class Authorization(NamedTuple):
    """What a payer has granted to one patient, and what is used of it."""

    number: str
    record_number: str
    """The patient's; empty where the clinic wrote none down."""

    patient: str
    """The patient's name."""

    payer: str
    """The id of the payer's profile."""

    hcpcs: str
    since: datetime.date
    """First date of service that it covers."""

    until: datetime.date
    """Last date of service that it covers."""

    granted: int
    """Units."""

    used: int = 0
    """Units on the claim lines of the notes that name it and hold; JW units count, which no payer has confirmed."""

    latest: int = 0
    """Units of the last of those notes; 0 where there is none."""

    @property
    def left(self) -> int:
        """Units that may still be given; below 0 where more was given than granted."""
        return self.granted - self.used

    def covers(self, date: datetime.date) -> bool:
        """Whether a date of service lies inside; the first and the last day do."""
        return self.since <= date <= self.until


def likeliest_first(found: Iterable[Authorization], payer: str, date: datetime.date) -> list[Authorization]:
    """Authorisations of one number or patient: first those of the payer, of these first the ones that cover the day."""
    return sorted(found, key=lambda one: (one.payer != payer, not one.covers(date)))


def concerns(
    known: Authorization, date: datetime.date, hcpcs: str = "", units: int = 0, payer: str = ""
) -> tuple[Concern, ...]:
    """P2: what is the matter with an authorisation on a day, what is worst first.

    Units are low where what is left does not cover twice what is billed: now, or by the last note where nothing
    is billed now. It ends soon from SOON days before its last day.

    Args:
        known: with what other notes have used of it.
        date: of service, or today.
        hcpcs: the code that is billed; empty where nothing is.
        units: that are billed, JW units among them; 0 where nothing is.
        payer: id of the one that is billed; empty where that is not known.
    """
    found = [*_of_payer(known, payer), *_of_code(known, hcpcs), *_of_dates(known, date), *_of_units(known, units)]
    return tuple(sorted(found, key=lambda concern: concern.severity))  # error comes before warning


def _of_payer(known: Authorization, payer: str) -> Iterator[Concern]:
    if payer and payer != known.payer:
        yield Concern("other-payer", "error", _OTHER_PAYER.format(known.number))


def _of_code(known: Authorization, hcpcs: str) -> Iterator[Concern]:
    if hcpcs and hcpcs != known.hcpcs:
        yield Concern("other-code", "error", _OTHER_CODE.format(known.number, known.hcpcs, hcpcs))


def _of_dates(known: Authorization, date: datetime.date) -> Iterator[Concern]:
    if not known.covers(date):
        yield Concern("outside-dates", "error", _OUTSIDE.format(date, known.number, known.since, known.until))
    elif date == known.until:
        yield Concern("ends-soon", "warning", _LAST_DAY.format(date, known.number))
    elif (days := (known.until - date).days) <= SOON:
        yield Concern("ends-soon", "warning", _ENDS.format(known.number, known.until, plural(days, "day")))


def _of_units(known: Authorization, units: int) -> Iterator[Concern]:
    after = known.left - units
    if known.left < 0:
        yield Concern("units-exceeded", "error", _SPENT.format(known.number, count(-known.left)))
    elif after < 0:
        yield Concern("units-exceeded", "error", _EXCEEDED.format(known.number, count(known.left), count(units)))
    elif after < 2 * (units or known.latest):
        words = _LOW if units else _LOW_SINCE_LAST
        yield Concern("units-low", "warning", words.format(known.number, count(after)))


def plural(number: int, word: str) -> str:
    """`1 day`, `3 days`."""
    return f"{number:,} {word}{'' if abs(number) == 1 else 's'}"
