"""How the rest of single-dose containers stands on the claim, by date, setting and payer."""

from typing import NamedTuple

from core import plan
from core.clinic import Clinic
from core.encounter import Encounter
from core.payers import Payer
from core.quantity import Mass
from core.rules import Rules

NEVER_SEPARATE = ("rhc", "fqhc", "inpatient", "home")
"""Settings where the drug is not paid separately, so that JW and JZ do not apply (R11)."""

_BY_INDICATOR = ("hospital_outpatient", "asc")


class Treatment(NamedTuple):
    """What the claim says about discarded drug."""

    line: str
    """jw: a second line with JW. jz: one line with JZ. opened: one line with the units of the containers opened.
    needed: one line with the units of the smallest containers that would have done, where larger ones were opened.
    plain: one line without either. none: nothing may be billed."""

    rule: str
    """The rule that decides it."""

    bare: bool = False
    """Whether the line carries no modifier at all, because the drug is not separately payable (R11, R12)."""

    denied: str = ""
    """Why the payer does not pay for all that was discarded: `payer` or `avoidable`; empty where it does."""


def treatment(
    encounter: Encounter,
    payer: Payer,
    clinic: Clinic,
    rules: Rules,
    *,
    single_dose: bool,
    discarded: Mass,
    discarded_units: int,
    avoidable: bool,
) -> Treatment:
    """Decide what the claim says about discarded drug (R5-R8, R10-R12, payer profile).

    Args:
        encounter: for date and setting.
        payer: the payer's demands.
        clinic: the clinic's status indicator.
        rules: for the dates of R10.
        single_dose: whether any single-dose container was opened.
        discarded: from single-dose containers.
        discarded_units: R4.
        avoidable: whether a smaller container would have done (R13).
    """
    date = encounter.service_date
    if encounter.setting in NEVER_SEPARATE:
        return Treatment("plain", "R11", bare=True)
    if is_packaged(encounter, clinic):
        return Treatment("plain", "R12", bare=True)
    if not single_dose:
        return Treatment("plain", "R8")
    if payer.waste == "containers-opened":
        return Treatment("needed", "P1", denied="avoidable") if avoidable else Treatment("opened", "P1")
    if date < rules.since("R10", "JW"):
        return Treatment("plain", "R10")
    if discarded_units:
        if payer.waste == "not-billed" and (payer.waste_from is None or date >= payer.waste_from):
            return Treatment("plain", "P1", denied="payer")
        if avoidable and not payer.avoidable_waste_paid:
            return Treatment("plain", "P1", denied="avoidable")
        return Treatment("jw", "R5")
    if payer.jz == "not-used" or (payer.jz_from is not None and date < payer.jz_from):
        return Treatment("plain", "P1")
    if date < rules.since("R10", "JZ"):
        return Treatment("plain", "R10")
    return Treatment("jz", "R7" if discarded else "R6")


def needs_indicator(encounter: Encounter, clinic: Clinic) -> bool:
    """R12: whether the setting pays by a status indicator that the clinic has not confirmed."""
    return encounter.setting in _BY_INDICATOR and clinic.status_indicator == "unconfirmed"


def is_packaged(encounter: Encounter, clinic: Clinic) -> bool:
    """R12: whether the drug is packaged, so that it is not separately payable."""
    return encounter.setting in _BY_INDICATOR and clinic.status_indicator == "packaged"


def least_labelled(given: Mass, opened: Mass, sizes: tuple[Mass, ...]) -> Mass | None:
    """R13: the least labelled drug that covers what single-dose containers gave; None where that is not worked out.

    Args:
        given: what the single-dose containers gave.
        opened: what they hold; larger sizes could not have done with less.
        sizes: of the single-dose containers that could have been used.
    """
    if not 0 < given <= plan.MAX_DOSE:
        return None
    try:
        return plan.least_labelled(given, tuple([size for size in sizes if size <= opened]))
    except plan.PlanError:
        return None
