"""What is typed and not yet a note: kept in the journal on every pause, and offered again after a crash."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from gui import dates, slot
from gui.journal import Journal, State, let_be

if TYPE_CHECKING:
    from core.journal.store import Store

Draft = dict[str, Any]
"""The form's encounter under `form`, and under `amends` what names the record that it will amend."""


class Drafts(QObject):
    """The draft of one window, and those that an earlier window left."""

    found = Signal(str)
    """An earlier window left a draft; when it was kept."""

    ready = Signal()
    """What is typed can be kept from now on."""

    def __init__(self, journal: Journal, window: str) -> None:
        """Look for drafts once the journal is open."""
        super().__init__()
        self._journal, self._slot, self._before = journal, window, f"{window}, "
        self._kept: Draft | None = None
        self._left: list[tuple[str, Draft, str]] = []
        self._ready = False
        journal.turned.connect(self._look)

    @property
    def left(self) -> Draft | None:
        """The newest that an earlier window left; None where it left nothing, or all is decided."""
        return self._left[-1][1] if self._left else None

    def is_ready(self) -> bool:
        """Whether drafts of an earlier window were looked for; only then new ones are kept."""
        return self._ready

    def keep(self, draft: Draft | None) -> None:
        """Keep a draft in the background, or none, if it is another one than is kept."""
        if not self._ready or draft == self._kept:
            return
        self._kept, own = draft, self._slot
        when = f"{dates.now():%Y-%m-%d %H:%M}"
        if draft is None:
            self._journal.run(self, lambda store: store.drop_draft(own), _nothing, self._lost)
        else:
            self._journal.run(self, lambda store: store.save_draft(own, draft, when), _nothing, self._lost)

    def ask_kept(self, tell: Callable[[bool], None]) -> None:
        """Tell whether the journal has what was last to be kept, once it has done all that it was asked."""
        wanted, own = self._kept, self._slot

        def look(store: "Store") -> bool:
            found = store.draft(own)
            return (found[0] if found else None) == wanted

        if self._ready:
            self._journal.run(self, look, tell, lambda _: tell(False))
        else:
            tell(False)

    def drop_left(self) -> None:
        """What was left is decided; an older one is offered next."""
        name, *_ = self._left.pop()
        self._journal.run(self, lambda store: store.drop_draft(name), _nothing, self._lost)
        self._offer()

    def _look(self) -> None:
        if self._journal.state is State.OPEN and not self._ready:
            self._journal.run(self, self._set_aside, self._arrive, self._lost)

    def _set_aside(self, store: "Store") -> list[tuple[str, Draft, str]]:
        """What was left, oldest first: here, and in windows that are not open now.

        What was typed last goes out of the way of what is typed from now on.
        """
        for name, draft, when in store.drafts():
            window = name.partition(",")[0]
            if window == self._slot or not slot.is_open(self._journal.folder, window):
                import secrets

                store.save_draft(f"{self._before}{secrets.token_hex(4)}", draft, when)
                store.drop_draft(name)
        return sorted((left for left in store.drafts() if left[0].startswith(self._before)), key=lambda left: left[2])

    def _arrive(self, left: list[tuple[str, Draft, str]]) -> None:
        self._ready, self._left = True, left
        self.ready.emit()
        self._offer()

    def _offer(self) -> None:
        if self._left:
            self.found.emit(self._left[-1][2])

    def _lost(self, error: Exception) -> None:
        """What can't be done to a draft now is done at the next pause."""
        self._kept = {}
        let_be(error)


def _nothing(_: object) -> None:
    pass
