"""Rules that end in a warning or an error: a container too large, a discard, a source or a limit that needs a look."""

from typing import Any

import pytest

from core.clinic import Clinic
from core.quantity import MCG, Mass
from tests.build import AMPUL_100, VIAL_50, VIAL_500, codes, opened, result, steps


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
