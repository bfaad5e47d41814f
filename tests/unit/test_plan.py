"""Which containers to open (R13), against trying everything."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.plan import MAX_DOSE, Plan, PlanError, Stock, least_labelled, parse_stock, plan
from core.quantity import MCG, Mass, number, parse_mass


def by_trying(dose: int, stock: tuple[Stock, ...]) -> tuple[int, int] | None:
    """Least labelled amount and fewest containers, found by trying every combination; None where none covers."""
    ranges = [range(min(-(-dose // s.size), s.count if s.count is not None else dose) + 1) for s in stock]
    covering = [
        (total, sum(counts))
        for counts in itertools.product(*ranges)
        if (total := sum(n * s.size for n, s in zip(counts, stock, strict=True))) >= dose
    ]
    return min(covering, default=None)


@given(
    dose=st.integers(1, 60),
    stock=st.lists(
        st.tuples(st.integers(1, 20), st.none() | st.integers(0, 4)), min_size=1, max_size=4, unique_by=lambda s: s[0]
    ),
)
def test_plan_is_the_best_there_is(dose: int, stock: list[tuple[int, int | None]]) -> None:
    """Least labelled drug, then fewest containers, within the stock: the same as trying everything."""
    held = tuple(Stock(Mass(size), count) for size, count in stock)
    best = by_trying(dose, held)

    if best is None:
        with pytest.raises(PlanError, match="stock"):
            plan(Mass(dose), held)
        return
    found = plan(Mass(dose), held)
    at_hand = {s.size: s.count for s in held}

    assert (found.labelled, sum(n for _, n in found.opened)) == best
    assert found.labelled == sum(size * n for size, n in found.opened)
    assert all(at_hand[size] is None or n <= (at_hand[size] or 0) for size, n in found.opened)


@given(dose=st.integers(1, 300), sizes=st.sets(st.integers(1, 60), min_size=1, max_size=5))
def test_no_best_plan_reaches_dose_and_largest_container(dose: int, sizes: set[int]) -> None:
    """The bound of the search: a plan of that much could leave a container out."""
    assert least_labelled(Mass(dose), tuple(Mass(size) for size in sizes)) < dose + max(sizes)


@pytest.mark.parametrize(
    ("dose", "stock", "opened"),
    [
        ("100", "60,100", [("100", 1)]),
        ("22", "10,9,4", [("9", 2), ("4", 1)]),
        ("130", "100,60x1,1x30", [("100", 1), ("1", 30)]),
        ("100", "70,60x1,1x30", [("70", 1), ("1", 30)]),
    ],
)
def test_the_largest_first_are_not_always_the_fewest(dose: str, stock: str, opened: list[tuple[str, int]]) -> None:
    """The search goes on below the first way that it finds, and stops at what the smaller ones can't hold."""
    found = plan(parse_mass(f"{dose} mcg"), parse_stock(stock))

    assert [(number(size), n) for size, n in found.opened] == opened


def test_of_as_many_containers_the_larger_ones_are_opened() -> None:
    """10 + 6 and 8 + 8, or 11 + 5 + 5 and 9 + 9 + 3, are as much and as many; the answer is always the same one."""
    assert plan(Mass(16), tuple(Stock(Mass(size)) for size in (10, 8, 6))).opened == ((Mass(10), 1), (Mass(6), 1))
    assert plan(Mass(21), tuple(Stock(Mass(size)) for size in (11, 9, 5, 3))).opened == ((Mass(11), 1), (Mass(5), 2))


