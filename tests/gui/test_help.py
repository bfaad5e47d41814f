"""Help: shortcuts and rules."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from gui import words
from gui.help_dialog import HelpDialog
from tests.build import shipped


@pytest.fixture
def dialogue(dressed: QApplication, qtbot: QtBot) -> Iterator[HelpDialog]:  # noqa: ARG001 - dressed first
    """Help as F1 opens it."""
    behind = QWidget()
    qtbot.addWidget(behind)
    opened = HelpDialog(shipped(), behind)
    opened.show_rule("")
    opened.show()
    opened.activateWindow()
    qtbot.waitUntil(opened.isActiveWindow)
    yield opened
    opened.hide()


def in_sight(dialogue: HelpDialog) -> list[str]:
    """The rules and codes that the search leaves."""
    items = (dialogue.list.item(row) for row in range(dialogue.list.count()))
    return [item.text() for item in items if not item.isHidden()]


def rules_in_sight(dialogue: HelpDialog) -> list[str]:
    """The rules alone."""
    return [text for text in in_sight(dialogue) if "\nSource: " in text]


def test_every_shortcut_is_named(dialogue: HelpDialog) -> None:
    """Keys and what they do stand on the first screen."""
    text = " ".join(label.text() for label in dialogue.findChildren(QLabel))

    for keys, what in words.SHORTCUTS:
        assert keys in text
        assert what in text


def test_every_rule_says_how_sure_it_is(dialogue: HelpDialog) -> None:
    """Each rule stands there with its text, its grade spelt out, its source and when that was checked."""
    rules = shipped().rules.all()

    for rule, text in zip(rules, rules_in_sight(dialogue), strict=True):
        assert text.startswith(f"{rule.id}: {rule.text}")
        assert words.GRADES[rule.grade] in text
        assert rule.source in text
        assert f"checked {rule.checked}" in text


def test_search_by_key(dialogue: HelpDialog) -> None:
    """The search has the focus, and leaves what holds the words, however they are written."""
    assert dialogue.search.hasFocus()
    QTest.keyClicks(dialogue.search, "MULTI-dose")

    assert 0 < len(in_sight(dialogue)) < len(shipped().rules.all())
    assert all("multi-dose" in text.casefold() for text in in_sight(dialogue))
    dialogue.search.clear()
    assert len(rules_in_sight(dialogue)) == len(shipped().rules.all())


def test_codes_that_look_alike_stand_below_their_rule(dialogue: HelpDialog) -> None:
    """Each is found by its code or drug, and says what it really is and how it differs."""
    known = shipped().similar_codes
    place = next(row for row, text in enumerate(in_sight(dialogue)) if text.startswith("C3: "))
    below = in_sight(dialogue)[place + 1 : place + 1 + len(known)]

    assert [text.partition(" ")[0] for text in below] == [code.hcpcs for code in known]
    assert all(code.differs in text for code, text in zip(known, below, strict=True))
    QTest.keyClicks(dialogue.search, "laronidase")
    assert [text.partition("\n")[0] for text in in_sight(dialogue)] == ["J1931 is laronidase, 0.1 mg a unit."]


def test_rule_is_led_to(dialogue: HelpDialog) -> None:
    """A rule that is asked for is chosen, in sight and readable, whatever was searched before."""
    dialogue.hide()
    dialogue.search.setText("nothing like this")
    dialogue.show_rule("M7")
    dialogue.show()
    item = dialogue.list.currentItem()

    assert not item.isHidden()
    assert item.text().startswith("M7: ")
    assert dialogue.list.visualItemRect(item).top() >= 0
    assert dialogue.list.visualItemRect(item).bottom() <= dialogue.list.viewport().height()
    assert dialogue.focusWidget() is dialogue.list


def test_no_rule_is_cut(dialogue: HelpDialog) -> None:
    """Long rules go on in the next line."""
    assert not dialogue.list.horizontalScrollBar().isVisible()
    for row in range(dialogue.list.count()):
        rect = dialogue.list.visualItemRect(dialogue.list.item(row))
        assert rect.right() <= dialogue.list.viewport().width()
        assert rect.height() >= dialogue.list.fontMetrics().height() * 2


def test_window_stays_usable(dialogue: HelpDialog) -> None:
    """Help does not lock the window, and Esc closes it."""
    assert not dialogue.isModal()

    QTest.keyClick(dialogue.search, Qt.Key.Key_Escape)
    assert not dialogue.isVisible()
