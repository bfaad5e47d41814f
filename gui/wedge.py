"""Tells a scanner, which types like a keyboard, from a person: whatever has the focus, a scan gets where it belongs.

A scanner types signs some milliseconds apart; no person does so six times in a row. The first sign of a burst goes
where it was typed, so that nobody waits for it. Signs that follow it as fast as a scanner's are kept back: where too
few come they are handed on as typed, and where it is a scan the first one is taken out again.
Time is the window system's own, so that keys which waited for a busy window are not taken for fast ones.
"""

import re
import time
from collections.abc import Callable
from typing import NamedTuple, cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid

from core import gs1
from core import scanner as scanners
from core.scanner import ENTER, SYMBOLOGY, TAB, Scanner
from gui import keystroke
from gui.undo import Undo, undo_of

GAP = 40
"""Milliseconds between two keys of a scanner, at most; a person's quickest come so two or three at a time."""

PAUSE = 250
"""Milliseconds without a key that end a scan without a terminator: long, so that no scan is taken in parts."""

LEAST = 6
"""Signs in a row that make a scan; an NDC's number has ten."""

SLOW = 2 * GAP
"""Milliseconds without a key in a scan after which a person may have typed the next one, or a radio was slow."""

_LATE = 15
"""Milliseconds by which a timer may be late before keys are taken to wait behind it."""

_HEARD = {QEvent.Type.KeyPress, QEvent.Type.KeyRelease}
_ENDING_TEXTS = {"\r": ENTER, "\n": ENTER, "\t": TAB}
_DOUBLE = re.compile(f"{gs1.SEPARATOR}+")
"""A code of digits with Alt may come as the sign as well."""

_ENDS = {Qt.Key.Key_Return: ENTER, Qt.Key.Key_Enter: ENTER, Qt.Key.Key_Tab: TAB}


class Scan(NamedTuple):
    """What a scanner typed."""

    text: str
    terminator: str
    """ENTER or TAB; empty where a pause ended it."""

    caps: bool = False
    """Whether a letter came small though Shift was held: Caps Lock is on."""

    in_parts: bool = False
    """Whether its last signs came late, and nothing says that they are the scanner's."""


