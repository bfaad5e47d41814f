"""The note itself: its PDF, and what it says for the chart."""

import base64
import hashlib
from html import escape
from typing import NamedTuple

from core.clinic import Clinic
from core.encounter import Encounter
from core.fhir.administration import IN_ERROR, giver
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


class Noted(NamedTuple):
    """A note that was made."""

    result: Result
    """Of its encounter."""

    clinic: Clinic
    """The settings with which it was made."""

    note: Finished
    """Its file is empty where it can't be drawn again as it was."""


class Kept(NamedTuple):
    """What became of a note since it was made."""

    state: str = HOLDS
    """HOLDS, AMENDED or VOID."""

    amended: tuple[Noted, ...] = ()
    """The notes that it took the place of, oldest first."""


def became(earlier: Encounter, now: Encounter) -> str:
    """AMENDED, or VOID where the earlier note was of another patient: it must not stay in that one's chart."""
    pairs = zip(map(words, earlier.patient), map(words, now.patient), strict=True)
    return VOID if any(was not in {"", said} for was, said in pairs) else AMENDED


def document(noted: Noted, subject: Subject, clock: Clock, kept: Kept) -> Element:
    """The note as a document of the record.

    Args:
        noted: the note.
        subject: its patient.
        clock: the clinic's.
        kept: what became of it.
    """
    result, clinic, note = noted
    encounter, number = result.encounter, note.said.number
    amends = kept.amended[-1].result if kept.amended else None
    name = words(clinic.name)
    keeper = said(resourceType="Organization", id="clinic", identifier=_npi(clinic), name=name)
    created = written(note.said.created, clock)
    nurse = giver(encounter)
    author = "#giver" if nurse else "#clinic" if name else ""
    return said(
        resourceType="DocumentReference",
        text={"status": "additional", "div": _html(chart.sentences(result, clinic))},
        contained=[*([keeper] if name else []), *nurse, *subject.contained],
        masterIdentifier=identifier(own(result)),
        identifier=[said(type=concept("Note number"), value=number, assigner=said(display=name))],
        status=kept.state,
        docStatus=IN_ERROR if kept.state == VOID else "amended" if amends else "final",
        type=concept(note.said.title, _NOTE),
        category=[concept("Clinical note", _CLINICAL)],
        subject=subject.reference,
        date=created if "T" in created else "",
        author=[{"reference": author}] if author else [],
        custodian={"reference": "#clinic"} if name else {},
        relatesTo=[_replaces(amends)] if amends else [],
        description=f"{note.said.title}, note {number}",
        content=[{"attachment": _attachment(note, created)}],
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


def _attachment(note: Finished, created: str) -> Element:
    kind = {"contentType": "application/pdf", "language": "en-US"}
    return {**kind, **(_data(note.pdf) if note.pdf else {}), "title": note.said.file_name, "creation": created}


def _data(pdf: bytes) -> Element:
    # FHIR asks for SHA-1, against damage on the way; it proves nothing.
    digest = hashlib.sha1(pdf, usedforsecurity=False).digest()
    return {
        "data": base64.b64encode(pdf).decode(),
        "size": len(pdf),
        "hash": base64.b64encode(digest).decode(),
    }


def _html(sentences: list[str]) -> str:
    paragraphs = "".join(f"<p>{escape(words(sentence), quote=False)}</p>" for sentence in sentences)
    return f'<div xmlns="http://www.w3.org/1999/xhtml">{paragraphs}</div>'
