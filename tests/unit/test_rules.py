"""Rules of amounts and units as the claim shows them: a class for a rule, below, at and above its boundaries."""

from typing import Any

import pytest

from core.faults import InputError
from core.quantity import MCG
from tests.build import (
    AMPUL_100,
    MULTI_1000,
    VIAL_50,
    codes,
    lines,
    of_powder,
    opened,
    result,
    steps,
)


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
        found = of_powder(given)

        assert lines(found) == [("JZ", units)]
        assert (steps(found, "R4"), steps(found, "R7")) == ([working], [why])
        assert remark in [finding.message for finding in found.findings]

    def test_one_unit(self) -> None:
        """In good English."""
        found = of_powder("7 mcg", content=10)

        assert steps(found, "R4") == ["The 1 unit administered covers all that was opened: 0 units discarded."]

    @pytest.mark.parametrize(
        ("given", "content", "grade"),
        [("7 mcg", 10, "primary"), ("10 mcg", 15, "inferred"), ("41 mcg", 47, "inferred")],
    )
    def test_how_sure_it_is(self, given: str, content: int, grade: str) -> None:
        """A payer's text was read for a dose under one unit; for a larger one it is inferred."""
        (rule,) = [rule for rule in of_powder(given, content).rules if rule.id == "R7"]

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
