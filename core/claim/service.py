"""What every form is filled in from, and what may be missing on any of them."""

from collections.abc import Iterator
from typing import NamedTuple

from core.clinic import Clinic
from core.encounter import Encounter
from core.result import ClaimLine, Step

CHARGE = "CHARGE"
"""What stands for a charge that the clinic has not set; no number is invented (F3)."""

MAX_DIAGNOSES, MAX_POINTERS = 12, 4
"""On one claim, and on one line (F6)."""


class Service(NamedTuple):
    """One encounter with the lines of its claim."""

    encounter: Encounter
    lines: tuple[ClaimLine, ...]
    clinic: Clinic
    place: str
    """Place of service; empty where no code is on file (M6)."""

    @property
    def diagnoses(self) -> list[str]:
        """F2, F6: without points, as many as a claim takes."""
        return [code.replace(".", "") for code in self.encounter.diagnosis[:MAX_DIAGNOSES]]

    def charge(self, code: str, units: int) -> str:
        """F3: dollars and cents for so many units, or the placeholder."""
        cents = {charge.code: charge.cents for charge in self.clinic.charges}.get(code, 0) * units
        return f"{cents // 100}.{cents % 100:02}" if cents else CHARGE


def remarks(service: Service) -> Iterator[Step]:
    """R17, R14, N4, F3: what keeps a line from being sent, and an NDC or a charge off it, on any form."""
    for number, line in enumerate(service.lines, 1):
        if line.discarded and not service.encounter.discard.confirmed:
            yield Step(f"Line {number} bills a discard that nobody has confirmed. Confirm it before sending.", "R17")
        if line.ndc is None:
            yield Step(
                f"Line {number} covers several NDCs, so none stands on it. Ask whether the payer wants one.", "R14"
            )
        elif line.volume is None:
            text = (
                f"Line {number} is a powder: there are no mL, and no other unit is confirmed, so no NDC stands on it."
            )
            yield Step(f"{text} Ask the payer.", "N4")
    if any(service.charge(line.hcpcs, line.units) == CHARGE for line in service.lines):
        yield Step(f"{CHARGE} stands for your charge. Set the charge of a unit in Settings, or put it in.", "F3")


def diagnosis_remarks(service: Service) -> Iterator[Step]:
    """F6: what does not fit of the diagnoses."""
    codes = service.encounter.diagnosis
    if not codes:
        yield Step("No diagnosis is recorded, so no line points to one. The claim needs one.", "F6")
    elif len(codes) > MAX_POINTERS:
        yield Step(f"The lines point to the first {MAX_POINTERS} diagnoses. Check which ones they need.", "F6")
    if len(codes) > MAX_DIAGNOSES:
        left = ", ".join(codes[MAX_DIAGNOSES:])
        yield Step(f"{MAX_DIAGNOSES} diagnoses fit on a claim. Left off: {left}.", "F6")
