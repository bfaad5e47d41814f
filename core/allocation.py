"""How a dose uses up the containers that were opened for it, in the order listed."""

from collections.abc import Iterable
from typing import NamedTuple

from core.catalog import Product
from core.encounter import Opened
from core.faults import Fault, InputError
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
    """Lay a dose over the containers: single-dose before multi-dose ones, each kind in the order listed.

    Single-dose containers are used up one after the other. A multi-dose container gives what was drawn from it,
    or, where that is not stated, what the dose still needs. What no container covers is laid nowhere.

    Raises:
        InputError: `drawn` is stated for a single-dose container.
    """
    entries = tuple(entries)
    drawn = {entry.position: _drawn(entry) for entry in entries if entry.opened.drawn is not None}
    from_drawn = Mass(min(given, sum(drawn.values())))
    left = Mass(given - from_drawn)
    uses = []
    for entry in entries:
        if entry.product.single_dose:
            used = Mass(min(left, entry.labelled))
            left = Mass(left - used)
            uses.append(_use(entry, used, discarded=Mass(entry.labelled - used)))
    for entry in entries:
        if entry.product.single_dose:
            continue
        if entry.position in drawn:
            taken = drawn[entry.position]
            used = Mass(min(from_drawn, taken))
            from_drawn = Mass(from_drawn - used)
            uses.append(_use(entry, used, discarded=Mass(taken - used)))
        else:
            used = Mass(min(left, entry.labelled))
            left = Mass(left - used)
            uses.append(_use(entry, used, discarded=Mass(0)))
    return tuple(uses)


def _use(entry: Entry, given: Mass, discarded: Mass) -> ContainerUse:
    kept = Mass(entry.labelled - given - discarded)
    return ContainerUse(entry.position, entry.opened, entry.product, given, discarded, kept)


def _drawn(entry: Entry) -> Mass:
    """What was taken out of a multi-dose container."""
    field, amount = f"opened[{entry.position}].drawn", entry.opened.drawn
    if entry.product.single_dose or amount is None:
        raise InputError([Fault(field, f"{entry.product.ndc} is single-dose; drawn is for multi-dose containers")])
    try:
        mass = amount.mass_at(entry.product.concentration)
    except QuantityError as error:
        raise InputError([Fault(field, str(error))]) from None
    if mass > entry.labelled:
        raise InputError([Fault(field, f"{amount.text}: the containers hold {mcg(entry.labelled)}")])
    return mass
