"""Records found in the journal: what is typed above its table narrows it down."""

import json
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.cli import main
from core.journal.store import Store
from gui.journal_page import JournalPage
from tests import notes
from tests.gui.journal_table import WEBER, ZHOU, cells, column, file, press, settle
from tests.gui.keys import CTRL


class TestFinding:
    """What is typed above the table narrows it down."""

    @pytest.mark.parametrize(
        ("field", "text", "patients"),
        [
            ("search", "web", ["Weber, Ida"]),
            ("search", "IDA weber", ["Weber, Ida"]),
            ("search", "a-1", ["Zhou, Wei"]),
            ("search", "we", ["Zhou, Wei", "Weber, Ida"]),
            ("staff", "mayer", ["Zhou, Wei"]),
            ("modifier", "jw", ["Weber, Ida"]),
            ("lot", "L1", ["Zhou, Wei", "Weber, Ida"]),
            ("ndc", "0078-0181", ["Zhou, Wei", "Weber, Ida"]),
            ("since", "11/20/2026", ["Zhou, Wei", "Weber, Ida"]),
        ],
    )
    def test_one_field(self, two: JournalPage, qtbot: QtBot, field: str, text: str, patients: list[str]) -> None:
        """Beginnings of words are enough, in any case and order."""
        getattr(two.filter, field).set_text(text)
        settle(qtbot, two)
        assert column(two, "Patient") == patients

    def test_a_note_by_its_number(self, two: JournalPage, qtbot: QtBot) -> None:
        """From four letters on, with or without the hyphen, in small letters too."""
        number = cells(two, 1)["Note"]
        for typed in (number, number.lower().replace("-", ""), number[:6]):
            two.filter.search.set_text(typed)
            settle(qtbot, two)
            assert column(two, "Note") == [number]

    def test_a_state(self, page: JournalPage, qtbot: QtBot) -> None:
        """Records that lack something, or that were amended."""

        def act(store: Store) -> None:
            notes.file(store, patient=WEBER, discard=None)
            notes.file(store, patient=ZHOU)

        file(page, qtbot, act)
        page.filter.state.set_text("not confirmed")
        settle(qtbot, page)
        assert column(page, "Patient") == ["Weber, Ida"]

    @pytest.mark.parametrize(("since", "until", "number"), [("2026-11-20", "2026-11-20", 1), ("2026-11-21", "", 0)])
    def test_a_range_of_dates(self, page: JournalPage, qtbot: QtBot, since: str, until: str, number: int) -> None:
        """Both ends count."""
        file(page, qtbot, notes.file)
        page.filter.since.set_text(since)
        page.filter.until.set_text(until)
        settle(qtbot, page)
        assert page.model.rowCount() == number

    def test_a_date_that_is_none_yet(self, two: JournalPage, qtbot: QtBot) -> None:
        """It hides nothing, and the field says what is expected."""
        two.filter.since.set_text("2026-13")
        settle(qtbot, two)
        assert two.filter.since.fault() == "Write 2026-11-20"
        assert two.model.rowCount() == 2

        two.filter.since.set_text("2026-11-20")
        settle(qtbot, two)
        assert two.filter.since.fault() == ""

    def test_by_the_keys_alone(self, two: JournalPage, qtbot: QtBot) -> None:
        """Ctrl+F goes to the search, Enter to what was found, a letter back to the search, Esc shows all again."""
        press(two, Qt.Key.Key_F, CTRL)
        assert two.filter.search.line.hasFocus()
        QTest.keyClicks(two.filter.search.line, "zho")
        press(two, Qt.Key.Key_Return)
        settle(qtbot, two)
        assert column(two, "Patient") == ["Zhou, Wei"]
        assert two.table.hasFocus()

        press(two, Qt.Key.Key_W)
        assert two.filter.search.line.hasFocus()
        assert two.filter.search.text() == "w"
        press(two, Qt.Key.Key_Escape)
        settle(qtbot, two)
        assert two.filter.search.text() == ""
        assert two.model.rowCount() == 2

    def test_a_pause_is_enough(self, two: JournalPage, qtbot: QtBot) -> None:
        """Without Enter, what was typed is looked for after a moment."""
        with qtbot.waitSignal(two.filter.changed):
            QTest.keyClicks(two.filter.search.line, "zho")
        settle(qtbot, two)
        assert two.count.text() == "1 note"

    def test_late_answers_are_dropped(self, two: JournalPage, qtbot: QtBot) -> None:
        """However quickly one search follows the other, the last one counts."""
        for text in ("web", "nobody", "zho"):
            two.filter.search.set_text(text)
            two.filter.now()
        settle(qtbot, two)
        assert column(two, "Patient") == ["Zhou, Wei"]

    def test_nothing_found(self, two: JournalPage, qtbot: QtBot) -> None:
        """A sentence says so, and its button shows all again."""
        two.filter.search.set_text("nobody")
        settle(qtbot, two)
        assert two.notice.isVisible()
        assert not two.table.isVisible()
        assert not two.details.isVisible()
        assert not two.void.isVisible()

        two.notice.button.click()
        settle(qtbot, two)
        assert two.table.isVisible()
        assert two.details.isVisible()

    def test_f5_asks_again(self, two: JournalPage, qtbot: QtBot) -> None:
        """What another computer filed is there."""
        two._journal.ask(lambda store: notes.file(store, given="70 mcg"))
        two.table.setFocus()
        press(two, Qt.Key.Key_F5)
        settle(qtbot, two)
        assert two.model.rowCount() == 3


def test_command_line_finds_what_the_page_finds(two: JournalPage, monkeypatch: pytest.MonkeyPatch, capfd: Any) -> None:  # noqa: ANN401
    """Both read one journal."""
    monkeypatch.setenv("VIALNOTE_HOME", two._journal.folder)
    assert main(["journal", "list", "--patient", "zho"]) == 0
    assert [row["patient_name"] for row in json.loads(capfd.readouterr().out)["records"]] == ["Zhou, Wei"]
