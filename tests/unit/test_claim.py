"""What is said of a claim, which form stands first, its charges, and whether there is one (F1, F3, R8, R11, R17)."""

from typing import Any

import pytest

from core.claim import forms
from core.claim.service import CHARGE
from core.clinic import Charge, Clinic
from core.encounter import SETTINGS
from tests.build import AMPUL_100, MULTI_1000, VIAL_50, VIAL_500, opened, result
from tests.unit.claimed import OFF_CAMPUS, PRICED, claim, form, said, segments


class TestR17:
    """Waste that nobody has confirmed is never billed."""

    @pytest.mark.parametrize("discard", [{}, {"confirmed": True}], ids=["not confirmed", "confirmed"])
    def test_a_discard_that_is_only_arithmetic(self, discard: dict[str, Any]) -> None:
        """Every form says so of its JW line, until it is confirmed."""
        found = [text for one in claim(discard=discard).forms for text in said(one.remarks, "R17")]

        text = "Line 2 bills a discard that nobody has confirmed. Confirm it before sending."
        assert found == ([] if discard else [text] * 4)

    @pytest.mark.parametrize(("given", "asked"), [("60 mcg", 4), ("100 mcg", 0)])
    @pytest.mark.parametrize("container", [AMPUL_100, VIAL_500])
    def test_what_was_opened_on_one_line(self, given: str, asked: int, container: str) -> None:
        """Such a line bills waste, too, if there is any on it, and needs the same word."""
        found = claim(discard={}, payer="blue-cross-idaho", given=given, opened=opened(container))

        texts = [text for one in found.forms for text in said(one.remarks, "R17")]
        assert texts == ["Line 1 bills a discard that nobody has confirmed. Confirm it before sending."] * asked

    def test_it_comes_first(self) -> None:
        """Before what has only to be filled in."""
        assert all(one.remarks[0].rule == "R17" for one in claim(discard={}).forms)

    def test_no_waste(self) -> None:
        """Nothing is asked where no line bills any."""
        assert not any(said(one.remarks, "R17") for one in claim(given="100 mcg", discard={}).forms)


class TestR8:
    """Multi-dose drug takes no JZ, and a common line of both kinds has it: every form asks."""

    @pytest.mark.parametrize(
        ("containers", "given", "asked"),
        [
            ([AMPUL_100, MULTI_1000], "150 mcg", 4),
            ([AMPUL_100, MULTI_1000], "100 mcg", 0),
            ([AMPUL_100, VIAL_50], "150 mcg", 0),
            ([MULTI_1000], "150 mcg", 0),
        ],
        ids=["both", "the single-dose one alone", "two single-dose ones", "multi-dose"],
    )
    def test_jz(self, containers: list[str], given: str, asked: int) -> None:
        """Where both kinds gave something."""
        found = claim(given=given, opened=opened(*containers))

        text = "Line 1 has JZ and covers multi-dose drug, which takes none. Ask the payer."
        assert [text for one in found.forms for text in said(one.remarks, "R8")] == [text] * asked

    def test_a_line_for_each_ndc(self) -> None:
        """There JZ stands on the single-dose line alone, and nothing is asked."""
        found = claim(given="150 mcg", opened=opened(AMPUL_100, MULTI_1000), payer="lifewise-premera")

        assert not any(said(one.remarks, "R8") for one in found.forms)


class TestR11AndF8:
    """Where the drug is part of a stay or visit, that is the first thing said; a stay's diagnoses need an indicator."""

    @pytest.mark.parametrize("setting", SETTINGS)
    def test_first(self, setting: str) -> None:
        """On every form of an inpatient stay, a rural health clinic and an FQHC."""
        part_of = {"inpatient": "stay", "rhc": "visit", "fqhc": "visit"}.get(setting)

        for one in claim(setting=setting).forms:
            assert (one.remarks[0].rule == "R11") is bool(part_of)
            assert part_of is None or one.remarks[0].text.startswith(f"The drug is part of the {part_of}, not paid")

    @pytest.mark.parametrize(
        ("setting", "diagnosis", "asked"),
        [("inpatient", ["E34.09"], True), ("inpatient", [], False), ("hospital_outpatient", ["E34.09"], False)],
    )
    def test_present_on_admission(self, setting: str, diagnosis: list[str], asked: bool) -> None:  # noqa: FBT001 - a table
        """Asked on the institutional forms of a stay, where there is a diagnosis."""
        found = claim(setting=setting, diagnosis=diagnosis).forms

        assert {one.key for one in found if said(one.remarks, "F8")} == ({"ub04", "x12_837i"} if asked else set())


