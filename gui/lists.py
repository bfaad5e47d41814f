"""The clinic's own lists at the window: changed on one page, and known at once to all of them."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from core import own_lists
from core.entries import DataError
from core.own_lists import Change
from core.reference import Reference

_NOT_SAVED = "The list was not saved: {}."
_TAKEN_BACK = "The last change is taken back."
_NOTHING = "There is no change to take back."
_USUAL = "It was not taken back: it added the clinic's usual payer. Choose another one in Settings first."
_CHANGED_SINCE = "It was not taken back: the list was changed again since."


class Lists(QObject):
    """What is looked up: the shipped data with the clinic's own lists over them."""

    changed = Signal(object)
    """Another Reference holds."""

    damaged = Signal(str)
    """A list can't be read, and what was done about it."""

    def __init__(self, shipped: Reference, folder: str) -> None:
        """Read the lists.

        Args:
            shipped: what they are laid over.
            folder: of the clinic's settings.
        """
        super().__init__()
        self.shipped, self._folder = shipped, folder
        self._stamp, self._loaded = own_lists.stamp(folder), own_lists.load(folder, shipped)
        self._last: Change | None = None

    @property
    def known(self) -> Reference:
        """What is looked up now."""
        return self._loaded.known

    @property
    def may_take_back(self) -> bool:
        """Whether there is a change that can be undone."""
        return self._last is not None

    @property
    def problem(self) -> str:
        """What is wrong with which list; empty where nothing is."""
        return self._loaded.problem

    def look(self) -> None:
        """Read the lists again if another window or seat has changed one since."""
        if own_lists.stamp(self._folder) != self._stamp:
            self._read()

    def change(self, write: Callable[[str], Change]) -> str:
        """Write a list and read all of them again; why that was not done, or what is wrong with another one.

        Args:
            write: takes the folder, and says what it made of which file.
        """
        self.look()
        try:
            self._last = write(self._folder)
        except DataError as error:
            return _NOT_SAVED.format(error.faults[0])
        except OSError as error:
            return _NOT_SAVED.format(error.strerror)
        self._read()
        return self.problem

    def take_back(self, usual: str) -> str:
        """Undo the last change; what was done, in words.

        Args:
            usual: id of the clinic's usual payer, without which nothing could be billed.
        """
        last, self._last = self._last, None
        if last is None:
            return _NOTHING
        if usual not in self.shipped.payers and own_lists.adds_payer(last, usual):
            self._last = last
            return _USUAL
        try:
            done = own_lists.take_back(last)
        except OSError as error:
            return _NOT_SAVED.format(error.strerror)
        self._read()
        return _TAKEN_BACK if done else _CHANGED_SINCE

    def _read(self) -> None:
        self._stamp = own_lists.stamp(self._folder)
        self._loaded = own_lists.load(self._folder, self.shipped, self._loaded)
        self.changed.emit(self.known)
        if self.problem:
            self.damaged.emit(self.problem)
