"""Cells that a spreadsheet opens as what they are."""

_FORMULA = frozenset("=+-@\t\r\n")


def neutral(text: str) -> str:
    """A text that no spreadsheet runs as a formula.

    >>> neutral("=1+1")
    "'=1+1"
    """
    return f"'{text}" if text[:1] in _FORMULA else text
