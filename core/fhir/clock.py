"""Moments as FHIR writes them: a time of day needs its offset from universal time, and none is made up."""

import datetime
from collections.abc import Callable

Clock = Callable[[datetime.datetime], datetime.timedelta | None]
"""The offset of the clock on the clinic's wall at a moment by that clock; None where it is not known."""


def unknown(_: datetime.datetime) -> datetime.timedelta | None:
    """Nobody said where the clinic is."""
    return None


def here(moment: datetime.datetime) -> datetime.timedelta | None:
    """This computer's offset."""
    try:
        return _only({moment.replace(fold=fold).astimezone().utcoffset() for fold in (0, 1)})
    except (OSError, OverflowError, ValueError):  # a year that the system's clock does not have
        return None


def of(zone: str) -> Clock:
    """The clock of a time zone such as `America/New_York`.

    Raises:
        ValueError: this computer knows no such zone.
    """
    from zoneinfo import ZoneInfo

    try:
        found = ZoneInfo(zone)
    except (LookupError, OSError, ValueError):
        msg = f"{zone}: expected a time zone such as America/New_York"
        raise ValueError(msg) from None
    return lambda moment: _only({moment.replace(fold=fold, tzinfo=found).utcoffset() for fold in (0, 1)})


def written(moment: datetime.datetime, clock: Clock) -> str:
    """A moment with its offset; the day alone where that is not known."""
    offset = clock(moment)
    if offset is None:
        return moment.date().isoformat()
    return moment.replace(tzinfo=datetime.timezone(offset)).isoformat(timespec="seconds")


def both(start: datetime.datetime, end: datetime.datetime, clock: Clock) -> tuple[str, str]:
    """A span's moments with their offsets; as days where either is not known, for a day ends before its own hours."""
    if None in {clock(start), clock(end)}:
        return written(start, unknown), written(end, unknown)
    return written(start, clock), written(end, clock)


def _only(offsets: set[datetime.timedelta | None]) -> datetime.timedelta | None:
    """The one offset in whole minutes; in the hour when clocks are changed there are two, and nobody knows which."""
    offset = offsets.pop()
    return None if offsets or offset is None or offset.seconds % 60 else offset
