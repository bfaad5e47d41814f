"""Where it was given and where the drug came from (M4-M6, R8, R18)."""

from core.checklist.items import LOOK, MISSING, PASS, About, Case, Item, listed
from core.encounter import DRUG_SOURCES, SETTINGS

_PLACE = About("place-of-service", "Place of service")
_DISCOUNT = About("340b", "340B")
_SOURCE = About("drug-source", "Source of the drug")
_CONTAINER = About("container-type", "Container type")


def place_of_service(case: Case) -> Item:
    """M5, M6: the setting has a place of service, and an off-campus department its PO or PN on each line."""
    encounter, lines = case.encounter, case.result.lines
    off = encounter.setting == "hospital_outpatient" and case.clinic.department != "on campus"
    place = case.reference.codes.place_of_service.get("off_campus" if off else encounter.setting)
    called = SETTINGS[encounter.setting]
    if place is None:
        message = f"{called}: no place of service is known for it here. Look it up."
        return _PLACE.item(case, LOOK, "M6", message, "setting")
    if not lines:
        return _PLACE.item(case, LOOK, "M6", f"{called}: {place}. There are no claim lines to check.", "setting")
    wanted, carried = {case.clinic.department} if off else set(), [set(line.modifiers) & {"PO", "PN"} for line in lines]
    if all(found == wanted for found in carried):
        beside = f" with {case.clinic.department} on each line" if off else ""
        return _PLACE.item(case, PASS, "M5" if off else "M6", f"{called}: {place}{beside}.", "setting")
    message = f"{called}: {place}. Not each line carries {case.clinic.department}: one not paid apart does not. Ask."
    return _PLACE.item(case, LOOK, "M5", message, "setting")


def discount(case: Case) -> Item:
    """M4: TB on each line of drug bought under 340B, by the date of service, and on no other."""
    lines, bought = case.result.lines, case.encounter.drug_source == "340b"
    carried = [bool({"TB", "JG"} & set(line.modifiers)) for line in lines]
    if not lines:
        return _DISCOUNT.item(case, LOOK, "M4", "There are no claim lines to check.", "drug_source")
    if not bought:
        state, message = (MISSING, "A line says 340B") if any(carried) else (PASS, "No line says 340B")
        return _DISCOUNT.item(case, state, "M4", f"{message}; the drug was not bought under it.", "drug_source")
    if not all(carried):
        message = "TB is not on each line: a drug that is not paid apart carries none. Ask the payer."
        return _DISCOUNT.item(case, LOOK, "M4", message, "drug_source")
    if case.date < case.reference.rules.since("M4", "TB_alone"):
        message = "TB is on each line. Before 2025 some payers wanted JG: ask."
        return _DISCOUNT.item(case, LOOK, "M4", message, "drug_source")
    return _DISCOUNT.item(case, PASS, "M4", "TB is on each line, as is expected from 2025.", "drug_source")


def drug_source(case: Case) -> Item:
    """R18: only drug that the practice bought is billed."""
    source = case.encounter.drug_source
    state, so = (MISSING, "not billable") if case.found("not-billable-source") else (PASS, "billable")
    return _SOURCE.item(case, state, "R18", f"{DRUG_SOURCES[source]}: {so}.", "drug_source")


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
