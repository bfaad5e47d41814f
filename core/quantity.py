"""Exact amounts of drug: masses, volumes and concentrations as whole numbers, never floats.

A mass is a whole number of picograms and a volume a whole number of nanolitres, so that
six decimals of a microgram or a millilitre are exact and sums stay exact.
"""

import functools
import re
from typing import NamedTuple, NewType

Mass = NewType("Mass", int)
"""A mass in picograms; 1 mcg = 1,000,000."""

Volume = NewType("Volume", int)
"""A volume in nanolitres; 1 mL = 1,000,000."""

MCG = 1_000_000
"""Picograms in a microgram, and nanolitres in a millilitre."""

_UNITS = {"mcg": 6, "ug": 6, "µg": 6, "μg": 6, "mg": 9, "mL": 6}
_NUMBER = re.compile(r"([0-9]{1,9})(?:\.([0-9]{1,30}))?", re.ASCII)
_AMOUNT = re.compile(_NUMBER.pattern + r" ?(mcg|ug|µg|μg|mg|mL)", re.ASCII)
_THOUSANDS = re.compile(r" *[1-9][0-9]{0,2}(,[0-9]{3})+([^0-9,]|$)", re.ASCII)
"""A number whose commas may part thousands, as in 1,500."""


class QuantityError(ValueError):
    """An amount that can't be read; the message says what was read and what is expected."""


class Amount(NamedTuple):
    """A dose as it was written: a mass, or a volume that only a concentration turns into a mass."""

    mass: Mass | None
    """The mass, or None where a volume was written."""

    volume: Volume | None = None
    """The volume, or None where a mass was written."""

    text: str = ""
    """As written, for the note."""

    def mass_at(self, concentration: Mass | None) -> Mass:
        """The mass; of a volume, that in a solution of this concentration.

        Raises:
            QuantityError: a volume without a concentration, or with one that gives more than six decimals.
        """
        if self.mass is not None:
            return self.mass
        if self.volume is None or concentration is None:
            msg = f"{self.text}: the containers opened have no one concentration; write the amount in mcg or mg"
            raise QuantityError(msg)
        return mass_in(self.volume, concentration)


class Rate(NamedTuple):
    """An infusion rate."""

    per_hour: Mass
    """Mass given in an hour."""

    text: str = ""
    """As written, for the note."""


@functools.lru_cache(maxsize=1024)
def parse_amount(text: str) -> Amount:
    """Read a dose such as `60 mcg`, `0.1 mg` or `0.6 mL`; `0` alone is a dose not given.

    Raises:
        QuantityError: anything but plain ASCII digits, a decimal point and a known unit,
            or more than six decimals of a microgram or a millilitre.
    """
    match = _AMOUNT.fullmatch(text)
    if match is None:
        if text == "0":
            return Amount(Mass(0), None, text)
        raise QuantityError(_why_not(text))
    whole, decimals, unit = match.groups()
    scaled = _scaled(text, whole, decimals, _UNITS[unit])
    if unit == "mL":
        return Amount(None, Volume(scaled), text)
    return Amount(Mass(scaled), None, text)


def parse_mass(text: str) -> Mass:
    """Read a mass such as `25 mcg`.

    Raises:
        QuantityError: it is no mass.
    """
    mass = parse_amount(text).mass
    if mass is None:
        msg = f"{text}: a volume; expected a mass such as 25 mcg"
        raise QuantityError(msg)
    return mass


def parse_volume(text: str) -> Volume:
    """Read a volume such as `1 mL`.

    Raises:
        QuantityError: it is no volume.
    """
    volume = parse_amount(text).volume
    if volume is None:
        msg = f"{text}: a mass; expected a volume such as 1 mL"
        raise QuantityError(msg)
    return volume


def parse_concentration(text: str) -> Mass:
    """Read a concentration such as `100 mcg/mL`: the mass in one millilitre.

    Raises:
        QuantityError: it is no mass in a millilitre.
    """
    mass, slash, unit = text.partition("/")
    if slash != "/" or unit != "mL":
        msg = f"{text}: expected a concentration such as 100 mcg/mL"
        raise QuantityError(msg)
    return parse_mass(mass)


