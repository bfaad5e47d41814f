"""The window's pages: the way between them by keys and buttons, and what stays as it was."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from gui import choosing, leaving, saving
from gui.chair import Chair
from gui.desk import AUDIT, CHAIR, CLAIM, JOURNAL, LISTS, REPORT, Desk
from gui.help_dialog import HelpDialog
from gui.journal_page import JournalPage
from tests.gui import desks
from tests.gui.desks import message, save
from tests.gui.keys import ALT, CTRL, at_next_dialogue, field, give_60_of_100, press, push


@pytest.mark.parametrize(
    ("key", "name"),
    [("1", CHAIR), ("2", CLAIM), ("3", JOURNAL), ("4", REPORT), ("5", AUDIT), ("6", LISTS)],
)
def test_keys_and_buttons(whole: Desk, key: str, name: str) -> None:
    """Ctrl and the page's place, or its button, leads to a page; the button shows which it is."""
    press(getattr(Qt.Key, f"Key_{key}"), CTRL)
    shown = whole.stack.currentWidget()
    assert whole.buttons[name].isChecked()
    QTest.mouseClick(whole.buttons[REPORT if name == CHAIR else CHAIR], Qt.MouseButton.LeftButton)
    assert whole.stack.currentWidget() is not shown
    QTest.mouseClick(whole.buttons[name], Qt.MouseButton.LeftButton)
    assert whole.stack.currentWidget() is shown


@pytest.mark.parametrize("by_mouse", [False, True], ids=["by key", "by mouse"])
def test_the_focus_comes_back(whole: Desk, window: Chair, *, by_mouse: bool) -> None:
    """Where the user was on a page, there the next key goes after a look at another one."""
    window.form.focus("site")
    before = QApplication.focusWidget()
    for name, key in ((JOURNAL, Qt.Key.Key_3), (CHAIR, Qt.Key.Key_1)):
        if by_mouse:
            QTest.mouseClick(whole.buttons[name], Qt.MouseButton.LeftButton)
        else:
            press(key, CTRL)
        page, focused = whole.stack.currentWidget(), QApplication.focusWidget()
        assert page is not None
        assert focused is not None
        assert page.isAncestorOf(focused)

    assert QApplication.focusWidget() is before


@pytest.mark.parametrize("page", [CLAIM, JOURNAL, REPORT, AUDIT, LISTS])
def test_a_hidden_page_hears_no_keys(whole: Desk, window: Chair, page: str, tmp_path: Path) -> None:
    """Save, print, new and the attestation do nothing while another page is in front."""
    give_60_of_100(window)
    save(tmp_path / "note.pdf")
    window.footer.message.clear()
    before = window.form.read()
    whole.go(page)
    for key, modifier in (
        (Qt.Key.Key_S, CTRL),
        (Qt.Key.Key_P, CTRL),
        (Qt.Key.Key_N, CTRL),
        (Qt.Key.Key_D, ALT),
    ):
        press(key, modifier)

    assert message(window) == ""
    assert window.form.read() == before


def test_closing_asks_where_it_is_seen(whole: Desk, window: Chair) -> None:
    """Where something would be lost the chair comes to the front, whatever page was."""
    give_60_of_100(window)
    press(Qt.Key.Key_3, CTRL)
    at_next_dialogue(push("Cancel"))

    assert not whole.window().close()
    assert whole.stack.currentWidget() is window


def test_closing_from_another_page(whole: Desk, window: Chair) -> None:
    """Where nothing would be lost nothing is asked."""
    assert window.form.is_blank()
    press(Qt.Key.Key_3, CTRL)

    assert whole.window().close()


def test_names_for_those_who_do_not_see_them(whole: Desk) -> None:
    """Each button says its page, whether it is the one in front, and its keys."""
    whole.go(JOURNAL)
    for place, (name, button) in enumerate(whole.buttons.items(), 1):
        heard = QAccessible.queryAccessibleInterface(button)
        assert heard.text(QAccessible.Text.Name) == name
        assert heard.text(QAccessible.Text.Description) == f"Ctrl+{place}"
        assert bool(heard.state().checked) == (name == JOURNAL)


def test_no_title_names_the_patient(whole: Desk, window: Chair, qtbot: QtBot, tmp_path: Path) -> None:
    """What a task bar or screen reader says of any window of the program holds no patient data."""
    give_60_of_100(window)
    field(window, "patient.name").set_text("Zebra Sample")
    field(window, "patient.record_number").set_text("MRN-4711")
    titles: list[str] = []

    def look(dialogue: QDialog) -> None:
        titles.extend(_titles())
        dialogue.reject()

    at_next_dialogue(look)
    press(Qt.Key.Key_S, CTRL)
    save(tmp_path / "note.pdf")
    field(window, "given").set_text("50 mcg")
    at_next_dialogue(look)
    press(Qt.Key.Key_S, CTRL)
    whole.helping.show("")
    page = whole.go(JOURNAL)
    assert isinstance(page, JournalPage)
    qtbot.waitUntil(lambda: page.is_quiet() and page.table.chosen() == 0, timeout=10_000)
    at_next_dialogue(look)
    page.open_note()
    titles.extend(_titles())

    assert {"Vialnote", "Save note", "Amend the note"} <= set(titles)
    assert any(title.startswith("Note ") for title in titles)
    assert not any(word in title for title in titles for word in ("Zebra", "Sample", "4711"))
    found = window.findChild(HelpDialog)
    assert found is not None
    found.close()


def _titles() -> list[str]:
    """Title, and what screen readers say, of each window."""
    name = QAccessible.Text.Name
    return [
        text
        for top in QApplication.topLevelWidgets()
        if top.isVisible()
        for text in (top.windowTitle(), QAccessible.queryAccessibleInterface(top).text(name))
    ]


def test_two_windows(whole: Desk, qtbot: QtBot, settings_path: Path) -> None:
    """Each has a slot of its own; a slot is free again once its window is closed."""
    with desks.opened(qtbot, str(settings_path.parent)) as second:
        assert (whole.slot.name, second.slot.name) == ("window 1", "window 2")
    with desks.opened(qtbot, str(settings_path.parent)) as third:
        assert third.slot.name == "window 2"


def _modals(whole: Desk) -> dict[str, Callable[[], object]]:
    """What opens a dialogue, by the dialogue's title."""
    chair = whole.chair
    return {
        "Vialnote settings": chair.change_settings,
        "Vialnote": lambda: leaving.ask(chair),
        "Save note": lambda: choosing.target(chair, "Save note", "", "note.pdf", saving.KINDS),
        "About Vialnote": lambda: whole.helping._offer(whole.helping._made(chair), "about"),
    }


@pytest.mark.parametrize("title", ["Vialnote settings", "Vialnote", "Save note", "About Vialnote"])
def test_no_dialogue_outlives_its_answer(whole: Desk, qtbot: QtBot, title: str) -> None:
    """Else a window that stays open for weeks would hold hundreds."""
    seen: list[QDialog] = []
    at_next_dialogue(seen.append)
    _modals(whole)[title]()

    assert [dialogue.windowTitle() for dialogue in seen if isValid(dialogue)] in ([title], [])
    qtbot.waitUntil(lambda: not isValid(seen[0]))