class Wedge(QObject):
    """Listens to the keys of all windows of the program."""

    scanned = Signal(object)
    """A Scan."""

    def __init__(self, clock: Callable[[], int] = lambda: time.monotonic_ns() // 1_000_000) -> None:
        """Listen to each window that gets the focus.

        Args:
            clock: milliseconds, for events that don't say when they were.
        """
        super().__init__()
        self.scanner = Scanner()
        self._clock = clock
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._look_again)
        self._keys: list[tuple[QWindow, QKeyEvent]] = []
        self._own: QKeyEvent | None = None
        self._focus: QObject | None = None
        self._begin()
        self._last = self._ended = -PAUSE
        self._due = 0
        # As in gui.idle: windows alone, for each event of the program would be a call into Python.
        self._app = cast("QGuiApplication", QGuiApplication.instance())
        self._app.focusWindowChanged.connect(self._watch_window)
        self._watch_window(self._app.focusWindow())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep back what may be a scanner's; True where the window does not get a key now."""
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride:
            return self._overrides(cast("QKeyEvent", event))
        if kind in {QEvent.Type.MouseButtonPress, QEvent.Type.InputMethod}:
            self.settle()  # what was typed before arrives before
            return False
        if kind not in _HEARD or event is self._own or not isinstance(watched, QWindow):
            return False
        hear = self._pressed if kind == QEvent.Type.KeyPress else self._released
        return hear(watched, cast("QKeyEvent", event))

    def settle(self) -> None:
        """Nothing more comes: what is a scan is told, and anything else is handed on as it was typed."""
        self._timer.stop()
        if self._is_scan:
            self._tell("", in_parts=self._is_in_parts)
        else:
            self._hand_on()

    def stop(self) -> None:
        """Listen no more."""
        self._app.focusWindowChanged.disconnect(self._watch_window)
        self._timer.stop()
        for window in self._app.allWindows():
            window.removeEventFilter(self)
        self._begin()

    @property
    def _is_scan(self) -> bool:
        return len(self._signs) >= LEAST

    def _begin(self) -> None:
        """Nothing is known of the next key."""
        self._signs, self._caps = "", False
        self._late = 0, 0  # how many signs and keys there were before one that was late
        self._undo: Undo | None = None
        self._keys.clear()
        if self._focus is not None and isValid(self._focus):
            self._focus.removeEventFilter(self)
        self._focus = None

    def _pressed(self, window: QWindow, event: QKeyEvent) -> bool:
        if event.key() in keystroke.MODIFIERS or _wants_all_keys():
            return False
        now = event.timestamp() or self._clock()
        end = _ENDS.get(Qt.Key(event.key())) or _ENDING_TEXTS.get(event.text(), "")
        gap, self._last = now - self._last, now
        if gap > (PAUSE if self._is_scan else GAP) or event.isAutoRepeat():
            self.settle()
        elif gap > SLOW and not end:
            self._look_at_late()
        sign = keystroke.sign(event, self.scanner.separator, in_scan=bool(self._signs))
        if sign and not event.isAutoRepeat() and (self._signs or sign != " "):
            return self._signed(sign, window, event)
        if self._is_scan and (end or keystroke.is_alt_digit(event)):
            self._keep(window, event)
            if end:
                self._tell(end, in_parts=self._is_in_parts and gap > SLOW)
            return True
        if end and now - self._ended <= PAUSE:  # a scanner that waits before its terminator
            return True
        self.settle()
        return False

    def _signed(self, sign: str, window: QWindow, event: QKeyEvent) -> bool:
        self._signs += sign
        self._caps |= sign.islower() and bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._keep(window, event)
        if len(self._signs) == 1:
            self._undo = None if sign == SYMBOLOGY else undo_of(QApplication.focusWidget())
            if self._undo is not None:
                return False
        elif len(self._signs) == LEAST and self._undo is not None:
            self._undo()  # no person types so
        self._hear_shortcuts(window)
        self._wait(PAUSE if self._is_scan else GAP)
        return True

    @property
    def _is_in_parts(self) -> bool:
        """Whether so few signs came since one was late that a person may have typed them."""
        signs, _ = self._late
        return bool(signs) and len(self._signs) - signs < LEAST

    def _look_at_late(self) -> None:
        """A key in a scan was slow: one may be the scanner's, but of two close together a person typed both."""
        if self._is_in_parts:
            self._part()
        else:
            self._late = len(self._signs), len(self._keys)

    def _part(self) -> None:
        """The scan was over before the first late sign, which goes where it was typed."""
        signs, keys = self._late
        typed = self._keys[keys:]
        self._signs, self._keys[keys:] = self._signs[:signs], []
        focus = QApplication.focusWidget()
        self._tell("")
        self._ended = -PAUSE  # an Enter that comes now is the person's as well
        if focus is QApplication.focusWidget():
            self._send(typed)

    def _hear_shortcuts(self, window: QWindow) -> None:
        """Whatever has the focus is asked first whether a key is a shortcut."""
        focus = window.focusObject()
        if self._focus is None and focus is not None and focus is not window:
            focus.installEventFilter(self)
            self._focus = focus

    def _overrides(self, event: QKeyEvent) -> bool:
        """In a scan no key is a shortcut, for one may stand for FNC1; before any other, what was typed arrives."""
        if self._is_scan:
            event.accept()
            return True
        if not keystroke.sign(event, self.scanner.separator, in_scan=True) and event.key() not in keystroke.MODIFIERS:
            self.settle()
        return False

    def _released(self, window: QWindow, event: QKeyEvent) -> bool:
        if self._signs and event.key() == Qt.Key.Key_Alt:
            self._signs += keystroke.alt_code(self._keys)
        if not self._timer.isActive():
            return False
        self._keep(window, event)
        return True

    def _keep(self, window: QWindow, event: QKeyEvent) -> None:
        self._keys.append((window, keystroke.copy(event)))

    def _tell(self, end: str, *, in_parts: bool = False) -> None:
        """A scan is over, unless it is a text or a password that a program typed for a person."""
        self._timer.stop()
        self._ended = self._last
        if self._is_typed(end):
            self._hand_on(from_first=True)
            return
        scan = Scan(_DOUBLE.sub(gs1.SEPARATOR, self._signs), end, self._caps, in_parts)
        self._begin()
        self.scanned.emit(scan)

    def _is_typed(self, end: str) -> bool:
        """Whether it is no code, in a field that takes text: a program typed it, or a scanner a wristband's number."""
        if _is_secret():
            return not gs1.looks_like_barcode(self._signs)
        if self._undo is None or (self._signs.isdigit() and _is_amount()):
            return False
        return not scanners.is_code(self._signs, end, self.scanner)

    def _hand_on(self, *, from_first: bool = False) -> None:
        """Let the windows have what was kept back; the first key only where it was taken out again."""
        has_first = self._undo is not None and not from_first
        keys = self._keys[1:] if has_first else self._keys[:]
        self._begin()
        self._send(keys)

    def _send(self, keys: list[tuple[QWindow, QKeyEvent]]) -> None:
        for window, event in keys:
            if isValid(window):
                self._own = event
                QCoreApplication.sendEvent(window, event)
        self._own = None

    def _wait(self, milliseconds: int) -> None:
        self._due = self._clock() + milliseconds
        self._timer.start(milliseconds)

    def _look_again(self) -> None:
        """Where the window was busy meanwhile, keys may have come that were not seen yet: they come first."""
        if self._clock() - self._due > _LATE:
            self._wait(_LATE)
        else:
            self.settle()

    def _watch_window(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)


ALL_KEYS = "takes all keys"
"""Property of a widget that wants to see a scanner's keys themselves."""


def _wants_all_keys() -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and bool(focus.property(ALL_KEYS))


def _is_secret() -> bool:
    """Whether a password would be typed, which a program may do as fast as a scanner."""
    focus: QWidget | None = QApplication.focusWidget()
    return isinstance(focus, QLineEdit) and focus.echoMode() != QLineEdit.EchoMode.Normal


def _is_amount() -> bool:
    """Whether an amount would be typed, which never has so many digits."""
    focus: QWidget | None = QApplication.focusWidget()
    return focus is not None and bool(focus.inputMethodHints() & Qt.InputMethodHint.ImhPreferNumbers)
