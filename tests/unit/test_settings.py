"""The clinic's settings on disk."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from core import computer as computers
from core import settings
from core.clinic import Charge, Clinic
from core.computer import Computer
from core.faults import Fault, InputError
from core.quantity import parse_mass
from core.scanner import Scanner
from core.settings import Loaded, Remembered

CLINIC = Clinic(
    name="Klinik Łódź & Söhne",
    address="1 Main Street\nSpringfield",
    npi="1234567893",
    payer="commercial-generic",
    setting="hospital_outpatient",
    status_indicator="separately payable",
    department="PN",
    witness="required",
    paper="a4",
    slip="label",
    logo="iVBORw0KGgo=",
    patient_name="left out",
    staff=("R. Ortiz RN", "Nguyễn Thị Ánh"),
    reasons=("Dose smaller",),
    methods=(),
    stock=(parse_mass("50 mcg"), parse_mass("0.5 mg")),
    claim_forms="included",
    charges=(Charge("J2354", 125), Charge("96372", 4000)),
    record_system="urn:oid:2.999.1",
)
"""Each setting differs from what holds at first."""

REMEMBERED = Remembered("R. Ortiz RN", "A. Ng RN", "SC", "left abdomen", "Front desk", "Labels")

COMPUTER = Computer(5, "passphrase", "/media/backup", "2026-11-20", copy_kept=30)

TOO_MANY = [f"Nurse {number}" for number in range(settings.MAX_ENTRIES + 1)]


def _written(tmp_path: Path, text: str) -> str:
    path = tmp_path / settings.FILE
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_no_file_means_first_values(tmp_path: Path) -> None:
    """A first start has the values that hold at first, and no problem."""
    assert settings.load(str(tmp_path / settings.FILE)) == Loaded(Clinic(), Remembered(), "")


def test_what_is_saved_is_read_again(tmp_path: Path) -> None:
    """All settings come back as they were, in a folder that is made for them."""
    path = str(tmp_path / "home" / settings.FILE)
    settings.save(path, CLINIC, REMEMBERED, COMPUTER)

    assert settings.load(path) == Loaded(CLINIC, REMEMBERED, "", COMPUTER)


def test_settings_that_are_not_there_keep_their_first_value(tmp_path: Path) -> None:
    """A file of an older program, with fewer settings, is no damage."""
    path = _written(tmp_path, '{"name": "North clinic"}')

    assert settings.load(path) == Loaded(Clinic(name="North clinic"), Remembered(), "")


def test_file_holds_nothing_of_a_patient(tmp_path: Path) -> None:
    """Settings and staff, route, site and printer are all that is kept."""
    path = tmp_path / settings.FILE
    settings.save(str(path), CLINIC, REMEMBERED, COMPUTER)
    table = json.loads(path.read_text(encoding="utf-8"))

    assert set(table) == {*Clinic._fields, "remembered", "computer"}
    assert set(table["remembered"]) == {*("given_by", "discarded_by", "route", "site", "printer", "slip_printer")}


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", "no JSON"),
        ('{"name": "half', "no JSON"),
        ("[]", "expected an object"),
        ('{"nmae": "North"}', "nmae: unknown field"),
        ('{"name": "a", "name": "b"}', "name: stands there twice"),
        ('{"name": 5}', "name: expected a text"),
        ('{"name": "a\\u0007"}', "name: holds control characters"),
        ('{"npi": "1234567890"}', "npi: 1234567890: not an NPI"),
        ('{"paper": "legal"}', "paper: legal: expected one of letter, a4"),
        ('{"slip": "note"}', "slip: note: expected one of none, half, label"),
        (json.dumps({"logo": "A" * (settings.MAX_LOGO + 1)}), "logo: 160,001 characters: at most 160,000"),
        ('{"staff": "R. Ortiz RN"}', "staff: expected a list"),
        ('{"staff": ["R. Ortiz RN", 5]}', "staff[1]: expected a text"),
        (json.dumps({"staff": TOO_MANY}), "staff: 201 entries: at most 200"),
        ('{"stock": ["50 mcg", "1,5 mg"]}', "stock[1]: "),
        ('{"stock": ["50 mcg", "0.05 mg"]}', "stock: expected up to 10 different sizes above 0"),
        ('{"stock": ["0 mcg"]}', "stock: expected up to 10 different sizes above 0"),
        (json.dumps({"stock": [f"{size} mcg" for size in range(1, 12)]}), "stock: expected up to 10 different sizes"),
        ('{"claim_forms": "yes"}', "claim_forms: yes: expected one of left out, included"),
        ('{"charges": ["J2354"]}', "charges[0]: J2354: expected a code and dollars, such as J2354 1.25"),
        ('{"charges": ["J2354 1.25", "J2354 1.255"]}', "charges[1]: J2354 1.255: expected a code and dollars"),
        ('{"charges": ["J2354 1,25"]}', "charges[0]: J2354 1,25: expected a code and dollars"),
        ('{"charges": ["J2354 $1.25"]}', "charges[0]: J2354 $1.25: expected a code and dollars"),
        ('{"charges": ["J2354 0.00"]}', "charges[0]: J2354 0.00: expected a code and dollars"),
        ('{"charges": ["J2354 100000"]}', "charges[0]: J2354 100000: expected a code and dollars"),
        ('{"charges": ["J2354 1", "J2354 2"]}', "charges[1]: J2354: listed twice"),
        ('{"record_system": 5}', "record_system: expected a text"),
        ('{"record_system": "MRN"}', "record_system: MRN: expected a URI such as urn:oid:2.999.1 or https://"),
        ('{"record_system": "2.999.1"}', "record_system: 2.999.1: expected a URI"),
        ('{"record_system": "urn:oid:2.999.01"}', "record_system: urn:oid:2.999.01: expected a URI"),
        ('{"record_system": "urn:oid:2"}', "record_system: urn:oid:2: expected a URI"),
        ('{"record_system": "urn:uuid:7"}', "record_system: urn:uuid:7: expected a URI"),
        ('{"record_system": "https:///mrn"}', "record_system: https:///mrn: expected a URI"),
        ('{"record_system": "https://a.example/m|n"}', "record_system: https://a.example/m|: expected a URI"),
        ('{"record_system": "https://a.example/m n"}', "record_system: https://a.example/m : expected a URI"),
        ('{"record_system": "urn:oid:2.999.1\\n"}', "record_system: holds control characters"),
        ('{"computer": {"lock_after": -1}}', "computer.lock_after: -1: expected minutes from 0 to 240, 0 for never"),
        ('{"computer": {"lock_after": 241}}', "computer.lock_after: 241: expected minutes"),
        ('{"computer": {"copy_kept": 601}}', "computer.copy_kept: 601: expected seconds from 0 to 600, 0 for never"),
        ('{"computer": {"lock_after": "5"}}', "computer.lock_after: 5: expected minutes"),
        ('{"computer": {"lock_after": 0.5}}', "computer.lock_after: 0.5: expected minutes"),
        ('{"computer": {"lock_after": true}}', "computer.lock_after: True: expected minutes"),
        ('{"computer": {"unlock_by": "face"}}', "computer.unlock_by: face: expected one of confirmation, passphrase"),
        ('{"computer": {"backup_folder": 5}}', "computer.backup_folder: expected a text"),
        ('{"computer": {"backed_up": "2026-11-31"}}', "computer.backed_up: 2026-11-31: no such day"),
        ('{"computer": {"backed_up": "yesterday"}}', "computer.backed_up: yesterday: expected a date"),
        ('{"computer": {"scanner_prefix": "a b"}}', "computer.scanner_prefix: a b: expected at most 8 signs"),
        ('{"computer": {"scanner_separator": "A"}}', "computer.scanner_separator: A: expected a sign that no lot has"),
        ('{"computer": {"scanner_terminator": "x"}}', "computer.scanner_terminator: x: expected one of"),
        ('{"computer": {"colour": "x"}}', "computer.colour: unknown field"),
        ('{"computer": []}', "computer: expected an object"),
        ('{"remembered": {"patient": "x"}}', "remembered.patient: unknown field"),
    ],
)
def test_damaged_file_is_set_aside(tmp_path: Path, text: str, where: str) -> None:
    """What can't be read is kept under another name, is said with its place, and the first values hold."""
    path = _written(tmp_path, text)
    loaded = settings.load(path)

    assert loaded[:2] == (Clinic(), Remembered())
    assert where in loaded.problem
    assert "settings-damaged-1.json" in loaded.problem
    assert os.listdir(tmp_path) == ["settings-damaged-1.json"]
    assert (tmp_path / "settings-damaged-1.json").read_text(encoding="utf-8") == text


