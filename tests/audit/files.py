"""Files of past claims as other programs write them, and what their headings mean."""

import io
from typing import Any

from core.audit.auditing import Known, audit
from core.audit.totals import Totals
from core.clinic import Clinic
from core.columns import mapping
from core.columns.mapping import Mapping
from core.report.prices import Prices
from tests.build import shipped

HEADER = "Patient,Claim No,DOS,Plan,Route,Dose,NDC,Vials,HCPCS,Units,Mod 1,Mod 2"
"""Of an export that has a row for each claim line."""

ADMINISTERED = "Jane Doe,C1,11/20/2026,Medicare,SubQ,60,0078-0181-01,1,J2354,3,,"
WASTED = "Jane Doe,C1,11/20/2026,Medicare,SubQ,60,0078-0181-01,1,J2354,1,JW,"
"""60 of 100 mcg, billed as it should be: 3 units and 1 with JW."""

COLUMNS = {
    "encounter_id": "Claim No",
    "service_date": "DOS",
    "payer": "Plan",
    "route": "Route",
    "given": "Dose",
    "ndc": "NDC",
    "count": "Vials",
    "billed_code": "HCPCS",
    "billed_units": "Units",
}


def meant(**fields: Any) -> Mapping:  # noqa: ANN401 - any JSON value
    """What that export's headings mean; fields may be replaced."""
    whole = {
        "columns": COLUMNS,
        "modifiers": ["Mod 1", "Mod 2"],
        "rows": "claim line",
        "dates": "MM/DD/YYYY",
        "dose_unit": "mcg",
        "words": {"route": {"SubQ": "SC"}, "payer": {"Medicare": "medicare-part-b"}},
    }
    return mapping.from_dict(whole | fields)


def table(*rows: str, header: str = HEADER) -> bytes:
    """A file of these rows."""
    return "".join(f"{row}\n" for row in (header, *rows)).encode()


def audited(
    data: bytes,
    columns: Mapping | None,
    prices: Prices | None = None,
    clinic: Clinic = Clinic(),  # noqa: B008 - frozen
) -> tuple[Totals, str]:
    """What a file comes to, and its rows to correct."""
    target = io.BytesIO()
    totals = audit(io.BytesIO(data), columns, Known(shipped(), clinic), prices or {}, target=target)
    return totals, target.getvalue().decode()


def verdicts(totals: Totals) -> dict[str, int]:
    """How many claims have each verdict."""
    found: dict[str, int] = {}
    for kind, count in totals.counts.items():
        found[kind.verdict] = found.get(kind.verdict, 0) + count.claims
    return found
