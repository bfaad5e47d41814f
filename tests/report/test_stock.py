"""What another stock of container sizes would have come to."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.plan import MAX_DOSE, PlanError
from core.quantity import MCG, Mass
from core.report import stock
from core.report.figures import Dose, Drug
from core.report.stock import Outcome
from tests.build import MULTI_1000, VIAL_50, VIAL_100, VIAL_500, opened, shipped
from tests.report.records import body, drug

KNOWN = shipped().catalog.single_dose_sizes("J2354")


def mcg(*amounts: int) -> tuple[Mass, ...]:
    """Masses of so many micrograms."""
    return tuple(Mass(amount * MCG) for amount in amounts)


def outcome(name: str, sizes: tuple[int, ...], labelled: int, discarded: int, units: int) -> Outcome:
    """What a choice comes to, in micrograms."""
    return Outcome(name, mcg(*sizes), Mass(labelled * MCG), Mass(discarded * MCG), units)


def outcomes(found: Drug, own: tuple[Mass, ...] = ()) -> dict[str, Outcome]:
    """The other choices by name."""
    compared = stock.compare(found, KNOWN, own)
    assert compared is not None
    return {other.name: other for other in compared.others}


def test_a_smaller_vial_would_have_done() -> None:
    """60 mcg out of 500: two vials of 50 leave 40, and of that one whole unit."""
    compared = stock.compare(drug(body(opened=opened(VIAL_500))), KNOWN)

    assert compared is not None
    assert compared.encounters == 1
    assert compared.opened == outcome("As opened", (500,), 500, 440, 17)
    assert compared.others == (
        outcome("The sizes that were opened", (500,), 500, 440, 17),
        outcome("All sizes of the catalogue", (50, 100, 500), 100, 40, 1),
        outcome("50 mcg alone", (50,), 100, 40, 1),
        outcome("100 mcg alone", (100,), 100, 40, 1),
    )


def test_encounters_that_are_alike_count_each() -> None:
    """Twice 60 mcg out of 500 are twice the drug, and twice the units."""
    compared = stock.compare(drug(body(opened=opened(VIAL_500)), body(opened=opened(VIAL_500))), KNOWN)

    assert compared is not None
    assert compared.encounters == 2
    assert compared.opened == outcome("As opened", (500,), 1_000, 880, 34)
    assert compared.others[0] == outcome("The sizes that were opened", (500,), 1_000, 880, 34)


def test_the_users_own_sizes() -> None:
    """They come first, and once."""
    found = outcomes(drug(body(given="130 mcg", opened=opened(VIAL_100, VIAL_100))), mcg(75))

    assert next(iter(found)) == "Your stock"
    assert found["Your stock"] == outcome("Your stock", (75,), 150, 20, 0)
    assert "100 mcg alone" not in found


def test_only_single_dose_is_compared() -> None:
    """Of a dose that a multi-dose vial completed, the single-dose part; the units are the whole encounter's."""
    found = drug(body(given="80 mcg", opened=opened(VIAL_50, MULTI_1000)))
    compared = stock.compare(found, KNOWN)

    assert compared is not None
    assert (compared.opened.labelled, compared.opened.units) == (mcg(50)[0], 0)
    assert outcomes(found)["500 mcg alone"].units == 16


def test_nothing_to_compare() -> None:
    """Where single-dose containers gave nothing."""
    assert stock.compare(drug(body(given="0")), KNOWN) is None


def test_a_dose_that_is_too_large_is_left_out() -> None:
    """And counted."""
    found = drug(body())
    huge = Dose(Mass(MAX_DOSE + 1), Mass(MAX_DOSE + 1), Mass(2 * MAX_DOSE), 3)
    compared = stock.compare(found._replace(doses=(*found.doses, huge)), KNOWN)

    assert compared is not None
    assert (compared.encounters, compared.left_out) == (1, 3)

    most = huge._replace(single_given=MAX_DOSE)
    compared = stock.compare(found._replace(doses=(*found.doses, most)), KNOWN)
    assert compared is not None
    assert (compared.encounters, compared.left_out) == (4, 0)


def test_sizes_that_can_t_be_planned_with() -> None:
    """Sizes that differ by too little have a reason in the place of figures."""
    sizes = (Mass(50 * MCG), Mass(33_333_333))
    found = outcomes(drug(body()), sizes)["Your stock"]

    assert (found.sizes, found.labelled, found.units) == (sizes, 0, 0)
    assert "too little to plan with" in found.problem


@pytest.mark.parametrize(
    ("text", "sizes"),
    [("", ()), (" ", ()), ("50", (50,)), ("500, 50,50", (50, 500)), ("1,2,3,4,5,6,7,8,9,10", tuple(range(1, 11)))],
)
def test_sizes_are_read(text: str, sizes: tuple[int, ...]) -> None:
    """With commas between, each once, smallest first."""
    assert stock.parse(text) == mcg(*sizes)


@pytest.mark.parametrize("text", ["fifty", "50,", "50x2", "0", "1,2,3,4,5,6,7,8,9,10,11"])
def test_what_is_no_size_is_refused(text: str) -> None:
    """How many there are plays no part here: enough of each."""
    with pytest.raises(PlanError, match="expected"):
        stock.parse(text)


@given(
    st.lists(st.tuples(st.integers(1, 60), st.integers(1, 4)), min_size=1, max_size=6),
    st.sets(st.integers(1, 12), min_size=1, max_size=3),
)
def test_against_brute_force(doses: list[tuple[int, int]], sizes: set[int]) -> None:
    """The least labelled drug of all combinations, for each dose; never less than the dose, never negative."""
    found = drug(body())._replace(doses=tuple(_dose(dose, times) for dose, times in doses))
    own = mcg(*(10 * size for size in sorted(sizes)))
    best_of = outcomes(found, own)["Your stock"]

    best = sum(times * _least(dose, sizes) for dose, times in doses)
    given_all = sum(times * dose for dose, times in doses)
    units = sum(times * max(0, 10 * _least(dose, sizes) // 25 - -(-10 * dose // 25)) for dose, times in doses)
    assert best_of.labelled == 10 * best * MCG
    assert best_of.discarded == 10 * (best - given_all) * MCG >= 0
    assert best_of.units == units


def _dose(dose: int, times: int) -> Dose:
    """Encounters with a dose of so many tens of micrograms."""
    mass = Mass(10 * dose * MCG)
    return Dose(mass, mass, mass, times)


def _least(dose: int, sizes: set[int]) -> int:
    """The smallest sum of sizes that covers a dose, by trying every combination."""
    counts = itertools.product(*(range(-(-dose // size) + 1) for size in sizes))
    sums = (sum(n * size for n, size in zip(count, sizes, strict=True)) for count in counts)
    return min(total for total in sums if total >= dose)


def test_sizes_are_said() -> None:
    """With commas between and their unit behind."""
    assert stock.sizes_words(mcg(50, 100, 500)) == "50, 100, 500 mcg"
