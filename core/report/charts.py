"""Figures as bars: weeks beside each other, everything else one below the other."""

import datetime
import itertools

from core.quantity import MCG, Mass, mcg
from core.report import weeks
from core.report.figures import Row, Tally
from core.report.pieces import Bar, Chart, Part

MOST_BARS = 12
"""Of a lying chart; what is beyond stands in one bar, and in the table in full."""

MOST_WEEKS = 54
"""Of one chart: twelve months, wherever they begin."""

_BOTH = ("given", "discarded")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_STEPS = 4
"""Of a scale, as many as there are marks."""


def upright(rows: tuple[Row, ...]) -> tuple[Chart, ...]:
    """Weeks as bars, a chart for each year or so, all on one scale; one without an encounter is an empty place."""
    by_week = {row.name: row.tally for row in rows}
    top = _top(max(tally.given + tally.discarded for tally in by_week.values()))
    names = weeks.between(rows[0].name, rows[-1].name)
    return tuple(_weeks(names[start : start + MOST_WEEKS], by_week, top) for start in range(0, len(names), MOST_WEEKS))


def lying(name: str, rows: tuple[Row, ...], states: tuple[str, ...] = _BOTH) -> Chart:
    """A bar for each row; beyond the first few, all others are one bar."""
    shown = rows if len(rows) <= MOST_BARS else (*rows[: MOST_BARS - 1], _others(rows[MOST_BARS - 1 :]))
    bars = tuple(_bar(row.name, row.tally, states) for row in shown)
    top = _top(max(sum(part.amount for part in bar.parts) for bar in bars))
    alt = f"{name}: {'; '.join(f'{bar.label}: {bar.text}' for bar in bars)}."
    return Chart(name, bars, top, _marks(top), upright=False, alt=alt)


def _weeks(names: list[str], by_week: dict[str, Tally], top: int) -> Chart:
    bars = tuple(_bar(_day(weeks.monday(name)), by_week.get(name, Tally()), _BOTH) for name in names)
    said = (f"week of {bar.label} {bar.text}" for name, bar in zip(names, bars, strict=True) if name in by_week)
    title = f"Weeks from {weeks.monday(names[0])}"
    return Chart(title, bars, top, _marks(top), upright=True, alt=f"{title}: {'; '.join(said)}.")


def _bar(label: str, tally: Tally, states: tuple[str, ...]) -> Bar:
    parts = tuple(Part(state, getattr(tally, state)) for state in states)
    return Bar(label, parts, ", ".join(f"{mcg(Mass(part.amount))} {part.state}" for part in parts))


def _others(rows: tuple[Row, ...]) -> Row:
    total = Tally()
    for row in rows:
        total = total.plus(row.tally)
    return Row(f"{len(rows):,} others", total)


def _day(day: datetime.date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.day}"


def _top(highest: int) -> int:
    """The end of a scale that holds an amount; a quarter of it is a round number of micrograms."""
    ends = (digits * int(10**zeros) * MCG for zeros in itertools.count() for digits in (4, 8, 16, 24))
    return next(end for end in ends if end >= highest)


def _marks(top: int) -> tuple[str, ...]:
    return tuple(mcg(Mass(top * step // _STEPS)) for step in range(1, _STEPS + 1))
