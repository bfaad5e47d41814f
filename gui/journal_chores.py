"""What is done with the journal as a whole: checked, backed up, exported, and its recovery key printed."""

import os
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.journal.faults import JournalError
from core.journal.terms import Wanted
from gui import choosing, dates, theme
from gui.journal import Journal
from gui.journal_due import Payers
from gui.letters import LetterButton

if TYPE_CHECKING:  # SQLAlchemy takes longer to read in than the window to open
    from core.journal.check import Report
    from core.journal.store import Store

_CHECK, _STOP = "C&heck journal", "Stop c&heck"
_BACKUPS = {"Backup of the journal (*.db)": "db"}
_EXPORTS = {"Table (*.csv)": "csv", "JSON lines (*.jsonl)": "jsonl"}
_STOPPED = "The check was stopped."
_WHOLE = "Every record is as it was written: {:,} of them."
_DAMAGED = "The journal is damaged: {:,} of {:,} records are named below the table. Keep your last backup."
_LAST = "Hash of the last record. Note it down elsewhere, and compare it at the next check:"
_NO_EXPORT = "Nothing was exported. Choose a name that ends in .csv or .jsonl."
_EXPORTED = "Exported: {:,} records in {}. The file is not encrypted, and names patients."


class JournalChores(QWidget):
    """Four buttons; each works in the background."""

    said = Signal(str)
    """What is being done, what was done, or why it was not."""

    reported = Signal(str)
    """What the check found, as HTML."""

    _read = Signal(int)

    def __init__(self, journal: Journal, wanted: Callable[[], Wanted], payers: Callable[[], Payers]) -> None:
        """Work on a journal; `wanted` says which records are exported, `payers` whose windows are told with them."""
        super().__init__()
        self._journal, self._wanted, self._payers = journal, wanted, payers
        self._folder = ""
        self._checking = self._stopping = False
        self.check, self.back_up = LetterButton(_CHECK), LetterButton("&Back up...")
        self.export, self.recovery = LetterButton("&Export..."), LetterButton("Recovery &key...")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE[1])
        acts = (self._turn_check, self._back_up, self._export, self._show_recovery)
        buttons = {"check": self.check, "back_up": self.back_up, "export": self.export, "recovery": self.recovery}
        for (name, button), act in zip(buttons.items(), acts, strict=True):
            button.setProperty("topic", f"journal.{name}")
            button.clicked.connect(act)
            row.addWidget(button)
        self._read.connect(self._progress)

    # Check

    def _turn_check(self) -> None:
        """Begin the check, or end the one that is under way."""
        if self._checking:
            self._stopping = True
            return
        self._checking, self._stopping = True, False
        self.check.setText(_STOP)
        self.said.emit("Checking...")
        self._journal.run_beside(self, self._look_through, self._checked, self._check_failed)

    def _look_through(self, store: "Store") -> "Report":
        from core.journal import check

        return check.check(store, self._tell)

    def _tell(self, number: int) -> None:
        """Tell how far the check is, on its own thread; it ends where nobody wants it any more."""
        if self._journal.closing.is_set() or self._stopping:
            raise JournalError(_STOPPED)
        self._read.emit(number)

    def _progress(self, number: int) -> None:
        if not self._stopping:
            self.said.emit(f"Checking: {number:,} records read...")

    def _checked(self, found: "Report") -> None:
        self._end_check()
        if self._stopping:  # it was quicker than whoever stopped it
            self.said.emit(_STOPPED)
            return
        damaged = len({problem.seq for problem in found.problems})
        self.said.emit(_DAMAGED.format(damaged, found.records) if damaged else _WHOLE.format(found.records))
        self.reported.emit(_report(found))

    def _check_failed(self, error: Exception) -> None:
        self._end_check()
        self._fail(error, "The journal was not checked")

    def _end_check(self) -> None:
        self._checking = False
        self.check.setText(_CHECK)

    # Files

    def _back_up(self) -> None:
        suggested = f"vialnote-journal-{dates.now():%Y-%m-%d}.db"
        path = self._ask("Back up the journal", suggested, _BACKUPS)
        if not path:
            return
        self.said.emit("Backing up...")
        name = os.path.basename(path)
        self._journal.back_up(
            self,
            path,
            lambda number: self.said.emit(f"Backed up: {number:,} records in {name}. The recovery key opens it."),
            lambda error: self._fail(error, f"{name} was not written"),
        )

    def _export(self) -> None:
        suggested = f"vialnote-journal-{dates.now():%Y-%m-%d}.csv"
        path = self._ask("Export the notes in the table", suggested, _EXPORTS)
        if not path:
            return
        self.said.emit("Exporting...")
        wanted, payers, name = self._wanted(), self._payers(), os.path.basename(path)
        self._journal.run_beside(
            self,
            lambda store: _write(store, wanted, payers, path),
            lambda number: self.said.emit(_EXPORTED.format(number, name)),
            lambda error: self._fail(error, f"{name} was not written"),
        )

    def _ask(self, title: str, suggested: str, kinds: dict[str, str]) -> str:
        path = choosing.target(self.window(), title, self._folder, suggested, kinds)
        if path:
            self._folder = os.path.dirname(path)
        return path

    def _fail(self, error: Exception, what: str) -> None:
        match error:
            case JournalError():
                self.said.emit(str(error))
            case OSError():
                self.said.emit(f"{what}: {error.strerror}. Choose another folder.")
            case _:
                raise error

    # Recovery key

    def _show_recovery(self) -> None:
        from gui.recovery import RecoveryDialog  # only once it is wanted

        dialogue = RecoveryDialog(self.window(), self._journal.recovery())
        dialogue.exec()
        dialogue.deleteLater()


def _write(store: "Store", wanted: Wanted, payers: Payers, path: str) -> int:
    """Write records to a file, complete or not at all; returns how many."""
    from core.files import complete
    from core.journal import listing

    suffix = os.path.splitext(path)[1].lower()
    if suffix not in listing.FORMS:
        raise JournalError(_NO_EXPORT)
    number = 0
    with complete(path) as file:
        for piece in listing.exported(store, wanted, suffix, payers):
            file.write(piece)
            number += 1
    return number - (suffix == ".csv")  # its header is no record


def _report(found: "Report") -> str:
    rows = "".join(
        f"<p><b>Record {problem.seq:,}</b>&nbsp;&nbsp;{escape(problem.number)}&nbsp;&nbsp;{escape(problem.message)}</p>"
        for problem in found.problems
    )
    words = "damaged" if found.problems else "whole"
    return f"<h3>The journal is {words}</h3>{rows}<p>{_LAST}<br>{found.last_hash}</p>"
