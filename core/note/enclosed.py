"""The file that travels inside a note: the encounter, its result and what else the note was made from, as JSON."""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from core import __version__, encounter_json, encounter_writer, settings, strict_json, used
from core.clinic import Clinic
from core.encounter import Encounter
from core.faults import InputError
from core.note import identity
from core.note import issue as issues
from core.note.issue import Issue
from core.note.pieces import Note
from core.result import Result, to_json
from core.strict_json import Reader
from core.used import Used

T = TypeVar("T")

FILE = "encounter.json"
"""The name of the file inside a note."""

_NOT_ON_NOTES = ("staff", "reasons", "methods", "slip", "record_system")
"""Settings that help to type and print, and change no note."""

_TEXTS = ("number", "content_hash", "program_version", "rules_version", "patient_name")
_NEEDED = (*_TEXTS, "issue", "encounter", "result", "clinic")
_KEYS = (*_NEEDED, "used")


class Enclosed(NamedTuple):
    """What a note says of itself to programs."""

    encounter: Encounter
    result: dict[str, Any]
    """In the form of the public interface."""

    clinic: Clinic
    """The settings with which the note was made."""

    used: Used
    """What it was worked out with that is not of the shipped data."""

    number: str
    content_hash: str
    program_version: str
    rules_version: str
    issue: Issue
    """As what it was put out."""

    patient_name: str
    """`included`, `left out` as the clinic decided, or `none`."""


def write(result: Result, clinic: Clinic, said: Note, issue: Issue = Issue()) -> bytes:  # noqa: B008 - frozen
    """The file for a note: canonical JSON, the same for the same note."""
    encounter = result.encounter
    if clinic.patient_name != "included":
        encounter = encounter._replace(patient=encounter.patient._replace(name=""))
    own = {"used": used.to_dict(result.used)} if result.used != used.NOTHING else {}
    return identity.canonical(
        {
            **own,
            "number": said.number,
            "content_hash": said.content_hash,
            "program_version": __version__,
            "rules_version": result.rules_version,
            "patient_name": clinic.patient_name if result.encounter.patient.name else "none",
            "issue": issues.to_dict(issue),
            "encounter": encounter_writer.to_dict(encounter),
            "result": to_json(result),
            "clinic": settings.of_note(clinic, _NOT_ON_NOTES),
        }
    )


def read(data: bytes) -> Enclosed:
    """Read the file back.

    Raises:
        InputError: with every fault, each at its field.
    """
    reader = Reader()
    table = reader.table(strict_json.parse(data), "", _KEYS)
    for key in _NEEDED:
        if key not in table:
            reader.fault(key, "missing")
    texts = {key: reader.text(table, key) for key in _TEXTS}
    result = table.get("result", {})
    if not isinstance(result, dict):
        reader.fault("result", f"expected an object, not {strict_json.kind(result)}")
    issue = issues.read(reader, table, "issue")
    encounter = _part(reader, table, "encounter", encounter_json.from_dict)
    clinic = _part(reader, table, "clinic", settings.from_dict)
    own = _part(reader, table, "used", used.read) or used.NOTHING
    if reader.faults or encounter is None or clinic is None:
        raise InputError(reader.faults)
    return Enclosed(encounter, result, clinic, used=own, issue=issue, **texts)


def _part(reader: Reader, table: dict[str, Any], key: str, read_part: Callable[[Any], T]) -> T | None:
    """A part with its own reader; its faults are named within the whole."""
    try:
        return read_part(table[key]) if key in table else None
    except InputError as error:
        for fault in error.faults:
            reader.fault(f"{key}.{fault.field}" if fault.field else key, fault.message)
        return None