class TestF1:
    """The place says which kind of claim goes out; that one stands first, all are there."""

    @pytest.mark.parametrize("setting", SETTINGS)
    def test_order(self, setting: str) -> None:
        """Professional in office, home and surgical centre, else institutional."""
        found = claim(setting=setting)
        professional = setting in {"office", "home", "asc"}

        assert [(one.key, one.fits) for one in found.forms] == (
            [("cms1500", True), ("x12_837p", True), ("ub04", False), ("x12_837i", False)]
            if professional
            else [("ub04", True), ("x12_837i", True), ("cms1500", False), ("x12_837p", False)]
        )
        assert ("a professional claim" in found.fits.text) is professional
        assert ("Payers other than Medicare" in found.fits.text) is (setting == "asc")

    def test_place_of_service(self) -> None:
        """An outpatient department off campus has its own code."""
        assert form("cms1500", OFF_CAMPUS, setting="hospital_outpatient").rows[0][3] == "19"
        assert form("cms1500", setting="hospital_outpatient").rows[0][3] == "22"


class TestF3:
    """A charge is the clinic's own, for a unit times the units; none is invented."""

    def test_none_set(self) -> None:
        """The word stands in its place on every form, and each says so."""
        found = claim()

        for one in found.forms:
            assert forms.text(one).count(CHARGE) == 2
            assert said(one.remarks, "F3") == [
                "CHARGE stands for your charge. Set the charge of a unit in Settings, or put it in."
            ]

    def test_set_for_another_code(self) -> None:
        """It is of no use here."""
        assert form("cms1500", Clinic(charges=(Charge("J2353", 100),))).rows[0][7] == CHARGE

    @pytest.mark.parametrize(
        ("cents", "paper_", "electronic"),
        [(1, "0.03", "0.03"), (50, "1.50", "1.5"), (1000, "30.00", "30"), (4000, "120.00", "120")],
    )
    def test_dollars_and_cents(self, cents: int, paper_: str, electronic: str) -> None:
        """Exact; without zeros at the end in 837."""
        clinic = Clinic(charges=(Charge("J2354", cents),))

        assert form("cms1500", clinic).rows[0][7] == form("ub04", clinic).rows[0][5] == paper_
        assert segments("x12_837p", clinic)[2].split("*")[2] == electronic
        assert said(form("ub04", clinic).remarks, "F3") == []


class TestWhetherThereIsAClaim:
    """None where nothing may be billed."""

    @pytest.mark.parametrize(
        "fields",
        [{"given": "0"}, {"opened": opened("0078-0811-81")}, {"opened": opened("1234-5678-90")}, {"given": "600 mcg"}],
        ids=["nothing given", "depot", "unknown", "more than was opened"],
    )
    def test_none(self, fields: dict[str, Any]) -> None:
        """Neither drug nor its giving."""
        found = result(**fields)

        assert found.claim is None
        assert forms.to_json(found.claim) is None

    @pytest.mark.parametrize("source", ["sample", "white_bagged", "patient_supplied"])
    def test_not_bought(self, source: str) -> None:
        """R18: the drug is on no claim, but giving it may be."""
        found = claim(drug_source=source)

        assert found.forms == ()
        assert [act.code for act in found.acts] == ["96372"]

    def test_expired_and_a_sample(self) -> None:
        """Any other error keeps all of it off."""
        old = [{**opened(AMPUL_100)[0], "expires": "2026-01-31"}]

        assert result(drug_source="sample", opened=old).claim is None


class TestJson:
    """`claim` in the result of `vialnote calc`; its schema is tested with the others."""

    def test_rows_by_name(self) -> None:
        """Each form under its key, the one that fits first; cells under the names of their fields."""
        table = forms.to_json(claim(PRICED, given="100 mcg"))

        assert table is not None
        assert list(table["forms"]) == ["cms1500", "x12_837p", "ub04", "x12_837i"]
        assert table["forms"]["ub04"]["rows"] == [
            {
                "42_revenue": "0636",
                "43_description": "N400078018101ML1",
                "44_hcpcs": "J2354JZ",
                "45_date": "112026",
                "46_units": "4",
                "47_charge": "5.00",
            }
        ]
        assert table["administration"]["proposal"] == [
            {"code": "96372", "units": 1, "text": "injection under the skin"}
        ]

    def test_the_placeholder_is_named(self) -> None:
        """Where it stands on a form, and nowhere else."""
        without, priced = forms.to_json(claim()), forms.to_json(claim(PRICED))
        assert without is not None
        assert priced is not None

        assert (without["charge_placeholder"], priced["charge_placeholder"]) == ("CHARGE", None)


class TestText:
    """What is copied."""

    def test_paper(self) -> None:
        """Items 21 and 23 first, then a row for each line, with tabs between."""
        assert forms.text(form("cms1500", PRICED, given="100 mcg", prior_authorization="PA-1")) == (
            "21 ICD Ind.\t0\n21 A\tE3409\n23\tPA-1\n33a NPI\t1234567893\n"
            "N400078018101 ML1\t112026\t112026\t11\tJ2354\tJZ\tA\t5.00\t4\t"
        )

    def test_electronic(self) -> None:
        """A segment on each line."""
        assert forms.text(form("x12_837p")).split("\n") == segments("x12_837p")


def test_the_rules_are_those_that_are_named() -> None:
    """Each remark's rule is there, with its grade, and no other."""
    found = claim()
    steps = (found.fits, *found.about_acts, *(step for one in found.forms for step in one.steps))

    assert {rule.id for rule in found.rules} == {step.rule for step in steps}
