"""The whole claim check of a result."""

from collections.abc import Iterator

from core.checklist import amounts, confusion, coverage, diagnosis, form, limits, modifiers, place, record
from core.checklist.items import LOOK, MISSING, STATES, About, Case, Item, Known
from core.clinic import Clinic
from core.payers import Payer
from core.reference import Reference
from core.result import Result

_CHECKS = (
    diagnosis.diagnosis,
    diagnosis.necessity,
    record.must,
    record.should,
    record.dates,
    confusion.similar_codes,
    place.container_type,
    place.drug_source,
    coverage.self_administered,
    coverage.prior_authorization,
    coverage.step_therapy,
)
"""Items of every encounter, in the order in which a biller would go through them."""

_OF_LINES = (
    amounts.units,
    modifiers.jw_or_jz,
    coverage.route_modifier,
    coverage.quantity_limit,
    limits.mue,
    limits.ndc_data,
    place.discount,
    place.place_of_service,
    form.complete,
)
"""Items of the claim lines; where there are none, one item says so."""

_LINES = About("lines", "Claim lines")

_NEVER_SENT = "sample-encounter"
"""Of what is made up (D4)."""

TOLD = frozenset(
    {
        "container-type-unconfirmed",
        "depot-product",
        "diagnosis-missing",
        "diagnosis-not-billable",
        "discard-incomplete",
        "discard-unconfirmed",
        "expiry-missing",
        "looks-like-depot",
        "lot-missing",
        "mue-exceeded",
        "noted-before-service",
        "not-billable-source",
        "payer-denies-waste",
        "prior-authorization-missing",
        "route-modifier-excluded",
        "status-indicator-unconfirmed",
        "witness-missing",
    }
)
"""Findings that an item of its own tells; any other error or warning becomes an item as it is."""


def checklist(
    result: Result,
    payer: Payer,
    clinic: Clinic,
    reference: Reference,
    known: Known = Known(),  # noqa: B008 - frozen
) -> tuple[Item, ...]:
    """All items by their states, those that keep a claim from being sent first.

    Args:
        result: what the encounter comes to.
        payer: whose demands are checked; the one that the result was worked out for.
        clinic: the settings that it was worked out with.
        reference: rules, codes and lists.
        known: what the journal knows besides; nothing where it is not asked.
    """
    case = Case(result, payer, clinic, reference, known)
    lines = [check(case) for check in _OF_LINES] if result.lines else [_no_lines(case)]
    found = [*lines, *(check(case) for check in _CHECKS), *_other_findings(case)]
    return tuple(sorted(found, key=lambda item: list(STATES).index(item.state)))


def _no_lines(case: Case) -> Item:
    """An encounter that can't be billed has nothing that could be right about its lines."""
    errors = [finding for finding in case.result.findings if finding.severity == "error"]
    return _LINES.item(
        case, MISSING, errors[0].rule, "There are no claim lines. See what else is wrong.", errors[0].field
    )


def _other_findings(case: Case) -> Iterator[Item]:
    """What was found and no item of its own tells."""
    for finding in case.result.findings:
        if finding.severity != "info" and finding.code not in TOLD:
            state = MISSING if finding.severity == "error" or finding.code == _NEVER_SENT else LOOK
            about = About(finding.code, finding.code.replace("-", " ").capitalize())
            yield about.item(case, state, finding.rule, finding.message, finding.field)
