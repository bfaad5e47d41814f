"""The claim lines on each kind of claim, and what is proposed for giving the drug (F1-F6, M7, M8, N2, N3, N5)."""

import itertools
from typing import Any

import pytest

from core import ndc
from core.claim import forms, paper, x12
from core.claim.service import CHARGE, Service
from core.clinic import DEPARTMENTS, Charge, Clinic
from core.encounter import DRUG_SOURCES, ROUTES, SETTINGS
from core.quantity import Mass, Volume
from core.result import Act, Claim, ClaimLine, Form, Step
from tests.build import AMPUL_100, MULTI_1000, VIAL_50, VIAL_500, codes, opened, result, shipped

PRICED = Clinic(npi="1234567893", charges=(Charge("J2354", 125), Charge("96372", 4000)))
OFF_CAMPUS = Clinic(department="PO")


def claim(clinic: Clinic = Clinic(), **fields: Any) -> Claim:  # noqa: ANN401, B008 - any JSON value; frozen
    """The claim of an encounter."""
    found = result(clinic, **fields).claim
    assert found is not None
    return found


def form(key: str, clinic: Clinic = Clinic(), **fields: Any) -> Form:  # noqa: ANN401, B008
    """One form of an encounter."""
    return next(form for form in claim(clinic, **fields).forms if form.key == key)


def segments(key: str, clinic: Clinic = Clinic(), **fields: Any) -> list[str]:  # noqa: ANN401, B008
    """A form's segments."""
    return [segment for _, segment in form(key, clinic, **fields).rows]


def said(steps: tuple[Step, ...], rule: str) -> list[str]:
    """What is said under a rule."""
    return [step.text for step in steps if step.rule == rule]


def infused(stop: str) -> dict[str, Any]:
    """An infusion from 08:00 on."""
    times = {"rate": "50 mcg/h", "start": "2026-11-20T08:00", "stop": f"2026-11-20T{stop}"}
    return {"route": "IV_INFUSION", "given": None, "infusion": times, "opened": opened(MULTI_1000)}


class TestN2:
    """CMS-1500, item 24: N4, NDC, a space, ML and the quantity in the shaded part; the service line below it."""

    def test_each_line(self) -> None:
        """The administered and the discarded one, each with its own quantity, charge and units."""
        found = form("cms1500", PRICED, prior_authorization="PA-1", diagnosis=["E34.09", "R19.7"])

        once = (("21 ICD Ind.", "0"), ("21 A", "E3409"), ("21 B", "R197"), ("23", "PA-1"), ("33a NPI", "1234567893"))
        assert found.fields == once
        assert found.rows == (
            ("N400078018101 ML0.6", "112026", "112026", "11", "J2354", "", "AB", "3.75", "3", ""),
            ("N400078018101 ML0.4", "112026", "112026", "11", "J2354", "JW", "AB", "1.25", "1", ""),
        )

    def test_whole_millilitres(self) -> None:
        """No point on whole numbers."""
        assert form("cms1500", given="100 mcg").rows[0][0] == "N400078018101 ML1"

    def test_four_modifiers(self) -> None:
        """All of them, in the line's order."""
        fields = {"setting": "hospital_outpatient", "payer": "medicare-noridian", "drug_source": "340b"}

        assert [row[5] for row in form("cms1500", OFF_CAMPUS, **fields).rows] == ["JB TB PO", "JW JB TB PO"]

    @pytest.mark.parametrize("clinic", [Clinic(), PRICED])
    def test_npi(self, clinic: Clinic) -> None:
        """24J is the rendering provider's and always empty; 33a the clinic's, and missed where no setting has one."""
        found = form("cms1500", clinic)
        lacks = "\n".join(said(found.remarks, "F2"))

        assert (found.rows[0][-1], dict(found.fields)["33a NPI"]) == ("", clinic.npi)
        assert "24J is empty: the rendering provider's NPI is not known here." in lacks
        assert ("33a is empty" in lacks) is not bool(clinic.npi)

    @pytest.mark.parametrize(("given", "fits"), [("24975 mcg", True), ("24976 mcg", False)])
    def test_three_digits_of_units(self, given: str, fits: bool) -> None:  # noqa: FBT001 - a table
        """24G has room for 999 units; more are shown, and said not to fit."""
        found = form("cms1500", given=given, opened=[{**opened(VIAL_500)[0], "count": 50}])

        assert found.rows[0][8] == ("999" if fits else "1000")
        text = "Line 1: 24G has room for 3 digits, not for 1,000. Check the units."
        assert [said for said in said(found.remarks, "F2") if "24G" in said] == ([] if fits else [text])

    @pytest.mark.parametrize(("given", "rounded_up"), [("0.04 mcg", True), ("0.05 mcg", False), ("60 mcg", False)])
    def test_the_least_quantity(self, given: str, rounded_up: bool) -> None:  # noqa: FBT001 - a table
        """A trace that rounds to no quantity is written as ML0.001, and every form says so."""
        for one in claim(given=given).forms:
            assert any("ML0.001, the least there is" in text for text in said(one.remarks, "N2")) is rounded_up


