"""From an encounter to what is billed: products, amounts, units and lines, or why nothing may be billed."""

from typing import NamedTuple

from core import lines, units, waste
from core.allocation import Entry, allocate, draw_faults
from core.catalog import Product, TurnedAway
from core.clinic import Clinic
from core.encounter import DRUG_SOURCES, Encounter, Opened, infused
from core.faults import Fault, InputError
from core.payers import Payer
from core.quantity import Amount, Mass, QuantityError, mcg
from core.reference import Reference
from core.result import ClaimLine, ContainerUse, Finding
from core.waste import Treatment

NOT_BOUGHT = ("sample", "white_bagged", "patient_supplied")
"""Sources of drug for which nothing is billed (R18)."""


class Billing(NamedTuple):
    """The numbers of an encounter, before they are explained and checked."""

    payer: Payer
    errors: tuple[Finding, ...]
    """Why nothing may be billed; empty where something may."""

    product: Product | None = None
    """The first product opened; code and billing unit are the same for all. None where one is unknown."""

    given: Mass | None = None
    ordered: Mass | None = None
    uses: tuple[ContainerUse, ...] = ()
    labelled: Mass = Mass(0)
    """Of all containers."""

    single_labelled: Mass = Mass(0)
    """Of the single-dose containers."""

    single_given: Mass = Mass(0)
    """What the single-dose containers gave."""

    discarded: Mass = Mass(0)
    """Of the single-dose containers (R3)."""

    kept: Mass = Mass(0)
    lost: Mass = Mass(0)
    """Drawn from multi-dose containers and not given; never billed (R8)."""

    administered_units: int = 0
    discarded_units: int = 0
    least: Mass | None = None
    """The least labelled amount that covers what the single-dose containers gave (R13); None where not worked out."""

    treatment: Treatment = Treatment("none", "R9")
    """How discarded drug stands on the claim."""

    lines: tuple[ClaimLine, ...] = ()

    @property
    def avoidable(self) -> bool:
        """R13: whether less labelled drug would have done."""
        return self.least is not None and self.least < self.single_labelled

    @property
    def covered(self) -> bool:
        """R7: whether the administered units cover all that the single-dose labels say."""
        return self.single_labelled <= self.administered_units * self.unit

    @property
    def unit(self) -> Mass:
        """The billing unit of the product, which is known where lines are."""
        return self.uses[0].product.billing_unit


def bill(encounter: Encounter, reference: Reference, clinic: Clinic) -> Billing:
    """Work out what an encounter bills.

    Raises:
        InputError: the parts of the encounter contradict each other or the catalogue: an unknown payer, a dose in mL
            of several concentrations, several drugs, a quantity drawn from a single-dose container.
    """
    entries, errors = _entries(encounter, reference)
    faults = _contradictions(encounter, entries, reference, clinic)
    if encounter.given is None and encounter.infusion is None:
        faults.append(Fault("given", "missing"))
    if faults:
        raise InputError(faults)
    payer = reference.payers[encounter.payer or clinic.payer]
    errors += _source(encounter) + _expired(encounter, reference) + _diagnosis(encounter, reference)
    if len(entries) < len(encounter.opened):
        return Billing(payer, tuple(errors))
    found = _amounts(payer, entries, encounter, reference, clinic)
    errors += _amount_errors(found, encounter)
    if errors:
        return found._replace(errors=tuple(errors))
    return _lines(found, encounter, reference, clinic)


def contradictions(encounter: Encounter, reference: Reference, clinic: Clinic) -> list[Fault]:
    """What contradicts what in an encounter, as far as it could be read; nothing is said of what could not."""
    return _contradictions(encounter, _entries(encounter, reference)[0], reference, clinic)


def _contradictions(encounter: Encounter, entries: list[Entry], reference: Reference, clinic: Clinic) -> list[Fault]:
    """The payer the profiles, the drugs each other, the doses and draws their containers."""
    faults = _unknown_payer(encounter, reference, clinic) + _other_drugs(entries)
    if 0 < len(entries) == len(encounter.opened) or _several_strengths(entries):
        faults += _doses_without_mass(encounter, entries)
    for entry in entries:
        if entry.opened.drawn is not None:
            faults += draw_faults(entry)
    return faults


