"""Who discarded what, when and how, who says so, and the lines to sign on."""

from core.clinic import Clinic
from core.encounter import Discard
from core.note.phrases import NO_WITNESS, adds_up, discarded, discarded_words, kept_words
from core.note.pieces import Field, Fields, Paragraph, Piece, Section, Signature, Statement
from core.result import Result


def is_draft(result: Result) -> tuple[str, ...]:
    """R17: why the note is only a draft; empty where it is a record."""
    if result.encounter.discard.confirmed or not discarded(result):
        return ()
    return (f"Nobody has confirmed that {discarded_words(result)} was discarded. Confirm it and print the note again.",)


def discarding(result: Result) -> Section:
    """What was discarded, as attested, and nothing that nobody attested."""
    discard = result.encounter.discard
    pieces: list[Piece] = [Statement(_statement(result))]
    if result.kept:
        pieces.append(Paragraph(f"{kept_words(result)} is kept in the multi-dose container."))
    if discarded(result) or discard != Discard():
        pieces.append(Fields(_fields(discard)))
    return Section("Discard", tuple(pieces))


def signatures(result: Result, clinic: Clinic) -> Section:
    """Lines for those who gave, discarded and witnessed; who did two of these signs once."""
    giver, discard = result.encounter.given_by, result.encounter.discard
    gave = "Recorded by" if result.given == 0 else "Gave the dose"
    if not discarded(result):
        return Section("Signatures", (Signature(gave, giver),))
    if giver and giver == discard.discarded_by:
        lines = [Signature(f"{gave} and discarded the rest", giver)]
    else:
        lines = [Signature(gave, giver), Signature("Discarded the rest", discard.discarded_by)]
    if discard.witness or clinic.witness != "off":
        lines.append(Signature("Witness", discard.witness))
    return Section("Signatures", tuple(lines))


def _statement(result: Result) -> str:
    if not adds_up(result):
        return "What was discarded is not worked out."
    if not discarded(result):
        return "Nothing was discarded."
    if not result.encounter.discard.confirmed:
        return f"DRAFT: not confirmed that {discarded_words(result)} was discarded."
    return f"I discarded {discarded_words(result)}."


def _fields(discard: Discard) -> tuple[Field, ...]:
    return (
        Field("Reason", discard.reason or "not recorded"),
        Field("Method", discard.method or "not recorded"),
        Field("Discarded at", discard.time or "not recorded"),
        Field("Discarded by", discard.discarded_by or "not recorded"),
        Field("Witness", discard.witness or NO_WITNESS),
    )
