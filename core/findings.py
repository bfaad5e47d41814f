"""Checks of an encounter: what a person should know or do, each with the rule behind it and the field it is about."""

import datetime
from collections.abc import Iterator

from core import quarters
from core.authorization import plural
from core.billing import Billing, called
from core.catalog import Product
from core.claim.administration import FACILITIES
from core.clinic import Clinic
from core.codes import Code
from core.encounter import PUSH, SETTINGS, Encounter, Infusion
from core.entries import CLINIC, FILE, SHIPPED
from core.ndc import Ndc
from core.payers import Payer
from core.quantity import Mass, mcg, mg
from core.reference import Reference
from core.result import ContainerUse, Finding, worst_first
from core.units import count
from core.waste import needs_indicator

_DAY = datetime.timedelta(days=1)
_FROM = {CLINIC: "the clinic's own list", FILE: "a named file"}


def findings(encounter: Encounter, billed: Billing, reference: Reference, clinic: Clinic) -> tuple[Finding, ...]:
    """All that was found, errors first: those that keep the encounter from being billed, then what to check.

    Args:
        encounter: what happened.
        billed: the numbers, or why there are none.
        reference: for limits and dates.
        clinic: for what the clinic asks of its records.
    """
    found = [*_sample(encounter), *billed.errors]
    if billed.product is not None:
        found += _discard(encounter, billed, clinic)
        found += _dose(encounter, billed, reference)
    found += _long_acting(encounter, billed, reference)
    if billed.lines:
        found += _claim(encounter, billed, reference, clinic)
    found += _payer(encounter, billed)
    found += _containers(billed)
    found += _own(encounter, billed)
    found += _record(encounter, reference)
    return worst_first(found)


def _warning(code: str, rule: str, message: str, field: str = "") -> Finding:
    return Finding("warning", code, message, rule, field)


def _info(code: str, rule: str, message: str, field: str = "") -> Finding:
    return Finding("info", code, message, rule, field)


def _sample(encounter: Encounter) -> Iterator[Finding]:
    """D4: what is made up says so before all else."""
    if encounter.sample:
        message = "SAMPLE, made up to try Vialnote with. It is no record: do not bill it or put it into a chart."
        yield _warning("sample-encounter", "D4", message)


def _record(encounter: Encounter, reference: Reference) -> Iterator[Finding]:
    """D1, N7: what the record must and should hold, whatever was opened."""
    for position, opened in enumerate(encounter.opened):
        if not opened.lot:
            message = f"Lot of {called(opened, reference)} missing. Copy it from the label."
            yield _warning("lot-missing", "D1", message, f"opened[{position}].lot")
        if opened.expires is None:
            message = f"Expiry of {called(opened, reference)} missing. Copy it from the label."
            yield _warning("expiry-missing", "D1", message, f"opened[{position}].expires")
    yield from _safety(encounter, reference)
    if not encounter.diagnosis:
        yield _warning(
            "diagnosis-missing", "D1", "No diagnosis. Add the code that the drug was given for.", "diagnosis"
        )
    if encounter.noted_at is not None and encounter.noted_at.date() < encounter.service_date:
        message = f"The note was finished on {encounter.noted_at.date()}, before the date of service. Check both."
        yield _warning("noted-before-service", "D1", message, "service_date")
    missing = _not_recorded(encounter)
    if missing:
        message = f"Record also {', '.join(missing.values())}."
        yield _info("record-incomplete", "D1", message, next(iter(missing)))
    if encounter.service_date >= reference.rules.since("N7", "all"):
        message = "On this date NDCs have 12 digits. Check the NDC on the claim against the label."
        yield _info("ndc-of-old-form", "N7", message, "service_date")


def _safety(encounter: Encounter, reference: Reference) -> Iterator[Finding]:
    """S1, S2: what should not have been given, or can't have been opened."""
    seen: set[tuple[Ndc | str, str]] = set()
    for position, opened in enumerate(encounter.opened):
        if opened.recalled:
            lot = f"Lot {opened.lot}" if opened.lot else "The lot"
            message = (
                f"{lot} of {called(opened, reference)} was recalled ({opened.recalled}). "
                "Do not give it. If it was given, tell who is in charge."
            )
            yield _warning("recalled-lot", "S1", message, f"opened[{position}].lot")
        for serial in opened.serials:
            container = opened.ndc or opened.ndc10, serial
            if container in seen:
                message = f"Serial {serial} of {called(opened, reference)} stands here twice. Count the containers."
                yield _warning("serial-repeated", "S2", message, f"opened[{position}].serials")
            seen.add(container)


