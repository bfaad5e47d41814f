"""Whether a note's paper and the data inside it agree, whichever version of program and rules made it.

Such a note can't be drawn again, so its texts are all that is compared: every name, date, amount and code inside
must stand on the paper as it is. What another version may word otherwise, such as a place or a finding, is left out.
"""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from core.encounter import Encounter
from core.note import characters
from core.note.difference import Difference
from core.note.enclosed import Enclosed
from core.note.issue import LABEL, NOTE, SAMPLE
from core.note.paper import Page
from core.note.sheet import HASH_SHOWN

_PARTS = ("given_mcg", "discarded_mcg", "kept_mcg")
"""What a container's labelled amount divides into."""

_TOTALS = ("labelled_mcg", "discarded_mcg", "kept_mcg")

Said = Iterator[tuple[str, str]]
"""What is said, and the text that says it."""


def contradictions(
    note: Enclosed, encounter: Encounter, pages: tuple[Page, ...], aloud: tuple[str, ...]
) -> Iterator[Difference]:
    """Where the data inside are not on the paper, or contradict each other.

    Args:
        note: the data inside.
        encounter: the one inside, with the patient's name.
        pages: the paper's texts.
        aloud: what stands for drawings; the code's words hold the whole hash.
    """
    # A text that goes on over the page has foot and head between, but not where these are left out.
    texts = (*(page.texts for page in pages), *(page.aloud for page in pages))
    printed, drawn = _squeezed("".join(text for part in texts for text in part)), "".join(aloud)
    for what, text in _said(note, encounter):
        if _squeezed(characters.printed(text)) not in printed:
            yield Difference(what, "not on the paper", text)
    if note.content_hash not in drawn:
        yield Difference("content_hash", "not in the words of the paper's code", note.content_hash)
    yield from _sums(note.result)


def _said(note: Enclosed, encounter: Encounter) -> Said:
    """What must stand on the paper."""
    yield "number", note.number
    yield "content_hash", f"content {note.content_hash[:HASH_SHOWN]}"
    yield from _claim(note)
    for text in _everywhere(note, encounter):
        yield "printed", text
    if note.issue.form == LABEL:
        return
    for text in (*_amounts(note.result), *_of_chair(note, encounter)):
        yield "printed", text
    if note.issue.form == NOTE:
        for step in _rows(note.result, "steps"):
            yield "steps", str(step.get("text"))
        for text in _of_record(encounter):
            yield "printed", text


def _claim(note: Enclosed) -> Said:
    """The claim lines with their modifiers, units and NDC."""
    for line in _rows(note.result, "lines"):
        units = line.get("units")
        nothing = [] if note.issue.form == LABEL else ["none"]
        modifiers = " ".join(map(str, line.get("modifiers") or nothing))
        yield "lines", f"{line.get('hcpcs')} {modifiers} {units}"
        if note.issue.form != LABEL and line.get("ndc11"):
            yield "lines", str(line["ndc11"])
        if note.issue.form == NOTE and line.get("ndc_quantity"):
            yield "lines", f"{line.get('ndc_unit')}{line['ndc_quantity']}"


def _everywhere(note: Enclosed, encounter: Encounter) -> Iterator[str]:
    """What a label has as well."""
    yield from (encounter.patient.name, encounter.patient.record_number, encounter.service_date.isoformat())
    yield encounter.given_at
    yield from (entry.lot for entry in encounter.opened)
    yield from (str(row.get("ndc")) for row in _rows(note.result, "containers"))
    yield from note.issue.amends or ()
    yield note.issue.words
    yield SAMPLE if encounter.sample else ""
    discard = encounter.discard
    if note.issue.form != LABEL or (discard.confirmed and note.result.get("discarded_mcg") not in (None, "0")):
        yield from (discard.reason, discard.time, discard.discarded_by, discard.witness)


def _of_chair(note: Enclosed, encounter: Encounter) -> Iterator[str]:
    """What a half page has of the clinic, the dose and the containers."""
    clinic, noted, infusion = note.clinic, encounter.noted_at, encounter.infusion
    yield from (clinic.name, *clinic.address.splitlines(), clinic.npi)
    yield noted.isoformat(" ", "minutes") if noted else ""
    yield from (amount.text for amount in (encounter.given, encounter.ordered) if amount)
    yield from (encounter.site, encounter.given_by, encounter.ordered_by, encounter.discard.method)
    yield from (entry.expires.isoformat() for entry in encounter.opened if entry.expires)
    yield from (text for entry in encounter.opened for text in (*entry.serials, entry.recalled))
    if infusion:
        yield infusion.rate.text
        yield from (moment.isoformat(" ", "minutes") for moment in (infusion.start, infusion.stop))


def _of_record(encounter: Encounter) -> Iterator[str]:
    """What the whole note alone has."""
    yield from (encounter.patient.birth_date, encounter.prior_authorization, *encounter.diagnosis)
    yield from encounter.necessity


def _amounts(result: dict[str, Any]) -> Iterator[str]:
    """The amounts that are something."""
    for key in _PARTS:
        if result.get(key) not in (None, "0"):
            yield f"{result[key]} mcg"


def _sums(result: dict[str, Any]) -> Iterator[Difference]:
    """Where amounts inside don't add up: each container's parts, and the containers' totals."""
    rows = _rows(result, "containers")
    for row in rows:
        if _sum([row], *_PARTS) != _sum([row], "labelled_mcg"):
            yield Difference("containers", row, "given, discarded and kept make up what is on the label")
    for key in _TOTALS:
        if rows and result.get(key) is not None and _sum([result], key) != _sum(rows, key):
            yield Difference(key, result[key], "the sum of the containers")


def _sum(rows: list[dict[str, Any]], *keys: str) -> Decimal:
    """Amounts added up; where one of them is no number, what equals nothing."""
    try:
        return sum((Decimal(str(row.get(key))) for row in rows for key in keys), Decimal())
    except InvalidOperation:
        return Decimal("NaN")


def _rows(result: dict[str, Any], key: str) -> list[dict[str, Any]]:
    rows = result.get(key)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _squeezed(text: str) -> str:
    """Without blanks and commas: it does not matter where lines break, nor how large numbers are grouped."""
    return "".join(text.split()).replace(",", "")
