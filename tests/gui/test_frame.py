"""The window before there is something in it, and what becomes of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui import theme
from gui.desk import Desk
from gui.frame import CARDS, SIZE, Frame
from gui.help_dialog import HelpDialog
from tests.build import shipped
from tests.gui.keys import at_next_dialogue, give_60_of_100, push
from tests.gui.scanner import Typing, signs, type_keys
from tests.keyrings import InMemory

CODE = "010030641617510421100482"


@pytest.fixture
def frame(dressed: QApplication, qtbot: QtBot) -> Iterator[Frame]:
    """The window in front, painted."""
    dressed.setStyleSheet("")
    made = Frame()
    assert made.open()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    theme.follow_system(dressed)
    made.hide()
    made.deleteLater()


@pytest.fixture
def filled(frame: Frame, dressed: QApplication, settings_path: Path, own_keyring: InMemory) -> Iterator[Desk]:
    """What the program fills it with, on a journal of its own."""
    assert own_keyring.entries == {}
    home = str(settings_path.parent)
    desk = Desk(shipped(), home, home, frame)
    theme.follow_system(dressed)
    frame.fill(desk)
    QApplication.processEvents()
    yield desk
    desk.let_go()


def picture(widget: QWidget) -> QImage:
    """What a widget shows."""
    return widget.grab().toImage()


def test_nothing_jumps(frame: Frame, request: pytest.FixtureRequest) -> None:
    """The names of the pages and the first cards are where, and as, they are once the window is filled."""
    before = picture(frame)
    desk: Desk = request.getfixturevalue("filled")
    after = picture(frame)

    names = QRect(0, 0, SIZE[0], CARDS[0].top())
    assert before.copy(names) == after.copy(names)
    first = (desk.chair.form.opened, desk.chair.bill)
    assert tuple(QRect(card.mapTo(frame, QPoint()), card.size()) for card in first) == CARDS
    for card in CARDS:
        for edge in (card.top(), card.bottom()):
            straight = QRect(card.left() + 8, edge, card.width() - 16, 1)
            assert before.copy(straight) == after.copy(straight)


def test_it_is_one_window(frame: Frame, filled: Desk) -> None:
    """What fills it has the focus in its first field, and scans get there: the focus came before it was there."""
    assert frame.size().toTuple() == SIZE
    assert filled.window() is frame
    assert QApplication.focusWidget() is filled.chair.form.opened.scan

    type_keys(signs(CODE, []), Typing())
    filled.wedge.settle()
    assert filled.chair.form.read()["opened"][0]["serials"] == ["100482"]


def test_help_is_heard(frame: Frame, filled: Desk, qtbot: QtBot) -> None:
    """F1 is heard in the window, as in all that belongs to it."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: filled.findChild(HelpDialog) is not None)
    assert frame.isVisible()


def test_another_size(dressed: QApplication, qtbot: QtBot) -> None:
    """Where the system gives it another size, the cards' places are not known, and none is drawn."""
    assert dressed
    frame = Frame()
    frame.resize(1000, 700)
    assert frame.open()
    qtbot.addWidget(frame)
    assert picture(frame).pixelColor(CARDS[0].center()).name() == theme.colours().ground


def test_closed_before_it_is_filled(frame: Frame) -> None:
    """Nothing is asked."""
    assert frame.close()
    assert not frame.isVisible()


def test_closing_asks_what_fills_it(frame: Frame, filled: Desk) -> None:
    """An encounter without a note keeps the window open until the user says otherwise."""
    give_60_of_100(filled.chair)
    at_next_dialogue(push("Cancel"))
    assert not frame.close()
    at_next_dialogue(push("Leave it"))
    assert frame.close()


def test_a_window_that_nobody_sees(dressed: QApplication, qtbot: QtBot) -> None:
    """Minimised from the start, it is never painted, and opens all the same."""
    assert dressed
    frame = Frame()
    qtbot.addWidget(frame)
    frame.showMinimized()
    assert frame.open()
