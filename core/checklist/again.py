"""The amounts of an encounter worked out a second time, from the record alone (R2-R4, R15)."""

from core.checklist.items import Case
from core.encounter import infused
from core.quantity import Mass


def dose(case: Case) -> Mass:
    """R15: the dose as the record has it."""
    encounter = case.encounter
    if encounter.infusion is not None:
        return infused(encounter.infusion)[0]
    assert encounter.given is not None  # noqa: S101 - there is no line without a dose
    return encounter.given.mass_at(case.products[0].concentration)


def labelled(case: Case) -> Mass:
    """R3: what the labels of the single-dose containers say."""
    entries = zip(case.encounter.opened, case.products, strict=True)
    return Mass(sum(opened.count * product.content for opened, product in entries if product.single_dose))


def administered_units(case: Case) -> int:
    """R2: begun units count whole."""
    whole, begun = divmod(dose(case), case.products[0].billing_unit)
    return whole + bool(begun)


def discarded_units(case: Case) -> int:
    """R4: whole units of the labels that are not administered ones."""
    return max(0, labelled(case) // case.products[0].billing_unit - administered_units(case))
