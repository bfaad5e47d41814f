"""The claim lines on each kind of claim: NDC data, diagnoses, authorisation (F2, F6, F7, M8, N2, N3, N5)."""

import itertools

import pytest

from core import ndc
from core.claim import forms, paper, x12
from core.claim.service import Service
from core.clinic import DEPARTMENTS, Clinic
from core.encounter import DRUG_SOURCES, ROUTES, SETTINGS
from core.quantity import Mass, Volume
from core.result import ClaimLine
from tests.build import AMPUL_100, VIAL_50, VIAL_500, opened, result, shipped
from tests.unit.claimed import OFF_CAMPUS, PRICED, claim, form, said, segments


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
