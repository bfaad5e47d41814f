"""An answer on the clipboard, for a claim form or for the patient's chart, and what to say of it."""

from core.clinic import Clinic
from core.note import chart
from core.result import Result
from gui import clipboard


def claim(result: Result | None) -> str:
    """Copy the claim lines, with tabs between the columns."""
    text = chart.claim_text(result) if result is not None and result.lines else ""
    clipboard.copy(text)
    return "Claim lines copied." if text else "There are no claim lines to copy."


def for_chart(result: Result, clinic: Clinic) -> str:
    """Copy a paragraph for the patient's chart."""
    clipboard.copy(chart.chart_text(result, clinic))
    return "Text for the chart copied."
