"""What an audit says."""

from decimal import Decimal

import pytest

from core.audit import content
from core.note.pieces import Paragraph
from core.report.pieces import Numbers, Section, Table
from core.report.prices import NO_FILE, NOT_MODELLED, Limit, PriceFile, Prices
from tests.audit.files import ADMINISTERED, audited, meant, table
from tests.audit.test_auditing import OWN, ROWS, loaded, own
from tests.build import shipped

__all__ = ["loaded"]

UNPRICED = f"{NO_FILE} Its units are shown instead. Load it on the Report page to see dollars."


def said(data: bytes, prices: Prices) -> dict[str, Section]:
    """The sections by their headings."""
    found, _ = audited(data, None)
    return {section.heading: section for section in content.sections(found, shipped().payers, prices)}


def words(section: Section) -> list[str]:
    """What stands below figures and tables."""
    return [piece.text for piece in section.pieces if isinstance(piece, Paragraph)]


def rows(section: Section) -> tuple[tuple[str, ...], ...]:
    """The rows of its table."""
    (found,) = (piece for piece in section.pieces if isinstance(piece, Table))
    return found.rows


def test_figures(loaded: Prices) -> None:
    """Dollars where the price is known, units where it is not; how many claims stands in the label."""
    (numbers,) = (piece for piece in said(own(), loaded)["Result"].pieces if isinstance(piece, Numbers))

    assert {field.label: field.value for field in numbers.fields} == {
        "Claims": "7",
        "Agree": "16.6 %",
        "Underbilled: 1 claim": "$1.22",
        "Overbilled: 1 claim": "$3.66",
        "Modifier missing or wrong: 2 claims": "$4.88",
        "Not billed: 1 claim": "4 units",
        "Refused": "1",
        "Rows of other codes": "0",
    }


def test_what_the_dollars_are(loaded: Prices) -> None:
    """M9: quarters without a price are named; what is left out of dollars is said."""
    assert words(said(own(), loaded)["Result"]) == [
        f"2026 Q1: {UNPRICED}",
        *NOT_MODELLED,
    ]
    assert words(said(own("agrees"), {})["Result"]) == [f"2025 Q4: {UNPRICED}"]


def test_each_code_of_a_quarter_that_has_no_price() -> None:
    """Not only one of them."""
    data = own("agrees").replace(b"2025-11-20", b"2026-11-20")
    totals, _ = audited(data, None)
    (kind,) = totals.counts
    counts = {kind: totals.counts[kind], kind._replace(hcpcs="J9999"): totals.counts[kind]}
    priced = {"2026 Q4": PriceFile("2026 Q4", "x.csv", {})}
    sections = content.sections(totals._replace(counts=counts), shipped().payers, priced)

    assert words(sections[0]) == [
        f"2026 Q4: {code} has no payment limit in the file of 2026 Q4. Its units are shown instead."
        for code in ("J2354", "J9999")
    ]


def test_other_codes_are_named_the_most_frequent_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """With their rows; very many are cut."""
    monkeypatch.setattr(content, "_CODES", 2)
    rows = [ADMINISTERED.replace("J2354", code) for code in ("99213", "96372", "99214", "96372")]
    totals, _ = audited(table(*rows), meant())

    assert words(content.sections(totals, shipped().payers, {})[0]) == [
        "Rows of other codes, which are not judged: 96372 (2), 99213 (1), ...."
    ]


def test_encounters_in_several_rows_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """With their lines; another day's are none, nor is a row without a number."""
    row = ROWS["agrees"]
    other = row.replace("11-20", "11-21")
    data = table(row, row, other, row[1:], row[1:], f"8{row[1:]}", f"8{row[1:]}", header=OWN)
    monkeypatch.setattr(content, "_NAMED", 1)

    assert words(said(data, {})["Result"])[-1] == (
        "Encounters in several rows on one day, each row counted: 1 (lines 2, 3), and 1 more. "
        "Take out what is listed twice."
    )
    assert not any("several rows" in text for text in words(said(table(row, other, header=OWN), {})["Result"]))


def test_a_file_that_does_not_say_what_was_billed() -> None:
    """Then all are not billed, which is not what the clinic did."""
    found = words(said(own("not-billed"), {})["Result"])

    assert found[-1] == "The file does not say what was billed. Units and dollars are those that should have been."


def test_payers_and_months_worst_first(loaded: Prices) -> None:
    """By dollars, then by units without a price, then by rows refused."""
    header = said(own(), loaded)["By payer and month"].pieces[0]
    assert isinstance(header, Table)
    assert header.header[:4] == ("Payer", "Month", "Claims", "Agree")
    assert header.rows == (
        ("Medicare Part B", "2025-12", "3", "0.0 %", "", "$3.66", "$4.88", "", ""),
        ("Medicare Part B", "2025-11", "2", "50.0 %", "$1.22", "", "", "", ""),
        ("LifeWise / Premera", "2026-01", "1", "0.0 %", "", "", "", "4 units", ""),
        ("Not known", "Not known", "1", "none", "", "", "", "", "1"),
    )


def test_dollars_and_units_together(loaded: Prices) -> None:
    """Where some of a sum's quarters have a price."""
    data = own("underbilled") + own("underbilled").splitlines(keepends=True)[1].replace(b"2025", b"2026")
    (numbers,) = (piece for piece in said(data, loaded)["Result"].pieces if isinstance(piece, Numbers))

    assert numbers.fields[2].value == "$1.22 + 2 units"


def test_a_price_of_another_unit_is_none() -> None:
    """It says why."""
    wrong = {"2025 Q4": PriceFile("2025 Q4", "x.csv", {"J2354": Limit(Decimal(1), "1 MG")})}

    assert words(said(own("agrees"), wrong)["Result"]) == [
        "2025 Q4: The file's unit is 1 MG, which is not the billing unit here. Its units are shown instead."
    ]


def test_the_worst_claims(loaded: Prices) -> None:
    """With what to do, where they are and what is at stake."""
    found = rows(said(own(), loaded)["Worst claims"])

    assert found[0] == (
        "Billed 9 units and 1 JW; expected 3 units and 1 JW.",
        "Overbilled",
        "4",
        "3",
        "2025-12-20",
        "Medicare Part B",
        "$3.66",
    )
    assert found[3][:2] == ("Expected 3 units and 1 JW.", "Not billed")
    assert found[-1][1:] == ("Refused", "8", "7", "2026-13-20", "Not known", "")


def test_lines_of_a_long_claim() -> None:
    """The first of them."""
    found, _ = audited(table(*[ADMINISTERED] * 6), meant())
    section = content.sections(found, shipped().payers, {})[-1]

    assert rows(section)[0][2] == "2, 3, 4, 5, ..."


def test_long_lists_say_that_they_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """Months and claims."""
    monkeypatch.setattr(content, "SHOWN", 2)
    monkeypatch.setattr(content, "WORST", 3)
    found = said(own(), {})

    assert words(found["By payer and month"]) == ["The worst 2 of 4 are shown."]
    assert words(found["Worst claims"]) == ["The worst 3 are shown. Save the rows to correct to see all."]


def test_an_empty_file_says_so() -> None:
    """No tables."""
    found = said(f"{OWN}\n".encode(), {})
    assert list(found) == ["Result"]
    numbers = found["Result"].pieces[0]
    assert isinstance(numbers, Numbers)
    assert [field.value for field in numbers.fields] == ["0", "none", "none", "none", "none", "none", "0", "0"]


def test_every_claim_agrees() -> None:
    """There are no worst."""
    assert list(said(own("agrees"), {})) == ["Result", "By payer and month"]
