"""A note of the journal as it prints, drawn again from its record."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QWidget

from core import __version__
from core.clinic import Clinic
from core.note.finished import Finished
from core.reference import Reference
from gui import reprinting, theme
from gui.preview import Preview

_ENDED = "This note holds no more: it is {}. "
_SAME = "Drawn again from the journal: the same to the byte as the note that was filed."
_OTHER = (
    "Drawn again by Vialnote {}, and not quite the note that version {} filed. "
    "What was filed stands in the journal's details."
)


class NoteDialog(QDialog):
    """One note; Esc closes it."""

    def __init__(
        self, parent: QWidget, body: dict[str, Any], clinic: Clinic, reference: Reference, ended: str = ""
    ) -> None:
        """Show the note of a record; it is drawn in the background.

        Args:
            parent: the window.
            body: what the record says.
            clinic: the settings with which the note was made.
            reference: the shipped data; what the note used besides is in the record.
            ended: what became of the note, such as `void`; empty where it holds.
        """
        super().__init__(parent)
        self.setWindowTitle(f"Note {body['number']}")
        self.setProperty("topic", "journal.open")
        self._body = body
        self._ended = _ENDED.format(ended) if ended else ""
        self.said, self.preview = QLabel(), Preview()
        self.said.setWordWrap(True)
        self.said.hide()
        self.preview.drawn.connect(self._compare)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        box = theme.in_dialogue(self)
        box.addWidget(self.said)
        box.addWidget(self.preview, 1)
        box.addWidget(close)
        theme.resize_within(self, 760, 680)
        self.preview.take(partial(reprinting.draw, body, reference, clinic), finished=True)
        self.preview.show_now()
        self.preview.view.setFocus()

    def _compare(self, drawn: Finished) -> None:
        """Say whether the note is the one that was filed."""
        other = _OTHER.format(__version__, self._body["program_version"])
        words = _SAME if reprinting.is_same(drawn, self._body) else other
        self.said.setText(f"{self._ended}{words}")
        self.said.show()
