"""Which containers to open for a dose: least labelled drug first, then fewest containers (R13)."""

import functools
import math
from typing import Any, NamedTuple

from core.quantity import MCG, Mass, QuantityError, number, parse_mass

MAX_DOSE = Mass(100_000 * MCG)
MAX_SIZES = 10
_MAX_SUMS = 1_200_000_000
"""Sums that a plan may look at, over all sizes; a bit each, so that the most take 150 MB and some seconds."""

_MAX_SUMS_IN_PASSING = 20_000_000
"""The same for the remark that a smaller container would have done, which must not be waited for."""


class PlanError(ValueError):
    """No plan can be made; the message says why."""

    about = "stock"
    """What is at fault: stock or dose."""


class DoseError(PlanError):
    """The dose can't be planned for."""

    about = "dose"


class Stock(NamedTuple):
    """Containers of one size that are at hand."""

    size: Mass
    """What one of them holds."""

    count: int | None = None  # type: ignore[assignment]  # the field's usual name, over tuple.count
    """How many there are; None where there are enough."""


class Plan(NamedTuple):
    """Containers to open."""

    opened: tuple[tuple[Mass, int], ...]
    """Size and how many of it, largest first."""

    labelled: Mass
    """What they hold together: the least that covers the dose."""


def parse_stock(text: str) -> tuple[Stock, ...]:
    """Read container sizes in mcg such as `50,100x2,500`: enough of the 50 and 500, two of the 100.

    Raises:
        PlanError: a part is no size.
    """
    return tuple(_parse_size(part.strip()) for part in text.split(","))


def _parse_size(text: str) -> Stock:
    size, times, count = text.partition("x")
    try:
        mass = parse_mass(f"{size.strip()} mcg")
    except QuantityError:
        mass = Mass(0)
    plain = count.strip().isascii() and count.strip().isdigit() and len(count) < 10
    if not mass or (times and not plain):
        msg = f"{text or 'empty'}: expected a size in mcg such as 100, or 100x2 where there are two"
        raise PlanError(msg)
    return Stock(mass, int(count) if times else None)


def to_json(dose: Mass, found: Plan) -> dict[str, Any]:
    """A plan as JSON object: quantities are decimal strings."""
    return {
        "dose_mcg": number(dose),
        "labelled_mcg": number(found.labelled),
        "discarded_mcg": number(found.labelled - dose),
        "open": [{"size_mcg": number(size), "count": count} for size, count in found.opened],
    }


