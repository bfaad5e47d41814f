"""What a note is known by."""

import re
from typing import Any

import pytest

from core import encounter_json
from core.encounter import Encounter
from core.note import identity
from tests.build import encounter
from tests.note.paper import note


def _encounter(**fields: Any) -> Encounter:  # noqa: ANN401 - any JSON value
    return encounter_json.from_dict(encounter(**fields))


def test_number_stays_the_same() -> None:
    """A released number never changes: it stands on paper."""
    assert identity.note_number(_encounter()) == "VHBM-8ZXD"


def test_number_can_be_read_aloud() -> None:
    """Eight letters and digits without I, L, O and U."""
    numbers = [identity.note_number(_encounter(site=str(place))) for place in range(200)]

    assert len(set(numbers)) == 200
    assert [
        number for number in numbers if not re.fullmatch("[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", number)
    ] == []


def test_empty_fields_do_not_count() -> None:
    """A field that says nothing leaves the number as it is; a zero says something."""
    number = identity.note_number(_encounter())

    assert identity.note_number(_encounter(prior_authorization="", patient={"name": ""})) == number
    assert identity.note_number(_encounter(given="0", ordered="60 mcg")) != number


def test_file_name_holds_no_patient_data() -> None:
    """Date, code and number."""
    said = note(patient={"name": "Ada Byron", "record_number": "R77", "birth_date": "1815-12-10"})

    assert said.file_name == f"2026-11-20-J2354-{said.number.replace('-', '')}.pdf"


@pytest.mark.parametrize(("hcpcs", "part"), [(None, "note"), ("../J1", "J1"), ("Jé2", "J2")])
def test_file_name_is_safe(hcpcs: str | None, part: str) -> None:
    """A catalogue's code can't lead out of the folder."""
    date = _encounter().service_date

    assert identity.file_name(date, hcpcs, "7QK4-0213") == f"2026-11-20-{part}-7QK40213.pdf"
