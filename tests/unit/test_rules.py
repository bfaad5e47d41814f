"""Each rule as the claim shows it: a class for a rule, below, at and above its boundaries."""

from typing import Any

import pytest

from core import encounter_json
from core.calculate import calculate
from core.catalog import Catalog
from core.clinic import Clinic
from core.faults import InputError
from core.quantity import MCG, Mass
from core.result import Result
from tests.build import (
    AMPUL_100,
    MULTI_1000,
    VIAL_50,
    VIAL_100,
    VIAL_500,
    codes,
    encounter,
    lines,
    opened,
    result,
    shipped,
)


def steps(found: Result, rule: str) -> list[str]:
    """The sentences that name a rule."""
    return [step.text for step in found.steps if step.rule == rule]


class TestR1AndR2:
    """Administered units = dose given / 25 mcg, rounded up; fractions of a unit are never billed."""

    @pytest.mark.parametrize(
        ("given", "units"),
        [("0.5 mcg", 1), ("24.999999 mcg", 1), ("25 mcg", 1), ("25.000001 mcg", 2), ("50 mcg", 2), ("100 mcg", 4)],
    )
    def test_boundaries(self, given: str, units: int) -> None:
        """A unit is full at 25 mcg and begun just above."""
        assert lines(result(given=given))[0][1] == units

    def test_said(self) -> None:
        """The unit and the rounding are steps."""
        found = result(given="60 mcg")

        assert steps(found, "R1") == ["J2354: one billing unit is 25 mcg."]
        assert steps(found, "R2") == ["60 mcg / 25 mcg = 2.4, rounded up to 3 units."]
        assert steps(result(given="50 mcg"), "R2") == ["50 mcg / 25 mcg = 2 units administered."]

    def test_dose_in_ml(self) -> None:
        """A volume is turned into a mass by the concentration."""
        found = result(given="0.6 mL")

        assert lines(found) == [("", 3), ("JW", 1)]
        assert steps(found, "R2")[0] == "0.6 mL of 100 mcg/mL = 60 mcg given."


class TestR3:
    """Discarded = labelled amount of the single-dose containers opened - dose given."""

    @pytest.mark.parametrize(("given", "discarded"), [("60 mcg", 40), ("100 mcg", 0), ("0.5 mcg", 99.5)])
    def test_amounts(self, given: str, discarded: float) -> None:
        """What the labels say less what was given."""
        found = result(given=given)
        assert (found.labelled, found.discarded) == (100 * MCG, discarded * MCG)

    def test_volume(self) -> None:
        """The same in millilitres, of all containers."""
        assert result(given="60 mcg").discarded_volume == 400_000
        assert result(given="40 mcg", opened=opened(AMPUL_100, VIAL_50)).discarded_volume == 600_000 + 1_000_000

    def test_more_than_the_labels_say_is_an_error(self) -> None:
        """Overfill never counts."""
        found = result(given="100.000001 mcg")

        assert codes(found)[0] == "dose-exceeds-containers"
        assert found.lines == ()


class TestR4:
    """Discarded units round down and leave out what the rounded-up line covers."""

    @pytest.mark.parametrize(
        ("given", "units"), [("75 mcg", [3, 1]), ("75.000001 mcg", [4]), ("50 mcg", [2, 2]), ("50.5 mcg", [3, 1])]
    )
    def test_never_more_than_the_label(self, given: str, units: list[int]) -> None:
        """Administered and discarded units come to the label's four at most."""
        assert [n for _, n in lines(result(given=given))] == units

    @pytest.mark.parametrize(
        ("given", "expected", "lost"), [("60 mcg", [("", 3), ("JW", 1)], 60), ("110 mcg", [("JZ", 5)], 50)]
    )
    def test_multi_dose_drug_does_not_become_waste(
        self, given: str, expected: list[tuple[str, int]], lost: int
    ) -> None:
        """Single-dose containers are used up first; what was drawn besides and not given is lost, not billed."""
        entries = [*opened(AMPUL_100), {**opened(MULTI_1000)[0], "drawn": "60 mcg"}]
        found = result(given=given, opened=entries)

        assert lines(found) == expected
        assert found.containers[1].discarded == lost * MCG
        assert "drawn-not-given" in codes(found)

    def test_said(self) -> None:
        """Whole units less those administered, or that these cover all."""
        assert steps(result(given="60 mcg"), "R4") == ["100 mcg = 4 units; 4 - 3 administered = 1 unit discarded."]
        assert steps(result(given="99 mcg"), "R4") == [
            "The 4 units administered cover all that was opened: 0 units discarded."
        ]


