"""Whole billing units of amounts: the rounding rules, each in one place."""

from collections.abc import Iterable

from core.quantity import Mass


def administered_units(given: Mass, unit: Mass) -> int:
    """R2: the dose given over the billing unit, rounded up."""
    return -(-given // unit)


def discarded_units(labelled: Mass, unit: Mass, administered: int) -> int:
    """R4: the labels' whole units that the administered line does not cover already; never below 0.

    Args:
        labelled: what the single-dose containers' labels say.
        unit: the billing unit.
        administered: administered units of the whole encounter.
    """
    return max(0, labelled // unit - administered)


def administered_shares(amounts: Iterable[Mass], unit: Mass) -> list[int]:
    """R14: the whole encounter's administered units, split over amounts given one after the other.

    Each share is the rounded running total less the one before, so that the shares add up to the whole.
    """
    shares, total, before = [], Mass(0), 0
    for amount in amounts:
        total = Mass(total + amount)
        now = administered_units(total, unit)
        shares.append(now - before)
        before = now
    return shares


def discarded_shares(amounts: Iterable[Mass], unit: Mass, total: int) -> list[int]:
    """R14: the whole encounter's discarded units, split over amounts discarded one after the other.

    The whole units of the running total, until the encounter's units are used up. They always come to `total`,
    for that is never more than the whole units of all that was discarded.
    """
    shares, amount_so_far, before = [], Mass(0), 0
    for amount in amounts:
        amount_so_far = Mass(amount_so_far + amount)
        now = min(total, amount_so_far // unit)
        shares.append(now - before)
        before = now
    return shares


def count(units: int) -> str:
    """Units for reading: `1 unit`, `3 units`."""
    return f"{units:,} unit{'' if units == 1 else 's'}"