def parse_rate(text: str) -> Rate:
    """Read an infusion rate such as `50 mcg/h`.

    Raises:
        QuantityError: it is no mass in an hour.
    """
    mass, slash, unit = text.partition("/")
    if slash != "/" or unit != "h":
        msg = f"{text}: expected a rate such as 50 mcg/h"
        raise QuantityError(msg)
    return Rate(parse_mass(mass), text)


def mass_in(volume: Volume, concentration: Mass) -> Mass:
    """The mass in a volume of a solution.

    Raises:
        QuantityError: the mass has more than six decimals of a microgram.
    """
    mass, rest = divmod(volume * concentration, MCG)
    if rest:
        msg = f"{number(volume)} mL: finer than a millionth of a microgram"
        raise QuantityError(msg)
    return Mass(mass)


def volume_of(mass: Mass, concentration: Mass) -> Volume:
    """The volume that holds a mass, rounded half up to six decimals of a millilitre."""
    return Volume((2 * mass * MCG + concentration) // (2 * concentration))


def number(scaled: int) -> str:
    """A mass in mcg or a volume in mL as a decimal without trailing zeros: `60`, `0.6`."""
    whole, rest = divmod(scaled, MCG)
    return f"{whole}.{rest:06d}".rstrip("0") if rest else str(whole)


def mcg(mass: Mass) -> str:
    """A mass for reading: `1,500 mcg` and `62.5 mcg`."""
    return f"{_grouped(mass)} mcg"


def mg(mass: Mass) -> str:
    """A large mass for reading: `20 mg`."""
    whole, rest = divmod(mass, 1_000 * MCG)
    return f"{whole:,}.{rest:09d}".rstrip("0").rstrip(".") + " mg"


def ml(volume: Volume) -> str:
    """A volume for reading: `0.6 mL`."""
    return f"{_grouped(volume)} mL"


def ratio(mass: Mass, unit: Mass) -> str:
    """How many units a mass is, to four decimals and marked where that is not exact: `2.4`, `about 0.3333`."""
    parts, rest = divmod(mass * 10_000, unit)
    if rest * 2 >= unit:
        parts += 1
    text = f"{parts // 10_000}.{parts % 10_000:04d}".rstrip("0").rstrip(".")
    return f"about {text}" if rest else text


def _grouped(scaled: int) -> str:
    whole, point, rest = number(scaled).partition(".")
    return f"{int(whole):,}{point}{rest}"


def _scaled(text: str, whole: str, decimals: str | None, places: int) -> int:
    digits = (decimals or "").rstrip("0")
    if len(digits) > places:
        msg = f"{text}: more decimals than a millionth of a {'millilitre' if text.endswith('mL') else 'microgram'}"
        raise QuantityError(msg)
    return int(whole + digits.ljust(places, "0"))


def _pointed(text: str) -> str:
    """The amount with a point for its comma, where that makes one; else an example."""
    pointed = text.strip().replace(",", ".")
    return pointed if _AMOUNT.fullmatch(pointed) else "1.5 mg"


def _why_not(text: str) -> str:
    """What is wrong with an amount, in words that say how to write it."""
    if not text.strip():
        return "empty: expected a number and a unit, such as 60 mcg"
    if not text.isascii() and not re.search("[µμ]g$", text):
        return f"{text}: expected plain digits and a unit, such as 60 mcg"
    if _THOUSANDS.match(text):  # a decimal, or thousands: nobody can tell
        return f"{text}: write {text.strip().replace(',', '')}, or a decimal with a point"
    if "," in text:
        return f"{text}: write the decimal with a point, such as {_pointed(text)}"
    if text.lstrip().startswith(("-", "+")):
        return f"{text}: write the amount without a sign, such as 60 mcg"
    if _NUMBER.fullmatch(text.strip()):
        return f"{text}: the unit is missing; write mcg, mg or mL, such as {text.strip()} mcg"
    if re.match(r"[0-9]{10}", text):
        return f"{text}: more than 999,999,999; check the dose"
    if re.match(r"[0-9.]+[eE]", text):
        return f"{text}: write the number out, without an exponent"
    if text.startswith("."):
        return f"{text}: write a zero before the point, such as 0{text}"
    return f"{text}: expected a number and a unit (mcg, mg or mL), such as 60 mcg"
