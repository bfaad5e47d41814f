"""Exact amounts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import quantity
from core.quantity import MCG, Mass, QuantityError, Volume


@pytest.mark.parametrize(
    ("text", "mcg"),
    [
        ("60 mcg", "60"),
        ("60mcg", "60"),
        ("60 ug", "60"),
        ("60 \N{MICRO SIGN}g", "60"),
        ("60 \N{GREEK SMALL LETTER MU}g", "60"),
        ("0.1 mg", "100"),
        ("62.5 mcg", "62.5"),
        ("0.000001 mcg", "0.000001"),
        ("0.000000001 mg", "0.000001"),
        ("1.500000000 mcg", "1.5"),
        ("0", "0"),
        ("0 mcg", "0"),
    ],
)
def test_dose_is_read_exactly(text: str, mcg: str) -> None:
    """A dose in any of its units is the same number of micrograms."""
    mass = quantity.parse_amount(text).mass

    assert mass is not None
    assert quantity.number(mass) == mcg


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1,5 mg", "with a point, such as 1.5 mg"),
        ("0,5 mcg", "with a point, such as 0.5 mcg"),
        ("0,500 mL", "with a point, such as 0.500 mL"),
        ("1,5 things", "with a point, such as 1.5 mg"),
        ("1,500 mcg", "write 1500 mcg, or a decimal with a point"),
        ("1,500,000", "write 1500000, or a decimal"),
        ("1.500,00 mg", "point"),
        ("60", "unit is missing"),
        ("-60 mcg", "without a sign"),
        ("+60 mcg", "without a sign"),
        (" -60 mcg", "without a sign"),
        ("6e1 \N{MICRO SIGN}g", "without an exponent"),
        ("6e1 mcg", "without an exponent"),
        ("6E1 mcg", "without an exponent"),
        (".5 mL", "zero before the point, such as 0.5 mL"),
        ("NaN mcg", "number and a unit"),
        ("inf mcg", "number and a unit"),
        ("60 MCG", "number and a unit"),
        ("60 g", "number and a unit"),
        ("60  mcg", "number and a unit"),
        ("60. mcg", "number and a unit"),
        ("٦٠ mcg", "plain digits"),
        ("６0 mcg", "plain digits"),
        ("", "empty"),
        (" ", "empty"),
        ("0.0000001 mcg", "millionth"),
        ("0.0000000001 mg", "millionth of a microgram"),
        ("0.1234567 mL", "millionth of a millilitre"),
        ("1234567890 mcg", "more than"),
    ],
)
def test_faulty_dose_is_refused_with_what_to_write(text: str, says: str) -> None:
    """Anything but plain digits, a point and a known unit is refused in words that help."""
    with pytest.raises(QuantityError, match=says):
        quantity.parse_amount(text)


@given(st.integers(0, 10**14))
def test_number_and_reading_agree(scaled: int) -> None:
    """Every amount written without trailing zeros is read back as itself."""
    text = quantity.number(scaled)

    assert quantity.parse_mass(f"{text} mcg") == scaled
    assert "." not in text or not text.endswith("0")


def test_volume_and_mass_are_not_mixed_up() -> None:
    """A volume is no mass, and the other way round."""
    assert quantity.parse_volume("1 mL") == MCG
    with pytest.raises(QuantityError, match="a volume"):
        quantity.parse_mass("1 mL")
    with pytest.raises(QuantityError, match="a mass"):
        quantity.parse_volume("1 mcg")


def test_concentration_turns_a_volume_into_a_mass() -> None:
    """0.6 mL of 100 mcg/mL is 60 mcg, and back."""
    strength = quantity.parse_concentration("100 mcg/mL")

    assert quantity.mass_in(Volume(600_000), strength) == 60 * MCG
    assert quantity.volume_of(Mass(60 * MCG), strength) == 600_000
    with pytest.raises(QuantityError, match="finer"):
        quantity.mass_in(Volume(1), Mass(MCG // 3))


@pytest.mark.parametrize("text", ["100 mcg", "100 mcg/h", "100/mL", "1 mL/mL"])
def test_faulty_concentration_is_refused(text: str) -> None:
    """A concentration is a mass in a millilitre."""
    with pytest.raises(QuantityError):
        quantity.parse_concentration(text)


@pytest.mark.parametrize("text", ["50 mcg", "50 mcg/min", "mcg/h", "5 mL/h"])
def test_faulty_rate_is_refused(text: str) -> None:
    """A rate is a mass in an hour."""
    with pytest.raises(QuantityError):
        quantity.parse_rate(text)


def test_amounts_for_reading() -> None:
    """Thousands are grouped, decimals kept."""
    assert quantity.mcg(Mass(1_500 * MCG)) == "1,500 mcg"
    assert quantity.mcg(Mass(1_234_567_890_000)) == "1,234,567.89 mcg"
    assert quantity.ml(Volume(400_000)) == "0.4 mL"


def test_ratio_says_where_it_is_rounded() -> None:
    """A ratio that does not end within four decimals is marked."""
    assert quantity.ratio(Mass(60), Mass(25)) == "2.4"
    assert quantity.ratio(Mass(1), Mass(3)) == "about 0.3333"
    assert quantity.ratio(Mass(2), Mass(3)) == "about 0.6667"
    assert quantity.ratio(Mass(1), Mass(20_000)) == "about 0.0001"
    assert quantity.ratio(Mass(50), Mass(25)) == "2"
