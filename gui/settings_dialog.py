"""The clinic's settings, checked before they are taken."""

from typing import Any

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QVBoxLayout, QWidget

from core import settings
from core.clinic import DEPARTMENTS, PAPERS, PATIENT_NAME, SLIPS, STATUS_INDICATORS, WITNESS, Clinic
from core.encounter import SETTINGS
from core.faults import InputError
from core.payers import Payer
from gui import theme
from gui.field import Choice, Field, Line, Paragraph
from gui.logo_field import LogoField

_TALL = 5 * theme.CONTROL // 2
"""Height of texts of several lines."""

_LISTS = ("staff", "reasons", "methods")
"""Settings that are written one on each line."""


class SettingsDialog(QDialog):
    """What the clinic has decided about itself."""

    def __init__(self, clinic: Clinic, payers: dict[str, Payer], parent: QWidget) -> None:
        """Show settings."""
        super().__init__(parent)
        self.setWindowTitle("Vialnote settings")
        self.fields = _fields(payers)
        self._show(clinic)
        self._build()

    def _build(self) -> None:
        grid, box = QGridLayout(), QVBoxLayout(self)
        grid.setHorizontalSpacing(theme.SPACE[3])
        grid.setVerticalSpacing(theme.SPACE[0])
        for place, field in enumerate(self.fields.values()):
            grid.addWidget(field, place // 2, place % 2)
            if isinstance(field, Paragraph):
                field.edit.setFixedHeight(_TALL)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Save).setProperty("look", "primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        box.setSpacing(theme.SPACE[2])
        box.addLayout(grid)
        box.addWidget(buttons)
        self.resize(820, 660)

    def clinic(self) -> Clinic:
        """The settings as they stand in the fields.

        Raises:
            InputError: some of them are not right; none is while the dialogue is open.
        """
        table: dict[str, Any] = {name: field.text() for name, field in self.fields.items()}
        for name in _LISTS:
            table[name] = [line.strip() for line in table[name].splitlines() if line.strip()]
        table["stock"] = [_size(part.strip()) for part in table["stock"].split(",") if part.strip()]
        return settings.from_dict(table)

    def accept(self) -> None:
        """Take the settings if they are right, else say at each field what is not."""
        faults = self._faults()
        for name, field in self.fields.items():
            field.set_fault(faults.get(name, ""))
        if faults:
            next(field for name, field in self.fields.items() if name in faults).focus()
        else:
            super().accept()

    def _faults(self) -> dict[str, str]:
        """What is wrong with each field; the first thing where there are several."""
        try:
            self.clinic()
        except InputError as error:
            return {fault.field.partition("[")[0]: fault.message for fault in reversed(error.faults)}
        return {}

    def _show(self, clinic: Clinic) -> None:
        table = settings.to_dict(clinic)
        table["stock"] = ", ".join(size.removesuffix(" mcg") for size in table["stock"])
        for name in _LISTS:
            table[name] = "\n".join(table[name])
        for name, field in self.fields.items():
            field.set_text(table[name])


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
        "paper": Choice("Paper of the note", PAPERS),
        "slip": Choice("Slip to stick into the chart", SLIPS),
    }


def _size(text: str) -> str:
    """A size with its unit, which is mcg where none is written."""
    return f"{text} mcg" if text[-1].isdigit() else text
