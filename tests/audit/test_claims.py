"""Claims out of rows that each are one, and of rows that are claim lines."""

import csv
import io

import pytest

from core.clinic import Clinic
from core.columns import claims, reading
from core.columns.claims import Claim
from core.columns.mapping import Mapping
from core.columns.table import Table
from core.judging import Judge, Line
from tests.audit.files import ADMINISTERED, COLUMNS, WASTED, audited, meant, table, verdicts
from tests.build import AMPUL_100, shipped


def found(*rows: str, columns: Mapping | None = None) -> list[Claim]:
    """The claims of such an export."""
    columns = columns or meant()
    return list(reading.claims(Table(io.BytesIO(table(*rows))), columns, shipped()))


def refusal(*rows: str, columns: Mapping | None = None) -> str:
    """Why the only claim of a file is refused."""
    totals, _ = audited(table(*rows), columns or meant())
    (worst,) = totals.worst
    return worst.answer.message


def test_lines_of_one_claim_are_judged_together() -> None:
    """The JW line on a row of its own."""
    (claim,) = found(ADMINISTERED, WASTED)

    assert (claim.lines, claim.encounter_id, claim.fault) == ((2, 3), "C1", "")
    assert claim.encounter == ("2026-11-20", "", "medicare-part-b", "", "SC", "60 mcg", "0078-0181-01 x 1")
    assert claim.billed == ("3", "1", "JW")
    assert verdicts(audited(table(ADMINISTERED, WASTED), meant())[0]) == {"agrees": 1}


def test_lines_without_units_bill_nothing() -> None:
    """Nor a modifier: the encounter is in the file, and no claim."""
    assert verdicts(audited(table(ADMINISTERED.replace(",3,", ",,")), meant())[0]) == {"not-billed": 1}


def test_lines_that_stand_apart_are_held_together() -> None:
    """Whatever stands between them; their claim comes last."""
    others = [line.replace("C1", "C2") for line in (ADMINISTERED, WASTED)]
    first, last = found(ADMINISTERED, *others, WASTED)

    assert (first.encounter_id, first.lines) == ("C2", (3, 4))
    assert (last.encounter_id, last.lines) == ("C1", (2, 5))


def test_many_that_stand_apart_are_held_in_several_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that memory stays flat; each comes once, and rows that are none are told once."""
    monkeypatch.setattr(claims, "_HELD", 10)
    first = [ADMINISTERED.replace("C1", f"C{n}") for n in range(50)]
    second = [WASTED.replace("C1", f"C{n}") for n in range(50)]
    other = ADMINISTERED.replace("J2354", "96372")
    alone = ADMINISTERED.replace("C1", "alone")
    made = reading.claims(Table(io.BytesIO(table(*first, "x", other, *second, alone))), meant(), shipped())
    all_of_them = list(made)

    assert sorted(claim.lines for claim in all_of_them) == sorted(
        [(52,), (104,), *((n + 2, n + 54) for n in range(50))]
    )
    assert (made.passes, made.begun, made.passed_over) == (6, 6, {"96372": 1})


def test_rows_of_other_codes_are_passed_over() -> None:
    """An injection's fee on the same claim is no line of the drug; nor is a claim without the drug one of ours."""
    fee = "Jane Doe,C1,11/20/2026,Medicare,,,,,96372,1,,"
    other = "Jane Doe,C2,11/20/2026,Medicare,,,,,99213,1,,"
    data = table(ADMINISTERED, fee, WASTED, other)
    totals, _ = audited(data, meant())

    assert (verdicts(totals), totals.passed_over) == ({"agrees": 1}, 2)
    assert audited(data, meant(rows="encounter"))[0].passed_over == 2