def _unknown_payer(encounter: Encounter, reference: Reference, clinic: Clinic) -> list[Fault]:
    payer = encounter.payer or clinic.payer
    if payer in reference.payers:
        return []
    ids = ", ".join(reference.payers)
    if encounter.payer:
        return [Fault("payer", f"{payer}: expected one of {ids}")]
    return [Fault("payer", f"the settings name {payer}, which is not known: set another, or name one of {ids}")]


def _several_strengths(entries: list[Entry]) -> bool:
    """Whether millilitres mean nothing, whatever the containers are of which the product is not known."""
    strengths = {entry.product.concentration for entry in entries}
    return len(strengths) > 1 or None in strengths


def _doses_without_mass(encounter: Encounter, entries: list[Entry]) -> list[Fault]:
    faults = []
    for field, amount in (("given", encounter.given), ("ordered", encounter.ordered)):
        try:
            _dose(amount, entries)
        except QuantityError as error:
            faults.append(Fault(field, str(error)))
    return faults


def called(opened: Opened, reference: Reference) -> str:
    """What containers are called in messages: the NDC as labelled, or what is known of it."""
    found = look_up(opened, reference)
    if found is not None:
        return found.ndc
    return opened.text if opened.ndc is not None else f"barcode {opened.ndc10}"


def _entries(encounter: Encounter, reference: Reference) -> tuple[list[Entry], list[Finding]]:
    """The containers with their products, and a finding for each that has none."""
    entries, errors = [], []
    for position, opened in enumerate(encounter.opened):
        found = look_up(opened, reference)
        if isinstance(found, Product):
            entries.append(Entry(position, opened, found))
        else:
            errors.append(_no_product(position, opened, found))
    return entries, errors


def look_up(opened: Opened, reference: Reference) -> Product | TurnedAway | None:
    """What the catalogue knows containers as; None where it knows none for certain."""
    found = reference.catalog.matching(opened.ndc, opened.ndc10)
    return found[0] if len(found) == 1 else None


def _no_product(position: int, opened: Opened, found: TurnedAway | None) -> Finding:
    field = f"opened[{position}].ndc"
    if found is not None:
        message = f"{found.ndc} is {found.name}, billed with {found.hcpcs}. It is not the short-acting form."
        return Finding("error", "depot-product", message, "C1", field)
    if opened.ndc is not None:
        message = f"{opened.text} is not in the product catalogue. Check it against the label, or add the product."
        return Finding("error", "unknown-product", message, "N1", field)
    message = f"The barcode's digits {opened.ndc10} name no product for certain. Type the NDC with its hyphens."
    return Finding("error", "unknown-product", message, "B5", field)


def _source(encounter: Encounter) -> list[Finding]:
    """R18: what the practice did not buy."""
    if encounter.drug_source not in NOT_BOUGHT:
        return []
    message = f"{DRUG_SOURCES[encounter.drug_source]}: not bought by the practice, so no drug line is billed."
    return [Finding("error", "not-billable-source", message, "R18", "drug_source")]


def _expired(encounter: Encounter, reference: Reference) -> list[Finding]:
    """D1: the record shows the expiry, so a claim must not show drug past it."""
    return [
        Finding(
            "error",
            "expired-container",
            f"{called(opened, reference)} expired on {opened.expires}, before the date of service. Check the label.",
            "D1",
            f"opened[{position}].expires",
        )
        for position, opened in enumerate(encounter.opened)
        if opened.expires is not None and opened.expires < encounter.service_date
    ]


def _diagnosis(encounter: Encounter, reference: Reference) -> list[Finding]:
    """C2: a claim with a code that is not billable on its date is turned back."""
    refusals = (reference.diagnoses.refusal(code, encounter.service_date) for code in encounter.diagnosis)
    return [
        Finding("error", "diagnosis-not-billable", refusal, "C2", f"diagnosis[{position}]")
        for position, refusal in enumerate(refusals)
        if refusal
    ]


def _other_drugs(entries: list[Entry]) -> list[Fault]:
    return [
        Fault(
            f"opened[{entry.position}].ndc",
            f"{entry.product.ndc} is billed with {entry.product.hcpcs}, not {entries[0].product.hcpcs}: "
            "make it an encounter of its own",
        )
        for entry in entries
        if _code(entry) != _code(entries[0])
    ]


