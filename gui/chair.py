"""The chair's page: the form, the answer to it, and what can be done with both."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from core import intake, settings
from core.calculate import calculate
from core.faults import Fault, InputError
from core.journal.faults import JournalError
from core.note.finished import Finished
from core.note.issue import NOTE, Issue
from core.note.phrases import discarded, discarded_words
from core.reference import Reference
from core.result import Result
from gui import amending, beginning, copying, dates, drawing, leaving, reprinting, saving, shortcuts, theme, words
from gui.bill import Bill
from gui.details import Details
from gui.draft_offer import DraftOffer
from gui.drafts import Drafts
from gui.filing import Filing
from gui.footer import Footer
from gui.form import Form
from gui.journal import Journal
from gui.page import Page
from gui.press import Order, Press
from gui.preview import Preview
from gui.section import Encounter, get

if TYPE_CHECKING:
    from core.journal.record import Record

_PAUSE = 700
"""Milliseconds without typing after which screen readers hear the answer."""


class Chair(QWidget):
    """One page: what happened on the left, what it comes to on the right."""

    clinic_changed = Signal(object)
    """The settings are other ones."""

    def __init__(self, reference: Reference, settings_path: str, journal: Journal, slot: str) -> None:
        """Open on a blank encounter.

        Args:
            reference: what is looked up.
            settings_path: file of the clinic's settings.
            journal: where notes are filed.
            slot: the window's among those that are open, for its drafts.
        """
        super().__init__()
        self._reference, self._settings_path = reference, settings_path
        loaded = beginning.load(settings_path, reference.payers)
        self.clinic, self._remembered, self.computer = loaded.clinic, loaded.remembered, loaded.computer
        self.result: Result | None = None
        self.form = Form(reference, self.clinic, self._remembered)
        self.bill, self.details, self.footer, self.preview = Bill(), Details(), Footer(), Preview()
        self.page = Page(self.form, self.bill, self.details, self.preview)
        self.banner = QLabel(loaded.problem)
        self._kept = self._left = self.form.read()
        self._finished: Encounter = {}
        self.folder = ""
        self._pause = QTimer(self, singleShot=True)
        self._journal = journal
        self.filing, self.drafts, self.offer = Filing(self, journal), Drafts(journal, slot), DraftOffer()
        self.press = Press(self, self._file)
        self._build()
        self._connect()
        self.update_answer()
        self.form.focus("opened")
        QTimer.singleShot(_PAUSE, beginning.read_in)

    # The answer

    def update_answer(self) -> None:
        """Work out what the form says now; the answer is whole or is not there."""
        self.form.discard.show_amount(self._thrown())
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
            self.bill.show_missing(missing or tuple(f"{fault.message}." for fault in faults))
            self.details.show_nothing()
        else:
            self.bill.show_result(self.result)
            self.details.show_result(self.result, self.clinic)
        issue = self.filing.put_out if "noted_at" in encounter else Issue()
        draw = partial(drawing.draw, self._finish(), self._reference, self.clinic, issue)
        self.preview.take(draw if self.result else None, finished="noted_at" in encounter)
        self.footer.allow(answered=self.result is not None)
        self.footer.offer_slip(wanted=self.clinic.slip != "none")
        self.footer.terms.setText(words.terms(encounter, self._reference.payers, dates.now().date()))
        self._pause.start(_PAUSE)

    def _rest(self) -> None:
        """Nobody types for a moment: what there is is said and kept."""
        self.bill.announce()
        said = self.form.read()
        self.drafts.keep({"form": said, "amends": self.filing.amends} if said != self._kept else None)

    def _has_note(self) -> bool:
        if self.result is None:
            self.footer.say(words.NO_NOTE)
        return self.result is not None

    def _work_out(self, encounter: Encounter) -> Result:
        return calculate(intake.read(encounter, self._reference, self.clinic), self._reference, self.clinic)

    def _thrown(self) -> str:
        """How much is discarded, whatever its record says; empty where it is nothing or not known."""
        try:
            result = self._work_out({**self.form.read(), "discard": {}})
        except InputError:
            return ""
        return discarded_words(result) if discarded(result) else ""

    def _encounter(self) -> Encounter:
        """What the form says, and when it was finished if nothing has changed since."""
        said = self.form.read()
        return self._finished if self._finished == {**said, "noted_at": self._finished.get("noted_at")} else said

    def _finish(self) -> Encounter:
        """The encounter as it is finished this minute, or was before."""
        return {"noted_at": dates.now().isoformat(timespec="minutes"), **self._encounter()}

    # What can be done

    def say(self, words: str) -> None:
        """Say what was done, or why it was not."""
        self.footer.say(words)

    def save_note(self, *, asking: bool = True) -> bool:
        """Save the note where the user wants it; whether its PDF is on disk, for text is only a copy."""
        if not self._has_note():
            return False
        finished = self._finish()
        result = self._work_out(finished)
        issue = self.filing.issue(result.encounter)
        if issue is None:
            self.footer.say(words.NOT_SAVED)
            return False
        file = partial(self.filing.file, result=result, clinic=self.clinic, issue=issue)
        try:
            note = drawing.draw(finished, self._reference, self.clinic, issue)
            saved = saving.save(self, self.folder, note, file, asking=asking)
        except (saving.SaveError, JournalError) as error:
            self.footer.say(str(error))
            return False
        self.folder = saved.folder
        if saved.as_text:
            self._number(finished)
            self.footer.say(saved.said)
        else:
            self._keep(finished, saved.said)
        return not saved.as_text

    def print_note(self) -> None:
        """Print the note on a printer that the user chooses."""
        if self._has_note():
            self._print(self.press.choose)

    def print_slip(self) -> None:
        """Print the clinic's short form of the note, to stick into the chart."""
        if self.clinic.slip == "none":
            self.footer.say(words.NO_SLIP)
        elif self._has_note():
            self._print(self.press.choose, form=self.clinic.slip)

    def save_and_print(self) -> None:
        """Save the note beside the last one and print it as the last one; asks only the first time."""
        if self.save_note(asking=False):
            self._print(self.press.again, self.footer.message.text())

    def _print(self, start: Callable[[Order], bool], before: str = "", form: str = NOTE) -> None:
        """Start printing, with which the note has its number."""
        finished, printers = self._finish(), self._remembered
        result = self._work_out(finished)
        issue = self.filing.issue(result.encounter)
        if issue is None:
            self.footer.say(words.NOT_PRINTED)
            return
        printer, name = printers.printer if form == NOTE else printers.slip_printer, drawing.name(result, form)
        known, issue = (self._reference, self.clinic), issue._replace(form=form)
        if start(Order(finished, self.form.read(), *known, printer, name, before, issue)):
            self._number(finished)

    def _file(self, order: Order, note: Finished) -> str:
        """File what is printed; of a slip, the note that it is of."""
        if order.issue.reprint:
            return ""
        result, issue = self._work_out(order.finished), order.issue._replace(form=NOTE)
        if order.form != NOTE:
            note = drawing.draw(order.finished, order.reference, order.clinic, issue)
        return self.filing.file(note, result, order.clinic, issue)

    def _number(self, finished: Encounter) -> None:
        """From now on the note has its number, until something changes."""
        self._finished = finished
        self.update_answer()

    def _printed(self, order: Order, printer: str, said: str) -> None:
        """It is with the printer: the next one starts with the same printer and paper."""
        if order.form != NOTE or order.issue.reprint:
            slip_printer = printer if order.form != NOTE else self._remembered.slip_printer
            self._remembered = self._remembered._replace(slip_printer=slip_printer)
            self._store(said)
            return
        self.clinic = self.clinic._replace(paper=order.paper)
        self._remembered = self._remembered._replace(printer=printer)
        if self.form.read() == order.typed:
            self._keep(order.finished, said)
        else:
            self._store(said)

    def go_to(self, path: str) -> None:
        """Go to a field."""
        self.page.bring_form()
        self.form.focus(path)

    def copy_claim(self) -> None:
        """Copy the claim lines."""
        self.footer.say(copying.claim(self.result))

    def copy_chart(self) -> None:
        """Copy a paragraph for the patient's chart; it names the note, which is finished by that."""
        if self.result is not None:
            self._number(self._finish())
        self.footer.say(copying.for_chart(self.result, self.clinic))

    def amend(self, filed: "Record") -> None:
        """Go on with a note that is in the journal; what comes of it amends that note."""
        if self.may_leave():
            self._begin(filed.body["encounter"], filed)
            self._number(filed.body["encounter"])
            self.footer.say(words.AMENDING.format(filed.body["number"]))

    def copy_from(self, filed: "Record") -> None:
        """Start an encounter like one that is in the journal, without what was attested or is of that day."""
        if self.may_leave():
            self._begin(amending.copied(filed.body["encounter"]))
            self._kept = {}
            self.footer.say(words.COPIED.format(filed.body["number"]))

    def reprint(self, filed: "Record") -> None:
        """Print a note again that is in the journal, marked as a reprint."""
        try:
            clinic = self.filing.clinic(filed)
        except JournalError as error:
            self.press.said.emit(str(error))
            return
        printer = self._remembered.printer
        self.press.choose(reprinting.order(filed, clinic, self._reference, printer, dates.now()))

    def _take_draft(self) -> None:
        """Go on with what an earlier window left unfinished."""
        self.offer.show()  # until it is taken
        if not self.may_leave():
            return
        try:
            filed = self.filing.find(self.drafts.left.get("amends", 0))
        except JournalError as error:
            self.footer.say(str(error))
            return
        self.offer.hide()
        self._begin(self.drafts.decide()["form"], filed)
        self._kept = {}
        self.footer.say(words.DRAFT_BACK)

    def new_encounter(self) -> None:
        """Start again; asks only where something would be lost, and can be taken back."""
        if self.may_leave():
            self._left = self.form.read()
            self._begin()
            self.footer.say("New encounter. Ctrl+Shift+N brings the last one back.")

    def take_back_new(self) -> None:
        """Change places with the encounter that was left with New."""
        self._left, back = self.form.read(), self._left
        self.filing.start()
        self.form.fill(back)
        self.update_answer()
        self.footer.say("The last encounter is back. Ctrl+Shift+N changes again.")

    def show_help(self, rule: str = "") -> None:
        """Show shortcuts and rules; a rule where one is named."""
        from gui.help_dialog import HelpDialog  # only once help is wanted

        dialogue = self.findChild(HelpDialog) or HelpDialog(self._reference.rules, self)
        dialogue.show_rule(rule)
        dialogue.show()
        dialogue.activateWindow()

    def change_settings(self) -> None:
        """Change the clinic's settings; an encounter that is begun keeps its own payer and place."""
        from gui.settings_dialog import SettingsDialog  # only once settings are wanted

        own = (self.computer, self._journal.has_passphrase())
        dialogue = SettingsDialog(self.clinic, self._reference.payers, self, *own)
        if not dialogue.exec():
            return
        self.clinic, self.computer = dialogue.clinic(), dialogue.computer()
        self.clinic_changed.emit(self.clinic)
        self.banner.hide()
        self.form.offer(self.clinic)
        if self.form.is_blank():
            self._begin()
        self.update_answer()
        self._store("Settings saved.")

    def note_backup(self, day: str, said: str) -> None:
        """Keep the day of the weekly backup, and say that it was made."""
        self.computer = self.computer._replace(backed_up=day)
        self._store(said)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where two would be cramped."""
        super().resizeEvent(event)
        self.page.arrange(self.width())

    def changeEvent(self, event: QEvent) -> None:
        """Coming back to a blank page after midnight, it is of the new day."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and self.form.is_blank():
            today = dates.now().date().isoformat()
            if self.form.read()["service_date"] != today:
                self._begin()

    def _begin(self, encounter: Encounter | None = None, filed: "Record | None" = None) -> None:
        """Show a blank encounter, or one that is known; of a record, that it would be amended."""
        self.filing.start(filed)
        self._finished = {}
        self.form.start()
        if encounter is not None:
            self.form.fill(encounter)
        self._kept = self.form.read()
        self.update_answer()
        self.go_to("opened")

    def _keep(self, finished: Encounter, said: str) -> None:
        """The note is out: nothing would be lost now, and the next encounter starts with what this one leaves."""
        self._finished, self._kept = finished, self.form.read()
        self._remembered = self.form.remember(finished, self._remembered)
        self.update_answer()
        self._store(said)

    def _store(self, said: str) -> None:
        """Keep the settings, and say what was done."""
        try:
            settings.save(self._settings_path, self.clinic, self._remembered, self.computer)
        except OSError as error:
            said += f" The settings were not saved: {error.strerror}."
        self.footer.say(said)

    def may_leave(self) -> bool:
        """Whether nothing would be lost, or the user says that it may."""
        if self.form.read() == self._kept:
            return True
        wish = leaving.ask(self)
        return self.save_note() if wish is leaving.Wish.SAVE else wish is leaving.Wish.LEAVE

    def _build(self) -> None:
        self.banner.setProperty("look", "fault")
        self.banner.setWordWrap(True)
        self.banner.setVisible(bool(self.banner.text()))
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.SPACE[3], theme.SPACE[2], theme.SPACE[3], theme.SPACE[2])
        for part, share in ((self.banner, 0), (self.offer, 0), (self.page, 1), (self.footer, 0)):
            box.addWidget(part, share)

    def _connect(self) -> None:
        self.form.changed.connect(self.update_answer)
        self.bill.copy_wanted.connect(self.copy_claim)
        self.details.field_wanted.connect(self.go_to)
        self.details.rule_wanted.connect(self.show_help)
        self._pause.timeout.connect(self._rest)
        self.drafts.found.connect(self.offer.offer)
        self.offer.taken.connect(self._take_draft)
        self.offer.thrown_away.connect(self.drafts.decide)
        self.press.said.connect(self.footer.say)
        self.press.printed.connect(self._printed)
        shortcuts.bind(
            self,
            (None, "Ctrl+L", lambda: self.go_to("opened")),
            (None, "Ctrl+E", self.page.turn_note),
            (None, "Ctrl+Shift+C", self.copy_claim),
            (None, "Ctrl+Shift+N", self.take_back_new),
            (self.footer.new, "Ctrl+N", self.new_encounter),
            (self.footer.settings, "Ctrl+,", self.change_settings),
            (self.footer.help, "F1", self.show_help),
            (self.footer.chart, "Ctrl+Shift+T", self.copy_chart),
            (self.footer.print, "Ctrl+P", self.print_note),
            (self.footer.slip, "Ctrl+Shift+L", self.print_slip),
            (None, "Ctrl+Shift+P", self.save_and_print),
            (self.footer.save, "Ctrl+S", self.save_note),
        )
