"""What a person is told of an error that nobody expected: what becomes of what was typed, and where the report is."""

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QWidget

from core.crash import Kept
from gui import theme, words

if TYPE_CHECKING:  # what can't be read in is no reason to tell nothing
    from gui.cases import Cases

_SIZE = (560, 340)
"""Logical pixels."""


class CrashDialog(QDialog):
    """Accepted: the program is to be closed. It goes on otherwise.

    It has no part that this program paints itself, for such a part may be what went wrong.
    """

    def __init__(self, kept: Kept, parent: QWidget | None = None) -> None:
        """Tell of a report.

        Args:
            kept: the report.
            parent: the window; None where it could not be opened, so that there is nothing to go on with.
        """
        super().__init__(parent)
        self._kept = kept
        self.typed, self.report = QLabel(), QLineEdit(kept.path or words.NO_REPORT)
        self.buttons = QDialogButtonBox()
        self.copy = self.buttons.addButton("&Copy report", QDialogButtonBox.ButtonRole.ActionRole)
        self.folder = self.buttons.addButton("&Open folder", QDialogButtonBox.ButtonRole.ActionRole)
        self.leave = self.buttons.addButton("C&lose Vialnote", QDialogButtonBox.ButtonRole.AcceptRole)
        self.go_on = self.buttons.addButton("&Go on", QDialogButtonBox.ButtonRole.RejectRole)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(kept.text))
        self.folder.clicked.connect(lambda: show_folder(os.path.dirname(kept.path)))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._build(words.CRASH_ADVICE if parent else words.CRASHED_AT_START, self.go_on if parent else self.leave)

    def say_typed(self, said: str) -> None:
        """Say what becomes of what was typed."""
        self.typed.setText(said)
        self.typed.setVisible(bool(said))

    def _build(self, advice: str, first: QWidget) -> None:
        self.setWindowTitle("Vialnote")
        headline, box = QLabel(words.CRASHED), theme.in_dialogue(self)
        headline.setProperty("look", "amount")
        self.report.setReadOnly(True)
        self.report.setAccessibleName("Report")
        self.folder.setEnabled(bool(self._kept.path))
        self.go_on.setVisible(first is self.go_on)
        for label in (headline, self.typed, QLabel(advice)):
            label.setWordWrap(True)
            box.addWidget(label)
        box.addWidget(self.report)
        box.addStretch()
        box.addWidget(self.buttons)
        self.say_typed("")
        first.setProperty("look", "primary")
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        theme.resize_within(self, *_SIZE)


def tell(kept: Kept, window: QWidget, cases: "Cases") -> bool:
    """Tell of a report, and of what was typed, over the window; whether the program is to be closed."""
    dialogue = CrashDialog(kept, window)
    dialogue.say_typed(words.TYPED_LOOKED_FOR)
    cases.secure(dialogue.say_typed)
    closes = dialogue.exec() == QDialog.DialogCode.Accepted
    dialogue.deleteLater()
    return closes


def show_folder(folder: str) -> None:
    """Show a folder in the system's own program for files."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(folder))
