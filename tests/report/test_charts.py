"""Figures as bars."""

import datetime

import pytest

from core.quantity import MCG, Mass
from core.report import charts, weeks
from core.report.charts import MOST_BARS, MOST_WEEKS
from core.report.figures import Row, Tally
from core.report.pieces import Bar, Part


def row(name: str, given: int, discarded: int) -> Row:
    """A row of so many micrograms."""
    return Row(name, Tally(given=Mass(given * MCG), discarded=Mass(discarded * MCG)))


class TestWeeks:
    """Weeks beside each other."""

    def test_empty_weeks_keep_their_place(self) -> None:
        """Over the end of a year, too; in words only what was given."""
        (chart,) = charts.upright((row("2025-W52", 60, 40), row("2026-W02", 0, 100)))

        assert chart.name == "Weeks from 2025-12-22"
        assert chart.bars == (
            Bar("Dec 22", (Part("given", 60 * MCG), Part("discarded", 40 * MCG)), "60 mcg given, 40 mcg discarded"),
            Bar("Dec 29", (Part("given", 0), Part("discarded", 0)), "0 mcg given, 0 mcg discarded"),
            Bar("Jan 5", (Part("given", 0), Part("discarded", 100 * MCG)), "0 mcg given, 100 mcg discarded"),
        )
        assert chart.alt == (
            "Weeks from 2025-12-22: week of Dec 22 60 mcg given, 40 mcg discarded; "
            "week of Jan 5 0 mcg given, 100 mcg discarded."
        )
        assert chart.states == ("given", "discarded")

    def test_a_long_time_is_several_charts_on_one_scale(self) -> None:
        """Twelve months fit into one, wherever they begin; 2025 has 52 weeks."""
        fitting = charts.upright((row("2025-W01", 1000, 0), row("2026-W02", 10, 0)))
        found = charts.upright((row("2025-W01", 1000, 0), row("2026-W03", 10, 0)))

        assert [len(chart.bars) for chart in fitting] == [MOST_WEEKS]
        assert [len(chart.bars) for chart in found] == [MOST_WEEKS, 1]
        assert {chart.top for chart in found} == {1600 * MCG}

    def test_monday(self) -> None:
        """The first week of a year may begin in the year before."""
        assert weeks.monday("2026-W01") == datetime.date(2025, 12, 29)

    @pytest.mark.parametrize("day", [datetime.date.min, datetime.date(26, 11, 20), datetime.date.max])
    def test_the_calendar_has_ends(self, day: datetime.date) -> None:
        """A mistyped year, such as 0026, is counted like any other."""
        (week,) = weeks.between(weeks.of(day), weeks.of(day))

        assert 0 <= (day - weeks.monday(week)).days < 7


class TestLying:
    """Bars one below the other."""

    def test_many_rows(self) -> None:
        """The largest have their own bars, all others one together."""
        found = charts.lying("Who gave", tuple(row(f"N{n}", 10, 1) for n in range(MOST_BARS + 3)))

        assert len(found.bars) == MOST_BARS
        assert (found.bars[-1].label, found.bars[-1].text) == ("4 others", "40 mcg given, 4 mcg discarded")

    def test_as_many_as_fit(self) -> None:
        """There is no bar of one other."""
        found = charts.lying("Who gave", tuple(row(f"N{n}", 10, 1) for n in range(MOST_BARS)))

        assert found.bars[-1].label == f"N{MOST_BARS - 1}"

    def test_in_words(self) -> None:
        """Every bar with its amounts."""
        found = charts.lying("Reasons", (row("Spilt", 60, 40),), ("discarded",))

        assert found.alt == "Reasons: Spilt: 40 mcg discarded."


@pytest.mark.parametrize(
    ("highest", "top", "marks"),
    [
        (0, 4, ("1 mcg", "2 mcg", "3 mcg", "4 mcg")),
        (4, 4, ("1 mcg", "2 mcg", "3 mcg", "4 mcg")),
        (5, 8, ("2 mcg", "4 mcg", "6 mcg", "8 mcg")),
        (161, 240, ("60 mcg", "120 mcg", "180 mcg", "240 mcg")),
        (3_999_999, 4_000_000, ("1,000,000 mcg", "2,000,000 mcg", "3,000,000 mcg", "4,000,000 mcg")),
    ],
)
def test_scale(highest: int, top: int, marks: tuple[str, ...]) -> None:
    """Its marks are round numbers, and no bar is longer."""
    found = charts.lying("x", (row("x", highest, 0),))

    assert (found.top, found.marks) == (top * MCG, marks)
