"""An answer on the clipboard, for a claim form or for the patient's chart, and what to say of it."""

from PySide6.QtGui import QGuiApplication

from core.clinic import Clinic
from core.note import chart
from core.result import Result


def claim(result: Result | None) -> str:
    """Copy the claim lines, with tabs between the columns."""
    if result is None or not result.lines:
        return "There are no claim lines to copy."
    QGuiApplication.clipboard().setText(chart.claim_text(result))
    return "Claim lines copied."


def for_chart(result: Result, clinic: Clinic) -> str:
    """Copy a paragraph for the patient's chart."""
    QGuiApplication.clipboard().setText(chart.chart_text(result, clinic))
    return "Text for the chart copied."
