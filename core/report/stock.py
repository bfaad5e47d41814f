"""What another stock of container sizes would have come to over the same encounters (R4, R13)."""

import math
from collections.abc import Iterator
from typing import NamedTuple

from core import plan
from core.plan import MAX_DOSE, MAX_SIZES, PlanError
from core.quantity import Mass, number
from core.report.figures import Dose, Drug
from core.units import administered_units, discarded_units

ASSUMED = (
    "Each row opens, for every dose, the containers of its sizes that hold the least drug.",
    "It takes the dose that was given as known before opening, and enough of each size at hand.",
    "Only what single-dose containers gave is compared; multi-dose containers stay as they were.",
    "What containers cost, and whether they can be bought, is not known here.",
)
"""What the comparison takes for granted, in words."""


class Outcome(NamedTuple):
    """What a choice of sizes comes to."""

    name: str
    sizes: tuple[Mass, ...]
    labelled: Mass = Mass(0)
    discarded: Mass = Mass(0)
    units: int = 0
    """Whole units discarded (R4)."""

    problem: str = ""
    """Why it could not be worked out; empty where it was."""


class Comparison(NamedTuple):
    """The containers that were opened beside others, over the same encounters."""

    encounters: int
    left_out: int
    """Encounters whose dose is too large to plan for."""

    opened: Outcome
    others: tuple[Outcome, ...]


def parse(text: str) -> tuple[Mass, ...]:
    """Container sizes in mcg such as `50, 100, 500`; none of an empty text.

    Raises:
        PlanError: they are no sizes; the message says what is expected.
    """
    if not text.strip():
        return ()
    found = plan.parse_stock(text)
    sizes = tuple(sorted({entry.size for entry in found}))
    if any(entry.count is not None for entry in found) or not 1 <= len(sizes) <= MAX_SIZES:
        msg = f"{text}: expected up to {MAX_SIZES} sizes in mcg with commas between, such as 50, 100, 500"
        raise PlanError(msg)
    return sizes


def compare(drug: Drug, known: tuple[Mass, ...], own: tuple[Mass, ...] = ()) -> Comparison | None:
    """Compare what was opened with other choices; None where single-dose containers gave nothing.

    Args:
        drug: the figures.
        known: single-dose sizes of the catalogue.
        own: sizes that the user asks about.
    """
    doses = [dose for dose in drug.doses if dose.single_given <= MAX_DOSE]
    if not doses:
        return None
    opened = Outcome(
        "As opened",
        drug.sizes,
        labelled=Mass(sum(dose.labelled * dose.times for dose in doses)),
        discarded=Mass(sum((dose.labelled - dose.single_given) * dose.times for dose in doses)),
        units=sum(_units(dose, dose.labelled, drug.unit) * dose.times for dose in doses),
    )
    count = sum(dose.times for dose in doses)
    left_out = sum(dose.times for dose in drug.doses) - count
    others = tuple(_outcome(name, sizes, doses, drug.unit) for name, sizes in _choices(drug.sizes, known, own))
    return Comparison(count, left_out, opened, others)


def sizes_words(sizes: tuple[Mass, ...]) -> str:
    """Sizes for reading: `50, 100, 500 mcg`."""
    return f"{', '.join(number(size) for size in sizes)} mcg"


def _choices(
    used: tuple[Mass, ...], known: tuple[Mass, ...], own: tuple[Mass, ...]
) -> Iterator[tuple[str, tuple[Mass, ...]]]:
    """What to compare; the same sizes once, under the first name."""
    alone = [(f"{sizes_words((size,))} alone", (size,)) for size in sorted({*known, *used})]
    seen: set[tuple[Mass, ...]] = {()}
    for name, sizes in (
        ("Your stock", own),
        ("The sizes that were opened", used),
        ("All sizes of the catalogue", known),
        *alone,
    ):
        if sizes not in seen:
            seen.add(sizes)
            yield name, sizes


def _outcome(name: str, sizes: tuple[Mass, ...], doses: list[Dose], unit: Mass) -> Outcome:
    # Doses that need the same number of the sizes' common steps need the same containers: each is planned once.
    step = math.gcd(*sizes)
    labelled = discarded = units = 0
    try:
        for dose in doses:
            opened = plan.least_labelled(Mass(-(-dose.single_given // step) * step), sizes)
            labelled += opened * dose.times
            discarded += (opened - dose.single_given) * dose.times
            units += _units(dose, opened, unit) * dose.times
    except PlanError as error:
        return Outcome(name, sizes, problem=str(error))
    return Outcome(name, sizes, Mass(labelled), Mass(discarded), units)


def _units(dose: Dose, labelled: Mass, unit: Mass) -> int:
    """R4 for one encounter."""
    return discarded_units(labelled, unit, administered_units(dose.given, unit))
