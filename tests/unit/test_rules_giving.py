"""Rules of how the drug was given: an infusion by rate and time, its place, and how giving it is billed."""

import pytest

from core.clinic import Clinic
from core.quantity import MCG
from core.result import Result
from tests.build import VIAL_500, codes, lines, opened, result, steps


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
