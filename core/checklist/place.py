"""Where it was given and where the drug came from (M4-M6, R8, R11, R18)."""

from core.checklist.items import LOOK, MISSING, NOT_KNOWN, ONCE, PASS, About, Case, Item, listed
from core.encounter import DRUG_SOURCES, SETTINGS

_PLACE = About("place-of-service", "Place of service")
_DISCOUNT = About("340b", "340B")
_SOURCE = About("drug-source", "Source of the drug")
_CONTAINER = About("container-type", "Container type")
_WITHIN = {"inpatient": "the stay", "rhc": "the visit", "fqhc": "the visit"}
"""What the drug is a part of where it is not paid apart (R11)."""


def place_of_service(case: Case) -> Item:
    """M5, M6, R11: the setting has a place of service, and an off-campus department its PO or PN on each line."""
    encounter = case.encounter
    if encounter.setting in _WITHIN:
        return _within(case, encounter.setting)
    off = encounter.setting == "hospital_outpatient" and case.clinic.department != "on campus"
    place = case.reference.codes.place_of_service.get("off_campus" if off else encounter.setting)
    called = SETTINGS[encounter.setting]
    if place is None:
        message = f"{called}: no place of service is known here. Its claim has a type of bill instead."
        return _PLACE.item(case, ONCE, "M6", message, "setting", **NOT_KNOWN)
    if off:
        return _off_campus(case, f"{called}: {place}", case.clinic.department)
    if any({"PO", "PN"} & set(line.modifiers) for line in case.result.lines):
        return _PLACE.item(case, MISSING, "M5", f"{called}: {place}, and a line carries PO or PN.", "setting")
    return _PLACE.item(case, PASS, "M6", f"{called}: {place}.", "setting")


def _within(case: Case, setting: str) -> Item:
    """R11: a line that most likely is not wanted."""
    message = f"{SETTINGS[setting]}: the drug is part of {_WITHIN[setting]}, not paid apart. Ask whether it is billed."
    poa = " Each diagnosis needs its present-on-admission indicator." if setting == "inpatient" else ""
    return _PLACE.item(case, LOOK, "R11", f"{message}{poa}", "setting")


def _off_campus(case: Case, said: str, department: str) -> Item:
    """M5: PO or PN on each line, once it was there."""
    carried = [set(line.modifiers) & {"PO", "PN"} for line in case.result.lines]
    if not all(found == {department} for found in carried):
        message = f"{said}. Not each line carries {department}: one not paid apart does not. Ask the payer."
        return _PLACE.item(case, LOOK, "M5", message, "setting")
    message = f"{said} with {department} on each line."
    since = case.reference.rules.since("M5", department)
    if case.date < since:
        message = f"{message} It holds from {since} on as far as is generally known. Ask the payer."
        return _PLACE.item(case, LOOK, "M5", message, "setting", grade="general")
    if not case.medicare:
        return _PLACE.item(case, LOOK, "M5", f"{message} It is Medicare's: ask whether the payer wants it.", "setting")
    return _PLACE.item(case, PASS, "M5", message, "setting")


def discount(case: Case) -> Item:
    """M4: TB on each line of drug bought under 340B, and on no other; on which dates is not certain."""
    carried = [bool({"TB", "JG"} & set(line.modifiers)) for line in case.result.lines]
    if case.encounter.drug_source != "340b":
        if any(carried):
            message = "A line says 340B; the drug was not bought under it."
            return _DISCOUNT.item(case, MISSING, "M4", message, "drug_source")
        return _DISCOUNT.item(
            case, ONCE, "M4", "No line says 340B, which rests on the source of the drug.", "drug_source"
        )
    if not all(carried):
        message = "TB is not on each line: a drug that is not paid apart carries none. Ask the payer."
    elif case.date < case.reference.rules.since("M4", "TB_alone"):
        message = "TB is on each line. Before 2025 some payers wanted JG, and before 2018 there was neither: ask."
    else:
        message = "TB is on each line. From 2025 it is expected alone, but sources differ: ask the payer."
    return _DISCOUNT.item(case, LOOK, "M4", message, "drug_source")


def drug_source(case: Case) -> Item:
    """R18: only drug that the practice bought is billed, which is taken for granted where nobody says otherwise."""
    source = DRUG_SOURCES[case.encounter.drug_source]
    if case.found("not-billable-source"):
        return _SOURCE.item(case, MISSING, "R18", f"{source}: not billable.", "drug_source")
    if case.encounter.drug_source == "purchased":
        message = f"{source}: billable. This is assumed unless another source is chosen at the chair."
        return _SOURCE.item(case, ONCE, "R18", message, "drug_source")
    return _SOURCE.item(case, PASS, "R18", f"{source}: billable.", "drug_source")


def container_type(case: Case) -> Item:
    """R8: that each container is single- or multi-dose was read on its label."""
    if not case.products:
        message = "A container is not in the product list. Check it against the label."
        return _CONTAINER.item(case, LOOK, "R8", message, "opened")
    open_ = [position for position, product in enumerate(case.products) if not product.dosing_confirmed]
    if open_:
        codes = listed(list(dict.fromkeys(case.products[position].ndc for position in open_)))
        message = f"{codes}: nobody has confirmed whether it is single-dose. Check the label."
        return _CONTAINER.item(case, LOOK, "R8", message, f"opened[{open_[0]}].ndc")
    kinds = {f"{product.dosing}-dose" for product in case.products}
    return _CONTAINER.item(case, PASS, "R8", f"Confirmed from the label: {listed(sorted(kinds))}.", "opened")
