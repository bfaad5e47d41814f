"""Each container by itself, for drawing: how much of it was given, discarded and kept."""

from typing import NamedTuple

from core.catalog import Product
from core.quantity import Mass
from core.result import ContainerUse


class Vessel(NamedTuple):
    """One or more containers of one entry with the same contents; labelled = given + discarded + kept of each."""

    product: Product
    count: int  # type: ignore[assignment]  # the field's usual name, over tuple.count
    """How many containers look like this one."""

    given: Mass
    discarded: Mass
    kept: Mass


def vessels(uses: tuple[ContainerUse, ...]) -> tuple[Vessel, ...]:
    """Split each entry into containers used up, the one in part used, and those opened and not used.

    Containers are used up one after the other, so that at most one of an entry is used in part.
    """
    return tuple(vessel for use in uses for vessel in _of_entry(use))


def _of_entry(use: ContainerUse) -> list[Vessel]:
    content = use.product.content
    full, part = divmod(use.given, content)
    found = [Vessel(use.product, full, content, Mass(0), Mass(0))] if full else []
    left = use.opened.count - full
    # Drug drawn from a multi-dose container and not given is taken out of the containers in the same order.
    discarded = use.discarded
    for count, given in ((1, Mass(part)), (left - 1, Mass(0))) if part else ((left, Mass(0)),):
        if count < 1:
            continue
        rest = Mass(content - given)
        thrown = rest if use.product.single_dose else Mass(min(rest, discarded // count))
        discarded = Mass(discarded - thrown * count)
        found.append(Vessel(use.product, count, given, thrown, Mass(rest - thrown)))
    return found
