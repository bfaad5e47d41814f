"""A whole file: counts, dollars, the worst, and the rows to correct."""

import csv
import io
import os
from decimal import Decimal
from pathlib import Path

import pytest

from core.audit import totals
from core.audit.auditing import COLUMNS, Known, Progress, audit
from core.audit.totals import NOT_KNOWN, Kind, Money
from core.clinic import Clinic
from core.faults import InputError
from core.quantity import Mass
from core.report import prices
from core.report.prices import Limit, PriceFile, Prices
from tests.audit.files import ADMINISTERED, WASTED, audited, meant, table, verdicts
from tests.build import shipped

OWN = "encounter_id,service_date,payer,route,given,opened,billed_units,billed_jw_units,billed_modifier"
ROWS = {
    "agrees": "1,2025-11-20,,SC,60 mcg,0078-0181-01,3,1,JW",
    "underbilled": "2,2025-11-20,,SC,60 mcg,0078-0181-01,2,0,",
    "overbilled": "3,2025-12-20,,SC,60 mcg,0078-0181-01,9,1,JW",
    "modifier-missing": "4,2025-12-20,,SC,100 mcg,0078-0181-01,4,0,",
    "modifier-wrong": "5,2025-12-20,,SC,100 mcg,0078-0181-01,4,0,JW",
    "not-billed": "6,2026-01-20,lifewise-premera,SC,60 mcg,0078-0181-01,,,",
    "refused": "7,2026-13-20,nobody,SC,60 mcg,0078-0181-01,3,1,JW",
}


@pytest.fixture
def loaded() -> Prices:
    """The prices of the last quarter of 2025: $0.61 a unit."""
    path = Path(__file__).parent.parent / "data" / "asp_pricing_sample.csv"
    found = prices.read(path.read_bytes(), path.name)
    return {found.quarter: found}


def own(*verdicts: str) -> bytes:
    """A file in the program's own columns with a row for each verdict."""
    return table(*(ROWS[verdict] for verdict in verdicts or ROWS), header=OWN)


def test_every_verdict_is_counted() -> None:
    """By payer and month; units at stake are those that differ, or that may be denied, or were not billed."""
    found, _ = audited(own(), None)
    unit = Mass(25_000_000)

    assert verdicts(found) == dict.fromkeys(ROWS, 1)
    assert found.claims() == found.claims(*ROWS) == 7
    assert {kind: count.units for kind, count in found.counts.items()} == {
        Kind("medicare-part-b", "2025-11", "J2354", unit, "agrees"): 0,
        Kind("medicare-part-b", "2025-11", "J2354", unit, "underbilled"): 2,
        Kind("medicare-part-b", "2025-12", "J2354", unit, "overbilled"): 6,
        Kind("medicare-part-b", "2025-12", "J2354", unit, "modifier-missing"): 4,
        Kind("medicare-part-b", "2025-12", "J2354", unit, "modifier-wrong"): 4,
        Kind("lifewise-premera", "2026-01", "J2354", unit, "not-billed"): 4,
        Kind(NOT_KNOWN, NOT_KNOWN, "", None, "refused"): 0,
    }


def test_a_refused_row_keeps_its_payer_and_month_where_they_are_known() -> None:
    """Other texts are not counted apart, so that memory does not grow with them."""
    found, _ = audited(own("refused").replace(b"nobody", b"lifewise-premera").replace(b"-13-", b"-12-") + b"x\n", None)
    kinds = {(kind.payer, kind.month) for kind in found.counts}

    assert verdicts(found) == {"agrees": 1, "refused": 1}
    assert kinds == {("lifewise-premera", "2026-12"), (NOT_KNOWN, NOT_KNOWN)}


def test_the_worst_come_first() -> None:
    """By units at stake; those alike in the order of the file. Claims that agree are none of them."""
    found, _ = audited(own(), None)

    assert [worst.answer.verdict for worst in found.worst] == [
        "overbilled",
        "modifier-missing",
        "modifier-wrong",
        "not-billed",
        "underbilled",
        "refused",
    ]


