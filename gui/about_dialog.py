"""About the program: its version, what it is, and the works of others that it brings along, with their licences."""

import os
import platform
import shutil

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QFontDatabase, QTextCursor
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QWidget

from core import __version__, files, paths
from gui import choosing, tasks, theme, words, works
from gui.crash_dialog import show_folder
from gui.lookup import Lookup
from gui.section import heading
from gui.works import Work

_WIDTHS = 320, 640
"""Of the list and of a licence's text."""

_KINDS = {"CycloneDX (*.json)": "json"}


class AboutDialog(QDialog):
    """Works on the left, the licence of the one that is chosen on the right, and a search over both."""

    def __init__(self, rules_version: str, parent: QWidget) -> None:
        """List all works.

        Args:
            rules_version: of the rules that notes are worked out with.
            parent: the window.
        """
        super().__init__(parent)
        self.said, self.text = QLabel(), QPlainTextEdit()
        self.lookup = Lookup("Parts", "Search parts and licences", "Qt or LGPL", self.text, _WIDTHS)
        self.search, self.list = self.lookup.search, self.lookup.list
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.save = self.buttons.addButton("&Save list of parts", QDialogButtonBox.ButtonRole.ActionRole)
        self.reports = self.buttons.addButton("Error &reports", QDialogButtonBox.ButtonRole.ActionRole)
        self._works: list[Work] = []
        self._build(f"Vialnote {__version__}", words.VERSIONS.format(rules_version, _system()))
        self._connect()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        tasks.run(self, _works, self._take, tasks.unforeseen)

    def _connect(self) -> None:
        self.lookup.chosen.connect(self._show)
        self.search.textChanged.connect(self._find)
        self.save.clicked.connect(self._save)
        self.reports.clicked.connect(lambda: show_folder(paths.log_home()))
        self.buttons.rejected.connect(self.reject)

    def _take(self, found: list[Work]) -> None:
        """List the works; of what somebody looks for already, those that have it."""
        self._works = found
        titles = [f"{work.title}\n{work.licence or words.SEE_TEXT}" for work in found]
        self.lookup.show_entries(titles, lambda row, text: found[row].has(text))
        self.lookup.go_to(0)
        self.lookup.look_for(self.search.text())

    def _show(self, row: int) -> None:
        if row < 0:
            self.text.setPlainText(words.NO_PART)
            return
        work = self._works[row]
        by = f"{words.BY.format(work.by)}\n\n" if work.by else ""
        self.text.setPlainText(f"{by}{work.text or words.NO_TEXT}")
        self._find()

    def _find(self) -> None:
        """Go to the first place of the words in the text, or to its beginning."""
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        if self.search.text():
            self.text.find(self.search.text())

    def _save(self) -> None:
        """Copy the list for machines to where the user says."""
        path = choosing.target(self, "Save list of parts", "", f"vialnote-{__version__}.cdx.json", _KINDS)
        if not path:
            return
        try:
            with open(works.LIST, "rb") as source, files.complete(path) as target:
                shutil.copyfileobj(source, target)
        except OSError as error:
            self.said.setText(words.NOT_WRITTEN.format(error.strerror))
        else:
            self.said.setText(words.SAVED.format(os.path.basename(path)))
        self.said.show()

    def _build(self, title: str, versions: str) -> None:
        self.setWindowTitle("About Vialnote")
        head, about, system = QLabel(title), QLabel(words.ABOUT), QLabel(versions)
        head.setProperty("look", "amount")
        system.setProperty("look", "quiet")
        system.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setAccessibleName("Licence")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.save.setEnabled(os.path.exists(works.LIST))
        self.reports.setEnabled(os.path.isdir(paths.log_home()))
        self.said.hide()
        box = theme.in_dialogue(self)
        for label in (head, about, system, self.said):
            label.setWordWrap(True)
        for part in (head, about, system, heading(words.PARTS)):
            box.addWidget(part)
        box.addWidget(self.lookup, 1)
        box.addWidget(self.said)
        box.addWidget(self.buttons)
        theme.resize_within(self, 960, 640)


def _works() -> list[Work]:
    """All works, with their texts read, so that nobody who searches them waits."""
    found = works.works()
    for work in found:
        work.has("")
    return found


def _system() -> str:
    return f"{platform.system()} {platform.release()}, Python {platform.python_version()}, Qt {qVersion()}"
