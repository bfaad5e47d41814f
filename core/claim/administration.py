"""M7: what could be billed for giving the drug. A proposal: the record shows whether it was so; a person decides."""

import datetime
from collections.abc import Iterator

from core.codes import Codes
from core.encounter import FIRST_HOURS, PUSH, Encounter
from core.result import Act, Step

_HOUR, _MINUTE = datetime.timedelta(hours=1), datetime.timedelta(minutes=1)

_WITH_THE_VISIT = ("rhc", "fqhc", "inpatient", "home")
"""Places that are not paid for it apart (R11)."""

FACILITIES = ("hospital_outpatient", "asc", "cah", "inpatient")
"""Places whose physicians do not report it (F5)."""


def acts(encounter: Encounter, codes: Codes) -> tuple[Act, ...]:
    """M7: by route and times: an injection, a push, or an infusion's first hour and each further one.

    A further hour counts once more than 30 minutes of it have run. Nothing is proposed for an infusion without times.
    """
    code, lasted = codes.administration, _lasted(encounter)
    if encounter.route == "SC":
        return (Act(code["SC"], 1, "injection under the skin"),)
    if encounter.route == "IV_PUSH" or (lasted is not None and lasted <= PUSH):
        return (Act(code["IV_PUSH"], 1, "push of 15 minutes or less"),)
    if lasted is None:
        return ()
    first = Act(code["IV_INFUSION"], 1, "infusion, first hour")
    further = (lasted - FIRST_HOURS + _HOUR - _MINUTE) // _HOUR
    return (first, Act(code["further_hour"], further, "infusion, each further hour")) if further > 0 else (first,)


def proposed(encounter: Encounter, codes: Codes) -> tuple[Act, ...]:
    """The same where the place is paid for it apart."""
    return () if encounter.setting in _WITH_THE_VISIT else acts(encounter, codes)


def about(encounter: Encounter, codes: Codes) -> Iterator[Step]:
    """M7, R11, M12, F5: what the proposal follows, and what keeps it from being one."""
    if encounter.setting in _WITH_THE_VISIT:
        yield Step("The drug is not paid apart here, so for giving it nothing is proposed. Ask the payer.", "R11")
    elif not acts(encounter, codes):
        yield Step("Start and stop of the infusion are missing. Without them nothing is proposed.", "M7")
    else:
        yield from _why(encounter, codes)
    if encounter.setting == "asc":
        yield Step("A surgical centre is seldom paid apart for giving a drug. Ask the payer.", "M12")
    if encounter.setting in FACILITIES:
        yield Step("A physician's own claim does not report it here: the facility's may.", "F5")


def _why(encounter: Encounter, codes: Codes) -> Iterator[Step]:
    yield Step("A proposal by route and times; none of it is on the claim. Bill it if the record shows it.", "M7")
    lasted = _lasted(encounter)
    if lasted is not None:
        minutes = f"{lasted // _MINUTE:,} minutes"
        kind = (
            "15 or less count as a push" if lasted <= PUSH else "a further hour counts once over 30 minutes of it run"
        )
        yield Step(f"The infusion ran {minutes}: {kind}.", "M7")
    elif encounter.route == "IV_PUSH":
        yield Step("The length of the push is not recorded. Over 15 minutes it is an infusion.", "M7")
    if encounter.route != "SC":
        yield Step("A visit has one initial code. Beside another infusion or push, ask which one that is.", "M11")
        yield Step(f"{codes.administration['further_push']} is for a push of another drug at the same visit.", "M7")


def _lasted(encounter: Encounter) -> datetime.timedelta | None:
    infusion = encounter.infusion
    return None if infusion is None else infusion.stop - infusion.start
