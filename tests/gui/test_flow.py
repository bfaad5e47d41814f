"""Buttons in rows, and words beside or above them."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.flow import Bar, Flow
from tests.gui.test_window_layout import clipped

NAMES = ("Check journal", "Back up...", "Export...", "Recovery key...")


@pytest.fixture
def buttons(dressed: QApplication) -> list[QPushButton]:  # noqa: ARG001 - buttons as they look
    """Four of different widths."""
    return [QPushButton(name) for name in NAMES]


def shown(qtbot: QtBot, width: int, inside: Flow | Bar) -> QWidget:
    """A window of a width around what is laid out."""
    window = QWidget()
    qtbot.addWidget(window)
    box = QVBoxLayout(window)
    box.setContentsMargins(0, 0, 0, 0)
    box.addWidget(inside)
    box.addStretch()
    resize(window, width)
    return window


def resize(window: QWidget, width: int) -> None:
    """Give a window a width, and lay it out."""
    window.resize(width, 300)
    window.show()
    for _ in range(3):
        QApplication.processEvents()


def rows(buttons: list[QPushButton]) -> list[int]:
    """How many buttons stand in each row."""
    tops = [button.y() for button in buttons]
    return [tops.count(top) for top in sorted(set(tops))]


@pytest.mark.parametrize(("width", "wanted"), [(900, [4]), (420, [3, 1]), (220, [1, 2, 1])])
def test_buttons_take_as_many_rows_as_they_need(
    qtbot: QtBot, buttons: list[QPushButton], width: int, wanted: list[int]
) -> None:
    """Each is as wide as its words, none beyond the edge, and their order is the same."""
    window = shown(qtbot, width, Flow(*buttons))

    assert rows(buttons) == wanted
    assert clipped(window) == []
    assert all((one.y(), one.x()) < (other.y(), other.x()) for one, other in pairwise(buttons))


def test_rows_begin_at_the_left_or_end_at_the_right(qtbot: QtBot, buttons: list[QPushButton]) -> None:
    """As they are told."""
    left = shown(qtbot, 420, Flow(*buttons))
    assert buttons[0].x() == buttons[-1].x() == 0
    assert clipped(left) == []

    others = [QPushButton(name) for name in NAMES]
    right = shown(qtbot, 420, Flow(*others, right=True))
    assert others[2].geometry().right() == others[3].geometry().right() == 419
    assert clipped(right) == []


def test_hidden_buttons_take_no_room(qtbot: QtBot, buttons: list[QPushButton]) -> None:
    """The next one stands in the place of one that is out of sight."""
    flow = Flow(*buttons)
    buttons[0].hide()
    window = shown(qtbot, 900, flow)
    assert clipped(window) == []
    assert (buttons[1].x(), flow.sizeHint().width()) == (0, buttons[3].geometry().right() + 1)

    buttons[0].show()
    buttons[0].setText("Stop check, which is longer")
    QApplication.processEvents()
    assert buttons[1].x() > buttons[0].width() >= buttons[0].sizeHint().width()


@pytest.mark.parametrize("wrapped", [False, True], ids=["heading", "message"])
def test_words_stand_beside_or_above(qtbot: QtBot, buttons: list[QPushButton], wrapped: bool) -> None:  # noqa: FBT001
    """Words stand at the left of the buttons, or above them where they would be cramped; and back again."""
    words = QLabel("Audit of past claims, which is a heading")
    words.setWordWrap(wrapped)
    window = shown(qtbot, 1000, Bar(words, *buttons))
    for width, beside in ((1000, True), (500, False), (1000, True)):
        resize(window, width)
        first, last = (button.mapTo(window, QPoint()) for button in (buttons[0], buttons[-1]))
        assert (words.geometry().right() < first.x()) is beside
        assert (words.geometry().bottom() < first.y()) is not beside
        assert last.x() + buttons[-1].width() == width
        assert clipped(window) == []


def test_words_that_get_longer_make_room_for_themselves(qtbot: QtBot, buttons: list[QPushButton]) -> None:
    """Rows that are new push away what is below, and hide nothing."""
    below = QLabel("below")
    window = shown(qtbot, 600, Bar(QLabel("5 notes"), *buttons))
    box = window.layout()
    assert box is not None
    box.addWidget(below)
    for button in buttons:
        button.setText(f"{button.text()} and many more words")
    resize(window, 600)

    assert len(rows(buttons)) == 2
    last = buttons[-1].mapTo(window, QPoint(0, buttons[-1].height()))
    assert buttons[-1].visibleRegion().boundingRect().height() == buttons[-1].height()
    assert last.y() <= below.y()


def test_a_longer_heading_makes_room_for_itself(qtbot: QtBot, buttons: list[QPushButton]) -> None:
    """It moves above the buttons once it has no room beside them."""
    words = QLabel("0 notes")
    window = shown(qtbot, 520, Bar(words, *buttons))
    assert words.geometry().right() < buttons[0].mapTo(window, QPoint()).x()

    words.setText("1,234,567 notes of all the years")
    resize(window, 520)
    assert words.width() >= words.sizeHint().width()
    assert words.geometry().bottom() < buttons[0].mapTo(window, QPoint()).y()


def test_a_long_message_leaves_the_buttons_their_room(qtbot: QtBot, buttons: list[QPushButton]) -> None:
    """It takes several lines instead."""
    words = QLabel("Exported: 1,204 records. The file is not encrypted, and names patients. " * 3)
    words.setWordWrap(True)
    window = shown(qtbot, 900, Bar(words, *buttons))

    assert rows(buttons) == [4]
    assert clipped(window) == []
