"""JW and JZ by the record alone, held against the claim lines (R5-R8, R10-R12)."""

from typing import NamedTuple

from core import waste
from core.catalog import Product
from core.checklist import again, form
from core.checklist.items import LOOK, MISSING, PASS, PUT_RIGHT, About, Case, Item
from core.result import ClaimLine

_MODIFIERS = About("jw-jz", "JW or JZ")


class _Neither(NamedTuple):
    """Why a claim carries neither."""

    rule: str
    why: str
    certain: bool
    """Whether a text says so that holds for this payer and place."""


def jw_or_jz(case: Case) -> Item:
    """R5-R8, R10-R12: one of the two where they apply, neither where they do not, JW never alone."""
    neither = _neither(case)
    if neither:
        return _of_none(case, neither)
    rule = "R5" if again.discarded_units(case) else "R7" if case.result.discarded else "R6"
    wrong = _jw_wrong(case.result.lines) if again.discarded_units(case) else _jz_wrong(case)
    if wrong:
        return _MODIFIERS.item(case, MISSING, rule, f"{wrong} {PUT_RIGHT}")
    said = "JW stands beside an administered line." if rule == "R5" else "JZ stands on each single-dose line."
    if waste.needs_indicator(case.encounter, case.clinic):
        message = f"{said} Whether it is wanted here depends on the status indicator. Confirm it in Settings."
        return _MODIFIERS.item(case, LOOK, "R12", message, "settings")
    doubt = _of_products(case) or _of_payer(case, rule)
    if doubt:
        return _MODIFIERS.item(case, LOOK, doubt[0], f"{said} {doubt[1]}", "payer" if doubt[0] == "P1" else "opened")
    return _passed(case, rule, said)


def _passed(case: Case, rule: str, said: str) -> Item:
    """By Medicare's rule or the payer's own text; what was only inferred is looked at (R7)."""
    if not case.medicare:
        return _MODIFIERS.item(case, PASS, "P1", said)
    ruled, unit, given = case.reference.rules[rule], case.result.billing_unit or 0, case.result.given or 0
    grade = ruled.grade_under_one_unit if ruled.grade_under_one_unit and given < unit else ruled.grade
    if grade == "inferred":
        message = f"{said} That less than a unit was discarded beside whole units given is not in the text: inferred."
        return _MODIFIERS.item(case, LOOK, rule, message, "given")
    return _MODIFIERS.item(case, PASS, rule, said, grade=grade)


def _of_none(case: Case, neither: _Neither) -> Item:
    carried = {modifier for line in case.result.lines for modifier in line.modifiers} & {"JW", "JZ"}
    if carried:
        return _MODIFIERS.item(case, MISSING, neither.rule, f"{neither.why}. {PUT_RIGHT}")
    if neither.certain:
        return _MODIFIERS.item(case, PASS, neither.rule, f"{neither.why}. There is none.")
    remark = f" {case.payer.remark}" if neither.rule == "P1" and case.payer.remark else ""
    return _MODIFIERS.item(case, LOOK, neither.rule, f"{neither.why}. There is none: ask the payer.{remark}", "payer")


def _neither(case: Case) -> _Neither | None:
    """The rule by which a claim carries neither JW nor JZ; None where one of them is due."""
    encounter, payer, since = case.encounter, case.payer, case.reference.rules.since
    due = "JW" if again.discarded_units(case) else "JZ"
    if encounter.setting == "home":
        return _Neither(
            "R11", "Neither JW nor JZ stands for a drug that patients give themselves at home", certain=False
        )
    if encounter.setting in waste.NEVER_SEPARATE:
        return _Neither("R11", "In this place the drug takes neither JW nor JZ", case.medicare)
    if waste.is_packaged(encounter, case.clinic):
        return _Neither("R11", "By Settings the drug is packaged, so it takes neither JW nor JZ", case.medicare)
    if not again.labelled(case):
        return _Neither("R8", "Multi-dose containers take neither JW nor JZ", case.medicare)
    if payer.waste == "containers-opened":
        return _Neither("P1", "The payer wants units opened on one line, without JW or JZ", certain=False)
    if case.date < since("R10", due):
        return _Neither("R10", f"On this date of service {due} does not apply", case.medicare)
    if due == "JW" and case.found("payer-denies-waste"):
        return _Neither("P1", "The payer does not pay for this waste, so it is not billed", certain=False)
    if due == "JZ" and payer.jz == "not-used":
        return _Neither("P1", "The payer does not take JZ", payer.grade == "primary")
    if due == "JZ" and payer.jz_from is not None and case.date < payer.jz_from:
        return _Neither(
            "P1", f"The payer asks for JZ from {payer.jz_from} on; before it nothing is known", certain=False
        )
    return None


def bills_waste(case: Case) -> bool:
    """Whether discarded units stand on a line of their own."""
    return _neither(case) is None


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


def _of_products(case: Case) -> tuple[str, str] | None:
    """R8, R5: lines that are right as a whole, but not for each product."""
    lines = case.result.lines
    mixed = {product.single_dose for product in case.products} == {True, False}
    if mixed and any(line.ndc is None and "JZ" in line.modifiers for line in lines):
        return "R8", "That line bills multi-dose drug too, which takes none. Ask whether the payer wants two lines."
    given = {line.ndc for line in lines if not line.discarded}
    for line in lines:
        if line.discarded and line.ndc is not None and line.ndc not in given:
            ndc = next(product.ndc for product in case.products if product.key == line.ndc)
            return "R5", f"But {ndc} has a JW line and no administered one beside it. Ask the payer."
    return None


def _of_payer(case: Case, rule: str) -> tuple[str, str] | None:
    """P1: what no text of the payer covers: its place, JZ, or anything where the profile is general knowledge."""
    payer = case.payer
    if case.medicare:
        return None
    if payer.grade == "general":
        return "P1", "No text of the payer was read. Ask it."
    if rule != "R5" and payer.jz == "unknown":
        return "P1", "No text of the payer about JZ was seen. Ask it."
    if form.is_institutional(case):
        return (
            "P1",
            f"Whether the payer wants it on institutional claims is not known here. Ask it. {payer.remark}".strip(),
        )
    return None
