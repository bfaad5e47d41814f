"""What a robot user does next: a nurse's day in any order, and much that no nurse would do."""

import random
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QWidget,
)

from gui.desk import Desk
from tests.robot import given, hands
from tests.robot.hands import ALT, AT_ONCE, CTRL, PLAIN, SEEN, SHIFT, TYPED, Step

Steps = Iterator[Step]

_KEYS = (
    Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space,
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End,
    Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Insert, Qt.Key.Key_F2,
    Qt.Key.Key_F5, Qt.Key.Key_F8, Qt.Key.Key_F10, Qt.Key.Key_Menu, Qt.Key.Key_A, Qt.Key.Key_5,
)  # fmt: skip
_SIZES = ((1280, 900), (1024, 700), (640, 480), (1366, 768), (1920, 1080), (3840, 2160), (700, 1400), (1, 1))
_REST = 1_500
"""Milliseconds in which a draft is kept for certain."""

_OF_TABLE = "aaoviymr"
"""Letters of what can be done with a note of the journal; amending is likeliest."""


class Deeds:
    """Chooses among what can be done with what is in sight."""

    def __init__(self, desk: Desk, chance: random.Random, folder: str) -> None:
        """Do things at a window.

        Args:
            desk: the window.
            chance: decides everything.
            folder: where files are saved, and found.
        """
        self._desk, self._chance, self._folder = desk, chance, folder
        self._often: tuple[tuple[int, Callable[[], Steps]], ...] = (
            (14, self.nurse), (10, self.click), (8, self.keys), (6, self.scan), (8, self.write), (6, self.shortcut),
            (6, self.page), (6, self.journal), (4, self.change_and_save), (4, self.undo), (3, self.save),
            (3, self.print), (3, self.resize), (3, self.rest), (2, self.check), (2, self.wheel), (1, self.lock),
            (1, self.close),
        )  # fmt: skip

    def next(self) -> tuple[str, Steps]:
        """What is done now: its name and its steps."""
        top = hands.over()
        match top:
            case QFileDialog():
                return "file dialogue", self._name_file(top)
            case QPrintDialog():
                return "print dialogue", self._choose_printer(top)
            case QDialog():
                return f"dialogue {type(top).__name__}", self._answer(top)
            case QWidget():
                return f"popup {type(top).__name__}", self._choose(top)
            case _:
                weights, deeds = zip(*self._often, strict=True)
                deed: Callable[[], Steps] = self._chance.choices(deeds, weights)[0]
                return deed.__name__, deed()

    # At the window

    def nurse(self) -> Steps:
        """One encounter from the scan to the note, or until she is called away."""
        yield Step(SEEN, partial(hands.press, Qt.Key.Key_1, CTRL))
        if self._chance.random() < 0.7:
            yield Step(SEEN, partial(hands.press, Qt.Key.Key_N, CTRL))
        yield from hands.scanned(given.code(self._chance))
        yield Step(SEEN, partial(self._desk.chair.go_to, "given"))
        yield from hands.typed(given.dose(self._chance))
        for path in ("route", *self._chance.sample(("patient.name", "diagnosis", "given_by", "discard.witness"), 2)):
            yield Step(TYPED, partial(self._desk.chair.go_to, path))
            if path == "route":
                yield Step(TYPED, partial(hands.press, Qt.Key.Key_Space))
            else:
                yield from hands.typed(given.plain(self._chance))
        yield Step(TYPED, partial(hands.press, Qt.Key.Key_D, ALT))
        yield from self._chance.choices((self.save, self.print, self.rest), (6, 3, 1))[0]()

    def change_and_save(self) -> Steps:
        """Something about the encounter was wrong."""
        path = self._chance.choice(("patient.name", "given", "site", "discard.witness", "given_by"))
        yield Step(TYPED, partial(self._desk.chair.go_to, path))
        yield Step(TYPED, partial(hands.press, Qt.Key.Key_A, CTRL))
        yield from hands.typed(given.dose(self._chance) if path == "given" else given.plain(self._chance))
        yield from self.save()

    def save(self) -> Steps:
        """Put the note on disk."""
        yield Step(SEEN, partial(hands.press, Qt.Key.Key_S, CTRL))

    def print(self) -> Steps:
        """Print note or slip, or save and print in one."""
        key, held = self._chance.choice(
            ((Qt.Key.Key_P, CTRL), (Qt.Key.Key_P, CTRL | SHIFT), (Qt.Key.Key_L, CTRL | SHIFT))
        )
        yield Step(SEEN, partial(hands.press, key, held))

    def scan(self) -> Steps:
        """Scan, wherever the focus is."""
        ends = (Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_Tab, None)
        yield from hands.scanned(given.code(self._chance), self._chance.choice(ends))

    def journal(self) -> Steps:
        """Find a note and do something with it."""
        yield Step(SEEN, partial(hands.press, Qt.Key.Key_3, CTRL))
        for _ in range(self._chance.randrange(4)):
            yield Step(SEEN, partial(hands.press, Qt.Key.Key_Down))
        letter = self._chance.choice(_OF_TABLE)
        yield Step(SEEN, lambda: hands.press(Qt.Key(ord(letter.upper())), ALT))

    def page(self) -> Steps:
        """Look at another page."""
        number = self._chance.randrange(1, 7)
        yield Step(SEEN, lambda: hands.press(Qt.Key(ord(str(number))), CTRL))

    def undo(self) -> Steps:
        """Take back what was typed, or done, or the last encounter."""
        for _ in range(self._chance.randrange(1, 4)):
            key, held = self._chance.choice(
                ((Qt.Key.Key_Z, CTRL), (Qt.Key.Key_Z, CTRL | SHIFT), (Qt.Key.Key_N, CTRL | SHIFT))
            )
            yield Step(TYPED, partial(hands.press, key, held))

    def resize(self) -> Steps:
        """Make the window larger, smaller, as large as the screen, or small enough to be out of the way."""
        size, how = self._chance.choice(_SIZES), self._chance.randrange(6)
        window = self._desk.window()
        other = {0: window.showMaximized, 1: window.showMinimized}
        yield Step(AT_ONCE, other.get(how, lambda: window.resize(*size)))
        yield Step(SEEN, window.showNormal)

    def check(self) -> Steps:
        """Open a file: a note is checked, another one goes to the page in sight, or is dropped on it."""
        yield Step(SEEN, partial(hands.press, Qt.Key.Key_O, CTRL))

    def lock(self) -> Steps:
        """Nobody touches the program for long."""
        yield Step(SEEN, self._desk.idle.ended.emit)
        if self._chance.random() < 0.8:
            yield Step(SEEN, partial(hands.press, Qt.Key.Key_Space))

    def rest(self) -> Steps:
        """Nobody types for a moment; what is typed is kept then."""
        yield Step(_REST, self.rested)

    def rested(self) -> None:
        """Heard by whoever wants to know what must be kept now."""

    def close(self) -> Steps:
        """Close the window, as the system's button does."""
        yield Step(SEEN, self._desk.window().close)

    # At whatever is in sight

    def click(self) -> Steps:
        """Click on something, mostly on what is there for that."""
        part = self._part(hands.window())
        if part is None:
            return
        buttons = (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton)
        button, twice = self._chance.choices(buttons, (8, 1, 1))[0], self._chance.random() < 0.1
        yield Step(TYPED, lambda: hands.click(part, self._chance, button, twice=twice))

    def wheel(self) -> Steps:
        """Turn the wheel over something."""
        part = self._part(hands.window())
        if part is not None:
            turns = self._chance.choice((-600, -120, 120, 600))
            yield Step(TYPED, lambda: hands.turn(part, QPoint(0, turns)))

    def keys(self) -> Steps:
        """Press some keys."""
        for _ in range(self._chance.randrange(1, 8)):
            key, held = self._chance.choice(_KEYS), self._chance.choices((PLAIN, SHIFT, CTRL, ALT), (12, 2, 1, 1))[0]
            yield Step(TYPED, partial(hands.press, key, held))

    def write(self) -> Steps:
        """Type or paste something."""
        kind = self._chance.random()
        yield from hands.pasted(given.text(self._chance)) if kind < 0.5 else hands.typed(given.plain(self._chance))
        if self._chance.random() < 0.4:
            yield Step(TYPED, partial(hands.press, Qt.Key.Key_Return))

    def shortcut(self) -> Steps:
        """Press one of the window's own keys."""
        top = hands.window()
        found = top.findChildren(QShortcut) if top else []
        if found:
            keys: Any = self._chance.choice(found).key()
            yield Step(SEEN, partial(hands.press, keys[0].key(), keys[0].keyboardModifiers()))

    def _part(self, top: QWidget | None) -> QWidget | None:
        found = hands.parts(top) if top else []
        likely = [
            part for part in found if isinstance(part, QAbstractButton | QLineEdit | QComboBox | QAbstractItemView)
        ]
        chosen = likely if likely and self._chance.random() < 0.8 else found
        return self._chance.choice(chosen) if chosen else None

    # At what wants an answer

    def _answer(self, dialogue: QDialog) -> Steps:
        """Fill in something, and answer; or go back."""
        if self._chance.random() < 0.5:
            yield from self._chance.choice((self.click, self.write, self.keys, self.click))()
            return
        pushed = list(hands.buttons(dialogue).values())
        kind = self._chance.random()
        if kind < 0.2 or not pushed:
            key = self._chance.choice((Qt.Key.Key_Escape, Qt.Key.Key_Return))
            yield Step(SEEN, partial(hands.press, key))
        else:
            button = self._chance.choice(pushed)
            yield Step(SEEN, lambda: hands.click(button, self._chance))

    def _choose(self, popup: QWidget) -> Steps:
        """Choose from a list or a menu, or leave it."""
        if isinstance(popup, QMenu) or self._chance.random() < 0.5:
            for _ in range(self._chance.randrange(4)):
                yield Step(TYPED, partial(hands.press, Qt.Key.Key_Down))
        key = self._chance.choice((Qt.Key.Key_Return, Qt.Key.Key_Escape))
        yield Step(TYPED, partial(hands.press, key))

    def _name_file(self, dialogue: QFileDialog) -> Steps:
        """Name a file, or go back. Nothing else is touched, for this dialogue can delete files."""
        line = dialogue.findChild(QLineEdit, "fileNameEdit")
        saves = dialogue.acceptMode() is QFileDialog.AcceptMode.AcceptSave
        if line is None or self._chance.random() < 0.15:
            yield Step(SEEN, dialogue.reject)
            return
        if saves:
            path = given.new_name(self._chance, self._folder, line.text())
        elif dialogue.fileMode() is QFileDialog.FileMode.Directory:
            path = self._folder
        else:
            path = given.file_at_hand(self._chance, self._folder)
        yield Step(SEEN, lambda: line.setText(path))
        yield Step(SEEN, partial(hands.press, Qt.Key.Key_Return))
        yield Step(SEEN, dialogue.reject)

    def _choose_printer(self, dialogue: QPrintDialog) -> Steps:
        """Print, or go back."""
        words = "Print" if self._chance.random() < 0.8 else "Cancel"
        button = hands.buttons(dialogue).get(words)
        yield Step(SEEN, lambda: hands.click(button, self._chance) if button else dialogue.reject())
