"""What is the matter with a prior authorisation: by units, by date, by code."""

import datetime

import pytest

from core.authorization import Authorization, concerns, likeliest_first

JUNE_30 = datetime.date(2026, 6, 30)
KNOWN = Authorization(
    number="PA-77", record_number="MRN1", patient="Maria Lopez", payer="medicare-part-b", hcpcs="J2354",
    since=datetime.date(2026, 1, 1), until=datetime.date(2026, 12, 31), granted=40,
)  # fmt: skip


def codes(known: Authorization, date: datetime.date = JUNE_30, hcpcs: str = "J2354", units: int = 4) -> list[str]:
    """What is the matter, by code."""
    return [concern.code for concern in concerns(known, date, hcpcs, units)]


def said(known: Authorization, date: datetime.date = JUNE_30, units: int = 4) -> str:
    """What is the matter, in words."""
    return " ".join(concern.message for concern in concerns(known, date, "J2354", units))


class TestP2Units:
    """What is left must cover this encounter, and twice as much again."""

    @pytest.mark.parametrize(
        ("used", "found"),
        [
            (0, []),
            (28, []),
            (29, ["units-low"]),
            (36, ["units-low"]),
            (37, ["units-exceeded"]),
            (41, ["units-exceeded"]),
        ],
    )
    def test_boundaries(self, used: int, found: list[str]) -> None:
        """40 granted, 4 billed: 12 must be left for no warning, 4 for no error."""
        assert codes(KNOWN._replace(used=used)) == found

    @pytest.mark.parametrize(("used", "found"), [(34, []), (35, ["units-low"]), (40, ["units-low"])])
    def test_without_an_encounter_the_last_note_is_the_measure(self, used: int, found: list[str]) -> None:
        """In the list nothing is billed: 6 units must be left after a note of 3."""
        assert codes(KNOWN._replace(used=used, latest=3), hcpcs="", units=0) == found

    def test_words(self) -> None:
        """They name number, units and what to do."""
        assert said(KNOWN._replace(used=39)) == (
            "Authorisation PA-77 has 1 unit left; this encounter bills 4 units. Ask the payer before it is sent."
        )
        assert said(KNOWN._replace(used=42)) == "Authorisation PA-77 is overdrawn by 2 units. Ask the payer for more."
        assert "PA-77 then has 3 units left, too few for two more like this." in said(KNOWN._replace(used=33))
        assert "PA-77 has 3 units left, too few for two more like the last." in said(
            KNOWN._replace(used=37, latest=4), units=0
        )


class TestP2Dates:
    """The first and the last day are covered; 30 days before the last one it is said."""

    @pytest.mark.parametrize(
        ("date", "found"),
        [
            ("2025-12-31", ["outside-dates"]),
            ("2026-01-01", []),
            ("2026-11-30", []),
            ("2026-12-01", ["ends-soon"]),
            ("2026-12-31", ["ends-soon"]),
            ("2027-01-01", ["outside-dates"]),
        ],
    )
    def test_boundaries(self, date: str, found: list[str]) -> None:
        """Calendar days, both ends included."""
        assert codes(KNOWN, datetime.date.fromisoformat(date)) == found

    def test_words(self) -> None:
        """They name the day and how long that is."""
        assert said(KNOWN, datetime.date(2026, 12, 30)).startswith("Authorisation PA-77 ends on 2026-12-31, in 1 day.")
        assert said(KNOWN, datetime.date(2026, 12, 28)).startswith("Authorisation PA-77 ends on 2026-12-31, in 3 days.")
        assert said(KNOWN, datetime.date(2026, 12, 31)).startswith("2026-12-31 is the last day of authorisation PA-77.")
        assert said(KNOWN, datetime.date(2027, 1, 1)) == (
            "2027-01-01 is outside authorisation PA-77, which holds from 2026-01-01 to 2026-12-31. "
            "Ask the payer for another one."
        )


def test_another_code_is_not_covered() -> None:
    """An authorisation of one drug grants nothing of another."""
    assert codes(KNOWN, hcpcs="J2353") == ["other-code"]


def test_what_is_worst_comes_first() -> None:
    """A claim that would be denied stands before one that soon would be."""
    found = concerns(KNOWN._replace(used=39), datetime.date(2026, 12, 20), "J2353", 4)

    assert [concern.severity for concern in found] == ["error", "error", "warning"]


def test_another_payers_is_not_meant() -> None:
    """It would pay nothing; where the payer is not known, nothing is said."""
    found = concerns(KNOWN, JUNE_30, "J2354", 4, "lifewise-premera")
    assert [(concern.code, concern.severity) for concern in found] == [("other-payer", "error")]
    assert concerns(KNOWN, JUNE_30, "J2354", 4, "medicare-part-b") == ()


def test_the_likeliest_comes_first() -> None:
    """Of the payer and the day; else the order stays."""
    renewed = KNOWN._replace(since=datetime.date(2027, 1, 1), until=datetime.date(2027, 12, 31))
    other = KNOWN._replace(payer="lifewise-premera")
    assert likeliest_first([renewed, other, KNOWN], KNOWN.payer, JUNE_30) == [KNOWN, renewed, other]
    assert likeliest_first([renewed, KNOWN], "", JUNE_30) == [KNOWN, renewed]


def test_where_nothing_is_billed_nothing_is_counted() -> None:
    """An authorisation alone is looked at by its days and by what is left."""
    assert concerns(KNOWN, JUNE_30) == ()
    assert concerns(KNOWN._replace(used=40), JUNE_30) == ()
