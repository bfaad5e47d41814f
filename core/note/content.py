"""What a note says: every section in reading order, as plain data."""

import datetime

from core import __version__
from core.clinic import Clinic
from core.encounter import DRUG_SOURCES, ROUTES, SETTINGS, Encounter
from core.entries import CLINIC, FILE
from core.note import characters, identity
from core.note import logo as logos
from core.note.amounts import amounts
from core.note.claim import claim_lines, remarks, why_not_billable, working
from core.note.claim_forms import claim_forms
from core.note.discarding import discarding, is_draft, signatures
from core.note.issue import AMENDED, DRAFT, NOTE, SAMPLE, Amends, Issue
from core.note.opened import opened
from core.note.phrases import drug_words, given_words, ordered_words
from core.note.pieces import Field, Fields, Head, Note, Section, Statement
from core.note.slip import CATALOGUE, slip
from core.result import Result, worst_first

_OWN = {CLINIC: "clinic's list", FILE: "named file"}
"""Where entries come from that are not shipped, as the foot says it."""

TITLE = "Drug given and discarded"
"""The heading of every note."""

SAMPLE_TITLE = f"{SAMPLE}, not a record"
"""The heading of a note that is made up."""

_SAMPLE = "Made up to try Vialnote with. No drug was given and none discarded. Do not bill it or put it into a chart."


def note(result: Result, clinic: Clinic, issue: Issue = Issue(), number: str = "") -> Note:  # noqa: B008 - frozen
    """All that the note of one encounter says.

    Nothing is invented: what was not recorded is shown as not recorded, and a discard that nobody confirmed
    makes the note a draft.

    Args:
        result: the encounter's.
        clinic: the settings.
        issue: the first one of the whole note, a reprint, in place of another note, or a slip.
        number: of a note that is drawn again; empty for the encounter's own.
    """
    number = number or identity.note_number(result.encounter)
    result = _name_in_print(result)
    encounter = result.encounter
    said = Note(
        title=SAMPLE_TITLE if encounter.sample else TITLE,
        number=number,
        head=_head(encounter, clinic),
        draft=is_draft(result),
        not_billable=why_not_billable(result),
        sections=_sections(result, clinic, issue.amends),
        unprintable=None,
        created=encounter.noted_at or datetime.datetime.combine(encounter.service_date, datetime.time()),
        file_name=identity.file_name(encounter.service_date, result.hcpcs, number),
        program=_program(result),
    )
    said = _in_print(said, result, clinic)
    # Only now, for neither mark nor form is a part of what is said.
    said = said._replace(mark=issue.mark(sample=encounter.sample, draft=bool(said.draft)), reprinted=issue.words)
    return said if issue.form == NOTE else slip(said, result, issue.form)


def _program(result: Result) -> str:
    """By what the note was worked out, and whether anything but the shipped data was looked up."""
    own = "".join(f" with {words}" for origin, words in _OWN.items() if origin in result.used.origins)
    return f"Vialnote {__version__}, rules {result.rules_version}{CATALOGUE}{result.catalog_version}{own}"


def _name_in_print(result: Result) -> Result:
    """With the blanks of the patient's name as paper shows them, so that what is read there is what was said."""
    patient = result.encounter.patient
    patient = patient._replace(name=" ".join(patient.name.split()))
    return result._replace(encounter=result.encounter._replace(patient=patient))


def _in_print(said: Note, result: Result, clinic: Clinic) -> Note:
    """The note with the characters that its font has, what it says of the others, and the hash of it all."""
    unprintable = characters.unprintable(said)
    found = worst_first((*result.findings, *filter(None, (unprintable, logos.unreadable(clinic.logo)))))
    *before, last = said.sections
    whole = (*before, remarks(found), last, *claim_forms(result, clinic))
    sections = tuple(section for section in whole if section)
    said = characters.all_printed(said._replace(sections=sections, unprintable=unprintable))
    return said._replace(content_hash=identity.content_hash(said))