def test_each_damaged_file_is_kept(tmp_path: Path) -> None:
    """A second damaged file does not replace the first."""
    for text in ("first", "second"):
        settings.load(_written(tmp_path, text))

    assert (tmp_path / "settings-damaged-1.json").read_text() == "first"
    assert (tmp_path / "settings-damaged-2.json").read_text() == "second"


def test_what_can_not_be_read_at_all_is_no_damage(tmp_path: Path) -> None:
    """Where the system refuses the file, that is told apart from a damaged one, and nothing is renamed."""
    (tmp_path / settings.FILE).mkdir()

    with pytest.raises(OSError, match="directory"):
        settings.load(str(tmp_path / settings.FILE))
    assert os.listdir(tmp_path) == [settings.FILE]


def test_saving_that_fails_says_so(tmp_path: Path) -> None:
    """Where the folder can't be made, the caller hears of it."""
    (tmp_path / "home").write_text("in the way")

    with pytest.raises(OSError, match="exists"):
        settings.save(str(tmp_path / "home" / settings.FILE), Clinic(), Remembered())


def test_a_logo_that_is_no_picture_is_no_damage(tmp_path: Path) -> None:
    """Whether it can be drawn is told where it is drawn; the other settings hold."""
    path = _written(tmp_path, '{"name": "North", "logo": "no base64"}')

    assert settings.load(path) == Loaded(Clinic(name="North", logo="no base64"), Remembered(), "")


