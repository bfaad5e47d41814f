"""Medically unlikely edits and NDC data in the claim check: at their limits, and where nothing is known."""

from typing import Any

import pytest

from core.catalog import Product
from core.checklist.items import Known
from core.quantity import Volume
from tests.build import AMPUL_100, VIAL_50, VIAL_100, opened, result
from tests.checklist.checked import items, newest, of, state


@pytest.mark.parametrize(
    ("given", "ampuls", "expected", "rule"),
    [
        ("750 mcg", 2, "look", "M1"),
        ("500 mcg", 1, "pass", "M1"),
        ("1500 mcg", 3, "look", "M1"),
        ("1400 mcg", 4, "look", "M2"),
        ("1501 mcg", 4, "missing", "M1"),
    ],
)
def test_medically_unlikely_edit(given: str, ampuls: int, expected: str, rule: str) -> None:
    """60 units a day; whether JW units count is unconfirmed (M2), and half of them may be above with others."""
    found = result(given=given, opened=opened(*["0078-0182-01"] * ampuls))
    item = newest(found, "2026 Q4")["mue"]

    assert (item.state, item.rule) == (expected, rule)
    assert "this encounter alone" in item.message
    assert "2026 Q4" in item.message


def test_twice_just_the_limit_is_within_it() -> None:
    """30 units and another 30 are 60, which is not above (M1)."""
    found = result(given="750 mcg", opened=opened("0078-0182-01", VIAL_100, VIAL_100, VIAL_50))
    assert sum(line.units for line in found.lines) == 30

    assert newest(found, "2026 Q4")["mue"].state == "pass"


@pytest.mark.parametrize(("others", "expected"), [(0, "pass"), (20, "pass"), (21, "look")])
def test_the_day_of_the_patient_counts(others: int, expected: str) -> None:
    """The limit is one by date of service, over all notes of the patient (M1)."""
    found = result(given="1000 mcg", opened=opened(*["0078-0182-01"] * 2))
    item = newest(found, "2026 Q4", Known(day_units=others))["mue"]

    assert item.state == expected
    assert f"{40 + others} units, all notes of the patient and day" in item.message


@pytest.mark.parametrize("period", ["2024 Q3", "2026 Q3", "2027 Q4"])
def test_a_table_of_another_quarter_is_looked_at(period: str) -> None:
    """The figure ages each quarter, so that no other one earns a pass."""
    assert newest(result(), period)["mue"].state == "once"


def test_without_a_limit() -> None:
    """No table is known for an inpatient, nor for another drug's code."""
    assert state("mue", setting="inpatient") == "look"
    found = result()
    other = found._replace(lines=tuple(line._replace(hcpcs="J9999") for line in found.lines))
    assert of(other)["mue"].message == "No limit is known for this place. Look it up."


def test_ndc_data_after_the_digits_grow() -> None:
    """From 2033 on they have 12 digits (N7)."""
    bottles = [{"ndc": AMPUL_100, "lot": "A", "expires": "2034-01-01"}]

    assert items(service_date="2033-03-07", opened=bottles)["ndc"].rule == "N7"


def test_ndc_of_a_powder_has_no_volume() -> None:
    """Its unit is the payer's to say."""
    found = result()
    lines = tuple(line._replace(volume=None) for line in found.lines)

    item = of(found._replace(lines=lines))["ndc"]
    assert item.message == "A powder has no volume. Ask the payer which unit it wants."
    assert (item.state, item.field) == ("look", "opened")
    product = found.products[0]
    assert isinstance(product, Product)
    powder = product._replace(concentration=None)
    wrong = of(found._replace(products=(powder,)))["ndc"]
    assert (wrong.state, wrong.field) == ("missing", "opened")


@pytest.mark.parametrize(
    ("drop", "says"), [(lambda line: not line.discarded, "Given from"), (lambda line: line.discarded, "Discarded of")]
)
def test_drug_that_stands_on_no_line(drop: Any, says: str) -> None:  # noqa: ANN401 - a table
    """What one product gave or lost must be on a line that names it (N4)."""
    found = result(payer="lifewise-premera", given="120 mcg", opened=opened(AMPUL_100, "0078-0182-01"))
    first = found.lines[0].ndc
    other = next(line for line in found.lines if line.ndc != first)
    kept = tuple(line for line in found.lines if not (line.ndc == other.ndc and drop(line)))
    if says.startswith("Discarded"):
        kept = (*kept, found.lines[0]._replace(drug="discarded", units=1))
    item = of(found._replace(lines=kept))["ndc"]

    assert item.state == "look"
    assert says in item.message


@pytest.mark.parametrize(
    ("payer", "expected", "grade"),
    [("lifewise-premera", "pass", "primary"), ("medicare-part-b", "once", "inferred")],
)
def test_ndc_data_pass_where_the_text_is_the_payer_s(payer: str, expected: str, grade: str) -> None:
    """Volumes line by line are LifeWise's rule (N4); of others no text was seen, and the source says so."""
    item = items(payer=payer)["ndc"]

    assert (item.state, item.grade) == (expected, grade)
    assert (item.source == "LifeWise; of this payer no text") is (expected == "once")
    assert "00078018101 ML 0.6; 00078018101 ML 0.4" in item.message


@pytest.mark.parametrize(
    ("off", "expected"), [(1_000, "once"), (-1_000, "once"), (1_001, "missing"), (-1_001, "missing")]
)
def test_a_volume_holds_its_mass_to_a_thousandth(off: int, expected: str) -> None:
    """0.001 mL is what rounding may do (N2); a nanolitre more is wrong."""
    found = result()
    line = found.lines[0]
    lines = (line._replace(volume=Volume((line.volume or 0) + off)), found.lines[1])

    assert of(found._replace(lines=lines))["ndc"].state == expected