def test_only_the_worst_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many there are."""
    monkeypatch.setattr(totals, "WORST", 3)
    rows = [f"{n},2025-11-20,,SC,60 mcg,0078-0181-01,{4 + n % 40},1,JW" for n in range(400)]
    found, _ = audited(table(*rows, header=OWN), None)

    assert [(worst.units, worst.claim.lines) for worst in found.worst] == [(40, (41,)), (40, (81,)), (40, (121,))]


def test_dollars_by_the_quarter_of_the_date_of_service(loaded: Prices) -> None:
    """M9: units times the price; a quarter without a file has none."""
    unit = Mass(25_000_000)
    december = Kind("medicare-part-b", "2025-12", "J2354", unit, "overbilled")

    assert totals.money(december, 6, loaded) == Money(6, Decimal("3.66"), 0)
    assert totals.money(december._replace(month="2026-01"), 6, loaded) == Money(6, Decimal(0), 6)
    assert totals.money(december._replace(unit=None), 6, loaded) == Money()
    assert Money(1, Decimal(2), 3).plus(Money(4, Decimal(5), 6)) == Money(5, Decimal(7), 9)


def test_rows_to_correct(loaded: Prices) -> None:
    """With their lines, what should have been, and dollars where they are known; others are left out."""
    _, written = audited(own(), None, loaded)
    rows = list(csv.DictReader(io.StringIO(written)))

    assert tuple(rows[0]) == COLUMNS
    assert [(row["lines"], row["verdict"], row["dollars"]) for row in rows] == [
        ("3", "underbilled", "1.22"),
        ("4", "overbilled", "3.66"),
        ("5", "modifier-missing", "2.44"),
        ("6", "modifier-wrong", "2.44"),
        ("7", "not-billed", ""),
        ("8", "refused", ""),
    ]
    assert (rows[0]["administered_units"], rows[0]["jw_units"], rows[0]["modifier"]) == ("3", "1", "JW")
    assert rows[0]["message"] == "Billed 2 units, no modifier; expected 3 units and 1 JW."
    assert "no such day" in rows[-1]["message"]
    assert {row["dollars"] for row in csv.DictReader(io.StringIO(audited(own(), None)[1]))} == {""}


def test_dollars_are_rounded_half_up() -> None:
    """As on the page."""
    half = {"2025 Q4": PriceFile("2025 Q4", "x.csv", {"J2354": Limit(Decimal("0.1008333"), "25 MCG")})}
    third = {"2025 Q4": PriceFile("2025 Q4", "x.csv", {"J2354": Limit(Decimal("0.1025"), "25 MCG")})}

    assert [
        next(csv.DictReader(io.StringIO(audited(own("underbilled"), None, prices)[1])))["dollars"]
        for prices in (half, third)
    ] == ["0.20", "0.21"]


def test_rows_to_correct_hold_no_needless_column() -> None:
    """The patient's name is in the file, and nowhere in what is written; nor is a row that can't be read."""
    bad = ("Jane Doe,C9", 'Jane Doe,"C9')
    _, written = audited(table(ADMINISTERED, *bad), meant())

    assert written.count("refused") == 2
    assert "Doe" not in written


@pytest.mark.parametrize("cell", ["=1+1", "+1", "@x", "-1+1"])
def test_formulas_are_neutralised(cell: str) -> None:
    """What a spreadsheet would run is led by an apostrophe, in ids, values and messages."""
    rows = (ADMINISTERED.replace("C1", cell), WASTED.replace("C1", "C2").replace("SubQ", cell))
    _, written = audited(table(*rows), meant())
    first, second = csv.DictReader(io.StringIO(written))

    assert first["encounter_id"] == f"'{cell}"
    assert second["route"] == f"'{cell}"


def test_cells_that_are_no_text_are_written_as_what_they_are() -> None:
    """NUL, and a byte that is none of the encoding."""
    head = table(ADMINISTERED, WASTED, *[f"{ADMINISTERED}{' ' * 1_000}"] * 1_100)
    _, written = audited(head + b"x,C\x003,\xff,,,,,,J2354,,,\n", meant())

    assert written.splitlines()[-1].split(",")[1:3] == ["C\x003", "\\xff"]


def test_how_far_it_is_is_told() -> None:
    """In bytes and rows of all passes."""
    heard: list[Progress] = []
    data = table(*[ADMINISTERED.replace("C1", f"C{n}") for n in range(2_000)])
    audit(io.BytesIO(data), meant(), Known(shipped(), Clinic()), {}, tell=heard.append)

    assert [progress.rows for progress in heard] == [0, 500, 1_000, 1_500, 1_500, 2_000, 2_500, 3_000]
    assert {progress.whole for progress in heard} == {2 * len(data)}
    assert 0 < heard[0].done <= heard[3].done <= len(data) < heard[4].done <= heard[-1].done <= 2 * len(data)


@pytest.mark.parametrize("data", [b"", b"\0\0", b"a,b\n", own().replace(b"given", b"dose")])
def test_a_file_that_does_not_fit_is_refused(data: bytes) -> None:
    """Before anything is written."""
    target = io.BytesIO()
    with pytest.raises(InputError):
        audit(io.BytesIO(data), None, Known(shipped(), Clinic()), {}, target=target)
    assert target.getvalue() == b""


def test_half_a_last_line() -> None:
    """A file that was cut off: its last row is refused, and no other."""
    assert verdicts(audited(own("agrees", "agrees")[:-25], None)[0]) == {"agrees": 1, "refused": 1}


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
def test_a_full_disk_is_told() -> None:
    """Writing fails with the system's reason."""
    with open("/dev/full", "wb", buffering=0) as full, pytest.raises(OSError, match="No space left"):
        audit(io.BytesIO(own()), None, Known(shipped(), Clinic()), {}, target=full)
