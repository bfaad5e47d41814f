"""A finished note as a file for an EHR: of what is on the page, or out of the journal."""

import os
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from core import encounter_json
from core.calculate import calculate
from core.clinic import Clinic
from core.faults import InputError
from core.fhir import clock
from core.fhir.bundle import SUFFIX, bundle, refuse
from core.fhir.document import HOLDS, VOID, Kept, Noted, became
from core.journal import record as records
from core.journal.faults import JournalError
from core.note.finished import Finished
from core.reference import Reference
from core.result import Result
from gui import choosing, reprinting, saving, words
from gui.journal import Journal

if TYPE_CHECKING:  # SQLAlchemy takes longer to read in than the window to open
    from core.journal.record import Record
    from core.journal.store import Store

_KINDS = {words.FOR_EHR: SUFFIX.removeprefix(".")}
_TITLE = "Export for the EHR"


def of_page(
    result: Result, clinic: Clinic, note: Finished, before: "Iterable[tuple[Record, Clinic]]", reference: Reference
) -> bytes:
    """The bundle of a note that is put out now, by this computer's clock.

    Args:
        result: of the encounter.
        clinic: the settings.
        note: the note.
        before: the records that it takes the place of, oldest first, with the settings of their notes.
        reference: what is looked up.

    Raises:
        InputError: the note is a draft or does not account for what was given.
    """
    return bundle(result, clinic, note, clock.here, Kept(HOLDS, _noted(before, reference, clinic.record_system)))


class Exporter:
    """Exports notes of the journal."""

    def __init__(self, window: QWidget, journal: Journal, reference: Reference, system: Callable[[], str]) -> None:
        """Export out of a journal.

        Args:
            window: over which is asked where a file goes.
            journal: where the notes are.
            reference: the shipped data.
            system: of the clinic's record numbers, as the settings say today; notes say nothing of it.
        """
        self._window, self._journal, self._reference, self._system = window, journal, reference, system
        self._folder = ""

    def export(self, place: int) -> str:
        """Export the note at a place; what was done, or why it was not.

        What became of the note goes along: one that was amended or voided takes back what was imported before.
        """
        try:
            name, data = self._bundle(*self._journal.ask(lambda store: _read(store, place)))
            path = choosing.target(self._window, _TITLE, self._folder, f"{os.path.splitext(name)[0]}{SUFFIX}", _KINDS)
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

    def _bundle(self, filed: "Sequence[tuple[Record, Clinic]]", last: "Record") -> tuple[str, bytes]:
        """Of the newest of these notes, the others of which came before; the last record says what became of it."""
        system, (own, clinic) = self._system(), filed[-1]
        refuse(reprinting.worked_out(own.body, self._reference, clinic))
        *before, (result, clinic, note) = _noted(filed, self._reference, system)
        data = bundle(result, clinic, note, clock.here, Kept(_state(own, last), tuple(before)))
        return note.said.file_name, data


def _read(store: "Store", place: int) -> "tuple[list[tuple[Record, Clinic]], Record]":
    """The note at a place after those that it took the place of, with their settings; and the last of its records."""
    history = store.history(place)
    upto = [line.record for line in history if line.record.seq <= place]
    return [(filed, store.clinic(filed.body)) for filed in upto], history[-1].record


def _state(own: "Record", last: "Record") -> str:
    """What became of a note; nothing of a chain holds that ends in a void."""
    if own.seq == last.seq:
        return HOLDS
    if last.body["kind"] == records.VOID:
        return VOID
    return became(*(encounter_json.from_dict(filed.body["encounter"]) for filed in (own, last)))


def _noted(filed: "Iterable[tuple[Record, Clinic]]", reference: Reference, system: str) -> tuple[Noted, ...]:
    return tuple(_drawn(one.body, clinic._replace(record_system=system), reference) for one, clinic in filed)


def _drawn(body: dict[str, Any], clinic: Clinic, reference: Reference) -> Noted:
    """A note as it was filed; without its file where today's rules would write another claim into that."""
    known = records.known_to(body, reference)
    result = calculate(encounter_json.from_dict(body["encounter"]), known, clinic)
    note = reprinting.draw(body, reference, clinic)
    return Noted(result, clinic, note if reprinting.is_as_filed(result, body) else note._replace(pdf=b""))
