"""The chair's page: the form, the answer to it, and what can be done with both."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from core import intake
from core.calculate import calculate
from core.clinic import Clinic
from core.computer import Computer
from core.faults import Fault, InputError
from core.journal.faults import JournalError
from core.note.issue import NOTE, Issue
from core.note.phrases import discarded, discarded_words
from core.reference import Reference
from core.result import Result
from core.settings import Loaded
from core.used import Used, under
from gui import beginning, dates, drawing, recall_row, scrolling, shortcuts, theme, words
from gui.bill import Bill
from gui.cases import Cases
from gui.details import Details
from gui.earlier import Earlier
from gui.footer import Footer
from gui.form import Form
from gui.going_on import GoingOn
from gui.halves import Halves
from gui.issuing import Issuing, Work
from gui.journal import Journal
from gui.kept_settings import KeptSettings
from gui.preview import Preview
from gui.recalling import Recalling
from gui.section import Encounter, get
from gui.wedge import Scan

if TYPE_CHECKING:
    from core.journal.record import Record
    from core.note.finished import Finished
    from gui.press import Order
    from gui.set_up import SetUp

_PAUSE = 700
"""Milliseconds without typing after which screen readers hear the answer."""


class Chair(QWidget):
    """One page: what happened on the left, what it comes to on the right."""

    help_wanted = Signal(str)
    """Why something is so: a topic of help."""

    confirm_wanted = Signal(str)
    """Key of a product whose container's type is to be confirmed."""

    def __init__(self, reference: Reference, settings_path: str, journal: Journal, slot: str) -> None:
        """Open on a blank encounter.

        Args:
            reference: what is looked up.
            settings_path: file of the clinic's settings.
            journal: where notes are filed.
            slot: the window's among those that are open, for its drafts.
        """
        super().__init__()
        self._lists = self._reference = reference
        self.settings = kept = KeptSettings(settings_path, reference.payers)
        self.result: Result | None = None
        self.form = Form(reference, kept.clinic, kept.remembered)
        self.form.opened.scanner = kept.computer.scanner
        self.bill, self.details, self.footer, self.preview = Bill(), Details(), Footer(), Preview()
        self.halves = Halves(self.form, self.bill, self.details, self.preview)
        self.banner = QLabel(kept.problem)
        self._pause = QTimer(self, singleShot=True)
        self._journal = journal
        self.cases = Cases(self, self.form, journal, slot, self.may_leave)
        self.form.opened.filed = self.cases.filed
        self.earlier = Earlier(journal, self.form.opened, self.cases.number)
        self.issuing = Issuing(self, self.cases.drafts, self._work)
        self.recalling = Recalling(self.form, journal, self.amended)
        self.going_on = GoingOn(self.form, self.details, self.footer)
        self._build()
        self._connect()
        self.update_answer()
        self.form.focus("opened")
        QTimer.singleShot(_PAUSE, beginning.read_in)

    # The answer

    def update_answer(self) -> None:
        """Work out what the form says now; the answer is whole or is not there."""
        self.form.discard.show_amount(self._thrown())
        self.bill.mark(sample=self.form.sample)
        encounter, missing = self._encounter(), self.form.missing()
        faults: tuple[Fault, ...] = ()
        self.result = None
        try:
            result = self._work_out(encounter)
        except InputError as error:
            faults = error.faults
        else:
            self.result = None if missing else result
            faults = tuple(Fault(found.field, found.message) for found in result.findings if found.severity == "error")
        self.form.show_faults([fault for fault in faults if get(encounter, fault.field.partition("[")[0])])
        if self.result is None:
            self.bill.show_missing(tuple(missing.values()) or tuple(f"{fault.message}." for fault in faults))
            self.details.show_nothing()
        else:
            self.bill.show_result(self.result)
            self.details.show_result(self.result, self.settings.clinic)
        self.preview.take(self._draw(), finished="noted_at" in encounter)
        self.footer.allow(answered=self.result is not None)
        self.footer.offer_slip(wanted=self.settings.clinic.slip != "none")
        terms = words.terms(encounter, self._reference.payers, dates.now().date())
        self.footer.terms.setText(f"{self._since(encounter)} {terms}".strip())
        self.recalling.look(encounter, self.result)
        self._pause.start(_PAUSE)

    def amended(self) -> int:
        """Place of the record of the encounter on the page, which a change would amend; 0 for none."""
        filed = self.cases.case.filing.filed
        return filed.seq if filed else 0

    def know(self, reference: Reference) -> None:
        """Use other lists from now on; an encounter that is begun keeps what was typed."""
        self._lists = reference
        self._bring(self.cases.case.used)
        self.update_answer()

    def _bring(self, used: Used) -> None:
        """Know also what a note in the journal was worked out with; the clinic's own lists of today stand over it."""
        reference = under(self._lists, used)
        if reference != self._reference:
            self._reference = reference
            self.form.know(reference)

    def _rest(self) -> None:
        """Nobody types for a moment: what there is is said and kept."""
        self.bill.announce()
        self.details.announce()
        self.cases.keep_draft()

    def _draw(self) -> "partial[Finished] | None":
        """How the note is drawn as it is now; None where there is none."""
        if self.result is None:
            return None
        filing, encounter = self.cases.case.filing, self.result.encounter
        issue = filing.put_out(encounter) if encounter.noted_at else Issue()
        finished = self._finish()
        return partial(drawing.draw, finished, self._known(finished), self.settings.clinic, issue)

    def _known(self, encounter: Encounter) -> Reference:
        return self.cases.case.known(encounter, self._reference)

    def _work_out(self, encounter: Encounter, known: Reference | None = None) -> Result:
        """What an encounter comes to; with other lists than it is shown with where they are named."""
        known = known or self._known(encounter)
        return calculate(intake.read(encounter, known, self.settings.clinic), known, self.settings.clinic)

    def _since(self, encounter: Encounter) -> str:
        """That a note in the journal would say something else by the lists of today; empty where it would not."""
        if self.result is None or self._known(encounter) is self._reference:
            return ""
        try:
            same = self._work_out(encounter, self._reference).lines == self.result.lines
        except InputError:
            same = False
        return "" if same else words.LIST_CHANGED

    def _thrown(self) -> str:
        """How much is discarded, whatever its record says; empty where it is nothing or not known."""
        encounter = self._encounter()
        try:
            result = self._work_out({**encounter, "discard": {}}, self._known(encounter))
        except InputError:
            return ""
        return discarded_words(result) if discarded(result) else ""

    def _encounter(self) -> Encounter:
        """What the form says, and when it was finished if nothing has changed since."""
        return self.cases.case.encounter(self.form.read())

    def _finish(self) -> Encounter:
        """The encounter as it is finished this minute, or was before."""
        return self.cases.case.finish(self.form.read())

    def _work(self) -> Work | None:
        """What would be put out now; settings that changed since make it another note."""
        if self.result is None:
            return None
        if self.cases.case.filing.differs(self._work_out(self._finish()), self.settings.clinic):
            self.cases.case.finished = {}
        finished = self._finish()
        known = self._known(finished), self.settings.clinic, self.settings.remembered
        return Work(self.cases.case, self.form.read(), finished, self._work_out(finished), *known)

    # What can be done

    def warn(self, problem: str) -> None:
        """Say above the page what was wrong when the window opened, beside what is said there already."""
        before = self.banner.text()
        said = before if problem in before else f"{before} {problem}".strip()
        self.banner.setText(said)
        self.banner.setVisible(bool(said))

    def say(self, said: str) -> None:
        """Say what was done, or why it was not."""
        self.footer.say(said)

    def _printed(self, order: "Order", printer: str, said: str) -> None:
        """It is with the printer: the next one starts with the same printer and paper."""
        kept = self.settings
        if order.form != NOTE:
            kept.remembered = kept.remembered._replace(slip_printer=printer)
        elif not order.issue.reprint:
            kept.clinic = kept.clinic._replace(paper=order.paper)
            kept.remembered = kept.remembered._replace(printer=printer)
            if self.form.read() == order.typed:
                self._keep(order.finished, said)
                return
        kept.store(said)

    def take_scan(self, scanned: Scan) -> None:
        """List what was scanned, wherever the focus is, and say so in sight."""
        self.halves.bring_form()
        self.footer.say(self.form.opened.take(scanned))

    def go_to(self, path: str) -> None:
        """Go to a field."""
        self.halves.bring_form()
        self.form.focus(path)

    def copy_claim(self) -> None:
        """Copy the claim lines."""
        from gui import copying  # as below: only once it is wanted

        self.footer.say(copying.claim(self.result))

    def reprint(self, filed: "Record") -> None:
        """Print a note again that is in the journal, marked as a reprint."""
        from gui import reprinting

        try:
            clinic = self._journal.ask(lambda store: store.clinic(filed.body))
            order = reprinting.order(filed, clinic, self._reference, self.settings.remembered.printer, dates.now())
        except JournalError as error:
            self.issuing.press.said.emit(str(error))
        except (reprinting.OtherError, InputError):
            self.issuing.press.said.emit(words.NOT_REPRINTED)
        else:
            self.issuing.press.choose(order)

    def change_settings(self) -> None:
        """Change the clinic's settings; an encounter that is begun keeps its own payer and place."""
        from gui.settings_dialog import SettingsDialog  # only once settings are wanted

        kept = self.settings
        own = (kept.computer, self._journal.has_passphrase())
        dialogue = SettingsDialog(kept.clinic, self._reference.payers, self, *own, self.form.opened.told)
        dialogue.set_up_wanted.connect(self.set_up)
        if dialogue.exec():
            self.take_settings(dialogue.clinic(), dialogue.computer(), kept.remembered.printer)
        dialogue.deleteLater()

    def set_up(self) -> "SetUp":
        """Ask for the settings that matter most, on a few pages, which do not keep anybody from the chair."""
        from gui.set_up import SetUp  # only once it is wanted

        kept = Loaded(self.settings.clinic, self.settings.remembered, computer=self.settings.computer)
        dialogue = SetUp(kept, self._reference.payers, self._journal, self.form.opened.told, self)
        dialogue.accepted.connect(lambda: self.take_settings(*dialogue.answers()))
        dialogue.finished.connect(self._come_back)
        dialogue.show()
        return dialogue

    def _come_back(self) -> None:
        """The window is in front again, ready for a scan."""
        self.activateWindow()
        self.go_to("opened")

    def take_settings(self, clinic: Clinic, computer: Computer, printer: str) -> None:
        """Go on with other settings, of the clinic and of this computer, and another usual printer."""
        self.settings.remembered = self.settings.remembered._replace(printer=printer)
        self.settings.take(clinic, computer)
        self.banner.hide()
        self.settings.store("Settings saved.")

    def _use_settings(self) -> None:
        """Other settings hold; an encounter that is begun keeps its own payer and place."""
        self.form.opened.scanner = self.settings.computer.scanner
        self.form.offer(self.settings.clinic)
        self.turn_day()

    def turn_day(self) -> None:
        """A blank page is of today, and as the settings want it; one that is begun says what it is of."""
        if self.form.is_blank():
            self.cases.begin()
        else:
            self.update_answer()

    def try_sample(self) -> None:
        """Show an encounter that is made up, to try the window with."""
        from gui import sample  # only once it is wanted

        self.cases.try_sample(sample.encounter(self.form.blank(), dates.now().date()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where two would be cramped."""
        super().resizeEvent(event)
        self.halves.arrange(self.width())

    def _show_case(self) -> None:
        """Another encounter is on the page; the preview may be of another patient, and goes at once."""
        self.preview.take(None)
        self.update_answer()
        self.go_to("opened")

    def _keep(self, finished: Encounter, said: str) -> None:
        """The note is out: the next encounter starts with what this one leaves."""
        self.cases.keep(finished)
        if not self.form.sample:
            self.settings.remembered = self.form.remember(finished, self.settings.remembered)
        self.update_answer()
        self.settings.store(said)

    def may_leave(self) -> bool:
        """Whether nothing would be lost, or the user says that it may."""
        if self.cases.is_kept():
            return True
        from gui import leaving

        wish = leaving.ask(self)
        return self.issuing.save() if wish is leaving.Wish.SAVE else wish is leaving.Wish.LEAVE

    def _build(self) -> None:
        self.banner.setProperty("look", "fault")
        self.banner.setWordWrap(True)
        self.banner.setVisible(bool(self.banner.text()))
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.SPACE[3], theme.SPACE[2], theme.SPACE[3], theme.SPACE[2])
        box.setSpacing(theme.SPACE[1])
        scrolling.fill(box, self.halves, above=(self.banner, self.cases.offer), below=(self.footer,))

    def _connect(self) -> None:
        self.form.changed.connect(self.update_answer)
        self.bill.copy_wanted.connect(self.copy_claim)
        self.details.field_wanted.connect(self.go_to)
        self.details.asked.connect(self.help_wanted)
        self.bill.asked.connect(self.help_wanted)
        self.details.confirm_wanted.connect(lambda field: self.confirm_wanted.emit(self.form.opened.key_of(field)))
        self._pause.timeout.connect(self._rest)
        self.cases.known.connect(self._bring)
        self.cases.turned.connect(self._show_case)
        self.cases.said.connect(self.footer.say)
        self.issuing.said.connect(self.footer.say)
        self.settings.said.connect(self.footer.say)
        self.settings.changed.connect(self._use_settings)
        self.recalling.said.connect(self.footer.say)
        self.issuing.numbered.connect(self.update_answer)
        self.issuing.saved.connect(self._keep)
        self.issuing.press.printed.connect(self._printed)
        shortcuts.bind(
            self,
            (None, "Ctrl+L", lambda: self.go_to("opened")),
            (None, "Ctrl+E", self.halves.turn_note),
            (None, recall_row.KEY, self.recalling.take_over),
            (None, "Ctrl+Shift+C", self.copy_claim),
            (None, "Ctrl+Shift+N", self.cases.take_back),
            (self.footer.new, "Ctrl+N", self.cases.new),
            (self.footer.settings, "Ctrl+,", self.change_settings),
            (self.footer.chart, "Ctrl+Shift+T", self.issuing.copy_chart),
            (self.footer.print, "Ctrl+P", self.issuing.print),
            (self.footer.slip, "Ctrl+Shift+L", self.issuing.print_slip),
            (None, "Ctrl+Shift+P", self.issuing.save_and_print),
            (self.footer.save, "Ctrl+S", self.issuing.save),
        )
