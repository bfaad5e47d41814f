"""What the note says, as plain data."""

from typing import Any

import pytest

from core.clinic import Clinic
from core.encounter import ROUTES
from core.note import content
from core.note.pieces import Figure, Note, Paragraph, Signature, Statement, Sum, Table
from core.quantity import MCG
from core.result import Finding, Result
from tests.build import AMPUL_100, MULTI_1000, VIAL_50, VIAL_100, VIAL_500, codes, opened, result
from tests.note.paper import note

PLAIN = Clinic()


def section(said: Note, heading: str) -> tuple[Any, ...]:
    """The pieces under a heading; none where it is not there."""
    return next((section.pieces for section in said.sections if section.heading == heading), ())


def values(said: Note, heading: str) -> dict[str, str]:
    """The labelled values under a heading."""
    return {field.label: field.value for piece in section(said, heading) for field in getattr(piece, "fields", ())}


def rows(said: Note, heading: str) -> tuple[tuple[str, ...], ...]:
    """The rows of the table under a heading; none where it is not there."""
    return next((piece.rows for piece in section(said, heading) if isinstance(piece, Table)), ())


def sum_of(said: Note) -> Sum:
    """The sum."""
    (total,) = [piece for piece in section(said, "Amounts") if isinstance(piece, Sum)]
    return total


def signed(said: Note) -> list[tuple[str, str]]:
    """Who signs, and for what."""
    return [(line.role, line.name) for line in section(said, "Signatures") if isinstance(line, Signature)]


def test_sections_in_reading_order() -> None:
    """Who, where, what was opened, the dose, the sum, the claim, why, the discard, and who signs."""
    assert [section.heading for section in note().sections] == [
        "Patient",
        "Encounter",
        "Opened",
        "Dose",
        "Amounts",
        "Claim lines",
        "Working",
        "Discard",
        "Signatures",
    ]


def test_head_names_the_clinic_and_the_time() -> None:
    """Name, address on one line, NPI, and when the note was finished."""
    head = note(noted_at="2026-11-20T10:44").head

    assert head.clinic == "Harbour Endocrinology"
    assert head.lines == ("12 Quay Street, Portland, OR 97201", "NPI 1234567893")
    assert head.finished == "Finished: 2026-11-20 10:44"
    assert note().head.finished == "Finished: not recorded"


def test_head_without_a_clinic() -> None:
    """Nothing stands where nothing is set."""
    head = note(PLAIN).head

    assert (head.clinic, head.lines) == ("", ())


def test_encounter_is_written_out() -> None:
    """Codes of the input stand in words: setting, payer, source."""
    assert values(
        note(payer="uhc-community-maryland", drug_source="340b", prior_authorization="PA 77"), "Encounter"
    ) == {
        "Date of service": "2026-11-20",
        "Place": "Physician office",
        "Payer": "UnitedHealthcare Community Plan, Maryland",
        "Source of the drug": "Bought under 340B",
        "Prior authorisation": "PA 77",
    }


@pytest.mark.parametrize("route", ["SC", "IV_PUSH"])
def test_route_is_written_out(route: str) -> None:
    """Subcutaneous, Intravenous push."""
    assert values(note(route=route), "Dose")["Route"] == ROUTES[route]


def test_dose() -> None:
    """The drug, ordered and given, where, when and by whom."""
    assert values(note(ordered_by="Dr. L. Haas"), "Dose") == {
        "Drug": "Sandostatin (octreotide acetate) injection (J2354)",
        "Ordered": "60 mcg",
        "Given": "60 mcg (0.6 mL)",
        "Route": "Subcutaneous",
        "Site": "left abdomen",
        "Given at": "10:35",
        "Given by": "R. Ortiz RN",
        "Ordered by": "Dr. L. Haas",
    }


@pytest.mark.parametrize(
    ("written", "words"),
    [("0.6 mL", "60 mcg (0.6 mL)"), ("60mcg", "60 mcg (0.6 mL)"), ("0.06 mg", "60 mcg (0.6 mL), written 0.06 mg")],
)
def test_dose_as_it_was_written(written: str, words: str) -> None:
    """Another unit is shown as written; the same words are not said twice."""
    assert values(note(given=written), "Dose")["Given"] == words