def _not_recorded(encounter: Encounter) -> dict[str, str]:
    """What a record should hold and this one does not, by field."""
    wanted = {
        "ordered": "the dose ordered",
        "given_by": "who gave it",
        "site": "the site",
        "given_at": "the time given",
    }
    if encounter.infusion is not None:
        del wanted["given_at"]
    return {field: words for field, words in wanted.items() if not getattr(encounter, field)}


def _payer(encounter: Encounter, billed: Billing) -> Iterator[Finding]:
    """P1: what the payer asks for besides."""
    if billed.payer.prior_authorization == "yes" and not encounter.prior_authorization:
        message = f"{billed.payer.name} may want a prior authorisation. Enter its number."
        yield _warning("prior-authorization-missing", "P1", message, "prior_authorization")


def _containers(billed: Billing) -> Iterator[Finding]:
    """R8: what is only inferred of a container, and what was drawn from one and not given."""
    unconfirmed: dict[Ndc, ContainerUse] = {}
    for use in sorted(billed.uses, key=lambda use: use.position):
        if not use.product.dosing_confirmed:
            unconfirmed.setdefault(use.product.key, use)
    for use in unconfirmed.values():
        kind = "single-dose" if use.product.single_dose else "multi-dose"
        message = f"{use.product.ndc} is taken to be {kind}; nobody has confirmed it. Check the label."
        yield _warning("container-type-unconfirmed", "R8", message, f"opened[{use.position}].ndc")
    for use in billed.uses:
        if use.discarded and not use.product.single_dose:
            message = f"{mcg(use.discarded)} was drawn from {use.product.ndc} and not given. It is not billed."
            yield _warning("drawn-not-given", "R8", message, f"opened[{use.position}].drawn")


def _own(encounter: Encounter, billed: Billing) -> Iterator[Finding]:
    """D3, N8: entries that are not of the shipped data, and products that CMS lists no more."""
    products = dict.fromkeys(use.product for use in sorted(billed.uses, key=lambda use: use.position))
    entries: list[tuple[str, Product | Payer]] = [(product.ndc, product) for product in products]
    for name, entry in (*entries, (billed.payer.name, billed.payer)):
        if entry.origin != SHIPPED:
            yield _info("own-entry", "D3", f"{name} is as in {_FROM[entry.origin]}. Source: {entry.source}.")
    for product in products:
        if product.gone and quarters.since(product.gone, encounter.service_date) >= 0:
            message = f"CMS's crosswalk of {product.gone} lists {product.ndc} no more. Ask whether it is paid."
            yield _info("ndc-not-in-crosswalk", "N8", message)


def _dose(encounter: Encounter, billed: Billing, reference: Reference) -> Iterator[Finding]:
    """L1, D1, M7: the dose against the label, the order and the route."""
    given, field = billed.given or Mass(0), "infusion" if encounter.infusion else "given"
    code = reference.codes.drugs.get(billed.product.hcpcs) if billed.product else None
    if code is not None and code.daily_maximum is not None and given > code.daily_maximum:
        message = f"{mcg(given)} is more than the label's top daily dose, {mcg(code.daily_maximum)}. Check the dose."
        yield _warning("dose-above-labelled-maximum", "L1", message, field)
    if billed.ordered is not None and billed.ordered != given:
        message = f"{mcg(given)} given, {mcg(billed.ordered)} ordered. Say why in the record."
        yield _warning("dose-differs-from-order", "D1", message, "ordered")
    if encounter.infusion is not None:
        yield from _infusion(encounter.infusion, encounter.service_date)


