"""What a nurse does at the window: keys into whatever has the focus, and answers to dialogues."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.chair import Chair
from gui.entry_dialog import EntryDialog
from gui.field import Field
from gui.frame import Frame
from gui.pages import Pages

BARCODE = "01003064161751041727113010QX7781"
"""A 100 mcg vial of lot QX7781, usable until the end of November 2027."""

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def field(window: Chair, path: str) -> Field:
    """The field that a path of the encounter means."""
    found = window.form.field(path)
    assert found is not None
    return found


def focused() -> QWidget:
    """What has the focus; without a screen nobody gives it back to the window after a dialogue but we."""
    if QApplication.activeWindow() is None:
        for window in QApplication.topLevelWidgets():
            if isinstance(window, (Frame, Pages)) and window.isVisible():
                window.activateWindow()
        QApplication.processEvents()
    found = QApplication.focusWidget()
    assert found is not None
    return found


def write(text: str) -> None:
    """Type a text where the focus is."""
    for character in text:
        QTest.keyClicks(focused(), character)


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press one key, where the focus is."""
    QTest.keyClick(focused(), key, modifiers)


def enter() -> None:
    """Press Enter."""
    press(Qt.Key.Key_Return)


def at_next_dialogue(act: Callable[[Any], None]) -> None:
    """Do something with the dialogue that opens next; it is closed afterwards if it is still there."""
    timer = QTimer(QApplication.instance(), interval=10)

    def look() -> None:
        dialogue = QApplication.activeModalWidget()
        if dialogue is None:
            return
        timer.stop()
        timer.deleteLater()
        try:
            act(dialogue)
        finally:
            if dialogue.isVisible():
                dialogue.close()

    timer.timeout.connect(look)
    timer.start()


def save_as(path: str) -> Callable[[QDialog], None]:
    """Type a path into the dialogue that asks where to save."""

    def act(dialogue: QDialog) -> None:
        line = dialogue.findChild(QLineEdit, "fileNameEdit")
        assert line is not None
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, path)
        # Typing opens the list of files that match; the first Enter chooses, the second saves.
        QTest.keyClick(line, Qt.Key.Key_Return)
        if dialogue.isVisible():
            QTest.keyClick(line, Qt.Key.Key_Return)

    return act


def open_file(path: str) -> Callable[[QDialog], None]:
    """Paste a path into the dialogue that asks which file to open."""

    def act(dialogue: QDialog) -> None:
        line = dialogue.findChild(QLineEdit, "fileNameEdit")
        assert line is not None
        line.setText(path)
        QTest.keyClick(line, Qt.Key.Key_Return)

    return act


def push(words: str) -> Callable[[QDialog], None]:
    """Push a button of a dialogue."""

    def act(dialogue: QDialog) -> None:
        buttons = {button.text().replace("&", ""): button for button in dialogue.findChildren(QPushButton)}
        QTest.mouseClick(buttons[words], Qt.MouseButton.LeftButton)

    return act


def filling(texts: dict[str, str], seen: list[dict[str, str]] | None = None) -> Callable[[EntryDialog], None]:
    """Fill in an entry of a list and save it; what the dialogue says to be wrong is added to `seen`."""

    def act(dialogue: EntryDialog) -> None:
        for name, text in texts.items():
            dialogue.fields[name].set_text(text)
        push("Save")(dialogue)
        if seen is not None:
            seen.append({name: field.fault() for name, field in dialogue.fields.items() if field.fault()})

    return act


def give_60_of_100(window: Chair) -> None:
    """Scan a vial of 100 mcg and give 60 under the skin."""
    window.form.focus("opened")
    write(BARCODE)
    enter()
    enter()
    write("60")
    window.form.focus("route")
    press(Qt.Key.Key_Space)


def attest(qtbot: QtBot, window: Chair) -> None:
    """Tick that the rest was discarded, by its letter."""
    press(Qt.Key.Key_D, ALT)
    qtbot.waitUntil(window.form.discard.confirmed.isChecked)
