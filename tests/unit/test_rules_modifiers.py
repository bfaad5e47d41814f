"""Rules of modifiers as the claim shows them: by date, place, route, source and payer."""

import pytest

from core.clinic import Clinic
from tests.build import codes, lines, result, shipped, steps


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
