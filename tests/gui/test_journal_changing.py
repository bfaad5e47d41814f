"""Records of the journal followed by others, filed at its page or by another window or seat."""

from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from core.journal.store import Store
from gui.journal_page import JournalPage
from tests import notes
from tests.gui.journal_table import WEBER, cells, choose, column, file, settle
from tests.gui.keys import at_next_dialogue, push
from tests.journal.making import void


def say_wrong_arm(dialogue: QDialog) -> None:
    """Give a reason, and void the note."""
    line = dialogue.findChild(QLineEdit)
    assert line is not None
    QTest.keyClicks(line, "Wrong arm")
    push("Void")(dialogue)


class TestChanging:
    """Records are followed by others, and never changed."""

    @pytest.mark.parametrize("name", ["reprint", "amend", "copy"])
    def test_handed_on(self, two: JournalPage, qtbot: QtBot, name: str) -> None:
        """What concerns the chair is said with the note's place."""
        choose(two, qtbot, 1)
        with qtbot.waitSignal(getattr(two, f"{name}_wanted")) as told:
            getattr(two, name).click()
        assert told.args == [1]

    def test_void(self, two: JournalPage, qtbot: QtBot) -> None:
        """With a reason the note is void, and stays in the table."""
        choose(two, qtbot, 1)
        number = cells(two, 1)["Note"]

        at_next_dialogue(say_wrong_arm)
        two.void.click()
        settle(qtbot, two)

        assert two.message.text() == f"Note {number} is void."
        assert column(two, "State") == [f"voids {number}", "complete", "void"]
        assert two._journal.ask(lambda store: store.get(3)).body["reason"] == "Wrong arm"

    def test_void_needs_a_reason(self, two: JournalPage) -> None:
        """Without one the question stays; Cancel changes nothing."""
        seen: list[str] = []

        def act(dialogue: Any) -> None:  # noqa: ANN401 - the dialogue's own field
            push("Void")(dialogue)
            seen.append(dialogue.field.fault())
            push("Cancel")(dialogue)

        at_next_dialogue(act)
        two.void.click()
        assert seen == ["Say in a few words why. An auditor reads it."]
        assert two.model.rowCount() == 2

    def test_second_of_two_people_is_told(self, two: JournalPage, qtbot: QtBot) -> None:
        """Where another computer amended the note meanwhile, nothing is filed and the table shows it."""
        choose(two, qtbot, 1)

        def act(dialogue: QDialog) -> None:
            two._journal.ask(lambda store: notes.amend(store, 1, given="61 mcg", patient=WEBER))
            say_wrong_arm(dialogue)

        at_next_dialogue(act)
        two.void.click()
        settle(qtbot, two)
        assert "was already amended" in two.message.text()
        assert two.model.rowCount() == 3

    @pytest.mark.parametrize("name", ["amend", "void"])
    @pytest.mark.parametrize("row", [0, 1])
    def test_what_is_void_is_not_changed(self, page: JournalPage, qtbot: QtBot, name: str, row: int) -> None:
        """A sentence says why, and what can be done instead."""

        def act(store: Store) -> None:
            notes.file(store)
            void(store, 1)

        file(page, qtbot, act)
        choose(page, qtbot, row)
        with qtbot.assertNotEmitted(page.amend_wanted):
            getattr(page, name).click()
        assert "is void. It can't be changed any more; copy it" in page.message.text()


class TestElsewhere:
    """What is filed by another window or seat."""

    def test_another_window_has_filed(self, two: JournalPage, qtbot: QtBot) -> None:
        """It is there when the page comes into sight again."""
        two.hide()
        two._journal.ask(lambda store: notes.file(store, patient={"name": "Okafor, Eve"}))
        two.show()
        qtbot.waitUntil(lambda: two.count.text() == "3 notes")
        settle(qtbot, two)
        assert column(two, "Patient")[0] == "Okafor, Eve"

    def test_nothing_new(self, two: JournalPage, qtbot: QtBot) -> None:
        """Nothing is read again, and the chosen record stays."""
        choose(two, qtbot, 1)
        two.hide()
        with qtbot.assertNotEmitted(two._finding.outdated):
            two.show()
            two._journal.ask(lambda store: store.last())
            settle(qtbot, two)
        assert two.table.chosen() == 1
