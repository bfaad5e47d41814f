"""A finished note as one FHIR R4 bundle, which a server or an interface engine takes as it is.

It is a `transaction`: servers take one as a whole or refuse it. Each resource has a UUID that follows from the
encounter, and is put where that UUID is. So the same note imported twice is there once, and a note that was amended
or voided takes back what was imported before.
"""

from core.clinic import Clinic
from core.faults import Fault, InputError
from core.fhir import clock as clocks
from core.fhir import document as documents
from core.fhir.administration import administrations
from core.fhir.clock import Clock
from core.fhir.document import HOLDS, VOID, Kept, Noted, became, document
from core.fhir.elements import URI, Element, as_json, place, urn
from core.fhir.patient import Subject, before, subject
from core.note.discarding import is_draft
from core.note.finished import Finished
from core.note.phrases import adds_up
from core.result import Result

SUFFIX = ".json"
"""Of a file that holds a bundle."""

_NOT_FINISHED = "missing: an EHR gets finished notes only. Write when the note was finished."
_SAMPLE = "a sample is made up: an EHR gets real notes only"
_NOT_ACCOUNTED = "An EHR gets what was given only where every container is known and they hold the dose."


def bundle(
    result: Result,
    clinic: Clinic,
    note: Finished,
    clock: Clock = clocks.unknown,
    kept: Kept = Kept(),  # noqa: B008 - frozen
) -> bytes:
    """The bundle of a finished note; it holds patient data.

    Args:
        result: of the encounter.
        clinic: the settings with which the note was made.
        note: the note.
        clock: the clinic's; without it moments are given by their day.
        kept: what became of the note.

    Raises:
        InputError: the note is a draft, or it does not account for what was given.
    """
    refuse(result)
    whose = subject(result.encounter, clinic)
    entries = _patient(whose)
    for number, amended in enumerate(kept.amended):
        if not _faults(amended.result):  # else it was never exported
            theirs = before(amended.result.encounter, amended.clinic, whose)
            entries |= _record(amended, theirs, clock, Kept(_earlier(amended, result, kept), kept.amended[:number]))
    entries |= _record(Noted(result, clinic, note), whose, clock, kept)
    made = {"resourceType": "Bundle", "id": _id(result), "type": "transaction", "entry": list(entries.values())}
    return f"{as_json(made)}\n".encode()


def refuse(result: Result) -> None:
    """R17, D4: refuse what is no finished record.

    Raises:
        InputError: the note is a draft or a sample, or it does not account for what was given.
    """
    faults = _faults(result)
    if faults:
        raise InputError(faults)


def _faults(result: Result) -> list[Fault]:
    faults = [Fault("discard.confirmed", reason) for reason in is_draft(result)]
    if result.encounter.sample:
        faults.append(Fault("sample", _SAMPLE))
    if result.encounter.noted_at is None:
        faults.append(Fault("noted_at", _NOT_FINISHED))
    if not adds_up(result):
        faults.append(Fault("opened", _NOT_ACCOUNTED))
    return faults


def _earlier(noted: Noted, now: Result, kept: Kept) -> str:
    """What became of an earlier note: nothing of a chain holds whose end is void."""
    return VOID if kept.state == VOID else became(noted.result.encounter, now.encounter)


def _record(noted: Noted, whose: Subject, clock: Clock, kept: Kept) -> dict[str, Element]:
    """What a note says was given, and the note; what one that does not hold says is taken back, or it counts twice."""
    given = administrations(noted.result, whose, clock, holds=kept.state == HOLDS)
    said = document(noted, whose, clock, kept)
    said["context"]["related"] = [{"reference": place(own)} for own in given]
    return _put(given) | _put({documents.own(noted.result): said})


def _patient(whose: Subject) -> dict[str, Element]:
    return {whose.entry["fullUrl"]: whose.entry} if whose.entry else {}


def _put(resources: dict[str, Element]) -> dict[str, Element]:
    """Entries for resources, each put where the receiver has it already, or made."""
    return {own: _entry(own, resource) for own, resource in resources.items()}


def _entry(own: str, resource: Element) -> Element:
    kind = resource["resourceType"]
    request = {"method": "PUT", "url": f"{kind}?identifier={URI}%7C{own}"}
    return {"fullUrl": place(own), "resource": resource, "request": request}


def _id(result: Result) -> str:
    return urn("Bundle", result.encounter).removeprefix("urn:uuid:")
