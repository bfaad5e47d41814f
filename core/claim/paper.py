"""The claim lines on paper: CMS-1500 for professional claims, UB-04 for institutional ones."""

from collections.abc import Iterator

from core import ndc
from core.claim import service as common
from core.claim.service import MAX_POINTERS, Service
from core.quantity import number
from core.result import ClaimLine, Form, Step

REVENUE = "0636"
"""M8: drugs that need a detailed code."""

_LOCATOR_43 = 24
"""Characters (N5)."""

_ITEM_23, _LOCATOR_63 = 29, 30
"""Characters (F2, F7)."""

_ITEM_24G = 999
"""The most units that its three digits say (F2)."""

ICD_10 = "0"
"""Which version of the codes the diagnoses are of (F2, F7)."""

CMS1500_DIAGNOSES, UB04_DIAGNOSES = 12, 18
"""On one claim (F6, F7)."""

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

_CMS1500_LAYOUT = (
    Step("Item 24: the NDC in the shaded part, the service line below it.", "N2"),
    Step("Items 21 to 24: dates as MMDDYY, diagnoses without points, pointers by letter.", "F2"),
)
"""How the form is filled in."""

_UB04_LAYOUT = (
    Step(f"Locator 42: revenue code {REVENUE}.", "M8"),
    Step("Locator 43 follows a layout of 24 characters that is unconfirmed. Ask the payer.", "N5"),
    Step("Locators 44 to 47: code with its modifiers, date as MMDDYY, units, charge.", "F4"),
    Step("Locators 63 to 67: authorisation, 0 for ICD-10, diagnoses without points.", "F7"),
)
"""How the form is filled in."""


def cms1500_ndc(line: ClaimLine) -> str:
    """N2: the shaded part of item 24, such as `N400641617510 ML0.6`; empty without an NDC quantity."""
    if line.ndc is None or line.volume is None:
        return ""
    return f"N4{ndc.claim_digits(line.ndc)} ML{number(line.volume)}"


def cms1500(service: Service) -> Form:
    """The professional form; whether it fits the place is not known here."""
    rows, remarks = cms1500_rows(service), tuple(cms1500_remarks(service))
    return Form("cms1500", False, cms1500_fields(service), CMS1500, rows, remarks, _CMS1500_LAYOUT)


def ub04(service: Service) -> Form:
    """The institutional form; whether it fits the place is not known here."""
    rows, remarks = ub04_rows(service), tuple(ub04_remarks(service))
    return Form("ub04", False, ub04_fields(service), UB04, rows, remarks, _UB04_LAYOUT)


def cms1500_fields(service: Service) -> tuple[tuple[str, str], ...]:
    """F2: item 21 by letter; 23, which is empty where the number does not fit; the billing provider's NPI in 33a."""
    codes = service.diagnoses(CMS1500_DIAGNOSES)
    letters = (("21 " + chr(ord("A") + place), code) for place, code in enumerate(codes))
    authorised = service.encounter.prior_authorization
    once = ("23", authorised if len(authorised) <= _ITEM_23 else ""), ("33a NPI", service.clinic.npi)
    return (("21 ICD Ind.", ICD_10), *letters, *once)


def cms1500_rows(service: Service) -> tuple[tuple[str, ...], ...]:
    """F2: item 24, the shaded part and the service line of each claim line.

    24J is left empty: it is the rendering provider's, who is not known here.
    """
    date = f"{service.encounter.service_date:%m%d%y}"
    pointers = "ABCD"[: min(MAX_POINTERS, len(service.encounter.diagnosis))]
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
            "",
        )
        for line in service.lines
    )


def cms1500_remarks(service: Service) -> Iterator[Step]:
    """M6, F2: what the form lacks, what must be done first in front."""
    yield from common.first_remarks(service)
    yield from common.diagnosis_remarks(service, CMS1500_DIAGNOSES, pointers=True)
    if not service.place:
        yield Step("No place-of-service code is on file for this place. Fill in 24B.", "M6")
    yield Step("24J is empty: the rendering provider's NPI is not known here. Fill it in.", "F2")
    if not service.clinic.npi:
        yield Step("33a is empty, for the settings hold no NPI. Fill it in.", "F2")
    if len(service.encounter.prior_authorization) > _ITEM_23:
        yield Step(f"The prior authorisation is longer than the {_ITEM_23} characters of item 23. Fill it in.", "F2")
    for number_, line in enumerate(service.lines, 1):
        if line.units > _ITEM_24G:
            yield Step(f"Line {number_}: 24G has room for 3 digits, not for {line.units:,}. Check the units.", "F2")
    yield from common.line_remarks(service)


def ub04_fields(service: Service) -> tuple[tuple[str, str], ...]:
    """F7: locators 63, 66 and 67, the principal diagnosis and the others by letter."""
    authorised = service.encounter.prior_authorization
    names = ("67", *(f"67 {chr(ord('A') + place)}" for place in range(UB04_DIAGNOSES - 1)))
    codes = zip(names, service.diagnoses(UB04_DIAGNOSES), strict=False)
    return (("63", authorised if len(authorised) <= _LOCATOR_63 else ""), ("66", ICD_10), *codes)


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
    """N5, F7: what the form lacks, what must be done first in front."""
    yield from common.first_remarks(service)
    yield from common.diagnosis_remarks(service, UB04_DIAGNOSES, pointers=False)
    yield from common.admission_remarks(service)
    if len(service.encounter.prior_authorization) > _LOCATOR_63:
        text = f"The prior authorisation is longer than the {_LOCATOR_63} characters of locator 63"
        yield Step(f"{text}. Fill it in.", "F7")
    for place, line in enumerate(service.lines, 1):
        if _described(line) and not _locator_43(line):
            text = f"Line {place}: {_described(line)} is longer than the {_LOCATOR_43} characters of locator 43"
            yield Step(f"{text}, which is left empty. Fill it in.", "N5")
    yield from common.line_remarks(service)


def _locator_43(line: ClaimLine) -> str:
    """N5: empty rather than cut off."""
    text = _described(line)
    return text if len(text) <= _LOCATOR_43 else ""


def _described(line: ClaimLine) -> str:
    return cms1500_ndc(line).replace(" ", "")
