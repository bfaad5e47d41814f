"""Serial numbers that an earlier note of the journal has too: most likely the same container (S2)."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from gui import words
from gui.journal import Journal, State, let_be
from gui.opened import OpenedSection
from gui.section import Encounter

if TYPE_CHECKING:
    from core.journal.store import Store

Container = tuple[str, str]
"""NDC and serial number."""

Note = tuple[str, str]
"""Number and date of service."""

_FEW = 20
"""Notes that are looked through for one container."""

_PAUSE = 400
"""Milliseconds without a change after which the journal is asked."""


class Earlier(QObject):
    """Asks the journal in the background, about each container once, and warns at its row."""

    def __init__(self, journal: Journal, opened: OpenedSection, own: Callable[[], str]) -> None:
        """Know nothing yet.

        Args:
            journal: is asked.
            opened: where containers are listed.
            own: the number of the note that the journal has of the encounter on the page; empty for none.
        """
        super().__init__(opened)
        self._journal, self._opened, self._own = journal, opened, own
        self._notes: dict[Container, tuple[Note, ...]] = {}
        self._asked: set[Container] = set()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._look)
        opened.changed.connect(self._warn)
        opened.changed.connect(self._pause.start)
        for turned in (journal.filed, journal.turned):
            turned.connect(self._forget)

    @property
    def is_asking(self) -> bool:
        """Whether something is not looked up yet."""
        return self._pause.isActive() or not self._asked <= self._notes.keys()

    def _look(self) -> None:
        """Ask about the containers that nobody asked about yet."""
        if self._journal.state is not State.OPEN:
            return
        for container in set(_containers(self._opened.read())) - self._asked:
            self._asked.add(container)
            self._journal.run(self, partial(_found, *container), partial(self._take, container), let_be)

    def _take(self, container: Container, notes: tuple[Note, ...]) -> None:
        self._notes[container] = notes
        self._warn()

    def _warn(self) -> None:
        """Say at each row in which other note its container is."""
        for row in self._opened.rows:
            entry = row.entry()
            found = ((serial, self._other((entry["ndc"], serial))) for serial in entry.get("serials", ()))
            row.warn(" ".join(words.GIVEN_BEFORE.format(serial, *note) for serial, note in found if note))

    def _other(self, container: Container) -> Note | None:
        """The newest note with a container besides the one that is on the page."""
        return next((note for note in self._notes.get(container, ()) if note[0] != self._own()), None)

    def _forget(self) -> None:
        """There may be other records now."""
        self._notes.clear()
        self._asked.clear()
        self._pause.start()


def _containers(encounter: Encounter) -> Iterator[Container]:
    """The containers of an encounter whose serial numbers are known."""
    for entry in encounter.get("opened", []):
        yield from ((entry["ndc"], serial) for serial in entry.get("serials", ()))


def _found(code: str, serial: str, store: "Store") -> tuple[Note, ...]:
    """The notes that hold and have this container, newest first."""
    from core.journal import record, terms

    lines = store.newest(terms.Wanted(serial=serial, ndc=code), _FEW)
    held = (line.record.body for line in lines if line.later is None and line.record.body["kind"] != record.VOID)
    return tuple((body["number"], body["encounter"]["service_date"]) for body in held)
