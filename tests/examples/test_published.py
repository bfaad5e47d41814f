"""Worked examples that payers and publications print."""

import csv
import os
import re
from pathlib import Path
from typing import Any

import pytest

from core import encounter_json, reference
from core.calculate import calculate
from core.clinic import Clinic
from core.codes import Codes
from core.result import Result
from tests.build import encounter

PUBLISHED = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data", "published_examples.csv")

PRODUCT = """
[[product]]
ndc = "9999-{number:0>4}-01"
labeler = "Published example"
name = "Example {number}"
hcpcs = "J9999"
billing_unit = "{unit} mg"
content = "{content} mg"
container = "vial"
dosing = "single"
dosing_confirmed = true
source = "published example"
checked = "2026-11-23"
"""


def published() -> list[dict[str, str]]:
    """The rows, as printed."""
    with open(PUBLISHED, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def asked(row: dict[str, str], folder: Path) -> tuple[str, dict[str, Any]]:
    """A row as a catalogue file and an encounter; units of other drugs are counted as milligrams."""
    containers = re.match(r"(?:(\d+) x )?([\d.]+) ?(?:mg|units)", row["container"])
    unit = re.match(r"[\d.]+", row["billing_unit"])
    assert containers is not None
    assert unit is not None
    product = PRODUCT.format(number=row["id"], unit=unit[0], content=containers[2])
    catalog = folder / "published.toml"
    catalog.write_text(product, "utf-8")
    entry = {"ndc": f"9999-{row['id']:0>4}-01", "count": int(containers[1] or 1), "lot": "1", "expires": "2027-01-01"}
    return str(catalog), encounter(given=f"{row['given']} mg", opened=[entry])


def worked_out(row: dict[str, str], folder: Path, clinic: Clinic = Clinic()) -> Result:  # noqa: B008 - frozen
    """A row worked out by this program."""
    catalog, table = asked(row, folder)
    known = reference.add_catalog(reference.shipped(), catalog)._replace(codes=Codes({}, {}, {"SC": "96372"}))
    return calculate(encounter_json.from_dict(table), known, clinic)


@pytest.mark.parametrize("row", [row for row in published() if row["verdict"] == "follow"], ids=lambda row: row["id"])
def test_published_example(row: dict[str, str], tmp_path: Path) -> None:
    """The same administered and JW units and the same modifier on line 1 as printed."""
    found = worked_out(row, tmp_path)
    first, *rest = found.lines

    assert first.units == int(row["administered_units"])
    assert sum(line.units for line in rest) == int(row["jw_units"])
    assert " ".join(first.modifiers) == row["modifier_of_line_1"].replace("none", "")
    assert found.discarded == int(row["discarded"]) * 10**9


@pytest.mark.parametrize(
    ("number", "lines"),
    [("27", [("JZ", 2)]), ("29", [("JZ", 1)])],
    ids=["fractions are not billed", "JZ since 2023-07"],
)
def test_wrong_example_is_not_followed(number: str, lines: list[tuple[str, int]], tmp_path: Path) -> None:
    """Where a publication is wrong, the program bills by the rules."""
    row = next(row for row in published() if row["id"] == number)
    found = worked_out(row, tmp_path)

    assert [(" ".join(line.modifiers), line.units) for line in found.lines] == lines
