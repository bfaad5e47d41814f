"""F1 wherever somebody is: help about the field, line, finding or page with the focus."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from gui.claim_page import ClaimPage
from gui.desk import AUDIT, CHAIR, CLAIM, JOURNAL, LISTS, REPORT, Desk
from gui.entry_dialog import EntryDialog
from gui.field import Field
from gui.help_dialog import HelpDialog
from gui.lists_page import ListsPage
from gui.settings_dialog import SettingsDialog
from tests.gui.keys import CTRL, at_next_dialogue, give_60_of_100, press

F1 = Qt.Key.Key_F1


@pytest.fixture
def asked(whole: Desk) -> Iterator[Desk]:
    """A window whose help is put away afterwards."""
    yield whole
    for shown in whole.findChildren(HelpDialog):
        shown.close()


def told(asked: Desk) -> str:
    """What help tells."""
    shown = asked.findChild(HelpDialog)
    assert shown is not None
    assert shown.isVisible()
    return shown.told.toPlainText()


def told_of(dialogue: QDialog, field: Field) -> str:
    """What help says of a field of a dialogue, which stays open below."""
    dialogue.activateWindow()
    field.focus()
    QApplication.processEvents()
    press(F1)
    shown = dialogue.findChild(HelpDialog)
    assert shown is not None
    words = shown.told.toPlainText()
    shown.close()
    return words


class TestF1:
    """F1 is about the field with the focus, wherever that is."""

    @pytest.mark.parametrize(
        ("path", "title"),
        [
            ("opened", "Opened: the scan field"),
            ("given", "Given"),
            ("route", "Route"),
            ("opened[0].lot", "Lot"),
            ("discard.confirmed", "I discarded this"),
            ("discard.witness", "Witness"),
            ("diagnosis", "Diagnosis"),
            ("payer", "Payer"),
        ],
    )
    def test_of_a_field(self, asked: Desk, path: str, title: str) -> None:
        """The field's topic, with what it is about first."""
        give_60_of_100(asked.chair)
        asked.chair.form.focus(path)
        press(F1)

        assert told(asked).startswith(f"{title}\n")

    def test_of_a_claim_line(self, asked: Desk) -> None:
        """Of the line with the focus; Enter and the button do the same."""
        give_60_of_100(asked.chair)
        table = asked.chair.bill.table
        table.setFocus()
        table.setCurrentIndex(asked.chair.bill.model.index(1, 0))
        press(F1)
        assert told(asked).startswith("Why J2354 JW, 1 unit?")
        press(Qt.Key.Key_Escape)
        QTest.keyClick(table, Qt.Key.Key_Return)
        assert told(asked).startswith("Why J2354 JW, 1 unit?")
        table.setCurrentIndex(asked.chair.bill.model.index(0, 0))
        asked.chair.bill.why.click()
        assert told(asked).startswith("Why J2354, 3 units?")

    def test_of_a_finding_and_a_step(self, asked: Desk) -> None:
        """Its own sentence, then the rule."""
        give_60_of_100(asked.chair)
        for rows in (asked.chair.details.findings, asked.chair.details.steps):
            rows.rows[0].link.setFocus()
            press(F1)
            assert told(asked).startswith(rows.rows[0].entry.text)
            press(Qt.Key.Key_Escape)

    def test_before_there_is_an_answer(self, asked: Desk) -> None:
        """The bill says what is missing, and so does help."""
        asked.helping.show("line 0")

        assert "Scan or pick the container that was opened." in told(asked)

    def test_on_other_pages(self, asked: Desk) -> None:
        """Of the page in sight."""
        for page in (CLAIM, JOURNAL):
            asked.go(page)
            press(F1)
            assert told(asked).startswith(f"The page {page}")
            press(Qt.Key.Key_Escape)

    def test_of_an_item_of_the_claim(self, asked: Desk) -> None:
        """A remark on a form and an item of the check are about their rules."""
        give_60_of_100(asked.chair)
        page = asked.go(CLAIM)
        assert isinstance(page, ClaimPage)
        item = page.checklist.groups["look"].rows[0]
        remark = page.cards["cms1500"].remarks.rows[0]
        for button, rule in ((item.rule, item.topic), (remark.link, remark.entry.target)):
            button.setFocus()
            press(F1)
            assert told(asked).startswith(f"{rule}: ")
            press(Qt.Key.Key_Escape)

    @pytest.mark.parametrize(
        ("page", "find", "title"),
        [
            (CHAIR, lambda page: page.footer.new, "Chair: New"),
            (JOURNAL, lambda page: page.filter.state.control, "Journal: State"),
            (JOURNAL, lambda page: page.biller.mark, "Journal: Mark claim"),
            (JOURNAL, lambda page: page.chores.recovery, "Journal: Recovery key"),
            (REPORT, lambda page: page.head.sizes.line, "Report: Container sizes to compare"),
            (AUDIT, lambda page: page.head.open, "Audit: Open file"),
            (LISTS, lambda page: page.products.import_, "Lists: Import CMS crosswalk"),
            (LISTS, lambda page: page.products.add, "Lists: Products"),
        ],
    )
    def test_of_a_control(self, asked: Desk, page: str, find: Callable[[Any], QWidget], title: str) -> None:
        """Of the control with the focus on another page; without a topic of its own, of what it belongs to."""
        control = find(asked.go(page))
        control.show()
        control.setFocus()
        press(F1)

        assert told(asked).startswith(f"{title}\n")

    @pytest.mark.parametrize(("name", "title"), [("jz", "Payer: JZ"), ("remark", "Lists: Payers")])
    def test_of_a_field_of_a_list(self, asked: Desk, name: str, title: str) -> None:
        """Of the field in the dialogue, or of the list where help has no more."""
        heard: list[str] = []

        def look(dialogue: EntryDialog) -> None:
            heard.append(told_of(dialogue, dialogue.fields[name]))
            dialogue.reject()

        page = asked.go(LISTS)
        assert isinstance(page, ListsPage)
        at_next_dialogue(look)
        page.payers.ask_edit()

        assert heard[0].startswith(f"{title}\n")

    @pytest.mark.usefixtures("asked")
    def test_in_a_dialogue(self) -> None:
        """Over the settings, of the setting with the focus; the dialogue stays open below."""
        heard: list[str] = []

        def look(dialogue: SettingsDialog) -> None:
            heard.append(told_of(dialogue, dialogue.fields["witness"]))

        at_next_dialogue(look)
        press(Qt.Key.Key_Comma, CTRL)

        assert heard[0].startswith("Witness of a discard")

    def test_nothing_is_shown_of_a_locked_window(self, asked: Desk) -> None:
        """Help would tell of the patient's dose."""
        give_60_of_100(asked.chair)
        asked.lock(None)
        asked.helping.show("line 0")

        assert asked.findChild(HelpDialog) is None

    def test_window_stays_usable(self, asked: Desk) -> None:
        """Help does not lock the window, F1 in it changes nothing, and Esc closes it."""
        press(F1)
        shown = asked.findChild(HelpDialog)
        assert shown is not None
        assert not shown.isModal()
        press(F1)
        assert len(asked.findChildren(HelpDialog)) == 1
        QTest.keyClick(shown.list, Qt.Key.Key_Escape)
        assert not shown.isVisible()
