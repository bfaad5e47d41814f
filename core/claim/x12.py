"""The claim lines as segments of electronic claims, 837P and 837I: what stands once (2300), each line (2400, 2410)."""

from collections.abc import Iterator

from core import ndc
from core.claim import service as common
from core.claim.paper import REVENUE
from core.claim.service import MAX_POINTERS, Service
from core.quantity import number
from core.result import ClaimLine, Step

HEADER = ("Loop", "Segment")

_SEPARATORS = frozenset("*:~^")
_LONGEST = 50
"""Characters of a reference number."""

Rows = Iterator[tuple[str, str]]
"""Loop and segment."""


def drug(line: ClaimLine) -> tuple[str, ...]:
    """N3: the segments of loop 2410, `LIN**N4*00641617510~` and `CTP****0.6*ML~`; none without an NDC quantity."""
    if line.ndc is None or line.volume is None:
        return ()
    return f"LIN**N4*{ndc.claim_digits(line.ndc)}~", f"CTP****{number(line.volume)}*ML~"


def professional(service: Service) -> Rows:
    """N3: 837P."""
    codes = service.diagnoses
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
    codes = service.diagnoses
    yield from _authorised(service)
    if codes:
        yield "2300", _segment("HI", f"ABK:{codes[0]}")
    if codes[1:]:
        yield "2300", _segment("HI", *(f"ABF:{code}" for code in codes[1:]))
    for number_, line in enumerate(service.lines, 1):
        money = _money(service, line)
        yield from _line(
            service, number_, line, _segment("SV2", REVENUE, _procedure(line), money, "UN", str(line.units))
        )


def professional_remarks(service: Service) -> Iterator[Step]:
    """N3, M6, F2: how 837P is filled in, and what it lacks."""
    yield Step("Loop 2400 for each line, its NDC in loop 2410.", "N3")
    if not service.place:
        yield Step("No place-of-service code is on file for this place: SV105 is left out.", "M6")
    yield from _remarks(service)


def institutional_remarks(service: Service) -> Iterator[Step]:
    """N3, M8: how 837I is filled in, and what it lacks."""
    yield Step("Loop 2400 for each line, its NDC in loop 2410.", "N3")
    yield Step(f"SV2 begins with revenue code {REVENUE}.", "M8")
    yield from _remarks(service)


def _remarks(service: Service) -> Iterator[Step]:
    if service.encounter.prior_authorization and not list(_authorised(service)):
        yield Step("The prior authorisation has signs that a claim can't carry, or over 50. Put it in REF*G1.", "N3")
    yield from common.diagnosis_remarks(service)
    yield from common.remarks(service)


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
