"""What the note says of patient, encounter, containers and dose, and in which order."""

import pytest

from core.clinic import Clinic
from core.encounter import ROUTES
from core.note.pieces import Statement
from core.result import Finding
from tests.build import AMPUL_100, MULTI_1000
from tests.note.paper import note
from tests.note.said import rows, section, values

PLAIN = Clinic()


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
        "To check",
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


def test_serial_numbers_stand_beside_the_lot() -> None:
    """All that are known; a lot without one stands alone."""
    entry = {"ndc": AMPUL_100, "count": 2, "lot": "L1", "serials": ["A7", "A8"]}
    lots = [row[4] for row in rows(note(given="260 mcg", opened=[entry, {"ndc": AMPUL_100, "lot": "L2"}]), "Opened")]

    assert lots == ["L1, serial A7 A8", "L2"]


def test_unknown_product() -> None:
    """What nobody knows is not worked out; what was typed is kept."""
    said = note(opened=[{"ndc": "9999-9999-99", "lot": "L7"}])

    assert rows(said, "Opened") == (("9999-9999-99", "not in the catalogue", "", "", "L7", "not recorded", "1"),)
    assert values(said, "Dose")["Drug"] == "not in the product catalogue"
    assert values(said, "Dose")["Given"] == "60 mcg"
    assert section(said, "Amounts") == ()
    assert section(said, "Discard")[0] == Statement("What was discarded is not worked out.")
    assert said.file_name.startswith("2026-11-20-note-")


def test_known_products_beside_others() -> None:
    """What the catalogue knows is said, of a product that is turned away as well."""
    said = note(opened=[{"ndc": code} for code in ("0078-0340-61", AMPUL_100, "9999-9999-99")])

    assert [row[:4] for row in rows(said, "Opened")] == [
        ("0078-0340-61", "", "Sandostatin LAR Depot", ""),
        (AMPUL_100, "Novartis Pharmaceuticals Corporation", "100 mcg in 1 mL ampul", "single-dose"),
        ("9999-9999-99", "not in the catalogue", "", ""),
    ]
    assert values(said, "Dose")["Drug"] == "Sandostatin LAR Depot, Sandostatin (octreotide acetate) injection"


def test_scanned_digits_of_an_unknown_product() -> None:
    """Ten digits from a barcode are shown as they were read."""
    said = note(opened=[{"barcode": "]d201003999999999911727113010L7"}])

    assert rows(said, "Opened")[0][:2] == ("9999999999", "not in the catalogue")


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
    assert said.unprintable.message in [message for _, message, _ in rows(said, "To check")]


def test_content_hash_covers_all_that_is_said() -> None:
    """Another word in the head gives another hash; the same note gives the same."""
    assert note().content_hash == note().content_hash
    assert note().content_hash != note(PLAIN).content_hash
