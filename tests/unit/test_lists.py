"""Lists that only some answers look up: diagnoses, indications, similar codes, self-administered drugs."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from core import diagnoses, indications, paths, self_administered, similar_codes
from core.entries import DataError
from core.quantity import MCG, Mass
from tests.build import shipped

DAY = datetime.date(2026, 1, 1)
DIVIDED = datetime.date(2024, 10, 1)
"""The day from which E34.0 is divided."""


def read(name: str) -> str:
    """A shipped file."""
    with open(paths.resource(name), encoding="utf-8") as file:
        return file.read()


@pytest.mark.parametrize(
    ("code", "day", "refused"),
    [
        ("E34.0", DAY, "E34.0 has not been billable since 2024-10-01. Use E34.00, E34.01 or E34.09."),
        ("E34.0", DIVIDED, "E34.0 has not been billable since 2024-10-01. Use E34.00, E34.01 or E34.09."),
        ("E34.0", DIVIDED - datetime.timedelta(days=1), ""),
        ("E34.09", DAY, ""),
        ("E34.09", datetime.date(2020, 1, 1), ""),
        ("C7A", DAY, "C7A is a heading and not billable. Use a code below it, such as C7A.00."),
        ("D3A.01", DAY, "D3A.01 is a heading and not billable. Use a code below it, such as D3A.010."),
        ("T45.1X5", DAY, "T45.1X5 is a heading and not billable. Use a code below it, such as T45.1X5A."),
        ("E22.0", DAY, ""),
        ("Z99.9", DAY, ""),
    ],
)
def test_what_is_not_billable(code: str, day: datetime.date, refused: str) -> None:
    """A heading is refused from the day on which it has codes below it (C2); what is not known is not refused."""
    assert shipped().diagnoses.refusal(code, day) == refused


def test_every_code_of_the_facts_is_on_the_list() -> None:
    """Labelled indications, and what is often seen off label, each with its official description."""
    known = shipped().diagnoses

    assert known.codes["E22.0"].description == "Acromegaly and pituitary gigantism"
    assert known.codes["E34.01"].description == "Carcinoid heart syndrome"
    for code in ("E16.8", "C25.4", "D13.7", "K52.1", "T45.1X5A", "R19.7", "R23.2", "I85.01", "I85.11", "C7B.02"):
        assert known.codes[code].description
    assert {entry.indication for entry in known.codes.values()} == set(shipped().indications)
    assert known.year == "FY2026"


@pytest.mark.parametrize(
    ("codes", "implied"),
    [
        (("E22.0",), "acromegaly"),
        (("C7A.012", "E34.09"), "carcinoid-tumour"),
        (("E34.09", "E22.0"), "carcinoid-syndrome"),
        (("E22.0", "E34.09"), "acromegaly"),
        (("E16.8", "C25.4"), "vipoma"),
        (("C25.4",), "pancreatic-tumour"),
        (("C7B.1",), "other-neuroendocrine-tumour"),
        (("C7B.02",), "metastatic-carcinoid"),
        (("T45.1X5A", "K52.1"), "chemotherapy-diarrhoea"),
        (("Z99.9", "R19.7"), "diarrhoea"),
        (("Z99.9",), None),
        ((), None),
    ],
)
def test_the_indication_that_diagnoses_imply(codes: tuple[str, ...], implied: str | None) -> None:
    """Of several the first that is known, in the order in which they stand."""
    known = shipped()
    found = indications.implied(codes, known.diagnoses, known.indications)

    assert (found and found.id) == implied


def test_prompts_ask_what_payers_ask() -> None:
    """Acromegaly, carcinoid syndrome and VIPoma have their own findings; each prompt says how sure it is."""
    known = shipped().indications

    assert "IGF-1" in known["acromegaly"].indication
    assert "5-HIAA" in known["carcinoid-syndrome"].indication
    assert "VIP level and potassium" in known["vipoma"].indication
    assert [entry.id for entry in known.values() if entry.labelled] == [
        "acromegaly",
        "carcinoid-syndrome",
        "vipoma",
        "pancreatic-tumour",
        "metastatic-carcinoid",
        "carcinoid-tumour",
    ]
    assert all(entry.grade in {"general", "secondary"} for entry in known.values())


def test_similar_codes_say_what_each_really_is() -> None:
    """J1931 is laronidase, whatever the web says (C3)."""
    known = {code.hcpcs: code for code in shipped().similar_codes}

    assert list(known) == ["J2353", "J1930", "J1932", "J2502", "J8499", "J1931", "J2941", "J9206", "J9205"]
    assert known["J1931"].drug == "laronidase"
    assert known["J2941"].drug == "somatropin"


@pytest.mark.parametrize(
    ("milligrams", "codes"),
    [(20, ["J2353", "J2502", "J8499"]), (120, ["J1930", "J1932"]), (15, ["J2353"])],
)
def test_codes_by_dose(milligrams: int, codes: list[str]) -> None:
    """A dose names the drugs that are given so; one that is nobody's, the depot form (C4)."""
    found = similar_codes.with_dose(Mass(milligrams * 1_000 * MCG), shipped().similar_codes)

    assert [code.hcpcs for code in found] == codes