def test_very_many_other_codes_are_counted_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that memory stays flat."""
    monkeypatch.setattr(claims, "_CODES", 2)
    rows = [ADMINISTERED.replace("J2354", code) for code in ("96372", "99213", "99214", "96372", "99215")]

    assert audited(table(*rows), meant())[0].other_codes == {"96372": 2, "99213": 1, claims.OTHERS: 2}


@pytest.mark.parametrize("code", ["J2354-JW", "J2354JW", "j2354 jw", "J2354:JW"])
def test_modifiers_in_the_cell_of_the_code(code: str) -> None:
    """They are the line's modifiers."""
    assert verdicts(audited(table(ADMINISTERED, WASTED.replace("J2354,1,JW", f"{code},1,")), meant())[0]) == {
        "agrees": 1
    }


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ("J2354", "J2353", "billed_code: J2353: the NDC is that of a product with another code"),
        ("J2354", "J3490", "billed_code: J3490: the NDC is that of a product with another code"),
        ("0078-0181-01,1,J2354", ",,J2353", "billed_code: J2353: a similar code, and no NDC says which drug it was"),
        ("J2354", "", "billed_code: empty, though something was billed"),
        ("J2354", "J2354 OCTREOTIDE", "billed_code: J2354 OCTREOTIDE: expected a code, and modifiers at most"),
    ],
)
def test_a_code_that_is_not_the_drugs_is_refused(was: str, now: str, says: str) -> None:
    """Where the NDC is the drug's, or nothing tells; no such claim vanishes (C1, C3)."""
    assert says in refusal(ADMINISTERED.replace(was, now))


def test_similar_codes_of_other_products_are_passed_over() -> None:
    """The depot form under its own code is no claim of the drug; nor is an injection's fee that repeats the NDC."""
    depot = ADMINISTERED.replace("0078-0181-01,1,J2354", "0078-0811-81,1,J2353")
    totals, _ = audited(table(depot, ADMINISTERED.replace("J2354", "96372")), meant())

    assert (totals.claims(), totals.other_codes) == (0, {"J2353": 1, "96372": 1})


def test_no_code_where_nothing_was_billed() -> None:
    """An encounter without a claim."""
    assert verdicts(audited(table(ADMINISTERED.replace("J2354,3", ",")), meant())[0]) == {"not-billed": 1}


def test_claim_lines_without_a_code_only_where_all_are_of_the_drug() -> None:
    """Then each is a line of it."""
    columns = {name: heading for name, heading in COLUMNS.items() if name != "billed_code"}
    same = meant(columns=columns, same={"billed_code": "this drug"})

    assert verdicts(audited(table(ADMINISTERED, WASTED), same)[0]) == {"agrees": 1}


def test_one_product_spelt_in_two_ways() -> None:
    """N1: it was opened once; containers in one cell are compared likewise."""
    assert verdicts(audited(table(ADMINISTERED, WASTED.replace("0078-0181-01", "00078018101")), meant())[0]) == {
        "agrees": 1
    }
    columns = {name: heading for name, heading in COLUMNS.items() if name not in ("ndc", "count")} | {"opened": "NDC"}
    (claim,) = found(ADMINISTERED, WASTED.replace("0078-0181-01", "00078018101"), columns=meant(columns=columns))
    assert claim.encounter[-1] == "0078-0181-01"


def test_capitals_of_a_number_do_not_matter() -> None:
    """`C1` and `c1` are one claim, whether their lines stand together or apart."""
    other = ADMINISTERED.replace("C1", "C2")
    for rows in ((ADMINISTERED, WASTED.replace("C1", "c1")), (ADMINISTERED, other, WASTED.replace("C1", "c1"))):
        made = [claim for claim in found(*rows) if claim.encounter_id == "C1"]
        assert [len(claim.lines) for claim in made] == [2]


