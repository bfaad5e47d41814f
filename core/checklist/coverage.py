"""What the payer asks for: authorisation, limits, step therapy, route (P1, M3)."""

from core.checklist.items import LOOK, MISSING, NOT_KNOWN, PASS, About, Authorization, Case, Item
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
        return _AUTHORIZATION.item(case, MISSING, "P1", "The payer may want one. Enter its number.", field)
    message = "Not known whether the payer wants one. Ask, and enter it."
    return _AUTHORIZATION.item(case, LOOK, "P1", message, field, **NOT_KNOWN)


def _of_number(case: Case, number: str) -> Item:
    found = next((known for known in case.known.authorizations if known.number == number), None)
    state, message = (
        (LOOK, "its dates and units are not known here. Compare them.") if found is None else _of(case, found)
    )
    return _AUTHORIZATION.item(case, state, "P1", f"{number}: {message}", "prior_authorization")


def _of(case: Case, known: Authorization) -> tuple[str, str]:
    """What is to be said of an authorisation that is known."""
    administered = sum(line.units for line in case.result.lines if not line.discarded)
    billed = sum(line.units for line in case.result.lines)
    if known.first_day is not None and case.date < known.first_day:
        return MISSING, f"it begins on {known.first_day}, after the date of service."
    if known.last_day is not None and case.date > known.last_day:
        return MISSING, f"it ended on {known.last_day}, before the date of service. Ask for a new one."
    left = "units left not known" if known.units_left is None else f"{count(known.units_left)} left"
    if known.units_left is not None and known.units_left < administered:
        return MISSING, f"{left}, {count(administered)} given. Ask for more."
    if known.units_left is not None and known.units_left < billed:
        return LOOK, f"{left}, {count(billed)} with JW. Ask whether JW units count."
    if None in (known.first_day, known.last_day, known.units_left):
        return LOOK, f"dates or units are not all known here ({left}). Compare them."
    return PASS, f"it covers {known.first_day} to {known.last_day}, {left} for {billed} billed."


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