def _long_acting(encounter: Encounter, billed: Billing, reference: Reference) -> Iterator[Finding]:
    """C4: a product, a dose or a site that belongs to a long-acting form, which has another code.

    Where a product is not known, it is taken for one of the drug: the more it matters what was given.
    """
    for code in reference.codes.drugs.values():
        if billed.product is None or billed.product.hcpcs == code.hcpcs:
            yield from _depot_products(billed, code)
            yield from _depot_doses(encounter, billed, code, reference)
            if code.is_in_muscle(encounter.site):
                message = f"Site: {encounter.site}. Depot forms are given into a muscle, {code.hcpcs} is not. Check it."
                yield _warning("looks-like-depot", "C4", message, "site")


def _depot_products(billed: Billing, code: Code) -> Iterator[Finding]:
    """C4: a product of the clinic's own may be listed under the wrong code."""
    for use in billed.uses:
        if code.is_depot(use.product.name, use.product.content):
            message = f"{use.product.ndc} looks like a depot form, which has another code than {code.hcpcs}. Check it."
            yield _warning("looks-like-depot", "C4", message, f"opened[{use.position}].ndc")


def _depot_doses(encounter: Encounter, billed: Billing, code: Code, reference: Reference) -> Iterator[Finding]:
    """C4: a dose as large as those of long-acting forms; the same one is said once."""
    given = billed.given or (encounter.given and encounter.given.mass)
    ordered = billed.ordered if billed.ordered != given else None
    for field, dose in (("given", given), ("ordered", ordered)):
        if code.depot_dose is not None and dose is not None and dose >= code.depot_dose:
            message = f"{mg(dose)} {field}: that is a dose of {_given_as(dose, reference)}. Check drug and dose."
            yield _warning("looks-like-depot", "C4", message, field)


def _given_as(dose: Mass, reference: Reference) -> str:
    from core.similar_codes import with_dose  # only where a dose is as large as that

    return " or ".join(f"{code.drug} ({code.hcpcs})" for code in with_dose(dose, reference.similar_codes))


def _infusion(infusion: Infusion, service_date: datetime.date) -> Iterator[Finding]:
    """D1, M7: its times against each other and the date of service."""
    if infusion.stop - infusion.start <= PUSH:
        message = "An infusion of 15 minutes or less is billed as a push. Check route and times."
        yield _warning("infusion-is-push", "M7", message, "infusion")
    if infusion.stop - infusion.start > _DAY:
        message = f"The infusion lasts over 24 hours, until {infusion.stop.isoformat(' ', 'minutes')}. Check it."
        yield _warning("infusion-over-a-day", "D1", message, "infusion.stop")
    if infusion.start.date() != service_date:
        message = f"The infusion started on {infusion.start.date()}, not on the date of service. Check both."
        yield _warning("infusion-on-another-day", "D1", message, "infusion.start")


def _discard(encounter: Encounter, billed: Billing, clinic: Clinic) -> Iterator[Finding]:
    """R17, D1, D2: the record of what was thrown away."""
    thrown, discard = Mass(billed.discarded + billed.lost), encounter.discard
    if not thrown:
        return
    if not discard.confirmed:
        message = f"Nobody has confirmed that {mcg(thrown)} was discarded. Confirm it if it happened."
        yield _warning("discard-unconfirmed", "R17", message, "discard.confirmed")
    wanted = {"reason": "the reason", "time": "the time", "discarded_by": "who discarded it"}
    missing = {field: words for field, words in wanted.items() if not getattr(discard, field)}
    if discard.confirmed and missing:
        message = f"The record of the discard lacks {', '.join(missing.values())}."
        yield _warning("discard-incomplete", "D1", message, f"discard.{next(iter(missing))}")
    if clinic.witness == "required" and not discard.witnessed:
        who = "The witness is who discarded it. The clinic asks for another person."
        message = who if discard.witness else "No witness. The clinic asks for one."
        yield _warning("witness-missing", "D2", message, "discard.witness")


