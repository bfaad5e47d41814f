"""What is typed and not yet a note: kept in the journal on every pause, and offered again after a crash."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from core.journal.faults import JournalError
from gui import dates
from gui.journal import Journal, State

if TYPE_CHECKING:
    from core.journal.store import Store

Draft = dict[str, Any]
"""The form's encounter under `form`, and under `amends` what names the record that it will amend."""


class Drafts(QObject):
    """The draft of one window, and the one that an earlier window left."""

    found = Signal(str)
    """An earlier window left a draft; when it was kept."""

    def __init__(self, journal: Journal, slot: str) -> None:
        """Look for a draft once the journal is open."""
        super().__init__()
        self._journal, self._slot, self._left = journal, slot, f"{slot}, before"
        self._kept: Draft | None = None
        self.left: Draft = {}
        """What an earlier window left; empty where it left nothing, or once that is decided."""

        self._ready = False
        journal.turned.connect(self._look)

    def keep(self, draft: Draft | None) -> None:
        """Keep a draft in the background, or none, if it is another one than is kept."""
        if not self._ready or draft == self._kept:
            return
        self._kept, slot = draft, self._slot
        when = f"{dates.now():%Y-%m-%d %H:%M}"
        if draft is None:
            self._journal.run(self, lambda store: store.drop_draft(slot), _nothing, self._lost)
        else:
            self._journal.run(self, lambda store: store.save_draft(slot, draft, when), _nothing, self._lost)

    def decide(self) -> Draft:
        """What was left, which is not kept any longer."""
        left, self.left = self.left, {}
        self._journal.run(self, lambda store: store.drop_draft(self._left), _nothing, self._lost)
        return left

    def _look(self) -> None:
        if self._journal.state is State.OPEN and not self._ready:
            self._journal.run(self, self._set_aside, self._offer, self._lost)

    def _set_aside(self, store: "Store") -> tuple[Draft, str] | None:
        """What was left; out of the way of what is typed from now on."""
        found = store.draft(self._slot)
        if found is not None:
            store.save_draft(self._left, *found)
            store.drop_draft(self._slot)
        return store.draft(self._left)

    def _offer(self, found: tuple[Draft, str] | None) -> None:
        self._ready = True
        if found is not None:
            self.left, when = found
            self.found.emit(when)

    def _lost(self, error: Exception) -> None:
        """A draft that can't be kept now is kept at the next pause."""
        self._kept = None
        if not isinstance(error, JournalError):
            raise error


def _nothing(_: object) -> None:
    pass
