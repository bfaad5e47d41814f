"""The working: sentences that a biller can read aloud, each with its numbers and its rule."""

import datetime
from collections.abc import Iterator

from core import ndc
from core.billing import Billing
from core.claim import administration, forms
from core.claim.paper import cms1500_ndc
from core.clinic import DEPARTMENTS, Clinic
from core.encounter import ROUTES, SETTINGS, Encounter, Infusion, infused
from core.quantity import Mass, Volume, mcg, ml, ratio, volume_of
from core.reference import Reference
from core.result import Act, ClaimLine, ContainerUse, Step
from core.units import count
from core.waste import Treatment


def steps(encounter: Encounter, billed: Billing, reference: Reference, clinic: Clinic) -> tuple[Step, ...]:
    """How the answer came about, in order; where nothing may be billed, only how the amounts did.

    Args:
        encounter: what happened.
        billed: the numbers, with a known product.
        reference: for codes and dates.
        clinic: for the place of an outpatient department.
    """
    found = [*_dose(encounter, billed), *_scanned(billed), *_amounts(billed)]
    if not billed.errors:
        found += _units(billed, reference)
        found += _treatment(encounter, billed, reference)
        found += _modifiers(encounter, billed, clinic)
        found += _ndcs(billed)
        found += _around(encounter, reference, clinic)
    return tuple(found)


def _dose(encounter: Encounter, billed: Billing) -> Iterator[Step]:
    """How the dose was written, where that is not micrograms already."""
    given, ordered = billed.given or Mass(0), billed.ordered or Mass(0)
    if encounter.infusion is not None:
        yield Step(_infused(encounter.infusion), "R15")
        if ordered > given:
            yield Step(f"Stopped early: {mcg(given)} of {mcg(ordered)} ordered is billed as given.", "R15")
    elif encounter.given is not None and encounter.given.volume is not None and billed.product is not None:
        strength = mcg(billed.product.concentration or Mass(0))
        yield Step(f"{ml(encounter.given.volume)} of {strength}/mL = {mcg(given)} given.", "R2")


def _infused(infusion: Infusion) -> str:
    given, exact = infused(infusion)
    minutes = (infusion.stop - infusion.start) // datetime.timedelta(minutes=1)
    rounded = "" if exact else ", rounded to a millionth of a microgram"
    return f"{infusion.rate.text} for {minutes:,} minutes = {mcg(given)} given{rounded}."


def _scanned(billed: Billing) -> Iterator[Step]:
    """B5: which product a barcode's digits turned out to be."""
    for use in billed.uses:
        if use.opened.ndc10:
            yield Step(f"The barcode's digits {use.opened.ndc10} are NDC {use.product.ndc}.", "B5")


def _amounts(billed: Billing) -> Iterator[Step]:
    """R3, R8: labelled, given, discarded and kept."""
    if len(billed.uses) > 1 or billed.lost:
        for use in billed.uses:
            yield Step(_of_container(use), "R3" if use.product.single_dose else "R8")
    elif billed.kept:
        yield Step(f"Multi-dose: {mcg(billed.kept)} is kept, not discarded.", "R8")
    if billed.single_labelled and _adds_up(billed):
        sum_of = f"{mcg(billed.single_labelled)} labelled - {mcg(billed.single_given)} given"
        yield Step(f"{sum_of} = {mcg(billed.discarded)} discarded{_in_ml(billed)}.", "R3")


def _adds_up(billed: Billing) -> bool:
    return billed.given == sum(use.given for use in billed.uses)


def _of_container(use: ContainerUse) -> str:
    parts = [f"{mcg(use.given)} given"]
    if use.discarded or use.product.single_dose:
        parts.append(f"{mcg(use.discarded)} discarded")
    if not use.product.single_dose:
        parts.append(f"{mcg(use.kept)} kept")
    return f"{use.opened.count} x {use.product.ndc}: {mcg(use.labelled)} labelled = {' + '.join(parts)}."


def _in_ml(billed: Billing) -> str:
    thrown = [use for use in billed.uses if use.product.single_dose and use.discarded]
    if not thrown or any(use.product.concentration is None for use in thrown):
        return ""
    return f", {ml(Volume(sum(volume_of(use.discarded, use.product.concentration or Mass(1)) for use in thrown)))}"


def _units(billed: Billing, reference: Reference) -> Iterator[Step]:
    """R1, R2, R4, R13: whole units."""
    code = reference.codes.drugs.get(billed.uses[0].product.hcpcs)
    if code is not None:
        yield Step(f"{code.hcpcs}: one billing unit is {mcg(billed.unit)}.", code.rule)
    yield Step(_administered(billed), "R2")
    if billed.discarded:
        yield Step(_discarded(billed), "R4")
        if billed.least is not None and not billed.avoidable:
            yield Step(f"No container sizes cover {mcg(billed.single_given)} with less drug.", "R13")


def _administered(billed: Billing) -> str:
    given, units = billed.given or Mass(0), count(billed.administered_units)
    if given % billed.unit == 0:
        return f"{mcg(given)} / {mcg(billed.unit)} = {units} administered."
    return f"{mcg(given)} / {mcg(billed.unit)} = {ratio(given, billed.unit)}, rounded up to {units}."