class TestN3:
    """837: LX, SV1 or SV2, and DTP for each line, LIN and CTP for its drug."""

    def test_professional(self) -> None:
        """With place of service and diagnosis pointers."""
        assert segments("x12_837p", PRICED, prior_authorization="PA-1", diagnosis=["E34.09", "R19.7"]) == [
            "REF*G1*PA-1~",
            "HI*ABK:E3409*ABF:R197~",
            "LX*1~",
            "SV1*HC:J2354*3.75*UN*3*11**1:2~",
            "DTP*472*D8*20261120~",
            "LIN**N4*00078018101~",
            "CTP****0.6*ML~",
            "LX*2~",
            "SV1*HC:J2354:JW*1.25*UN*1*11**1:2~",
            "DTP*472*D8*20261120~",
            "LIN**N4*00078018101~",
            "CTP****0.4*ML~",
        ]

    def test_institutional(self) -> None:
        """With revenue code; the principal diagnosis stands apart from the others."""
        assert segments("x12_837i", PRICED, given="100 mcg", diagnosis=["E34.09", "R19.7", "R23.2"]) == [
            "HI*ABK:E3409~",
            "HI*ABF:R197*ABF:R232~",
            "LX*1~",
            "SV2*0636*HC:J2354:JZ*5*UN*4~",
            "DTP*472*D8*20261120~",
            "LIN**N4*00078018101~",
            "CTP****1*ML~",
        ]

    def test_loops(self) -> None:
        """What stands once is in 2300, lines in 2400, drugs in 2410."""
        assert [loop for loop, _ in form("x12_837p", given="100 mcg").rows] == ["2300", *["2400"] * 3, *["2410"] * 2]

    @pytest.mark.parametrize("text", ["PA*1", "PA:1", "PA~1", "PA^1", "PÄ1", "1" * 51])
    def test_an_authorisation_that_can_not_be_carried(self, text: str) -> None:
        """A separator in it would break the claim: it is left off, and said to be."""
        found = form("x12_837p", prior_authorization=text)

        assert not any(segment.startswith("REF") for _, segment in found.rows)
        assert "Put it in REF*G1." in said(found.remarks, "N3")[0]

    def test_loops_of_many_diagnoses(self) -> None:
        """Each further segment of them is in 2300, too, and a code that ends in X keeps it."""
        rows = form("x12_837i", diagnosis=[f"C7A.0{place}X" for place in range(15)]).rows

        assert [loop for loop, segment in rows if segment.startswith("HI")] == ["2300"] * 3
        assert rows[0] == ("2300", "HI*ABK:C7A00X~")

    def test_the_longest_authorisation(self) -> None:
        """50 characters are carried whole."""
        assert form("x12_837p", prior_authorization="1" * 50).rows[0] == ("2300", f"REF*G1*{'1' * 50}~")

    def test_no_place_of_service(self) -> None:
        """Where no code is on file SV105 is left out, and it is said."""
        found = form("x12_837p", setting="rhc")

        assert "SV1*HC:J2354*CHARGE*UN*3***1~" in [segment for _, segment in found.rows]
        assert "SV105 is left out" in said(found.remarks, "M6")[0]
        assert "Fill in 24B" in said(form("cms1500", setting="rhc").remarks, "M6")[0]


