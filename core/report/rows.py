"""A report as CSV: one row for each figure's subject, so that a spreadsheet can sort and pick."""

from collections.abc import Iterator
from decimal import Decimal

from core import spreadsheet
from core.quantity import Mass, number
from core.report import prices, stock
from core.report.content import Basis
from core.report.figures import Drug, Row
from core.report.prices import Prices
from core.report.stock import Comparison, Outcome

COLUMNS = (
    "since",
    "until",
    "hcpcs",
    "table",
    "name",
    "detail",
    "encounters",
    "containers",
    "labelled_mcg",
    "given_mcg",
    "discarded_mcg",
    "kept_mcg",
    "waste_percent",
    "administered_units",
    "jw_units",
    "unbilled_units",
    "payment_limit_usd",
    "jw_usd",
    "unbilled_usd",
)
"""Of each row; what a table does not know stays empty."""

_Cells = dict[str, object]


def as_csv(found: Basis) -> Iterator[bytes]:
    """A report as CSV with a header; no cell runs as a formula."""
    yield spreadsheet.line(COLUMNS)
    since, until = found.figures.since, found.figures.until
    for cells in _rows(found):
        row = {**dict.fromkeys(COLUMNS, ""), "since": since, "until": until, **cells}
        yield spreadsheet.line(row.values())


def _rows(found: Basis) -> Iterator[_Cells]:
    for drug, compared in zip(found.figures.drugs, found.comparisons, strict=True):
        for cells in _drug(drug, compared, found.prices):
            yield {"hcpcs": drug.hcpcs, **cells}
    yield {"table": "notes", "name": "all", "encounters": found.figures.notes}
    yield {"table": "notes", "name": "not in the amounts", "encounters": found.figures.not_counted}
    for state, count in found.figures.open_points:
        yield {"table": "open points", "name": state, "encounters": count}


def _drug(drug: Drug, compared: Comparison | None, known: Prices) -> Iterator[_Cells]:
    tables = {
        "total": (Row("all", drug.total),),
        "week": drug.by_week,
        "reason": drug.by_reason,
        "given by": drug.by_staff,
        "payer": drug.by_payer,
    }
    for table, rows in tables.items():
        yield from ({"table": table, **_tally(row)} for row in rows)
    for row in drug.by_ndc:
        # Lines may cover several products: units are not known by NDC.
        yield {"table": "ndc", **_tally(row), **dict.fromkeys(("administered_units", "jw_units", "unbilled_units"), "")}
    for row in drug.by_cause:
        tally = row.tally
        yield {
            "table": "unbilled",
            "name": row.name,
            "encounters": tally.encounters,
            "unbilled_units": tally.unbilled_units,
        }
    yield from _stock(compared) if compared else ()
    for priced in prices.dollars(drug, known).quarters:
        yield {
            "table": "quarter",
            "name": priced.quarter,
            "detail": priced.remark,
            "jw_units": priced.jw_units,
            "unbilled_units": priced.unbilled_units,
            "payment_limit_usd": _usd(priced.limit),
            "jw_usd": _usd(priced.billed),
            "unbilled_usd": _usd(priced.unbilled),
        }


def _tally(row: Row) -> _Cells:
    tally = row.tally
    return {
        "name": row.name,
        "detail": row.detail,
        "encounters": tally.encounters,
        "containers": tally.containers,
        "labelled_mcg": number(tally.labelled),
        "given_mcg": number(tally.given),
        "discarded_mcg": number(tally.discarded),
        "kept_mcg": number(tally.kept),
        "waste_percent": "" if tally.waste is None else tally.waste,
        "administered_units": tally.administered_units,
        "jw_units": tally.jw_units,
        "unbilled_units": tally.unbilled_units,
    }


def _stock(found: Comparison) -> Iterator[_Cells]:
    for outcome in (found.opened, *found.others):
        cells: _Cells = {"table": "other stock", "name": outcome.name, "encounters": found.encounters}
        yield {**cells, "detail": stock.sizes_words(outcome.sizes), **_outcome(outcome)}


def _outcome(outcome: Outcome) -> _Cells:
    if outcome.problem:
        return {"detail": outcome.problem}
    return {
        "labelled_mcg": number(outcome.labelled),
        "given_mcg": number(Mass(outcome.labelled - outcome.discarded)),
        "discarded_mcg": number(outcome.discarded),
        "jw_units": outcome.units,
    }


def _usd(amount: Decimal | None) -> str:
    """Exact: whoever adds up rounds at the end."""
    return "" if amount is None else f"{amount:f}"
