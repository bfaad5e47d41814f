"""What holds for every encounter: identities, never over-billed, the same answer whatever the surroundings."""

import datetime
import os
import subprocess
import sys
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from core import paths
from core.catalog import Product
from core.clinic import Clinic
from core.quantity import MCG
from core.result import Result, to_json
from tests.build import opened, result, shipped

SINGLE = [product for product in shipped().catalog.products if product.single_dose]
UNIT = 25 * MCG

doses = st.integers(0, 4_000_000_000).map(lambda dose: f"{dose // MCG}.{dose % MCG:06d} mcg")
"""Every dose to a millionth of a microgram, beyond what most containers hold."""


def entry(product: Product, count: int, drawn: int | None) -> dict[str, Any]:
    """Containers of a product; of multi-dose ones, what was drawn may be stated."""
    whole = {**opened(product.ndc)[0], "count": count}
    return whole if product.single_dose or drawn is None else {**whole, "drawn": f"{drawn} mcg"}


entries = st.lists(
    st.builds(entry, st.sampled_from(shipped().catalog.products), st.integers(1, 4), st.none() | st.integers(0, 1_000)),
    min_size=1,
    max_size=5,
)

clinics = st.builds(
    lambda indicator, department: Clinic(status_indicator=indicator, department=department),
    st.sampled_from(["unconfirmed", "separately payable", "packaged"]),
    st.sampled_from(["on campus", "PO", "PN"]),
)

encounters = st.fixed_dictionaries(
    {
        "given": doses,
        "opened": entries,
        "payer": st.sampled_from(list(shipped().payers)),
        "setting": st.sampled_from(["office", "hospital_outpatient", "asc", "cah", "rhc", "inpatient", "home"]),
        "route": st.sampled_from(["SC", "IV_PUSH", "IV_INFUSION"]),
        "drug_source": st.sampled_from(["purchased", "340b", "sample"]),
        "service_date": st.dates(datetime.date(2015, 1, 1), datetime.date(2027, 11, 30)).map(str),
    }
)


def units(found: Result, *, discarded: bool) -> int:
    """All units of one kind."""
    return sum(line.units for line in found.lines if line.discarded is discarded)


@given(encounters, clinics)
def test_never_over_billed(fields: dict[str, Any], clinic: Clinic) -> None:
    """Billed units never exceed what single-dose labels say and multi-dose containers gave, a begun unit apart."""
    found = result(clinic, **fields)
    supplied = sum(use.labelled if use.product.single_dose else use.given for use in found.containers)

    assert units(found, discarded=False) + units(found, discarded=True) <= max(-(-supplied // UNIT), 0)
    assert UNIT * units(found, discarded=True) <= sum(use.discarded for use in found.containers)
    if found.lines and fields["payer"] != "blue-cross-idaho":
        assert units(found, discarded=False) == -(-(found.given or 0) // UNIT)


@given(encounters, clinics)
def test_all_drug_is_accounted_for(fields: dict[str, Any], clinic: Clinic) -> None:
    """In each container labelled = given + discarded + kept, and nothing is negative."""
    found = result(clinic, **fields)

    for use in found.containers:
        assert use.labelled == use.given + use.discarded + use.kept
        assert min(use.given, use.discarded, use.kept) >= 0
        assert use.kept == 0 or not use.product.single_dose
    if found.lines:
        assert found.given == sum(use.given for use in found.containers)
        assert found.labelled == (found.given or 0) + (found.discarded or 0) + (found.kept or 0)


@given(encounters, clinics)
def test_modifiers_hang_together(fields: dict[str, Any], clinic: Clinic) -> None:
    """JW only beside an administered line; JZ never in an encounter with JW; neither on multi-dose lines."""
    found = result(clinic, **fields)
    modifiers = [line.modifiers[:1] for line in found.lines]

    assert all((line.modifiers[:1] == ("JW",)) is line.discarded for line in found.lines)
    assert not (("JW",) in modifiers and ("JZ",) in modifiers)
    assert ("JW",) not in modifiers or units(found, discarded=False) > 0
    assert all(line.units >= 1 for line in found.lines)
    if not any(use.product.single_dose for use in found.containers):
        assert not {("JW",), ("JZ",)}.intersection(modifiers)


@given(encounters, clinics)
def test_error_means_no_lines(fields: dict[str, Any], clinic: Clinic) -> None:
    """There are lines exactly where there is no error."""
    found = result(clinic, **fields)

    assert bool(found.lines) is not any(finding.severity == "error" for finding in found.findings)


@given(encounters, clinics)
def test_every_rule_that_is_named_is_listed(fields: dict[str, Any], clinic: Clinic) -> None:
    """Steps and findings name rules that the result holds, and it holds no others."""
    found = to_json(result(clinic, **fields))
    named = {item["rule"] for item in found["steps"] + found["findings"]}

    assert named == {rule["id"] for rule in found["rules"]}


@given(doses, entries)
def test_lines_per_ndc_come_to_the_same_units(given: str, entries: list[dict[str, Any]]) -> None:
    """R14: splitting over products changes no total."""
    together = result(given=given, opened=entries)
    apart = result(given=given, opened=entries, payer="uhc-community-maryland")

    for discarded in (False, True):
        assert units(together, discarded=discarded) == units(apart, discarded=discarded)


@given(st.integers(1, 500_000_000), st.lists(st.sampled_from(SINGLE), min_size=1, max_size=4))
def test_units_of_octreotide_come_to_the_labels(dose: int, products: list[Any]) -> None:
    """Every octreotide container is a multiple of 25 mcg, so that both lines together are the label's units."""
    found = result(given=f"{dose // MCG}.{dose % MCG:06d} mcg", opened=opened(*(product.ndc for product in products)))

    if found.lines:
        labelled = sum(product.content for product in products)
        assert units(found, discarded=False) + (found.discarded or 0) // UNIT == labelled // UNIT


@given(encounters)
def test_quantities_of_both_lines_come_to_the_containers(fields: dict[str, Any]) -> None:
    """N4: the NDC quantities of one product's two lines add up to what was opened."""
    found = result(**(fields | {"payer": "medicare-part-b", "setting": "office", "service_date": "2026-01-01"}))
    if (
        len(found.lines) == 2
        and found.lines[0].volume is not None
        and all(u.product.single_dose for u in found.containers)
    ):
        volume = sum((use.product.volume or 0) * use.opened.count for use in found.containers)
        assert abs(sum(line.volume or 0 for line in found.lines) - volume) <= 1_000


def test_the_clock_the_hash_seed_and_the_locale_change_nothing() -> None:
    """The same input gives the same bytes under any surroundings."""
    example = os.path.join(os.path.dirname(paths.RESOURCES), "examples", "several_ndcs_with_multi_dose.json")
    answers = {
        subprocess.run(
            [sys.executable, "-m", "gui", "calc", example],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONPATH": os.getcwd()},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone, locale in (("0", "UTC", "C"), ("7", "Asia/Tokyo", "C.UTF-8"), ("99", "America/Adak", "tr_TR"))
    }

    assert len(answers) == 1
