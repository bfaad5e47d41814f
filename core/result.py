"""What an encounter comes to: amounts, claim lines, the steps there and what was found."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from core import __version__, ndc, rules
from core.catalog import Product, TurnedAway
from core.encounter import Encounter, Opened
from core.ndc import Ndc
from core.quantity import Mass, Volume, mcg, number
from core.rules import Rule
from core.used import NOTHING, Used


class ContainerUse(NamedTuple):
    """What became of the containers of one entry: labelled = given + discarded + kept, all masses together."""

    position: int
    """Index of the entry in `encounter.opened`; uses stand in the order in which they were used up."""

    opened: Opened
    product: Product
    given: Mass
    discarded: Mass
    """Thrown away; of a multi-dose container, drawn but not given (never billed, R8)."""

    kept: Mass
    """Left in a multi-dose container for later."""

    @property
    def labelled(self) -> Mass:
        """What the labels of all these containers say together."""
        return Mass(self.product.content * self.opened.count)


class ClaimLine(NamedTuple):
    """One line of the claim."""

    hcpcs: str
    modifiers: tuple[str, ...]
    units: int
    """Whole billing units, 1 or more."""

    mass: Mass
    """The drug behind the units, as it really was: administered, or discarded."""

    drug: str
    """What the units are of: drug administered, discarded, opened (both together, where a payer wants that), or needed:
    the least that containers could have held, where more was opened and the payer wants no more (R13)."""

    ndc: Ndc | None = None
    """None where the line covers several products."""

    volume: Volume | None = None
    """The NDC quantity, rounded to three decimals of a millilitre (N2, N4); None without an NDC or a concentration."""

    wasted: int = 0
    """Those of the units that are of drug discarded."""

    @property
    def discarded(self) -> bool:
        """Whether the line bills discarded drug alone."""
        return self.drug == "discarded"


class Step(NamedTuple):
    """One sentence of the working, and the rule that it follows."""

    text: str
    rule: str


class Finding(NamedTuple):
    """Something that a person should know about the encounter."""

    severity: str
    """error (nothing may be billed), warning or info."""

    code: str
    message: str
    """What is the matter and what to do."""

    rule: str
    field: str = ""
    """The encounter's field that it is about: `discard.witness`; empty for the whole."""


class Act(NamedTuple):
    """An act of giving the drug that could be billed beside it (M7)."""

    code: str
    units: int
    text: str
    """What it is: `injection under the skin`."""


class Form(NamedTuple):
    """The claim lines as one kind of claim wants them."""

    key: str
    """cms1500, ub04, x12_837p or x12_837i."""

    fits: bool
    """Whether claims of this place go out so (F1)."""

    fields: tuple[tuple[str, str], ...]
    """What stands once on the claim: name and value."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """A row for each claim line or segment; a cell is empty where nothing may be claimed."""

    remarks: tuple[Step, ...]
    """What is missing on it and what did not fit, what must be done first in front."""

    layout: tuple[Step, ...]
    """How it is filled in."""

    @property
    def steps(self) -> tuple[Step, ...]:
        """All that is said of it."""
        return *self.remarks, *self.layout


class Claim(NamedTuple):
    """The same lines on every kind of claim, and what could be billed for giving the drug."""

    fits: Step
    """Which kind of claim this place wants."""

    forms: tuple[Form, ...]
    """Those that fit first; none where no drug line may be billed."""

    acts: tuple[Act, ...]
    """A proposal: none of them is on a form."""

    about_acts: tuple[Step, ...]
    """What the proposal follows, and what it lacks."""

    rules: tuple[Rule, ...]
    """The rules that all these name."""


SEVERITIES = {"error": "Stop", "warning": "Check", "info": "Note"}
"""The severities of findings, worst first, each with the word that stands for it on screen and paper."""


def worst_first(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings with those first that weigh most; equal ones stay in their order."""
    return tuple(sorted(found, key=lambda finding: [*SEVERITIES].index(finding.severity)))


class Result(NamedTuple):
    """The whole answer. Amounts are None where a product is unknown or several drugs can't be told apart."""

    encounter: Encounter
    hcpcs: str | None = None
    billing_unit: Mass | None = None
    given: Mass | None = None
    labelled: Mass | None = None
    """On the labels of all containers opened."""

    discarded: Mass | None = None
    """Thrown away: of single-dose containers the rest (R3), of multi-dose ones what was drawn and not given."""

    discarded_volume: Volume | None = None
    """The same as a volume; None for a powder."""

    kept: Mass | None = None
    containers: tuple[ContainerUse, ...] = ()
    lines: tuple[ClaimLine, ...] = ()
    """Empty where a finding is an error."""

    steps: tuple[Step, ...] = ()
    findings: tuple[Finding, ...] = ()
    rules: tuple[Rule, ...] = ()
    """The rules that steps and findings name, in the order of the rules file."""

    products: tuple[Product | TurnedAway | None, ...] = ()
    """What the catalogue knows each entry of `encounter.opened` as."""

    payer_name: str = ""
    """Of the payer whose profile was used."""

    rules_version: str = ""
    catalog_version: str = ""
    """Of the shipped catalogue."""

    used: Used = NOTHING
    """What of all this is not of the shipped data."""
    claim: Claim | None = None
    """None where neither drug nor its giving may be billed."""


def to_json(result: Result) -> dict[str, Any]:
    """The result as the public interface's JSON object: quantities are decimal strings.

    Without the claim's forms, which follow from the rest: notes and records need not carry them.
    """
    return {
        "hcpcs": result.hcpcs,
        "billing_unit": None if result.billing_unit is None else mcg(result.billing_unit),
        "given_mcg": _number(result.given),
        "labelled_mcg": _number(result.labelled),
        "discarded_mcg": _number(result.discarded),
        "discarded_ml": _number(result.discarded_volume),
        "kept_mcg": _number(result.kept),
        "lines": [_line(line) for line in result.lines],
        "containers": [_container(use) for use in result.containers],
        "steps": [{"text": step.text, "rule": step.rule} for step in result.steps],
        "findings": [
            {
                "severity": finding.severity,
                "code": finding.code,
                "message": finding.message,
                "rule": finding.rule,
                "field": finding.field,
            }
            for finding in result.findings
        ],
        "rules": [rules.to_json(rule) for rule in result.rules],
        **({"sample": True} if result.encounter.sample else {}),
        "program_version": __version__,
        "rules_version": result.rules_version,
        "catalog_version": result.catalog_version,
    }


def _number(scaled: int | None) -> str | None:
    return None if scaled is None else number(scaled)


def _line(line: ClaimLine) -> dict[str, Any]:
    return {
        "hcpcs": line.hcpcs,
        "modifiers": list(line.modifiers),
        "units": line.units,
        "ndc11": None if line.ndc is None else ndc.claim_digits(line.ndc),
        "ndc_unit": None if line.volume is None else "ML",
        "ndc_quantity": _number(line.volume),
    }


def _container(use: ContainerUse) -> dict[str, Any]:
    return {
        "ndc": use.product.ndc,
        "dosing": use.product.dosing,
        "count": use.opened.count,
        "lot": use.opened.lot,
        "expires": use.opened.expires.isoformat() if use.opened.expires else "",
        "labelled_mcg": number(use.labelled),
        "given_mcg": number(use.given),
        "discarded_mcg": number(use.discarded),
        "kept_mcg": number(use.kept),
    }