class TestM8AndN5:
    """UB-04: revenue code 0636, the NDC in 24 characters, code with modifiers, date, units, charge."""

    def test_each_line(self) -> None:
        """No blanks in locators 43 and 44."""
        assert form("ub04", PRICED).rows == (
            ("0636", "N400078018101ML0.6", "J2354", "112026", "3", "3.75"),
            ("0636", "N400078018101ML0.4", "J2354JW", "112026", "1", "1.25"),
        )

    def test_its_layout_is_unconfirmed(self) -> None:
        """So it is said on every UB-04, with a rule whose grade is the lowest."""
        found = claim()
        grades = {rule.id: rule.grade for rule in found.rules}

        assert "unconfirmed" in said(form("ub04").layout, "N5")[0]
        assert grades["N5"] == "general"

    @pytest.mark.parametrize(("millilitres", "fits"), [(99_999_125, True), (999_999_125, False)])
    def test_what_does_not_fit_is_not_cut_off(self, millilitres: int, fits: bool) -> None:  # noqa: FBT001 - a table
        """24 characters fit; of 25 locator 43 is left empty, with the whole text in a remark."""
        code = ndc.parse("0078-0181-01")
        line = ClaimLine("J2354", (), 1, Mass(1), "administered", code, Volume(millilitres * 1_000))
        service = Service(result().encounter, (line,), Clinic(), "11")
        text = paper.cms1500_ndc(line).replace(" ", "")

        assert len(text) == (24 if fits else 25)
        assert paper.ub04_rows(service)[0][1] == (text if fits else "")
        whole = f"Line 1: {text} is longer than the 24 characters of locator 43, which is left empty. Fill it in."
        assert said(tuple(paper.ub04_remarks(service)), "N5") == ([] if fits else [whole])


class TestWithoutAnNdc:
    """R14, N4: nothing is claimed of one NDC among several, nor of a unit that nobody has confirmed."""

    def test_several_on_one_line(self) -> None:
        """No form has one, and each says why."""
        found = claim(opened=opened(AMPUL_100, VIAL_50), given="130 mcg")

        for one in found.forms:
            assert "N4" not in forms.text(one)
            assert "Line 1 covers several NDCs" in said(one.remarks, "R14")[0]

    def test_a_line_for_each(self) -> None:
        """Where the payer wants one, each has its own."""
        found = form("x12_837p", opened=opened(AMPUL_100, VIAL_50), given="130 mcg", payer="lifewise-premera")
        drugs = [segment for loop, segment in found.rows if loop == "2410"]

        assert drugs[0] == "LIN**N4*00078018101~"
        assert "LIN**N4*00641617410~" in drugs
        assert said(found.remarks, "R14") == []

    def test_a_powder(self) -> None:
        """There are no millilitres, and UN is not confirmed."""
        line = ClaimLine("J2354", (), 4, Mass(1), "administered", ndc.parse("0078-0181-01"))
        service = Service(result().encounter, (line,), Clinic(), "11")

        assert paper.cms1500_rows(service)[0][0] == paper.ub04_rows(service)[0][1] == ""
        assert x12.drug(line) == ()
        assert "Line 1 is a powder" in said(tuple(x12.professional_remarks(service)), "N4")[0]


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


