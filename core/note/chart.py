"""The encounter as plain text: a paragraph for the chart, and claim lines for a claim form."""

from core.claim import x12
from core.claim.paper import cms1500_ndc
from core.clinic import Clinic
from core.encounter import ROUTES
from core.note import identity
from core.note.issue import SAMPLE
from core.note.phrases import (
    DOSING,
    NO_WITNESS,
    adds_up,
    code_words,
    container_words,
    discarded,
    discarded_words,
    drug_words,
    given_words,
    in_order,
    kept_words,
    lot_words,
    ordered_words,
)
from core.quantity import mcg
from core.result import ContainerUse, Result
from core.units import count

_SAMPLE = f"{SAMPLE}, made up to try Vialnote with. Do not bill it or put it into a chart."


def chart_text(result: Result, clinic: Clinic) -> str:
    """The encounter as one paragraph for the patient's chart."""
    return marked(" ".join(" ".join(sentences(result, clinic)).split()), result)


def marked(text: str, result: Result) -> str:
    """D4: a text of a sample says so first, wherever it is pasted; one of a real encounter stays as it is."""
    return f"{_SAMPLE}\n{text}" if text and result.encounter.sample else text


def sentences(result: Result, clinic: Clinic) -> list[str]:
    """The same in its parts: what was given, each container, what became of the rest, the claim, and the note."""
    said = [
        _given(result),
        *(f"Opened: {_opened(use)}." for use in in_order(result)),
        *rest(result),
        _claim(result),
        f"Note {identity.note_number(result.encounter)}{f', {clinic.name}' if clinic.name else ''}.",
    ]
    return list(filter(None, said))


def claim_text(result: Result) -> str:
    """Claim lines with tabs between: date, code, modifiers, units, the NDC for a CMS-1500 and for an 837 (N2, N3)."""
    date = result.encounter.service_date.isoformat()
    rows = (
        (date, line.hcpcs, " ".join(line.modifiers), str(line.units), cms1500_ndc(line), "".join(x12.drug(line)))
        for line in result.lines
    )
    return marked("\n".join("\t".join(row) for row in rows), result)


def _given(result: Result) -> str:
    encounter = result.encounter
    drug = drug_words(result) or "Drug not in the product catalogue"
    ordered = ordered_words(encounter)
    said = [
        f"{drug}: {given_words(result)} given",
        f"ordered {ordered}" if ordered else "",
        ROUTES[encounter.route].lower(),
        f"site {encounter.site}" if encounter.site else "",
        f"on {encounter.service_date}{_at(encounter.given_at)}{_by(encounter.given_by)}",
    ]
    return f"{', '.join(filter(None, said))}."


def _opened(use: ContainerUse) -> str:
    product, opened = use.product, use.opened
    said = [
        f"{opened.count:,} {DOSING[product.dosing]} x {container_words(product)}",
        product.labeler,
        f"NDC {product.ndc}",
        f"lot {lot_words(opened)}",
        f"expires {opened.expires or 'not recorded'}",
    ]
    return ", ".join(said)


def rest(result: Result) -> list[str]:
    """What became of the rest; only what a person confirmed is stated as done (R17)."""
    sentences = [f"{kept_words(result)} kept in the multi-dose container."] if result.kept else []
    if not adds_up(result):
        return sentences
    if not discarded(result):
        return [*sentences, "Nothing discarded."]
    discard = result.encounter.discard
    labelled = f"Labelled {mcg(result.labelled)}" if result.labelled is not None else ""
    if not discard.confirmed:
        return [*sentences, f"DRAFT: {labelled.lower()}, discard of {discarded_words(result)} not confirmed."]
    said = [
        f"{labelled}, discarded {discarded_words(result)}{_at(discard.time)}{_by(discard.discarded_by)}",
        f"reason: {discard.reason or 'not recorded'}",
        f"method: {discard.method or 'not recorded'}",
        f"witness: {discard.witness or NO_WITNESS}",
    ]
    return [*sentences, f"{'; '.join(said)}."]


def _claim(result: Result) -> str:
    if result.lines:
        return f"Claim: {', '.join(f'{code_words(line)} {count(line.units)}' for line in result.lines)}."
    return " ".join(finding.message for finding in result.findings if finding.severity == "error")


def _at(time: str) -> str:
    return f" at {time}" if time else ""


def _by(name: str) -> str:
    return f" by {name}" if name else ""
