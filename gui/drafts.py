"""What is typed and not yet a note: kept in the journal on every pause, and offered again after a crash."""

from typing import Any

from PySide6.QtCore import QObject, Signal

from gui import dates
from gui.journal import Journal, State
from gui.slot import Slot

Draft = dict[str, Any]
"""The form's encounter under `form`, and under `amends` the place of the record that it will amend."""


class Drafts(QObject):
    """The draft of one window."""

    found = Signal(object, str)
    """A draft that an earlier window left, and when it was kept."""

    def __init__(self, journal: Journal, slot: Slot) -> None:
        """Look for a draft once the journal is open."""
        super().__init__()
        self._journal, self._slot = journal, slot.name
        self._kept: Draft | None = None
        self._asked = False
        journal.turned.connect(self._look)

    def keep(self, draft: Draft) -> None:
        """Keep a draft, in the background, if it is another one than is kept."""
        if self._journal.state is not State.OPEN or draft == self._kept or not self._asked:
            return
        self._kept = draft
        when = f"{dates.now():%Y-%m-%d %H:%M}"
        self._journal.run(self, lambda store: store.save_draft(self._slot, draft, when), _nothing, self._lost)

    def drop(self) -> None:
        """There is nothing to keep now."""
        if self._journal.state is State.OPEN and self._kept is not None:
            self._kept = None
            self._journal.run(self, lambda store: store.drop_draft(self._slot), _nothing, self._lost)

    def _look(self) -> None:
        if self._journal.state is State.OPEN and not self._asked:
            self._journal.run(self, lambda store: store.draft(self._slot), self._offer, self._lost)

    def _offer(self, found: tuple[Draft, str] | None) -> None:
        self._asked = True
        if found is not None:
            self._kept = found[0]
            self.found.emit(*found)

    def _lost(self, _: Exception) -> None:
        """A draft that can't be kept now is kept at the next pause; notes say themselves where they fail."""
        self._kept = None


def _nothing(_: object) -> None:
    pass
