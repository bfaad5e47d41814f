"""ISO weeks such as `2026-W47`, by which a report counts."""

import datetime


def of(day: datetime.date) -> str:
    """The week of a day; the first and last days of a year may be in another year's week.

    >>> of(datetime.date(2027, 1, 3))
    '2026-W53'
    """
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def monday(week: str) -> datetime.date:
    """The first day of a week.

    >>> monday("2026-W47")
    datetime.date(2026, 11, 16)
    """
    return datetime.date.fromisoformat(f"{week}-1")


def between(first: str, last: str) -> list[str]:
    """All weeks from the first to the last."""
    days = range(monday(first).toordinal(), monday(last).toordinal() + 1, 7)
    return [of(datetime.date.fromordinal(day)) for day in days]
