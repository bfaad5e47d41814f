"""The window: the form, the answer to it, and what can be done with both."""

import importlib
import os
import threading
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QMessageBox, QPushButton, QVBoxLayout, QWidget

from core import encounter_json, settings
from core.calculate import calculate
from core.faults import Fault, InputError
from core.note import chart
from core.note.phrases import discarded, discarded_words
from core.reference import Reference
from core.result import Result
from core.settings import Remembered
from gui import dates, theme
from gui.bill import Bill
from gui.details import Details
from gui.form import Form
from gui.page import Page
from gui.section import Encounter, get, put

_PAUSE = 700
"""Milliseconds without typing after which screen readers hear the answer."""


class Window(QWidget):
    """One page: what happened on the left, what it comes to on the right."""

    def __init__(self, reference: Reference, settings_path: str) -> None:
        """Open on a blank encounter, with the settings of this file."""
        super().__init__()
        self.setWindowTitle("Vialnote")
        self._reference = reference
        self._settings_path = settings_path
        loaded = settings.load(settings_path)
        self._clinic, self._remembered = loaded.clinic, loaded.remembered
        self.result: Result | None = None
        self.form = Form(reference, self._clinic, self._remembered)
        self.bill, self.details = Bill(), Details()
        self.page = Page(self.form, self.bill, self.details)
        self.message = QLabel(loaded.problem)
        self.terms = QLabel()
        self._kept = self.form.read()
        self._taken_back: Encounter = {}
        self._build()
        self._connect()
        self.update_answer()
        self.form.opened.scan.setFocus(Qt.FocusReason.OtherFocusReason)
        # The first note needs ReportLab; it is read in beside the first keystrokes, once the window is there.
        QTimer.singleShot(_PAUSE, lambda: threading.Thread(target=_read_in, daemon=True).start())

    # The answer

    def update_answer(self) -> None:
        """Work out what the form says now; the answer is whole or is not there."""
        encounter, missing = self.form.read(), self.form.missing()
        self.result = result = None
        faults: tuple[Fault, ...] = ()
        try:
            result = calculate(encounter_json.from_dict(encounter), self._reference, self._clinic)
        except InputError as error:
            faults = error.faults
        self.form.show_faults([fault for fault in faults if get(encounter, fault.field.partition("[")[0])])
        if result is None or missing:
            self._show_missing(missing or tuple(f"{fault.message}." for fault in faults))
        else:
            self._show_result(result)
        self._pause.start(_PAUSE)

    def _show_missing(self, missing: tuple[str, ...]) -> None:
        self.bill.show_missing(missing)
        self.details.show_nothing()
        self.form.discard.show_amount("", discarded=False)
        self._allow(answered=False)

    def _show_result(self, result: Result) -> None:
        attested = result.encounter.discard.confirmed
        amount = discarded_words(result)
        self.form.discard.show_amount(amount, discarded=bool(discarded(result)))
        if attested != self.form.discard.confirmed.isChecked():
            return  # the attestation was of another amount and has been taken back; that change asks again
        self.result = result
        self.bill.show_result(result)
        self.details.show_result(result)
        self._allow(answered=True)

    def _allow(self, *, answered: bool) -> None:
        for button in (self.save_button, self.print_button, self.chart_button):
            button.setEnabled(answered)

    # What can be done

    def save_note(self) -> bool:
        """Save the note as PDF where the user wants it; whether it is on disk."""
        if self.result is None:
            self._say("There is no note yet. Fill in what is missing.")
            return False
        drawn, name, finished = self._note()
        path, _ = QFileDialog.getSaveFileName(self, "Save note", self._suggested(name), "PDF (*.pdf)")
        return bool(path) and self._write(path, drawn, finished)

    def print_note(self) -> bool:
        """Print the note on a printer that the user chooses; whether it was sent."""
        if self.result is None:
            self._say("There is no note yet. Fill in what is missing.")
            return False
        from gui import printing  # only once something is printed

        drawn, name, finished = self._note()
        printer = printing.ask(self, self._clinic.paper, name)
        if printer is None:
            self._say("Nothing was printed.")
            return False
        try:
            printing.send(drawn, printer)
        except printing.PrintError as error:
            self._say(f"{error} Save the note with Ctrl+S meanwhile.")
            return False
        self._finish(finished)
        self._say(f"Sent to {printer.printerName() or 'the printer'}: {name}.")
        return True

    def copy_claim(self) -> None:
        """Copy the claim lines, with tabs between the columns."""
        self._copy(chart.claim_text, "Claim lines copied.")

    def copy_chart(self) -> None:
        """Copy a paragraph for the patient's chart."""
        self._copy(lambda result: chart.chart_text(result, self._clinic), "Text for the chart copied.")

    def new_encounter(self) -> None:
        """Start again; asks only where something would be lost, and can be taken back."""
        if not self._may_leave():
            return
        self._taken_back = self.form.read()
        self.form.start()
        self._kept = self.form.read()
        self.update_answer()
        self.form.opened.scan.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say("New encounter. Ctrl+Shift+N brings the last one back.")

    def take_back_new(self) -> None:
        """Bring back the encounter that was left with New."""
        if self._taken_back:
            self.form.fill(self._taken_back)
            self._taken_back = {}
            self.update_answer()
            self._say("The last encounter is back.")

    def show_help(self, rule: str = "") -> None:
        """Show shortcuts and rules; a rule where one is named."""
        from gui.help_dialog import HelpDialog  # only once help is wanted

        self._help = HelpDialog(self._reference.rules, self)
        self._help.show_rule(rule)
        self._help.show()

    def change_settings(self) -> None:
        """Change the clinic's settings."""
        from gui.settings_dialog import SettingsDialog  # only once settings are wanted

        dialogue = SettingsDialog(self._clinic, self._reference.payers, self)
        if dialogue.exec():
            self._clinic = dialogue.clinic()
            self.form.offer(self._clinic)
            self._store("Settings saved.")
            self.update_answer()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask where something would be lost."""
        event.setAccepted(self._may_leave())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where two would be cramped."""
        super().resizeEvent(event)
        self.page.arrange(self.width())

    # Help for these

    def _note(self) -> tuple[bytes, str, Encounter]:
        """The note as PDF, its suggested name, and the encounter as it was finished this minute."""
        from core.note import content, pdf  # ReportLab, only once a note is drawn

        finished = self.form.read()
        put(finished, "noted_at", dates.now().isoformat(timespec="minutes"))
        result = calculate(encounter_json.from_dict(finished), self._reference, self._clinic)
        said = content.note(result, self._clinic)
        return pdf.render(said, self._clinic.paper), said.file_name, finished

    def _suggested(self, name: str) -> str:
        return os.path.join(self._folder, name) if self._folder else name

    def _write(self, path: str, drawn: bytes, finished: Encounter) -> bool:
        from core.files import complete

        path = path if path.lower().endswith(".pdf") else f"{path}.pdf"
        try:
            with complete(path) as file:
                file.write(drawn)
        except OSError as error:
            self._say(f"The note was not saved: {error.strerror}. Choose another folder, or print it.")
            return False
        self._folder = os.path.dirname(path)
        self._finish(finished)
        self._say(f"Saved as {os.path.basename(path)}.")
        return True

    def _finish(self, finished: Encounter) -> None:
        """The note is out: nothing would be lost now, and the next encounter starts with what this one leaves."""
        self._kept = self.form.read()
        self._remembered = Remembered(
            given_by=finished.get("given_by", ""),
            discarded_by=get(finished, "discard.discarded_by") or "",
            route=finished.get("route", ""),
            site=finished.get("site", ""),
        )
        self.form.remember(self._remembered)
        self._store("")

    def _store(self, said: str) -> None:
        try:
            settings.save(self._settings_path, self._clinic, self._remembered)
        except OSError as error:
            self._say(f"The settings were not saved: {error.strerror}.")
        else:
            self._say(said)

    def _may_leave(self) -> bool:
        """Whether nothing would be lost, or the user says that it may."""
        if self.form.read() == self._kept:
            return True
        question = QMessageBox(self)
        question.setWindowTitle("Vialnote")
        question.setText("This encounter has no saved or printed note.")
        question.setInformativeText("Save it first, or leave it?")
        buttons = QMessageBox.StandardButton
        question.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        question.setDefaultButton(buttons.Save)
        question.button(buttons.Discard).setText("Leave it")
        answer = question.exec()
        return self.save_note() if answer == buttons.Save else answer == buttons.Discard

    def _copy(self, words: Callable[[Result], str], said: str) -> None:
        if self.result is None or not words(self.result):
            self._say("There is nothing to copy yet.")
            return
        QGuiApplication.clipboard().setText(words(self.result))
        self._say(said)

    def _say(self, words: str) -> None:
        if words:
            self.message.setText(words)

    def _build(self) -> None:
        self._folder = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self.message.setWordWrap(True)
        self.message.setProperty("look", "quiet")
        self.save_button = _button("&Save note", "Ctrl+S", self.save_note)
        self.save_button.setProperty("look", "primary")
        self.print_button = _button("&Print", "Ctrl+P", self.print_note)
        self.chart_button = _button("Copy chart &text", "Ctrl+Shift+T", self.copy_chart)
        foot = QHBoxLayout()
        foot.addWidget(self.message, 1)
        for button in (
            _button("&New", "Ctrl+N", self.new_encounter),
            _button("Settings", "Ctrl+,", self.change_settings),
            _button("Help", "F1", self.show_help),
            self.chart_button,
            self.print_button,
            self.save_button,
        ):
            foot.addWidget(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.SPACE[3], theme.SPACE[2], theme.SPACE[3], theme.SPACE[2])
        box.addWidget(self.page, 1)
        box.addLayout(foot)
        self.setMinimumSize(640, 480)
        self.resize(1280, 860)

    def _connect(self) -> None:
        self.form.changed.connect(self.update_answer)
        self.bill.copy_wanted.connect(self.copy_claim)
        self.details.field_wanted.connect(self.form.focus)
        self.details.rule_wanted.connect(self.show_help)
        self._pause.timeout.connect(self.bill.announce)
        for keys, act in (
            ("Ctrl+L", lambda: self.form.focus("opened")),
            ("Ctrl+Shift+C", self.copy_claim),
            ("Ctrl+Shift+N", self.take_back_new),
        ):
            QShortcut(QKeySequence(keys), self, act)


def _read_in() -> None:
    importlib.import_module("core.note.pdf")


def _button(words: str, keys: str, act: Callable[..., object]) -> QPushButton:
    button = QPushButton(words)
    button.setShortcut(QKeySequence(keys))
    button.setToolTip(keys)
    button.clicked.connect(lambda _: act())
    return button
