"""Who was treated, what for, and under which terms."""

import datetime
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from core.encounter import DRUG_SOURCES, SETTINGS
from core.payers import Payer
from core.reference import Reference
from gui import dates
from gui.diagnosis import DiagnosisField, codes
from gui.field import Choice, Line
from gui.necessity import NecessityTexts
from gui.recall_row import RecallRow
from gui.section import Encounter, Section, get


class PatientSection(Section):
    """The patient and why the drug was given."""

    def __init__(self, reference: Reference, service_date: Callable[[], datetime.date]) -> None:
        """Build the fields; the longer texts are folded away.

        Args:
            reference: diagnoses, and what payers ask about them.
            service_date: decides which diagnoses are offered.
        """
        super().__init__("Patient")
        name = self.register("patient.name", Line("Name", "Of the patient"))
        record = self.register("patient.record_number", Line("Record number", "Of the patient in this clinic"))
        born = self.register(
            "patient.birth_date", Line("Date of birth", "Such as 1961-02-03 or 02/03/1961", "1961-02-03"), dates.day
        )
        self.row((name, 3), (record, 2), (born, 2))
        diagnosis = DiagnosisField(reference, service_date)
        self.register("diagnosis", diagnosis, codes)
        number = self.register("prior_authorization", Line("Prior authorisation", "Its number"))
        self.row((diagnosis, 3), (number, 4))
        self.recall = RecallRow()
        self.box.addWidget(self.recall)
        self._unfold = QPushButton("Medical necessity ...")
        self._unfold.setAccessibleDescription("Shows or hides the texts about why the drug was needed.")
        self._unfold.setCheckable(True)
        self._unfold.setProperty("look", "link")
        self.box.addWidget(self._unfold, 0, Qt.AlignmentFlag.AlignLeft)
        self.necessity = NecessityTexts(reference)
        for field, text in self.necessity.fields.items():
            self.register(f"necessity.{field}", text)
        self.box.addWidget(self.necessity)
        diagnosis.changed.connect(lambda: self.necessity.ask_about(diagnosis.codes()))
        self._unfold.toggled.connect(self.necessity.setVisible)
        self.necessity.hide()

    def fill(self, encounter: Encounter) -> None:
        """Show patient and diagnosis, and the longer texts where there are any."""
        super().fill(encounter)
        self._unfold.setChecked(bool(get(encounter, "necessity")))

    def reveal(self, path: str) -> None:
        """Unfold the longer texts where one of them is wanted."""
        if path.startswith("necessity"):
            self._unfold.setChecked(True)


class VisitSection(Section):
    """Date, place, payer and where the drug came from."""

    def __init__(self, payers: dict[str, Payer]) -> None:
        """Build the fields."""
        super().__init__("Visit")
        date = Line("Date of service", "Such as 2026-11-20 or 11/20/2026", "2026-11-20")
        self.register("service_date", date, dates.day)
        setting = self.register("setting", Choice("Place", SETTINGS, "Where the drug was given"))
        self.row((date, 2), (setting, 3))
        payer = self.register(
            "payer",
            Choice("Payer", {payer.id: payer.name for payer in payers.values()}, "Whose rules the claim follows"),
        )
        source = self.register("drug_source", Choice("Source of the drug", DRUG_SOURCES, "Who paid for it, and how"))
        self.row(payer, source)

    def know(self, payers: dict[str, Payer]) -> None:
        """Offer other payers; the chosen one stays."""
        choice = self.fields["payer"]
        assert isinstance(choice, Choice)  # noqa: S101 - for the type checker
        choice.offer({payer.id: payer.name for payer in payers.values()})
