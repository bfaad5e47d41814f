"""What a claim line is held against besides: the medically unlikely edit and its NDC data (M1, M2, N2, N4)."""

from core import ndc, quarters
from core.checklist.items import LOOK, MISSING, PASS, About, Case, Item
from core.quantity import MCG, Mass, number
from core.result import ClaimLine
from core.units import count

_MUE = About("mue", "Medically unlikely edit")
_NDC = About("ndc", "NDC data")
_ROUNDED = Mass(1_000)
"""The finest NDC quantity (N2), in nanolitres."""


def mue(case: Case) -> Item:
    """M1, M2: the day's units against the table, of which the quarter is said."""
    lines = case.result.lines
    code = case.reference.codes.drugs.get(lines[0].hcpcs) if lines else None
    limit = code.mue.get(case.encounter.setting) if code is not None else None
    if limit is None:
        message = "No limit is known for this setting, or there are no claim lines. Look the limit up."
        return _MUE.item(case, LOOK, "M1", message, "setting")
    field = "infusion" if case.encounter.infusion else "given"
    administered = sum(line.units for line in lines if not line.discarded)
    billed = sum(line.units for line in lines)
    figures = f"{count(billed)}; the limit is {limit.units} a day in the table of {limit.quarter}."
    if administered > limit.units:
        return _MUE.item(case, MISSING, "M1", f"{figures} Expect a denial or an appeal.", field)
    if billed > limit.units:
        return _MUE.item(case, LOOK, "M2", f"{figures} Whether JW units count is unconfirmed.", field)
    if quarters.since(limit.quarter, case.date):
        return _MUE.item(case, LOOK, "M1", f"{figures} That table is not of the date of service. Check the newest.")
    return _MUE.item(case, PASS, "M1", figures)


def ndc_data(case: Case) -> Item:
    """N2, N4: each line names a product that was opened, with the volume that was really given or discarded."""
    lines = case.result.lines
    if not lines:
        return _NDC.item(case, LOOK, "N4", "There are no claim lines to check.")
    if case.date >= case.reference.rules.since("N7", "all"):
        return _NDC.item(case, LOOK, "N7", "On this date NDCs have 12 digits. Check them against the labels.")
    if any(line.ndc is None for line in lines):
        message = "A line covers several NDCs, so it names none. Ask whether the payer wants a line for each."
        return _NDC.item(case, LOOK, "R14", message, "opened")
    if any(line.volume is None for line in lines):
        return _NDC.item(case, LOOK, "N4", "A powder has no volume. Ask the payer which unit it wants.", "opened")
    if not all(_agrees(case, line) for line in lines):
        message = "NDC or volume of a line is not that of the record. Don't send it; report this fault of the program."
        return _NDC.item(case, MISSING, "N4", message, "opened")
    said = "; ".join(_in_words(line) for line in lines)
    return _NDC.item(case, PASS, "N4", f"{said}, as was really given and discarded.")


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
