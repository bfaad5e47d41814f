"""The front door: an encounter in, the whole result out."""

from core import billing, findings, steps, used
from core.claim import forms
from core.clinic import Clinic
from core.encounter import Encounter
from core.quantity import Mass, Volume, volume_of
from core.reference import Reference
from core.result import Result
from core.rules import Rule


def calculate(encounter: Encounter, reference: Reference, clinic: Clinic = Clinic()) -> Result:  # noqa: B008 - frozen
    """Work out an encounter: amounts, claim lines, each step with its rule, and what was found.

    Raises:
        InputError: the parts of the encounter contradict each other or the catalogue.
    """
    billed = billing.bill(encounter, reference, clinic)
    found = findings.findings(encounter, billed, reference, clinic)
    bare = Result(
        encounter=encounter,
        findings=found,
        rules=_rules({finding.rule for finding in found}, billed, reference),
        products=tuple(billing.look_up(opened, reference) for opened in encounter.opened),
        payer_name=billed.payer.name,
        rules_version=reference.rules.version,
        catalog_version=reference.catalog.version,
        used=used.of(encounter, reference, clinic),
    )
    if billed.product is None:
        return bare
    worked = steps.steps(encounter, billed, reference, clinic)
    result = bare._replace(
        hcpcs=billed.product.hcpcs,
        billing_unit=billed.product.billing_unit,
        given=billed.given,
        labelled=billed.labelled,
        discarded=Mass(billed.discarded + billed.lost),
        discarded_volume=_discarded_volume(billed),
        kept=billed.kept,
        containers=billed.uses,
        lines=billed.lines,
        steps=worked,
        rules=_rules({step.rule for step in worked} | {finding.rule for finding in found}, billed, reference),
    )
    return result._replace(claim=forms.claim(result, clinic, reference))


def _rules(ids: set[str], billed: billing.Billing, reference: Reference) -> tuple[Rule, ...]:
    """The rules with these ids, each as sure as it is for this encounter."""
    return tuple(_as_sure(rule, billed) for rule in reference.rules.named(ids))


def _as_sure(rule: Rule, billed: billing.Billing) -> Rule:
    """What is particular to a payer (P1) is as sure as its profile; some rules are surer under one unit (R7)."""
    payer = billed.payer
    if rule.id == "P1":
        text = f"{payer.name}: {payer.remark or rule.text}"
        return rule._replace(text=text, grade=payer.grade, source=payer.source)
    if rule.grade_under_one_unit and billed.lines and (billed.given or 0) < billed.unit:
        return rule._replace(grade=rule.grade_under_one_unit)
    return rule


def _discarded_volume(billed: billing.Billing) -> Volume | None:
    """The volume thrown away; None where some of it is of a powder."""
    total = 0
    for use in billed.uses:
        if use.discarded:
            if use.product.concentration is None:
                return None
            total += volume_of(use.discarded, use.product.concentration)
    return Volume(total)
