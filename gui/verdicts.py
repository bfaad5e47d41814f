"""What a check of a note came to, in plain words."""

from typing import Any, NamedTuple

from core import __version__
from core.faults import InputError
from core.note import characters
from core.note.difference import Difference
from core.note.verify import CHANGED, SAME, Report
from core.units import count
from gui import words

_MOST, _LONGEST, _FAULTS = 100, 400, 5
"""Differences that are listed, characters of each text, and faults of a damaged note: enough to know what to do."""


class Verdict(NamedTuple):
    """What is shown of a check."""

    severity: str
    """error, warning or info; empty while the check goes on."""

    headline: str
    advice: str = ""
    """What it means and what to do."""

    note: str = ""
    """Its number, and who made and checked it; or why it can't be read."""

    differences: tuple[str, ...] = ()
    """Each with what is printed and what is expected."""


def of_report(report: Report) -> Verdict:
    """The words for a note that could be read."""
    note = words.checked_note(report.note, __version__, report.rules_version)
    listed = tuple(_difference(found) for found in report.differences[:_MOST])
    more = len(report.differences) - len(listed)
    listed += (f"And {more:,} more.",) if more else ()
    if report.verdict == SAME and report.note.encounter.sample:
        return Verdict("warning", *words.NOTE_OF_SAMPLE, note)
    if report.verdict == SAME:
        return Verdict("info", *words.NOTE_SAME, note)
    if report.verdict == CHANGED:
        return Verdict("error", *words.NOTE_CHANGED, note, listed)
    headline, differs, agrees = words.NOTE_OF_OTHER_RULES
    return Verdict("warning", headline, differs if listed else agrees, note, listed)


def of_error(error: Exception) -> Verdict | None:
    """The words for a file that could not be checked; None where nobody foresaw why."""
    if isinstance(error, InputError):
        headline, advice = words.NO_NOTE_IN_FILE
        faults = (_shown(f"{fault.field} {fault.message}".strip()) for fault in error.faults[:_FAULTS])
        return Verdict("error", headline, advice, "\n".join(f"{fault[0].upper()}{fault[1:]}." for fault in faults))
    if isinstance(error, OSError):
        headline, advice = words.FILE_UNREADABLE
        return Verdict("error", headline, advice, f"{error.strerror}.")
    return None


def _difference(found: Difference) -> str:
    """Where, and what stands there and should."""
    what = words.WHATS.get(found.what, found.what)
    where = f"Page {found.page}, {what.lower()}" if found.page else what
    printed, expected = _only_other(found.in_note, found.expected)
    return f"{where}\n{words.PRINTED}: {_shown(printed)}\n{words.EXPECTED}: {_shown(expected)}"


def _only_other(one: Any, other: Any) -> tuple[Any, Any]:  # noqa: ANN401 - any JSON value
    """Of two lists what is not in both: in a long working one step differs."""
    if not isinstance(one, list) or not isinstance(other, list):
        return one, other
    return [item for item in one if item not in other], [item for item in other if item not in one]


def _shown(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """A value as text that can be read and can't pose as something else, in one line."""
    text = " ".join(characters.printed(_said(value)).split())
    return f"{text[:_LONGEST]}..." if len(text) > _LONGEST else text or words.NOTHING


def _said(value: Any) -> str:  # noqa: ANN401 - any JSON value
    match value:
        case {"hcpcs": code, "modifiers": [*modifiers], "units": int(units)}:
            line = f"{' '.join(map(str, (code, *modifiers)))} {count(units)}"
            quantity = f"NDC {value.get('ndc11')} {value.get('ndc_unit')} {value.get('ndc_quantity')}"
            return f"{line}, {quantity}" if value.get("ndc_quantity") else line
        case {"text": str(text), "rule": rule}:
            return f"{text} ({rule})"
        case dict():
            return ", ".join(f"{str(key).replace('_', ' ')} {_said(item)}" for key, item in value.items())
        case list():
            return "; ".join(map(_said, value))
        case None:
            return words.NOTHING
        case _:
            return str(value)
