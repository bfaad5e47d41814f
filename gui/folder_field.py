"""A folder in the settings: typed, or chosen in the system's dialogue."""

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from gui import theme
from gui.field import Line


class FolderField(Line):
    """A path with a button to choose another one."""

    def __init__(self, label: str) -> None:
        """Make an empty path."""
        super().__init__(label, "The path of a folder")
        self.choose, side = QPushButton("Choose folder..."), QWidget()
        self.choose.setAccessibleDescription(label)
        self.choose.clicked.connect(self._ask)
        row = QHBoxLayout(side)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE[0])
        self._box.replaceWidget(self.line, side)
        row.addWidget(self.line, 1)
        row.addWidget(self.choose)

    def controls(self) -> tuple[QWidget, ...]:
        """The path, then the button."""
        return self.line, self.choose

    def _ask(self) -> None:
        dialogue = QFileDialog(self, self.label(), self.text())
        dialogue.setFileMode(QFileDialog.FileMode.Directory)
        dialogue.setOption(QFileDialog.Option.ShowDirsOnly)
        if dialogue.exec():
            self.set_text(dialogue.selectedFiles()[0])
        dialogue.deleteLater()
