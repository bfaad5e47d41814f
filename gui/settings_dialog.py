"""The clinic's settings, checked before they are taken."""

from typing import Any

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QVBoxLayout, QWidget

from core import quantity
from core.clinic import DEPARTMENTS, PAPERS, STATUS_INDICATORS, WITNESS, Clinic
from core.encounter import SETTINGS
from core.npi import is_valid
from core.payers import Payer
from core.plan import MAX_SIZES
from core.quantity import Mass, number
from gui import theme
from gui.field import Choice, Field, Line, Paragraph

_PER_LINE = "One on each line"


class SettingsDialog(QDialog):
    """What the clinic has decided about itself."""

    def __init__(self, clinic: Clinic, payers: dict[str, Payer], parent: QWidget) -> None:
        """Show settings."""
        super().__init__(parent)
        self.setWindowTitle("Vialnote settings")
        self._clinic = clinic
        self.fields = _fields(payers)
        self._show()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        grid, box = QGridLayout(), QVBoxLayout(self)
        grid.setHorizontalSpacing(theme.SPACE[3])
        grid.setVerticalSpacing(theme.SPACE[1])
        for place, field in enumerate(self.fields.values()):
            grid.addWidget(field, place // 2, place % 2)
        box.addLayout(grid)
        box.addWidget(buttons)
        self.resize(820, 620)

    def clinic(self) -> Clinic:
        """The settings as they stand in the fields."""
        values: dict[str, Any] = {name: field.text() for name, field in self.fields.items()}
        for name in ("staff", "reasons", "methods"):
            values[name] = tuple(line.strip() for line in values[name].splitlines() if line.strip())
        values["stock"] = tuple(_size(part) for part in values["stock"].split(",") if part.strip())
        return Clinic(**values)

    def accept(self) -> None:
        """Take the settings if they are right, else say at each field what is not."""
        faults = self._faults()
        for name, field in self.fields.items():
            field.set_fault(faults.get(name, ""))
        if faults:
            self.fields[next(iter(faults))].focus()
        else:
            super().accept()

    def _faults(self) -> dict[str, str]:
        faults = {}
        npi = self.fields["npi"].text()
        if npi and not is_valid(npi):
            faults["npi"] = f"{npi}: not an NPI. It has 10 digits; the last one checks the others."
        try:
            stock = self.clinic().stock
        except quantity.QuantityError as error:
            faults["stock"] = str(error)
        else:
            if len(set(stock)) > MAX_SIZES or len(set(stock)) < len(stock) or 0 in stock:
                faults["stock"] = f"Write up to {MAX_SIZES} different sizes, such as 50, 100, 500."
        return faults

    def _show(self) -> None:
        for name, field in self.fields.items():
            value = getattr(self._clinic, name)
            if name == "stock":
                field.set_text(", ".join(number(size) for size in value))
            else:
                field.set_text("\n".join(value) if isinstance(value, tuple) else value)


def _fields(payers: dict[str, Payer]) -> dict[str, Field]:
    """A field for each setting, in the order of the dialogue, two in a row."""
    return {
        "name": Line("Name of the clinic"),
        "npi": Line("NPI", "Ten digits"),
        "address": Paragraph("Address"),
        "staff": Paragraph("Staff", _PER_LINE),
        "payer": Choice("Usual payer", {payer.id: payer.name for payer in payers.values()}),
        "setting": Choice("Usual place", SETTINGS),
        "status_indicator": Choice("Status indicator (hospital outpatient, surgical centre)", STATUS_INDICATORS),
        "department": Choice("Outpatient department", DEPARTMENTS),
        "witness": Choice("Witness of a discard", WITNESS),
        "paper": Choice("Paper of the note", PAPERS),
        "reasons": Paragraph("Reasons for a discard", _PER_LINE),
        "methods": Paragraph("Methods of a discard", _PER_LINE),
        "stock": Line("Container sizes in stock, mcg", "With commas between; empty means all", "50, 100, 500"),
    }


def _size(text: str) -> Mass:
    text = text.strip()
    return quantity.parse_mass(f"{text} mcg" if text[-1:].isdigit() else text)
