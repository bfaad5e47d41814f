"""National Provider Identifiers."""

import pytest

from core import npi


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("1234567893", True),
        ("1245319599", True),
        ("1234567890", False),
        ("1243567893", False),
        ("123456789", False),
        ("12345678931", False),
        ("123456789x", False),
        ("", False),
        ("١٢٣٤٥٦٧٨٩٣", False),
    ],
)
def test_check_digit(text: str, valid: bool) -> None:  # noqa: FBT001 - a table
    """Ten plain digits, the last of which checks the others."""
    assert npi.is_valid(text) is valid