def test_the_largest_settings_are_read_again(tmp_path: Path) -> None:
    """A logo as large as they come leaves room for all else."""
    many = tuple(f"{number}".rjust(300, "ệ") for number in range(settings.MAX_ENTRIES))
    path = str(tmp_path / settings.FILE)
    clinic = Clinic(logo="A" * settings.MAX_LOGO, staff=many, reasons=many, methods=many)
    settings.save(path, clinic, REMEMBERED)

    assert settings.load(path) == Loaded(clinic, REMEMBERED, "")


def test_every_fault_at_once() -> None:
    """Each setting that is wrong is named, not only the first."""
    table: dict[str, Any] = settings.to_dict(CLINIC) | {"npi": "12", "stock": ["5 apples"], "paper": ""}

    with pytest.raises(InputError) as caught:
        settings.from_dict(table)
    assert [fault.field for fault in caught.value.faults] == ["npi", "paper", "stock[0]"]
    assert Fault("paper", "empty: expected one of letter, a4") in caught.value.faults


def test_json_object_and_back() -> None:
    """Settings survive the form in which they are written."""
    assert settings.from_dict(settings.to_dict(CLINIC)) == CLINIC


@pytest.mark.parametrize(
    ("text", "cents"), [("J2354 1.25", 125), ("J2354 1.5", 150), ("J2354 2", 200), ("J2354 0.05", 5), ("J2354 0.1", 10)]
)
def test_charges_in_dollars(text: str, cents: int) -> None:
    """Exact, in cents, and written with two decimals."""
    clinic = settings.from_dict({"charges": [text]})

    assert clinic.charges == (Charge("J2354", cents),)
    assert settings.from_dict(settings.to_dict(clinic)) == clinic


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "urn:oid:1.2.36.146.595.217.0.1",
        "urn:uuid:8d7c2f3e-52c1-4f0a-9c3b-6a1f4e0b7d25",
        "http://ehr.example",
        "https://ehr.example:8443/fhir/NamingSystem/mrn",
    ],
)
def test_system_of_record_numbers(uri: str) -> None:
    """An OID, a UUID or a web address names whose record numbers these are; without one nobody says."""
    assert settings.from_dict({"record_system": uri}).record_system == uri


@pytest.mark.parametrize("shown", ["left out", "included"])
def test_charges_travel_only_with_a_note_that_shows_them(shown: str) -> None:
    """What a clinic charges is nobody's business else; what is needless is left out either way."""
    found = settings.of_note(CLINIC._replace(claim_forms=shown), ("staff",))

    assert set(Clinic._fields) - set(found) == (
        {"staff"} if shown == "included" else {"staff", "claim_forms", "charges"}
    )


def test_this_computers_settings_from_the_dialogue() -> None:
    """What is not there keeps its first value, and a fault is named at its field."""
    assert computers.from_dict({"lock_after": 0}) == Computer(lock_after=0)
    scanning = {"scanner_prefix": "]", "scanner_separator": "#", "scanner_terminator": "enter"}
    assert computers.from_dict(scanning).scanner == Scanner("]", "#", "enter")
    with pytest.raises(InputError) as caught:
        computers.from_dict({"lock_after": "soon"})
    assert caught.value.faults == (Fault("computer.lock_after", "soon: expected minutes from 0 to 240, 0 for never"),)


def test_this_computers_settings_are_on_no_note() -> None:
    """What travels with notes and records is the clinic's alone."""
    assert set(settings.to_dict(CLINIC)) == set(Clinic._fields)
    with pytest.raises(InputError):
        settings.from_dict(settings.to_dict(CLINIC) | {"computer": COMPUTER._asdict()})