def test_a_reversal_takes_its_line_back() -> None:
    """What is left was billed; where all is taken back nothing was."""
    wrong = ADMINISTERED.replace(",3,", ",4,")
    back = wrong.replace(",4,", ",-4,")

    assert verdicts(audited(table(wrong, back, ADMINISTERED, WASTED), meant())[0]) == {"agrees": 1}
    assert verdicts(audited(table(back, wrong), meant())[0]) == {"not-billed": 1}
    assert found(wrong, back, ADMINISTERED, WASTED)[0].billed == ("3", "1", "JW")
    assert "billed_units: -4: no line of 4 units with the same modifiers" in refusal(ADMINISTERED, back)


def test_a_claim_that_stands_there_twice_says_so() -> None:
    """A claim and its replacement look overbilled."""
    hint = "If one claim replaced another, take the earlier lines out."

    for rows in ((ADMINISTERED, WASTED, ADMINISTERED, WASTED), (ADMINISTERED, WASTED, WASTED)):
        assert refusal(*rows).endswith(hint)
    assert not refusal(ADMINISTERED.replace(",3,", ",9,"), WASTED).endswith(hint)
    assert refusal(ADMINISTERED, ADMINISTERED.replace(",3,,", ",2,JZ,")) == (
        f"Billed 5 units, JZ / no modifier; expected 3 units and 1 JW. It has several lines of a kind. {hint}"
    )


def test_what_only_one_line_says_holds_for_all() -> None:
    """Cells of the others may be empty."""
    (claim,) = found("x,C1,11/20/2026,Medicare,SubQ,60,0078-0181-01,1,J2354,3,,", "x,C1,,,,,,,J2354,1,jw,")

    assert claim.encounter[4:] == ("SC", "60 mcg", "0078-0181-01 x 1")
    assert claim.billed == ("3", "1", "JW")


def test_lines_that_contradict_each_other_are_refused() -> None:
    """With the field and what they say."""
    assert "given: its lines say 60 mcg and 80 mcg" in refusal(ADMINISTERED, WASTED.replace(",60,", ",80,"))
    twice = refusal(ADMINISTERED, WASTED.replace("0078-0181-01,1", "0078-0181-01,2"))
    assert "opened: its lines say 0078-0181-01 x 1 and 0078-0181-01 x 2" in twice


def test_several_products_in_one_claim() -> None:
    """Each line names its own containers."""
    (claim,) = found(ADMINISTERED, WASTED.replace("0078-0181-01", "0641-6174-10"))

    assert claim.encounter[-1] == "0078-0181-01 x 1; 0641-6174-10 x 1"


@pytest.mark.parametrize(
    ("mod", "verdict"),
    [
        (("", "JW"), "agrees"),
        (("JZ", "JW"), "modifier-wrong"),
        (("", ""), "modifier-missing"),
        (("JW", ""), "modifier-wrong"),
    ],
)
def test_modifiers_of_each_line(mod: tuple[str, str], verdict: str) -> None:
    """R5: the administered line beside JW has neither JW nor JZ."""
    rows = (ADMINISTERED.replace("J2354,3,", f"J2354,3,{mod[0]}"), WASTED.replace("JW", mod[1]))

    assert verdicts(audited(table(*rows), meant())[0]) == {verdict: 1}


