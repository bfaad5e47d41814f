"""The whole program at its window: the chair's page, the journal's, and what leads from one to the other."""

import os
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication

from core import settings
from core.clinic import Clinic
from core.faults import InputError
from core.journal.faults import JournalError
from core.reference import Reference
from gui import clipboard, hints, shortcuts, tabs, words
from gui.chair import Chair
from gui.checking import Checking
from gui.frame import Frame
from gui.helping import Helping
from gui.idle import Idle
from gui.journal import Journal, State
from gui.lists import Lists
from gui.pages import Pages
from gui.slot import Slot
from gui.today import Today
from gui.waiting import Waiting
from gui.wedge import Scan, Wedge
from gui.weekly import Weekly

if TYPE_CHECKING:
    from core.journal.record import Record
    from core.journal.store import Store
    from gui.audit_page import AuditPage
    from gui.claim_page import ClaimPage
    from gui.journal_page import JournalPage
    from gui.lists_page import ListsPage
    from gui.report_page import ReportPage

CHAIR, CLAIM, JOURNAL, REPORT, AUDIT, LISTS = tabs.NAMES
"""The pages."""

_AFTER_PAINT = 700
"""Milliseconds after which the journal is opened: the first keystrokes come first."""


class Desk(Pages):
    """The window, with one journal for all of its pages."""

    closing = Signal()
    """What runs for a page is to stop."""

    def __init__(
        self, reference: Reference, settings_folder: str, data_folder: str, window: Frame | None = None
    ) -> None:
        """Open on a blank encounter; the journal opens a moment later.

        Args:
            reference: the shipped data, over which the clinic's own lists are laid.
            settings_folder: of the clinic's settings.
            data_folder: of the journal.
            window: which this fills; None where this is the window itself.
        """
        journal, self.slot = Journal(data_folder), Slot(data_folder)
        self.lists = Lists(reference, settings_folder)
        chair = Chair(self.lists.known, os.path.join(settings_folder, settings.FILE), journal, self.slot.name)
        makers = {
            CHAIR: lambda: chair,
            CLAIM: self._claim_page,
            JOURNAL: self._journal_page,
            REPORT: self._report_page,
            AUDIT: lambda: self._audit_page(settings_folder),
            LISTS: self._lists_page,
        }
        super().__init__(CHAIR, makers, self._may_close, window)
        self.journal, self.chair, self.settings, self.today = journal, chair, chair.settings, Today()
        chair.warn(self.lists.problem)
        self._shipped = reference
        self.checking = Checking(self, reference, self._say, self._offer)
        shortcuts.bind(self.content, (None, "Ctrl+O", lambda: self.checking.ask(chair.issuing.folder)))
        self.helping, self.waiting = Helping(self), Waiting(journal)
        self.idle, self.weekly, self.wedge = Idle(), Weekly(journal, lambda: chair.settings.computer), Wedge()
        self._connect()
        self._watch()
        chair.go_to("opened")
        QTimer.singleShot(_AFTER_PAINT, self.journal, self.journal.open)

    def let_go(self, *, dropping_draft: bool = True) -> None:
        """Take copies away, and close the journal once all that it was asked is done.

        Args:
            dropping_draft: the user leaves on purpose, so what is typed is no draft.
        """
        for watch in (self.idle, self.weekly.quiet):
            watch.watch(0)
        self.wedge.stop()
        clipboard.clear()
        if dropping_draft:
            self.chair.cases.drafts.keep(None)
        self.closing.emit()
        self.journal.close()
        self.slot.release()

    def _may_close(self) -> bool:
        """Ask at the chair, where it is seen what would be lost; a note on its way to the printer gets there first."""
        busy = self.chair.issuing.press.busy
        if busy or not self.chair.cases.is_kept():
            self.go(CHAIR)
        if busy:
            self.chair.say(words.ON_ITS_WAY)
        return not busy and self.chair.may_leave()

    def _connect(self) -> None:
        # Of its parts, Qt tells only the window itself that it is the active one.
        cast("QGuiApplication", QGuiApplication.instance()).focusWindowChanged.connect(self._come_back)
        self.idle.ended.connect(self._lock)
        self.settings.changed.connect(self._watch)
        self.today.turned.connect(self.chair.turn_day)
        self.lists.changed.connect(self.chair.know)
        self.lists.damaged.connect(self.chair.warn)
        self.chair.confirm_wanted.connect(self._confirm)
        self.wedge.scanned.connect(self._take_scan)
        self.weekly.done.connect(self.settings.note_backup)
        self.weekly.failed.connect(self.chair.say)
        self.waiting.said.connect(self._say)

    def _watch(self) -> None:
        """Lock and take copies away after the times that the settings say, and know the scanner by them."""
        computer = self.settings.computer
        self.idle.watch(computer.lock_after * 60)
        self.wedge.scanner = computer.scanner
        clipboard.keep_for(computer.copy_kept)

    def _take_scan(self, scanned: Scan) -> None:
        """Lead a scan to the chair's containers; a locked window takes none, and a dialogue is answered first."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        if self.locked:
            return
        if QApplication.activeModalWidget() is not None:
            hints.say(words.SCAN_WAITS)
            return
        if self.stack.currentWidget() is not self.chair:
            self.go(CHAIR)
        self._look()
        self.chair.take_scan(scanned)

    def _come_back(self, window: QWindow | None) -> None:
        """Back at the window, all is as it is today, whoever changed it."""
        if window is not None and window == self.window().windowHandle():
            self._look()

    def _look(self) -> None:
        """Look at the calendar, and at what other windows may have changed."""
        for known in (self.today, self.settings, self.lists):
            known.look()

    def _lock(self) -> None:
        by_passphrase = self.settings.computer.unlock_by == "passphrase" and self.journal.has_passphrase()
        from gui import unlock  # as below: only once it is wanted

        self.lock(partial(unlock.why_wrong, self.journal) if by_passphrase else None)
        clipboard.clear()

    def in_sight(self) -> str:
        """The name of the page in sight."""
        return next(name for name, button in self.buttons.items() if button.isChecked())

    def _say(self, said: str) -> None:
        """Say something on the page that is in sight."""
        page: Any = self.stack.currentWidget()  # each of them says
        page.say(said)

    def _confirm(self, key: str) -> None:
        from gui import confirming

        said = confirming.confirm(self, self.lists, key, self.settings.clinic.staff)
        if said:
            self.chair.say(said)

    def _claim_page(self) -> "ClaimPage":
        from gui.claim_check import ClaimCheck
        from gui.claim_page import ClaimPage

        check = ClaimCheck(self.journal, lambda: self.lists.known, self.chair.amended)
        page = ClaimPage(self._shipped.rules, lambda: (self.chair.result, self.settings.clinic), check.check)
        page.rule_wanted.connect(self.helping.show)
        page.field_wanted.connect(self._go_to_field)
        return page

    def _go_to_field(self, path: str) -> None:
        """Go to a field at the chair, or to Settings or Lists; after Settings the claim is shown as it is then."""
        if path == "lists":
            self.go(LISTS)
            return
        self.go(CHAIR)
        if path == "settings":
            self.chair.change_settings()
            self.go(CLAIM)
        else:
            self.chair.go_to(path)

    def _journal_page(self) -> "JournalPage":
        from gui.journal_page import JournalPage  # only once it is wanted

        page = JournalPage(self.journal, self._shipped, lambda: self.settings.clinic.record_system)
        page.know(self.lists.known)
        self.lists.changed.connect(page.know)
        self.today.turned.connect(page.renew)
        page.unlock_wanted.connect(self._open_journal)
        page.amend_wanted.connect(lambda seq: self._hand_over(seq, self.chair.cases.amend))
        page.copy_wanted.connect(lambda seq: self._hand_over(seq, self.chair.cases.copy_from))
        page.claim_wanted.connect(lambda seq: self._show_claim(seq, page.say))
        page.reprint_wanted.connect(lambda seq: self._with(seq, self.chair.reprint, page.say))
        press = self.chair.issuing.press
        press.said.connect(page.say)
        press.printed.connect(lambda _order, _printer, said: page.say(said))
        self.waiting.changed.connect(page.show_waiting)
        page.show_waiting(self.waiting.words)
        return page

    def _report_page(self) -> "ReportPage":
        from gui.report_page import ReportPage

        page = ReportPage(self.journal.run, self.settings.clinic, self.lists.known, self.journal.folder)
        self.lists.changed.connect(page.know)
        self.settings.changed.connect(lambda: page.take_clinic(self.settings.clinic))
        return page

    def _audit_page(self, settings_folder: str) -> "AuditPage":
        from gui.audit_page import AuditPage

        page = AuditPage(lambda: (self.lists.known, self.settings.clinic), settings_folder, self.journal.folder)
        self.closing.connect(page.auditing.stop)
        return page

    def _offer(self, path: str) -> bool:
        """Give a file that was dropped to the page in sight, where that takes files."""
        page: Any = self.stack.currentWidget()
        takes = hasattr(page, "take_file")
        if takes:
            page.take_file(path)
        return takes

    def _lists_page(self) -> "ListsPage":
        from gui.lists_page import ListsPage

        return ListsPage(self.lists, lambda: self.settings.clinic, self.journal.folder)

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

    def _show_claim(self, seq: int, say: Callable[[str], None]) -> None:
        """Show the claim of a note that is in the journal, with charges and NPI of today."""
        from gui import reprinting

        def look(store: "Store") -> tuple[dict[str, Any], Clinic]:
            body = store.get(seq).body
            return body, store.clinic(body)

        try:
            body, clinic = self.journal.ask(look)
            clinic = clinic._replace(charges=self.settings.clinic.charges, npi=self.settings.clinic.npi)
            result = reprinting.worked_out(body, self._shipped, clinic)
        except JournalError as error:
            say(str(error))
        except (reprinting.OtherError, InputError):
            say(words.NO_CLAIM)
        else:
            page: Any = self.page(CLAIM)  # not in sight yet, for then it would show the chair's claim first
            page.show_claim(result, clinic, f"note {body['number']} of {result.encounter.service_date}")
            self.go(CLAIM)

    def _open_journal(self) -> None:
        """Ask for what opens the journal, or try again."""
        if self.journal.state not in {State.NEW, State.LOCKED}:
            self.journal.open()
        from gui import unlock

        unlock.ask(self, self.journal)
