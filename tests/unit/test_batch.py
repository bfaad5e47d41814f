"""Many encounters at once."""

import csv
import io

import pytest

from core import batch
from core.clinic import Clinic
from core.faults import InputError
from tests.build import shipped

HEADER = "encounter_id,service_date,route,given,opened,billed_units,billed_jw_units,billed_modifier"


def run(*rows: str, header: str = HEADER, clinic: Clinic = Clinic(), payer: str = "") -> list[dict[str, str]]:  # noqa: B008 - frozen
    """The output's rows."""
    target = io.StringIO()
    source = io.StringIO("\n".join((header, *rows)) + "\n", newline="")
    batch.run(source, target, shipped(), clinic, payer=payer)
    return list(csv.DictReader(io.StringIO(target.getvalue())))


def verdict(billed: str, payer: str = "", given: str = "60 mcg") -> tuple[str, str]:
    """Verdict and difference for 60 of 100 mcg, of which 3 units and 1 with JW should be billed."""
    (row,) = run(f"1,2026-11-20,SC,{given},0078-0181-01,{billed}", payer=payer)
    return row["verdict"], row["difference_units"]


@pytest.mark.parametrize(
    ("billed", "expected"),
    [
        ("3,1,JW", ("agrees", "0")),
        ("3,1,", ("agrees", "0")),
        ("3,1,jw", ("agrees", "0")),
        ("3,0,", ("underbilled", "-1")),
        ("3,0,JZ", ("underbilled", "-1")),
        ("4,1,JW", ("overbilled", "1")),
        ("4,,", ("modifier-missing", "0")),
        ("4,0,JZ", ("modifier-wrong", "0")),
        ("2,2,JW", ("modifier-wrong", "0")),
        (",,", ("not-billed", "")),
        (",,JW", ("refused", "")),
        ("three,1,JW", ("refused", "")),
        ("1234567890,1,JW", ("refused", "")),
        ("-3,1,JW", ("refused", "")),
        ("3,1.0,JW", ("refused", "")),
    ],
)
def test_verdict_with_waste(billed: str, expected: tuple[str, str]) -> None:
    """Units are compared first, then modifiers."""
    assert verdict(billed) == expected


@pytest.mark.parametrize(
    ("billed", "payer", "expected"),
    [
        ("4,0,JZ", "", ("agrees", "0")),
        ("4,,JZ", "", ("agrees", "0")),
        ("4,0,", "", ("modifier-missing", "0")),
        ("4,0,JW", "", ("modifier-wrong", "0")),
        ("4,0,JZ", "bcbs-north-carolina", ("modifier-missing", "0")),
        ("4,0,JB JZ", "bcbs-north-carolina", ("agrees", "0")),
        ('4,0,"JZ,JB"', "bcbs-north-carolina", ("agrees", "0")),
        ("4,0,JZ-JB", "bcbs-north-carolina", ("agrees", "0")),
        ("4,0,JZ", "blue-cross-idaho", ("modifier-wrong", "0")),
        ("4,0,", "blue-cross-idaho", ("agrees", "0")),
    ],
)
def test_verdict_without_waste(billed: str, payer: str, expected: tuple[str, str]) -> None:
    """All modifiers that the payer wants, in any order."""
    assert verdict(billed, payer, "100 mcg") == expected


def test_added_columns() -> None:
    """What should have been billed stands beside what came in, in the input's order."""
    first, second = run(
        "b,2026-11-20,SC,60 mcg,0078-0181-01 x 1,3,1,JW", "a,2026-11-20,SC,150 mcg,0078-0181-01 x 2,6,1,JW"
    )

    assert list(first) == [*HEADER.split(","), *batch.ADDED]
    assert [first["encounter_id"], second["encounter_id"]] == ["b", "a"]
    assert (first["administered_units"], first["jw_units"], first["modifier"]) == ("3", "1", "JW")
    assert (first["discarded_mcg"], second["discarded_mcg"]) == ("40", "50")
    assert second["message"] == "Billed 6 units and 1 JW; expected 6 units and 2 JW."