@pytest.mark.parametrize(
    ("dose", "stock", "opened"),
    [
        ("60000", "37.3,100", [("100", 600)]),
        ("36", "15x3,10x3,8x2,2", [("10", 2), ("8", 2)]),
        ("60", "100.000001,100", [("100", 1)]),
        ("60.000001", "60.000002,30.000001,30", [("30.000001", 1), ("30", 1)]),
        ("99999.99", "333.33,100.01", [("333.33", 273), ("100.01", 90)]),
        ("100000", "40000.01x1,30000.02x1,30000,0.01x3", [("40000.01", 1), ("30000", 2)]),
    ],
)
def test_sizes_with_a_fine_step(dose: str, stock: str, opened: list[tuple[str, int]]) -> None:
    """Sizes that differ by little are planned exactly as well."""
    found = plan(parse_mass(f"{dose} mcg"), parse_stock(stock))

    assert [(number(size), n) for size, n in found.opened] == opened


@pytest.mark.parametrize("counts", [None, range(20, 30)])
def test_ten_sizes_in_hundredths_at_the_largest_dose(counts: range | None) -> None:
    """The finest step that is promised, at its largest, takes seconds and not minutes."""
    sizes = [Mass((9_000 + 499 * n) * MCG + n * n * MCG // 100) for n in range(10)]
    stock = tuple(Stock(size, counts[n] if counts else None) for n, size in enumerate(sizes))
    found = plan(MAX_DOSE, stock)

    assert found.labelled == sum(size * n for size, n in found.opened) >= MAX_DOSE
    assert found.labelled <= min(-(-MAX_DOSE // size) * size for size in sizes)


def test_the_largest_dose_and_ten_sizes() -> None:
    """100,000 mcg from ten sizes is planned exactly."""
    sizes = tuple(Stock(Mass(size * MCG)) for size in (50, 100, 150, 200, 250, 300, 350, 400, 450, 500))

    assert plan(MAX_DOSE, sizes) == Plan(((Mass(500 * MCG), 200),), MAX_DOSE)


def test_stock_limits_the_plan() -> None:
    """With a single 500 the rest comes from smaller ones."""
    found = plan(Mass(1_000 * MCG), parse_stock("50,100,500x1"))

    assert found.opened == ((Mass(500 * MCG), 1), (Mass(100 * MCG), 5))


@pytest.mark.parametrize(
    ("dose", "stock", "says"),
    [
        (0, (Stock(Mass(5)),), "more than 0"),
        (MAX_DOSE + 1, (Stock(Mass(5)),), "at most 100,000"),
        (5, (), "^a plan needs 1 to 10 different container sizes$"),
        (5, (Stock(Mass(5)), Stock(Mass(5))), "different"),
        (5, tuple(Stock(Mass(n)) for n in range(1, 12)), "1 to 10"),
        (5, (Stock(Mass(0)),), "^a container holds more than 0$"),
        (5, (Stock(Mass(5), -1),), "more than 0"),
        (5, (Stock(Mass(5), 0),), "holds no containers"),
        (
            600 * MCG,
            (Stock(Mass(100 * MCG + 1)), Stock(Mass(100 * MCG))),
            "^the container sizes differ by too little to plan with; round them to 0.01 mcg$",
        ),
        (5, (Stock(Mass(4), 1),), "does not hold the dose"),
    ],
)
def test_impossible_plans_are_refused(dose: int, stock: tuple[Stock, ...], says: str) -> None:
    """Doses and sizes out of bounds say so."""
    with pytest.raises(PlanError, match=says):
        plan(Mass(dose), stock)


@pytest.mark.parametrize("text", ["", "50,", "50x", "50x-1", "x2", "0", "50 x y", "50x1234567890"])
def test_faulty_stock_is_refused(text: str) -> None:
    """A size is a number of micrograms, with a count after an x."""
    with pytest.raises(PlanError, match="expected a size"):
        parse_stock(text)


def test_more_at_hand_than_a_plan_can_use() -> None:
    """A hundred vials are as good as three."""
    dose = Mass(120 * MCG)

    assert plan(dose, parse_stock("50x100")) == plan(dose, parse_stock("50x3"))
    assert plan(dose, parse_stock("50x100")).opened == ((Mass(50 * MCG), 3),)
