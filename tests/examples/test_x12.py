"""The 837 segments inside whole claims, read by a validator that others wrote, pyx12 with its maps of both guides."""

import glob
import json
import os
from pathlib import Path
from typing import Any

import pytest

from core import encounter_json, paths
from core.calculate import calculate
from core.clinic import Charge, Clinic
from core.result import Result
from tests import x12
from tests.build import AMPUL_100, MULTI_1000, VIAL_50, VIAL_500, opened, result, shipped
from tests.examples.test_published import published, worked_out

FORMS = ("x12_837p", "x12_837i")
CLINIC = Clinic(charges=(Charge("J2354", 125), Charge("J9999", 1001)))
EXAMPLES = sorted(glob.glob(os.path.join(os.path.dirname(paths.RESOURCES), "examples", "*.json")))

HOSPITAL = {"setting": "hospital_outpatient", "payer": "medicare-noridian"}
TRICKY: dict[str, tuple[Clinic, dict[str, Any]]] = {
    "JW": (CLINIC, {}),
    "JZ": (CLINIC, {"given": "100 mcg"}),
    "several NDCs on one line": (CLINIC, {"opened": opened(AMPUL_100, VIAL_50), "given": "130 mcg"}),
    "a line for each NDC": (
        CLINIC,
        {"opened": opened(AMPUL_100, VIAL_50), "given": "130 mcg", "payer": "lifewise-premera"},
    ),
    "multi-dose": (CLINIC, {"opened": opened(MULTI_1000)}),
    "JB": (CLINIC, {"payer": "medicare-noridian"}),
    "JA and TB": (CLINIC, {"payer": "medicare-noridian", "route": "IV_PUSH", "drug_source": "340b"}),
    "JB and TB": (CLINIC, {"payer": "medicare-noridian", "drug_source": "340b"}),
    "PO": (CLINIC._replace(department="PO"), HOSPITAL),
    "PN with JZ": (CLINIC._replace(department="PN"), {**HOSPITAL, "given": "100 mcg"}),
    "four modifiers": (CLINIC._replace(department="PO"), {**HOSPITAL, "drug_source": "340b"}),
    "packaged": (CLINIC._replace(status_indicator="packaged"), HOSPITAL),
    "rural health clinic": (CLINIC, {"setting": "rhc"}),
    "prior authorisation": (CLINIC, {"prior_authorization": "PA-2026/11 7"}),
    "one it can't carry": (CLINIC, {"prior_authorization": "PA*1~"}),
    "13 diagnoses": (CLINIC, {"diagnosis": [f"C7A.{number:03}" for number in range(20, 33)]}),
    "25 diagnoses": (CLINIC, {"diagnosis": [f"C7A.{number:03}" for number in range(20, 45)]}),
    "more diagnoses than fit": (CLINIC, {"diagnosis": [f"C7A.{number:03}" for number in range(20, 50)]}),
    "a stay": (CLINIC, {"setting": "inpatient", "diagnosis": ["E34.09", "R19.7"]}),
    "units opened": (CLINIC, {"payer": "blue-cross-idaho"}),
    "units of a smaller container": (CLINIC, {"payer": "blue-cross-idaho", "opened": opened(VIAL_500)}),
    "single- and multi-dose": (CLINIC, {"opened": opened(AMPUL_100, MULTI_1000), "given": "150 mcg"}),
    "a large claim": (CLINIC, {"opened": [{**opened(VIAL_500)[0], "count": 999}], "given": "499 mg"}),
    "a trace": (CLINIC, {"given": "0.01 mcg"}),
    "hundredths of a millilitre": (CLINIC, {"given": "33.33 mcg"}),
}


def segments(found: Result, form: str) -> list[str]:
    """A form's segments."""
    assert found.claim is not None
    return [segment for one in found.claim.forms if one.key == form for _, segment in one.rows]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("row", published(), ids=lambda row: row["id"])