def test_message_says_every_line_with_its_modifiers() -> None:
    """Whoever corrects the units by it has the modifiers right as well."""
    header = "encounter_id,payer,service_date,route,given,opened,billed_units,billed_jw_units,billed_modifier"
    wasted, whole, several, ordered, wrong = run(
        "1,bcbs-north-carolina,2026-11-20,SC,150 mcg,0078-0181-01 x 2,6,1,JW",
        "2,bcbs-north-carolina,2026-11-20,IV_PUSH,500 mcg,0078-0182-01,10,,",
        "3,bcbs-north-carolina,2026-11-20,SC,100 mcg,0078-0181-01,3,0,TB JB JZ",
        "4,bcbs-north-carolina,2026-11-20,SC,150 mcg,0078-0181-01 x 2,6,1,JB JW",
        "5,bcbs-north-carolina,2026-11-20,SC,100 mcg,0078-0181-01,4,0,JA",
        header=header,
    )

    assert wasted["message"] == "Billed 6 units and 1 JW; expected 6 units JB and 2 JW JB."
    assert whole["message"] == "Billed 10 units, no modifier; expected 20 units, JZ JA."
    assert several["message"] == "Billed 3 units, JZ JB TB; expected 4 units, JZ JB."
    assert ordered["message"] == "Billed 6 units and 1 JW JB; expected 6 units JB and 2 JW JB."
    assert wrong["message"] == "Billed 4 units, JA; expected 4 units, JZ JB."


def test_empty_lines_are_no_rows() -> None:
    """They come and go in files that people save."""
    assert len(run("", "1,2026-11-20,SC,60 mcg,0078-0181-01,3,1,JW", "")) == 1


def test_several_containers_in_a_cell() -> None:
    """Semicolons between products, counts after x."""
    (row,) = run("1,2026-11-20,SC,230 mcg,0641-6175-10 x 2; 0641-6174-10,,,")

    assert (row["administered_units"], row["jw_units"], row["discarded_mcg"]) == ("10", "0", "20")


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("1,2026-11-20,SC,60,0078-0181-01,,,", "given: 60: the unit is missing"),
        ("1,2026-13-20,XX,60 mcg,0078-0181-01,,,", "no such day in the calendar; route: XX"),
        ("1,2026-11-20,SC,60 mcg,0078-0181-01 x y,,,", "opened[0].count: y: expected"),
        ("1,2026-11-20,SC,60 mcg,0078-0181-01 x 9999999999,,,", "opened[0].count: 9999999999: expected"),
        ("1,2026-11-20,SC,60 mcg,0078-0181-01 x 99999999999,,,", "opened[0].count: 99999999999: expected"),
        ("1,2026-11-20,SC,60 mcg,,,,", "opened[0].ndc"),
        ("1,2026-11-20,SC,60 mcg,1234-5678-90,,,", "not in the product catalogue"),
        (
            "1,2026-11-20,SC,60 mcg,1234-5678-90; 1234-5678-91,,,",
            "or add the product. 1234-5678-91 is not in the product catalogue.",
        ),
        ("1,2026-11-20,SC,600 mcg,0078-0181-01,,,", "600 mcg given"),
        ("1,2026-11-20,SC,0,0078-0181-01,,,", "Nothing was given"),
        ("1,2026-11-20,SC", "3 cells; the header has 8"),
        ("1,2026-11-20,SC,60 mcg,0078-0181-01,,,,,", "10 cells; the header has 8"),
    ],
)
def test_a_bad_row_is_refused_and_never_dropped(row: str, says: str) -> None:
    """The fault stands in the message, and the next row is worked out."""
    refused, good = run(row, "2,2026-11-20,SC,60 mcg,0078-0181-01,3,1,JW")

    assert refused["verdict"] == "refused"
    assert says in refused["message"]
    assert good["verdict"] == "agrees"


def test_rows_that_are_no_csv_are_refused() -> None:
    """A quote that is never closed spoils its own row and no other."""
    good = "1,2026-11-20,SC,60 mcg,0078-0181-01,3,1,JW"
    first, refused, last = run(good, '2,"2026,SC,60 mcg', good)

    assert [first["verdict"], last["verdict"]] == ["agrees", "agrees"]
    assert (refused["verdict"], refused["message"]) == ("refused", "no CSV: unexpected end of data")
    assert (refused["encounter_id"], refused["service_date"], refused["route"]) == ("2", '"2026', "SC")


def test_a_cell_in_quotes_may_hold_line_breaks() -> None:
    """As spreadsheets write them: one row in, one row out."""
    row = '"a\r\nb",2026-11-20,SC,60 mcg,"0078-0181-01 x 1;\n0078-0181-01 x 1",3,1,JW'
    first, last = run(row, "2,2026-11-20,SC,60 mcg,0078-0181-01,3,1,JW")

    assert (first["encounter_id"], first["discarded_mcg"]) == ("a\r\nb", "140")
    assert last["encounter_id"] == "2"