def test_infusion() -> None:
    """Rate, start and stop stand in place of the time."""
    infusion = {"rate": "20 mcg/h", "start": "2026-11-20T08:00", "stop": "2026-11-20T11:00"}
    said = values(note(given=None, given_at="", route="IV_INFUSION", infusion=infusion), "Dose")

    assert said["Route"] == "Intravenous infusion"
    assert (said["Infusion rate"], said["Started"], said["Stopped"]) == (
        "20 mcg/h",
        "2026-11-20 08:00",
        "2026-11-20 11:00",
    )
    assert "Given at" not in said


def test_what_is_not_recorded_is_said() -> None:
    """Nothing is invented; the patient's fields stay empty, to be written in."""
    bare = note(
        ordered="",
        site="",
        given_at="",
        given_by="",
        diagnosis=[],
        opened=[{"ndc": AMPUL_100}],
        discard={"confirmed": True},
    )

    assert values(bare, "Patient") == {
        "Name": "",
        "Record number": "",
        "Date of birth": "",
        "Diagnosis": "none recorded",
    }
    dose = values(bare, "Dose")
    assert {dose[label] for label in ("Ordered", "Site", "Given at", "Given by")} == {"not recorded"}
    assert rows(bare, "Opened")[0][4:6] == ("not recorded", "not recorded")
    assert values(bare, "Discard") == {
        "Reason": "not recorded",
        "Method": "not recorded",
        "Discarded at": "not recorded",
        "Discarded by": "not recorded",
        "Witness": "none recorded",
    }


def test_opened_containers() -> None:
    """Each entry in the order listed, with the concentration where the volume alone does not say it."""
    containers = [{"ndc": MULTI_1000, "lot": "M1", "expires": "2027-01-31"}, {"ndc": "00078-0181-01", "count": 2}]

    assert rows(note(given="160 mcg", opened=containers), "Opened") == (
        (
            MULTI_1000,
            "Hikma Pharmaceuticals USA Inc.",
            "1,000 mcg in 5 mL vial, 200 mcg/mL",
            "multi-dose",
            "M1",
            "2027-01-31",
            "1",
        ),
        (
            AMPUL_100,
            "Novartis Pharmaceuticals Corporation",
            "100 mcg in 1 mL ampul",
            "single-dose",
            "not recorded",
            "not recorded",
            "2",
        ),
    )


def test_sum() -> None:
    """Labelled - given = discarded, in mcg and mL."""
    total = sum_of(note())

    assert [term.label for term in total.terms] == ["labelled", "given", "discarded"]
    assert (total.mcg, total.ml) == ("100 - 60 = 40 mcg", "1 - 0.6 = 0.4 mL")


def test_sum_with_a_rest_that_is_kept() -> None:
    """The rest of a multi-dose container is kept, never discarded."""
    total = sum_of(note(opened=opened(MULTI_1000)))

    assert [term.label for term in total.terms] == ["labelled", "given", "kept"]
    assert total.mcg == "1,000 - 60 = 940 mcg"


def test_sum_with_both() -> None:
    """What is kept stands before what is discarded."""
    containers = [*opened(AMPUL_100), {"ndc": MULTI_1000, "drawn": "20 mcg"}]
    total = sum_of(note(given="80 mcg", opened=containers))

    assert [term.label for term in total.terms] == ["labelled", "given", "kept", "discarded"]
    assert total.mcg == "1,100 - 80 - 980 = 40 mcg"


def test_drawing_in_words() -> None:
    """The drawing is described for those who do not see it, part by part from below."""
    (drawn,) = [
        piece for piece in section(note(opened=opened(VIAL_100, VIAL_50)), "Amounts") if isinstance(piece, Figure)
    ]

    assert drawn.alt == (
        "1 x 100 mcg in 1 mL vial: given 60 mcg (0.6 mL), discarded 40 mcg (0.4 mL); "
        "1 x 50 mcg in 1 mL vial: discarded 50 mcg (1 mL)."
    )


