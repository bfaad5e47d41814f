"""What the payer asks for: authorisation, limits, step therapy, route (P1, M3)."""

from core.authorization import concerns
from core.checklist.items import LOOK, MISSING, NOT_KNOWN, PASS, About, Case, Item, listed
from core.units import count

_AUTHORIZATION = About("prior-authorization", "Prior authorisation")
_QUANTITY = About("quantity-limit", "Quantity limit")
_STEP = About("step-therapy", "Step therapy")
_ROUTE = About("route-modifier", "JA or JB")
_LIST = About("self-administered", "Self-administered drugs")


def prior_authorization(case: Case) -> Item:
    """P1: it is there where the payer wants one, covers the date of service, and has units left."""
    number, asked, field = case.encounter.prior_authorization, case.payer.prior_authorization, "prior_authorization"
    if number:
        return _of_number(case, number)
    if asked == "no":
        return _AUTHORIZATION.item(case, PASS, "P1", "The payer's profile says that none is wanted.", field)
    if asked == "yes":
        numbers = [known.number for known in case.known.authorizations if known.payer == case.payer.id]
        hint = f" The journal has {listed(numbers)} of this patient." if numbers else ""
        return _AUTHORIZATION.item(case, MISSING, "P1", f"The payer may want one. Enter its number.{hint}", field)
    message = "Not known whether the payer wants one. Ask, and enter it."
    return _AUTHORIZATION.item(case, LOOK, "P1", message, field, **NOT_KNOWN)


def _of_number(case: Case, number: str) -> Item:
    """P2: what is the matter with an authorisation by what is known of it."""
    field, found = "prior_authorization", case.known.authorizations
    if not found:
        message = f"{number}: its dates and units are not known here. Compare them."
        return _AUTHORIZATION.item(case, LOOK, "P1", message, field, **NOT_KNOWN)
    known, billed = found[0], sum(line.units for line in case.result.lines)
    if known.payer != case.payer.id:
        return _AUTHORIZATION.item(case, LOOK, "P1", f"{number} is of another payer. Compare them.", field)
    matters = concerns(known, case.date, case.result.hcpcs or "", billed)
    if matters:
        state = MISSING if matters[0].severity == "error" else LOOK
        return _AUTHORIZATION.item(case, state, "P2", " ".join(matter.message for matter in matters), field)
    message = f"{known.number} covers {known.since} to {known.until}; {count(known.left)} left, {count(billed)} billed."
    return _AUTHORIZATION.item(case, PASS, "P2", message, field)


def quantity_limit(case: Case) -> Item:
    """P1: the payer's words beside the units billed; a person compares them."""
    billed, limit = count(sum(line.units for line in case.result.lines)), case.payer.quantity_limit
    if limit:
        return _QUANTITY.item(case, LOOK, "P1", f"{billed} billed. The payer says: {limit}", "payer")
    return _QUANTITY.item(case, LOOK, "P1", f"{billed} billed. No limit is known here: ask.", "payer", **NOT_KNOWN)


def step_therapy(case: Case) -> Item:
    """P1: where the payer wants other drugs tried first, the record says which were."""
    asked, tried, field = case.payer.step_therapy, case.encounter.necessity.prior_treatment, "necessity.prior_treatment"
    if asked == "no":
        return _STEP.item(case, PASS, "P1", "The payer's profile says that none is asked for.")
    if asked == "unknown":
        message = "Not known whether other drugs must be tried first. Ask the payer."
        return _STEP.item(case, LOOK, "P1", message, field, **NOT_KNOWN)
    if not tried:
        return _STEP.item(case, MISSING, "P1", "Other drugs must be tried first. Write which were, and how.", field)
    return _STEP.item(case, LOOK, "P1", "Prior treatment is written. Compare it with what the payer asks.", field)


def route_modifier(case: Case) -> Item:
    """M3: JA or JB on each line where the payer wants it, by the route that was recorded."""
    lines = case.result.lines
    if not lines:
        return _ROUTE.item(case, LOOK, "M3", "There are no claim lines to check.")
    carried = {modifier for line in lines for modifier in line.modifiers if modifier in {"JA", "JB"}}
    if not case.payer.wants_route(case.date):
        return _ROUTE.item(case, MISSING if carried else PASS, "P1", "The payer's profile asks for neither.", "route")
    wanted = "JB" if case.encounter.route == "SC" else "JA"
    if carried == {wanted} and all(wanted in line.modifiers for line in lines):
        return _ROUTE.item(case, PASS, "M3", f"{wanted} stands on each line, as the route says.", "route")
    message = f"The payer wants {wanted} on each line. Lines that are not paid apart carry no modifier: ask the payer."
    return _ROUTE.item(case, MISSING if carried else LOOK, "M3", message, "route")


def self_administered(case: Case) -> Item:
    """M3: what the contractor's list of self-administered drugs says of this drug by this route."""
    lists = [entry for entry in case.reference.self_administered if entry.contractor == case.payer.contractor]
    found = next((entry for entry in lists if entry.hcpcs == case.result.hcpcs and entry.start <= case.date), None)
    if found is None:
        message = "No contractor's list is known for this payer, drug and date. Look whether the drug is on it."
        return _LIST.item(case, LOOK, "M3", message, "payer", **NOT_KNOWN)
    modifier = "JB" if case.encounter.route == "SC" else "JA"
    sure = {"grade": found.grade, "source": found.source}
    if modifier in found.covered:
        return _LIST.item(case, PASS, "M3", f"{found.name} pays the drug with {modifier}.", "route", **sure)
    message = f"{found.name} lists the drug and does not pay it with {modifier}. Expect a denial."
    return _LIST.item(case, MISSING, "M3", message, "route", **sure)