def plan(dose: Mass, stock: tuple[Stock, ...]) -> Plan:
    """The containers that cover a dose with the least labelled drug, and of such plans the fewest containers.

    Exact: one bit for each sum that containers can add up to, counted in the step that their sizes have in common,
    shows the smallest sum that covers the dose; then the fewest containers are chosen that add up to it.

    Args:
        dose: more than 0, at most 100,000 mcg.
        stock: one to ten sizes, each once.

    Raises:
        PlanError: dose or sizes out of bounds, the stock does not hold the dose, or there are too many sums. All
            sums looked at are below twice the dose, so that ten sizes in whole hundredths of a microgram never
            have too many, and neither has a dose up to 60 mcg.
    """
    _check(dose, stock)
    held = _held(stock)
    sums = _sums(dose, held, _MAX_SUMS)
    if sums.covering is None:
        alone = _alone(dose, held)
        return Plan(((alone, 1),), alone)
    parts = [container for container in held if container.size < dose]
    chosen = _fewest(sums.covering, [(part.size // sums.step, part.count) for part in parts], sums.by_sizes)
    opened = tuple((part.size, n) for part, n in zip(parts, chosen, strict=True) if n)
    return Plan(opened, Mass(sums.covering * sums.step))


def least_labelled(dose: Mass, sizes: tuple[Mass, ...]) -> Mass:
    """The least labelled drug with which containers of these sizes cover a dose, as many as needed.

    Args:
        dose: more than 0.
        sizes: any number, each once.

    Raises:
        PlanError: there are no sizes, or too many sums to look through.
    """
    step = math.gcd(*sizes) or 1
    return _least_labelled(Mass(-(-dose // step) * step), sizes)


@functools.lru_cache(maxsize=4096)
def _least_labelled(dose: Mass, sizes: tuple[Mass, ...]) -> Mass:
    """The same for doses in steps of the sizes: nothing they add up to lies between, and there are few of those."""
    held = _held(tuple([Stock(size) for size in sizes]))
    sums = _sums(dose, held, _MAX_SUMS_IN_PASSING)
    return _alone(dose, held) if sums.covering is None else Mass(sums.covering * sums.step)


def _check(dose: Mass, stock: tuple[Stock, ...]) -> None:
    if not 0 < dose <= MAX_DOSE:
        msg = "a plan needs a dose of more than 0 and at most 100,000 mcg"
        raise DoseError(msg)
    if not 1 <= len(stock) <= MAX_SIZES or len({s.size for s in stock}) < len(stock):
        msg = f"a plan needs 1 to {MAX_SIZES} different container sizes"
        raise PlanError(msg)
    if any(s.size <= 0 or (s.count is not None and s.count < 0) for s in stock):
        msg = "a container holds more than 0"
        raise PlanError(msg)


def _held(stock: tuple[Stock, ...]) -> list[Stock]:
    """The sizes of which there is a container, largest first."""
    held = sorted((s for s in stock if s.count != 0), key=lambda s: -s.size)
    if not held:
        msg = "the stock holds no containers"
        raise PlanError(msg)
    return held


def _alone(dose: Mass, held: list[Stock]) -> Mass:
    """The smallest container that covers the dose alone."""
    enough = [container.size for container in held if container.size >= dose]
    if not enough:
        msg = "the stock does not hold the dose"
        raise PlanError(msg)
    return enough[-1]


class _Sums(NamedTuple):
    """What containers smaller than the dose add up to, in steps that their sizes have in common."""

    step: Mass
    by_sizes: list[int]
    """For no size, the smallest, the two smallest and so on: a number whose bit n is set where they add up to n."""

    covering: int | None
    """The smallest sum that covers the dose; None where one larger container is as good, or they hold too little."""


def _sums(dose: Mass, held: list[Stock], most: int) -> _Sums:
    """Sums below the best that is known: a larger container alone, or the dose and the largest of these containers.

    No best plan holds a container that covers the dose and others besides, nor as much as the dose and one of its
    containers together, for either could leave one out.
    """
    parts = [container for container in held if container.size < dose]
    if not parts:
        return _Sums(dose, [], None)
    step = math.gcd(*(part.size for part in parts))
    need, larger = -(-dose // step), [container.size for container in held if container.size >= dose]
    limit = min([need + parts[0].size // step, *(-(-size // step) for size in larger[-1:])])
    if limit * len(parts) > most:
        msg = "the container sizes differ by too little to plan with; round them to 0.01 mcg"
        raise PlanError(msg)
    by_sizes = [1]
    for part in reversed(parts):
        by_sizes.append(_with_size(by_sizes[-1], part.size // step, part.count, limit))
    covering = by_sizes[-1] >> need
    return _Sums(Mass(step), by_sizes, need + (covering & -covering).bit_length() - 1 if covering else None)


def _with_size(sums: int, size: int, count: int | None, limit: int) -> int:
    """The sums below a limit when up to `count` containers of one more size may be added.

    Adding 0 or 1, then 0 or 2, then 0 or 4 containers and so on reaches every number of them.
    """
    below, left, step = (1 << limit) - 1, limit // size if count is None else min(count, limit // size), 1
    while left > 0:
        step = min(step, left)
        sums |= (sums << step * size) & below
        left, step = left - step, step * 2
    return sums


def _fewest(total: int, sizes: list[tuple[int, int | None]], by_sizes: list[int]) -> tuple[int, ...]:
    """How many of each size, largest first, add up to a sum with the fewest containers.

    As many as possible of the larger sizes come first. What is left must be a sum of the smaller sizes, and a way
    is given up once the next size could not finish it with fewer containers than the best way so far.
    """
    reached = [sums.to_bytes(sums.bit_length() // 8 + 1, "little") for sums in reversed(by_sizes[:-1])]
    best: tuple[int, ...] = ()
    fewest = total + 1
    seen: dict[tuple[int, int], int] = {}

    def search(chosen: tuple[int, ...], left: int, used: int) -> None:
        nonlocal best, fewest
        at = len(chosen)
        if at == len(sizes):
            best, fewest = chosen, used
            return
        if seen.get((at, left), fewest) <= used:
            return
        seen[at, left] = used
        (size, count), rest = sizes[at], reached[at]
        following = sizes[at + 1][0] if at + 1 < len(sizes) else 1
        for n in range(left // size if count is None else min(count, left // size), -1, -1):
            remaining = left - n * size
            if used + n - (-remaining // following) >= fewest:
                return
            if remaining >> 3 < len(rest) and rest[remaining >> 3] >> (remaining & 7) & 1:
                search((*chosen, n), remaining, used + n)

    search((), total, 0)
    return best