def _head(encounter: Encounter, clinic: Clinic) -> Head:
    address = ", ".join(line.strip() for line in clinic.address.splitlines() if line.strip())
    patient, noted = encounter.patient, encounter.noted_at
    identity_of = [
        f"Date of service: {encounter.service_date}",
        f"Record: {patient.record_number}" if patient.record_number else "",
        f"Patient: {patient.name}" if patient.name else "",
    ]
    return Head(
        clinic=clinic.name,
        lines=tuple(line for line in (address, f"NPI {clinic.npi}" if clinic.npi else "") if line),
        finished=f"Finished: {noted.isoformat(' ', 'minutes') if noted else 'not recorded'}",
        identity="   ".join(filter(None, identity_of)),
        logo=logos.logo(clinic.logo, clinic.name),
    )


def _sections(result: Result, clinic: Clinic, amends: Amends | None) -> tuple[Section, ...]:
    encounter = result.encounter
    sections = (
        _notice("Sample", (_SAMPLE,) if encounter.sample else ()),
        _notice(DRAFT, is_draft(result)),
        _notice(AMENDED, _amended(amends)),
        _notice("Not billable", why_not_billable(result)),
        _patient(encounter),
        _encounter(result),
        opened(result),
        _dose(result),
        amounts(result),
        claim_lines(result),
        working(result),
        discarding(result),
        _necessity(encounter),
        signatures(result, clinic),
    )
    return tuple(section for section in sections if section)


def _notice(heading: str, reasons: tuple[str, ...]) -> Section | None:
    """What a reader must know before anything else."""
    return Section(heading, tuple(Statement(reason) for reason in reasons)) if reasons else None


def _amended(amends: Amends | None) -> tuple[str, ...]:
    return (f"Amends note {amends.number}: {amends.reason or 'no reason recorded'}",) if amends else ()


def _patient(encounter: Encounter) -> Section:
    """The person's fields are left empty where they are not recorded, to be written in or covered by a label."""
    patient = encounter.patient
    fields = (
        Field("Name", patient.name),
        Field("Record number", patient.record_number),
        Field("Date of birth", patient.birth_date),
        Field("Diagnosis", ", ".join(encounter.diagnosis) or "none recorded"),
    )
    return Section("Patient", (Fields(fields),))


def _encounter(result: Result) -> Section:
    encounter = result.encounter
    authorised = encounter.prior_authorization
    fields = (
        Field("Date of service", encounter.service_date.isoformat()),
        Field("Place", SETTINGS[encounter.setting]),
        Field("Payer", result.payer_name),
        Field("Source of the drug", DRUG_SOURCES[encounter.drug_source]),
        *((Field("Prior authorisation", authorised),) if authorised else ()),
    )
    return Section("Encounter", (Fields(fields),))


def _dose(result: Result) -> Section:
    encounter = result.encounter
    fields = (
        Field("Drug", drug_words(result) or "not in the product catalogue"),
        Field("Ordered", ordered_words(encounter) or "not recorded"),
        Field("Given", given_words(result)),
        Field("Route", ROUTES[encounter.route]),
        Field("Site", encounter.site or "not recorded"),
        *_times(encounter),
        Field("Given by", encounter.given_by or "not recorded"),
        *((Field("Ordered by", encounter.ordered_by),) if encounter.ordered_by else ()),
    )
    return Section("Dose", (Fields(fields),))


def _times(encounter: Encounter) -> tuple[Field, ...]:
    given_at = Field("Given at", encounter.given_at or "not recorded")
    infusion = encounter.infusion
    if infusion is None:
        return (given_at,)
    return (
        Field("Infusion rate", infusion.rate.text),
        Field("Started", infusion.start.isoformat(" ", "minutes")),
        Field("Stopped", infusion.stop.isoformat(" ", "minutes")),
        *((given_at,) if encounter.given_at else ()),
    )


def _necessity(encounter: Encounter) -> Section | None:
    """In the clinic's words, where it gave any."""
    necessity = encounter.necessity
    said = (
        Field("Indication", necessity.indication),
        Field("History", necessity.history),
        Field("Prior treatment", necessity.prior_treatment),
    )
    fields = tuple(field for field in said if field.value)
    return Section("Necessity", (Fields(fields),)) if fields else None
