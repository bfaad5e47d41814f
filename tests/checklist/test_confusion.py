"""Codes that get confused with the drug's, in the claim check."""

from typing import Any

import pytest

from tests.build import opened
from tests.checklist.checked import items


@pytest.mark.parametrize(
    ("fields", "expected", "rule"),
    [
        ({}, "pass", "C3"),
        ({"opened": opened("0078-0811-81")}, "missing", "C1"),
        ({"ordered": "20 mg"}, "look", "C4"),
        ({"site": "left gluteus"}, "look", "C4"),
        ({"opened": opened("1234-5678-90")}, "look", "C3"),
    ],
)
def test_similar_codes(fields: dict[str, Any], expected: str, rule: str) -> None:
    """A depot product is wrong, a depot dose or site is questioned, an unknown product is not known."""
    item = items(**fields)["similar-codes"]

    assert (item.state, item.rule) == (expected, rule)
