"""The clinic's recalled lots: kept on their tab, and questioned at the scan."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from core.recalls import Recall
from gui import dates
from gui.chair import Chair
from gui.desk import CHAIR, LISTS, Desk
from gui.entry_dialog import EntryDialog
from gui.lists_page import ListsPage
from gui.recall_list import RecallList
from tests.build import AMPUL_100, VIAL_100
from tests.gui import desks
from tests.gui.keys import BARCODE, at_next_dialogue, enter, field, write
from tests.gui.scanner import type_keys
from tests.gui.showing import to_front

TODAY = dates.now().date()


@pytest.fixture
def part(whole: Desk) -> RecallList:
    """The tab."""
    page = whole.go(LISTS)
    assert isinstance(page, ListsPage)
    page.tabs.setCurrentWidget(page.recalls)
    return page.recalls


def add(part: RecallList, **texts: str) -> dict[str, str]:
    """Add a lot by the dialogue; what it says to be wrong."""
    wrong: dict[str, str] = {}

    def act(dialogue: EntryDialog) -> None:
        for name, text in texts.items():
            dialogue.fields[name].set_text(text)
        box = dialogue.findChild(QDialogButtonBox)
        assert box is not None
        QTest.mouseClick(box.button(QDialogButtonBox.StandardButton.Save), Qt.MouseButton.LeftButton)
        wrong.update({name: field.fault() for name, field in dialogue.fields.items() if field.fault()})

    at_next_dialogue(act)
    part.add.click()
    return wrong


def test_a_lot_is_added_and_removed(whole: Desk, part: RecallList) -> None:
    """It is in the list at once, with its product, and gone again."""
    assert part.told.text() == "No lot is recalled as far as the clinic's list knows."
    assert not part.drop.isEnabled()
    assert add(part, ndc="0641-6175", lot="QX7781", date="11/19/2026", source="Hikma's letter") == {}
    (recall,) = whole.lists.known.recalls
    assert recall.words == "Hikma's letter, 2026-11-19"
    assert part.table.row().cells[1].startswith("Hikma")  # type: ignore[union-attr]

    part.drop.click()
    assert whole.lists.known.recalls == ()


def test_what_is_wrong_is_said_at_its_field(part: RecallList) -> None:
    """Nothing is kept then."""
    assert set(add(part, ndc="6175", lot="", source="")) == {"ndc", "lot", "source"}
    assert set(add(part, ndc=VIAL_100, lot="A", source="FDA", date="soon")) == {"date"}
    assert part.table.rows.rows == []


class TestAtTheChair:
    """S1: a recalled lot is questioned, and what was given is recorded all the same."""

    @pytest.fixture
    def chair(self, whole: Desk, part: RecallList, qtbot: QtBot) -> Chair:
        """The page, with a lot in the list."""
        add(part, ndc=VIAL_100, lot="qx7781", source="Hikma's letter")
        to_front(qtbot, whole)
        whole.go(CHAIR)
        return whole.chair

    def test_it_is_asked(self, chair: Chair) -> None:
        """Left out, nothing is listed."""
        type_keys([*BARCODE, "\r"])
        (question,) = chair.form.opened.questions

        assert "Do not give it." in question.words.text()
        assert desks.message(chair) == question.words.text()
        assert "opened" not in chair.form.read()
        question.no.click()
        assert chair.form.opened.questions == []
        assert "opened" not in chair.form.read()

    def test_it_was_opened(self, chair: Chair) -> None:
        """Added, it is warned about until somebody has looked."""
        write(BARCODE)
        enter()
        field(chair, "given").set_text("60 mcg")
        field(chair, "route").set_text("SC")
        assert next(iter(chair.form.missing().values())) == "Answer what is asked about a container."
        chair.form.opened.questions[0].yes.click()

        (entry,) = chair.form.read()["opened"]
        assert entry["recalled"] == f"Hikma's letter, {TODAY}"
        assert chair.result is not None
        assert "recalled-lot" in [finding.code for finding in chair.result.findings]
        assert chair.result.lines

    def test_a_lot_that_is_typed(self, chair: Chair) -> None:
        """It is found as well; another product's lot of that name is not."""
        for code in (VIAL_100, AMPUL_100):
            write(code)
            enter()
        for row in chair.form.opened.rows:
            row.fields["lot"].set_text("QX 7781")

        assert ["recalled" in entry for entry in chair.form.read()["opened"]] == [True, False]

    def test_what_a_note_said_stays(self, whole: Desk, chair: Chair) -> None:
        """A note that is amended keeps what was known, until its lot is another one."""
        chair.form.fill({"opened": [{"ndc": VIAL_100, "lot": "OLD", "recalled": "FDA, 2026-01-01"}]})
        assert whole.lists.known.recalls == (Recall(VIAL_100, "qx7781", TODAY, "Hikma's letter"),)

        assert chair.form.read()["opened"][0]["recalled"] == "FDA, 2026-01-01"
        chair.form.opened.rows[0].fields["lot"].set_text("NEW")
        assert "recalled" not in chair.form.read()["opened"][0]
