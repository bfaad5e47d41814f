"""Each container by itself, for drawing: how much of it was given, discarded and kept."""

import itertools
from collections.abc import Iterator
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
    """Split each entry into runs of containers that look alike.

    Containers are used up one after the other, and what was drawn and not given is thrown away out of the same one and
    those after it. So at most one of an entry is given in part, and one is kept in part.
    """
    return tuple(vessel for use in uses for vessel in _of_entry(use))


def _of_entry(use: ContainerUse) -> Iterator[Vessel]:
    content, taken = use.product.content, use.given + use.discarded
    edges = {0, use.opened.count}
    for mass in (use.given, taken):
        edges |= {mass // content, -(-mass // content)}
    for first, end in itertools.pairwise(sorted(edges)):
        given, gone = (min(max(mass - first * content, 0), content) for mass in (use.given, taken))
        yield Vessel(use.product, end - first, Mass(given), Mass(gone - given), Mass(content - gone))
