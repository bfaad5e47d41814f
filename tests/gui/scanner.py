"""A scanner of many makes: types a code into the real window, key by key, at its own speed."""

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication

from core.gs1 import SEPARATOR
from gui.desk import Desk
from gui.frame import Frame
from gui.pages import Pages
from tests.gui.keys import BARCODE

PLAIN, SHIFT, CTRL, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
KEYS = {
    "\r": (Qt.Key.Key_Return, "\r", PLAIN),
    "\t": (Qt.Key.Key_Tab, "\t", PLAIN),
    "chr 29": (Qt.Key.Key_unknown, SEPARATOR, PLAIN),
    "Ctrl+]": (Qt.Key.Key_BracketRight, SEPARATOR, CTRL),
    "F8": (Qt.Key.Key_F8, "", PLAIN),
    "F7": (Qt.Key.Key_F7, "", PLAIN),
}
"""What is no sign: key, text and modifier."""


class Clock:
    """The time of the keys; it never runs by itself."""

    now = 1_000


class Typing(NamedTuple):
    """How keys come."""

    gap: int = 5
    """Milliseconds between two of them."""

    before: int = 1_000
    """Milliseconds since anybody typed."""


def type_keys(keys: list[str], how: Typing = Typing()) -> None:  # noqa: B008 - frozen
    """Type signs and named keys into whatever has the focus, through the window as the system does."""
    Clock.now += how.before
    for key in keys:
        into = _window()
        if key == "Alt+0029":
            _alt_code(into)
        elif key.startswith("repeated "):
            _send(into, QEvent.Type.KeyPress, *_event(key[-1]), repeated=True)
        else:
            _click(into, *_event(key))
        Clock.now += how.gap


def signs(text: str, separator: list[str]) -> list[str]:
    """The keys of a code, with what the scanner sends for FNC1."""
    return [key for sign in text for key in (separator if sign == SEPARATOR else [sign])]


def scan(text: str = BARCODE, end: str = "\r") -> None:
    """Scan a code as most scanners do."""
    type_keys([*signs(text, ["chr 29"]), *([end] if end else [])])


def listed(desk: Desk) -> list[object]:
    """The containers on the page."""
    opened: list[object] = desk.chair.form.read().get("opened", [])
    return opened


def _window() -> QWindow:
    """The window that has the focus; without a screen nobody gives it back after a list was shown."""
    if QGuiApplication.focusWindow() is None:
        for window in QApplication.topLevelWidgets():
            if isinstance(window, (Frame, Pages)) and window.isVisible():
                window.activateWindow()
        QApplication.processEvents()
    found = QGuiApplication.focusWindow()
    assert found is not None
    return found


def _event(key: str) -> tuple[Qt.Key, str, Qt.KeyboardModifier]:
    if key in KEYS:
        return KEYS[key]
    if key.startswith("caps "):
        return Qt.Key(ord(key[-1])), key[-1].lower(), SHIFT
    code = Qt.Key(ord(key.upper())) if key.isascii() else Qt.Key.Key_unknown
    return code, key, SHIFT if key.isupper() else PLAIN


def _alt_code(window: QWindow) -> None:
    _send(window, QEvent.Type.KeyPress, Qt.Key.Key_Alt, "", ALT)
    for digit in "0029":
        _click(window, Qt.Key(ord(digit)), digit, ALT | Qt.KeyboardModifier.KeypadModifier)
    _send(window, QEvent.Type.KeyRelease, Qt.Key.Key_Alt, "", PLAIN)


def _click(window: QWindow, key: Qt.Key, text: str, held: Qt.KeyboardModifier) -> None:
    _send(window, QEvent.Type.KeyPress, key, text, held)
    _send(window, QEvent.Type.KeyRelease, key, text, held)


def _send(
    window: QWindow,
    kind: QEvent.Type,
    key: Qt.Key,
    text: str,
    held: Qt.KeyboardModifier,
    *,
    repeated: bool = False,
) -> None:
    event = QKeyEvent(kind, key, held, text, repeated)
    event.setTimestamp(Clock.now)
    QCoreApplication.sendEvent(window, event)