def test_a_contractor_s_list_is_read_whole(tmp_path: Path) -> None:
    """Each field of it is kept."""
    file = tmp_path / "lists.toml"
    file.write_text(
        """[[list]]\ncontractor = "x"\nname = "X, east"\nhcpcs = "J9999"\nfrom = 2024-01-02\ncovered = ["JA", "JB"]
        grade = "secondary"\nsource = "List 3"\nchecked = 2026-11-23\n""",
        "utf-8",
    )

    assert self_administered.load(str(file)) == (
        self_administered.Listed(
            contractor="x",
            name="X, east",
            hcpcs="J9999",
            start=datetime.date(2024, 1, 2),
            covered=("JA", "JB"),
            grade="secondary",
            source="List 3",
            checked=datetime.date(2026, 11, 23),
        ),
    )


@pytest.mark.parametrize(
    ("load", "name", "before", "after", "says"),
    [
        (diagnoses.load, "diagnoses.toml", 'year = "FY2026"', "", "year: missing"),
        (diagnoses.load, "diagnoses.toml", "first_day = 2025-10-01", "", "first_day: expected a date"),
        (diagnoses.load, "diagnoses.toml", "from = 2024-10-01", 'from = "soon"', "group 2, from: expected a date"),
        (diagnoses.load, "diagnoses.toml", 'indication = "vipoma"', "", "group 4, indication: missing"),
        (indications.load, "indications.toml", 'grade = "secondary"', 'grade = "sure"', "acromegaly, grade: sure"),
        (indications.load, "indications.toml", "labelled = true", "", "acromegaly, labelled: expected true"),
        (similar_codes.load, "similar_codes.toml", '"10 mg", "20 mg"', '"10 mg", "20"', "J2353, doses: 20: the unit"),
        (similar_codes.load, "similar_codes.toml", 'hcpcs = "J1930"', "", "code 2, hcpcs: missing"),
        (self_administered.load, "self_administered.toml", "from = 2021-04-05", "", "noridian, from: expected"),
        (self_administered.load, "self_administered.toml", "covered = ", "payed = ", "noridian, payed: unknown field"),
        (self_administered.load, "self_administered.toml", '"primary"', '"sure"', "noridian, grade: sure: expected"),
    ],
)
def test_faulty_entry_is_named(
    tmp_path: Path, load: Callable[[str], object], name: str, before: str, after: str, says: str
) -> None:
    """A fault names file, entry and field."""
    text = read(name)
    assert before in text
    file = tmp_path / name
    file.write_text(text.replace(before, after, 1), "utf-8")

    with pytest.raises(DataError, match=says) as caught:
        load(str(file))
    assert str(file) in str(caught.value)
