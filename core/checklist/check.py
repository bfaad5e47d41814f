"""The whole claim check of a result."""

from collections.abc import Iterator

from core.checklist import amounts, confusion, coverage, diagnosis, limits, place, record
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
    amounts.units,
    amounts.jw_or_jz,
    coverage.route_modifier,
    limits.mue,
    limits.ndc_data,
    confusion.similar_codes,
    place.container_type,
    place.drug_source,
    place.discount,
    place.place_of_service,
    coverage.self_administered,
    coverage.prior_authorization,
    coverage.quantity_limit,
    coverage.step_therapy,
)
"""Every item, in the order in which a biller would go through them."""

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
    """All items, those that keep a claim from being sent first.

    Args:
        result: what the encounter comes to.
        payer: whose demands are checked; the one that the result was worked out for.
        clinic: the settings that it was worked out with.
        reference: rules, codes and lists.
        known: what the journal knows besides; nothing where it is not asked.
    """
    case = Case(result, payer, clinic, reference, known)
    found = [*(check(case) for check in _CHECKS), *_other_findings(case)]
    return tuple(sorted(found, key=lambda item: list(STATES).index(item.state)))


def _other_findings(case: Case) -> Iterator[Item]:
    """What was found and no item of its own tells."""
    for finding in case.result.findings:
        if finding.severity != "info" and finding.code not in TOLD:
            state = MISSING if finding.severity == "error" else LOOK
            about = About(finding.code, finding.code.replace("-", " ").capitalize())
            yield about.item(case, state, finding.rule, finding.message, finding.field)