def test_powder_has_no_volume() -> None:
    """A powder is drawn by what it holds, and no millilitres are made up."""
    powder = _of_powder(result())
    said = content.note(powder, PLAIN)
    (drawn,) = [piece for piece in section(said, "Amounts") if isinstance(piece, Figure)]

    assert (sum_of(said).mcg, sum_of(said).ml) == ("100 - 60 = 40 mcg", "")
    assert drawn.containers[0].size == 100 * MCG
    assert values(said, "Dose")["Given"] == "60 mcg"


def _of_powder(found: Result) -> Result:
    (use,) = found.containers
    product = use.product._replace(concentration=None, volume=None)
    return found._replace(containers=(use._replace(product=product),), discarded_volume=None)


def test_claim_lines() -> None:
    """Code, modifiers, units, the drug behind them, and the NDC with its quantity."""
    assert rows(note(), "Claim lines") == (
        ("J2354", "none", "3", "60 mcg given", "00078018101", "ML 0.6"),
        ("J2354", "JW", "1", "40 mcg discarded", "00078018101", "ML 0.4"),
    )


def test_claim_line_of_several_products() -> None:
    """A common line has no one NDC."""
    assert rows(note(given="150 mcg", opened=opened(VIAL_100, VIAL_50)), "Claim lines") == (
        ("J2354", "JZ", "6", "150 mcg given", "several", "see Amounts"),
    )


def test_each_step_has_rule_grade_and_source() -> None:
    """The working is the result's own, step by step, and each rule says where it comes from."""
    found = result()
    rules = {rule.id: rule for rule in found.rules}

    assert rows(content.note(found, PLAIN), "Working") == tuple(
        (step.text, step.rule, rules[step.rule].grade, rules[step.rule].source) for step in found.steps
    )


def test_findings_of_the_record_are_shown() -> None:
    """What is missing from the record stands on it; what only concerns the claim does not."""
    fields: dict[str, Any] = {"opened": [{"ndc": VIAL_500, "expires": "2027-01-01"}]}

    assert "smaller-container-would-do" in codes(result(PLAIN, **fields))
    assert sorted(row[::2] for row in rows(note(**fields), "To check")) == [("Warning", "D1"), ("Warning", "R8")]


@pytest.mark.parametrize(("witness", "missing"), [("required", 1), ("optional", 0)])
def test_missing_witness_is_shown(witness: str, missing: int) -> None:
    """Where the clinic asks for a witness, the note says that there is none."""
    said = rows(note(PLAIN._replace(witness=witness)), "To check")

    assert len([row for row in said if row[2] == "D2"]) == missing


def test_errors_stand_at_the_head() -> None:
    """Why nothing may be billed is said first, and no line is shown."""
    said = note(drug_source="sample")

    assert said.sections[0].heading == "Not billable"
    assert section(said, "Not billable") == (Statement(said.not_billable[0]),)
    assert section(said, "Claim lines") == (Paragraph("No claim lines: nothing may be billed."),)


def test_unknown_product() -> None:
    """What nobody knows is not worked out; what was typed is kept."""
    said = note(opened=[{"ndc": "9999-9999-99", "lot": "L7"}])

    assert rows(said, "Opened") == (("9999-9999-99", "not worked out", "", "", "L7", "not recorded", "1"),)
    assert values(said, "Dose")["Drug"] == "not in the product catalogue"
    assert values(said, "Dose")["Given"] == "60 mcg"
    assert section(said, "Amounts") == ()
    assert section(said, "Discard")[0] == Statement("What was discarded is not worked out.")
    assert said.file_name.startswith("2026-11-20-note-")


def test_scanned_digits_of_an_unknown_product() -> None:
    """Ten digits from a barcode are shown as they were read."""
    said = note(opened=[{"barcode": "]d201003999999999911727113010L7"}])

    assert rows(said, "Opened")[0][:2] == ("9999999999", "not worked out")


