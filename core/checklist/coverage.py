"""What the payer asks for: authorisation, limits, step therapy, route (P1, M3)."""

from core.authorization import Authorization, concerns
from core.checklist.items import LOOK, MISSING, NOT_KNOWN, ONCE, PASS, About, Case, Item, listed
from core.entries import SHIPPED
from core.units import count

_AUTHORIZATION = About("prior-authorization", "Prior authorisation")
_QUANTITY = About("quantity-limit", "Quantity limit")
_STEP = About("step-therapy", "Step therapy")
_ROUTE = About("route-modifier", "JA or JB")
_LIST = About("self-administered", "Self-administered drugs")
_NUMBER = "prior_authorization"
_NO_TEXT = {"grade": "general", "source": "General knowledge; no text of the payer about it was read"}
"""How sure a shipped profile is where it says that a payer wants nothing."""


def prior_authorization(case: Case) -> Item:
    """P1: it is there where the payer wants one, covers the date of service, and has units left."""
    number, asked = case.encounter.prior_authorization, case.payer.prior_authorization
    if number:
        return _of_number(case, number)
    held = [known.number for known in case.known.authorizations if _may_be_meant(case, known)]
    hint = f" The journal has {listed(held)} of this patient." if held else ""
    if asked == "yes" and case.payer.grade != "general":
        return _AUTHORIZATION.item(case, MISSING, "P1", f"The payer wants one. Enter its number.{hint}", _NUMBER)
    if held:
        message = f"The journal has {listed(held)} of this patient and payer, the encounter names none. Enter it."
        return _AUTHORIZATION.item(case, LOOK, "P2", message, _NUMBER)
    if asked == "yes":
        message = "The payer may want one. Ask, and enter its number."
        return _AUTHORIZATION.item(case, LOOK, "P1", message, _NUMBER)
    return _not_asked(_AUTHORIZATION, case, asked, "Whether the payer wants one is not known here. Ask.")


def _may_be_meant(case: Case, known: Authorization) -> bool:
    return known.payer == case.payer.id and known.hcpcs == case.result.hcpcs and known.covers(case.date)


def _not_asked(about: About, case: Case, asked: str, unknown: str) -> Item:
    """P1: a profile that says no passes where the clinic wrote it; what nobody wrote or read is asked once."""
    if asked == "unknown":
        return about.item(case, ONCE, "P1", unknown, "lists", **NOT_KNOWN)
    if case.payer.origin == SHIPPED:
        message = "None is asked for as far as is generally known. No text of the payer says so: ask."
        return about.item(case, ONCE, "P1", message, "lists", **_NO_TEXT)
    return about.item(case, PASS, "P1", "The clinic's profile of the payer says that none is asked for.")


def _of_number(case: Case, number: str) -> Item:
    """P2: what is the matter with an authorisation by what is known of it."""
    if case.known.of_another:
        message = f"In the journal {number} is of another patient. Enter this patient's."
        return _AUTHORIZATION.item(case, MISSING, "P2", message, _NUMBER)
    if not case.known.authorizations:
        message = f"{number} is not in the journal. Compare its dates and units with the payer's letter."
        return _AUTHORIZATION.item(case, LOOK, "P1", message, _NUMBER, **NOT_KNOWN)
    known = case.known.authorizations[0]
    if known.payer != case.payer.id:
        message = f"In the journal {number} is of another payer. Compare both with the payer's letter."
        return _AUTHORIZATION.item(case, LOOK, "P1", message, _NUMBER)
    matters = concerns(known, case.date, case.result.hcpcs or "", case.billed)
    if matters:
        state = MISSING if matters[0].severity == "error" else LOOK
        return _AUTHORIZATION.item(case, state, "P2", " ".join(matter.message for matter in matters), _NUMBER)
    return _covered(case, known)


