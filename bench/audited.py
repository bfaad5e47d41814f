"""Audits a file of claim lines, and writes those to correct."""

import sys

from core import reference
from core.audit.auditing import Known, audit
from core.clinic import Clinic
from core.columns import mapping

PAYERS = ("medicare-part-b", "bcbs-north-carolina", "lifewise-premera", "commercial-generic")
COLUMNS = {
    "columns": {
        "encounter_id": "Claim No",
        "service_date": "Date of Service",
        "payer": "Plan",
        "route": "Route",
        "given": "Dose",
        "ndc": "NDC",
        "count": "Vials",
        "billed_code": "HCPCS",
        "billed_units": "Units",
    },
    "modifiers": ["Mod 1", "Mod 2"],
    "rows": "claim line",
    "dates": "MM/DD/YYYY",
    "dose_unit": "mcg",
    "words": {"route": {"subq": "SC"}, "payer": {f"Plan {n}": payer for n, payer in enumerate(PAYERS)}},
}

with open(sys.argv[1], "rb", buffering=0) as source, open(sys.argv[2], "wb") as target:
    audit(source, mapping.from_dict(COLUMNS), Known(reference.shipped(), Clinic()), {}, target=target)
