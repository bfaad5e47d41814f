"""The settings as this window knows them: read as it opens, changed by its user, and kept; other windows do so, too."""

import os
from collections.abc import Collection
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from core import settings
from core.clinic import Clinic
from core.computer import Computer
from core.settings import Loaded, Remembered

_UNKNOWN_PAYER = "The settings name the payer {}, which is not known. Choose another in Settings."
_UNREAD = "The settings can't be read: {}. Set them again."
_NOT_SAVED = "The settings were not saved: {}."

Part = TypeVar("Part", Clinic, Remembered, Computer)


class KeptSettings(QObject):
    """The clinic's, this computer's, and what the last encounter leaves."""

    changed = Signal()
    """Those of the clinic or of this computer are other ones."""

    said = Signal(str)
    """What was done, and that the settings could not be kept."""

    def __init__(self, path: str, payers: Collection[str]) -> None:
        """Read a file of settings; `problem` says what is wrong with it, or that its payer is not among these."""
        super().__init__()
        self.path = path
        self._last = found = _read(path, payers)
        self._stamp = _stamp(path)
        self.clinic, self.remembered, self.problem, self.computer = found

    def look(self) -> None:
        """Take over what another window has kept since; a file that is gone or no good changes nothing."""
        stamp = _stamp(self.path)
        if not stamp or stamp == self._stamp:
            return
        try:
            found = settings.load(self.path)
        except OSError:
            return
        self._stamp = stamp
        if found.problem:
            return
        before, last = (self.clinic, self.computer), self._last
        self.clinic = _merged(last.clinic, self.clinic, found.clinic)
        self.remembered = _merged(last.remembered, self.remembered, found.remembered)
        self.computer = _merged(last.computer, self.computer, found.computer)
        self._last = found
        if before != (self.clinic, self.computer):
            self.changed.emit()

    def take(self, clinic: Clinic, computer: Computer) -> None:
        """Go on with what the user chose; the day of the last backup and whose news were told is nobody's choice."""
        stays = computer.backup_folder == self.computer.backup_folder
        backed_up = self.computer.backed_up if stays else ""
        self.computer = computer._replace(backed_up=backed_up, version=self.computer.version)
        self.clinic = clinic
        self.changed.emit()

    def note_backup(self, day: str, said: str) -> None:
        """Keep the day of the weekly backup, and say that it was made."""
        self.computer = self.computer._replace(backed_up=day)
        self.store(said)

    def begin_with(self, version: str) -> None:
        """Keep which version of the program has been at this computer."""
        self.computer = self.computer._replace(version=version)
        self.store()

    def store(self, said: str = "") -> None:
        """Keep what has changed, beside what another window has kept since; say what was done."""
        self.look()
        try:
            settings.save(self.path, self.clinic, self.remembered, self.computer)
        except OSError as error:
            said = f"{said} {_NOT_SAVED.format(error.strerror)}".strip()
        else:
            self._last = Loaded(self.clinic, self.remembered, computer=self.computer)
            self._stamp = _stamp(self.path)
        if said:
            self.said.emit(said)


def _read(path: str, payers: Collection[str]) -> Loaded:
    """The settings, or those that hold at first where the file can't be read."""
    try:
        found = settings.load(path)
    except OSError as error:
        return Loaded(Clinic(), Remembered(), _UNREAD.format(error.strerror))
    payer = found.clinic.payer
    return found if payer in payers else found._replace(problem=_UNKNOWN_PAYER.format(payer))


def _stamp(path: str) -> tuple[int, ...]:
    """What tells one state of a file from the next, each of which takes the place of the one before; empty for none."""
    try:
        found = os.stat(path)
    except OSError:
        return ()
    return found.st_ino, found.st_mtime_ns, found.st_size


def _merged(last: Part, own: Part, others: Part) -> Part:
    """What another window has kept, with what was changed here since the last time."""
    changed = {name: value for name, value in own._asdict().items() if value != getattr(last, name)}
    return others._replace(**changed)
