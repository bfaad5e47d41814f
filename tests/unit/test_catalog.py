"""The product catalogue."""

import csv
import os
from pathlib import Path

import pytest

from core import catalog, ndc
from core.catalog import Product, TurnedAway
from core.entries import FILE, DataError
from core.quantity import MCG
from tests.build import shipped

CROSSWALK = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data", "crosswalk.csv")

GOOD = """
[[product]]
ndc = "9999-0001-01"
labeler = "Example"
name = "Example injection"
hcpcs = "J9999"
billing_unit = "10 mg"
concentration = "10 mg/mL"
volume = "4 mL"
container = "vial"
dosing = "single"
dosing_confirmed = true
source = "label"
checked = "2026-11-23"
"""


def crosswalk() -> list[dict[str, str]]:
    """The published rows."""
    with open(CROSSWALK, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def spellings(padded: str) -> set[str]:
    """Every accepted spelling of a code that stands as 5-4-2 in the crosswalk."""
    labeler, product, package = padded.split("-")
    found = {padded, padded.replace("-", ""), f"0{padded}", f"0{padded}".replace("-", "")}
    if labeler.startswith("0"):
        found.add(f"{labeler[1:]}-{product}-{package}")
    if product.startswith("0"):
        found.add(f"{labeler}-{product[1:]}-{package}")
    if package.startswith("0"):
        found.add(f"{labeler}-{product}-{package[1:]}")
    return found


@pytest.mark.parametrize("row", crosswalk(), ids=lambda row: row["ndc11"])
def test_every_published_product_is_found_in_every_spelling(row: dict[str, str]) -> None:
    """All 33 NDCs of the crosswalk hold what it says, however they are written."""
    for text in spellings(row["ndc11"]):
        product = shipped().catalog.find(ndc.parse(text))

        assert isinstance(product, Product), text
        assert product.hcpcs == row["hcpcs"]
        assert product.content == int(row["mcg_per_container"]) * MCG
        assert product.volume == int(float(row["ml_per_container"]) * MCG)
        assert product.dosing == row["dosing"]
        assert product.container == row["container"]
        assert product.content // product.billing_unit == int(row["billing_units_per_container"])


def test_confirmed_only_where_this_product_was_read() -> None:
    """Single- or multi-dose counts as confirmed only where the evidence is the product's own label."""
    confirmed = {product.ndc for product in shipped().catalog.products if product.dosing_confirmed}

    assert confirmed == {"0078-0180-01", "0078-0181-01", "0078-0182-01"}


def test_catalogue_holds_the_published_products_and_no_others() -> None:
    """33 products, each once."""
    assert {product.key for product in shipped().catalog.products} == {ndc.parse(row["ndc11"]) for row in crosswalk()}


@pytest.mark.parametrize(
    "code",
    [
        *("0078-0811-81", "0078-0818-81", "0078-0825-81", "0078-0340-61", "0078-0341-61", "0078-0342-61"),
        *("0480-9257-08", "0480-9259-08", "0480-9262-08"),
    ],
)
def test_depot_forms_are_turned_away(code: str) -> None:
    """The depot NDCs are known as such, with the code that they are billed with."""
    found = shipped().catalog.find(ndc.parse(code))

    assert isinstance(found, TurnedAway)
    assert found.hcpcs == "J2353"


def test_a_clinics_own_product_is_added(tmp_path: Path) -> None:
    """A further file adds to the shipped products and replaces those with the same code."""
    file = tmp_path / "own.toml"
    file.write_text(GOOD, "utf-8")

    product = catalog.load(str(file)).find(ndc.parse("9999-0001-01"))

    assert isinstance(product, Product)
    assert product.content == 40_000 * MCG


def test_a_powder_has_a_content_and_no_volume(tmp_path: Path) -> None:
    """Without a solution there is no concentration."""
    file = tmp_path / "powder.toml"
    file.write_text(GOOD.replace('concentration = "10 mg/mL"\nvolume = "4 mL"', 'content = "40 mg"'), "utf-8")

    (product,) = catalog.load(str(file)).products

    assert (product.content, product.volume, product.strength) == (40_000 * MCG, None, "40,000 mcg")


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ('ndc = "9999-0001-01"', 'ndc = "99990001"', "product 1, ndc: 99990001: expected an NDC"),
        ('ndc = "9999-0001-01"', 'ndc = "09999000101"', "product 1, ndc: .* with hyphens"),
        ('labeler = "Example"', "", "product 9999-0001-01, labeler: missing"),
        ('labeler = "Example"', 'labeler = ""', "product 9999-0001-01, labeler: missing or empty"),
        ('labeler = "Example"', "labeler = 3", "labeler: expected a text"),
        ('labeler = "Example"', 'labeler = ["Example"]', "labeler: expected a text"),
        ('hcpcs = "J9999"', 'hcpcs = "J2354~*"', "hcpcs: .* expected a code"),
        ('ndc = "9999-0001-01"', 'ndc = "09999-0001-01"', "without padding"),
        ('labeler = "Example"', 'labeller = "Example"', "labeler: missing"),
        ('name = "Example injection"', 'name = "x"\nnmae = "y"', "nmae: unknown field"),
        ('billing_unit = "10 mg"', 'billing_unit = "10"', "billing_unit: 10: the unit is missing"),
        ('billing_unit = "10 mg"', 'billing_unit = "0 mg"', "billing_unit: 0 mg: must be more than 0"),
        ('volume = "4 mL"', "", "concentration: a solution needs"),
        ('volume = "4 mL"', 'volume = "4 mL"\ncontent = "40 mg"', "concentration: a solution needs"),
        ('volume = "4 mL"', 'volume = "0.000001 mL"\n', ""),
        ('10 mg/mL"\nvolume = "4 mL"', '0.000001 mcg/mL"\nvolume = "0.3 mL"', "volume: 0.3 mL: finer than"),
        ('concentration = "10 mg/mL"', 'concentration = "10 mg"', "concentration: 10 mg: expected"),
        ('container = "vial"', 'container = "bag"', "container: bag: expected one of"),
        ('dosing = "single"', 'dosing = "both"', "dosing: both: expected one of"),
        ("dosing_confirmed = true", 'dosing_confirmed = "yes"', "dosing_confirmed: expected true or false"),
        ('checked = "2026-11-23"', 'checked = "23.11.2026"', "checked: expected a date"),
        ('checked = "2026-11-23"', "checked = 2026-11-23T10:00:00", "checked: expected a date"),
        ("[[product]]", "[product]", "product: expected a list of tables"),
        ("[[product]]", "product = [1]\n[other]", "product 1: expected a table|product: expected|product 1"),
        ("[[product]]", "[[product]", "Expected"),
    ],
)
def test_faulty_entry_is_named(tmp_path: Path, before: str, after: str, says: str) -> None:
    """A fault in a catalogue names file, entry and field."""
    file = tmp_path / "faulty.toml"
    file.write_text(GOOD.replace(before, after), "utf-8")

    if not says:
        assert catalog.load(str(file)).products
        return
    with pytest.raises(DataError, match=says) as caught:
        catalog.load(str(file))
    assert str(file) in str(caught.value)


