"""Whether a note still says what its encounter comes to: read back, worked out again, and compared.

A note made by this version of program and rules is drawn again from the encounter inside it. Where the file has the
very bytes that come out, it is the same for certain. Where it has others, for another program saved it again or
somebody changed it, every text, every dot of each page and every object of the file must agree. The result inside must
be what the encounter comes to.
Where versions differ, so may the answer, and the note can't be drawn again: then its texts must agree with the data
inside, and the report says what would differ today.
What nobody can tell so is whether all of a file was made anew by this very program: that needs a signature, or the
number and hash that somebody else noted down.
"""

import difflib
import itertools
import re
import sys
from collections.abc import Iterator
from typing import Any, NamedTuple

from core import __version__, used
from core.calculate import calculate
from core.encounter import Encounter
from core.note import agreement, characters, content, enclosed, identity, likeness, paper, pdf
from core.note.difference import Difference
from core.note.enclosed import Enclosed
from core.note.issue import HALF, LABEL, NOTE
from core.note.paper import Page, Paper
from core.payers import Payer
from core.reference import Reference
from core.result import Result, to_json

SAME, CHANGED, OTHER_RULES = "same", "changed", "other-rules"
"""What a note can be found to be."""

_COMPARED = (
    "hcpcs",
    "billing_unit",
    "given_mcg",
    "labelled_mcg",
    "discarded_mcg",
    "discarded_ml",
    "kept_mcg",
    "lines",
    "containers",
    "steps",
)
"""Of the results of two versions."""

_CODE = re.compile(r"\[U\+([0-9A-F]{4,6})\]")

_AROUND_NAME = {
    NOTE: (("Patient", "Name"), "Record number"),
    HALF: (("Patient", "Name"), "Record number"),
    LABEL: (("Patient",), "Record no."),
}
"""What stands on the paper before and after the patient's name."""

_NO_PAGE = Page((), ())


class Report(NamedTuple):
    """What was found."""

    verdict: str
    note: Enclosed
    differences: tuple[Difference, ...]
    rules_version: str
    """Of the rules with which it was worked out again."""


class Again(NamedTuple):
    """A note worked out and drawn again."""

    note: Enclosed
    """What the file says of itself."""

    encounter: Encounter
    """With the patient's name."""

    result: Result
    content_hash: str
    pdf: bytes
    """Empty, as is the hash, where other versions made the note."""


def verify(data: bytes, known: Reference, payer: Payer | None = None) -> Report:
    """Compare a note's file with what its encounter comes to.

    Args:
        data: the file.
        known: rules and catalogue of today; what the note used besides is inside it.
        payer: tell of a note that is not changed what this payer would get; None for the encounter's own.

    Raises:
        InputError: it is no note, damaged, or its encounter can't be worked out with this catalogue.
    """
    found = paper.read(data)
    today = again(found, known)
    report = compare(data, found, today)
    if report.verdict == CHANGED or payer is None or payer.id == today.encounter.payer:
        return report
    known = used.over(known, today.note.used)
    known = known._replace(payers={**known.payers, payer.id: payer})
    other = calculate(today.encounter._replace(payer=payer.id), known, today.note.clinic)
    return report._replace(verdict=OTHER_RULES, differences=tuple(_recalculated(today.note, to_json(other))))


def again(found: Paper, known: Reference) -> Again:
    """Work a note out again and, where this very version made it, draw it again.

    Raises:
        InputError: what it holds is no encounter, or can't be worked out with this catalogue.
    """
    note = enclosed.read(found.enclosed)
    encounter = _whole(note, found)
    result = calculate(encounter, used.over(known, note.used), note.clinic)
    if (note.program_version, note.rules_version) != (__version__, result.rules_version):
        return Again(note, encounter, result, "", b"")
    # Of a name in another spelling of Unicode the paper shows the composed one, which has another number.
    number = note.number if note.patient_name == "left out" else ""
    said = content.note(result, note.clinic, note.issue, number)
    drawn = pdf.render(said, note.clinic.paper, found.enclosed)
    return Again(note, encounter, result, said.content_hash, drawn)


def compare(data: bytes, found: Paper, today: Again) -> Report:
    """Compare a file, read, with the note as it was worked out and drawn again.

    Raises:
        InputError: the file takes more time or memory than any note.
    """
    note, version = today.note, today.result.rules_version
    if not today.pdf:
        contradictions = (*_misnumbered(today), *_contradictions(data, found, today))
        verdict = CHANGED if contradictions else OTHER_RULES
        return Report(verdict, note, contradictions or tuple(_recalculated(note, to_json(today.result))), version)
    differences = (*_misnumbered(today), *_unlike_inside(today), *_unlike_file(data, found, today))
    return Report(CHANGED if differences else SAME, note, differences, version)


