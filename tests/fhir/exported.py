"""Bundles of encounters, and how to find something in them."""

import json
from typing import Any

from core import encounter_json
from core.calculate import calculate
from core.clinic import Clinic
from core.fhir.bundle import bundle
from core.fhir.clock import Clock, of, unknown
from core.fhir.document import Kept, Noted
from core.note import finished
from core.result import Result
from tests.build import encounter, shipped

NEW_YORK = of("America/New_York")
PATIENT = {"name": "Sample Patient", "record_number": "MRN 7", "birth_date": "1961-02-03"}

CLINIC = Clinic(record_system="urn:oid:2.999.1")
"""One whose record numbers an EHR knows."""

Element = dict[str, Any]


def done(clinic: Clinic = Clinic(), **fields: Any) -> Result:  # noqa: ANN401, B008 - any JSON value; frozen
    """The result of a finished encounter; fields as in `encounter`."""
    whole = {"noted_at": "2026-11-20T10:44", "patient": PATIENT, **fields}
    return calculate(encounter_json.from_dict(encounter(**whole)), shipped(), clinic)


def noted(clinic: Clinic = CLINIC, **fields: Any) -> Noted:  # noqa: ANN401 - any JSON value
    """The note of a finished encounter; fields as in `encounter`."""
    result = done(clinic, **fields)
    return Noted(result, clinic, finished.finish(result, clinic))


def data(result: Result, clock: Clock = unknown, kept: Kept = Kept(), clinic: Clinic = CLINIC) -> bytes:  # noqa: B008 - frozen
    """The bundle of a result."""
    return bundle(result, clinic, finished.finish(result, clinic), clock, kept)


def resources(data: bytes, kind: str) -> list[Element]:
    """The resources of a kind, in order."""
    found = [entry["resource"] for entry in json.loads(data)["entry"]]
    return [resource for resource in found if resource["resourceType"] == kind]


def given(data: bytes) -> list[Element]:
    """What was administered."""
    return resources(data, "MedicationAdministration")


def note(data: bytes) -> Element:
    """The document; those of earlier notes stand before it."""
    return resources(data, "DocumentReference")[-1]
