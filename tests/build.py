"""Encounters for tests: one that is whole, and the same with a few fields changed."""

import base64
from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image, ImageColor

from core import encounter_json, reference
from core.calculate import calculate
from core.catalog import Catalog
from core.clinic import Clinic
from core.quantity import MCG, Mass
from core.reference import Reference
from core.result import Result

VIAL_50, VIAL_100, VIAL_500 = "0641-6174-10", "0641-6175-10", "0641-6176-10"
"""Single-dose vials of 50, 100 and 500 mcg in 1 mL."""

MULTI_1000 = "0641-6177-01"
"""A multi-dose vial of 1,000 mcg in 5 mL."""

AMPUL_100 = "0078-0181-01"
"""A single-dose ampul of 100 mcg in 1 mL whose label was read."""


def opened(*codes: str) -> list[dict[str, Any]]:
    """One container for each code."""
    return [{"ndc": code, "lot": "L1", "expires": "2027-11-30"} for code in codes]


def encounter(**fields: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON value
    """A whole encounter as JSON object: 60 of 100 mcg in the office, discard confirmed; fields may be replaced."""
    whole: dict[str, Any] = {
        "service_date": "2026-11-20",
        "route": "SC",
        "given": "60 mcg",
        "ordered": fields.get("given", "60 mcg"),
        "opened": opened(AMPUL_100),
        "discard": {"confirmed": True, "reason": "Dose smaller", "time": "10:42", "discarded_by": "R. Ortiz RN"},
        "diagnosis": ["E34.09"],
        "given_at": "10:35",
        "given_by": "R. Ortiz RN",
        "site": "left abdomen",
    }
    return {name: value for name, value in (whole | fields).items() if value is not None}


def logo(size: tuple[int, int] = (300, 100), mode: str = "RGBA", **options: Any) -> str:  # noqa: ANN401 - Pillow's
    """A logo as the settings keep it: its left half dark, in a picture that lets the paper through where it can."""
    picture = Image.new(mode, size)
    picture.paste(ImageColor.getcolor("#14508c", mode), (0, 0, size[0] // 2, size[1]))
    file = BytesIO()
    picture.save(file, "PNG", **options)
    return base64.b64encode(file.getvalue()).decode()


@cache
def shipped() -> Reference:
    """The data as shipped."""
    return reference.shipped()


def result(clinic: Clinic = Clinic(), **fields: Any) -> Result:  # noqa: ANN401, B008 - any JSON value; frozen
    """The result of an encounter."""
    return calculate(encounter_json.from_dict(encounter(**fields)), shipped(), clinic)


def lines(found: Result) -> list[tuple[str, int]]:
    """Claim lines as modifiers and units."""
    return [(" ".join(line.modifiers), line.units) for line in found.lines]


def codes(found: Result) -> list[str]:
    """The codes of findings, in order."""
    return [finding.code for finding in found.findings]


def steps(found: Result, rule: str) -> list[str]:
    """The sentences that name a rule."""
    return [step.text for step in found.steps if step.rule == rule]


def of_powder(given: str, content: int = 47) -> Result:
    """A dose out of a container of so many mcg, no multiple of its unit of 10 mcg."""
    product = shipped().catalog.products[0]._replace(content=Mass(content * MCG), billing_unit=Mass(10 * MCG))
    known = shipped()._replace(catalog=Catalog([product._replace(concentration=None, volume=None)]))
    return calculate(encounter_json.from_dict(encounter(given=given, opened=opened(product.ndc))), known)