def _discarded(billed: Billing) -> str:
    whole, administered = billed.single_labelled // billed.unit, billed.administered_units
    if billed.covered:
        cover = "covers" if administered == 1 else "cover"
        return f"The {count(administered)} administered {cover} all that was opened: 0 units discarded."
    exact = billed.single_labelled % billed.unit == 0
    units = f"= {count(whole)}" if exact else f"holds {count(whole).replace(' ', ' whole ')}"
    rest = f"{whole:,} - {administered:,} administered = {count(billed.discarded_units)} discarded"
    return f"{mcg(billed.single_labelled)} {units}; {rest}."


def _treatment(encounter: Encounter, billed: Billing, reference: Reference) -> Iterator[Step]:
    """R5-R8, R10-R12, P1: what decides the lines and JW or JZ."""
    yield Step(_decided(encounter, billed, reference), billed.treatment.rule)
    required = reference.rules.since("R10", "JZ_required")
    if billed.treatment.line == "jz" and encounter.service_date < required:
        yield Step(f"JZ is allowed on this date and required from {required}.", "R10")
    if len({use.product.key for use in billed.uses}) > 1:
        lines = "then split over the products' lines" if billed.payer.line_per_ndc else "on common lines"
        yield Step(f"Several products: the whole dose is rounded once, {lines}.", "R14")


def _decided(encounter: Encounter, billed: Billing, reference: Reference) -> str:
    units = billed.discarded_units
    match billed.treatment:
        case Treatment(rule="R5"):
            return f"Separate lines: {count(billed.administered_units)} administered, {count(units)} with JW."
        case Treatment(rule="R6"):
            return "No single-dose drug was discarded: JZ, and no JW."
        case Treatment(rule="R7"):
            return f"{_why_no_jw(billed)}: JZ, and no JW."
        case Treatment(rule="R8"):
            return "Only multi-dose containers were opened: no JW and no JZ."
        case Treatment(rule="R10"):
            modifier = "JW" if units else "JZ"
            return f"The date of service is before {reference.rules.since('R10', modifier)}: no {modifier} yet."
        case Treatment(rule="R11"):
            return f"{SETTINGS[encounter.setting]}: not paid separately, so no JW and no JZ."
        case Treatment(rule="R12"):
            return "By the clinic's settings the drug is packaged: one plain line."
        case _:
            return _by_payer(billed)


def _by_payer(billed: Billing) -> str:
    """P1: what the payer's profile decides."""
    payer, units, treatment = billed.payer.name, billed.discarded_units, billed.treatment
    if treatment.line == "opened":
        opened = f"{billed.administered_units} + {units} = {count(billed.administered_units + units)}"
        return f"{payer} wants the units opened on one line: {opened}."
    if treatment.line == "needed":
        least, claimed = mcg(billed.least or Mass(0)), count(sum(line.units for line in billed.lines))
        return f"{payer} pays the smallest containers' units. {least} would have done: {claimed} on one line."
    if treatment.denied == "payer":
        return f"{payer} does not pay discarded drug. Left off: {count(units)} with JW."
    if treatment.denied == "avoidable":
        return f"{payer} does not pay waste that a smaller container avoids: no JW line."
    return f"{payer} does not use JZ on this date: one plain line."


def _why_no_jw(billed: Billing) -> str:
    if billed.covered:
        return f"The administered units already cover the {mcg(billed.discarded)} discarded"
    return f"Of the {mcg(billed.discarded)} discarded, less than one unit is beyond the administered units"


def _modifiers(encounter: Encounter, billed: Billing, clinic: Clinic) -> Iterator[Step]:
    """M3-M5, M10: the modifiers beside JW and JZ."""
    used = {modifier for line in billed.lines for modifier in line.modifiers}
    for route in sorted(used & {"JA", "JB"}):
        yield Step(f"{ROUTES[encounter.route]}: {route}.", "M3")
    if "TB" in used:
        yield Step("Bought under 340B: TB.", "M4")
    if clinic.department in used:
        yield Step(f"{DEPARTMENTS[clinic.department]}.", "M5")
    longest = max((line.modifiers for line in billed.lines), key=len, default=())
    if len(longest) > 1:
        yield Step(f"Modifiers stand in this order: {', '.join(longest)}.", "M10")


def _ndcs(billed: Billing) -> Iterator[Step]:
    """N1, N2, N4: the NDC and its quantity on the claim."""
    for product in dict.fromkeys(use.product for use in billed.uses):
        yield Step(f"NDC {product.ndc} is {ndc.claim_digits(product.key)} on the claim.", "N1")
    with_quantity = [line for line in billed.lines if line.volume is not None]
    if not with_quantity:
        return
    quantities = "quantity" if len(with_quantity) == 1 else "quantities"
    yield Step(f"NDC {quantities}: {', '.join(map(_quantity, with_quantity))}.", "N4")
    yield Step(f"CMS-1500: {'; '.join(map(cms1500_ndc, with_quantity))}.", "N2")


def _quantity(line: ClaimLine) -> str:
    return f"{ml(line.volume or Volume(0))} {line.drug}"


def _around(encounter: Encounter, reference: Reference, clinic: Clinic) -> Iterator[Step]:
    """M6, M7: where it was done, and how giving the drug is billed where that is paid apart, if the drug is or not."""
    place = forms.place_of_service(encounter, clinic, reference)
    if place:
        yield Step(f"Place of service: {place}, {SETTINGS[encounter.setting].lower()}.", "M6")
    acts = administration.proposed(encounter, reference.codes)
    if acts:
        yield Step(f"Giving it is billed apart: {'; '.join(map(_act, acts))}.", "M7")


def _act(act: Act) -> str:
    return f"{act.code}{f' x {act.units}' if act.units > 1 else ''}, {act.text}"
