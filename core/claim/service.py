"""What every form is filled in from, and what may be missing on any of them."""

from collections.abc import Iterator
from typing import NamedTuple

from core.clinic import Clinic
from core.encounter import Encounter
from core.result import ClaimLine, ContainerUse, Step

CHARGE = "CHARGE"
"""What stands for a charge that the clinic has not set; no number is invented (F3)."""

MAX_POINTERS = 4
"""Diagnoses that one line may point to (F6)."""

_THOUSANDTHS = 1_000
"""In a millilitre: the finest NDC quantity (N2)."""

_PART_OF = {"inpatient": "stay", "rhc": "visit", "fqhc": "visit"}
"""What pays for the drug, where nothing is paid for it apart (R11)."""


class Service(NamedTuple):
    """One encounter with the lines of its claim."""

    encounter: Encounter
    lines: tuple[ClaimLine, ...]
    clinic: Clinic
    place: str
    """Place of service; empty where no code is on file (M6)."""

    uses: tuple[ContainerUse, ...] = ()

    def diagnoses(self, most: int) -> list[str]:
        """F2, F6: without points, as many as a claim takes."""
        return [code.replace(".", "") for code in self.encounter.diagnosis[:most]]

    def charge(self, code: str, units: int) -> str:
        """F3: dollars and cents for so many units, or the placeholder."""
        cents = {charge.code: charge.cents for charge in self.clinic.charges}.get(code, 0) * units
        return f"{cents // 100}.{cents % 100:02}" if cents else CHARGE


def first_remarks(service: Service) -> Iterator[Step]:
    """R11, R17: why a claim should not go out yet, on any form."""
    part_of = _PART_OF.get(service.encounter.setting)
    if part_of:
        yield Step(f"The drug is part of the {part_of}, not paid apart. Ask before you send a line for it.", "R11")
    for number, line in enumerate(service.lines, 1):
        if line.wasted and not service.encounter.discard.confirmed:
            yield Step(f"Line {number} bills a discard that nobody has confirmed. Confirm it before sending.", "R17")


def diagnosis_remarks(service: Service, most: int, *, pointers: bool) -> Iterator[Step]:
    """F6: what does not fit of the diagnoses.

    Args:
        service: has them.
        most: how many of them the claim takes.
        pointers: whether its lines point to some.
    """
    codes = service.encounter.diagnosis
    if not codes:
        yield Step(f"No diagnosis is recorded{', so no line points to one' * pointers}. The claim needs one.", "F6")
    elif pointers and len(codes) > MAX_POINTERS:
        yield Step(f"The lines point to the first {MAX_POINTERS} diagnoses. Check which ones they need.", "F6")
    if len(codes) > most:
        yield Step(f"{most} diagnoses fit on this claim. Left off: {', '.join(codes[most:])}.", "F6")


def admission_remarks(service: Service) -> Iterator[Step]:
    """F8: what an institutional claim of a stay says at each diagnosis, and the record does not."""
    if service.encounter.setting == "inpatient" and service.encounter.diagnosis:
        yield Step("Each diagnosis needs its present-on-admission indicator. Put them in.", "F8")


def line_remarks(service: Service) -> Iterator[Step]:
    """R8, R14, N4, N2, F3: what to ask about a line, and what keeps an NDC or a charge off it, on any form."""
    for number, line in enumerate(service.lines, 1):
        if "JZ" in line.modifiers and line.ndc is None and _both_kinds(service):
            yield Step(f"Line {number} has JZ and covers multi-dose drug, which takes none. Ask the payer.", "R8")
        if line.ndc is None:
            yield Step(
                f"Line {number} covers several NDCs, so none stands on it. Ask whether the payer wants one.", "R14"
            )
        elif line.volume is None:
            text = (
                f"Line {number} is a powder: there are no mL, and no other unit is confirmed, so no NDC stands on it."
            )
            yield Step(f"{text} Ask the payer.", "N4")
        elif _rounded_up(service, line):
            yield Step(f"Line {number} is less than 0.001 mL. ML0.001, the least there is, stands for it.", "N2")
    if any(service.charge(line.hcpcs, line.units) == CHARGE for line in service.lines):
        yield Step(f"{CHARGE} stands for your charge. Set the charge of a unit in Settings, or put it in.", "F3")


def _both_kinds(service: Service) -> bool:
    return len({use.product.single_dose for use in service.uses if use.given}) > 1


def _rounded_up(service: Service, line: ClaimLine) -> bool:
    """Whether the drug of a line rounds to no quantity at all."""
    strengths = [use.product.concentration for use in service.uses if use.product.key == line.ndc]
    return any(strength is not None and 2 * line.mass * _THOUSANDTHS < strength for strength in strengths)
