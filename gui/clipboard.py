"""What the program copies of an encounter: it can be pasted for a while, and until a lock or the end of the program."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

_OURS = "vialnote"
"""A property of the clipboard: what the program put there last."""

_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
_KEEP_NO_COPY = {
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): b"1",
    _WINDOWS.format("CanIncludeInClipboardHistory"): bytes(4),
    _WINDOWS.format("CanUploadToCloudClipboard"): bytes(4),
    "x-kde-passwordManagerHint": b"secret",
}
"""Formats by which Windows and KDE are asked to keep no copy of their own; other programs do not see them."""


def keep_for(seconds: int) -> None:
    """Take what is copied from now on away again after so many seconds; 0 is never."""
    _timer().setInterval(seconds * 1_000)


def copy(text: str) -> None:
    """Put a text on the clipboard; without one, take away what the program put there before.

    The data are Qt's own: some that Python made crashed Qt now and then when they were taken away.
    """
    if not text:
        clear()
        return
    clipboard, timer = QGuiApplication.clipboard(), _timer()
    clipboard.setText(text)
    for name, value in _KEEP_NO_COPY.items():
        clipboard.mimeData().setData(name, value)
    clipboard.setProperty(_OURS, text)
    if timer.interval():
        timer.start()


def clear() -> None:
    """Take away what the program put there; what came from elsewhere since then stays."""
    clipboard = QGuiApplication.clipboard()
    ours = clipboard.property(_OURS)
    if ours and clipboard.text() == ours:
        clipboard.clear()
    clipboard.setProperty(_OURS, None)
    _timer().stop()


def _timer() -> QTimer:
    """The clipboard's only one."""
    clipboard = QGuiApplication.clipboard()
    found: QTimer | None = clipboard.findChild(QTimer, _OURS)
    if found is None:
        found = QTimer(clipboard, singleShot=True)
        found.setObjectName(_OURS)
        found.timeout.connect(clear)
    return found
