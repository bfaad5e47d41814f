"""A letter with Alt acts at once: what is typed right after it comes after it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.chair import Chair
from gui.letters import LetterBox, LetterButton
from tests.build import encounter
from tests.gui.keys import ALT, focused, press


@pytest.fixture
def row(dressed: QWidget, qtbot: QtBot) -> QWidget:  # noqa: ARG001 - dressed first
    """A window with two buttons and a box, of which the buttons share a letter."""
    made = QWidget()
    box = QVBoxLayout(made)
    for part in (LetterBox("&Tick"), LetterButton("&Same"), LetterButton("&Same too"), LetterButton("&Other")):
        box.addWidget(part)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_a_discard_is_confirmed_before_the_next_key(window: Chair) -> None:
    """Alt+D ticks the box, which has the focus then; the answer is there at once."""
    window.form.fill(window.form.blank() | encounter(discard=None))
    window.form.changed.emit()
    press(Qt.Key.Key_D, ALT)

    assert window.form.read()["discard"] == {"confirmed": True}
    assert focused() is window.form.discard.confirmed
    press(Qt.Key.Key_D, ALT)
    assert "discard" not in window.form.read()


def test_a_button_acts_at_once(row: QWidget) -> None:
    """And keeps its hands off the focus."""
    heard: list[str] = []
    other = row.findChildren(LetterButton)[2]
    other.clicked.connect(lambda: heard.append("other"))
    before = focused()
    QTest.keyClick(row, Qt.Key.Key_O, ALT)

    assert heard == ["other"]
    assert focused() is before


def test_a_letter_of_two_buttons_presses_none(row: QWidget) -> None:
    """It goes from one to the other."""
    heard: list[str] = []
    one, two, _ = row.findChildren(LetterButton)
    for button in (one, two):
        button.clicked.connect(lambda: heard.append("pressed"))
    QTest.keyClick(row, Qt.Key.Key_S, ALT)
    first = focused()
    QTest.keyClick(row, Qt.Key.Key_S, ALT)

    assert {first, focused()} == {one, two}
    assert heard == []
