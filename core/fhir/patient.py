"""Whose note it is: a patient of the receiver found by record number and birth date, or what is known of one."""

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
    """Of the bundle, where there is what finds the patient for certain."""

    contained: tuple[Element, ...] = ()
    """Goes into each resource where there is no entry: such a patient can't be told from others at the receiver."""


_WITHIN = {"reference": "#patient"}


def subject(encounter: Encounter, clinic: Clinic) -> Subject:
    """The patient of an encounter.

    A record number finds somebody only with the system that it is of: another hospital's patient may have the same. And
    only with the birth date, so that a wrong number finds nobody. Such a patient is made where the receiver has none.
    """
    patient = Patient(*map(words, encounter.patient))
    if not any(patient):
        return Subject(_NOT_RECORDED)
    said_of = _patient(patient, clinic)
    if not (clinic.record_system and patient.record_number and patient.birth_date):
        return _within(said_of)
    wanted = _wanted(patient, clinic.record_system)
    own = urn("Patient", wanted)
    request = {"method": "POST", "url": "Patient", "ifNoneExist": wanted}
    return Subject({"reference": own}, {"fullUrl": own, "resource": said_of, "request": request})


def before(encounter: Encounter, clinic: Clinic, now: Subject) -> Subject:
    """The patient of an earlier note; where that is another one than now, the bundle must not make a patient of it."""
    found = subject(encounter, clinic)
    if found.entry is None:
        return found
    return now if found.reference == now.reference else _within(found.entry["resource"])


def _within(said_of: Element) -> Subject:
    return Subject(_WITHIN, contained=({**said_of, "id": "patient"},))


def _patient(patient: Patient, clinic: Clinic) -> Element:
    kind = concept("Record number", coding(KINDS_OF_IDENTIFIER, "MR", "Medical record number"))
    keeper = said(display=words(clinic.name))
    record = said(type=kind, system=clinic.record_system, value=patient.record_number, assigner=keeper)
    return said(
        resourceType="Patient",
        identifier=[record] if patient.record_number else [],
        name=[{"text": patient.name}] if patient.name else [],
        birthDate=patient.birth_date,
    )


def _wanted(patient: Patient, system: str) -> str:
    """What the receiver looks for."""
    number = patient.record_number
    for sign in ("\\", "$", ",", "|"):  # they part values in a FHIR search
        number = number.replace(sign, f"\\{sign}")
    return f"identifier={quote(f'{system}|{number}', safe='')}&birthdate={patient.birth_date}"
