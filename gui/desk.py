"""The whole program at its window: the chair's page, the journal's, and what leads from one to the other."""

import os
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer

from core import settings
from core.journal.faults import JournalError
from core.reference import Reference
from gui import shortcuts, unlock, words
from gui.chair import Chair
from gui.checking import Checking
from gui.idle import Idle
from gui.journal import Journal, State
from gui.pages import Pages
from gui.slot import Slot
from gui.waiting import Waiting
from gui.weekly import Weekly

if TYPE_CHECKING:
    from core.journal.record import Record
    from gui.claim_page import ClaimPage
    from gui.journal_page import JournalPage
    from gui.report_page import ReportPage

CHAIR, CLAIM, JOURNAL, REPORT = "Chair", "Claim", "Journal", "Report"
"""The pages."""

_AFTER_PAINT = 700
"""Milliseconds after which the journal is opened: the first keystrokes come first."""


class Desk(Pages):
    """The window, with one journal for all of its pages."""

    def __init__(self, reference: Reference, settings_folder: str, data_folder: str) -> None:
        """Open on a blank encounter; the journal opens a moment later.

        Args:
            reference: what is looked up.
            settings_folder: of the clinic's settings.
            data_folder: of the journal.
        """
        journal, slot = Journal(data_folder), Slot(data_folder)
        chair = Chair(reference, os.path.join(settings_folder, settings.FILE), journal, slot.name)
        makers = {
            CHAIR: lambda: chair,
            CLAIM: self._claim_page,
            JOURNAL: self._journal_page,
            REPORT: self._report_page,
        }
        super().__init__(CHAIR, makers, self._may_close)
        self.journal, self.chair = journal, chair
        self._slot, self._reference = slot, reference
        self.checking = Checking(self, reference, self._say)
        shortcuts.bind(self.content, (None, "Ctrl+O", lambda: self.checking.ask(chair.issuing.folder)))
        self.waiting = Waiting(journal)
        self.idle, self.weekly = Idle(), Weekly(journal, lambda: chair.computer)
        self._connect()
        self._watch()
        chair.go_to("opened")
        QTimer.singleShot(_AFTER_PAINT, self.journal, self.journal.open)

    def let_go(self) -> None:
        """Close the journal once all that it was asked is done; what the user left on purpose is no draft."""
        for watch in (self.idle, self.weekly.quiet):
            watch.watch(0)
        self.chair.cases.drafts.keep(None)
        self.journal.close()
        self._slot.release()

    def _may_close(self) -> bool:
        """Ask at the chair, where it is seen what would be lost; a note on its way to the printer gets there first."""
        busy = self.chair.issuing.press.busy
        if busy or not self.chair.cases.is_kept():
            self.go(CHAIR)
        if busy:
            self.chair.say(words.ON_ITS_WAY)
        return not busy and self.chair.may_leave()

    def _connect(self) -> None:
        self.idle.ended.connect(self._lock)
        self.chair.clinic_changed.connect(self._watch)
        self.weekly.done.connect(self.chair.note_backup)
        self.weekly.failed.connect(self.chair.say)
        self.waiting.said.connect(self._say)

    def _watch(self) -> None:
        """Lock after the time that the settings say."""
        self.idle.watch(self.chair.computer.lock_after * 60)

    def _lock(self) -> None:
        by_passphrase = self.chair.computer.unlock_by == "passphrase" and self.journal.has_passphrase()
        self.lock(partial(unlock.why_wrong, self.journal) if by_passphrase else None)

    def _say(self, words: str) -> None:
        """Say something on the page that is in sight."""
        page: Any = self.stack.currentWidget()  # each of them says
        page.say(words)

    def _claim_page(self) -> "ClaimPage":
        from gui.claim_page import ClaimPage

        page = ClaimPage(lambda: (self.chair.result, self.chair.clinic))
        page.rule_wanted.connect(self.chair.show_help)
        return page

    def _journal_page(self) -> "JournalPage":
        from gui.journal_page import JournalPage  # only once it is wanted

        page = JournalPage(self.journal, self._reference)
        page.unlock_wanted.connect(self._open_journal)
        page.amend_wanted.connect(lambda seq: self._hand_over(seq, self.chair.cases.amend))
        page.copy_wanted.connect(lambda seq: self._hand_over(seq, self.chair.cases.copy_from))
        page.reprint_wanted.connect(lambda seq: self._with(seq, self.chair.reprint, page.say))
        press = self.chair.issuing.press
        press.said.connect(page.say)
        press.printed.connect(lambda _order, _printer, said: page.say(said))
        self.waiting.changed.connect(page.show_waiting)
        page.show_waiting(self.waiting.words)
        return page

    def _report_page(self) -> "ReportPage":
        from gui.report_page import ReportPage

        page = ReportPage(self.journal.run, self.chair.clinic, self._reference, self.journal.folder)
        self.chair.clinic_changed.connect(page.take_clinic)
        return page

    def _hand_over(self, seq: int, act: Callable[["Record"], None]) -> None:
        """Go to the chair with a record."""
        self.go(CHAIR)
        self._with(seq, act, self.chair.say)

    def _with(self, seq: int, act: Callable[["Record"], None], say: Callable[[str], None]) -> None:
        try:
            filed = self.journal.ask(lambda store: store.get(seq))
        except JournalError as error:
            say(str(error))
        else:
            act(filed)

    def _open_journal(self) -> None:
        """Ask for what opens the journal, or try again."""
        if self.journal.state not in {State.NEW, State.LOCKED}:
            self.journal.open()
        unlock.ask(self, self.journal)
