"""Whether a note still says what its encounter comes to: read back, worked out again, and compared.

A note made by this version of program and rules is drawn again from the encounter inside it, and must agree in
each claim line, amount, step and finding, in its number and hash, in every text on every page, and to the eye.
Where versions differ, so may the answer: then the paper must agree with the result inside, and the report says
what would differ today. What nobody can tell so is whether all of a file was made anew by this very program: that
needs a signature, or the number and hash that somebody else noted down.
"""

import difflib
import itertools
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from PIL import Image, ImageChops

from core import __version__
from core.calculate import calculate
from core.encounter import Encounter
from core.note import characters, content, enclosed, identity, paper, pdf
from core.note.enclosed import Enclosed
from core.note.issue import HALF, LABEL, NOTE
from core.note.paper import Page, Paper
from core.note.sheet import HASH_SHOWN
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
_CODE = re.compile(r"\[U\+([0-9A-F]{4,6})\]")
_UNLIKE = 96
"""Of 255 greys: more than another version's rounding makes of a letter's edge."""

_AROUND_NAME = {
    NOTE: (("Patient", "Name"), "Record number"),
    HALF: (("Patient", "Name"), "Record number"),
    LABEL: (("Patient",), "Record no."),
}
"""What stands on the paper before and after the patient's name."""

_NO_PAGE = Page((), (), Image.new("L", (0, 0)))


class Difference(NamedTuple):
    """One thing in which a note is not as it should be, or would not be today."""

    what: str
    """lines, steps, findings, amounts by their names, number, content_hash, text or picture."""

    in_note: Any
    expected: Any
    page: int | None = None
    """From 1, for text and picture."""


class Report(NamedTuple):
    """What was found."""

    verdict: str
    note: Enclosed
    differences: tuple[Difference, ...]
    rules_version: str
    """Of the rules with which it was worked out again."""


def verify(data: bytes, known: Reference, payer: str = "") -> Report:
    """Compare a note's file with what its encounter comes to.

    Args:
        data: the file.
        known: rules and catalogue of today.
        payer: work out what another payer would get; empty for the encounter's own.

    Raises:
        InputError: it is no note, damaged, or its encounter can't be worked out with this catalogue.
    """
    return compare(paper.read(data), known, payer)


def compare(found: Paper, known: Reference, payer: str = "") -> Report:
    """Compare a note that was read with what its encounter comes to.

    Raises:
        InputError: as above.
    """
    note = enclosed.read(found.enclosed)
    encounter = _whole(note, found)
    result = calculate(encounter._replace(payer=payer or encounter.payer), known, note.clinic)
    recalculated = tuple(_recalculated(note, to_json(result)))
    if payer or (note.program_version, note.rules_version) != (__version__, result.rules_version):
        contradictions = tuple(_contradictions(note, found, encounter))
        verdict = CHANGED if contradictions else OTHER_RULES
        return Report(verdict, note, contradictions or recalculated, result.rules_version)
    differences = (*recalculated, *_contradictions(note, found, encounter), *_redrawn(note, found, result))
    return Report(CHANGED if differences else SAME, note, differences, result.rules_version)


def to_report(report: Report) -> dict[str, Any]:
    """A report as the public interface's JSON object."""
    return {
        "verdict": report.verdict,
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
    return _CODE.sub(lambda code: chr(int(code.group(1), 16)), "".join(texts[start:end]).strip())


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


def _contradictions(note: Enclosed, found: Paper, encounter: Encounter) -> Iterator[Difference]:
    """Where number, hash, claim lines or working on the paper are not those inside."""
    number = identity.note_number(encounter)
    if note.patient_name != "left out" and note.number != number:
        yield Difference("number", note.number, number)
    printed = "".join(_squeezed(text) for page in found.pages for text in page.texts)
    for what, text in _said(note):
        if _squeezed(text) not in printed:
            yield Difference(what, "not on the paper", text)


def _said(note: Enclosed) -> Iterator[tuple[str, str]]:
    """What must stand on the paper, whichever version drew it."""
    yield "number", note.number
    yield "content_hash", f"content {note.content_hash[:HASH_SHOWN]}"
    for line in _rows(note.result, "lines"):
        units = line.get("units")
        nothing = [] if note.issue.form == LABEL else ["none"]
        modifiers = " ".join(map(str, line.get("modifiers") or nothing))
        yield "lines", f"{line.get('hcpcs')} {modifiers} {f'{units:,}' if isinstance(units, int) else units}"
    for step in _rows(note.result, "steps") if note.issue.form == NOTE else ():
        yield "steps", characters.printed(str(step.get("text")))


def _rows(result: dict[str, Any], key: str) -> list[dict[str, Any]]:
    rows = result.get(key)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _redrawn(note: Enclosed, found: Paper, result: Result) -> Iterator[Difference]:
    """Where the paper is not what this program draws."""
    # Of a name in another spelling of Unicode the paper shows the composed one, which has another number.
    known = note.number if note.patient_name == "left out" else ""
    said = content.note(result, note.clinic, note.issue, known)
    if said.content_hash != note.content_hash:
        yield Difference("content_hash", note.content_hash, said.content_hash)
    drawn = paper.read_own(pdf.render(said, note.clinic.paper, found.enclosed))
    for number, pages in enumerate(itertools.zip_longest(found.pages, drawn.pages, fillvalue=_NO_PAGE), 1):
        yield from _compared(number, *pages)


def _compared(number: int, found: Page, drawn: Page) -> Iterator[Difference]:
    """Texts that differ, or else a picture that does: something lies over them or stands beside."""
    changes = difflib.SequenceMatcher(None, found.texts, drawn.texts, autojunk=False).get_opcodes()
    texts = [change for change in changes if change[0] != "equal"]
    for _, start, end, from_, to in texts:
        yield Difference("text", list(found.texts[start:end]), list(drawn.texts[from_:to]), number)
    if not texts and not _alike(found, drawn):
        yield Difference("picture", "something else is drawn", "only what the encounter says", number)


def _alike(found: Page, drawn: Page) -> bool:
    one, other = found.picture, drawn.picture
    if one.size != other.size:
        return False
    unlike = ImageChops.difference(one, other).point(lambda grey: 255 * (grey >= _UNLIKE))
    return unlike.getbbox() is None


def _squeezed(text: str) -> str:
    """Without blanks, so that it does not matter where lines break."""
    return "".join(text.split())