def _code(entry: Entry) -> tuple[str, Mass]:
    return entry.product.hcpcs, entry.product.billing_unit


def _given(encounter: Encounter, entries: list[Entry]) -> Mass:
    if encounter.infusion is not None:
        return infused(encounter.infusion)[0]
    return _dose(encounter.given, entries) or Mass(0)


def _dose(amount: Amount | None, entries: list[Entry]) -> Mass | None:
    """A dose as a mass; a volume needs one concentration for all containers.

    Raises:
        QuantityError: it is a volume, and they have not.
    """
    if amount is None or amount.mass is not None:
        return amount and amount.mass
    strengths = {entry.product.concentration for entry in entries}
    return amount.mass_at(strengths.pop() if len(strengths) == 1 else None)


def _amounts(payer: Payer, entries: list[Entry], encounter: Encounter, reference: Reference, clinic: Clinic) -> Billing:
    """R2-R4: amounts and units of the whole encounter."""
    product, given = entries[0].product, _given(encounter, entries)
    uses = allocate(given, entries)
    singles = [use for use in uses if use.product.single_dose]
    multis = [use for use in uses if not use.product.single_dose]
    single_labelled = Mass(sum([use.labelled for use in singles]))
    single_given = Mass(sum([use.given for use in singles]))
    administered = units.administered_units(given, product.billing_unit)
    sizes = clinic.stock or reference.catalog.single_dose_sizes(product.hcpcs)
    return Billing(
        payer=payer,
        errors=(),
        product=product,
        given=given,
        ordered=_dose(encounter.ordered, entries),
        uses=uses,
        labelled=Mass(sum([use.labelled for use in uses])),
        single_labelled=single_labelled,
        single_given=single_given,
        discarded=Mass(single_labelled - single_given),
        kept=Mass(sum([use.kept for use in multis])),
        lost=Mass(sum([use.discarded for use in multis])),
        administered_units=administered,
        discarded_units=units.discarded_units(single_labelled, product.billing_unit, administered),
        least=waste.least_labelled(single_given, single_labelled, sizes),
    )


def _amount_errors(found: Billing, encounter: Encounter) -> list[Finding]:
    """R9, and a dose that the containers can't have held."""
    field = "infusion" if encounter.infusion else "given"
    if not found.given:
        message = "Nothing was given: nothing is billable, discarded drug included. The note can still be kept."
        return [Finding("error", "nothing-given", message, "R9", field)]
    taken = Mass(sum(use.given for use in found.uses))
    if found.given > taken:
        message = (
            f"{mcg(found.given)} given, but the containers opened gave {mcg(taken)} at most. Check dose and containers."
        )
        return [Finding("error", "dose-exceeds-containers", message, "R3", field)]
    return []


def _lines(found: Billing, encounter: Encounter, reference: Reference, clinic: Clinic) -> Billing:
    treatment = waste.treatment(
        encounter,
        found.payer,
        clinic,
        reference.rules,
        single_dose=found.single_labelled > 0,
        discarded=found.discarded,
        discarded_units=found.discarded_units,
        avoidable=found.avoidable,
    )
    paid = found.least if treatment.line == "needed" and found.least is not None else found.single_labelled
    claim = lines.claim_lines(
        found.uses,
        found.unit,
        line=treatment.line,
        waste=Mass(paid - found.single_given),
        discarded_units=units.discarded_units(paid, found.unit, found.administered_units),
        modifiers=() if treatment.bare else _modifiers(encounter, found.payer, clinic),
        per_ndc=found.payer.line_per_ndc and not treatment.bare,
    )
    return found._replace(treatment=treatment, lines=claim)


def _modifiers(encounter: Encounter, payer: Payer, clinic: Clinic) -> tuple[str, ...]:
    """M10: the modifiers after JW or JZ, in the program's order: route (M3), 340B (M4), department (M5)."""
    route = ("JB" if encounter.route == "SC" else "JA",) if payer.wants_route(encounter.service_date) else ()
    discount = ("TB",) if encounter.drug_source == "340b" else ()
    off_campus = encounter.setting == "hospital_outpatient" and clinic.department != "on campus"
    return (*route, *discount, *((clinic.department,) if off_campus else ()))