class TestR5:
    """With a discarded unit: two lines; line 1 without JW/JZ, line 2 with JW. JW never stands alone."""

    def test_two_lines(self) -> None:
        """60 of 100 mcg."""
        assert lines(result(given="60 mcg")) == [("", 3), ("JW", 1)]


class TestR6:
    """Nothing discarded: one line with JZ."""

    def test_one_line(self) -> None:
        """All of the container was given."""
        found = result(given="100 mcg")

        assert lines(found) == [("JZ", 4)]
        assert steps(found, "R6") == ["No single-dose drug was discarded: JZ, and no JW."]


class TestR7:
    """Discarded, but covered by the rounded-up line: one line with JZ, and the note still states the amount."""

    @pytest.mark.parametrize("given", ["75.5 mcg", "99.999999 mcg"])
    def test_one_line(self, given: str) -> None:
        """Less than a unit is left over."""
        found = result(given=given)

        assert lines(found) == [("JZ", 4)]
        assert "discard-below-one-unit" in codes(found)
        assert found.discarded

    def test_not_with_a_whole_unit(self) -> None:
        """At 75 mcg a whole unit is left."""
        assert "discard-below-one-unit" not in codes(result(given="75 mcg"))

    @staticmethod
    def of_powder(given: str, content: int = 47) -> Result:
        """A dose out of a container whose content is no multiple of its unit, 10 mcg."""
        product = shipped().catalog.products[0]._replace(content=Mass(content * MCG), billing_unit=Mass(10 * MCG))
        known = shipped()._replace(catalog=Catalog([product._replace(concentration=None, volume=None)]))
        return calculate(encounter_json.from_dict(encounter(given=given, opened=opened(product.ndc))), known)

    @pytest.mark.parametrize(
        ("given", "units", "working", "why", "remark"),
        [
            (
                "40 mcg",
                4,
                "47 mcg holds 4 whole units; 4 - 4 administered = 0 units discarded.",
                "Of the 7 mcg discarded, less than one unit is beyond the administered units: JZ, and no JW.",
                "7 mcg discarded leaves no whole unit beside those given, so no JW line is billed.",
            ),
            (
                "31 mcg",
                4,
                "47 mcg holds 4 whole units; 4 - 4 administered = 0 units discarded.",
                "Of the 16 mcg discarded, less than one unit is beyond the administered units: JZ, and no JW.",
                "16 mcg discarded leaves no whole unit beside those given, so no JW line is billed.",
            ),
            (
                "41 mcg",
                5,
                "The 5 units administered cover all that was opened: 0 units discarded.",
                "The administered units already cover the 6 mcg discarded: JZ, and no JW.",
                "6 mcg discarded is covered by the administered units, so no JW line is billed.",
            ),
        ],
    )
    def test_content_that_is_no_multiple_of_the_unit(
        self, given: str, units: int, working: str, why: str, remark: str
    ) -> None:
        """Covered is said only of what the units really cover."""
        found = self.of_powder(given)

        assert lines(found) == [("JZ", units)]
        assert (steps(found, "R4"), steps(found, "R7")) == ([working], [why])
        assert remark in [finding.message for finding in found.findings]

    def test_one_unit(self) -> None:
        """In good English."""
        found = self.of_powder("7 mcg", content=10)

        assert steps(found, "R4") == ["The 1 unit administered covers all that was opened: 0 units discarded."]

    @pytest.mark.parametrize(
        ("given", "content", "grade"),
        [("7 mcg", 10, "primary"), ("10 mcg", 15, "inferred"), ("41 mcg", 47, "inferred")],
    )
    def test_how_sure_it_is(self, given: str, content: int, grade: str) -> None:
        """A payer's text was read for a dose under one unit; for a larger one it is inferred."""
        (rule,) = [rule for rule in self.of_powder(given, content).rules if rule.id == "R7"]

        assert rule.grade == grade


