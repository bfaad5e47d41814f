"""What the scanner really sends, and one key that sets this computer up for it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QPushButton, QWidget

from core.gs1 import SEPARATOR
from core.scanner import NOTHING, TERMINATORS, Scanner
from gui import keystroke, theme
from gui.scanner_seen import FNC1, Seen, Stroke
from gui.wedge import ALL_KEYS, PAUSE, Scan

Read = Callable[[Scan, Scanner], str]
"""Says how a scan is read with these settings."""

_WORDS = (
    "Scan a container's code here, best one with lot and serial number. "
    "Below stands what came, and how this computer should be set for it."
)
_HERE, _AWAY = "Scan now", "Click here, then scan"
_NAMES = {"Return": "Enter", "Ctrl+]": FNC1, "Ctrl+M": "Enter", "Ctrl+J": "Enter", "Ctrl+I": "Tab", " ": "Space"}
_PARTS = {
    "keys": "Keys",
    "speed": "Speed",
    "symbology": "Prefix",
    "separator": "Separator",
    "terminator": "After the code",
    "read": "Read as",
}


class Catcher(QLabel):
    """Takes every key of a scan; a person's Tab and Escape do what they always do."""

    seen = Signal(object)
    """Seen: the keys of a scan, once no more come."""

    def __init__(self) -> None:
        """Wait for a scan."""
        super().__init__(_AWAY)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(ALL_KEYS, True)
        self.setProperty("look", "card")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumHeight(2 * theme.CONTROL)
        self.setAccessibleName(_HERE)
        self._strokes: list[Stroke] = []
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._end)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say that a scan comes here now."""
        self.setText(_HERE)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say how it would."""
        self.setText(_AWAY)
        super().focusOutEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the focus."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def event(self, event: QEvent) -> bool:
        """See keys before the dialogue makes something of them."""
        if event.type() == QEvent.Type.ShortcutOverride and self._strokes:
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._takes(event):
            return True
        return super().event(event)

    def _takes(self, event: QKeyEvent) -> bool:
        """Whether a key is a part of a scan."""
        alone = event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape} and not self._strokes
        if alone or event.key() in keystroke.MODIFIERS:
            return False
        text, name = event.text(), keystroke.name(event)
        shown = text if text.isprintable() and len(text) == 1 else _NAMES.get(name, name)
        self._strokes.append(Stroke(FNC1 if text == SEPARATOR else shown, event.timestamp()))
        self._pause.start()
        return True

    def _end(self) -> None:
        strokes, self._strokes = tuple(self._strokes), []
        self.seen.emit(Seen(strokes))


class ScannerDialog(QDialog):
    """Shows what was scanned, and hands the settings on."""

    def __init__(self, read: Read, parent: QWidget) -> None:
        """Wait for a scan.

        Args:
            read: says how a scan is read.
            parent: the dialogue of settings.
        """
        super().__init__(parent)
        self.setWindowTitle("Scanner test")
        self.setProperty("topic", "computer.scanner_test")
        self.settings = Scanner()
        self.catcher, self.said = Catcher(), {name: QLabel() for name in _PARTS}
        self.use = QPushButton("&Use these settings")
        self._read = read
        self._build()
        self.catcher.seen.connect(self.show_seen)
        self.catcher.setFocus()

    def show_seen(self, seen: Seen) -> None:
        """Show what came."""
        self.settings = seen.settings()
        end = "" if seen.terminator == NOTHING else seen.terminator
        told = {
            "keys": seen.keys,
            "speed": seen.speed,
            "symbology": seen.symbology,
            "separator": seen.separator,
            "terminator": TERMINATORS[seen.terminator],
            "read": self._read(Scan(seen.text, end), self.settings),
        }
        for name, words in told.items():
            self.said[name].setText(words)
            self.said[name].setAccessibleName(f"{_PARTS[name]}: {words}")
        self.use.setEnabled(True)

    def _build(self) -> None:
        words, grid, box = QLabel(_WORDS), QGridLayout(), theme.in_dialogue(self)
        words.setWordWrap(True)
        grid.setHorizontalSpacing(theme.SPACE[2])
        grid.setVerticalSpacing(theme.SPACE[1])
        grid.setColumnStretch(1, 1)
        for row, (name, title) in enumerate(_PARTS.items()):
            heading, label = QLabel(title), self.said[name]
            heading.setProperty("look", "quiet")
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            grid.addWidget(heading, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label, row, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.use, QDialogButtonBox.ButtonRole.AcceptRole)
        self.use.setProperty("look", "primary")
        self.use.setEnabled(False)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        for part in (words, self.catcher):
            box.addWidget(part)
        box.addLayout(grid)
        box.addStretch()
        box.addWidget(buttons)
        theme.resize_within(self, 640, 480)
