"""Words of the window that more than one part of it uses."""

import datetime
from collections.abc import Mapping
from typing import Any

from core.encounter import SETTINGS
from core.payers import Payer
from core.rules import Rule

NO_DISPLAY = "vialnote: no display, so no window; see vialnote --help for the command line"
"""What stands on standard error where a window can't be opened."""

NO_NOTE = "There is no note yet. Fill in what is missing."

NO_SLIP = "The clinic prints no slips. Choose one in Settings."

GRADES = {
    "primary": "Primary: the payer's or the government's own text was read",
    "secondary": "Secondary: a publication quoting it was read",
    "inferred": "Inferred from the other rules; no text was seen",
    "general": "General knowledge, unconfirmed",
}
"""How sure a rule is, spelt out."""

_PLACES = {
    "opened": "containers",
    "given": "dose",
    "infusion": "infusion",
    "ordered": "order",
    "route": "route",
    "site": "site",
    "given_at": "time",
    "given_by": "giver",
    "service_date": "date",
    "setting": "place",
    "payer": "payer",
    "drug_source": "source",
    "diagnosis": "diagnosis",
    "prior_authorization": "authorisation",
    "discard.confirmed": "discard",
    "discard.reason": "reason",
    "discard.time": "time",
    "discard.discarded_by": "name",
    "discard.witness": "witness",
}

SHORTCUTS = (
    ("Ctrl+L", "Go to the scan field"),
    ("Enter", "In the empty scan field: go on to the dose"),
    ("Alt+D", "I discarded this"),
    ("Ctrl+E", "Show or hide the note as it prints"),
    ("Ctrl+S", "Save the note as PDF"),
    ("Ctrl+P", "Print the note"),
    ("Ctrl+Shift+L", "Print the slip to stick into the chart"),
    ("Ctrl+Shift+P", "Save and print in one, as the last note"),
    ("Ctrl+Shift+C", "Copy the claim lines"),
    ("Ctrl+Shift+T", "Copy the text for the chart"),
    ("Ctrl+N", "New encounter"),
    ("Ctrl+Shift+N", "Take the last New back"),
    ("Ctrl+,", "Settings"),
    ("F1", "This help"),
)
"""Keys and what they do."""


def place(path: str) -> str:
    """The word for a field, such as `witness`, after `Go to`."""
    if path.startswith("opened["):
        return {"lot": "lot", "expires": "expiry"}.get(path.rpartition(".")[2], "container")
    return _PLACES.get(path, "field")


def terms(encounter: Mapping[str, Any], payers: Mapping[str, Payer], today: datetime.date) -> str:
    """The terms that an answer holds under: `Medicare Part B, Physician office, today`."""
    date = encounter.get("service_date", "no date of service")
    when = "today" if date == today.isoformat() else f"{date}, not today"
    return f"{payers[encounter['payer']].name}, {SETTINGS[encounter['setting']]}, {when}"


def rule(found: Rule) -> str:
    """A rule with how sure it is and where it comes from."""
    grade = GRADES[found.grade]
    return f"{found.id}: {found.text}\n{grade}.\nSource: {found.source} (checked {found.checked})."
