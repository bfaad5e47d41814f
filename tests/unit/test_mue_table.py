"""CMS's tables of medically unlikely edits."""

import pytest

from core import mue_table
from core.cms_file import CmsFileError
from core.mue_table import MueTable

PRACTITIONER = b"""\
"CPT only copyright 2025 American Medical Association. All rights reserved.",,,
HCPCS/CPT Code,Practitioner Services MUE Values,MUE Adjudication Indicator,MUE Rationale
J2353,60,3 Date of Service Edit: Clinical,Prescribing Information
J2354,70,3 Date of Service Edit: Clinical,Prescribing Information
J2355,none,,
,1,,
"""
NAME = "MCR_MUE_PractitionerServices_Eff_10-01-2026.csv"


@pytest.mark.parametrize(
    ("column", "settings"),
    [
        (b"Practitioner Services MUE Values", ("office", "asc")),
        (b"Outpatient Hospital Services MUE Values", ("hospital_outpatient", "cah")),
    ],
)
@pytest.mark.parametrize("stroke", [b"/", b"/ ", b" /", b" / "])
def test_each_table_is_for_its_places(column: bytes, settings: tuple[str, ...], stroke: bytes) -> None:
    """Practitioners or outpatient hospitals, with or without blanks; rows without a number are passed over."""
    data = PRACTITIONER.replace(b"Practitioner Services MUE Values", column).replace(b"/", stroke)

    assert mue_table.read(data, NAME) == MueTable("2026 Q4", settings, {"J2353": 60, "J2354": 70})


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (PRACTITIONER, "x.csv", "x.csv does not say its quarter"),
        (PRACTITIONER.replace(b"Practitioner", b"DME Supplier"), NAME, "is no CMS MUE table. Choose the CSV"),
        (PRACTITIONER.replace(b"Practitioner Services MUE Values", b"HCPCS/CPT Code"), NAME, "is no CMS MUE table"),
        (b"PK\x03\x04", NAME, "is packed"),
    ],
)
def test_what_is_no_such_table(data: bytes, name: str, says: str) -> None:
    """It is refused with what to do; a supplier's table is for no place here."""
    with pytest.raises(CmsFileError, match=says):
        mue_table.read(data, name)
