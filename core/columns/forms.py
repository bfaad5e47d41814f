"""Forms of values in other programs' files, turned into the ones that are read here; nothing is made up.

A form is what the user confirmed for a whole column. A value that has not that form is a fault.
"""

import functools
import re
from typing import NamedTuple

from core.encounter import DRUG_SOURCES, ROUTES, SETTINGS


class FormError(ValueError):
    """A value that has not the form of its column; the message says which it has not."""


class _DateForm(NamedTuple):
    pattern: re.Pattern[str]
    order: str
    """The three groups by their letters: year, month, day."""


_TIME = r"(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm])?)?"
"""A time of day that a date may carry along; it is left out."""


def _form(pattern: str, order: str) -> _DateForm:
    return _DateForm(re.compile(pattern + _TIME, re.ASCII), order)


DATES = {
    "YYYY-MM-DD": _form(r"(\d{4})-(\d{2})-(\d{2})", "ymd"),
    "MM/DD/YYYY": _form(r"(\d{1,2})/(\d{1,2})/(\d{4})", "mdy"),
    "DD/MM/YYYY": _form(r"(\d{1,2})/(\d{1,2})/(\d{4})", "dmy"),
    "MM/DD/20YY": _form(r"(\d{1,2})/(\d{1,2})/(\d{2})", "mdy"),
    "MM-DD-YYYY": _form(r"(\d{1,2})-(\d{1,2})-(\d{4})", "mdy"),
    "DD.MM.YYYY": _form(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", "dmy"),
    "YYYYMMDD": _form(r"(\d{4})(\d{2})(\d{2})", "ymd"),
}
"""Ways of writing a date."""

DOSE_UNITS = ("mcg", "mg", "mL")
"""Units that stand for a whole column of doses."""

_UNITS = {
    **dict.fromkeys(("mcg", "ug", "µg", "μg", "microgram", "micrograms"), "mcg"),
    **dict.fromkeys(("mg", "milligram", "milligrams"), "mg"),
    **dict.fromkeys(("ml", "cc", "milliliter", "milliliters"), "mL"),
}
_DOSE = re.compile(r"(\d+(?:\.\d+)?|\.\d+) ?([a-zµμ]*)\.?", re.IGNORECASE)
_COUNT = re.compile(r"(\d{1,9})(?:\.0+)?", re.ASCII)

WORDS = {
    "route": {
        **{name.casefold(): name for name in ROUTES},
        **{said.casefold(): name for name, said in ROUTES.items()},
        **dict.fromkeys(("sq", "subq", "sub-q", "sub q", "subcut", "sub-cut", "s.c.", "subcutaneously"), "SC"),
        **dict.fromkeys(("ivp", "iv push", "iv-push", "push", "iv bolus", "bolus"), "IV_PUSH"),
        **dict.fromkeys(("ivpb", "iv infusion", "infusion", "iv drip", "drip", "iv piggyback"), "IV_INFUSION"),
    },
    "setting": {
        **{name.casefold(): name for name in SETTINGS},
        **{said.casefold(): name for name, said in SETTINGS.items()},
        "11": "office",
        "12": "home",
        **dict.fromkeys(("19", "22"), "hospital_outpatient"),
        "24": "asc",
    },
    "drug_source": {
        **{name.casefold(): name for name in DRUG_SOURCES},
        **{said.casefold(): name for name, said in DRUG_SOURCES.items()},
        **dict.fromkeys(("buy and bill", "buy & bill", "clinic stock"), "purchased"),
        **dict.fromkeys(("white bag", "white-bagged", "specialty pharmacy"), "white_bagged"),
    },
}
"""What common words for a column's values mean, to be proposed; 11, 12, 19, 22 and 24 are places of service (M6)."""


@functools.lru_cache(maxsize=4096)
def date(text: str, form: str) -> str:
    """A date of a form, with its year first.

    >>> date("11/20/2026 0:00", "MM/DD/YYYY")
    '2026-11-20'

    Raises:
        FormError: it has another form; whether there is such a day is seen later.
    """
    pattern, order = DATES[form]
    match = pattern.fullmatch(text)
    if match is None:
        msg = f"{text}: expected a date of the form {form}"
        raise FormError(msg)
    parts = dict(zip(order, match.groups(), strict=True))
    return f"{parts['y'].rjust(4, '0') if len(parts['y']) > 2 else '20' + parts['y']}-{parts['m']:>02}-{parts['d']:>02}"


@functools.lru_cache(maxsize=4096)
def dose(text: str, unit: str) -> str:
    """A dose with its unit: as the cell says it, or the column's unit.

    >>> dose("60.0", "mcg"), dose("0.1 MG", "")
    ('60.0 mcg', '0.1 mg')

    Raises:
        FormError: it is no number with a unit, or its own unit is another than the column's.
    """
    match = _DOSE.fullmatch(text)
    own = match and match[2].casefold()
    if match is None or (own and own not in _UNITS):
        msg = f"{text}: expected a number with mcg, mg or mL"
        raise FormError(msg)
    said, meant = _UNITS[own] if own else "", _UNITS.get(unit.strip().casefold(), "")
    if unit.strip() and not meant:
        msg = f"{text} {unit.strip()}: expected the unit mcg, mg or mL"
        raise FormError(msg)
    if not (said or meant):
        msg = f"{text}: the unit is missing"
        raise FormError(msg)
    if said and meant and said != meant:
        msg = f"{text}: the unit of this dose should be {meant}"
        raise FormError(msg)
    figure = f"0{match[1]}" if match[1].startswith(".") else match[1]
    return f"{figure} {said or meant}"


def whole(text: str) -> str:
    """A count of containers without the `.0` that spreadsheets add.

    Raises:
        FormError: it is no whole number, as the volume on a claim is not.
    """
    match = _COUNT.fullmatch(text)
    if match is None:
        msg = f"{text}: expected whole containers such as 1, not a volume"
        raise FormError(msg)
    return match[1]


def word(text: str, meanings: dict[str, str], what: str) -> str:
    """What a word of a column means, whatever its capitals.

    Raises:
        FormError: nobody said what it means.
    """
    found = meanings.get(text.casefold())
    if found is None:
        msg = f"{text}: the columns do not say which {what} this is"
        raise FormError(msg)
    return found
