"""`vialnote fhir`: exit codes, faults, and a file that is complete or not there."""

import json
from pathlib import Path

import pytest

from core import settings
from core.clinic import Clinic
from tests.build import encounter, opened
from tests.command.running import EXAMPLE, errors, vialnote
from tests.fhir.exported import given, note
from tests.fhir.published import faults


def test_example(tmp_path: Path) -> None:
    """The bundle of the example is valid; without a zone it has no times of day."""
    bundle = tmp_path / "bundle.json"

    assert vialnote("fhir", EXAMPLE, "-o", str(bundle)).returncode == 0
    assert faults(bundle.read_bytes()) == []
    assert given(bundle.read_bytes())[0]["effectiveDateTime"] == "2026-11-20"


def test_zone_and_standard_input(tmp_path: Path) -> None:
    """A named zone gives times with its offset, whatever this computer's clock and language are."""
    found = set()
    for place in ("UTC", "Asia/Tokyo"):
        bundle = tmp_path / "bundle.json"
        data = Path(EXAMPLE).read_bytes()
        surroundings = {"TZ": place, "LC_ALL": "C", "PYTHONHASHSEED": "7"}
        vialnote("fhir", "-", "-o", str(bundle), "--zone", "America/Chicago", stdin=data, **surroundings)
        found.add(bundle.read_bytes())

    assert len(found) == 1
    assert given(found.pop())[0]["effectiveDateTime"] == "2026-11-20T10:35:00-06:00"


def test_settings_of_the_home_are_used(tmp_path: Path) -> None:
    """The clinic's name is the keeper's where the home has settings."""
    settings.save(str(tmp_path / settings.FILE), Clinic(name="Main St Clinic"), settings.Remembered())
    bundle = tmp_path / "bundle.json"
    vialnote("fhir", EXAMPLE, "-o", str(bundle), VIALNOTE_HOME=str(tmp_path))

    assert note(bundle.read_bytes())["contained"][0]["name"] == "Main St Clinic"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ["noted_at"]),
        ({"discard": None}, ["discard.confirmed", "noted_at"]),
        ({"noted_at": "2026-11-20T10:44", "opened": opened("9999-9999-99")}, ["opened"]),
        ({"given": "x", "ordered": ""}, ["given"]),
        ({"noted_at": "2026-11-20T10:44", "sample": True}, ["sample"]),
    ],
)
def test_what_is_no_record_is_refused_and_leaves_no_file(
    fields: dict[str, object], expected: list[str], tmp_path: Path
) -> None:
    """A draft, and a note that does not account for what was given, are faults of the input."""
    bundle = tmp_path / "bundle.json"
    done = vialnote("fhir", "-", "-o", str(bundle), stdin=json.dumps(encounter(**fields)).encode())

    assert [fault["field"] for fault in errors(done)] == expected
    assert not bundle.exists()


def test_zone_that_is_none(tmp_path: Path) -> None:
    """It is a fault of the arguments."""
    done = vialnote("fhir", EXAMPLE, "-o", str(tmp_path / "bundle.json"), "--zone", "Boston")

    assert errors(done)[0]["field"] == "zone"


def test_folder_that_is_not_there(tmp_path: Path) -> None:
    """One line says what failed, and nothing of the patient."""
    done = vialnote("fhir", EXAMPLE, "-o", str(tmp_path / "none" / "bundle.json"))

    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert b"Sample Patient" not in done.stderr
