"""What was given, to whom, when, how and by whom: FHIR has one record for each medication."""

import datetime

from core.encounter import ROUTES, Encounter
from core.fhir.clock import Clock, both, written
from core.fhir.elements import (
    ICD_10_CM,
    SNOMED,
    Element,
    amount,
    coding,
    concept,
    identifier,
    mass,
    said,
    urn,
    words,
)
from core.fhir.medication import Share, medication, shares
from core.fhir.patient import Subject
from core.note import chart
from core.note.phrases import of_product
from core.result import Result

IN_ERROR = "entered-in-error"
"""The status of what does not hold any more."""

_SUBCUTANEOUS = coding(SNOMED, "34206005", "Subcutaneous route")
_INTRAVENOUS = coding(SNOMED, "47625008", "Intravenous route")
_ROUTES = {"SC": _SUBCUTANEOUS, "IV_PUSH": _INTRAVENOUS, "IV_INFUSION": _INTRAVENOUS}


def administrations(result: Result, subject: Subject, clock: Clock, *, holds: bool = True) -> dict[str, Element]:
    """The records of an encounter by what each is known by; those of a note that does not hold say so."""
    found = {urn("MedicationAdministration", (result.encounter, *share.key)): share for share in shares(result)}
    status = IN_ERROR if not holds else "completed" if result.given else "not-done"
    return {own: _administration(own, share, result, subject, clock, status) for own, share in found.items()}


def _administration(own: str, share: Share, result: Result, subject: Subject, clock: Clock, status: str) -> Element:
    encounter = result.encounter
    nurse = giver(encounter)
    noted = written(encounter.noted_at, clock) if encounter.noted_at else ""
    notes = (share.text, *chart.rest(result))
    return said(
        resourceType="MedicationAdministration",
        contained=[medication(share), *nurse, *subject.contained],
        identifier=[identifier(own)],
        status=status,
        statusReason=[concept(encounter.discard.reason or "Reason not recorded")] if not result.given else [],
        medicationReference={"reference": "#medication"},
        subject=subject.reference,
        **_when(encounter, clock),
        performer=[{"actor": {"reference": "#giver"}}] if nurse else [],
        reasonCode=[concept(code, coding(ICD_10_CM, code)) for code in encounter.diagnosis],
        note=[said(time=noted, text=words(text)) for text in notes],
        dosage=_dosage(share, encounter),
    )


def giver(encounter: Encounter) -> list[Element]:
    """Who gave it, to be contained as `#giver`; none where nobody is named."""
    name = words(encounter.given_by)
    return [{"resourceType": "Practitioner", "id": "giver", "name": [{"text": name}]}] if name else []


def _when(encounter: Encounter, clock: Clock) -> Element:
    infusion, day = encounter.infusion, encounter.service_date
    if infusion:
        start, end = both(infusion.start, infusion.stop, clock)
        return {"effectivePeriod": {"start": start, "end": end}}
    if not encounter.given_at:
        return {"effectiveDateTime": day.isoformat()}
    at = datetime.datetime.combine(day, datetime.time.fromisoformat(encounter.given_at))
    return {"effectiveDateTime": written(at, clock)}


def _dosage(share: Share, encounter: Encounter) -> Element:
    infusion, route = encounter.infusion, ROUTES[encounter.route]
    rate = f" at {infusion.rate.text}" if infusion else ""
    return said(
        text=f"{of_product(share.given, share.product)}, {route.lower()}{rate}",
        site=concept(encounter.site),
        route=concept(route, _ROUTES[encounter.route]),
        dose=mass(share.given),
        rateQuantity=amount(infusion.rate.per_hour, "mcg/h", "ug/h") if infusion else {},
    )
