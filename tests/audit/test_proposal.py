"""What headings and values most likely mean."""

import io
from typing import Any

import pytest

from core.columns import mapping, proposal
from core.columns.mapping import Mapping
from core.columns.table import Table
from tests.audit.files import ADMINISTERED, HEADER, WASTED, audited, meant, table, verdicts
from tests.build import shipped


def propose(*rows: str, header: str = HEADER) -> Mapping:
    """What is proposed for a file."""
    found = Table(io.BytesIO(table(*rows, header=header)))
    return proposal.propose(found.header, found.sample(), shipped().payers.values())


def test_a_billing_export_is_recognised() -> None:
    """All but the unit of the doses, which nobody says: it is asked for. Medicare most likely is Part B."""
    found = propose(ADMINISTERED, WASTED)

    assert found == meant(dose_unit="", words={"route": {"subq": "SC"}, "payer": {"medicare": "medicare-part-b"}})
    assert mapping.check(found, HEADER.split(","), shipped().payers) == []
    assert verdicts(audited(table(ADMINISTERED, WASTED), found)[0]) == {"refused": 1}
    assert verdicts(audited(table(ADMINISTERED, WASTED), found._replace(dose_unit="mcg", words=meant().words))[0]) == {
        "agrees": 1
    }


@pytest.mark.parametrize(
    ("heading", "means"),
    [
        ("Date of Service", "service_date"),
        ("SVC_DATE", "service_date"),
        ("Payor", "payer"),
        ("Primary Insurance", "payer"),
        ("POS", "setting"),
        ("Route of Administration", "route"),
        ("Dose Given", "given"),
        ("Dose UOM", "given_unit"),
        ("NDC-11", "ndc"),
        ("CPT/HCPCS", "billed_code"),
        ("Service Units", "billed_units"),
        ("JW Units", "billed_jw_units"),
        ("Claim #", "encounter_id"),
        ("Acct", ""),
        ("Patient Name", ""),
        ("Qty", ""),
    ],
)
def test_synonyms(heading: str, means: str) -> None:
    """Capitals and signs do not matter; what may mean several things is left to the user."""
    assert propose(header=heading).columns == ({means: heading} if means else {})


def test_modifiers_are_found_by_their_numbers() -> None:
    """At most four."""
    assert propose(header="Mod1,Modifier 2,MOD 3,Modifier Code 4,Mod").modifiers == (
        "Mod1",
        "Modifier 2",
        "MOD 3",
        "Modifier Code 4",
    )


def test_a_heading_means_one_thing() -> None:
    """The first that fits; one that stands twice means nothing."""
    assert propose(header="Date of Service,DOS,Route,Route").columns == {"service_date": "DOS"}
    assert set(propose(header="Opened,NDC,Vials").columns) == {"opened"}
    assert set(propose(header="NDC,Vials").columns) == {"ndc", "count"}


@pytest.mark.parametrize(
    ("dates", "form"),
    [
        (["11/20/2026", "1/2/2026"], "MM/DD/YYYY"),
        (["20/11/2026", "1/2/2026"], "DD/MM/YYYY"),
        (["1/2/2026", "3/4/2026"], ""),
        (["2026-11-20"], "YYYY-MM-DD"),
        (["20261120"], "YYYYMMDD"),
        (["11/20/2026", "2026-11-20"], ""),
        ([], ""),
    ],
)
def test_dates(dates: list[str], form: str) -> None:
    """The one form that all have; where month and day can't be told apart it is asked for."""
    assert propose(*dates, header="DOS").dates == form


def test_words() -> None:
    """Those that are known; IV alone may be a push or an infusion."""
    found = propose(
        "SubQ,11,Medicare Part B,Purchased",
        "IV,22,Aetna,340B",
        "IVP,99,lifewise-premera,?",
        header="Route,POS,Payer,Drug source",
    )

    assert found.words == {
        "route": {"subq": "SC", "ivp": "IV_PUSH"},
        "setting": {"11": "office", "22": "hospital_outpatient"},
        "payer": {"medicare part b": "medicare-part-b", "lifewise-premera": "lifewise-premera"},
        "drug_source": {"purchased": "purchased", "340b": "340b"},
    }


def test_a_form_that_no_value_has_is_told() -> None:
    """Before every row is refused; one value that has it is enough, and a column of units says it itself."""

    def faults(**fields: Any) -> list[str]:  # noqa: ANN401 - any JSON value
        sample = {"DOS": ("11/20/2026", "total"), "Dose": ("60", "none"), "Vials": ("1",)}
        return [fault.field for fault in proposal.misfits(meant(**fields), sample)]

    (mixed_up,) = proposal.misfits(meant(), {"Dose": ("Jane",)})
    assert mixed_up.message == "Jane is no dose in this unit: choose another unit or column"
    assert faults() == []
    assert faults(dose_unit="") == ["dose_unit"]
    assert faults(dates="YYYYMMDD", dose_unit="") == ["dates", "dose_unit"]
    assert faults(dates="", columns={"given": "Dose", "given_unit": "Vials"}, dose_unit="") == []
    assert proposal.misfits(meant(), {}) == []
    for counted in ("46329", "46329.5"):
        (undated,) = proposal.misfits(meant(), {"DOS": (counted,)})
        assert undated.message.startswith(f"{counted} is a spreadsheet's number of a day: have that column show dates")


@pytest.mark.parametrize(
    ("dates", "doses", "fields", "says"),
    [
        (["11/20/2026"], ["60", "1500"], {}, []),
        (["05/01/2026", "06/02/2026"], ["60"], {}, ["05/01/2026 may also be DD/MM/YYYY: check which it is"]),
        (["12/11/2026", "20/11/2026"], ["60"], {}, ["12/11/2026 may also be DD/MM/YYYY: check which it is"]),
        (["11/20/2026"], ["60"], {"dose_unit": "mg"}, ["60 mg is no usual dose: check the unit"]),
        (["11/20/2026"], ["0.06", "0.1", "60"], {}, ["0.06 mcg is no usual dose: check the unit"]),
        (["11/20/2026"], ["60", "0.6"], {}, []),
        (["11/20/2026"], ["0.6"], {"dose_unit": "mL"}, []),
        (["11/20/2026"], ["60.00000000001", "12345678901", "٦٠"], {}, []),  # refused once they are judged
        (["11/20/2026"], ["12345678901", "0.06"], {}, ["0.06 mcg is no usual dose: check the unit"]),
        ([], [], {}, []),
    ],
)
def test_doubts(dates: list[str], doses: list[str], fields: dict[str, Any], says: list[str]) -> None:
    """What was confirmed for other files with these headings may be wrong for this one."""
    sample: dict[str, tuple[str, ...]] = {"DOS": tuple(dates), "Dose": tuple(doses)}

    assert [fault.message for fault in proposal.doubts(meant(**fields), sample)] == says


def test_a_column_of_units_says_them_itself() -> None:
    """Then no unit was confirmed that could be wrong."""
    columns = {"service_date": "DOS", "given": "Dose", "given_unit": "UOM"}
    sample: dict[str, tuple[str, ...]] = {"DOS": ("11/20/2026",), "Dose": ("0.06",)}

    assert proposal.doubts(meant(columns=columns, dose_unit=""), sample) == []


def test_medicare_is_part_b_only_where_there_is_such_a_payer() -> None:
    """A clinic may have taken it out of its list."""
    assert proposal.meanings("payer", ("Medicare",), []) == {}