def test_more_given_than_opened_holds() -> None:
    """No sum is printed that does not add up."""
    said = note(given="160 mcg")

    assert section(said, "Amounts")[0] == Paragraph(
        "The amounts do not add up: 160 mcg given, 100 mcg on the labels. Check dose and containers."
    )
    assert values(said, "Dose")["Given"] == "160 mcg"
    assert section(said, "Discard")[0] == Statement("What was discarded is not worked out.")


@pytest.mark.parametrize(
    ("fields", "draft"),
    [
        ({}, ()),
        ({"given": "100 mcg", "discard": {}}, ()),
        ({"opened": opened(MULTI_1000), "discard": {}}, ()),
        (
            {"discard": {"reason": "Dose smaller"}},
            ("Nobody has confirmed that 40 mcg (0.4 mL) was discarded. Confirm it and print the note again.",),
        ),
    ],
    ids=["confirmed", "nothing discarded", "all kept", "not confirmed"],
)
def test_draft(fields: dict[str, Any], draft: tuple[str, ...]) -> None:
    """R17: without the attestation the note is a draft, and says why; only where something was discarded."""
    said = note(**fields)

    assert said.draft == draft
    assert (said.sections[0].heading == "DRAFT") is bool(draft)


def test_discard_is_stated_as_attested() -> None:
    """The statement is the nurse's, with reason, method, time, person and witness."""
    discard = {
        "confirmed": True,
        "reason": "Dose smaller",
        "method": "Sharps container",
        "time": "10:42",
        "discarded_by": "A. Ng RN",
        "witness": "R. Ortiz RN",
    }
    said = note(discard=discard)

    assert section(said, "Discard")[0] == Statement("I discarded 40 mcg (0.4 mL).")
    assert list(values(said, "Discard").values()) == [
        "Dose smaller",
        "Sharps container",
        "10:42",
        "A. Ng RN",
        "R. Ortiz RN",
    ]


def test_drug_that_is_kept_is_said() -> None:
    """Nothing was discarded, and the rest is still in its container."""
    said = note(opened=opened(MULTI_1000), discard={})

    assert section(said, "Discard") == (
        Statement("Nothing was discarded."),
        Paragraph("940 mcg (4.7 mL) is kept in the multi-dose container."),
    )


@pytest.mark.parametrize(
    ("fields", "witness", "lines"),
    [
        ({}, "off", [("Gave the dose and discarded the rest", "R. Ortiz RN")]),
        ({"given": "100 mcg"}, "required", [("Gave the dose", "R. Ortiz RN")]),
        ({"given": "0"}, "off", [("Recorded by and discarded the rest", "R. Ortiz RN")]),
        ({"given_by": ""}, "optional", [("Gave the dose", ""), ("Discarded the rest", "R. Ortiz RN"), ("Witness", "")]),
    ],
    ids=["same person", "nothing discarded", "nothing given", "nobody named"],
)
def test_signature_lines(fields: dict[str, Any], witness: str, lines: list[tuple[str, str]]) -> None:
    """Who gave, who discarded and who witnessed; one line for one person, none for a witness that is not wanted."""
    assert signed(note(PLAIN._replace(witness=witness), **fields)) == lines


def test_necessity_in_the_clinics_words() -> None:
    """Only what was written, line breaks kept."""
    said = note(necessity={"history": "First line\nSecond line", "indication": ""})

    assert values(said, "Necessity") == {"History": "First line\nSecond line"}


def test_unprintable_characters_are_a_finding() -> None:
    """The finding is the last to check, and the text holds a code."""
    said = note(site="左")

    assert said.unprintable == Finding(
        "warning",
        "character-not-printable",
        "The note's font lacks U+5DE6. They are printed as codes: write them in by hand.",
        "",
    )
    assert values(said, "Dose")["Site"] == "[U+5DE6]"
    assert rows(said, "To check")[-1][1] == said.unprintable.message


def test_content_hash_covers_all_that_is_said() -> None:
    """Another word in the head gives another hash; the same note gives the same."""
    assert note().content_hash == note().content_hash
    assert note().content_hash != note(PLAIN).content_hash
