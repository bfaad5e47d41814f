"""What the note says of the claim: its lines, how they came about, and what a reader of the record should know."""

from core import ndc
from core.note.pieces import Paragraph, Section, Table
from core.quantity import mcg, number
from core.result import SEVERITIES, ClaimLine, Finding, Result

_CLAIM_ONLY = {
    "administration-by-facility",
    "discard-below-one-unit",
    "discount-modifier-uncertain",
    "modifiers-not-applicable",
    "mue-exceeded",
    "ndc-of-old-form",
    "payer-denies-waste",
    "route-modifier-excluded",
    "smaller-container-would-do",
    "status-indicator-unconfirmed",
}
"""Findings that tell the biller something and the record nothing."""

_SAID_ABOVE = {"discard-unconfirmed", "sample-encounter"}
"""Findings that the head of the note states already, as the reason why it is a draft or no record."""

REMARK = SEVERITIES["info"]
"""What stands before a finding that asks for nothing."""


def why_not_billable(result: Result) -> tuple[str, ...]:
    """Why nothing may be billed; empty where something may."""
    return tuple(finding.message for finding in result.findings if finding.severity == "error")


def claim_lines(result: Result) -> Section:
    """The lines as they go on the claim, or that there are none."""
    if not result.lines:
        return Section("Claim lines", (Paragraph("No claim lines: nothing may be billed."),))
    header = ("Code", "Modifiers", "Units", "Drug", "NDC", "NDC quantity")
    return Section("Claim lines", (Table("claim", header, tuple(_line(line) for line in result.lines)),))


def _line(line: ClaimLine) -> tuple[str, ...]:
    code = "several" if line.ndc is None else ndc.claim_digits(line.ndc)
    quantity = "see Amounts" if line.ndc is None else "none"  # of a powder there are no millilitres
    if line.volume is not None:
        quantity = f"ML {number(line.volume)}"
    drug = f"{mcg(line.mass)} {line.drug}"
    return line.hcpcs, " ".join(line.modifiers) or "none", f"{line.units:,}", drug, code, quantity


def working(result: Result) -> Section | None:
    """Each step with its rule, how sure that is, and where it comes from."""
    rules = {rule.id: rule for rule in result.rules}
    rows = []
    for step in result.steps:
        rule = rules[step.rule]
        rows.append((step.text, rule.id, rule.grade, rule.source))
    return Section("Working", (Table("steps", ("Step", "Rule", "Grade", "Source"), tuple(rows)),)) if rows else None


def remarks(findings: tuple[Finding, ...]) -> Section | None:
    """The findings that concern the record; errors stand at the head of the note."""
    rows = tuple(
        (SEVERITIES[finding.severity], finding.message, finding.rule)
        for finding in findings
        if finding.severity != "error" and finding.code not in _CLAIM_ONLY | _SAID_ABOVE
    )
    return Section("To check", (Table("findings", ("Kind", "Finding", "Rule"), rows),)) if rows else None
