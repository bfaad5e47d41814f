"""The lock: after a time without a key or a click the window is blank until somebody unlocks it."""

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui import theme
from gui.field import Line

_SIGNS_OF_LIFE = {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin}
_WIDE = 420
"""Logical pixels."""

_LOCKED = "Vialnote is locked. Nothing was lost."
_CONFIRM = "Whoever is logged in on this computer may go on."
_TYPE = "Type the journal's passphrase to go on."


class Idle(QObject):
    """Tells when nobody has touched the program for a while; it goes on watching."""

    ended = Signal()

    def __init__(self) -> None:
        """Watch nothing yet."""
        super().__init__()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.ended)
        # Windows alone hear what a person does, and few events of other kinds: each is a call into Python.
        cast("QGuiApplication", QGuiApplication.instance()).focusWindowChanged.connect(self._watch_window)
        self._watch_window(QGuiApplication.focusWindow())

    def watch(self, seconds: int) -> None:
        """Tell after so many seconds; 0 is never."""
        self._timer.stop()
        self._timer.setInterval(seconds * 1_000)
        if seconds:
            self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002 - Qt's own signature
        """Begin to wait anew at each sign of life."""
        if event.type() in _SIGNS_OF_LIFE and self._timer.interval():
            self._timer.start()
        return False

    def _watch_window(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)


class Curtain(QWidget):
    """Stands where the pages stood until it is opened: by whoever sits there, or by the journal's passphrase."""

    opened = Signal()

    def __init__(self, check: Callable[[str], str] | None) -> None:
        """Ask for the passphrase, or only for a confirmation.

        Args:
            check: says what is wrong with a passphrase, or nothing; None where a confirmation is enough.
        """
        super().__init__()
        self._check = check
        self.field = Line("Passphrase")
        self.field.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.button = QPushButton("Unlock")
        self.button.setProperty("look", "primary")
        self.button.clicked.connect(self._try)
        self.field.line.returnPressed.connect(self._try)
        self._build()
        if check is None:
            self.field.hide()

    def focus(self) -> None:
        """Lead the user to what opens it."""
        (self.field.line if self._check else self.button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _try(self) -> None:
        wrong = self._check(self.field.line.text()) if self._check else ""
        self.field.set_fault(wrong)
        if wrong:
            self.field.focus()
        else:
            self.opened.emit()

    def _build(self) -> None:
        column, row = QWidget(), QHBoxLayout(self)
        column.setFixedWidth(_WIDE)
        box = QVBoxLayout(column)
        box.setSpacing(theme.SPACE[2])
        box.addStretch()
        for words, look in ((_LOCKED, "amount"), (_TYPE if self._check else _CONFIRM, "quiet")):
            label = QLabel(words)
            label.setProperty("look", look)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
            box.addWidget(label)
        self.field.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        box.addWidget(self.field)
        box.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch()
        row.addWidget(column)