class TestF2AndF6:
    """Diagnoses without points, twelve on a claim and pointers to four of them; item 23 has 29 characters."""

    @pytest.mark.parametrize(
        ("number", "letters", "numbers"), [(1, "A", "1"), (4, "ABCD", "1:2:3:4"), (5, "ABCD", "1:2:3:4")]
    )
    def test_pointers(self, number: int, letters: str, numbers: str) -> None:
        """By position, to the first four."""
        diagnosis = [f"C7A.{place:03}" for place in range(20, 20 + number)]

        assert form("cms1500", diagnosis=diagnosis).rows[0][6] == letters
        assert segments("x12_837p", diagnosis=diagnosis)[2].endswith(f"**{numbers}~")
        assert ("first 4 diagnoses" in " ".join(said(form("cms1500", diagnosis=diagnosis).remarks, "F6"))) is (
            number > 4
        )

    def test_more_than_a_claim_takes(self) -> None:
        """Those left off are named."""
        found = form("cms1500", diagnosis=[f"C7A.{place:03}" for place in range(20, 33)])

        names = [name for name, _ in found.fields]
        assert names == ["21 ICD Ind.", *(f"21 {letter}" for letter in "ABCDEFGHIJKL"), "23", "33a NPI"]
        assert said(found.remarks, "F6")[1] == "12 diagnoses fit on this claim. Left off: C7A.032."

    def test_ub04(self) -> None:
        """Locators 63, 66 and 67: the principal diagnosis and 17 others by letter, and nothing said of pointers."""
        diagnosis = [f"C7A.{place:03}" for place in range(20, 39)]
        found = form("ub04", diagnosis=diagnosis, prior_authorization="PA-1")

        assert found.fields[:4] == (("63", "PA-1"), ("66", "0"), ("67", "C7A020"), ("67 A", "C7A021"))
        assert found.fields[-1] == ("67 Q", "C7A037")
        assert said(found.remarks, "F6") == ["18 diagnoses fit on this claim. Left off: C7A.038."]

    @pytest.mark.parametrize(("number", "segments_"), [(13, [12]), (14, [12, 1]), (25, [12, 12]), (26, [12, 12])])
    def test_837i(self, number: int, segments_: list[int]) -> None:
        """The principal diagnosis and 24 others, twelve to a segment; the next one is left off by name."""
        diagnosis = [f"C7A.{place:03}" for place in range(20, 20 + number)]
        found = form("x12_837i", diagnosis=diagnosis)
        others = [segment for _, segment in found.rows if segment.startswith("HI*ABF")]

        assert [segment.count("ABF:") for segment in others] == segments_
        left = ["25 diagnoses fit on this claim. Left off: C7A.045."] if number > 25 else []
        assert said(found.remarks, "F6") == left

    @pytest.mark.parametrize(("length", "fits"), [(30, True), (31, False)])
    def test_authorisation_of_ub04(self, length: int, fits: bool) -> None:  # noqa: FBT001 - a table
        """One that is too long for locator 63 is left out, and it is said."""
        found = form("ub04", prior_authorization="7" * length)

        assert found.fields[0] == ("63", "7" * length if fits else "")
        assert any("longer than the 30 characters" in text for text in said(found.remarks, "F7")) is not fits

    def test_no_diagnosis(self) -> None:
        """Nothing is pointed to, and it is said."""
        found = form("cms1500", diagnosis=[])

        assert found.fields == (("21 ICD Ind.", "0"), ("23", ""), ("33a NPI", ""))
        assert said(form("ub04", diagnosis=[]).remarks, "F6") == ["No diagnosis is recorded. The claim needs one."]
        assert found.rows[0][6] == ""
        assert said(found.remarks, "F6") == ["No diagnosis is recorded, so no line points to one. The claim needs one."]
        assert segments("x12_837i", diagnosis=[])[0] == "LX*1~"

    @pytest.mark.parametrize(("length", "fits"), [(29, True), (30, False)])
    def test_prior_authorisation(self, length: int, fits: bool) -> None:  # noqa: FBT001 - a table
        """One that is too long for item 23 is left out, not cut off, and it is said."""
        found = form("cms1500", prior_authorization="7" * length)

        assert dict(found.fields)["23"] == ("7" * length if fits else "")
        assert any("longer than the 29 characters" in text for text in said(found.remarks, "F2")) is not fits

    def test_no_line_has_more_than_four_modifiers(self) -> None:
        """Whatever payer, place, route, source and department: a fifth would be read as something else."""
        found = [
            line
            for payer, setting, route, source, department in itertools.product(
                shipped().payers, SETTINGS, ROUTES, DRUG_SOURCES, DEPARTMENTS
            )
            for line in result(
                Clinic(department=department), payer=payer, setting=setting, route=route, drug_source=source
            ).lines
        ]

        assert max(len(line.modifiers) for line in found) == 4


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


