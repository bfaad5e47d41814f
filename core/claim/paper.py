"""The claim lines on paper: CMS-1500 for professional claims, UB-04 for institutional ones."""

from collections.abc import Iterator

from core import ndc
from core.claim import service as common
from core.claim.service import MAX_POINTERS, Service
from core.quantity import number
from core.result import ClaimLine, Step

REVENUE = "0636"
"""M8: drugs that need a detailed code."""

_LOCATOR_43 = 24
"""Characters (N5)."""

_ITEM_23 = 29
"""Characters (F2)."""

SHADED = "Shaded"
"""What stands above the other fields of item 24."""

CMS1500 = (
    SHADED,
    "24A from",
    "24A to",
    "24B place",
    "24D code",
    "24D modifiers",
    "24E pointer",
    "24F charge",
    "24G units",
    "24J NPI",
)
UB04 = ("42 revenue", "43 description", "44 HCPCS", "45 date", "46 units", "47 charge")


def cms1500_ndc(line: ClaimLine) -> str:
    """N2: the shaded part of item 24, such as `N400641617510 ML0.6`; empty without an NDC quantity."""
    if line.ndc is None or line.volume is None:
        return ""
    return f"N4{ndc.claim_digits(line.ndc)} ML{number(line.volume)}"


def cms1500_fields(service: Service) -> tuple[tuple[str, str], ...]:
    """F2: item 21 by letter, and item 23, which is empty where the number does not fit."""
    letters = (("21 " + chr(ord("A") + place), code) for place, code in enumerate(service.diagnoses))
    authorised = service.encounter.prior_authorization
    return (*letters, ("23", authorised if len(authorised) <= _ITEM_23 else ""))


def cms1500_rows(service: Service) -> tuple[tuple[str, ...], ...]:
    """F2: item 24, the shaded part and the service line of each claim line."""
    date = f"{service.encounter.service_date:%m%d%y}"
    pointers = "ABCD"[: min(MAX_POINTERS, len(service.diagnoses))]
    return tuple(
        (
            cms1500_ndc(line),
            date,
            date,
            service.place,
            line.hcpcs,
            " ".join(line.modifiers),
            pointers,
            service.charge(line.hcpcs, line.units),
            str(line.units),
            service.clinic.npi,
        )
        for line in service.lines
    )


def cms1500_remarks(service: Service) -> Iterator[Step]:
    """N2, F2, M6: how item 24 is filled in, and what it lacks."""
    yield Step("Item 24: the NDC in the shaded part, the service line below it.", "N2")
    yield Step("Items 21 to 24: dates as MMDDYY, diagnoses without points, pointers by letter.", "F2")
    if not service.place:
        yield Step("No place-of-service code is on file for this place. Fill in 24B.", "M6")
    if service.clinic.npi:
        yield Step("24J holds the NPI of the settings. Put in the rendering provider's where it is another.", "F2")
    else:
        yield Step("24J is empty, for the settings hold no NPI. Fill it in.", "F2")
    if len(service.encounter.prior_authorization) > _ITEM_23:
        yield Step(f"The prior authorisation is longer than the {_ITEM_23} characters of item 23. Fill it in.", "F2")
    yield from common.diagnosis_remarks(service)
    yield from common.remarks(service)


def ub04_rows(service: Service) -> tuple[tuple[str, ...], ...]:
    """M8, N5, F4: form locators 42 to 47 of each claim line."""
    return tuple(
        (
            REVENUE,
            _locator_43(line),
            line.hcpcs + "".join(line.modifiers),
            f"{service.encounter.service_date:%m%d%y}",
            str(line.units),
            service.charge(line.hcpcs, line.units),
        )
        for line in service.lines
    )


def ub04_remarks(service: Service) -> Iterator[Step]:
    """M8, N5, F4: how the locators are filled in, and what they lack."""
    yield Step(f"Locator 42: revenue code {REVENUE}.", "M8")
    yield Step("Locator 43 follows a layout of 24 characters that is unconfirmed. Ask the payer.", "N5")
    yield Step("Locators 44 to 47: code with its modifiers, date as MMDDYY, units, charge.", "F4")
    for place, line in enumerate(service.lines, 1):
        if _described(line) and not _locator_43(line):
            text = f"Line {place}: {_described(line)} is longer than the {_LOCATOR_43} characters of locator 43"
            yield Step(f"{text}, which is left empty. Fill it in.", "N5")
    yield from common.remarks(service)


def _locator_43(line: ClaimLine) -> str:
    """N5: empty rather than cut off."""
    text = _described(line)
    return text if len(text) <= _LOCATOR_43 else ""


def _described(line: ClaimLine) -> str:
    return cms1500_ndc(line).replace(" ", "")
