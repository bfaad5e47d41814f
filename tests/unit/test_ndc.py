"""National Drug Codes in their spellings (N1, N7)."""

import pytest

from core import ndc
from core.ndc import NdcError


@pytest.mark.parametrize(
    ("spellings", "key"),
    [
        (("0641-6175-10", "00641-6175-10", "00641617510", "000641-6175-10", "000641617510"), "000641-6175-10"),
        (("63323-376-01", "63323-0376-01", "63323037601"), "063323-0376-01"),
        (("12345-6789-1", "12345-6789-01", "12345678901"), "012345-6789-01"),
    ],
)
def test_spellings_of_one_code_agree(spellings: tuple[str, ...], key: str) -> None:
    """4-4-2, 5-3-2 and 5-4-1 are padded in their own places; eleven and twelve digits need no hyphens."""
    assert {ndc.parse(text) for text in spellings} == {key}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("0641617510", "ten digits"),
        ("0641-617510", "expected an NDC"),
        ("641-6175-10", "expected an NDC"),
        ("0641-617-10", "expected an NDC"),
        ("063323-376-01", "expected an NDC"),
        ("", "^empty: expected an NDC"),
        ("0641-6175-1O", "expected an NDC"),
        ("٠٦٤١-٦١٧٥-١٠", "expected an NDC"),
    ],
)
def test_faulty_code_is_refused(text: str, says: str) -> None:
    """Ten digits without hyphens are ambiguous, anything else is no NDC."""
    with pytest.raises(NdcError, match=says):
        ndc.parse(text)


def test_claim_carries_eleven_digits_or_twelve() -> None:
    """A labeler of six digits keeps them all."""
    assert ndc.claim_digits(ndc.parse("0641-6175-10")) == "00641617510"
    assert ndc.claim_digits(ndc.parse("123456-6175-10")) == "123456617510"


@pytest.mark.parametrize(
    ("code", "labelled"),
    [
        ("23155068531", ("23155-685-31",)),
        ("63323-0376-01", ("63323-376-01", "63323-0376-1")),
        ("12345-6789-12", ()),
        ("123456-0789-01", ("123456-0789-01",)),
    ],
)
def test_how_the_label_may_write_it(code: str, labelled: tuple[str, ...]) -> None:
    """N1, N7: one of its zeros was put in, and nobody can know which; twelve digits are whole."""
    assert ndc.spellings(ndc.parse(code)) == labelled
    assert all(ndc.parse(text) == ndc.parse(code) for text in labelled)


@pytest.mark.parametrize(
    ("written", "labelled"),
    [
        ("00078-0180-01", ("0078-0180-01", "00078-180-01", "00078-0180-1")),
        ("23155-0685-31", ("23155-685-31",)),
        ("63323-1685-03", ("63323-1685-3",)),
        ("63323-1685-31", ()),
        ("000078-0180-01", ("0078-0180-01", "00078-180-01", "00078-0180-1")),
        ("123456-0180-01", ("123456-0180-01",)),
    ],
)
def test_how_it_may_be_labelled(written: str, labelled: tuple[str, ...]) -> None:
    """Of eleven digits each without one of its leading zeros, of twelve as it is (N1, N7)."""
    assert ndc.spellings(ndc.parse(written)) == labelled
