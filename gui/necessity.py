"""Why the drug was needed: three texts, and beside each what payers ask about the diagnosis (P3)."""

from collections.abc import Iterable

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from core import indications
from core.reference import Reference
from gui import theme, words
from gui.field import Field, Paragraph

_LABELS = {
    "indication": "Indication",
    "history": "History",
    "prior_treatment": "Prior treatment and response",
}
_HINT = "Why the drug was needed, in the clinic's words"
_ABOUT = "{}{}. What payers ask stands below each text. {}."


class NecessityTexts(QWidget):
    """The texts with their prompts; a prompt is never filled in."""

    def __init__(self, reference: Reference) -> None:
        """Build empty texts without prompts."""
        super().__init__()
        self._reference = reference
        self.about = QLabel()
        self.about.setProperty("look", "quiet")
        self.about.setWordWrap(True)
        self.about.hide()
        self.fields: dict[str, Field] = {name: Paragraph(label, _HINT) for name, label in _LABELS.items()}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.SPACE[1])
        for widget in (self.about, *self.fields.values()):
            box.addWidget(widget)

    def ask_about(self, codes: Iterable[str]) -> None:
        """Show what payers ask about the indication that diagnoses imply; nothing where they imply none."""
        known, codes = self._reference, tuple(codes)
        found = indications.implied(codes, known.diagnoses, known.indications) if codes else None
        for name, field in self.fields.items():
            field.explain(f"Payers ask: {getattr(found, name)}" if found else "")
        self.about.setVisible(found is not None)
        if found is not None:
            off_label = "" if found.labelled else ", off label"
            self.about.setText(_ABOUT.format(found.name, off_label, words.GRADES[found.grade]))
            self.about.setToolTip(f"Source: {found.source} (checked {found.checked}).")
