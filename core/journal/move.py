"""A journal moved from its file to the clinic's server and back; the old one stays as it was."""

import os
from contextlib import closing
from typing import NamedTuple

from core.files import beside, workshop
from core.journal import check, database, home, server
from core.journal.check import Problem
from core.journal.copying import copy, holds
from core.journal.faults import JournalError
from core.journal.home import Home
from core.journal.key import Key
from core.journal.store import Store

_ON_SERVER = "The journal is on a server already. Move it to the file first."
_IN_FILE = "The journal is in its file already."
_NOT_COPIED = "Record {} is not at the new place as it was written: {}. Nothing was moved."
_CHANGED = "Another program wrote to the journal meanwhile. Nothing was moved. Close it, then try again."
_NO_KEYRING = "There is no keyring for the password. Put it in the file .pgpass, and leave it out of the address."


class Moved(NamedTuple):
    """What a move came to."""

    records: int
    """How many the journal has at its new place."""

    last_hash: str
    """Of the last record."""

    problems: tuple[Problem, ...]
    """What is not as it was written; a move changes nothing of it."""

    before: str
    """Where the old journal is kept: the name of its file, or the server's address."""


def to_server(place: Home, own: Key, address: str, when: str) -> Moved:
    """Move a journal from its file to a server, or join those that are there where this one has no other records.

    Args:
        place: folder of the journal.
        own: its key.
        address: of the server.
        when: now, as part of a name, such as `20261120-104400`.

    Raises:
        JournalError, OSError: it can't be done; the journal is still in its file.
    """
    if home.server_address(place):
        raise JournalError(_ON_SERVER)
    if not server.remember_password(address):
        raise JournalError(_NO_KEYRING)
    shown = server.without_password(address)
    with closing(home.open_with(place, own)) as source, closing(home.seat(place, own, address)) as target:
        moved = _moved(source, target)
        source.close()
        before = home.set_aside(place, when)
        try:
            _refuse_late(os.path.join(place.folder, before), own, target)
            home.point_to(place, shown)
        except BaseException:
            home.bring_back(place, when)
            raise
    return moved._replace(before=before)


def to_file(place: Home, own: Key) -> Moved:
    """Move a journal from the server to the file of this computer; the server keeps what it has.

    Args:
        place: folder of the journal.
        own: this computer's key.

    Raises:
        JournalError, OSError: it can't be done; the journal is still on the server.
    """
    address = home.server_address(place)
    if not address:
        raise JournalError(_IN_FILE)
    if os.path.exists(place.database):
        msg = f"{place.database} is in the way. Move it elsewhere first."
        raise JournalError(msg)
    with closing(home.seat(place, own)) as source:
        source.flush()
        with workshop(place.database) as made:
            moved = _into_file(source, made, own)
            with beside(place.database) as written:
                os.replace(made, written)
        home.point_to(place, "")
    return moved._replace(before=address)


def _into_file(source: Store, path: str, own: Key) -> Moved:
    with closing(Store(database.open_file(path, own))) as target:
        return _moved(source, target)


def _moved(source: Store, target: Store) -> Moved:
    """Copy what the other place lacks, and look through both; what others add meanwhile comes after."""
    here, last = check.check(source), source.last()
    copied = last is not None and not holds(target, last) and copy(source, target)
    there = check.check(target)
    if copied and not set(there.problems) <= set(here.problems):
        raise JournalError(_NOT_COPIED.format(there.problems[0].seq, there.problems[0].message))
    for draft in source.drafts():
        target.save_draft(*draft)
    return Moved(there.records, there.last_hash, there.problems, "")


def _refuse_late(path: str, own: Key, target: Store) -> None:
    """See that no record came into a file in the last moment; none can come once it is set aside."""
    with closing(home.opened(path, own)) as left:
        last = left.last()
    if last is not None and not holds(target, last):
        raise JournalError(_CHANGED)
