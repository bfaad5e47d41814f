"""The file that travels inside a note."""

import json
from io import BytesIO
from typing import Any

import pypdf
import pytest

from core import __version__, encounter_json
from core.clinic import Clinic
from core.faults import InputError
from core.note import content, enclosed
from core.note.finished import finish
from core.result import to_json
from tests.build import encounter, result
from tests.note.paper import CLINIC, draw, note
from tests.note.test_pdf import HOSTILE

PATIENT = {"name": "Ada Byron", "record_number": "R-77"}


def _written(clinic: Clinic = CLINIC, **fields: Any) -> bytes:  # noqa: ANN401 - any JSON value
    found = result(clinic, **fields)
    return enclosed.write(found, clinic, content.note(found, clinic))


def _inside(drawn: bytes) -> bytes:
    """The file as a reader's program takes it out."""
    (data,) = pypdf.PdfReader(BytesIO(drawn)).attachments["encounter.json"]
    return data


def test_encounter_and_result_travel_inside() -> None:
    """In the form of the public interface, with the versions that made them."""
    table = json.loads(_inside(draw()))

    assert encounter_json.from_dict(table["encounter"]) == encounter_json.from_dict(encounter())
    assert table["result"] == to_json(result(CLINIC))
    assert (table["program_version"], table["rules_version"]) == (__version__, result().rules_version)
    assert (table["number"], table["content_hash"]) == (note().number, note().content_hash)


def test_relation_to_the_page() -> None:
    """The file is data of the document, of a named type."""
    root: Any = pypdf.PdfReader(BytesIO(draw())).trailer["/Root"]
    (file,) = root["/AF"]

    assert (file["/AFRelationship"], file["/UF"]) == ("/Data", "encounter.json")
    assert file["/EF"]["/F"]["/Subtype"] == "/application/json"
    assert file["/EF"]["/F"]["/Params"]["/ModDate"] == "D:20261120000000"


@pytest.mark.parametrize("fields", HOSTILE.values(), ids=HOSTILE)
def test_read_as_it_was_written(fields: dict[str, Any]) -> None:
    """Whatever was typed, and with the settings that the note depends on."""
    found = result(CLINIC, **fields)

    read = enclosed.read(_inside(draw(**fields)))
    assert read.encounter == found.encounter
    assert read.clinic == CLINIC
    assert read.result == to_json(found)


def test_staff_stays_at_home() -> None:
    """Lists that help to type are no part of a note."""
    assert b"Ortiz-Smith" not in _written(CLINIC._replace(staff=("Ortiz-Smith RN",)))


def test_system_of_record_numbers_changes_no_note() -> None:
    """It is for the EHR alone: the note is the same to the byte."""
    found = [finish(result(clinic), clinic) for clinic in (CLINIC, CLINIC._replace(record_system="urn:oid:2.999.1"))]

    assert found[0] == found[1]


def test_name_may_be_left_out() -> None:
    """A setting keeps the patient's name on paper alone; all else stays."""
    clinic = CLINIC._replace(patient_name="left out")
    read = enclosed.read(_written(clinic, patient=PATIENT))

    assert b"Ada" not in _written(clinic, patient=PATIENT)
    assert (read.patient_name, read.encounter.patient.record_number) == ("left out", "R-77")
    assert read.number == note(clinic, patient=PATIENT).number
    assert b"Ada Byron" in _written(patient=PATIENT)


def test_no_name_is_none_left_out() -> None:
    """Where nobody recorded one."""
    assert enclosed.read(_written(CLINIC._replace(patient_name="left out"))).patient_name == "none"


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"number": None}, ["number"]),
        ({"number": 5}, ["number"]),
        ({"result": []}, ["result"]),
        ({"encounter": None, "clinic": {"paper": "a5"}}, ["encounter", "clinic.paper"]),
        ({"encounter": {"opened": 1}}, ["encounter.service_date", "encounter.route", "encounter.given"]),
        ({"encounter": 3}, ["encounter"]),
        ({"later": 1}, ["later"]),
    ],
)
def test_every_fault_is_named(changes: dict[str, Any], fields: list[str]) -> None:
    """With its place in the file."""
    table = {name: value for name, value in (json.loads(_written()) | changes).items() if value is not None}
    with pytest.raises(InputError) as caught:
        enclosed.read(json.dumps(table).encode())

    named = [fault.field for fault in caught.value.faults]
    assert set(fields) <= set(named)