def test_published_examples(row: dict[str, str], form: str, tmp_path: Path) -> None:
    """Every published example is a claim that the validator takes."""
    said = segments(worked_out(row, tmp_path, CLINIC), form)

    assert x12.faults(x12.transaction(form, said)) == []
    assert [segment.split("*")[0] for segment in said].count("LX") >= 1


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("path", EXAMPLES, ids=os.path.basename)
def test_shipped_examples(path: str, form: str) -> None:
    """So is every example that is shipped."""
    with open(path, "rb") as file:
        found = calculate(encounter_json.from_dict(json.load(file)), shipped(), CLINIC)

    assert x12.faults(x12.transaction(form, segments(found, form))) == []


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", TRICKY)
def test_tricky_claims(name: str, form: str) -> None:
    """So is each claim with modifiers, NDCs, diagnoses or amounts out of the ordinary."""
    clinic, fields = TRICKY[name]

    assert x12.faults(x12.transaction(form, segments(result(clinic, **fields), form))) == []


class TestRefused:
    """The validator is no rubber stamp: what is spoilt it refuses."""

    @pytest.mark.parametrize(
        ("form", "before", "after"),
        [
            ("x12_837p", "*3.75*", "*CHARGE*"),
            ("x12_837i", "*3.75*", "*CHARGE*"),
            ("x12_837p", "HC:J2354:JW", "HC:J2354:JW:JA:TB:PO:PN:JB"),
            ("x12_837i", "HC:J2354:JW", "HC:J2354:JW:JA:TB:PO:PN:JB"),
            ("x12_837p", "HC:J2354:JW", "ZZ:J2354:JW"),
            ("x12_837p", "LIN**N4*", "LIN**ND*"),
            ("x12_837i", "LIN**N4*", "LIN**ND*"),
            ("x12_837p", "CTP****0.6*ML~\n", ""),
            ("x12_837i", "CTP****0.6*ML~\n", ""),
            ("x12_837p", "CTP****0.6*ML~", "CTP****0.6*MC~"),
            ("x12_837p", "CTP****0.6*ML~", "CTP****0,6*ML~"),
            ("x12_837p", "*UN*3*", "*UN*three*"),
            ("x12_837i", "*UN*3~", "*XX*3~"),
            ("x12_837p", "*11**1~", "*11~"),
            ("x12_837p", "DTP*472*D8*20261120~", "DTP*472*D8*112026~"),
            ("x12_837p", "DTP*472*D8*20261120~\n", ""),
            ("x12_837p", "SV1*", "SV2*"),
            ("x12_837i", "SV2*0636*", "SV2**"),
            ("x12_837p", "ABK:E3409", "ABX:E3409"),
            ("x12_837p", "LX*1~\n", ""),
            ("x12_837i", "HI*ABK:E3409~", f"HI*ABK:E3409~\nHI*{'*'.join(f'ABF:C7A0{n}' for n in range(20, 33))}~"),
            ("x12_837i", "HI*ABK:E3409~", "HI*ABK:E3409~\n" + "HI*ABF:R197~\n" * 3),
        ],
    )
    def test_spoilt(self, form: str, before: str, after: str) -> None:
        """One place is changed in a claim that it takes."""
        whole = x12.transaction(form, segments(result(CLINIC), form))
        assert before in whole
        assert x12.faults(whole) == []

        assert x12.faults(_counted(whole.replace(before, after)))

    @pytest.mark.parametrize("form", FORMS)
    def test_no_charge_set(self, form: str) -> None:
        """The placeholder can't pass for a charge: such a claim is refused until somebody puts one in."""
        said = x12.faults(x12.transaction(form, segments(result(), form)))

        assert any("CHARGE" in fault for fault in said)

    def test_no_diagnosis(self) -> None:
        """A professional line must point to one; the form says so, and the validator refuses it."""
        found = result(CLINIC, diagnosis=[])
        assert found.claim is not None
        (form,) = (one for one in found.claim.forms if one.key == "x12_837p")

        assert any(remark.text.startswith("No diagnosis is recorded") for remark in form.remarks)
        assert x12.faults(x12.transaction("x12_837p", segments(found, "x12_837p")))


def _counted(text: str) -> str:
    """With the right number of segments, so that a missing one is not found by counting."""
    lines = text.split("\n")
    start = next(place for place, line in enumerate(lines) if line.startswith("ST*"))
    end = next(place for place, line in enumerate(lines) if line.startswith("SE*"))
    lines[end] = f"SE*{end - start + 1}*0001~"
    return "\n".join(lines)
