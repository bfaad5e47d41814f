"""What can be done with a file of past claims, and how far its audit is."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout

from gui import spoken, theme
from gui.flow import Bar
from gui.report_cards import words_label
from gui.section import heading


class AuditHead(QFrame):
    """The card above what was found."""

    def __init__(self) -> None:
        """Begin without a file."""
        super().__init__()
        self.setProperty("look", "card")
        self.open, self.change = QPushButton("Open file..."), QPushButton("Change columns...")
        self.save, self.cancel = QPushButton("Save rows to correct..."), QPushButton("Cancel")
        self.said, self.bar = words_label(), QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Part of the file that is audited")
        self._build()

    def allow(self, *, found: bool, opened: bool) -> None:
        """Let the columns be changed once a file is open, and rows be saved once it is audited."""
        self.change.setEnabled(opened)
        self.save.setEnabled(found)

    def say(self, words: str, look: str = "quiet") -> None:
        """Say what is being done, or why it was not."""
        self.said.setText(words)
        self.said.setVisible(bool(words))
        self.said.setProperty("look", look)
        theme.restyle(self.said)
        spoken.say(self.said, words)

    def show_running(self, words: str, percent: int) -> None:
        """Say how far it is."""
        self.say(words)
        self.bar.setValue(percent)
        self._show_bar(running=True)

    def show_idle(self) -> None:
        """Nothing runs."""
        self._show_bar(running=False)

    def _show_bar(self, *, running: bool) -> None:
        self.bar.setVisible(running)
        self.cancel.setVisible(running)

    def _build(self) -> None:
        top = Bar(heading("Audit of past claims"), self.open, self.change, self.save)
        below, box = QHBoxLayout(), QVBoxLayout(self)
        for button, topic in ((self.open, "open"), (self.change, "columns"), (self.save, "save")):
            button.setProperty("topic", f"audit.{topic}")
        below.addWidget(self.bar, 1)
        below.addWidget(self.cancel)
        for layout in (below, box):
            layout.setSpacing(theme.SPACE[1])
        box.setContentsMargins(theme.SPACE[3], theme.SPACE[2], theme.SPACE[3], theme.SPACE[2])
        box.addWidget(top)
        box.addWidget(self.said)
        box.addLayout(below)
        self.bar.setFixedHeight(theme.SPACE[1])
        self.show_idle()
