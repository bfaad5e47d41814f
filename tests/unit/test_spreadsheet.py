"""Cells that a spreadsheet opens as what they are."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.spreadsheet import neutral


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1+1", "-3\n", "-\u0663", "-x", "-", "@SUM(A1)", "\tx", "\rx", "\nx", " =1", "\uff1d1"]
)
def test_what_would_run_becomes_a_text(text: str) -> None:
    """A quote before it is how spreadsheets mark a text."""
    assert neutral(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-3", "-0.5", "3", "0078-0181-01", "2026-11-20", "'=1", "a=b", ""])
def test_numbers_and_words_stay(text: str) -> None:
    """A reversal of three units can still be added up; dates and NDCs are no formulas."""
    assert neutral(text) == text


@given(st.text())
def test_the_rest_stays(text: str) -> None:
    """Nothing is lost, and no cell begins like a formula, unless it is a number."""
    cell = neutral(text)
    assert cell.removeprefix("'") == text.removeprefix("'")
    assert cell[:1] not in set("=+-@\t\r\n") or Decimal(cell) < 1