def test_a_route_modifier_stands_on_each_line() -> None:
    """Where the payer wants it."""
    words = {"route": {"SubQ": "SC"}, "payer": {"Medicare": "bcbs-north-carolina"}}
    both = (ADMINISTERED.replace("3,,", "3,JB,"), WASTED.replace("JW,", "JW,JB"))
    one = (ADMINISTERED, both[1])

    assert verdicts(audited(table(*both), meant(words=words))[0]) == {"agrees": 1}
    assert verdicts(audited(table(*one), meant(words=words))[0]) == {"modifier-missing": 1}


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (ADMINISTERED.replace("11/20/2026", "2026-11-20"), "service_date: 2026-11-20: expected a date of the form MM"),
        (ADMINISTERED.replace("SubQ", "IM"), "route: IM: the columns do not say which route this is"),
        (ADMINISTERED.replace("Medicare", "Aetna"), "payer: Aetna: the columns do not say which payer this is"),
        (ADMINISTERED.replace("Medicare", ""), "payer: empty"),
        (ADMINISTERED.replace(",60,", ",60 units,"), "given: 60 units: expected a number"),
        (ADMINISTERED.replace("-01,1,", "-01,0.6,"), "count: 0.6: expected whole containers"),
        (ADMINISTERED.replace("-01,1,", "-01,,"), "count: empty"),
        (ADMINISTERED.replace("C1", ""), "encounter_id: empty, so its claim is not known"),
        (ADMINISTERED.replace(",3,", ",three,"), "billed_units: three: expected whole units"),
        (ADMINISTERED.replace(",3,,", ",,JW,"), "billed_units: empty, though something was billed"),
        ("x,C1", "2 cells; the header has 12"),
        ('x,"C1', "no CSV"),
    ],
)
def test_a_bad_row_is_refused(row: str, says: str) -> None:
    """With its field; nothing is made up."""
    assert says in refusal(row)


def test_the_usual_payer_only_where_somebody_said_so() -> None:
    """For names that nobody explained, and where the file has no payers."""
    unknown = table(ADMINISTERED.replace("Medicare", "Aetna"), WASTED.replace("Medicare", ""))
    none = meant(columns={name: heading for name, heading in COLUMNS.items() if name != "payer"})

    assert verdicts(audited(unknown, meant())[0]) == {"refused": 1}
    assert verdicts(audited(unknown, meant(other_payers="usual"))[0]) == {"agrees": 1}
    assert verdicts(audited(unknown, none)[0]) == {"agrees": 1}


def test_a_column_that_holds_too_much_together_is_refused() -> None:
    """Such as the clinic's number instead of the claim's; memory does not grow with it."""
    assert "more than 200 lines with one encounter id" in refusal(*[ADMINISTERED] * 5_000)


def test_units_that_can_not_be_added_are_shown() -> None:
    """In the rows to correct, as they came."""
    rows = (ADMINISTERED.replace(",3,", ",x,"), ADMINISTERED, WASTED.replace(",1,JW", ",,JW"))
    _, written = audited(table(*rows), meant())
    (row,) = csv.DictReader(io.StringIO(written))

    assert (row["billed_units"], row["billed_jw_units"], row["lines"]) == ("3 + x", "", "2 3 4")


def test_one_row_for_each_encounter_with_other_headings() -> None:
    """Units as spreadsheets write them, what is the same for all rows, and the dose's unit in a column of its own."""
    header = "DOS,Dose,UOM,NDC,Units,JW Units,Mods"
    columns = {
        "service_date": "DOS",
        "given": "Dose",
        "given_unit": "UOM",
        "ndc": "NDC",
        "billed_units": "Units",
        "billed_jw_units": "JW Units",
    }
    same = {"route": "SC", "count": "1", "payer": "medicare-part-b", "setting": "office", "drug_source": "purchased"}
    mapped = meant(
        columns=columns, modifiers=["Mods"], rows="encounter", dates="YYYYMMDD", dose_unit="", words={}, same=same
    )
    data = table("20261120,60.00,MCG,00078018101,3.0,1.00,jw", header=header)

    assert verdicts(audited(data, mapped)[0]) == {"agrees": 1}


def test_a_line_without_units_makes_no_several() -> None:
    """Too much is billed; but only lines with units, of the same kind, look like a claim and its replacement."""
    judge = Judge(shipped(), Clinic())
    encounter = ("2026-11-20", "", "", "", "SC", "100 mcg", AMPUL_100)

    for units, said in (("0", False), ("1", True)):
        answer = judge.claim(encounter, (Line("4", "JZ"), Line(units, "JZ"), Line("1", "JW")))
        assert answer.verdict == "overbilled"
        assert ("It has several lines of a kind." in answer.message) is said
