"""A report's figures against the records they are made of, whatever those are."""

import datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from core.quantity import Mass
from core.report import content
from core.report.figures import NOT_RECORDED, Drug, Row, Tally
from tests.build import MULTI_1000, VIAL_50, VIAL_100, VIAL_500, shipped
from tests.report.records import added, body

CODES = (VIAL_50, VIAL_100, VIAL_500, MULTI_1000)


def entries(codes: list[str]) -> list[dict[str, Any]]:
    """One container for each code."""
    return [{"ndc": code, "lot": "L", "expires": "2027-11-30"} for code in codes]


BODIES = st.builds(
    body,
    given=st.integers(0, 700_000).map(lambda thousandths: f"{thousandths / 1000:.3f} mcg"),
    opened=st.lists(st.sampled_from(CODES), min_size=1, max_size=5).map(entries),
    payer=st.sampled_from(("medicare-part-b", "uhc-community-new-jersey", "blue-cross-idaho")),
    service_date=st.dates(datetime.date(2016, 1, 1), datetime.date(2027, 12, 31)).map(lambda day: day.isoformat()),
    given_by=st.sampled_from(("A", "B", None)),
    discard=st.sampled_from(({"confirmed": True, "reason": "r"}, {"confirmed": True}, {})),
    drug_source=st.sampled_from(("purchased", "340b", "sample")),
)


@given(st.lists(BODIES, max_size=6))
def test_sums_are_the_records_sums(bodies: list[dict[str, Any]]) -> None:
    """Amounts and units of the whole are those of the records that add up; each table comes to the same."""
    found = added(*bodies)
    counted = [said for said in bodies if _adds_up(said["result"])]

    assert found.notes - found.not_counted == len(counted)
    assert len(found.drugs) == bool(counted)
    for drug in found.drugs:
        total = drug.total
        for name in ("labelled", "given", "discarded", "kept"):
            uses = (use for said in counted for use in said["result"]["containers"])
            assert getattr(total, name) == sum(_mass(use[f"{name}_mcg"]) for use in uses)
        lines = [line for said in counted for line in said["result"]["lines"]]
        assert total.administered_units + total.jw_units == sum(line["units"] for line in lines)
        assert total.jw_units == sum(line["units"] for line in lines if "JW" in line["modifiers"])
        _check(drug, total)


def _check(drug: Drug, total: Tally) -> None:
    """No figure is negative, and the tables come to the whole."""
    assert min(total) >= 0
    assert total.labelled == total.given + total.discarded + total.kept
    for rows in (drug.by_week, drug.by_staff, drug.by_payer, drug.by_quarter):
        assert _sum(rows) == total
    assert _sum(drug.by_ndc)[1:8] == total[1:8]
    assert _sum(drug.by_reason).discarded == total.discarded
    assert _sum(drug.by_cause).unbilled_units == total.unbilled_units
    assert {row.name for row in drug.by_staff} <= {"A", "B", NOT_RECORDED}


@given(st.lists(BODIES, min_size=1, max_size=6))
def test_the_best_choice_is_never_worse(bodies: list[dict[str, Any]]) -> None:
    """With the sizes that were opened, the plan discards no more; nothing is negative."""
    found = content.basis(added(*bodies), shipped().catalog, (), {})

    for compared in found.comparisons:
        if compared is not None:
            opened, same = compared.opened, compared.others[0]
            assert 0 <= same.discarded <= opened.discarded
            assert same.units >= 0
            assert all(min(other.labelled, other.discarded, other.units) >= 0 for other in compared.others)


def _adds_up(result: dict[str, Any]) -> bool:
    uses = result["containers"]
    return bool(uses) and _mass(result["given_mcg"]) == sum(_mass(use["given_mcg"]) for use in uses)


def _mass(text: str) -> Mass:
    whole, _, decimals = text.partition(".")
    return Mass(int(whole + decimals.ljust(6, "0")))


def _sum(rows: tuple[Row, ...]) -> Tally:
    total = Tally()
    for row in rows:
        total = total.plus(row.tally)
    return total
