"""What a period's records add up to."""

import datetime
from decimal import Decimal
from typing import Any

import pytest

from core import quarters
from core.clinic import Clinic
from core.journal import record
from core.quantity import MCG, Mass
from core.report import collector, figures
from core.report.figures import CAUSES, NOT_RECORDED, NOTHING_BILLED, OPEN_SHOWN, OTHER_CAUSE, Dose, Tally
from tests.build import AMPUL_100, MULTI_1000, VIAL_50, VIAL_100, VIAL_500, opened
from tests.report.records import MOMENT, SINCE, UNTIL, added, body, changed, drug, line, voided

NEW_JERSEY = "uhc-community-new-jersey"


def mcg(amount: int) -> Mass:
    """A mass of so many micrograms."""
    return Mass(amount * MCG)


@pytest.mark.parametrize(
    ("part", "whole", "percent"), [(999, 1_000, "99.9"), (1, 2_000, "0.1"), (1, 2_001, "0.0"), (1, 1, "100.0")]
)
def test_a_share_is_rounded_half_up(part: int, whole: int, percent: str) -> None:
    """To a tenth of a percent."""
    assert figures.share(mcg(part), mcg(whole)) == Decimal(percent)


class TestTotals:
    """Amounts and units of all encounters together."""

    def test_an_encounter(self) -> None:
        """60 of 100 mcg: three units, one with JW, 40 mcg discarded."""
        assert drug(body()).total == Tally(
            encounters=1,
            containers=1,
            labelled=mcg(100),
            given=mcg(60),
            discarded=mcg(40),
            single_labelled=mcg(100),
            single_discarded=mcg(40),
            administered_units=3,
            jw_units=1,
        )

    def test_several_add_up(self) -> None:
        """Each counts once."""
        total = drug(body(), body(given="75 mcg"), body(given="100 mcg", discard=None)).total

        assert (total.encounters, total.given, total.discarded) == (3, mcg(235), mcg(65))
        assert (total.administered_units, total.jw_units) == (10, 2)
        assert total.waste is not None
        assert str(total.waste) == "21.7"

    def test_multi_dose_is_kept(self) -> None:
        """What a multi-dose container keeps is no waste, and it is not in the share."""
        total = drug(body(opened=opened(MULTI_1000), discard=None)).total

        assert (total.kept, total.discarded, total.single_labelled) == (mcg(940), 0, 0)
        assert total.waste is None

    def test_amended_and_void_records_are_passed_over(self) -> None:
        """Only what holds is counted: the amendment, and no note that was taken back."""
        first, second = body(), body(given="75 mcg")
        amendment = record.amendment(second, line(first).record, "wrong dose")
        lines = (line(first, amendment), line(amendment), *voided(body(given="50 mcg")))

        found = collector.collect(lines, SINCE, UNTIL)

        assert found.notes == 1
        assert found.drugs[0].total.given == mcg(75)

    @pytest.mark.parametrize(
        "fields", [{"opened": [{"ndc": "99999-999-99"}]}, {"given": "160 mcg"}], ids=["unknown product", "too much"]
    )
    def test_what_does_not_add_up_is_left_out_and_counted(self, fields: dict[str, Any]) -> None:
        """An unknown product, or more given than the containers hold."""
        found = added(body(), body(**fields))

        assert (found.notes, found.not_counted) == (2, 1)
        assert found.drugs[0].total.encounters == 1

    def test_nothing(self) -> None:
        """An empty period has no drugs."""
        assert added() == figures.Figures(SINCE, UNTIL, 0, 0, (), (), ())

    def test_drugs_stay_apart(self) -> None:
        """Micrograms of different drugs are not added."""
        found = added(body(), changed(body(given="75 mcg"), hcpcs="J0001"))

        assert [(drug.hcpcs, drug.total.given) for drug in found.drugs] == [("J0001", mcg(75)), ("J2354", mcg(60))]

    def test_thousands(self) -> None:
        """A billing unit and amounts of a thousand micrograms and more are read as they are written."""
        assert drug(changed(body(), billing_unit="1,000 mcg")).unit == mcg(1000)


