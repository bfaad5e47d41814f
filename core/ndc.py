"""National Drug Codes: the spellings of one code and the form that a claim carries (N1, N7)."""

import functools
import re
from typing import NewType

Ndc = NewType("Ndc", str)
"""A code in the 6-4-2 form that every spelling of it shares, such as `000641-6175-10`.

Twelve digits, because from 2033-03-07 that is the only form (N7); the older ones are it with zeros left out.
"""

_HYPHENATED = re.compile(r"([0-9]{4,6})-([0-9]{3,4})-([0-9]{1,2})", re.ASCII)
_FORMS = {(4, 4, 2), (5, 3, 2), (5, 4, 1), (5, 4, 2), (6, 4, 2)}
_BARE = re.compile(r"0?[0-9]{11}", re.ASCII)
_BARE_10 = re.compile(r"[0-9]{10}", re.ASCII)


class NdcError(ValueError):
    """A code that can't be read; the message says what is expected."""


@functools.lru_cache(maxsize=1024)
def parse(text: str) -> Ndc:
    """Read an NDC: 10 digits with hyphens, or 11 with or without; 12 digits are taken as well (N7).

    N1: 4-4-2 gets a zero before the labeler, 5-3-2 before the product, 5-4-1 before the package.

    Raises:
        NdcError: no such form, or ten digits without hyphens, which are ambiguous.

    >>> parse("0641-6175-10") == parse("00641617510")
    True
    """
    match = _HYPHENATED.fullmatch(text)
    if match and tuple(map(len, match.groups())) in _FORMS:
        labeler, product, package = match.groups()
        return Ndc(f"{labeler:0>6}-{product:0>4}-{package:0>2}")
    if _BARE.fullmatch(text):
        digits = f"{text:0>12}"
        return Ndc(f"{digits[:6]}-{digits[6:10]}-{digits[10:]}")
    if _BARE_10.fullmatch(text):
        msg = f"{text}: ten digits without hyphens can mean several products; write it as on the label, 0641-6175-10"
        raise NdcError(msg)
    msg = f"{text or 'empty'}: expected an NDC as on the label, such as 0641-6175-10, or its 11 digits"
    raise NdcError(msg)


def claim_digits(ndc: Ndc) -> str:
    """The digits that go on a claim: 11, or 12 for a labeler that has six digits (N1, N7)."""
    return ndc.replace("-", "").removeprefix("0")


def spellings(ndc: Ndc) -> tuple[str, ...]:
    """The codes as labelled that this can be: of ten digits, each without one of its zeros (N1), or all twelve (N7).

    None where eleven digits have no zero that could have been put in.

    >>> spellings(parse("23155-0685-31"))
    ('23155-685-31',)
    >>> spellings(parse("00078-0180-01"))
    ('0078-0180-01', '00078-180-01', '00078-0180-1')
    """
    if not ndc.startswith("0"):
        return (ndc,)
    labeler, product, package = ndc[1:].split("-")
    found = (
        (labeler.startswith("0"), f"{labeler[1:]}-{product}-{package}"),
        (product.startswith("0"), f"{labeler}-{product[1:]}-{package}"),
        (package.startswith("0"), f"{labeler}-{product}-{package[1:]}"),
    )
    return tuple(text for possible, text in found if possible)


def ten_digits(labelled: str) -> str:
    """The ten digits of an NDC as labelled, as a GTIN or a UPC holds them (B1)."""
    return labelled.replace("-", "")
