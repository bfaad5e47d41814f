"""What was discarded, and the attestation that it was."""

from collections.abc import Iterator

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.clinic import Clinic
from gui import dates, theme
from gui.field import Clock, Suggestions
from gui.letters import LetterBox
from gui.section import Encounter, Place, Section, get


class DiscardSection(Section):
    """The discard: shown where something is discarded, and never confirmed by itself (R17)."""

    def __init__(self, clinic: Clinic) -> None:
        """Build the fields; nothing is discarded at first."""
        super().__init__("Discarded")
        self._amount = ""
        self._attested = ""
        self.amount = QLabel()
        self.box.addWidget(self.amount)
        self.confirmed = LetterBox("I &discarded this")
        self.confirmed.setAccessibleDescription("Tick it only if the rest was thrown away.")
        self.confirmed.toggled.connect(self._attest)
        self.reason = Suggestions("Reason", clinic.reasons, "Why the rest was discarded")
        self.method = Suggestions("Method", clinic.methods, "Where the rest was thrown")
        self.by = Suggestions("Discarded by", clinic.staff, "Who threw the rest away")
        self.witness = Suggestions("Witness", clinic.staff, "Who saw it thrown away")
        self.at = Clock("Discarded at", "Time such as 10:42", "10:42")
        self._details = self._build()
        self.offer(clinic)
        self.show_amount("")

    def read(self) -> Encounter:
        """The discard; nothing where nothing was discarded."""
        if not self._amount:
            return {}
        encounter = super().read()
        if self.confirmed.isChecked():
            encounter.setdefault("discard", {})["confirmed"] = True
        return encounter

    def fill(self, encounter: Encounter) -> None:
        """Show a discard; its attestation holds for the amount that is shown next."""
        super().fill(encounter)
        self.confirmed.setChecked(get(encounter, "discard.confirmed") is True)
        self._attested = ""

    def places(self) -> Iterator[Place]:
        """The attestation, then the fields."""
        yield Place("discard.confirmed", self.confirmed, filled=self.confirmed.isChecked())
        yield from super().places()

    def show_amount(self, words: str) -> None:
        """Say how much is discarded; an attestation of another amount is taken back, for it was not of this one."""
        self._amount = words
        self.amount.setText(words or "Nothing to discard so far.")
        self._details.setVisible(bool(words))
        if words and self.confirmed.isChecked():
            if self._attested not in {"", words}:
                # Whoever shows the amount reads the form next: a signal would ask for the same again.
                blocked = self.confirmed.blockSignals(True)
                self.confirmed.setChecked(False)
                self.confirmed.blockSignals(blocked)
            self._attested = words

    def offer(self, clinic: Clinic) -> None:
        """Suggest the clinic's words and staff, and ask for a witness as the clinic does."""
        for field, entries in (
            (self.reason, clinic.reasons),
            (self.method, clinic.methods),
            (self.by, clinic.staff),
            (self.witness, clinic.staff),
        ):
            field.offer(entries)
        self.witness.setVisible(clinic.witness != "off")

    def _attest(self) -> None:
        self._attested = self._amount
        self.changed.emit()

    def _build(self) -> QWidget:
        for path, field in (("reason", self.reason), ("method", self.method), ("discarded_by", self.by)):
            self.register(f"discard.{path}", field)
        self.register("discard.time", self.at, dates.time)
        self.register("discard.witness", self.witness)
        details = QWidget()
        box = QVBoxLayout(details)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.SPACE[1])
        box.addWidget(self.confirmed)
        for widgets in ((self.reason, self.method), (self.at, self.by, self.witness)):
            row = QHBoxLayout()
            row.setSpacing(theme.SPACE[2])
            for widget in widgets:
                row.addWidget(widget, 1)
            box.addLayout(row)
        self.box.addWidget(details)
        return details
