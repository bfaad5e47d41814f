"""The note itself: its PDF, and what it says for the chart."""

import base64
import hashlib
from html import escape
from typing import NamedTuple

from core.clinic import Clinic
from core.fhir.administration import IN_ERROR
from core.fhir.clock import Clock, written
from core.fhir.elements import LOINC, NPI, Element, coding, concept, identifier, said, urn, words
from core.fhir.patient import Subject
from core.note import chart, identity
from core.note.finished import Finished
from core.result import Result

_NOTE = coding(LOINC, "34109-9", "Note")
_CLINICAL = coding(
    "http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category", "clinical-note", "Clinical Note"
)

HOLDS, AMENDED, VOID = "current", "superseded", IN_ERROR
"""What can have become of a note, in FHIR's words."""


class Kept(NamedTuple):
    """What became of a note since it was made."""

    state: str = HOLDS
    """HOLDS, AMENDED or VOID."""

    amended: tuple[Result, ...] = ()
    """Of the notes that it took the place of, oldest first."""


def document(result: Result, clinic: Clinic, note: Finished, subject: Subject, clock: Clock, kept: Kept) -> Element:
    """The note as a document of the record.

    Args:
        result: of the encounter.
        clinic: the settings with which the note was made.
        note: the note.
        subject: its patient.
        clock: the clinic's.
        kept: what became of it.
    """
    encounter, number = result.encounter, note.said.number
    amends = kept.amended[-1] if kept.amended else None
    name = words(clinic.name)
    keeper = said(resourceType="Organization", id="clinic", identifier=_npi(clinic), name=name)
    noted = written(note.said.created, clock)
    return said(
        resourceType="DocumentReference",
        text={"status": "additional", "div": _html(words(chart.chart_text(result, clinic)))},
        contained=[*([keeper] if name else []), *subject.contained],
        masterIdentifier=identifier(own(result)),
        identifier=[said(type=concept("Note number"), value=number, assigner=said(display=name))],
        status=kept.state,
        docStatus=IN_ERROR if kept.state == VOID else "amended" if amends else "final",
        type=concept(note.said.title, _NOTE),
        category=[concept("Clinical note", _CLINICAL)],
        subject=subject.reference,
        date=noted if "T" in noted else "",
        custodian={"reference": "#clinic"} if name else {},
        relatesTo=[_replaces(amends)] if amends else [],
        description=f"{note.said.title}, note {number}",
        content=[{"attachment": _attachment(note, noted)}],
        context={"period": {"start": encounter.service_date.isoformat()}},
    )


def own(result: Result) -> str:
    """What the note of an encounter is known by."""
    return urn("DocumentReference", result.encounter)


def _npi(clinic: Clinic) -> list[Element]:
    return [{"system": NPI, "value": clinic.npi}] if clinic.npi else []


def _replaces(amended: Result) -> Element:
    """Named by what it is known by: the receiver may never have got it."""
    shown = f"Note {identity.note_number(amended.encounter)}"
    target = {"type": "DocumentReference", "identifier": identifier(own(amended)), "display": shown}
    return {"code": "replaces", "target": target}


def _attachment(note: Finished, noted: str) -> Element:
    return {
        "contentType": "application/pdf",
        "language": "en-US",
        "data": base64.b64encode(note.pdf).decode(),
        "size": len(note.pdf),
        # FHIR asks for SHA-1, against damage on the way; it proves nothing.
        "hash": base64.b64encode(hashlib.sha1(note.pdf, usedforsecurity=False).digest()).decode(),
        "title": note.said.file_name,
        "creation": noted,
    }


def _html(text: str) -> str:
    return f'<div xmlns="http://www.w3.org/1999/xhtml"><p>{escape(text, quote=False)}</p></div>'
