"""About the program: its version, what it is, and the works of others that it brings along, with their licences."""

import os
import platform
import shutil

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QFontDatabase, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QSplitter,
    QWidget,
)

from core import __version__, files, paths
from gui import spoken, tasks, theme, words, works, wrapping
from gui.crash_dialog import show_folder
from gui.section import heading
from gui.works import Work

_ROLE = Qt.ItemDataRole.UserRole
_KIND = "CycloneDX (*.json)"


class AboutDialog(QDialog):
    """Works on the left, the licence of the one that is chosen on the right, and a search over both."""

    def __init__(self, rules_version: str, parent: QWidget) -> None:
        """List all works.

        Args:
            rules_version: of the rules that notes are worked out with.
            parent: the window.
        """
        super().__init__(parent)
        self.said, self.search = QLabel(), QLineEdit()
        self.list, self.text = QListWidget(), QPlainTextEdit()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.save = self.buttons.addButton("&Save list of parts", QDialogButtonBox.ButtonRole.ActionRole)
        self.reports = self.buttons.addButton("Error &reports", QDialogButtonBox.ButtonRole.ActionRole)
        self._build(f"Vialnote {__version__}", words.VERSIONS.format(rules_version, _system()))
        self._connect()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        tasks.run(self, _works, self._take, tasks.unforeseen)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._filter)
        self.list.currentItemChanged.connect(self._show)
        self.save.clicked.connect(self._save)
        self.reports.clicked.connect(lambda: show_folder(paths.log_home()))
        self.buttons.rejected.connect(self.reject)

    def _take(self, found: list[Work]) -> None:
        """List the works; of what somebody looks for already, those that have it."""
        for work in found:
            item = QListWidgetItem(f"{work.title}\n{work.licence or words.SEE_TEXT}")
            item.setData(_ROLE, work)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._filter(self.search.text())

    def _filter(self, wanted: str) -> None:
        """Leave the works that have the words, and lead to the words in the text."""
        for row in range(self.list.count()):
            item = self.list.item(row)
            work: Work = item.data(_ROLE)
            item.setHidden(not work.has(wanted))
        shown = [self.list.item(row) for row in range(self.list.count()) if not self.list.item(row).isHidden()]
        if self.list.currentItem() not in shown:
            self.list.setCurrentRow(self.list.row(shown[0]) if shown else -1)
        self.list.scrollToItem(self.list.currentItem())
        self._find()

    def _show(self, item: QListWidgetItem | None) -> None:
        if item is None:
            self.text.setPlainText(words.NO_PART)
            return
        work: Work = item.data(_ROLE)
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
        dialogue = QFileDialog(self, "Save list of parts", "", _KIND)
        dialogue.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialogue.setDefaultSuffix("json")
        dialogue.selectFile(f"vialnote-{__version__}.cdx.json")
        if dialogue.exec() != QDialog.DialogCode.Accepted:
            return
        try:
            with open(works.LIST, "rb") as source, files.complete(dialogue.selectedFiles()[0]) as target:
                shutil.copyfileobj(source, target)
        except OSError as error:
            self.said.setText(words.NOT_WRITTEN.format(error.strerror))
        else:
            self.said.setText(words.SAVED.format(os.path.basename(dialogue.selectedFiles()[0])))
        self.said.show()

    def _build(self, title: str, versions: str) -> None:
        self.setWindowTitle("About Vialnote")
        head, about, system = QLabel(title), QLabel(words.ABOUT), QLabel(versions)
        head.setProperty("look", "amount")
        system.setProperty("look", "quiet")
        system.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.search.setPlaceholderText("Search parts and licences, such as Qt or LGPL")
        self.search.setAccessibleName("Search parts and licences")
        spoken.clearable(self.search)
        self.list.setAccessibleName("Parts")
        wrapping.wrap(self.list)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.setAccessibleName("Licence")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.save.setEnabled(os.path.exists(works.LIST))
        self.reports.setEnabled(os.path.isdir(paths.log_home()))
        self.said.hide()
        halves, box = QSplitter(), theme.in_dialogue(self)
        for place, half in enumerate((self.list, self.text)):
            halves.addWidget(half)
            halves.setStretchFactor(place, 1 + place)
        halves.setChildrenCollapsible(False)
        for label in (head, about, system, self.said):
            label.setWordWrap(True)
        for part in (head, about, system, heading(words.PARTS), self.search):
            box.addWidget(part)
        box.addWidget(halves, 1)
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
