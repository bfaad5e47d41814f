"""A scanner of many makes: types a code into the real window, key by key, at its own speed."""

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication

from core.gs1 import SEPARATOR

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


def type_keys(keys: list[str], how: Typing = Typing(), window: QWindow | None = None) -> None:  # noqa: B008 - frozen
    """Type signs and named keys into whatever has the focus, through the window as the system does."""
    Clock.now += how.before
    for key in keys:
        into = window or QGuiApplication.focusWindow()
        assert into is not None
        if key == "Alt+0029":
            _alt_code(into)
        else:
            _click(into, *_event(key))
        Clock.now += how.gap


def signs(text: str, separator: list[str]) -> list[str]:
    """The keys of a code, with what the scanner sends for FNC1."""
    return [key for sign in text for key in (separator if sign == SEPARATOR else [sign])]


def _event(key: str) -> tuple[Qt.Key, str, Qt.KeyboardModifier]:
    if key in KEYS:
        return KEYS[key]
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


def _send(window: QWindow, kind: QEvent.Type, key: Qt.Key, text: str, held: Qt.KeyboardModifier) -> None:
    event = QKeyEvent(kind, key, held, text)
    event.setTimestamp(Clock.now)
    QCoreApplication.sendEvent(window, event)
    QApplication.processEvents()