def to_report(report: Report) -> dict[str, Any]:
    """A report as the public interface's JSON object; of a note that can't be drawn again only texts are compared."""
    made, checked = (report.note.program_version, report.note.rules_version), (__version__, report.rules_version)
    return {
        "verdict": report.verdict,
        "compared": "whole file" if made == checked else "texts only",
        **({"sample": True} if report.note.encounter.sample else {}),
        "number": report.note.number,
        "content_hash": report.note.content_hash,
        "made_by": {"program_version": report.note.program_version, "rules_version": report.note.rules_version},
        "checked_by": {"program_version": __version__, "rules_version": report.rules_version},
        "differences": [
            {name: value for name, value in found._asdict().items() if name != "page" or value is not None}
            for found in report.differences
        ],
    }


def _whole(note: Enclosed, found: Paper) -> Encounter:
    """The encounter, with the patient's name from the paper where it was left out of the data."""
    if note.patient_name != "left out":
        return note.encounter
    texts = tuple(text for page in found.pages for text in page.aloud)
    patient = note.encounter.patient._replace(name=_name(texts, *_AROUND_NAME[note.issue.form]))
    return note.encounter._replace(patient=patient)


def _name(texts: tuple[str, ...], before: tuple[str, ...], after: str) -> str:
    """What stands between two labels, with characters for their codes."""
    labels = [text.strip() for text in texts]
    places = range(len(before), len(texts))
    start = next((place for place in places if tuple(labels[place - len(before) : place]) == before), len(texts))
    end = next((place for place in range(start, len(texts)) if labels[place] == after), len(texts))
    return _CODE.sub(_character, "".join(texts[start:end]).strip())


def _character(code: re.Match[str]) -> str:
    """The character that is printed as this code; the code itself where somebody typed it."""
    number = int(code.group(1), 16)
    return chr(number) if number <= sys.maxunicode and characters.printed(chr(number)) == code.group() else code.group()


def _recalculated(note: Enclosed, today: dict[str, Any]) -> Iterator[Difference]:
    for key in _COMPARED:
        if note.result.get(key) != today[key]:
            yield Difference(key, note.result.get(key), today[key])
    before, now = _codes(note.result), _codes(today)
    if before != now:
        yield Difference("findings", before, now)


def _codes(result: dict[str, Any]) -> list[Any]:
    """The findings' codes, however the result was spoilt."""
    findings = result.get("findings")
    rows = findings if isinstance(findings, list) else [findings]
    return [row.get("code") if isinstance(row, dict) else row for row in rows]


def _misnumbered(today: Again) -> Iterator[Difference]:
    """Where the number is not the encounter's."""
    note, number = today.note, identity.note_number(today.encounter)
    if note.patient_name != "left out" and note.number != number:
        yield Difference("number", note.number, number)


def _contradictions(data: bytes, found: Paper, today: Again) -> Iterator[Difference]:
    """Of a note that can't be drawn again: where it contradicts itself, or holds what no note does."""
    strange = likeness.strange(data)
    yield from agreement.contradictions(today.note, today.encounter, found.pages, strange.aloud)
    yield from _others(strange.kinds)


def _unlike_inside(today: Again) -> Iterator[Difference]:
    """Where the result or the hash inside is not what comes out."""
    inside, expected = today.note.result, to_json(today.result)
    for key in dict.fromkeys((*expected, *inside)):
        if inside.get(key) != expected.get(key):
            yield Difference(key, inside.get(key), expected.get(key))
    if today.content_hash != today.note.content_hash:
        yield Difference("content_hash", today.note.content_hash, today.content_hash)


def _unlike_file(data: bytes, found: Paper, today: Again) -> tuple[Difference, ...]:
    """Where the file is not what this program draws: in texts, else in looks, and else in anything it holds."""
    if data == today.pdf:
        return ()
    drawn = paper.read_own(today.pdf)
    pages = enumerate(itertools.zip_longest(found.pages, drawn.pages, fillvalue=_NO_PAGE), 1)
    texts = [difference for number, both in pages for difference in _unlike_texts(number, *both)]
    named = {difference.page for difference in texts}
    unlike = likeness.compare(data, today.pdf)
    looks = (
        Difference("picture", "something else is drawn", "only what the encounter says", number)
        for number in unlike.pages
        if number not in named
    )
    return (*texts, *looks) or tuple(_others(unlike.kinds))


def _unlike_texts(number: int, found: Page, drawn: Page) -> Iterator[Difference]:
    changes = difflib.SequenceMatcher(None, found.texts, drawn.texts, autojunk=False).get_opcodes()
    for kind, start, end, from_, to in changes:
        if kind != "equal":
            yield Difference("text", list(found.texts[start:end]), list(drawn.texts[from_:to]), number)


def _others(kinds: tuple[str, ...]) -> Iterator[Difference]:
    for kind in kinds:
        yield Difference("other", kind, "only what a note holds")