class TestR8:
    """Multi-dose: bill what was administered, never JW, never JZ; the rest is kept."""

    def test_plain_line(self) -> None:
        """60 mcg out of 1,000."""
        found = result(given="60 mcg", opened=opened(MULTI_1000), discard=None)

        assert lines(found) == [("", 3)]
        assert (found.discarded, found.kept) == (0, 940 * MCG)
        assert "modifiers-not-applicable" not in codes(found)

    def test_drawn_and_not_given(self) -> None:
        """What was drawn beyond the dose is discarded, not billed, and said; the amounts add up."""
        entry = {**opened(MULTI_1000)[0], "drawn": "100 mcg"}
        found = result(given="60 mcg", opened=[entry])

        assert lines(found) == [("", 3)]
        assert (found.discarded, found.kept) == (40 * MCG, 900 * MCG)
        assert found.discarded_volume == MCG // 5
        assert "drawn-not-given" in codes(found)
        assert steps(found, "R8")[0] == (
            "1 x 0641-6177-01: 1,000 mcg labelled = 60 mcg given + 40 mcg discarded + 900 mcg kept."
        )

    def test_what_was_drawn_is_given_first(self) -> None:
        """A stated draw has left its container, so that one without comes after it."""
        entries = [*opened(MULTI_1000), {**opened("0641-6178-01")[0], "drawn": "50 mcg"}]
        found = result(given="60 mcg", opened=entries)

        assert [(use.position, use.given // MCG, use.discarded) for use in found.containers] == [(1, 50, 0), (0, 10, 0)]
        assert "drawn-not-given" not in codes(found)

    def test_drawn_and_not_given_leads_to_its_container(self) -> None:
        """Each container from which too much was drawn is named; the others are not."""
        drawn = [{**opened(code)[0], "drawn": "50 mcg"} for code in (MULTI_1000, "0641-6178-01")]
        found = result(given="30 mcg", opened=[*opened("23155-685-31"), *drawn])

        assert [
            (finding.field, finding.message.partition(" was drawn")[0])
            for finding in found.findings
            if finding.code == "drawn-not-given"
        ] == [("opened[1].drawn", "20 mcg"), ("opened[2].drawn", "50 mcg")]

    def test_single_dose_before_multi_dose(self) -> None:
        """Single-dose containers are used up first, in whatever order they are listed."""
        found = result(given="130 mcg", opened=opened(MULTI_1000, AMPUL_100))

        assert [(use.position, use.given // MCG) for use in found.containers] == [(1, 100), (0, 30)]
        assert lines(found) == [("JZ", 6)]

    @pytest.mark.parametrize(
        ("entry", "says"),
        [
            ({"ndc": AMPUL_100, "drawn": "60 mcg"}, "single-dose"),
            ({"ndc": MULTI_1000, "drawn": "1001 mcg"}, "hold 1,000 mcg"),
        ],
    )
    def test_impossible_draws_are_refused(self, entry: dict[str, Any], says: str) -> None:
        """Drawing is for multi-dose containers, and no more than they hold."""
        with pytest.raises(InputError, match=says):
            result(given="60 mcg", opened=[entry])

    def test_draw_in_ml(self) -> None:
        """0.5 mL of 200 mcg/mL is 100 mcg."""
        found = result(given="100 mcg", opened=[{**opened(MULTI_1000)[0], "drawn": "0.5 mL"}])

        assert found.kept == 900 * MCG


class TestR9:
    """Nothing administered: nothing is billable, waste included."""

    @pytest.mark.parametrize("given", ["0", "0 mcg", "0.0 mL"])
    def test_no_lines(self, given: str) -> None:
        """The note can still be kept."""
        found = result(given=given)

        assert codes(found)[0] == "nothing-given"
        assert (found.lines, found.discarded) == ((), 100 * MCG)


class TestR10:
    """JW from 2017-01-01, JZ from 2023-01-01; the date of service decides."""

    @pytest.mark.parametrize(
        ("date", "given", "expected", "finding"),
        [
            ("2016-12-31", "60 mcg", [("", 3)], True),
            ("2017-01-01", "60 mcg", [("", 3), ("JW", 1)], False),
            ("2022-12-31", "100 mcg", [("", 4)], True),
            ("2023-01-01", "100 mcg", [("JZ", 4)], False),
            ("2022-12-31", "99 mcg", [("", 4)], True),
        ],
    )
    def test_dates(self, date: str, given: str, expected: list[tuple[str, int]], finding: bool) -> None:  # noqa: FBT001 - a table
        """The day before and the day."""
        found = result(service_date=date, given=given)

        assert lines(found) == expected
        assert ("modifiers-not-applicable" in codes(found)) is finding

    @pytest.mark.parametrize(
        ("date", "message"),
        [("2016-12-31", "JW and JZ do not apply on this date."), ("2022-12-31", "JZ does not apply on this date yet.")],
    )
    def test_said(self, date: str, message: str) -> None:
        """Only what does not apply is said not to."""
        found = result(service_date=date, given="100 mcg")

        assert [f.message for f in found.findings if f.code == "modifiers-not-applicable"] == [message]

    def test_before_it_was_required(self) -> None:
        """Between allowed and required that is said."""
        assert steps(result(service_date="2023-06-30", given="100 mcg"), "R10")
        assert not steps(result(service_date="2023-07-01", given="100 mcg"), "R10")


class TestR11AndR12:
    """JW/JZ concern separately payable drugs; the hospital must confirm its status indicator."""

    @pytest.mark.parametrize("setting", ["rhc", "fqhc", "inpatient", "home"])
    @pytest.mark.parametrize("given", ["60 mcg", "100 mcg"])
    def test_never_separate(self, setting: str, given: str) -> None:
        """One bare line, whatever else would stand there."""
        found = result(setting=setting, given=given, payer="medicare-noridian", drug_source="340b")

        assert [modifiers for modifiers, _ in lines(found)] == [""]
        assert "modifiers-not-applicable" in codes(found)

    @pytest.mark.parametrize("setting", ["hospital_outpatient", "asc"])
    @pytest.mark.parametrize(
        ("indicator", "expected", "finding"),
        [
            ("unconfirmed", [("", 3), ("JW", 1)], "status-indicator-unconfirmed"),
            ("separately payable", [("", 3), ("JW", 1)], None),
            ("packaged", [("", 3)], "modifiers-not-applicable"),
        ],
    )
    def test_by_indicator(
        self, setting: str, indicator: str, expected: list[tuple[str, int]], finding: str | None
    ) -> None:
        """As in the office until the clinic says otherwise."""
        found = result(Clinic(status_indicator=indicator), setting=setting)

        assert lines(found) == expected
        assert {"status-indicator-unconfirmed", "modifiers-not-applicable"}.intersection(codes(found)) == (
            {finding} if finding else set()
        )

    @pytest.mark.parametrize("setting", ["office", "cah"])
    def test_separately_payable(self, setting: str) -> None:
        """Office and critical access hospital."""
        assert lines(result(setting=setting)) == [("", 3), ("JW", 1)]


class TestR13:
    """Use the smallest container or combination that gives the dose with the least waste."""

    @pytest.mark.parametrize(
        ("given", "container", "warned"),
        [
            ("50 mcg", AMPUL_100, True),
            ("50.000001 mcg", AMPUL_100, False),
            ("100 mcg", VIAL_500, True),
            ("0.000001 mcg", VIAL_500, True),
        ],
    )
    def test_warned(self, given: str, container: str, warned: bool) -> None:  # noqa: FBT001 - a table
        """Only where less labelled drug would have done."""
        assert ("smaller-container-would-do" in codes(result(given=given, opened=opened(container)))) is warned

    def test_within_the_clinics_stock(self) -> None:
        """A size that the clinic does not have would not have done."""
        clinic = Clinic(stock=(Mass(100 * MCG), Mass(500 * MCG)))

        assert "smaller-container-would-do" not in codes(result(clinic, given="50 mcg"))

    @pytest.mark.parametrize(
        ("given", "entries", "said"),
        [
            ("60 mcg", opened(AMPUL_100), True),
            ("50 mcg", opened(AMPUL_100), False),
            ("99999 mcg", [{"ndc": VIAL_500, "count": 200}], True),
            ("100000 mcg", [{"ndc": VIAL_500, "count": 201}], False),
            ("100001 mcg", [{"ndc": VIAL_500, "count": 201}], False),
        ],
    )
    def test_said_only_where_worked_out(self, given: str, entries: list[dict[str, Any]], said: bool) -> None:  # noqa: FBT001 - a table
        """No sentence where a smaller one would do, or where the dose is beyond what is worked out."""
        assert bool(steps(result(given=given, opened=entries), "R13")) is said

    def test_the_largest_dose_that_is_worked_out(self) -> None:
        """100,000 mcg: one container too many is seen; above it nothing is said."""
        entries = [{"ndc": VIAL_500, "count": 201}]

        assert "smaller-container-would-do" in codes(result(given="100000 mcg", opened=entries))
        assert "smaller-container-would-do" not in codes(result(given="100000.000001 mcg", opened=entries))

    def test_a_stock_of_larger_ones_only(self) -> None:
        """What was opened is smaller than all that the clinic has: nothing is worked out, and nothing said."""
        found = result(Clinic(stock=(Mass(500 * MCG),)), given="60 mcg")

        assert not steps(found, "R13")
        assert "smaller-container-would-do" not in codes(found)

    def test_two_small_ones_are_as_good_as_a_large(self) -> None:
        """The same labelled drug is no warning."""
        assert "smaller-container-would-do" not in codes(result(given="60 mcg", opened=opened(VIAL_50, VIAL_50)))


class TestR14:
    """Several NDCs: the whole encounter is rounded once, then split over the lines."""

    ENTRIES = opened(VIAL_50, VIAL_100)

    def test_one_line_for_medicare(self) -> None:
        """The NDC fields stay empty; the containers tell the products apart."""
        found = result(given="90 mcg", opened=self.ENTRIES)

        assert lines(found) == [("", 4), ("JW", 2)]
        assert {(line.ndc, line.volume) for line in found.lines} == {(None, None)}

    def test_a_line_for_each_ndc(self) -> None:
        """50 + 40 mcg: 2 + 2 units, not 2 + 2 rounded apart to more; then each product's JW line."""
        found = result(given="90 mcg", opened=self.ENTRIES, payer="uhc-community-maryland")

        assert lines(found) == [("", 2), ("", 2), ("JW", 2)]
        assert [line.ndc for line in found.lines] == ["000641-6174-10", "000641-6175-10", "000641-6175-10"]

    def test_rounding_apart_would_over_bill(self) -> None:
        """30 + 30 + 30 of three containers: 4 units, not 2 + 2 + 2."""
        entries = [{"ndc": code, "drawn": "30 mcg"} for code in (MULTI_1000, "0641-6178-01", "23155-685-31")]
        found = result(given="90 mcg", opened=entries, payer="uhc-community-maryland")

        assert [n for _, n in lines(found)] == [2, 1, 1]

    def test_a_line_of_what_was_opened_for_each_ndc(self) -> None:
        """Where a payer wants both: units opened on one line, and a line for each product (a profile made up)."""
        payer = shipped().payers["blue-cross-idaho"]._replace(line_per_ndc=True)
        known = shipped()._replace(payers={payer.id: payer})
        read = encounter_json.from_dict(encounter(payer=payer.id, given="130 mcg", opened=opened(AMPUL_100, VIAL_50)))

        assert [(line.units, line.drug, line.wasted) for line in calculate(read, known).lines] == [
            (4, "opened", 0),
            (2, "opened", 0),
        ]

    def test_jz_on_single_dose_lines_only(self) -> None:
        """A multi-dose line carries neither."""
        found = result(given="160 mcg", opened=opened(AMPUL_100, MULTI_1000), payer="uhc-community-maryland")

        assert lines(found) == [("JZ", 4), ("", 3)]


class TestR15:
    """Infusion stopped early: bill what was given, the rest is discarded."""

    @staticmethod
    def infused(stop: str, rate: str = "50 mcg/h") -> Result:
        """An infusion from 08:00."""
        infusion = {"rate": rate, "start": "2026-11-20T08:00", "stop": f"2026-11-20T{stop}"}
        return result(given=None, infusion=infusion, ordered="400 mcg", route="IV_INFUSION", opened=opened(VIAL_500))

    def test_rate_and_time(self) -> None:
        """5.5 h of 50 mcg/h are 275 mcg."""
        found = self.infused("13:30")

        assert (found.given, lines(found)) == (275 * MCG, [("", 11), ("JW", 9)])
        assert steps(found, "R15") == [
            "50 mcg/h for 330 minutes = 275 mcg given.",
            "Stopped early: 275 mcg of 400 mcg ordered is billed as given.",
        ]

    def test_run_to_its_end(self) -> None:
        """Nothing was stopped early where all that was ordered was given."""
        assert steps(self.infused("16:00"), "R15") == ["50 mcg/h for 480 minutes = 400 mcg given."]

    def test_what_can_not_be_leads_to_the_infusion(self) -> None:
        """More than the vial holds, or nothing: the field to look at is the infusion's."""
        for stop, rate in (("19:00", "50 mcg/h"), ("13:30", "0 mcg/h")):
            assert self.infused(stop, rate).findings[0].field == "infusion"

    def test_rounded_amount_says_so(self) -> None:
        """A third of a microgram is rounded, and the step says it."""
        found = self.infused("08:20", "1 mcg/h")

        assert found.given == 333_333
        assert "rounded to a millionth" in steps(found, "R15")[0]

    @pytest.mark.parametrize(("stop", "push"), [("08:15", True), ("08:16", False)])
    def test_fifteen_minutes_are_a_push(self, stop: str, push: bool) -> None:  # noqa: FBT001 - a table
        """M7."""
        assert ("infusion-is-push" in codes(self.infused(stop))) is push


class TestR17:
    """Waste must have happened: the user attests that it was discarded."""

    @pytest.mark.parametrize("given", ["60 mcg", "99 mcg", "0"])
    def test_unconfirmed(self, given: str) -> None:
        """Whatever the claim says of it."""
        found = result(given=given, discard={"reason": "x"})

        assert "discard-unconfirmed" in codes(found)

    def test_nothing_to_confirm(self) -> None:
        """Nothing discarded needs no attestation."""
        assert "discard-unconfirmed" not in codes(result(given="100 mcg", discard=None))


class TestR18:
    """Not bought by the practice: no drug line is billed."""

    @pytest.mark.parametrize("source", ["sample", "white_bagged", "patient_supplied"])
    def test_no_lines(self, source: str) -> None:
        """An error, with the amounts still there for the note."""
        found = result(drug_source=source)

        assert codes(found)[0] == "not-billable-source"
        assert (found.lines, found.discarded) == ((), 40 * MCG)


class TestM1AndM2:
    """MUE 60 units; JW units are assumed to count, which is unconfirmed."""

    @pytest.mark.parametrize(
        ("given", "containers", "rule"),
        [
            ("1500 mcg", [VIAL_500] * 3, None),
            ("1500.5 mcg", [VIAL_500, VIAL_500, VIAL_500, VIAL_50], "M1"),
            ("1400 mcg", [VIAL_500] * 3, None),
            ("1500 mcg", [VIAL_500] * 4, "M2"),
        ],
    )
    def test_limit(self, given: str, containers: list[str], rule: str | None) -> None:
        """At 60 and above, with and without JW."""
        found = result(given=given, opened=opened(*containers))

        assert [finding.rule for finding in found.findings if finding.code == "mue-exceeded"] == (
            [rule] if rule else []
        )


class TestM1:
    """A figure is of its own quarter; later ones may have another."""

    @pytest.mark.parametrize(
        ("date", "says"),
        [
            ("2024-06-30", None),
            ("2024-09-30", None),
            ("2024-10-01", "Unit limit (MUE) of 2024 Q3: 1 quarter old on 2024-10-01. Look up the current table."),
            ("2026-11-20", "Unit limit (MUE) of 2024 Q3: 9 quarters old on 2026-11-20. Look up the current table."),
        ],
    )
    def test_age_of_the_figure(self, date: str, says: str | None) -> None:
        """It counts on the date of service, whatever today is."""
        found = [finding for finding in result(service_date=date).findings if finding.code == "figures-outdated"]

        assert [finding.message for finding in found] == ([says] if says else [])

    def test_no_age_without_a_figure(self) -> None:
        """At home nothing is compared with it."""
        assert "figures-outdated" not in codes(result(setting="home"))


class TestP1:
    """What is particular to a payer is as sure as its profile."""

    def test_in_the_profile_s_words(self) -> None:
        """Name and remark, grade and source are the profile's."""
        payer = shipped().payers["blue-cross-idaho"]
        (rule,) = [rule for rule in result(payer=payer.id).rules if rule.id == "P1"]

        assert rule.text == f"{payer.name}: {payer.remark}"
        assert (rule.grade, rule.source) == (payer.grade, payer.source)
        assert (payer.grade, payer.source) != (shipped().rules["P1"].grade, shipped().rules["P1"].source)


class TestM3:
    """JA intravenous, JB subcutaneous; Noridian excludes JB from 2021-04-05."""

    @pytest.mark.parametrize(("route", "modifier"), [("SC", "JB"), ("IV_PUSH", "JA"), ("IV_INFUSION", "JA")])
    def test_on_every_line(self, route: str, modifier: str) -> None:
        """Where the payer wants it."""
        found = result(route=route, payer="bcbs-north-carolina")

        assert lines(found) == [(modifier, 3), (f"JW {modifier}", 1)]

    @pytest.mark.parametrize(("date", "modifiers"), [("2021-04-04", ["", "JW"]), ("2021-04-05", ["JA", "JW JA"])])
    def test_from_the_payers_date(self, date: str, modifiers: list[str]) -> None:
        """Noridian's list holds from its date; other profiles name none."""
        found = result(service_date=date, route="IV_PUSH", payer="medicare-noridian")

        assert [modifier for modifier, _ in lines(found)] == modifiers

    @pytest.mark.parametrize(
        ("date", "route", "excluded"),
        [("2021-04-04", "SC", False), ("2021-04-05", "SC", True), ("2021-04-05", "IV_PUSH", False)],
    )
    def test_excluded(self, date: str, route: str, excluded: bool) -> None:  # noqa: FBT001 - a table
        """The day before and the day."""
        found = result(service_date=date, route=route, payer="medicare-noridian")

        assert ("route-modifier-excluded" in codes(found)) is excluded


class TestM4M5M10:
    """Order: JW or JZ, route, TB for 340B, then PO or PN."""

    def test_order(self) -> None:
        """All of them on one line."""
        clinic = Clinic(department="PN", status_indicator="separately payable")
        found = result(clinic, setting="hospital_outpatient", drug_source="340b", payer="bcbs-north-carolina")

        assert lines(found) == [("JB TB PN", 3), ("JW JB TB PN", 1)]
        assert {"M3", "M4", "M5", "M10"} <= {step.rule for step in found.steps}

    def test_department_is_the_hospitals_alone(self) -> None:
        """An office has no PO."""
        assert lines(result(Clinic(department="PO"))) == [("", 3), ("JW", 1)]

    @pytest.mark.parametrize(("date", "said"), [("2024-12-31", True), ("2025-01-01", False)])
    def test_before_2025_the_modifier_is_uncertain(self, date: str, said: bool) -> None:  # noqa: FBT001 - a table
        """M4's own date."""
        assert ("discount-modifier-uncertain" in codes(result(service_date=date, drug_source="340b"))) is said


class TestM6AndM7:
    """Place of service, and how giving the drug is billed."""

    @pytest.mark.parametrize(
        ("setting", "department", "place"),
        [
            ("office", "on campus", "11"),
            ("home", "on campus", "12"),
            ("hospital_outpatient", "on campus", "22"),
            ("hospital_outpatient", "PO", "19"),
            ("asc", "on campus", "24"),
        ],
    )
    def test_place(self, setting: str, department: str, place: str) -> None:
        """CMS's codes."""
        (said,) = steps(result(Clinic(department=department), setting=setting), "M6")

        assert said.startswith(f"Place of service: {place},")

    @pytest.mark.parametrize(("route", "code"), [("SC", "96372"), ("IV_PUSH", "96374")])
    def test_administration(self, route: str, code: str) -> None:
        """A code for each route that needs no times."""
        assert code in steps(result(route=route), "M7")[0]

    @pytest.mark.parametrize(
        ("stop", "words"),
        [
            ("08:15", "96374, push of 15 minutes or less"),
            ("08:16", "96365, infusion, first hour"),
            ("09:30", "96365, infusion, first hour"),
            ("09:31", "96365, infusion, first hour; 96366, infusion, each further hour"),
        ],
    )
    def test_infusion_by_its_length(self, stop: str, words: str) -> None:
        """A short one is a push, a long one has further hours."""
        assert steps(TestR15.infused(stop), "M7") == [f"Giving it is billed apart: {words}."]

    def test_an_infusion_without_times(self) -> None:
        """Nothing is said of how it is billed, for that its length decides."""
        assert steps(result(route="IV_INFUSION"), "M7") == []

    def test_not_where_nothing_is_paid_apart(self) -> None:
        """A packaged or inpatient drug's administration is none of this claim's."""
        assert steps(result(setting="inpatient"), "M7") == []


class TestN2AndN4:
    """Each line carries the NDC quantity of its own real volume, to three decimals, more than 0."""

    @pytest.mark.parametrize(
        ("given", "quantities"),
        [
            ("60 mcg", [600_000, 400_000]),
            ("33.33 mcg", [333_000, 667_000]),
            ("60.049999 mcg", [600_000, 400_000]),
            ("60.05 mcg", [601_000, 399_000]),
            ("0.01 mcg", [1_000, 999_000]),
            ("100 mcg", [1_000_000]),
            ("99 mcg", [990_000]),
        ],
    )
    def test_quantities(self, given: str, quantities: list[int]) -> None:
        """Rounded half up, adding up to the container where both stand there."""
        assert [line.volume for line in result(given=given).lines] == quantities

    def test_said(self) -> None:
        """As a CMS-1500 wants it."""
        assert steps(result(given="60 mcg"), "N2") == ["CMS-1500: N400078018101 ML0.6; N400078018101 ML0.4."]


class TestN7:
    """From 2033-03-07 NDCs have 12 digits."""

    @pytest.mark.parametrize(("date", "said"), [("2033-03-06", False), ("2033-03-07", True)])
    def test_dates(self, date: str, said: bool) -> None:  # noqa: FBT001 - a table
        """The user is told to look at the label."""
        entries = [{**opened(AMPUL_100)[0], "expires": "2034-01-01"}]

        assert ("ndc-of-old-form" in codes(result(service_date=date, opened=entries))) is said
