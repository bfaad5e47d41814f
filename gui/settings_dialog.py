"""The clinic's settings, checked before they are taken."""

import os
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core import computer as computers
from core import settings
from core.clinic import CLAIM_FORMS, DEPARTMENTS, PAPERS, PATIENT_NAME, SLIPS, STATUS_INDICATORS, WITNESS, Clinic
from core.computer import UNLOCK_BY, Computer
from core.encounter import SETTINGS
from core.faults import Fault, InputError
from core.payers import Payer
from core.scanner import TERMINATORS
from gui import scrolling, theme
from gui.field import Choice, Field, Line, Paragraph
from gui.folder_field import FolderField
from gui.logo_field import LogoField
from gui.scanner_dialog import Read, ScannerDialog
from gui.scrolling import Column
from gui.section import heading

_TALL = 5 * theme.CONTROL // 2
"""Height of texts of several lines."""

_CLINIC, _COMPUTER = "The clinic", "This computer"
_KEY_ELSEWHERE = "The journal has no passphrase here; its key is in the keyring. Choose a confirmation."
_NO_FOLDER = "There is no such folder. Choose one, or leave it empty."
_LISTS = ("staff", "reasons", "methods")
"""Settings that are written one on each line."""

_TIMES = ("lock_after", "copy_kept")
"""Settings that are whole numbers."""

_DIGITS = 9


