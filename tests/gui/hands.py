"""One person's keys and clicks at the real window, counted."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from tests.gui import keys
from tests.gui.keys import ALT, CTRL, SHIFT

_INSIDE = 12
"""Pixels from the start of a part: of a box that is ticked, its words end somewhere."""

MODIFIERS = (CTRL, ALT, SHIFT)


class Hands:
    """One person's keys and clicks, counted. What is scanned, and the signs of a dose or a name, are not."""

    def __init__(self) -> None:
        """Nothing was pressed yet."""
        self.keys = self.clicks = 0

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key; what is held down meanwhile counts, too."""
        self.keys += 1 + sum(bool(modifiers & held) for held in MODIFIERS)
        keys.press(key, modifiers)

    def answer(self, *answers: Qt.Key) -> Callable[[QWidget], None]:
        """Press keys at the dialogue that opens next."""

        def act(dialogue: QWidget) -> None:
            self.keys += len(answers)
            for key in answers:
                QTest.keyClick(dialogue.focusWidget() or dialogue, key)

        return act

    def click(self, part: QWidget) -> None:
        """Click on what is in sight."""
        self.clicks += 1
        seen = part.visibleRegion().boundingRect()
        place = QPoint(seen.left() + min(_INSIDE, seen.width() // 2), seen.center().y())
        assert part.isVisible(), part
        assert not part.visibleRegion().isEmpty(), f"{part} must be scrolled to"
        window = part.window()
        QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=part.mapTo(window, place))

    def push(self, words: str, dialogue: QWidget) -> None:
        """Click on a button of a dialogue."""
        found = {button.text().replace("&", ""): button for button in dialogue.findChildren(QPushButton)}
        self.click(found[words])
