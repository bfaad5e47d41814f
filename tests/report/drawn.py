"""Reports drawn for tests."""

import datetime

from core.clinic import Clinic
from core.quantity import Mass
from core.report import content, pdf
from core.report.pieces import Report
from tests.build import MULTI_1000, VIAL_50, VIAL_500, opened, shipped
from tests.report.records import added, body, sample_prices

CLINIC = Clinic(name="Harbour Endocrinology")
MADE = datetime.datetime.fromisoformat("2026-11-25T09:30")


def empty() -> Report:
    """The report of a period without notes."""
    return content.report(content.basis(added(), shipped().catalog, (), {}), CLINIC, MADE, None)


def small() -> Report:
    """The report of one encounter."""
    return content.report(content.basis(added(body()), shipped().catalog, (), {}), CLINIC, MADE, None)


def large() -> Report:
    """The report of two years with many people, long names, every kind of point and prices."""
    first = datetime.date(2024, 12, 30)
    bodies = [
        body(
            service_date=(first + datetime.timedelta(days=9 * n)).isoformat(),
            given=f"{20 + n} mcg",
            opened=opened(*((VIAL_500,) if n % 3 else (VIAL_50, MULTI_1000))),
            given_by=f"Person {n % 25} {'with a rather long name ' * (n % 25 == 3)}RN",
            payer="uhc-community-new-jersey" if n % 4 else "medicare-part-b",
            discard={} if n % 5 == 0 else {"confirmed": True, "reason": f"Reason {n % 17} & <more>"},
        )
        for n in range(80)
    ]
    found = content.basis(added(*bodies), shipped().catalog, (Mass(75_000_000),), sample_prices("2025 Q2", "2026 Q1"))
    return content.report(found, CLINIC._replace(name="Harbour Endocrinology " * 8), MADE, None)


def draw(report: Report, paper: str = "letter") -> bytes:
    """A report as PDF."""
    return pdf.render(report, paper)
