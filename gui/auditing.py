"""An audit from the window: opened beside it, run in a process of its own, and stopped at once."""

import os
import time
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from core.audit import trial
from core.audit.apart import Running, StoppedError, Task
from core.audit.auditing import Progress
from core.audit.totals import Totals
from core.columns import headings, mapping, proposal, remembered
from core.columns.mapping import Mapping
from core.columns.table import ENCODINGS, Table
from core.faults import Fault, InputError
from core.payers import Payer
from core.spreadsheet import SEPARATORS
from gui import audit_words, tasks


class Opened(NamedTuple):
    """A file that was looked into."""

    path: str
    header: tuple[str, ...]
    sample: dict[str, tuple[str, ...]]
    head: bytes
    """Its first bytes, for a trial."""

    form: str
    """How it is written, in a sentence."""

    columns: Mapping
    """What its headings most likely mean, or meant the last time."""

    confirmed: bool
    """Whether somebody confirmed that before."""

    doubts: tuple[Fault, ...]
    """Why what was confirmed may not fit this file."""

    own: bool
    """Whether the headings are the program's own."""

    @property
    def name(self) -> str:
        """Of the file, without its folder."""
        return os.path.basename(self.path)


class Auditing(QObject):
    """One audit at a time."""

    progressed = Signal(str, int)
    """How far it is, in words and percent."""

    done = Signal(object, str)
    """What a file came to, and where its rows to correct are; empty where none were wanted."""

    failed = Signal(str)
    """Why it was not done."""

    def __init__(self, parent: QObject, remembered_path: str) -> None:
        """Be ready.

        Args:
            parent: what it is for.
            remembered_path: file of the mappings that were confirmed.
        """
        super().__init__(parent)
        self._remembered = remembered_path
        self._running: Running | None = None
        self._begun = 0.0

    @property
    def busy(self) -> bool:
        """Whether an audit runs."""
        return self._running is not None

    def open(self, path: str, payers: dict[str, Payer], on_done: Callable[[Opened], None]) -> None:
        """Look into a file, beside the window.

        Args:
            path: of the file.
            payers: profiles that names of payers are compared with.
            on_done: takes what was seen.
        """
        name = os.path.basename(path)

        def failed(error: Exception) -> None:
            self.failed.emit(audit_words.NOT_OPENED.format(name, _why(error)))

        tasks.run(self, partial(self._open, path, payers), on_done, failed)

    def remember(self, header: tuple[str, ...], columns: Mapping) -> None:
        """Keep what the user confirmed; where that can't be, the user is asked again the next time."""

        def keep() -> None:
            remembered.keep(self._remembered, header, columns)

        def failed(error: Exception) -> None:
            self.failed.emit(_NOT_KEPT.format(_why(error)))

        tasks.run(self, keep, lambda _: None, failed)

    def start(self, task: Task) -> None:
        """Audit a file; `done` or `failed` says what came of it."""
        self.stop()
        running = self._running = Running(task)
        self._begun = time.monotonic()
        tell = tasks.caller()

        def show(progress: Progress) -> None:
            tell(partial(self._show, running, progress))

        def work() -> Totals:
            return running.wait(show)

        def done(found: Totals) -> None:
            if self._end(running):
                self.done.emit(found, task.target)

        def failed(error: Exception) -> None:
            if self._end(running):
                self.failed.emit(_not_done(task, error))

        tasks.run(self, work, done, failed)

    def stop(self) -> None:
        """Stop what runs, at once; nobody is told."""
        running, self._running = self._running, None
        if running is not None:
            running.stop()

    def _end(self, running: Running) -> bool:
        """Whether this audit is the one that is waited for."""
        wanted = running is self._running
        if wanted:
            self._running = None
        return wanted

    def _show(self, running: Running, progress: Progress) -> None:
        if not isValid(self) or running is not self._running:
            return
        took = time.monotonic() - self._begun
        share = progress.done / max(progress.whole, 1)
        left = audit_words.left(took * (1 - share) / max(share, 0.001))
        percent = int(100 * share)
        self.progressed.emit(audit_words.PROGRESS.format(percent, int(progress.rows / took), left), percent)

    def _open(self, path: str, payers: dict[str, Payer]) -> Opened:
        with open(path, "rb", buffering=0) as file:
            table = Table(file)
            written = SEPARATORS[table.separator], ENCODINGS[table.encoding]
            form = audit_words.FORM.format(os.path.basename(path), *written)
            sample = table.sample()
            file.seek(0)
            head = file.read(trial.BYTES)
        confirmed = remembered.find(self._remembered, table.header)
        if confirmed is not None and mapping.check(confirmed, table.header, payers):
            confirmed = None  # by another version, or with a payer that is gone
        proposed = confirmed or proposal.propose(table.header, sample, payers.values())
        own = not headings.faults(table.header)
        doubts = tuple(proposal.doubts(confirmed, sample)) if confirmed else ()
        return Opened(path, table.header, sample, head, form, proposed, confirmed is not None, doubts, own)


_NOT_KEPT = "What the columns mean can't be kept: {}. You will be asked again next time."


def _not_done(task: Task, error: Exception) -> str:
    if isinstance(error, StoppedError):
        return audit_words.ENDED
    if task.target:
        return audit_words.NOT_SAVED.format(_why(error))
    return audit_words.NOT_AUDITED.format(os.path.basename(task.path), _why(error))


def _why(error: Exception) -> str:
    """Why something was not done, for the end of a sentence; what nobody foresaw is raised."""
    match error:
        case InputError():
            return "; ".join(f"{fault.field}: {fault.message}" for fault in error.faults)
        case OSError():
            return error.strerror or str(error)
        case _:
            raise error
