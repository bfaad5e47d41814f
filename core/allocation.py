"""How a dose uses up the containers that were opened for it, in the order listed."""

from collections.abc import Iterable
from typing import NamedTuple

from core.catalog import Product
from core.encounter import Opened
from core.faults import Fault
from core.quantity import Mass, QuantityError, mcg
from core.result import ContainerUse


class Entry(NamedTuple):
    """Containers opened, with the product that they turned out to be."""

    position: int
    """Index in `encounter.opened`."""

    opened: Opened
    product: Product

    @property
    def labelled(self) -> Mass:
        """What their labels say together."""
        return Mass(self.product.content * self.opened.count)


def allocate(given: Mass, entries: Iterable[Entry]) -> tuple[ContainerUse, ...]:
    """Lay a dose over the containers: single-dose ones, then what is stated as drawn, then other multi-dose ones.

    Each kind is used up in the order listed. Of a multi-dose container no more is used than was drawn from it,
    where that is stated; what was drawn and not given is discarded. What no container covers is laid nowhere.

    Args:
        given: the dose.
        entries: without `draw_faults`.
    """
    uses, left = [], given
    for entry in sorted(entries, key=_turn):
        taken = _taken(entry)
        used = Mass(min(left, taken))
        left = Mass(left - used)
        thrown = entry.product.single_dose or entry.opened.drawn is not None
        uses.append(_use(entry, used, discarded=Mass(taken - used if thrown else 0)))
    return tuple(uses)


def _turn(entry: Entry) -> tuple[bool, bool]:
    """What was drawn is known to have left its container, so no other multi-dose container comes before it."""
    return not entry.product.single_dose, entry.opened.drawn is None


def _use(entry: Entry, given: Mass, discarded: Mass) -> ContainerUse:
    kept = Mass(entry.labelled - given - discarded)
    return ContainerUse(entry.position, entry.opened, entry.product, given, discarded, kept)


def draw_faults(entry: Entry) -> list[Fault]:
    """What is wrong with the stated draw: the container is single-dose, holds less, or is a powder without mL."""
    field, amount = f"opened[{entry.position}].drawn", entry.opened.drawn
    if entry.product.single_dose or amount is None:
        return [Fault(field, f"{entry.product.ndc} is single-dose; drawn is for multi-dose containers")]
    try:
        mass = amount.mass_at(entry.product.concentration)
    except QuantityError as error:
        return [Fault(field, str(error))]
    return [Fault(field, f"{amount.text}: the containers hold {mcg(entry.labelled)}")] if mass > entry.labelled else []


def _taken(entry: Entry) -> Mass:
    """What could be given of containers: what was drawn where that is stated, else all."""
    amount = entry.opened.drawn
    return entry.labelled if amount is None else amount.mass_at(entry.product.concentration)
