"""Whose note it is: a patient of the receiver found by record number, or what is known of one."""

from typing import NamedTuple
from urllib.parse import quote

from core.clinic import Clinic
from core.encounter import Encounter, Patient
from core.fhir.elements import KINDS_OF_IDENTIFIER, Element, coding, concept, said, urn, words

_NOT_RECORDED = {
    "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "unknown"}],
    "type": "Patient",
    "display": "Not recorded on the note",
}


class Subject(NamedTuple):
    """How resources name the patient."""

    reference: Element
    entry: Element | None = None
    """Of the bundle, where there is a record number to find the patient by."""

    contained: tuple[Element, ...] = ()
    """Goes into each resource where there is none: such a patient can't be told from others of that name."""


def subject(encounter: Encounter, clinic: Clinic) -> Subject:
    """The patient of an encounter; one with a record number is made only where the receiver has none with it."""
    patient = Patient(*map(words, encounter.patient))
    if not any(patient):
        return Subject(_NOT_RECORDED)
    said_of = _patient(patient, clinic)
    if not patient.record_number:
        return Subject({"reference": "#patient"}, contained=({**said_of, "id": "patient"},))
    wanted = _wanted(patient)
    own = urn("Patient", wanted)
    request = {"method": "POST", "url": "Patient", "ifNoneExist": wanted}
    return Subject({"reference": own}, {"fullUrl": own, "resource": said_of, "request": request})


def _patient(patient: Patient, clinic: Clinic) -> Element:
    kind = concept("Record number", coding(KINDS_OF_IDENTIFIER, "MR", "Medical record number"))
    keeper = said(display=words(clinic.name))
    record = said(type=kind, value=patient.record_number, assigner=keeper)
    return said(
        resourceType="Patient",
        identifier=[record] if patient.record_number else [],
        name=[{"text": patient.name}] if patient.name else [],
        birthDate=patient.birth_date,
    )


def _wanted(patient: Patient) -> str:
    """What the receiver looks for: the record number, and the birth date, so that a wrong number finds nobody."""
    number = patient.record_number
    for sign in ("\\", "$", ",", "|"):  # they part values in a FHIR search
        number = number.replace(sign, f"\\{sign}")
    born = f"&birthdate={patient.birth_date}" if patient.birth_date else ""
    return f"identifier={quote(number, safe='')}{born}"
