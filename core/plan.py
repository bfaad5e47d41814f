"""Which containers to open for a dose: least labelled drug first, then fewest containers (R13)."""

import functools
import math
from typing import Any, NamedTuple

from core.quantity import MCG, Mass, QuantityError, number, parse_mass

MAX_DOSE = Mass(100_000 * MCG)
MAX_SIZES = 10
_MAX_CELLS = 500_000


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

    Exact: it finds, for every amount that the stock can add up to, the fewest containers that add up to it,
    and takes the smallest amount that covers the dose. No best plan holds as much as the dose and the
    largest container together, for it could leave one container out: amounts beyond that are not looked at.

    Args:
        dose: more than 0, at most 100,000 mcg.
        stock: one to ten sizes, each once.

    Raises:
        PlanError: dose or sizes out of bounds, or the stock does not hold the dose.
    """
    _check(dose, stock)
    return _planned(dose, stock)


def _planned(dose: Mass, stock: tuple[Stock, ...]) -> Plan:
    sizes = sorted((s for s in stock if s.count != 0), key=lambda s: -s.size)
    if not sizes:
        msg = "the stock holds no containers"
        raise PlanError(msg)
    grain = math.gcd(*(s.size for s in sizes))
    need = -(-dose // grain)
    limit = need + sizes[0].size // grain
    if limit > _MAX_CELLS:
        msg = "the container sizes have no common step that is coarse enough to plan with"
        raise PlanError(msg)
    choice = _fewest(tuple((s.size // grain, s.count) for s in sizes), need, limit)
    opened = tuple((s.size, n) for s, n in zip(sizes, choice, strict=True) if n)
    return Plan(opened, Mass(sum(size * n for size, n in opened)))


@functools.lru_cache(maxsize=4096)
def least_labelled(dose: Mass, sizes: tuple[Mass, ...]) -> Mass:
    """The least labelled drug with which containers of these sizes cover a dose, as many as needed.

    Args:
        dose: more than 0.
        sizes: any number, each once.

    Raises:
        PlanError: there are no sizes, or they have no common step that is coarse enough.
    """
    return _planned(dose, tuple(Stock(size) for size in sizes)).labelled


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


def _fewest(sizes: tuple[tuple[int, int | None], ...], need: int, limit: int) -> list[int]:
    """How many of each size, for the smallest sum from `need` below `limit` with the fewest containers.

    Sizes and sums are in grains. `best[total]` is the fewest containers of the sizes so far that add up to
    `total`; `used[size][total]` how many of that size are among them.
    """
    endless = limit + 1
    best = [0] + [endless] * (limit - 1)
    used: list[list[int]] = []
    for size, count in sizes:
        best, taken = _with_size(best, size, limit // size if count is None else min(count, limit // size), endless)
        used.append(taken)
    total = next((t for t in range(need, limit) if best[t] < endless), None)
    if total is None:
        msg = "the stock does not hold the dose"
        raise PlanError(msg)
    choice = []
    for (size, _), taken in zip(reversed(sizes), reversed(used), strict=True):
        choice.append(taken[total])
        total -= taken[total] * size
    return choice[::-1]


def _with_size(before: list[int], size: int, count: int, endless: int) -> tuple[list[int], list[int]]:
    """The fewest containers for each sum when up to `count` of one more size may be used.

    Within a residue class of the size, the candidates for a sum form a window of `count` earlier sums: a queue
    that keeps only candidates that can still win gives each answer in constant time.
    """
    limit = len(before)
    after, taken = before[:], [0] * limit
    for residue in range(min(size, limit)):
        queue: list[tuple[int, int]] = []
        head = 0
        for step, total in enumerate(range(residue, limit, size)):
            if before[total] < endless:
                value = before[total] - step
                while len(queue) > head and queue[-1][0] > value:
                    queue.pop()
                queue.append((value, step))
            while head < len(queue) and queue[head][1] < step - count:
                head += 1
            if head < len(queue):
                value, start = queue[head]
                after[total], taken[total] = value + step, step - start
    return after, taken