def test_every_fault_of_a_file_is_named(tmp_path: Path) -> None:
    """In several fields of several entries, each once and with no fault that only follows from another."""
    file = tmp_path / "faulty.toml"
    faulty = GOOD.replace('labeler = "Example"', "").replace('billing_unit = "10 mg"', "billing_unit = 10")
    other = (
        GOOD.replace('"9999-0001-01"', '"9999"')
        .replace('"4 mL"', "4")
        .replace('hcpcs = "J9999"', "hcpcs = 9")
        .replace('dosing = "single"', "dosing = 1")
    )
    file.write_text(f"other = 1\n{faulty}{other}[[turned_away]]\n", "utf-8")

    with pytest.raises(DataError) as caught:
        catalog.load(str(file))

    assert [fault.removeprefix(f"{file}, ") for fault in caught.value.faults] == [
        "product 9999-0001-01, labeler: missing or empty",
        "product 9999-0001-01, billing_unit: expected a text",
        "product 2, ndc: 9999: expected an NDC as on the label, such as 0641-6175-10, or its 11 digits",
        "product 2, volume: expected a text",
        "product 2, hcpcs: expected a text",
        "product 2, dosing: expected a text",
        "turned_away 1, ndc: missing or empty",
        "turned_away 1, name: missing or empty",
        "turned_away 1, hcpcs: missing or empty",
        "turned_away 1, source: missing or empty",
        "turned_away 1, checked: expected a date such as 2026-11-23",
        "other: unknown field",
    ]


def test_a_depot_form_cant_be_listed(tmp_path: Path) -> None:
    """C1: what is turned away is not billed by naming it a product."""
    file = tmp_path / "depot.toml"
    file.write_text(GOOD.replace("9999-0001-01", "0078-0811-81"), "utf-8")

    with pytest.raises(DataError, match="0078-0811-81, ndc: this is Sandostatin LAR Depot, billed with J2353"):
        catalog.load(str(file), FILE, shipped().catalog)


def test_the_version_is_that_of_the_shipped_catalogue(tmp_path: Path) -> None:
    """A copy of the shipped file has one of its own, with which no note could be worked out again."""
    file = tmp_path / "copied.toml"
    file.write_text(f'version = "mine"\n{GOOD}', "utf-8")

    assert catalog.load(str(file), FILE, shipped().catalog).version == shipped().catalog.version


def test_a_product_listed_twice_is_refused(tmp_path: Path) -> None:
    """Two entries of one file may not be the same product, even in other spellings."""
    file = tmp_path / "twice.toml"
    file.write_text(GOOD + GOOD.replace("9999-0001-01", "09999-001-01"), "utf-8")

    with pytest.raises(DataError, match="listed twice"):
        catalog.load(str(file))
