"""Containers one by one, as they are drawn."""

from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from core.quantity import MCG
from core.vessels import vessels
from tests.build import AMPUL_100, MULTI_1000, opened, result


def drawn(**fields: Any) -> list[tuple[int, int, int, int]]:  # noqa: ANN401 - any JSON value
    """How many containers look alike, and what was given, discarded and kept of each, in mcg."""
    found = vessels(result(**fields).containers)
    return [(one.count, one.given // MCG, one.discarded // MCG, one.kept // MCG) for one in found]


def test_those_used_up_the_one_in_part_and_those_not_used() -> None:
    """The rest of single-dose containers is discarded, also of those that nothing was taken from."""
    containers = [{**opened(AMPUL_100)[0], "count": 4}]

    assert drawn(given="160 mcg", opened=containers) == [(1, 100, 0, 0), (1, 60, 40, 0), (2, 0, 100, 0)]
    assert drawn(given="200 mcg", opened=containers) == [(2, 100, 0, 0), (2, 0, 100, 0)]


def test_what_was_drawn_and_not_given_leaves_one_container_after_the_other() -> None:
    """Of a multi-dose container the rest is kept; nobody draws a third of each."""
    containers = [{**opened(MULTI_1000)[0], "count": 4, "drawn": "2500 mcg"}]

    assert drawn(given="0", opened=containers) == [(2, 0, 1000, 0), (1, 0, 500, 500), (1, 0, 0, 1000)]
    assert drawn(given="600 mcg", opened=containers) == [
        (1, 600, 400, 0),
        (1, 0, 1000, 0),
        (1, 0, 500, 500),
        (1, 0, 0, 1000),
    ]
    assert drawn(given="2200 mcg", opened=containers) == [(2, 1000, 0, 0), (1, 200, 300, 500), (1, 0, 0, 1000)]


@given(st.integers(0, 5_000), st.integers(0, 5_000), st.integers(1, 5), st.booleans())
def test_all_drug_is_in_some_container(dose: int, more: int, count: int, single: bool) -> None:  # noqa: FBT001 - Hypothesis
    """The containers' parts come to those of their entry, and no two that look alike stand apart."""
    entry = {**opened(AMPUL_100 if single else MULTI_1000)[0], "count": count}
    if not single:
        entry["drawn"] = f"{min(dose + more, 1_000 * count)} mcg"
    found = result(given=f"{dose} mcg", opened=[entry]).containers
    shown = vessels(found)

    assert sum(vessel.count for vessel in shown) == count
    for part in ("given", "discarded", "kept"):
        assert sum(vessel.count * getattr(vessel, part) for vessel in shown) == sum(getattr(use, part) for use in found)
    assert all(vessel.given + vessel.discarded + vessel.kept == vessel.product.content for vessel in shown)
    assert all(one[2:] != other[2:] for one, other in pairwise(shown))
