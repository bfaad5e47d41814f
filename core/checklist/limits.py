"""What a claim line is held against besides: the medically unlikely edit and its NDC data (M1, M2, N2, N4)."""

from collections.abc import Iterator

from core import ndc, quarters
from core.checklist.items import LOOK, MISSING, ONCE, PASS, PUT_RIGHT, About, Case, Item
from core.quantity import MCG, Mass, number
from core.result import ClaimLine
from core.units import count

_MUE = About("mue", "Medically unlikely edit")
_NDC = About("ndc", "NDC data")
_ROUNDED = Mass(1_000)
"""The finest NDC quantity (N2), in nanolitres."""

_SAYS_VOLUMES = "lifewise-premera"
"""The payer whose text says that each line carries its own real volume (N4)."""


def mue(case: Case) -> Item:
    """M1, M2: the day's units against the table, of which the quarter is said."""
    code = case.reference.codes.drugs.get(case.result.lines[0].hcpcs)
    limit = code.mue.get(case.encounter.setting) if code is not None else None
    if limit is None:
        return _MUE.item(case, LOOK, "M1", "No limit is known for this place. Look it up.")
    field, others = "infusion" if case.encounter.infusion else "given", case.known.day_units
    administered = sum(line.units for line in case.result.lines if not line.discarded)
    day = case.billed + (others or 0)
    whose = "this encounter alone" if others is None else "all notes of the patient and day"
    figures = f"{count(day)}, {whose}; the limit is {limit.units} a day in the table of {limit.quarter}."
    if administered > limit.units:
        return _MUE.item(case, MISSING, "M1", f"{figures} Expect a denial or an appeal.", field)
    if case.billed > limit.units:
        return _MUE.item(case, LOOK, "M2", f"{figures} Whether JW units count is unconfirmed.", field)
    if day > limit.units:
        return _MUE.item(case, LOOK, "M1", f"{figures} Expect a denial of what is above. Ask the payer.", field)
    if others is None and 2 * day > limit.units:
        return _MUE.item(case, LOOK, "M1", f"{figures} Another one like it would go above: add up the day.", field)
    if quarters.since(limit.quarter, case.date):
        message = f"{figures} That table is not of the date of service. Enter the newest on the page Lists."
        return _MUE.item(case, ONCE, "M1", message, "lists")
    return _MUE.item(case, PASS, "M1", figures)


def ndc_data(case: Case) -> Item:
    """N2, N4: each line names a product that was opened, with the volume that was really given or discarded."""
    lines = case.result.lines
    if case.date >= case.reference.rules.since("N7", "all"):
        return _NDC.item(case, LOOK, "N7", "On this date NDCs have 12 digits. Check them against the labels.")
    if any(line.ndc is None for line in lines):
        message = "A line covers several NDCs, so it names none. Ask whether the payer wants a line for each."
        return _NDC.item(case, LOOK, "R14", message, "opened")
    if any(line.volume is None for line in lines):
        return _NDC.item(case, LOOK, "N4", "A powder has no volume. Ask the payer which unit it wants.", "opened")
    if not all(_agrees(case, line) for line in lines):
        message = f"NDC or volume of a line is not that of the record. {PUT_RIGHT}"
        return _NDC.item(case, MISSING, "N4", message, "opened")
    left_off = list(_left_off(case))
    if left_off:
        message = f"{'; '.join(left_off)}: on no line, for the units of other lines cover it. Ask the payer."
        return _NDC.item(case, LOOK, "N4", message, "opened")
    return _in_agreement(case)


def _in_agreement(case: Case) -> Item:
    """N4: lines that agree with the record pass at the payer whose text it is; others are asked."""
    said = f"{'; '.join(_in_words(line) for line in case.result.lines)}, as the record says."
    several = len({line.ndc for line in case.result.lines}) > 1
    if case.payer.id == _SAYS_VOLUMES and not several:
        return _NDC.item(case, PASS, "N4", said)
    if case.payer.id == _SAYS_VOLUMES:
        message = f"{said} That each NDC has lines of its own is inferred. Ask the payer."
        return _NDC.item(case, LOOK, "N4", message, "opened", grade="inferred")
    message = f"{said} Each line has its own volume, as LifeWise says; ask this payer."
    return _NDC.item(case, ONCE, "N4", message, grade="inferred", source="LifeWise; of this payer no text")


def _left_off(case: Case) -> Iterator[str]:
    """N4: what was given, or discarded where waste is billed, of a product that no such line names."""
    lines = case.result.lines
    with_given = {line.ndc for line in lines if not line.discarded}
    with_waste = {line.ndc for line in lines if line.discarded}
    for use in case.result.containers:
        product = use.product
        if use.given and product.key not in with_given:
            yield f"Given from {product.ndc}"
        if with_waste and product.single_dose and use.discarded and product.key not in with_waste:
            yield f"Discarded of {product.ndc}"


def _agrees(case: Case, line: ClaimLine) -> bool:
    """Whether a line's product was opened, and its volume holds the line's mass to a thousandth of a millilitre."""
    strength = next((product.concentration for product in case.products if product.key == line.ndc), None)
    if strength is None or line.volume is None:
        return False
    return abs(line.volume * strength - line.mass * MCG) <= _ROUNDED * strength


def _in_words(line: ClaimLine) -> str:
    """`00641617510 ML 0.6`."""
    digits = "" if line.ndc is None else ndc.claim_digits(line.ndc)
    return f"{digits} ML {number(line.volume or 0)}"
