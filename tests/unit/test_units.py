"""Whole billing units of amounts (R2, R4, R14), to the last picogram."""

import pytest

from core import units
from core.quantity import MCG, Mass

UNIT = Mass(25 * MCG)
JUST_BELOW = Mass(25 * MCG - 1)


def masses(*amounts: int) -> list[Mass]:
    """Amounts in picograms."""
    return [Mass(amount) for amount in amounts]


class TestR14:
    """A whole encounter's units are split over its containers; each share is whole, and they add up."""

    @pytest.mark.parametrize(
        ("amounts", "shares"),
        [
            (masses(JUST_BELOW, 1, 1), [1, 0, 1]),
            (masses(UNIT, UNIT), [1, 1]),
            (masses(0, 15 * MCG, 15 * MCG), [0, 1, 1]),
        ],
    )
    def test_administered(self, amounts: list[Mass], shares: list[int]) -> None:
        assert units.administered_shares(amounts, UNIT) == shares

    @pytest.mark.parametrize(
        ("amounts", "total", "shares"),
        [
            (masses(JUST_BELOW, 1), 1, [0, 1]),
            (masses(JUST_BELOW), 1, [0]),
            (masses(15 * MCG, 15 * MCG, 20 * MCG), 2, [0, 1, 1]),
            (masses(50 * MCG, 50 * MCG), 3, [2, 1]),
        ],
    )
    def test_discarded(self, amounts: list[Mass], total: int, shares: list[int]) -> None:
        found = units.discarded_shares(amounts, UNIT, total)
        assert found == shares
        assert all(isinstance(share, int) for share in found)