def _covered(case: Case, known: Authorization) -> Item:
    """P2: an authorisation passes where it is known to be this patient's."""
    said = (
        f"{known.number} covers {known.since} to {known.until}; {count(known.left)} left, {count(case.billed)} billed."
    )
    if case.encounter.patient.record_number and known.record_number:
        return _AUTHORIZATION.item(case, PASS, "P2", said, _NUMBER)
    message = f"{said} Whether it is this patient's is not known: a record number is missing."
    field = _NUMBER if case.encounter.patient.record_number else "patient.record_number"
    return _AUTHORIZATION.item(case, LOOK, "P2", message, field)


def quantity_limit(case: Case) -> Item:
    """P1: the payer's words beside the units billed; a person compares them."""
    billed, limit = count(case.billed), case.payer.quantity_limit
    if limit:
        return _QUANTITY.item(case, LOOK, "P1", f"{billed} billed. The payer says: {limit}", "payer")
    message = f"{billed} billed. No limit of the payer is known here. Ask, and enter it on the page Lists."
    return _QUANTITY.item(case, ONCE, "P1", message, "lists", **NOT_KNOWN)


def step_therapy(case: Case) -> Item:
    """P1: where the payer wants other drugs tried first, the record says which were."""
    asked, tried, field = case.payer.step_therapy, case.encounter.necessity.prior_treatment, "necessity.prior_treatment"
    if asked != "yes":
        return _not_asked(_STEP, case, asked, "Whether other drugs must be tried first is not known here. Ask.")
    if not tried:
        state = LOOK if case.payer.grade == "general" else MISSING
        return _STEP.item(case, state, "P1", "Other drugs must be tried first. Write which were, and how.", field)
    return _STEP.item(case, LOOK, "P1", "Prior treatment is written. Compare it with what the payer asks.", field)


def route_modifier(case: Case) -> Item:
    """M3: JA or JB on each line where the payer wants it, by the route that was recorded."""
    carried = {modifier for line in case.result.lines for modifier in line.modifiers if modifier in {"JA", "JB"}}
    if not case.payer.wants_route(case.date):
        return _no_route(case, carried)
    wanted, rule = "JB" if case.encounter.route == "SC" else "JA", "M3" if case.payer.contractor else "P1"
    if carried == {wanted} and all(wanted in line.modifiers for line in case.result.lines):
        return _ROUTE.item(case, PASS, rule, f"{wanted} stands on each line, as the route says.", "route")
    message = f"The payer wants {wanted} on each line. Lines that are not paid apart carry no modifier: ask the payer."
    return _ROUTE.item(case, MISSING if carried else LOOK, rule, message, "route")


def _no_route(case: Case, carried: set[str]) -> Item:
    """M3: a line without the modifier is right as far as is known, which is not far."""
    if carried:
        message = f"{listed(sorted(carried))} stands on a line, and the payer's profile asks for neither."
        return _ROUTE.item(case, MISSING, "P1", message, "route")
    if case.payer.route_modifier:
        message = f"The payer asks for JA or JB from {case.payer.route_modifier_from} on; before it nothing is known."
        return _ROUTE.item(case, LOOK, "P1", message, "route")
    who = "Your Medicare contractor is not known here; Noridian wants JA or JB" if case.medicare else "Not known here"
    return _ROUTE.item(case, ONCE, "M3", f"{who}. Ask whether one is wanted.", "lists", **NOT_KNOWN)


def self_administered(case: Case) -> Item:
    """M3: what the contractor's list of self-administered drugs says of this drug by this route."""
    lists = [entry for entry in case.reference.self_administered if entry.contractor == case.payer.contractor]
    found = next((entry for entry in lists if entry.hcpcs == case.result.hcpcs and entry.start <= case.date), None)
    if found is None:
        message = "No list of the payer or its contractor is known here for the date. Ask whether the drug is on one."
        return _LIST.item(case, LOOK if lists else ONCE, "M3", message, "lists", **NOT_KNOWN)
    modifier = "JB" if case.encounter.route == "SC" else "JA"
    sure = {"grade": found.grade, "source": found.source}
    if modifier in found.covered:
        return _LIST.item(case, PASS, "M3", f"{found.name} pays the drug with {modifier}.", "route", **sure)
    message = f"{found.name} lists the drug and does not pay it with {modifier}. Expect a denial."
    return _LIST.item(case, MISSING, "M3", message, "route", **sure)
