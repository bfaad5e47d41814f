"""The claim lines as segments of electronic claims, 837P and 837I: what stands once (2300), each line (2400, 2410)."""

from collections.abc import Iterator

from core import ndc
from core.claim import service as common
from core.claim.paper import REVENUE
from core.claim.service import MAX_POINTERS, Service
from core.quantity import number
from core.result import ClaimLine, Form, Step

HEADER = ("Loop", "Segment")

_SEPARATORS = frozenset("*:~^")
PROFESSIONAL_DIAGNOSES, INSTITUTIONAL_DIAGNOSES = 12, 25
"""On one claim (F6)."""

_IN_A_SEGMENT = 12
"""Codes that one HI holds."""

_LONGEST = 50
"""Characters of a reference number."""

Rows = Iterator[tuple[str, str]]
"""Loop and segment."""

_PROFESSIONAL_LAYOUT = (Step("Loop 2400 for each line, its NDC in loop 2410.", "N3"),)
_INSTITUTIONAL_LAYOUT = (*_PROFESSIONAL_LAYOUT, Step(f"SV2 begins with revenue code {REVENUE}.", "M8"))
"""How each is filled in."""


def drug(line: ClaimLine) -> tuple[str, ...]:
    """N3: the segments of loop 2410, `LIN**N4*00641617510~` and `CTP****0.6*ML~`; none without an NDC quantity."""
    if line.ndc is None or line.volume is None:
        return ()
    return f"LIN**N4*{ndc.claim_digits(line.ndc)}~", f"CTP****{number(line.volume)}*ML~"


def professional_form(service: Service) -> Form:
    """837P; whether it fits the place is not known here."""
    rows, remarks = tuple(professional(service)), tuple(professional_remarks(service))
    return Form("x12_837p", False, (), HEADER, rows, remarks, _PROFESSIONAL_LAYOUT)


def institutional_form(service: Service) -> Form:
    """837I; whether it fits the place is not known here."""
    rows, remarks = tuple(institutional(service)), tuple(institutional_remarks(service))
    return Form("x12_837i", False, (), HEADER, rows, remarks, _INSTITUTIONAL_LAYOUT)


def professional(service: Service) -> Rows:
    """N3: 837P."""
    codes = service.diagnoses(PROFESSIONAL_DIAGNOSES)
    yield from _authorised(service)
    if codes:
        yield "2300", _segment("HI", f"ABK:{codes[0]}", *(f"ABF:{code}" for code in codes[1:]))
    pointers = ":".join(str(place) for place in range(1, min(MAX_POINTERS, len(codes)) + 1))
    for number_, line in enumerate(service.lines, 1):
        money = _money(service, line)
        yield from _line(
            service,
            number_,
            line,
            _segment("SV1", _procedure(line), money, "UN", str(line.units), service.place, "", pointers),
        )


def institutional(service: Service) -> Rows:
    """N3, M8: 837I."""
    codes = service.diagnoses(INSTITUTIONAL_DIAGNOSES)
    yield from _authorised(service)
    if codes:
        yield "2300", _segment("HI", f"ABK:{codes[0]}")
    for start in range(1, len(codes), _IN_A_SEGMENT):
        yield "2300", _segment("HI", *(f"ABF:{code}" for code in codes[start : start + _IN_A_SEGMENT]))
    for number_, line in enumerate(service.lines, 1):
        money = _money(service, line)
        yield from _line(
            service, number_, line, _segment("SV2", REVENUE, _procedure(line), money, "UN", str(line.units))
        )


def professional_remarks(service: Service) -> Iterator[Step]:
    """M6, N3: what 837P lacks, what must be done first in front."""
    yield from common.first_remarks(service)
    yield from common.diagnosis_remarks(service, PROFESSIONAL_DIAGNOSES, pointers=True)
    if not service.place:
        yield Step("No place-of-service code is on file for this place: SV105 is left out.", "M6")
    yield from _remarks(service)


def institutional_remarks(service: Service) -> Iterator[Step]:
    """N3: what 837I lacks, what must be done first in front."""
    yield from common.first_remarks(service)
    yield from common.diagnosis_remarks(service, INSTITUTIONAL_DIAGNOSES, pointers=False)
    yield from common.admission_remarks(service)
    yield from _remarks(service)


def _remarks(service: Service) -> Iterator[Step]:
    if service.encounter.prior_authorization and not list(_authorised(service)):
        yield Step("The prior authorisation has signs that a claim can't carry, or over 50. Put it in REF*G1.", "N3")
    yield from common.line_remarks(service)


def _line(service: Service, number_: int, line: ClaimLine, charged: str) -> Rows:
    yield "2400", f"LX*{number_}~"
    yield "2400", charged
    yield "2400", f"DTP*472*D8*{service.encounter.service_date:%Y%m%d}~"
    for segment in drug(line):
        yield "2410", segment


def _authorised(service: Service) -> Rows:
    """The prior authorisation counts for the claim; on a line it stands only where that has another one."""
    text = service.encounter.prior_authorization
    if text and len(text) <= _LONGEST and text.isascii() and not _SEPARATORS & set(text):
        yield "2300", f"REF*G1*{text}~"


def _procedure(line: ClaimLine) -> str:
    return ":".join(("HC", line.hcpcs, *line.modifiers))


def _money(service: Service, line: ClaimLine) -> str:
    """Dollars without zeros at the end."""
    text = service.charge(line.hcpcs, line.units)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _segment(*elements: str) -> str:
    """Elements with what stands between and behind them; empty ones at the end are left out."""
    return f"{'*'.join(elements).rstrip('*')}~"
