"""What hands and eyes do at a window: keys and clicks that go to it as the window system's do, and what is in sight."""

import random
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from core.gs1 import SEPARATOR
from gui.frame import Frame

PLAIN, CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)

TYPED, SCANNED, AT_ONCE, SEEN = 45, 3, 1, 120
"""Milliseconds before a key of a fast typist, a key of a scanner, what needs no time, and after a glance."""


class Step(NamedTuple):
    """One movement."""

    pause: int
    """Milliseconds before it."""

    act: Callable[[], object]


def over() -> QWidget | None:
    """What stands over the window and wants an answer first: a list, a menu or a dialogue."""
    return QApplication.activePopupWidget() or QApplication.activeModalWidget()


def window() -> QWidget | None:
    """Where somebody would look now."""
    shown = (top for top in QApplication.topLevelWidgets() if top.isVisible() and isinstance(top, Frame))
    return over() or QApplication.activeWindow() or next(shown, None)


def press(key: Qt.Key | str, held: Qt.KeyboardModifier = PLAIN) -> None:
    """Press a key, or type a sign, into whatever has the focus."""
    into = _keyboard()
    if into is not None:
        QTest.keyClick(into, ord(key) if isinstance(key, str) else key, held)


def typed(text: str, pause: int = TYPED) -> Iterator[Step]:
    """Type a text of plain letters."""
    for sign in text:
        yield Step(pause, partial(press, sign))


def scanned(code: str, end: Qt.Key | None = Qt.Key.Key_Return) -> Iterator[Step]:
    """Type a code as fast as a scanner, with F8 for FNC1; then its last key, if it has one."""
    yield Step(SEEN, lambda: None)
    for sign in code:
        yield Step(SCANNED, partial(press, Qt.Key.Key_F8 if sign == SEPARATOR else sign))
    if end is not None:
        yield Step(SCANNED, lambda: press(end))


def pasted(text: str) -> Iterator[Step]:
    """Paste any text."""
    yield Step(AT_ONCE, lambda: QGuiApplication.clipboard().setText(text))
    yield Step(TYPED, lambda: press(Qt.Key.Key_V, CTRL))


def click(
    where: QWidget, chance: random.Random, button: Qt.MouseButton = Qt.MouseButton.LeftButton, *, twice: bool = False
) -> None:
    """Click somewhere on what can be seen of a widget."""
    seen, top = where.visibleRegion().boundingRect(), where.window()
    handle = top.windowHandle()
    if seen.isEmpty() or handle is None:
        return
    at = seen.topLeft() + QPoint(chance.randrange(seen.width()), chance.randrange(seen.height()))
    place = where.mapTo(top, at)
    (QTest.mouseDClick if twice else QTest.mouseClick)(handle, button, PLAIN, place)


def turn(where: QWidget, turned: QPoint) -> None:
    """Turn the wheel over the middle of what can be seen of a widget."""
    place, handle = (
        where.mapTo(where.window(), where.visibleRegion().boundingRect().center()),
        where.window().windowHandle(),
    )
    if handle is not None:
        far = handle.mapToGlobal(place)
        none, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(QPointF(place), QPointF(far), QPoint(), turned, none, PLAIN, phase, False)
        QApplication.sendEvent(handle, event)


def parts(top: QWidget) -> list[QWidget]:
    """What can be used of a window now: it is in sight and enabled."""
    found = (part for part in top.findChildren(QWidget) if part.isVisible() and part.isEnabled())
    return [part for part in found if not part.visibleRegion().isEmpty()]


def buttons(top: QWidget) -> dict[str, QPushButton]:
    """The buttons in sight, by their words."""
    return {part.text().replace("&", ""): part for part in parts(top) if isinstance(part, QPushButton)}


def _keyboard() -> QWindow | None:
    """Which window gets the keys; without a screen nobody gives them back after a dialogue but we."""
    top = window()
    if QGuiApplication.focusWindow() is None and top is not None:
        top.activateWindow()
        QApplication.processEvents()
    return QGuiApplication.focusWindow()
