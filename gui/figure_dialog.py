"""A medically unlikely edit out of the current table of CMS."""

import datetime
from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QWidget

from core import quarters
from core.codes import Mue
from core.encounter import SETTINGS
from core.entries import CLINIC, Entry
from gui import dates, entry_dialog
from gui.entry_dialog import READER, EntryDialog, Texts
from gui.field import Choice, Field, Line

_SOURCE = "CMS NCCI MUE table, read by {} on {}"
_WORDS = "Look up {} in the current MUE table for {} on the CMS site."
_EARLIER = 2
"""Quarters before this one that are offered."""


def ask(parent: QWidget, hcpcs: str, settings: Sequence[str], before: Mue, staff: Iterable[str]) -> Mue | None:
    """Ask for a figure; None where the user went back.

    Args:
        parent: the window.
        hcpcs: the code.
        settings: the places that one table is for.
        before: the figure as it is known.
        staff: offered as those who read the table.
    """
    places = " and ".join(SETTINGS[setting].lower() for setting in settings)
    fields = {**_fields(before), **entry_dialog.reading(staff, "the table")}

    def check(texts: Texts) -> Texts:
        return _read(texts)[1] | entry_dialog.reading_faults(texts)

    dialogue = EntryDialog(parent, f"MUE of {hcpcs}", _WORDS.format(hcpcs, places), fields, check)
    found = _read(dialogue.texts())[0] if dialogue.exec() else None
    dialogue.deleteLater()
    return found


def _read(texts: Texts) -> tuple[Mue, Texts]:
    """A figure out of the fields, and what is wrong with which."""
    units = texts["units"]
    table = {"units": int(units) if units.isascii() and units.isdecimal() else units}
    entry = Entry("figure", table)
    most = entry.whole("units")
    if not most and not entry.is_wrong("units"):
        entry.fault("units", "0 units would allow nothing")
    with_day = entry_dialog.day(texts)
    try:
        checked = datetime.date.fromisoformat(with_day)
    except ValueError:
        checked = datetime.date.min  # its field says what is wrong
    source = _SOURCE.format(texts[READER], with_day)
    faults = {name: f"{said[0].upper()}{said[1:]}." for name, said in entry.wrong.items()}
    return Mue(most, texts["quarter"], source, checked, CLINIC), faults


def _fields(before: Mue) -> dict[str, Field]:
    today = dates.now().date()
    days = [today - datetime.timedelta(days=91 * number) for number in range(_EARLIER + 1)]
    offered = dict.fromkeys(map(quarters.of, days))
    return {
        "units": Line(f"Units a day; {before.units} so far", "As in the table"),
        "quarter": Choice("Quarter of the table", {name: name for name in offered}),
    }
