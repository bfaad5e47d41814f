"""The audit's page: a file of past claims, what its columns mean, how far it is, and what it comes to.

It is made when it is first wanted.
"""

import os
from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.audit import content, trial
from core.audit.apart import Task
from core.audit.auditing import Known
from core.audit.totals import TO_CORRECT, Totals
from core.clinic import Clinic
from core.columns import proposal, remembered
from core.columns.mapping import Mapping
from core.faults import Fault
from core.reference import Reference
from core.report import prices
from core.report.pieces import Section
from core.report.prices import PriceError, Prices
from gui import audit_words, choosing, scrolling, shortcuts, tasks, theme
from gui.audit_columns import AuditColumns
from gui.audit_head import AuditHead
from gui.auditing import Auditing, Opened
from gui.report_cards import Cards
from gui.scrolling import Column

_KINDS = "Tables (*.csv *.txt *.tsv)"
_CORRECT = "rows-to-correct.csv"


class AuditPage(QWidget):
    """A head, and below it the choice of columns or what the audit found."""

    def __init__(self, known: Callable[[], tuple[Reference, Clinic]], settings_folder: str, data_folder: str) -> None:
        """Wait for a file.

        Args:
            known: what claims are judged by as it is now: rules and lists, and the settings.
            settings_folder: where confirmed columns are kept.
            data_folder: where the prices that were loaded are kept.
        """
        super().__init__()
        self._known = known
        self._prices_path = os.path.join(data_folder, prices.FILE)
        self._opened: Opened | None = None
        self._columns: Mapping | None = None
        self._asked: Mapping | None = None
        self._found: Totals | None = None
        self._round = 0
        self.head, self.columns = AuditHead(), AuditColumns()
        self.cards = Cards(whole_tables=True)
        self.auditing = Auditing(self, os.path.join(settings_folder, remembered.FILE))
        self._build()
        self._connect()

    def say(self, words: str, look: str = "quiet") -> None:
        """Say what was done, or why it was not, to the eye and to screen readers."""
        self.head.say(words, look)

    def take_file(self, path: str) -> None:
        """Look into a file, and audit it at once where its columns are known."""
        self.stop()
        self._forget()
        self._round += 1
        self.say(audit_words.OPENING.format(os.path.basename(path)))
        self.auditing.open(path, self._known()[0].payers, partial(self._take, self._round))

    def open(self) -> None:
        """Let the user choose a file."""
        path = choosing.source(self, "Open past claims", _KINDS)
        if path:
            self.take_file(path)

    def ask_columns(self) -> None:
        """Ask what the columns of the file mean."""
        found = self._opened
        if found is None:
            self.say(audit_words.NO_FILE)
            return
        self.stop()
        self._show(())
        self.columns.show_file(found.header, found.sample, self._columns or found.columns, self._known()[0].payers)
        self.columns.show()
        self.head.allow(found=False, opened=True)
        self.say(found.form)
        self.columns.use.setFocus(Qt.FocusReason.OtherFocusReason)

    def audit(self, target: str = "") -> None:
        """Audit the file with the columns as they are meant; `target` takes the rows to correct."""
        found = self._opened
        if found is None:
            return
        # Where the pressed button goes out of sight, the focus is to stay on the page.
        self.head.open.setFocus(Qt.FocusReason.OtherFocusReason)
        self.columns.hide()
        known = Known(*self._known())
        self.auditing.start(Task(found.path, self._columns, known, self._prices(), target))
        self.head.show_running(audit_words.STARTING, 0)

    def save(self) -> None:
        """Save the rows to correct where the user wants them."""
        if self._found is None or self.auditing.busy:
            self.say(audit_words.STILL_RUNS if self.auditing.busy else audit_words.NOT_AUDITED_YET)
            return
        path = choosing.target(self, "Save rows to correct", "", _CORRECT, {"Table (*.csv)": "csv"})
        if path:
            self.audit(path)

    def stop(self) -> None:
        """Stop what runs, and say so."""
        if self.auditing.busy:
            self.auditing.stop()
            self.head.show_idle()
            self.say(audit_words.CANCELLED)

    def showEvent(self, event: QShowEvent) -> None:
        """Prices may have been loaded since the page was last seen."""
        super().showEvent(event)
        if not event.spontaneous() and self._found is not None:
            self._work_out(self._found)

    def _take(self, number: int, found: Opened) -> None:
        if number != self._round:
            return
        self._opened = found
        self.head.allow(found=False, opened=True)
        self._columns = found.columns if found.confirmed else None
        if found.own or (found.confirmed and not found.doubts):
            self.audit()
        else:
            self.ask_columns()
        if found.doubts:
            self._question(found.columns, found.doubts)

    def _confirm(self, columns: Mapping) -> None:
        """Go ahead; what is doubtful is asked about once before."""
        found = self._opened
        if found is None:
            return
        doubts = proposal.doubts(columns, found.sample)
        if columns != self._asked and self._question(columns, doubts):
            return
        self._columns, self._found = columns, None  # what was found is of other columns
        self.auditing.remember(found.header, columns)
        self.audit()

    def _question(self, columns: Mapping, doubts: Iterable[Fault]) -> bool:
        """Ask about what is doubtful, also where most of the first claims would be refused; whether anything is."""
        found = trial.run(self._opened.head, columns, Known(*self._known())) if self._opened else None
        doubts, said = tuple(doubts), ""
        if found is not None and found.most_refused:
            said = audit_words.REFUSED.format(found.refused, found.claims, found.reason.removesuffix("."))
        if doubts or said:
            self._asked = columns
            self.columns.question(doubts, said)
        return bool(doubts or said)

    def _back(self) -> None:
        """The columns stay as they were."""
        self.head.open.setFocus(Qt.FocusReason.OtherFocusReason)
        self.columns.hide()
        self.head.allow(found=self._found is not None, opened=True)
        if self._found is not None:
            self._work_out(self._found)
        self.say(audit_words.NO_FILE if self._found is None else "")

    def _done(self, found: Totals, target: str) -> None:
        self._found = found
        self.head.show_idle()
        self.head.allow(found=True, opened=True)
        self._work_out(found)
        claims = audit_words.claims(found.claims())
        if target:
            correct = audit_words.claims(found.claims(*TO_CORRECT))
            self.say(audit_words.SAVED.format(os.path.basename(target), correct))
        elif self._opened is not None:
            done = audit_words.DONE.format(self._opened.name, claims)
            kept = self._columns if self._opened.confirmed and self._columns == self._opened.columns else None
            self.say(f"{done} {audit_words.kept(kept)}" if kept else done)

    def _failed(self, words: str) -> None:
        self.head.show_idle()
        self.say(words, "fault")

    def _work_out(self, found: Totals) -> None:
        """Price what was found, beside the window, and show it."""
        known, payers = self._prices(), self._known()[0].payers

        def done(sections: tuple[Section, ...]) -> None:
            if found is self._found and self.columns.isHidden():
                self._show(sections)

        tasks.run(self, lambda: content.sections(found, payers, known), done, tasks.unforeseen)

    def _show(self, sections: tuple[Section, ...]) -> None:
        """Show sections in the place of those before."""
        self.cards.show_sections(sections)

    def _forget(self) -> None:
        """Show nothing of the file before."""
        self._opened = self._columns = self._asked = self._found = None
        self.columns.hide()
        self._show(())
        self.head.allow(found=False, opened=False)

    def _prices(self) -> Prices:
        """What was loaded on the report's page; a damaged file is none, which is said there."""
        try:
            return prices.load(self._prices_path)
        except (PriceError, OSError):
            return {}

    def _build(self) -> None:
        inside, box = QWidget(), QVBoxLayout(self)
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE[1])
        for part in (self.head, self.columns, self.cards):
            self._column.addWidget(part)
        self._column.addStretch(1)
        self.columns.hide()
        area = Column(inside)
        self.columns.wrong.connect(area.ensureWidgetVisible)
        box.setContentsMargins(theme.SPACE[3], theme.SPACE[2], theme.SPACE[3], theme.SPACE[2])
        scrolling.fill(box, area)
        self.head.allow(found=False, opened=False)
        self.head.say(audit_words.NO_FILE)

    def _connect(self) -> None:
        self.auditing.progressed.connect(self.head.show_running)
        self.auditing.done.connect(self._done)
        self.auditing.failed.connect(self._failed)
        self.columns.confirmed.connect(self._confirm)
        self.columns.cancel.clicked.connect(self._back)
        shortcuts.bind(
            self,
            (self.head.open, "F2", self.open),
            (self.head.change, "F3", self.ask_columns),
            (self.head.save, "Ctrl+S", self.save),
            (self.head.cancel, "Esc", self.stop),
        )
