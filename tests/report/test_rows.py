"""A report as CSV."""

import csv
import io

from core.quantity import Mass
from core.report import content, rows
from core.report.content import Basis
from core.report.rows import COLUMNS
from tests.build import MULTI_1000, VIAL_500, opened, shipped
from tests.report.records import added, basis, body, sample_prices


def read(found: Basis) -> list[dict[str, str]]:
    """The rows as a spreadsheet's program reads them."""
    text = b"".join(rows.as_csv(found)).decode()
    return list(csv.DictReader(io.StringIO(text)))


def test_every_row_names_period_and_table() -> None:
    """So that it can be sorted and picked from."""
    found = read(
        basis(body(), body(discard={}), body(payer="uhc-community-new-jersey"), known=sample_prices("2026 Q4"))
    )

    assert {row["since"] for row in found} == {"2026-01-01"}
    assert {row["table"] for row in found} == {
        "total",
        "week",
        "reason",
        "given by",
        "payer",
        "ndc",
        "unbilled",
        "other stock",
        "quarter",
        "notes",
        "open points",
    }
    assert all(list(row) == list(COLUMNS) for row in found)


def test_figures() -> None:
    """Exact numbers without separators, and no units where they are not known."""
    found = {row["table"]: row for row in read(basis(body(), known=sample_prices("2026 Q4")))}

    total, ndc, quarter = found["total"], found["ndc"], found["quarter"]
    assert (total["given_mcg"], total["discarded_mcg"], total["waste_percent"]) == ("60", "40", "40.0")
    assert (total["administered_units"], total["jw_units"], total["unbilled_units"]) == ("3", "1", "0")
    assert (ndc["name"], ndc["labelled_mcg"], ndc["jw_units"]) == ("0078-0181-01", "100", "")
    assert (quarter["payment_limit_usd"], quarter["jw_usd"], quarter["unbilled_usd"]) == ("0.610", "0.610", "0.000")


def test_without_prices() -> None:
    """No dollars, and why."""
    (quarter,) = (row for row in read(basis(body())) if row["table"] == "quarter")

    assert (quarter["jw_usd"], quarter["detail"]) == ("", "No price file of this quarter is loaded.")


def test_other_stock() -> None:
    """A row for each choice; one that can't be planned with says why."""
    found = content.basis(
        added(body(opened=opened(VIAL_500))), shipped().catalog, (Mass(50_000_000), Mass(33_333_333)), {}
    )
    stock = {row["name"]: row for row in read(found) if row["table"] == "other stock"}

    assert (stock["As opened"]["labelled_mcg"], stock["As opened"]["jw_units"]) == ("500", "17")
    assert stock["50 mcg alone"]["given_mcg"] == "60"
    assert "too little to plan with" in stock["Your stock"]["detail"]
    assert stock["Your stock"]["labelled_mcg"] == ""


def test_no_cell_runs_as_a_formula() -> None:
    """Whatever a person typed as a name or reason."""
    for text in ("=1+1", "+1", "-1+1", "@SUM(A1)"):
        found = read(basis(body(given_by=text, discard={"confirmed": True, "reason": text})))
        names = [row["name"] for row in found if row["table"] in {"given by", "reason"}]

        assert len(names) == 2
        assert all(name[0] not in "=+-@" for name in names)


def test_no_patient() -> None:
    """Neither name nor record number."""
    text = b"".join(rows.as_csv(basis(body(patient={"name": "Ada Example", "record_number": "MRN-77"}))))

    assert b"Ada" not in text
    assert b"MRN-77" not in text


def test_multi_dose_has_no_share() -> None:
    """Nothing single-dose was opened."""
    (total,) = (row for row in read(basis(body(opened=opened(MULTI_1000), discard=None))) if row["table"] == "total")

    assert (total["waste_percent"], total["kept_mcg"]) == ("", "940")
