"""Dates and times as people and labels write them, turned into the form that the record keeps."""

import datetime
import re
from contextlib import suppress

_MONTH = re.compile(r"(0?[1-9]|1[0-2])[/.-](20)?([0-9]{2})", re.ASCII)
_YEAR_MONTH = re.compile(r"(20[0-9]{2})[/.-](0?[1-9]|1[0-2])", re.ASCII)
_AMERICAN = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/((?:19|20)[0-9]{2})", re.ASCII)
_TIME = re.compile(r"([0-9]{1,2}):?([0-9]{2})", re.ASCII)


def day(text: str) -> str:
    """A day written `11/30/2027` as `2027-11-30`; any other text as it is, for the record's own check."""
    match = _AMERICAN.fullmatch(text.strip())
    if match is None:
        return text.strip()
    month, number, year = match.groups()
    return f"{year}-{month:0>2}-{number:0>2}"


def date(text: str) -> datetime.date | None:
    """The day that a text says, however people write it; None where it says none."""
    try:
        return datetime.date.fromisoformat(day(text))
    except ValueError:
        return None


def expiry(text: str) -> str:
    """An expiry; a month alone, `11/27` or `2027-11`, means its last day."""
    text = text.strip()
    if match := _YEAR_MONTH.fullmatch(text):
        year, month = match.groups()
    elif match := _MONTH.fullmatch(text):
        month, year = match.group(1), f"20{match.group(3)}"
    else:
        return day(text)
    import calendar  # brings along the system's languages

    return f"{year}-{int(month):02d}-{calendar.monthrange(int(year), int(month))[1]}"


def time(text: str) -> str:
    """A time written `9:05` or `0905` as `09:05`; any other text as it is."""
    match = _TIME.fullmatch(text.strip())
    return f"{match.group(1):0>2}:{match.group(2)}" if match else text.strip()


def moment(text: str, on: str) -> str:
    """A time alone is on the day `on`; date and time may stand apart by a space."""
    clock = time(text)
    if _TIME.fullmatch(clock):
        return f"{on}T{clock}"
    first, space, second = text.strip().partition(" ")
    return f"{day(first)}T{time(second)}" if space else text.strip()


def stop(text: str, start: str) -> str:
    """When something ended that began at the moment `start`: a time alone is the first one after that."""
    day_of, _, _ = start.partition("T")
    ended = moment(text, day_of)
    if _TIME.fullmatch(time(text)) and ended < start:
        with suppress(ValueError):
            return moment(text, (datetime.date.fromisoformat(day_of) + datetime.timedelta(1)).isoformat())
    return ended


def shown(text: str, on: str) -> str:
    """A moment as people write it: the time alone on the day `on`, else date and time with a space between."""
    first, t, second = text.partition("T")
    if not t:
        return text
    return second if first == on else f"{first} {second}"


def now() -> datetime.datetime:
    """This minute by the computer's clock: the window's only clock, and the core has none."""
    return datetime.datetime.now().replace(second=0, microsecond=0)  # noqa: DTZ005 - the chart's own local time
