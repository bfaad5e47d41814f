"""Which of several open windows of one user this is; the place of one that crashed is free again."""

import itertools
import os
from contextlib import suppress

from PySide6.QtCore import QLockFile


class Slot:
    """A number that no other open window of the same folder has."""

    def __init__(self, folder: str) -> None:
        """Take the first one that is free, or any where the folder takes no file; it goes when the window does."""
        with suppress(OSError):  # the journal will say what is wrong with its folder
            os.makedirs(folder, mode=0o700, exist_ok=True)
        for number in itertools.count(1):
            self.name = f"window {number}"
            self._file = _lock(folder, self.name)
            if self._file.tryLock(0):
                os.chmod(self._file.fileName(), 0o600)
                return
            if self._file.error() is not QLockFile.LockError.LockFailedError:
                return

    def release(self) -> None:
        """Let another window have it."""
        self._file.unlock()


def is_open(folder: str, name: str) -> bool:
    """Whether the window of a slot is open, here or in another program."""
    lock = _lock(folder, name)
    taken = lock.tryLock(0)
    lock.unlock()
    return not taken and lock.error() is QLockFile.LockError.LockFailedError


def _lock(folder: str, name: str) -> QLockFile:
    lock = QLockFile(os.path.join(folder, f"{name.replace(' ', '-')}.lock"))
    lock.setStaleLockTime(0)  # held however long, but not by a program that is gone
    return lock