def _claim(encounter: Encounter, billed: Billing, reference: Reference, clinic: Clinic) -> Iterator[Finding]:
    """What a biller should know of the lines."""
    yield from _waste(encounter, billed, reference, clinic)
    yield from _limit(encounter, billed, reference)
    excluded = {modifier for line in billed.lines for modifier in line.modifiers} & set(billed.payer.excluded_routes)
    if excluded and encounter.service_date >= reference.rules.since("M3", "Noridian"):
        message = f"{billed.payer.name} does not cover the drug with {', '.join(excluded)}. Expect a denial."
        yield _warning("route-modifier-excluded", "M3", message, "route")
    if any("TB" in line.modifiers for line in billed.lines) and encounter.service_date < reference.rules.since(
        "M4", "TB_alone"
    ):
        message = "Before 2025 some payers wanted JG for 340B drugs. Ask the payer."
        yield _info("discount-modifier-uncertain", "M4", message, "drug_source")
    if encounter.setting in FACILITIES:
        message = "A physician's own claim does not report giving the drug here; the facility's may."
        yield _info("administration-by-facility", "F5", message, "setting")


def _waste(encounter: Encounter, billed: Billing, reference: Reference, clinic: Clinic) -> Iterator[Finding]:
    """R7, R10-R13, P1: how discarded drug stands on the claim."""
    if billed.treatment.denied:
        message = f"{billed.payer.name} does not pay for {_unpaid(billed)} discarded. It is not billed."
        yield _warning("payer-denies-waste", "P1", message, "payer")
    if billed.avoidable:
        least = mcg(billed.least or Mass(0))
        message = f"{mcg(billed.single_labelled)} was opened; containers with {least} would have done."
        yield _warning("smaller-container-would-do", "R13", message, "opened")
    if needs_indicator(encounter, clinic):
        message = "The drug may be packaged here, and then takes no JW or JZ. Confirm the status indicator in Settings."
        yield _warning("status-indicator-unconfirmed", "R12", message, "setting")
    if billed.discarded and not billed.discarded_units:
        why = "is covered by the administered units" if billed.covered else "leaves no whole unit beside those given"
        yield _info(
            "discard-below-one-unit", "R7", f"{mcg(billed.discarded)} discarded {why}, so no JW line is billed."
        )
    if billed.treatment.rule in {"R10", "R11", "R12"}:
        if billed.treatment.rule != "R10":
            message = f"JW and JZ do not apply here ({SETTINGS[encounter.setting].lower()})."
        elif encounter.service_date < reference.rules.since("R10", "JW"):
            message = "JW and JZ do not apply on this date."
        else:
            message = "JZ does not apply on this date yet."
        yield _info("modifiers-not-applicable", billed.treatment.rule, message)


def _unpaid(billed: Billing) -> str:
    if billed.treatment.line == "needed":
        unpaid = Mass(billed.single_labelled - (billed.least or Mass(0)))
        return f"{mcg(unpaid)} of the {mcg(billed.discarded)}"
    return f"the {mcg(billed.discarded)}"


def _limit(encounter: Encounter, billed: Billing, reference: Reference) -> Iterator[Finding]:
    """M1, M2: units of the day against the medically unlikely edit."""
    code = reference.codes.drugs.get(billed.lines[0].hcpcs)
    limit = code.mue.get(encounter.setting) if code is not None else None
    if limit is None:
        return
    age = quarters.since(limit.quarter, encounter.service_date)
    if age > 0:
        old = f"{plural(age, 'quarter')} old"
        message = f"Unit limit (MUE) of {limit.quarter}: {old} on {encounter.service_date}. Look up the current table."
        yield _info("figures-outdated", "M1", message)
    if limit.origin != SHIPPED:
        yield _info("own-entry", "D3", f"The MUE is as in {_FROM[limit.origin]}. Source: {limit.source}.")
    administered = sum(line.units for line in billed.lines if not line.discarded)
    billed_units = sum(line.units for line in billed.lines)
    field = "infusion" if encounter.infusion else "given"
    over = f"over the limit of {limit.units} a day ({limit.quarter})"
    if administered > limit.units:
        message = f"{count(billed_units)} on the claim, {over}. Expect a denial or an appeal."
        yield _warning("mue-exceeded", "M1", message, field)
    elif billed_units > limit.units:
        message = f"{count(billed_units)} with JW, {over}. Whether JW counts is unconfirmed."
        yield _warning("mue-exceeded", "M2", message, field)
