"""Units, JW and JZ worked out a second time from the record alone, and held against the claim lines (R2-R12)."""

from core import waste
from core.catalog import Product
from core.checklist.items import LOOK, MISSING, PASS, About, Case, Item
from core.encounter import infused
from core.quantity import Mass, mcg
from core.result import ClaimLine
from core.units import count

_UNITS = About("units", "Units")
_MODIFIERS = About("jw-jz", "JW or JZ")
_NO_LINES = "There are no claim lines to check."
_PUT_RIGHT = "Don't send it; report this fault of the program."


def units(case: Case) -> Item:
    """R2, R4: the units on the claim are those of the dose given and of the labels."""
    field = "infusion" if case.encounter.infusion else "given"
    if not case.result.lines:
        return _UNITS.item(case, MISSING, "R2", "There are no claim lines. See what else is wrong.", field)
    given, discarded = _administered(case), _discarded(case)
    billed = {drug: sum(line.units for line in case.result.lines if line.drug == drug) for drug in _DRUGS}
    expected = {"administered": given, "discarded": discarded if _pays_waste(case) else 0, "opened": 0, "needed": 0}
    if billed["opened"]:
        expected |= {"administered": 0, "discarded": 0, "opened": given + discarded}
    if billed["needed"]:
        message = f"{_in_words(billed)}, less than was opened. {case.payer.remark}".rstrip()
        return _UNITS.item(case, LOOK, "P1", message, "opened")
    if billed != expected:
        message = f"The record comes to {_in_words(expected)}, the claim says {_in_words(billed)}. {_PUT_RIGHT}"
        return _UNITS.item(case, MISSING, "R2", message, field)
    message = f"{_in_words(billed)}, as the dose of {mcg(_dose(case))} and the labels say."
    return _UNITS.item(case, PASS, "R4" if discarded else "R2", message)


def jw_or_jz(case: Case) -> Item:
    """R5-R8, R10-R12: one of the two where they apply, neither where they do not, JW never alone."""
    lines = case.result.lines
    if not lines:
        return _MODIFIERS.item(case, LOOK, "R5", _NO_LINES)
    neither = _why_neither(case)
    carried = {modifier for line in lines for modifier in line.modifiers} & {"JW", "JZ"}
    if neither:
        rule, why = neither
        state = MISSING if carried else LOOK if case.found("payer-denies-waste") else PASS
        said = f"{why}. {_PUT_RIGHT if carried else 'There is none.'}"
        return _MODIFIERS.item(case, state, rule, f"{said[0].upper()}{said[1:]}")
    discarded = _discarded(case)
    rule = "R5" if discarded else "R7" if case.result.discarded else "R6"
    wrong = _jw_wrong(lines) if discarded else _jz_wrong(case)
    if wrong:
        return _MODIFIERS.item(case, MISSING, rule, f"{wrong} {_PUT_RIGHT}")
    said = "JW stands beside an administered line." if discarded else "JZ stands on each single-dose line."
    if waste.needs_indicator(case.encounter, case.clinic):
        message = f"{said} Whether it is wanted here depends on the status indicator. Confirm it in Settings."
        return _MODIFIERS.item(case, LOOK, "R12", message, "setting")
    return _MODIFIERS.item(case, PASS, rule, said)


_DRUGS = ("administered", "discarded", "opened", "needed")
"""What units can be of."""


def _dose(case: Case) -> Mass:
    """The dose as the record has it (R15)."""
    encounter = case.encounter
    if encounter.infusion is not None:
        return infused(encounter.infusion)[0]
    assert encounter.given is not None  # noqa: S101 - there is no line without a dose
    return encounter.given.mass_at(case.products[0].concentration)


def _labelled(case: Case) -> Mass:
    """What the labels of the single-dose containers say (R3)."""
    entries = zip(case.encounter.opened, case.products, strict=True)
    return Mass(sum(opened.count * product.content for opened, product in entries if product.single_dose))


def _administered(case: Case) -> int:
    """R2: begun units count whole."""
    whole, begun = divmod(_dose(case), case.products[0].billing_unit)
    return whole + bool(begun)


def _discarded(case: Case) -> int:
    """R4: whole units of the labels that are not administered ones."""
    return max(0, _labelled(case) // case.products[0].billing_unit - _administered(case))


def _pays_waste(case: Case) -> bool:
    """Whether discarded units stand on the claim at all."""
    return _why_neither(case) is None


def _why_neither(case: Case) -> tuple[str, str] | None:
    """The rule by which a claim carries neither JW nor JZ, and why; None where one of them is due."""
    encounter, payer, since = case.encounter, case.payer, case.reference.rules.since
    due = "JW" if _discarded(case) else "JZ"
    if encounter.setting in waste.NEVER_SEPARATE:
        return "R11", "in this setting the drug takes neither JW nor JZ"
    if waste.is_packaged(encounter, case.clinic):
        return "R12", "the drug is packaged, so it takes neither JW nor JZ"
    if not _labelled(case):
        return "R8", "multi-dose containers take neither JW nor JZ"
    if payer.waste == "containers-opened":
        return "P1", "the payer wants the units opened on one line, without JW or JZ"
    if case.date < since("R10", due):
        return "R10", f"on this date of service {due} does not apply"
    if due == "JW" and case.found("payer-denies-waste"):
        return "P1", "the payer does not pay for this waste, so it is not billed. See its policy"
    if due == "JZ" and (payer.jz == "not-used" or (payer.jz_from is not None and case.date < payer.jz_from)):
        return "P1", "the payer does not take JZ on this date of service"
    return None


def _jw_wrong(lines: tuple[ClaimLine, ...]) -> str:
    """R5: what is wrong with lines where drug was discarded; empty where nothing is."""
    if not any(line.drug == "administered" for line in lines):
        return "JW stands alone."
    if any(("JW" in line.modifiers) is not line.discarded or "JZ" in line.modifiers for line in lines):
        return "JW must stand on the discarded line alone, and no JZ beside it."
    return ""


def _jz_wrong(case: Case) -> str:
    """R6: what is wrong with lines where nothing is billed as discarded; empty where nothing is."""
    by_key: dict[object, Product] = {product.key: product for product in case.products}
    for line in case.result.lines:
        single = line.ndc is None or by_key[line.ndc].single_dose
        if ("JZ" in line.modifiers) is not single or "JW" in line.modifiers:
            return "JZ must stand on each single-dose line."
    return ""


def _in_words(billed: dict[str, int]) -> str:
    """`3 units administered and 1 unit discarded`."""
    return " and ".join(f"{count(units)} {drug}" for drug, units in billed.items() if units)
