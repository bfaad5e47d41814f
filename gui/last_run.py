"""Whether the last run was broken off by an error below Python: what is known of it is kept, and said at this start."""

import datetime
import faulthandler
import os
import sys
from contextlib import suppress

from PySide6.QtCore import QMessageLogContext, QtMsgType, qFormatLogMessage, qInstallMessageHandler

_SIZE = 100_000
"""Bytes of a dump that are read."""

_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
"""A link there could lead to any file of ours; Windows lets administrators alone make one."""


class LastRun:
    """Holds a file into which Python writes where it was as it is broken off; a run that ends well takes it away."""

    def __init__(self, folder: str, slot: str) -> None:
        """Touch no file yet.

        Args:
            folder: for reports.
            slot: the window's among those that are open, so that no other one writes there.
        """
        self._folder, self._path = folder, os.path.join(folder, f"{slot.replace(' ', '-')}.dump")
        self._file = -1

    def begin(self) -> bool:
        """Watch this run; whether the last one was broken off."""
        broken_off = False
        with suppress(OSError):  # without a folder for reports there are none
            os.makedirs(self._folder, mode=0o700, exist_ok=True)
            broken_off = self._keep()
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_TRUNC | _NO_LINK, 0o600)
            faulthandler.enable(self._file)
        qInstallMessageHandler(self._hear)
        return broken_off

    def end(self) -> None:
        """The run ends well."""
        if self._file >= 0:
            faulthandler.disable()
            os.close(self._file)
            self._file = -1
            with suppress(OSError):
                os.unlink(self._path)

    def _keep(self) -> bool:
        """Make a report of what the last run left; whether it left anything."""
        if not os.path.exists(self._path):
            return False
        from core import crash  # seldom wanted

        with open(self._path, "rb") as file:
            said = crash.of_dump(file.read(_SIZE).decode("utf-8", "replace"))
        if said:
            crash.write(said, "broken off", self._folder, datetime.datetime.now(datetime.UTC))
        return bool(said)

    def _hear(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        """Print what Qt says, as Qt does, save what is fatal: nobody knows what is in its words.

        Qt breaks the program off then; on Windows Python does not see that.
        """
        if kind != QtMsgType.QtFatalMsg:
            print(qFormatLogMessage(kind, context, message), file=sys.stderr, flush=True)
        elif self._file >= 0:
            os.write(self._file, b"Qt: fatal\n")
            faulthandler.dump_traceback(self._file)
