"""A medically unlikely edit out of the current table of CMS."""

import datetime
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from core import quarters
from core.codes import Mue
from core.encounter import SETTINGS
from core.entries import CLINIC, Entry
from gui import dates, entry_dialog
from gui.entry_dialog import READER, EntryDialog, Texts
from gui.field import Choice, Field, Line

_SOURCE = "CMS NCCI MUE table{}, read by {} on {}"
_WORDS = "Look up {} in the current MUE table for {} on the CMS site."
_LOOK = "This is what {} says of {} for {}. Save it if it is right."
_EARLIER = 2
"""Quarters before this one that are offered."""


class Proposed(NamedTuple):
    """A figure that stands in a file, to be looked at."""

    units: int
    quarter: str
    file: str


def ask(
    parent: QWidget,
    hcpcs: str,
    settings: Sequence[str],
    before: Mue,
    staff: Iterable[str],
    proposed: Proposed | None = None,
) -> Mue | None:
    """Ask for a figure; None where the user went back.

    Args:
        parent: the window.
        hcpcs: the code.
        settings: the places that one table is for.
        before: the figure as it is known.
        staff: offered as those who read the table.
        proposed: filled in, from a file; None for nothing.
    """
    places = " and ".join(SETTINGS[setting].lower() for setting in settings)
    fields = {**_fields(before, proposed), **entry_dialog.reading(staff, "the table")}
    words = _LOOK.format(proposed.file, hcpcs, places) if proposed else _WORDS.format(hcpcs, places)
    table = f" {proposed.file}" if proposed else ""

    def check(texts: Texts) -> Texts:
        return _read(texts, table)[1] | entry_dialog.reading_faults(texts)

    dialogue = EntryDialog(parent, f"MUE of {hcpcs}", words, fields, check, topic="lists.figures")
    found = _read(dialogue.texts(), table)[0] if dialogue.exec() else None
    dialogue.deleteLater()
    return found


def _read(texts: Texts, file: str) -> tuple[Mue, Texts]:
    """A figure out of the fields, and what is wrong with which."""
    units = texts["units"]
    units_table = {"units": int(units) if units.isascii() and units.isdecimal() else units}
    entry = Entry("figure", units_table)
    most = entry.whole("units")
    if not most and not entry.is_wrong("units"):
        entry.fault("units", "0 units would allow nothing")
    with_day = entry_dialog.day(texts)
    checked = dates.date(with_day) or datetime.date.min  # its field says what is wrong
    source = _SOURCE.format(file, texts[READER], with_day)
    faults = {name: f"{said[0].upper()}{said[1:]}." for name, said in entry.wrong.items()}
    return Mue(most, texts["quarter"], source, checked, CLINIC), faults


def _fields(before: Mue, proposed: Proposed | None) -> dict[str, Field]:
    today = dates.now().date()
    days = [today - datetime.timedelta(days=91 * number) for number in range(_EARLIER + 1)]
    offered = dict.fromkeys(([proposed.quarter] if proposed else []) + [quarters.of(day) for day in days])
    units = Line(f"Units a day; {before.units} so far", "As in the table")
    units.set_text(str(proposed.units) if proposed else "")
    return {"units": units, "quarter": Choice("Quarter of the table", {name: name for name in offered})}
