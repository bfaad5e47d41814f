"""The units on the claim, held against those of the record (R2-R4)."""

from core.checklist import again, modifiers
from core.checklist.items import LOOK, MISSING, PASS, PUT_RIGHT, About, Case, Item
from core.quantity import mcg
from core.units import count

_UNITS = About("units", "Units")
_APART = ("administered", "discarded")
"""What units of a line are of; others, where the payer wants that, are of both together."""


def units(case: Case) -> Item:
    """R2, R4: the units on the claim are those of the dose given and of the labels."""
    given, discarded = again.administered_units(case), again.discarded_units(case)
    billed = {drug: sum(line.units for line in case.result.lines if line.drug == drug) for drug in _APART}
    if case.billed > sum(billed.values()):
        return _opened(case, case.billed, given, given + discarded)
    expected = {"administered": given, "discarded": discarded if modifiers.bills_waste(case) else 0}
    if billed != expected:
        return _wrong(case, f"The record comes to {_in_words(expected)}, the claim says {_in_words(billed)}.")
    message = f"{_in_words(billed)}, as the dose of {mcg(again.dose(case))} and the labels say."
    return _UNITS.item(case, PASS, "R4" if discarded else "R2", message)


def _opened(case: Case, billed: int, given: int, opened: int) -> Item:
    """P1: all that was opened on one line, or less where smaller containers would have done (R13)."""
    avoidable = case.found("smaller-container-would-do")
    if not (given <= billed <= opened if avoidable else billed == opened):
        return _wrong(case, f"The record comes to {count(opened)} opened, the claim says {count(billed)}.")
    said = f"{count(billed)} billed; {count(opened)} opened, {count(given)} administered."
    return _UNITS.item(case, LOOK, "P1", f"{said} {case.payer.remark or 'Compare them with its policy.'}", "opened")


def _wrong(case: Case, said: str) -> Item:
    return _UNITS.item(case, MISSING, "R2", f"{said} {PUT_RIGHT}", "infusion" if case.encounter.infusion else "given")


def _in_words(billed: dict[str, int]) -> str:
    """`3 units administered and 1 unit discarded`."""
    return " and ".join(f"{count(units)} {drug}" for drug, units in billed.items() if units)
