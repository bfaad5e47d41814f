"""A folder in the settings: typed, or chosen in the system's dialogue."""

from PySide6.QtWidgets import QPushButton, QWidget

from gui import choosing
from gui.field import Line


class FolderField(Line):
    """A path with a button to choose another one."""

    def __init__(self, label: str) -> None:
        """Make an empty path."""
        super().__init__(label, "The path of a folder")
        self.choose = QPushButton("Choose folder...")
        self.choose.setAccessibleDescription(label)
        self.choose.clicked.connect(self._ask)
        self.put_beside(self.choose)

    def controls(self) -> tuple[QWidget, ...]:
        """The path, then the button."""
        return self.line, self.choose

    def _ask(self) -> None:
        path = choosing.folder(self, self.label(), self.text())
        if path:
            self.set_text(path)
