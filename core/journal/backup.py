"""A second copy of a journal: encrypted with the same key, whole while the journal is in use, and back again."""

import os
import shutil
from contextlib import closing
from typing import NamedTuple

from core.files import beside, workshop
from core.journal import check, database, home
from core.journal.check import Report
from core.journal.copying import copy
from core.journal.faults import BusyError, DamagedError, JournalError, WrongKeyError
from core.journal.home import Home
from core.journal.key import Key
from core.journal.store import Store

_IN_USE = "{} is a journal in use. Choose another name for the copy."
_CLOSE_FIRST = "The journal is open. Close Vialnote's windows, then restore."
_NOT_THIS_KEY = "The backup can't be opened with this key, or is damaged. Nothing was changed."
_OWN_KEY = "What waits here for the server has a key of its own. Use a backup of this computer, or another folder."


class Restored(NamedTuple):
    """What came back."""

    report: Report
    """Of the backup, which may itself be damaged."""

    before: str
    """The file's name under which the journal that was there is kept; empty where there was none."""


def back_up(store: Store, path: str, own: Key) -> int:
    """Write a copy of a journal to a file; complete, or as it was before. Returns the number of records.

    Args:
        store: the journal, on file or server; it may be in use meanwhile.
        path: of the copy.
        own: the key that opens the copy.

    Raises:
        JournalError, OSError: it can't be written.
    """
    if os.path.exists(f"{path}-wal"):
        raise JournalError(_IN_USE.format(path))
    with beside(path) as written, workshop(path) as copied:
        with closing(Store(database.open_file(copied, own))) as target:
            number = copy(store, target)
        os.replace(copied, written)
    return number


def restore(path: str, target: Home, own: Key, when: str) -> Restored:
    """Put a copy in a journal's place; what was there is kept under another name.

    A journal on a server is in this computer's file from then on, with what waited for the server.

    Args:
        path: of the copy, which stays as it is.
        target: folder of the journal.
        own: the copy's key.
        when: now, as part of a name, such as `20261120-104400`.

    Raises:
        WrongKeyError: it is another copy's key, or the file is no copy; nothing was changed.
        BusyError: the journal is open, here or in another program; nothing was changed.
        JournalError, OSError: it can't be read or written.
    """
    if home.server_address(target) and not database.fits(target.waiting, own):
        raise WrongKeyError(_OWN_KEY)
    os.makedirs(target.folder, mode=0o700, exist_ok=True)
    with workshop(target.database) as copied:
        with open(path, "rb") as source, open(os.open(copied, os.O_CREAT | os.O_WRONLY, 0o600), "wb") as private:
            shutil.copyfileobj(source, private)
        report = _looked_through(copied, own)
        if os.path.exists(target.database):
            _refuse_in_use(target.database, own)
        before = home.set_aside(target, when)
        with beside(target.database) as written:
            os.replace(copied, written)
    home.take_card(target, own)
    if home.server_address(target):  # of a server that is given up
        home.point_to(target, "")
        home.take_waiting(target, own)
    return Restored(report, before)


def _refuse_in_use(path: str, own: Key) -> None:
    """What an open window filed afterwards would go to the file that was set aside."""
    if database.fits(path, own) and database.in_use(path, own):
        raise BusyError(_CLOSE_FIRST)


def _looked_through(path: str, own: Key) -> Report:
    try:
        with closing(home.opened(path, own)) as store:
            return check.check(store)
    except DamagedError:
        raise WrongKeyError(_NOT_THIS_KEY) from None
