"""Serial numbers that an earlier note of the journal has too: most likely the same container (S2)."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gui.journal import Journal, State
from gui.section import Encounter

if TYPE_CHECKING:
    from core.journal.store import Store

Container = tuple[str, str]
"""NDC and serial number."""

Note = tuple[str, str]
"""Number and date of service."""

_FEW = 20
"""Notes that are looked through for one container."""


class Earlier(QObject):
    """Asks the journal in the background, about each container once."""

    found = Signal()

    def __init__(self, journal: Journal) -> None:
        """Know nothing yet."""
        super().__init__()
        self._journal = journal
        self._notes: dict[Container, tuple[Note, ...]] = {}
        self._asked: set[Container] = set()
        journal.filed.connect(self._forget)
        journal.turned.connect(self._forget)

    def look(self, encounter: Encounter) -> None:
        """Look for the containers of an encounter that were not looked for yet."""
        if self._journal.state is not State.OPEN:
            return
        for container in set(containers(encounter)) - self._asked:
            self._asked.add(container)
            take = partial(self._take, container)
            self._journal.run(self, partial(_notes, *container), take, lambda _: None)

    def note(self, container: Container, own: str) -> Note | None:
        """The newest note with a container, besides the one that is on the page; None where none is known."""
        return next((note for note in self._notes.get(container, ()) if note[0] != own), None)

    def _take(self, container: Container, notes: tuple[Note, ...]) -> None:
        self._notes[container] = notes
        if notes:
            self.found.emit()

    def _forget(self) -> None:
        """There may be other records now."""
        self._notes.clear()
        self._asked.clear()


def containers(encounter: Encounter) -> Iterator[Container]:
    """The containers of an encounter whose serial numbers are known."""
    for entry in encounter.get("opened", []):
        yield from ((entry["ndc"], serial) for serial in entry.get("serials", ()))


def _notes(code: str, serial: str, store: "Store") -> tuple[Note, ...]:
    """The notes that hold and have this container, newest first."""
    from core.journal import record, terms

    lines = store.newest(terms.Wanted(serial=serial, ndc=code), _FEW)
    held = (line.record.body for line in lines if line.later is None and line.record.body["kind"] != record.VOID)
    return tuple((body["number"], body["encounter"]["service_date"]) for body in held)