class SettingsDialog(QDialog):
    """What the clinic has decided about itself."""

    set_up_wanted = Signal()
    """The same on a few short pages, instead."""

    def __init__(
        self,
        clinic: Clinic,
        payers: dict[str, Payer],
        parent: QWidget,
        computer: Computer = Computer(),  # noqa: B008 - frozen
        has_passphrase: bool = False,  # noqa: FBT001, FBT002 - of this computer, too
        read: Read = lambda _, __: "",
    ) -> None:
        """Show settings.

        Args:
            clinic: the clinic's.
            payers: to choose from.
            parent: the window that asks.
            computer: this computer's own.
            has_passphrase: whether a passphrase opens the journal here.
            read: says how a scan is read.
        """
        super().__init__(parent)
        self.setWindowTitle("Vialnote settings")
        self.fields, self.own = _fields(payers), _own_fields()
        self._computer, self._has_passphrase, self._read = computer, has_passphrase, read
        self.test, self.step_by_step = QPushButton("Scanner &test..."), QPushButton("Set up &step by step...")
        self.step_by_step.clicked.connect(self._leave_for_set_up)
        self.test.setProperty("topic", "computer.scanner_test")
        self.test.clicked.connect(self._test_scanner)
        self._show(clinic)
        self._build()

    def _build(self) -> None:
        content, box = QWidget(), theme.in_dialogue(self)
        content.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.SPACE[2])
        for title, fields in ((_CLINIC, self.fields), (_COMPUTER, self.own)):
            inside.addWidget(heading(title))
            inside.addLayout(_grid(list(fields.values())))
        inside.addWidget(self.test, 0, Qt.AlignmentFlag.AlignLeft)
        self._area = Column(content)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Save).setProperty("look", "primary")
        buttons.addButton(self.step_by_step, QDialogButtonBox.ButtonRole.ResetRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        scrolling.fill(box, self._area, below=(buttons,))
        theme.resize_within(self, 820, 660)

    def clinic(self) -> Clinic:
        """The settings as they stand in the fields.

        Raises:
            InputError: some of them are not right; none is while the dialogue is open.
        """
        table: dict[str, Any] = {name: field.text() for name, field in self.fields.items()}
        for name in _LISTS:
            table[name] = [line.strip() for line in table[name].splitlines() if line.strip()]
        table["charges"] = [part.strip() for part in table["charges"].split(",") if part.strip()]
        table["stock"] = [_size(part.strip()) for part in table["stock"].split(",") if part.strip()]
        return settings.from_dict(table)

    def computer(self) -> Computer:
        """This computer's settings as they stand in the fields.

        Raises:
            InputError: some of them are not right; none is while the dialogue is open.
        """
        table: dict[str, Any] = {name: field.text() for name, field in self.own.items()}
        for name in _TIMES:
            table[name] = _whole(table[name])
        found = computers.from_dict(table)
        if found.unlock_by == "passphrase" and not self._has_passphrase:
            raise InputError([Fault("computer.unlock_by", _KEY_ELSEWHERE)])
        if found.backup_folder and not os.path.isdir(found.backup_folder):
            raise InputError([Fault("computer.backup_folder", _NO_FOLDER)])
        return found

    def accept(self) -> None:
        """Take the settings if they are right, else say at each field what is not."""
        wrong = self._show_faults()
        if wrong:
            self._lead_to(wrong[0])
        else:
            super().accept()

    def _show_faults(self) -> list[Field]:
        """Say at each field what is wrong with it; the fields where something is."""
        faults = self._faults()
        shown = {**self.fields, **{f"computer.{name}": field for name, field in self.own.items()}}
        for name, field in shown.items():
            field.set_fault(faults.get(name, ""))
        return [field for name, field in shown.items() if name in faults]

    def _lead_to(self, field: Field) -> None:
        """Go to a field, which is in sight with its fault once that is laid out."""
        field.focus()
        QTimer.singleShot(0, field, lambda: self._area.ensureWidgetVisible(field))

    def _test_scanner(self) -> None:
        """Show what the scanner sends, and set this computer up for it."""
        dialogue = ScannerDialog(self._read, self)
        if dialogue.exec():
            for name, text in dialogue.settings._asdict().items():
                self.own[f"scanner_{name}"].set_text(text)
        dialogue.deleteLater()

    def _leave_for_set_up(self) -> None:
        self.reject()
        self.set_up_wanted.emit()

    def _faults(self) -> dict[str, str]:
        """What is wrong with each field; the first thing where there are several."""
        found: dict[str, str] = {}
        for read in (self.clinic, self.computer):
            try:
                read()
            except InputError as error:
                found |= {fault.field.partition("[")[0]: fault.message for fault in reversed(error.faults)}
        return found

    def _show(self, clinic: Clinic) -> None:
        table = settings.to_dict(clinic)
        table["charges"] = ", ".join(table["charges"])
        table["stock"] = ", ".join(size.removesuffix(" mcg") for size in table["stock"])
        for name in _LISTS:
            table[name] = "\n".join(table[name])
        for name, field in self.fields.items():
            field.set_text(table[name])
        for name, field in self.own.items():
            field.set_text(str(self._computer._asdict()[name]))


def _grid(fields: list[Field]) -> QGridLayout:
    """Fields, two in a row."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.SPACE[3])
    grid.setVerticalSpacing(theme.SPACE[1])
    for column in (0, 1):
        grid.setColumnStretch(column, 1)
    for place, field in enumerate(fields):
        grid.addWidget(field, place // 2, place % 2)
        if isinstance(field, Paragraph):
            field.edit.setFixedHeight(_TALL)
    return grid


def _fields(payers: dict[str, Payer]) -> dict[str, Field]:
    """A field for each setting, in the order of the dialogue, two in a row."""
    return {
        "name": Line("Name of the clinic"),
        "npi": Line("NPI", "Ten digits"),
        "address": Paragraph("Address"),
        "logo": LogoField("Logo on the note", _TALL - theme.CONTROL),
        "staff": Paragraph("Staff, one on each line"),
        "reasons": Paragraph("Reasons for a discard, one on each line"),
        "methods": Paragraph("Methods of a discard, one on each line"),
        "stock": Line("Container sizes in stock, mcg; empty means all", "With commas between", "50, 100, 500"),
        "payer": Choice("Usual payer", {payer.id: payer.name for payer in payers.values()}),
        "setting": Choice("Usual place", SETTINGS),
        "status_indicator": Choice("Status indicator (hospital outpatient, surgical centre)", STATUS_INDICATORS),
        "department": Choice("Outpatient department", DEPARTMENTS),
        "witness": Choice("Witness of a discard", WITNESS),
        "patient_name": Choice("Patient's name in the note's embedded data", PATIENT_NAME),
        "claim_forms": Choice("Claim forms on the note", CLAIM_FORMS),
        "charges": Line("Charge for one unit in dollars, by code", "With commas between", "J2354 1.25"),
        "paper": Choice("Paper of the note", PAPERS),
        "slip": Choice("Slip to stick into the chart", SLIPS),
        "record_system": Line(
            "System URI of record numbers in the EHR", "Ask who runs the EHR; empty if not known", "urn:oid:2.999.1"
        ),
    }


def _own_fields() -> dict[str, Field]:
    """The same for this computer's settings."""
    return {
        "lock_after": Line("Lock after minutes without a key; 0 is never", "Minutes up to 240", "10"),
        "unlock_by": Choice("Unlock by", UNLOCK_BY),
        "copy_kept": Line("Take copies off the clipboard after seconds; 0 is never", "Seconds up to 600", "120"),
        "backup_folder": FolderField("Folder of the journal's weekly backup; empty for none"),
        "scanner_prefix": Line("Scanner's prefix; ] for ]d2 and its like", "Empty where it may send anything"),
        "scanner_separator": Line("Scanner's sign or key for FNC1", "Empty where it sends a usual one", "#"),
        "scanner_terminator": Choice("Scanner ends a code with", TERMINATORS),
    }


def _whole(text: str) -> int | str:
    """A whole number; the text as it is where it is none, or longer than any that is meant."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS else text


def _size(text: str) -> str:
    """A size with its unit, which is mcg where none is written."""
    return f"{text} mcg" if text[-1].isdigit() else text
