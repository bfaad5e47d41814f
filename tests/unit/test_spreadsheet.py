"""Cells that a spreadsheet opens as what they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.spreadsheet import neutral


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx"])
def test_what_would_run_becomes_a_text(text: str) -> None:
    """A quote before it is how spreadsheets mark a text."""
    assert neutral(text) == f"'{text}"


@given(st.text())
def test_the_rest_stays(text: str) -> None:
    """Nothing is lost, and no cell begins like a formula."""
    assert neutral(text).removeprefix("'") == text.removeprefix("'")
    assert neutral(text)[:1] not in set("=+-@\t\r\n")