class TestTables:
    """The same by week, product, reason, staff and payer."""

    def test_weeks_and_quarters(self) -> None:
        """By the date of service; the ISO week may be of another year."""
        found = drug(*(body(service_date=day) for day in ("2026-01-02", "2025-12-29", "2026-11-20")))

        assert [(row.name, row.tally.encounters) for row in found.by_week] == [("2026-W01", 2), ("2026-W47", 1)]
        assert [row.name for row in found.by_quarter] == ["2025 Q4", "2026 Q1", "2026 Q4"]

    def test_products(self) -> None:
        """Two entries of one product are one row; what discards most is first."""
        found = drug(body(given="130 mcg", opened=opened(VIAL_50, VIAL_100, VIAL_50)), body())

        assert [(row.name, row.detail, row.tally.encounters, row.tally.containers) for row in found.by_ndc] == [
            (VIAL_50, "50 mcg vial", 1, 2),
            (AMPUL_100, "100 mcg ampul", 1, 1),
            (VIAL_100, "100 mcg vial", 1, 1),
        ]
        assert found.sizes == (mcg(50), mcg(100))

    def test_sizes_are_of_one_container(self) -> None:
        """Three vials of 100 mcg are not a container of 300."""
        found = drug(body(given="250 mcg", opened=[{"ndc": VIAL_100, "count": 3}], discard={"confirmed": True}))

        assert found.sizes == (mcg(100),)

    def test_staff_and_payer(self) -> None:
        """By who gave the dose, and by payer; a name that is missing is said to be."""
        found = drug(body(), body(given="75 mcg", given_by=None), body(payer=NEW_JERSEY))

        assert {row.name: row.tally.encounters for row in found.by_staff} == {"R. Ortiz RN": 2, NOT_RECORDED: 1}
        assert {row.name: row.tally.encounters for row in found.by_payer} == {
            "Medicare Part B": 2,
            "UnitedHealthcare Community Plan, New Jersey": 1,
        }

    def test_reasons_are_of_discards(self) -> None:
        """An encounter that discards nothing has no reason; one without a reason says so."""
        found = drug(body(), body(discard={"confirmed": True}), body(given="100 mcg", discard=None))

        assert {row.name: row.tally.discarded for row in found.by_reason} == {
            "Dose smaller": mcg(40),
            NOT_RECORDED: mcg(40),
        }

    def test_doses_for_comparisons(self) -> None:
        """Alike encounters are counted; what only multi-dose containers gave is not there."""
        mixed = opened(VIAL_50, MULTI_1000)
        found = drug(
            body(), body(given_at="11:00"), body(given="80 mcg", opened=mixed), body(opened=opened(MULTI_1000))
        )

        assert found.doses == (
            Dose(mcg(50), mcg(80), mcg(50), 1),
            Dose(mcg(60), mcg(60), mcg(100), 2),
        )


class TestUnbilled:
    """Whole units that were discarded and stand on no line (R4), and why."""

    @pytest.mark.parametrize(
        ("fields", "units", "cause"),
        [
            ({}, 0, ""),
            ({"payer": NEW_JERSEY}, 1, CAUSES["payer-denies-waste"]),
            ({"payer": "blue-cross-idaho"}, 0, ""),
            ({"setting": "inpatient"}, 1, CAUSES["modifiers-not-applicable"]),
            ({"given": "0"}, 4, NOTHING_BILLED),
            ({"given": "0", "drug_source": "sample"}, 0, ""),
            ({"drug_source": "white_bagged"}, 0, ""),
            ({"given": "90 mcg", "payer": NEW_JERSEY}, 0, ""),
        ],
    )
    def test_causes(self, fields: dict[str, Any], units: int, cause: str) -> None:
        """A payer, a place, or nothing may be billed; drug that was not bought is no loss."""
        found = drug(body(**fields))

        assert found.total.unbilled_units == units
        assert [row.name for row in found.by_cause] == ([cause] if cause else [])

    def test_another_reason(self) -> None:
        """A record that says no reason, as another version may have written it."""
        found = drug(changed(body(payer=NEW_JERSEY), findings=[]))

        assert [(row.name, row.tally.unbilled_units) for row in found.by_cause] == [(OTHER_CAUSE, 1)]


class TestOpenPoints:
    """Notes that something is the matter with."""

    def test_counted_and_named(self) -> None:
        """Not confirmed, and no witness where the clinic asks for one."""
        asked = Clinic(witness="required")
        found = added(body(), body(discard={}), body(asked, service_date="2026-11-21"))

        assert found.open_points == (("no witness", 1), ("not confirmed", 1))
        assert [(note.service_date, note.states) for note in found.open_notes] == [
            ("2026-11-21", ("no witness",)),
            ("2026-11-20", ("not confirmed",)),
        ]

    def test_only_the_newest_are_named(self) -> None:
        """However many there are."""
        first = datetime.date(2026, 1, 1)
        days = [(first + datetime.timedelta(days=n)).isoformat() for n in range(OPEN_SHOWN + 5)]
        found = added(*(body(service_date=day, discard={}) for day in days))

        assert found.open_points == (("not confirmed", OPEN_SHOWN + 5),)
        assert [note.service_date for note in found.open_notes] == days[: -OPEN_SHOWN - 1 : -1]


def test_collected_in_steps_it_is_the_same() -> None:
    """The window adds a few records at a time."""
    bodies = [body(), body(given="75 mcg"), body(opened=opened(VIAL_500))]
    sums = collector.Collector(SINCE, UNTIL)
    for said in bodies:
        sums.take([line(said)])

    assert sums.figures() == added(*bodies)


def test_moment_is_not_the_date_of_service() -> None:
    """A note that is filed later belongs to the day of the dose."""
    assert [row.name for row in drug(body(service_date="2026-08-03")).by_quarter] == ["2026 Q3"]
    assert quarters.of(MOMENT.at.date()) == "2026 Q4"
