"""A finished note as a file for an EHR: of what is on the page, or out of the journal."""

import os
from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from core import encounter_json
from core.calculate import calculate
from core.clinic import Clinic
from core.faults import InputError
from core.fhir import clock
from core.fhir.bundle import SUFFIX, bundle, refuse
from core.fhir.document import AMENDED, HOLDS, VOID, Kept
from core.journal import record as records
from core.journal.faults import JournalError
from core.note.finished import Finished
from core.reference import Reference
from core.result import Result
from gui import amending, drawing, reprinting, saving, words
from gui.journal import Journal

if TYPE_CHECKING:  # SQLAlchemy takes longer to read in than the window to open
    from core.journal.lines import Line

_KINDS = {words.FOR_EHR: SUFFIX.removeprefix(".")}
_TITLE = "Export for the EHR"


def of_page(result: Result, clinic: Clinic, note: Finished, before: "Iterable[Line]", reference: Reference) -> bytes:
    """The bundle of a note that is put out now, by this computer's clock.

    Args:
        result: of the encounter.
        clinic: the settings.
        note: the note.
        before: the records that it takes the place of, oldest first.
        reference: what is looked up.

    Raises:
        InputError: the note is a draft or does not account for what was given.
    """
    return bundle(result, clinic, note, clock.here, Kept(HOLDS, _results(before, reference)))


class Exporter:
    """Exports notes of the journal."""

    def __init__(self, window: QWidget, journal: Journal, reference: Reference) -> None:
        """Ask over a window where a file goes."""
        self._window, self._journal, self._reference = window, journal, reference
        self._folder = ""

    def export(self, place: int) -> str:
        """Export the note at a place; what was done, or why it was not.

        What became of the note goes along: one that was amended or voided takes back what was imported before.
        """
        try:
            history = self._journal.ask(lambda store: store.history(place))
            clinic = self._journal.ask(lambda store: store.clinic(_at(place, history).record.body))
            name, data = self._bundle(_at(place, history), history, clinic)
            path = saving.ask_for(self._window, _TITLE, self._folder, f"{os.path.splitext(name)[0]}{SUFFIX}", _KINDS)
            if not path.lower().endswith(SUFFIX):
                return words.EXPORT_NAME if path else words.NOT_EXPORTED
            saving.write(path, data)
        except (JournalError, saving.SaveError) as error:
            return str(error)
        except InputError as error:
            return words.not_exported(error.faults)
        except reprinting.OtherError:
            return words.NOT_EXPORTED_AGAIN
        self._folder, name = os.path.split(path)
        return words.EXPORTED.format(name)

    def _bundle(self, line: "Line", history: "Sequence[Line]", clinic: Clinic) -> tuple[str, bytes]:
        body = line.record.body
        result = reprinting.worked_out(body, self._reference, clinic)
        refuse(result)
        note = drawing.draw(body["encounter"], records.known_to(body, self._reference), clinic, amending.issue_of(body))
        before = takewhile(lambda other: other.record.seq != line.record.seq, history)
        kept = Kept(_state(line), _results(before, self._reference))
        return note.said.file_name, bundle(result, clinic, note, clock.here, kept)


def _at(place: int, history: "Sequence[Line]") -> "Line":
    return next(line for line in history if line.record.seq == place)


def _state(line: "Line") -> str:
    if line.later is None:
        return HOLDS
    return VOID if line.later.body["kind"] == records.VOID else AMENDED


def _results(before: "Iterable[Line]", reference: Reference) -> tuple[Result, ...]:
    return tuple(_worked_out(line.record.body, reference) for line in before)


def _worked_out(body: dict[str, Any], reference: Reference) -> Result:
    """What an earlier note came to; what it billed does not matter here."""
    return calculate(
        encounter_json.from_dict(body["encounter"]), records.known_to(body, reference), records.clinic_of(body)
    )
