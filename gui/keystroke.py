"""What a key means as a sign of a scan, and its name."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QWindow

from core.gs1 import SEPARATOR

MODIFIERS = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
        Qt.Key.Key_ScrollLock,
    }
)
"""Keys that are no sign and end none."""

_USUAL_KEY = "F8"
"""What scanners send for FNC1 if they are set to send keys."""

_CONTROL, _ALT, _META = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.MetaModifier,
)


def name(event: QKeyEvent) -> str:
    """A key by its name: `F8`, `Return`, `Ctrl+]`."""
    return QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)


def sign(event: QKeyEvent, separator: str, *, in_scan: bool) -> str:
    """The sign that a key types in a scan; empty where it types none.

    Args:
        event: the key.
        separator: sign or key that stands for FNC1 beside the usual ones.
        in_scan: whether signs came before; a function key alone is a person's.
    """
    text, held = event.text(), event.modifiers()
    if text == SEPARATOR or (held & _CONTROL and event.key() == Qt.Key.Key_BracketRight):
        return SEPARATOR
    if in_scan and not text and name(event) in {_USUAL_KEY, separator}:
        return SEPARATOR
    command = bool(held & _CONTROL) != bool(held & _ALT) or held & _META  # both together are AltGr, which types
    return text if len(text) == 1 and text.isprintable() and not command else ""


def is_alt_digit(event: QKeyEvent) -> bool:
    """Whether a key is a part of a code typed with Alt held."""
    return bool(event.modifiers() & _ALT) and Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9


def alt_code(keys: Sequence[tuple[QWindow, QKeyEvent]]) -> str:
    """FNC1 where the last keys were 0029 with Alt held: so some scanners send control characters."""
    digits = ""
    for _, event in reversed(keys):
        if event.type() == QEvent.Type.KeyPress:
            if not is_alt_digit(event):
                break
            digits = chr(event.key()) + digits
    return SEPARATOR if digits and int(digits) == ord(SEPARATOR) else ""


def copy(event: QKeyEvent) -> QKeyEvent:
    """A key that can be sent once more."""
    made = QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        event.isAutoRepeat(),
        event.count(),
    )
    made.setTimestamp(event.timestamp())
    return made
