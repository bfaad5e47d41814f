"""The note's short forms to stick into the chart: what a half page and a label say, out of the whole note."""

from core.catalog import Product
from core.encounter import Opened
from core.note import characters, identity
from core.note.claim import REMARK
from core.note.issue import AMENDED, DRAFT, HALF
from core.note.phrases import NO_WITNESS, code_words, discarded, drug_words
from core.note.pieces import Field, Fields, Note, Paragraph, Piece, Section, Statement, Sum, Table
from core.quantity import mcg
from core.result import Result

CATALOGUE = ", catalogue "
"""What stands before the catalogue's version in the foot."""

_NOTICES = ("Sample", DRAFT, AMENDED, "Not billable")
_HALF = ("Opened", "Dose", "Amounts", "Claim lines", "Discard", "To check", "Signatures")
"""What a half page has of the whole note."""

_DROPPED = {"Labeler", "Type", "NDC quantity"}
"""Columns for which a half page has no room."""


def slip(whole: Note, result: Result, form: str) -> Note:
    """A short form of a note, with its number and hash.

    Args:
        whole: the note, which stays the record.
        result: what it was made from.
        form: HALF or LABEL.
    """
    sections = _half(whole, result) if form == HALF else _label(whole, result)
    name = identity.file_name(result.encounter.service_date, result.hcpcs, whole.number, form)
    program = whole.program.partition(CATALOGUE)[0]  # a slip's foot has no room for more
    return whole._replace(sections=characters.all_printed(sections), file_name=name, form=form, program=program)


def _half(whole: Note, result: Result) -> tuple[Section, ...]:
    patient = result.encounter.patient
    own = (
        Field("Name", patient.name),
        Field("Record number", patient.record_number),
        Field("Date of service", result.encounter.service_date.isoformat()),
    )
    kept = (section for section in whole.sections if section.heading in _HALF)
    narrow = (Section(section.heading, tuple(map(_narrow, section.pieces))) for section in kept)
    filled = (section for section in narrow if not all(isinstance(p, Table) and not p.rows for p in section.pieces))
    return (*_notices(whole), Section("Patient", (Fields(own),)), *filled)


def _narrow(piece: Piece) -> Piece:
    """A table without the columns and the remarks that only the whole note has room for."""
    if not isinstance(piece, Table):
        return piece
    kept = [place for place, name in enumerate(piece.header) if name not in _DROPPED]
    said = (row for row in piece.rows if row[0] != REMARK)
    header, *rows = (tuple(row[place] for place in kept) for row in (piece.header, *said))
    return Table(piece.kind, header, tuple(rows))


def _label(whole: Note, result: Result) -> tuple[Section, ...]:
    encounter, patient = result.encounter, result.encounter.patient
    at = f", given at {encounter.given_at}" if encounter.given_at else ""
    rows = (
        ("Patient", patient.name),
        ("Record no.", patient.record_number),
        ("Date", f"{encounter.service_date}{at}"),
        ("Drug", drug_words(result) or "not in the product catalogue"),
    )
    more = (
        ("Opened", _opened(result)),
        ("Claim", ", ".join(f"{code_words(line)} {line.units:,}" for line in result.lines) or "no lines"),
        ("Discard", _discard(whole, result)),
        *((("Reason", encounter.discard.reason or "not recorded"),) if discarded(result) else ()),
    )
    return (*_notices(whole), *_rows(rows), *_sum(whole), *_rows(more))


def _rows(rows: tuple[tuple[str, str], ...]) -> tuple[Section, ...]:
    return tuple(Section(heading, (Paragraph(text),)) for heading, text in rows)


def _notices(whole: Note) -> tuple[Section, ...]:
    return tuple(section for section in whole.sections if section.heading in _NOTICES)


def _sum(whole: Note) -> tuple[Section, ...]:
    """The sum in one line, or that there is none."""
    firsts = (section.pieces[0] for section in whole.sections if section.heading == "Amounts")
    said = (Statement(piece.words) if isinstance(piece, Sum) else piece for piece in firsts)
    return tuple(Section("Amounts", (piece,)) for piece in said)


def _opened(result: Result) -> str:
    """A line for each entry: how many, the code and the lot."""
    uses = {use.position: use.product for use in result.containers}
    return "\n".join(_entry(entry, uses.get(position)) for position, entry in enumerate(result.encounter.opened))


def _entry(entry: Opened, product: Product | None) -> str:
    code = f"{mcg(product.content)}, NDC {product.ndc}" if product else entry.ndc10 or entry.text
    return f"{entry.count:,} x {code}, lot {entry.lot or 'not recorded'}"


def _discard(whole: Note, result: Result) -> str:
    """R17: what is attested, by whom, when and before whom."""
    discard = result.encounter.discard
    if whole.draft:
        return "not confirmed"
    firsts = (section.pieces[0] for section in whole.sections if section.heading == "Discard")
    statement = "".join(piece.text for piece in firsts if isinstance(piece, Statement))
    if not discarded(result):
        return statement
    by, at = discard.discarded_by or "not recorded", discard.time or "not recorded"
    return f"{statement} By {by}, at {at}, witness {discard.witness or NO_WITNESS}."
