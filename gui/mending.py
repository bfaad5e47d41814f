"""A journal that is gone or damaged: a backup in its place, or an empty one. Nothing that was there is deleted."""

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from core.journal.faults import JournalError, KeyMissingError, WrongKeyError
from gui import choosing
from gui.journal import Journal
from gui.unlock import AskKey, offer_passphrase

if TYPE_CHECKING:
    from core.journal.backup import Restored
    from core.journal.key import Key

_KINDS = "Backup of the journal (*.db);;All files (*)"
_ASK_BACKUP = (
    "This computer does not have the backup's key. Type the recovery key that was printed with the journal, all 14 "
    "groups, or the passphrase of this computer."
)
_NOTHING = "Nothing was changed."
_FAILED = "It can't be done: {}. Nothing was changed."
_RESTORED = "Restored: {:,} records."
_UNSOUND = "{:,} of them are not as they were written; check the journal."
_EMPTY = "An empty journal was begun."
_KEPT = "What was there is kept in the journal's folder as {}."


def restore(parent: QWidget, journal: Journal) -> str:
    """Let the user choose a backup and put it in the journal's place; what came of it, in sentences."""
    path = choosing.source(parent, "Restore a backup of the journal", _KINDS)
    if not path:
        return _NOTHING
    found: list[Restored] = []
    said = _with_key(parent, journal, lambda find: found.append(journal.restore(path, find, _now())))
    if not found:
        return said
    offer_passphrase(parent, journal)
    return _told(found[0])


def begin_again(journal: Journal) -> str:
    """Begin an empty journal in place of a damaged one; what came of it, in sentences."""
    try:
        kept = journal.begin_again(_now())
    except JournalError as error:
        return str(error)
    except OSError as error:
        return _FAILED.format(error.strerror)
    return f"{_EMPTY} {_KEPT.format(kept)}" if kept else _EMPTY


def _with_key(parent: QWidget, journal: Journal, act: Callable[[Callable[[], "Key"]], None]) -> str:
    """Do something with the key that this computer has, or else with one that is asked for; why it was not done."""
    try:
        act(journal.own_key)
    except (KeyMissingError, WrongKeyError):
        asked = AskKey(parent, journal, _ASK_BACKUP, "Restore", act)
        done = asked.exec()
        asked.deleteLater()
        return "" if done else _NOTHING
    except JournalError as error:
        return str(error)
    except OSError as error:
        return _FAILED.format(error.strerror)
    return ""


def _told(found: "Restored") -> str:
    damaged = len({problem.seq for problem in found.report.problems})
    said = [_RESTORED.format(found.report.records)]
    if damaged:
        said.append(_UNSOUND.format(damaged))
    if found.before:
        said.append(_KEPT.format(found.before))
    return " ".join(said)


def _now() -> str:
    """Now, as part of a file's name."""
    return f"{datetime.datetime.now(datetime.UTC):%Y%m%d-%H%M%S}"
