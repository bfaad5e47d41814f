"""One of several seats: records lie on the clinic's server; what it can't take now waits here, encrypted, in order."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Engine, delete, func, insert, select

from core.journal import record as records
from core.journal import tables
from core.journal.database import reading, writing
from core.journal.faults import JournalError, UnreachableError
from core.journal.record import BEFORE_ALL, Record
from core.journal.store import Store
from core.note import identity

_WAITING = tables.waiting.c
_PAUSE = 30.0
"""Seconds for which a server that failed is not tried again at each note: nobody waits for it in vain."""

_LATER = "Only a new note can wait for the server; all else needs its answer. Try again later."


class Seat(Store):
    """The clinic's journal as this computer uses it: records on the server, drafts and what waits in a file here.

    A note is first kept here and then filed, so that it is nowhere lost, whatever fails between.
    """

    def __init__(self, connect: Callable[[], Engine], local: Engine) -> None:
        """Know how the server is reached, which is not asked yet, and the encrypted file of this computer."""
        super().__init__(local)
        self._connect = connect
        self._server: Engine | None = None
        self._opening = threading.Lock()
        self._failed_at: float | None = None

    @property
    def _engine(self) -> Engine:
        """The server's; opened when it is first needed, so that the program starts without it."""
        with self._opening:
            if self._server is None:
                self._server = self._connect()
            return self._server

    def _added(self, body: dict[str, Any], follows: int | None) -> Record:
        if body["kind"] != records.NOTE:
            return self._added_later(body, follows)
        own = self._keep(body)
        if self._failed_at is None or time.monotonic() - self._failed_at > _PAUSE:
            try:
                filed = [record for record in self._file() if records.identity_of(record.body) == own]
                return filed[0] if filed else super()._added(body, None)
            except JournalError:
                pass  # what it said stands in `trouble`
        return Record(0, BEFORE_ALL, identity.canonical(body), "")

    def waiting(self) -> int:
        """How many finished notes wait for the server."""
        with reading(self._local) as connection:
            return connection.execute(select(func.count()).select_from(tables.waiting)).scalar_one()

    def flush(self) -> int:
        """File what waits, in order, each note once; returns how many were filed.

        Raises:
            JournalError: the server does not take them; they go on waiting.
        """
        return sum(1 for _ in self._file())

    def close(self) -> None:
        """Let go of the server and the file; what waits goes on waiting."""
        super().close()
        if self._server is not None:
            self._server.dispose()

    def _added_later(self, body: dict[str, Any], follows: int | None) -> Record:
        try:
            self.flush()  # what was finished before comes before
            return super()._added(body, follows)
        except UnreachableError as error:
            msg = f"{error} {_LATER}"
            raise UnreachableError(msg) from error

    def _keep(self, body: dict[str, Any]) -> str:
        own = identity.content_hash(body["encounter"])
        with writing(self._local) as connection:
            if connection.execute(select(_WAITING.place).where(_WAITING.identity == own)).first() is None:
                data = records.packed(identity.canonical(body))
                connection.execute(insert(tables.waiting).values(identity=own, body=data))
        return own

    def _file(self) -> Iterator[Record]:
        """File what waits, one note after the other; a note leaves only when the server has it on its disk.

        If the program dies between the two, the note is filed again; the server knows it then, and keeps one.
        """
        try:
            while (first := self._first()) is not None:
                own, body = first
                yield super()._added(body, None)
                with writing(self._local) as connection:
                    connection.execute(delete(tables.waiting).where(_WAITING.identity == own))
        except JournalError as error:
            self.trouble, self._failed_at = str(error), time.monotonic()
            raise
        self.trouble, self._failed_at = "", None

    def _first(self) -> tuple[str, dict[str, Any]] | None:
        with reading(self._local) as connection:
            row = connection.execute(select(tables.waiting).order_by(_WAITING.place).limit(1)).first()
        return None if row is None else (row.identity, records.read(records.unpacked(row.body)))
