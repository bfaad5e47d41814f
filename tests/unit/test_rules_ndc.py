"""Rules of NDCs on the claim: several of them, their quantities, and their longer form."""

import pytest

from core import encounter_json
from core.calculate import calculate
from tests.build import (
    AMPUL_100,
    MULTI_1000,
    VIAL_50,
    VIAL_100,
    codes,
    encounter,
    lines,
    opened,
    result,
    shipped,
    steps,
)


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