class TestM7:
    """By route and times: injection, push of up to 15 minutes, first hour, further hours once over 30 minutes run."""

    @pytest.mark.parametrize(
        ("stop", "units"),
        [
            ("08:15", {"96374": 1}),
            ("08:16", {"96365": 1}),
            ("09:00", {"96365": 1}),
            ("09:30", {"96365": 1}),
            ("09:31", {"96365": 1, "96366": 1}),
            ("10:30", {"96365": 1, "96366": 1}),
            ("10:31", {"96365": 1, "96366": 2}),
            ("13:30", {"96365": 1, "96366": 4}),
            ("13:31", {"96365": 1, "96366": 5}),
        ],
    )
    def test_infusion(self, stop: str, units: dict[str, int]) -> None:
        """By its length."""
        found = claim(**infused(stop))

        assert {act.code: act.units for act in found.acts} == units
        assert any("A proposal by route and times" in text for text in said(found.about_acts, "M7"))

    def test_injection(self) -> None:
        """It needs no times."""
        found = claim()

        assert found.acts == (Act("96372", 1, "injection under the skin"),)
        assert len(said(found.about_acts, "M7")) == 1

    def test_push(self) -> None:
        """Its length is not recorded, which is said; so is what a second drug's push would be."""
        found = claim(route="IV_PUSH")

        assert found.acts == (Act("96374", 1, "push of 15 minutes or less"),)
        assert said(found.about_acts, "M7")[1:] == [
            "The length of the push is not recorded. Over 15 minutes it is an infusion.",
            "96375 is for a push of another drug at the same visit.",
        ]

    @pytest.mark.parametrize("fields", [{"route": "IV_PUSH"}, infused("08:10"), infused("10:30")])
    def test_one_initial_code(self, fields: dict[str, Any]) -> None:
        """Beside another infusion or push a person says which one is initial; an injection is not asked about."""
        (text,) = said(claim(**fields).about_acts, "M11")

        assert text == "A visit has one initial code. Beside another infusion or push, ask which one that is."
        assert said(claim().about_acts, "M11") == []

    @pytest.mark.parametrize("setting", SETTINGS)
    def test_a_surgical_centre_is_asked_about(self, setting: str) -> None:
        """It is seldom paid apart for it."""
        assert bool(said(claim(setting=setting).about_acts, "M12")) is (setting == "asc")

    def test_the_working_says_the_same(self) -> None:
        """What is proposed beside the forms stands in the working as billed apart, where the drug is packaged, too."""
        packaged = Clinic(status_indicator="packaged")
        for clinic, setting in itertools.product((Clinic(), packaged), SETTINGS):
            found = result(clinic, setting=setting)
            assert found.claim is not None

            assert any("is billed apart" in step.text for step in found.steps) is bool(found.claim.acts)

    def test_an_infusion_without_times(self) -> None:
        """Nothing is guessed, and what is missing is said."""
        found = claim(route="IV_INFUSION")

        assert found.acts == ()
        assert said(found.about_acts, "M7") == [
            "Start and stop of the infusion are missing. Without them nothing is proposed."
        ]

    def test_it_is_on_no_form(self) -> None:
        """A person puts it on the claim, or nobody does."""
        found = claim(**infused("13:30"))

        assert not any(act.code in forms.text(one) for act in found.acts for one in found.forms)
        assert forms.acts_text(found) == "96365\t1\tinfusion, first hour\n96366\t4\tinfusion, each further hour"

    @pytest.mark.parametrize("setting", ["rhc", "fqhc", "inpatient", "home"])
    def test_not_paid_apart(self, setting: str) -> None:
        """There nothing is proposed, by R11."""
        found = claim(setting=setting)

        assert found.acts == ()
        assert "nothing is proposed" in said(found.about_acts, "R11")[0]


class TestF5:
    """In a facility physicians do not report giving the drug."""

    @pytest.mark.parametrize("setting", SETTINGS)
    def test_where(self, setting: str) -> None:
        """In hospital and surgical centre a finding and a remark beside the proposal say so."""
        facility = setting in {"hospital_outpatient", "asc", "cah", "inpatient"}

        assert bool(said(claim(setting=setting).about_acts, "F5")) is facility
        assert ("administration-by-facility" in codes(result(setting=setting))) is facility


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