@pytest.mark.parametrize(
    "bad", ['b,"x,2026-11-20', 'b,"x', '"b,2026-11-20,SC,60 mcg,0078-0181-01,3,1,JW', 'b,2026-11-20,"S"C,x,x,3,1,JW']
)
def test_a_bad_quote_spoils_no_line_but_its_own(bad: str) -> None:
    """Whatever stands in the lines after it, among them quotes of their own."""
    good = ['1,2026-11-20,SC,60 mcg,"0078-0181-01",3,1,JW', "2,2026-11-20,SC,60 mcg,0078-0181-01,3,1,JW"]
    found = run(*good, bad, *good * 15, bad)

    assert [row["encounter_id"] for row in found if row["verdict"] == "agrees"] == ["1", "2"] * 16
    assert [row["encounter_id"].strip('"') for row in found if row["verdict"] == "refused"] == ["b", "b"]
    assert all(row["message"].startswith("no CSV") for row in found if row["verdict"] == "refused")


def test_a_line_without_end_is_one_row() -> None:
    """It is refused once, also within quotes, and the next line is worked out."""
    good = "1,2026-11-20,SC,60 mcg,0078-0181-01,3,1,JW"
    for line in ("x" * 250_000, f'"{"x" * 250_000}",{good[2:]}'):
        long, last = run(line, good)

        assert (long["verdict"], long["message"]) == ("refused", "a line longer than 100,000 characters")
        assert last["verdict"] == "agrees"
    quote, long, last = run('"x', "x" * 250_000, good)
    assert [row["message"][:9] for row in (quote, long)] == ["no CSV: u", "a line lo"]
    assert last["verdict"] == "agrees"


@pytest.mark.parametrize(
    ("date", "payer", "verdict"),
    [
        ("2023-06-30", "medicare-part-b", "agrees"),
        ("2023-07-01", "medicare-part-b", "modifier-missing"),
        ("2026-11-20", "bcbs-north-dakota", "agrees"),
        ("2026-11-20", "bcbs-north-carolina", "modifier-missing"),
    ],
)
def test_jz_that_is_not_required_may_be_left_out(date: str, payer: str, verdict: str) -> None:
    """By date (R10) and by payer; with it the claim agrees as well."""
    rows = [
        f"1,{date},SC,100 mcg,0078-0181-01,4,0,{modifier}"
        for modifier in ("", "JZ JB" if "carolina" in payer else "JZ")
    ]

    assert [row["verdict"] for row in run(*rows, payer=payer)] == [verdict, "agrees"]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1+1", "@SUM(A1)", '"\t=1"', " =1+1", "\u00a0-1", "＝1+1", " ＠A1"])
def test_formulas_are_neutralised(cell: str) -> None:
    """What a spreadsheet would run is led by an apostrophe."""
    (row,) = run(f"{cell},2026-11-20,SC,60 mcg,0078-0181-01,3,1,JW")

    assert row["encounter_id"] == f"'{cell.strip(chr(34))}"


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("encounter_id,service_date,route,given", "opened: this column is missing"),
        (HEADER + ",colour", "colour: unknown column"),
        (HEADER + ",route", "route: stands there twice"),
        ("", "service_date: this column is missing"),
        ('"x', "no CSV"),
        (HEADER.encode("utf-16").decode("latin-1"), "header: not UTF-8: save the file as CSV UTF-8"),
        ("PK\x03\x04[Content_Types].xml", "header: an Excel workbook, or packed: save it as CSV UTF-8"),
        (
            HEADER.replace(",", ";"),
            "header: semicolons stand between the cells: save the file with commas, or say with",
        ),
        (HEADER.replace(",", "\t"), "header: tabs stand between the cells: save the file with commas"),
    ],
)
def test_faulty_header_is_refused(header: str, says: str) -> None:
    """A misspelt column may not be ignored."""
    with pytest.raises(InputError, match=says):
        run(header=header)


def test_payer_comes_from_caller_row_or_clinic() -> None:
    """The caller's payer stands over the row's, the row's over the clinic's; an empty place is the office."""
    header = HEADER + ",payer,setting,drug_source"
    row = "1,2026-11-20,SC,100 mcg,0078-0181-01,,,,{payer},{setting},{source}"
    clinic = Clinic(payer="bcbs-north-carolina", setting="home")

    def modifier(payer: str = "", setting: str = "office", source: str = "", forced: str = "") -> str:
        cells = row.format(payer=payer, setting=setting, source=source)
        return run(cells, header=header, clinic=clinic, payer=forced)[0]["modifier"]

    assert modifier() == "JZ JB"
    assert modifier(payer="medicare-part-b") == "JZ"
    assert modifier(payer="medicare-part-b", forced="bcbs-north-carolina") == "JZ JB"
    assert modifier(setting="") == "JZ JB"
    assert modifier(setting="home") == ""
    assert modifier(payer="medicare-part-b", source="340b") == "JZ TB"
    (wrong,) = run("1,2026-11-20,SC,60 mcg,0078-0181-01,4,0,,,,340b", header=header, clinic=Clinic(payer=clinic.payer))
    assert wrong["message"] == "Billed 4 units, no modifier; expected 3 units JB TB and 1 JW JB TB."
