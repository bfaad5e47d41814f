"""National Provider Identifiers."""

import re

_PREFIX = "80840"
"""Stands before an NPI when its check digit is worked out (45 CFR 162.406; ISO/IEC 7812)."""


def is_valid(text: str) -> bool:
    """Whether a text is an NPI: ten digits, the last of which checks the others.

    >>> is_valid("1234567893"), is_valid("1234567890")
    (True, False)
    """
    if not re.fullmatch("[0-9]{10}", text, re.ASCII):
        return False
    digits = [int(digit) for digit in reversed(_PREFIX + text)]
    doubled = [2 * digit - 9 if digit > 4 else 2 * digit for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0
