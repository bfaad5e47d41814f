"""Quarters by which figures age."""

import datetime

import pytest

from core import quarters


@pytest.mark.parametrize(
    ("day", "quarter", "age"),
    [
        ("2024-07-01", "2024 Q3", 0),
        ("2024-09-30", "2024 Q3", 0),
        ("2024-10-01", "2024 Q4", 1),
        ("2026-11-20", "2026 Q4", 9),
        ("2024-06-30", "2024 Q2", -1),
        ("2023-12-31", "2023 Q4", -3),
    ],
)
def test_age_of_a_figure(day: str, quarter: str, age: int) -> None:
    """It is counted in quarters from the figure's own one."""
    found = datetime.date.fromisoformat(day)

    assert (quarters.of(found), quarters.since("2024 Q3", found)) == (quarter, age)


@pytest.mark.parametrize(
    ("head", "name", "quarter"),
    [
        ("Effective October 1, 2025 through December 31, 2025", "April 2024.csv", "2025 Q4"),
        ("EFFECTIVE JANUARY  1,2026", "x.csv", "2026 Q1"),
        ("Effective May 1, 2025", "april-2026-asp.csv", "2026 Q2"),
        ("", "JULY_2025.csv", "2025 Q3"),
        ("", "MCR_MUE_PractitionerServices_Eff_10-01-2026.csv", "2026 Q4"),
        ("", "mue-eff-02-01-2026.csv", ""),
        ("", "x.csv", ""),
    ],
)
def test_quarter_of_a_published_file(head: str, name: str, quarter: str) -> None:
    """The head says it, else the name; else nobody does."""
    assert quarters.published(head, name) == quarter


@pytest.mark.parametrize(
    ("text", "valid"), [("2026 Q4", True), ("2026 Q5", False), ("2026 QX", False), ("1999 Q1", False), ("", False)]
)
def test_what_is_a_quarter(text: str, valid: bool) -> None:  # noqa: FBT001 - a case
    """A year of this century and a number from 1 to 4."""
    assert quarters.is_valid(text) is valid
