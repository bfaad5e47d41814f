"""The journal's page: records in its table, read in full and opened, by the keys and for those who do not see them."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.journal.store import Store
from gui.journal import Journal, State
from gui.journal_page import JournalPage
from gui.journal_rows import COLUMNS
from gui.note_dialog import NoteDialog
from tests import notes
from tests.build import shipped
from tests.gui.journal_table import WEBER, WITNESSED, cells, choose, column, file, press, settle
from tests.gui.keys import at_next_dialogue
from tests.journal.making import changed, void


class TestTable:
    """Every record in a row, newest first."""

    def test_what_a_row_says(self, two: JournalPage) -> None:
        """Date, number, patient, amounts, claim, giver and state stand in a row."""
        number = two._journal.ask(lambda store: store.get(1)).body["number"]

        assert column(two, "Patient") == ["Zhou, Wei", "Weber, Ida"]
        assert cells(two, 1) == {
            "Date": "2026-11-20",
            "Note": number,
            "Patient": "Weber, Ida",
            "Record no.": "MRN-4711",
            "Given": "60 mcg",
            "Discarded": "40 mcg",
            "Claim": "3 + 1 JW",
            "By": "R. Ortiz RN",
            "Payer": "Medicare Part B",
            "Due": "send: no time limit set",
            "State": "complete",
        }
        assert two.count.text() == "2 notes"

    def test_what_became_of_a_record(self, page: JournalPage, qtbot: QtBot) -> None:
        """The state says in words what is missing and what became of a record, and has an icon beside it."""

        def act(store: Store) -> list[str]:
            first = notes.file(store, discard={"discarded_by": "R. Ortiz RN"})
            second = notes.amend(store, first.seq, given="61 mcg")
            void(store, second.seq)
            notes.file(store, opened=[{"ndc": "9999-9999-99", "lot": "A"}])
            return [first.body["number"], second.body["number"]]

        first, second = file(page, qtbot, act)

        assert column(page, "State") == ["not billable", f"voids {second}", "void", f"amended by {second}"]
        assert column(page, "Given") == ["", "61 mcg", "61 mcg", "60 mcg"]
        for row in range(4):
            icon = page.model.data(page.model.index(row, COLUMNS.index("State")), Qt.ItemDataRole.DecorationRole)
            assert isinstance(icon, QIcon)
            assert not icon.isNull()
        assert first != second

    @pytest.mark.parametrize(
        ("discard", "state"),
        [({"discarded_by": "R. Ortiz RN"}, "not confirmed"), (WITNESSED, "complete")],
    )
    def test_what_is_missing(self, page: JournalPage, qtbot: QtBot, discard: dict[str, Any], state: str) -> None:
        """A note that nobody confirmed says so."""
        file(page, qtbot, lambda store: notes.file(store, discard=discard))
        assert column(page, "State") == [state]

    def test_amendment_that_lacks_something_too(self, page: JournalPage, qtbot: QtBot) -> None:
        """Both are said."""

        def act(store: Store) -> str:
            first = notes.file(store)
            notes.amend(store, first.seq, given="61 mcg", discard={"discarded_by": "A"})
            return str(first.body["number"])

        number = file(page, qtbot, act)
        assert cells(page, 0)["State"] == f"amends {number}, not confirmed"

    def test_not_read_yet(self, two: JournalPage) -> None:
        """Until a record is read its row says so, and the table is as long as it will be."""
        two.model._rows.clear()
        assert cells(two, 0)["Patient"] == "not read yet"
        assert two.model.data(two.model.index(0, 0)) == "..."
        assert two.model.rowCount() == 2

    def test_damaged_record_keeps_no_other_away(self, two: JournalPage, qtbot: QtBot) -> None:
        """A record whose text is damaged says so; the others are there, and nothing can be done with it."""
        file(two, qtbot, lambda store: changed(store, "UPDATE record SET body = x'00' WHERE seq = 1"))
        choose(two, qtbot, 1)

        assert column(two, "State") == ["complete", "damaged"]
        assert "damaged" in two.details.toPlainText()
        two.void.click()
        assert two.message.text() == "This record is damaged. Check the journal, and keep your last backup."

    def test_filed_elsewhere(self, two: JournalPage, qtbot: QtBot) -> None:
        """A new record is at the top at once, and what was chosen stays chosen."""
        choose(two, qtbot, 1)
        file(two, qtbot, lambda store: notes.amend(store, 1, given="61 mcg", patient=WEBER))

        assert column(two, "Given") == ["61 mcg", "80 mcg", "60 mcg"]
        assert two.table.chosen() == 2
        assert "amended by" in cells(two, 2)["State"]
        assert "Witness added" in two.details.toPlainText()


class TestReading:
    """The chosen record in full."""

    def test_all_that_was_said(self, two: JournalPage, qtbot: QtBot) -> None:
        """Patient, containers, claim, who filed it where and when, and the hash."""
        choose(two, qtbot, 1)
        record = two._journal.ask(lambda store: store.get(1))
        said = two.details.toPlainText()

        for words in (
            "Weber, Ida, born 1961-04-09, record MRN-4711",
            "60 mcg, subcutaneous, left abdomen, 2026-11-20 10:35, by R. Ortiz RN",
            "1 x 100 mcg ampul, 0078-0181-01, lot L1, expires 2027-11-30",
            "40 mcg, Dose smaller, 10:42, by R. Ortiz RN, no witness",
            "J2354, 3 units, NDC 00078018101 ML 0.6",
            "J2354 JW, 1 unit, NDC 00078018101 ML 0.4",
            "rortiz on chair-2",
            "2026-11-20T10:44:00Z",
            record.hash,
            record.body["pdf_sha256"],
        ):
            assert words in said
        assert "History" not in said

    def test_history(self, two: JournalPage, qtbot: QtBot) -> None:
        """Original, amendment and void stand in order with their reasons, whichever of them is chosen."""

        def act(store: Store) -> None:
            notes.amend(store, 1, "Lot was wrong", given="61 mcg", patient=WEBER)
            void(store, 3, "Wrong patient")

        file(two, qtbot, act)
        for row in (0, 1, 3):
            choose(two, qtbot, row)
            said = two.details.toPlainText()
            places = [said.index(words) for words in ("filed by", "Lot was wrong", "Wrong patient")]
            assert places == sorted(places)
            assert said.count("(this one)") == 1

    def test_arrows_lead_from_record_to_record(self, two: JournalPage, qtbot: QtBot) -> None:
        """The details follow the table."""
        choose(two, qtbot, 0)
        two.table.setFocus()
        press(two, Qt.Key.Key_Down)
        settle(qtbot, two)
        qtbot.waitUntil(lambda: "Weber, Ida" in two.details.toPlainText())

    def test_names_are_no_markup(self, page: JournalPage, qtbot: QtBot) -> None:
        """What was typed is shown as it was typed."""
        file(page, qtbot, lambda store: notes.file(store, patient={"name": "<b>Bold</b> & Co"}))
        qtbot.waitUntil(lambda: "<b>Bold</b> & Co" in page.details.toPlainText())


class TestOpening:
    """The note as it prints, drawn again."""

    def test_the_same_to_the_byte(self, two: JournalPage, qtbot: QtBot) -> None:
        """Enter shows the page, and says that it is the one that was filed."""
        choose(two, qtbot, 1)
        two.table.setFocus()
        seen: list[str] = []

        def look(dialogue: NoteDialog) -> None:
            qtbot.waitUntil(dialogue.preview.is_fresh, timeout=20_000)
            seen.extend((dialogue.said.text(), dialogue.preview.view.accessibleDescription()))

        at_next_dialogue(look)
        press(two, Qt.Key.Key_Return)
        assert seen[0].startswith("Drawn again from the journal: the same to the byte")
        assert "Weber, Ida" in seen[1]

    def test_filed_by_another_version(self, page: JournalPage, qtbot: QtBot) -> None:
        """Where the bytes differ, that is said with both versions."""
        body = notes.body() | {"pdf_sha256": "0" * 64, "program_version": "0.0.1"}
        file(page, qtbot, lambda store: store.add(body))
        seen: list[str] = []

        def look(dialogue: NoteDialog) -> None:
            qtbot.waitUntil(dialogue.preview.is_fresh, timeout=20_000)
            seen.append(dialogue.said.text())

        at_next_dialogue(look)
        page.open.click()
        assert "version 0.0.1 filed" in seen[0]


class TestClosed:
    """Where the journal can't be used, a sentence says why, and a button asks for help."""

    @pytest.mark.parametrize(
        ("state", "words", "button"),
        [
            (State.NEW, "There is no journal yet.", "Begin the journal"),
            (State.LOCKED, "The journal is locked.", "Unlock the journal"),
            (State.FAILED, "The journal can't be opened. The disk is full.", "Try again"),
        ],
    )
    def test_why(
        self, page: JournalPage, journal: Journal, qtbot: QtBot, state: State, words: str, button: str
    ) -> None:
        """Nothing else is in sight, and Enter on the button wants it opened."""
        journal.state, journal.problem = state, "The disk is full."
        journal.turned.emit()
        assert page.notice.said.text().startswith(words)
        assert page.notice.button.text() == button
        assert not page.filter.isVisible()
        assert not page.chores.isVisible()
        page.notice.button.setFocus()
        with qtbot.waitSignal(page.unlock_wanted):
            press(page, Qt.Key.Key_Return)

    def test_while_it_is_opened(self, journal: Journal, dressed: QApplication, qtbot: QtBot) -> None:  # noqa: ARG002
        """The page can be there before the journal is."""
        journal.state = State.OPENING
        early = JournalPage(journal, shipped())
        qtbot.addWidget(early)
        early.show()
        assert early.notice.said.text() == "The journal is being opened..."
        assert not early.notice.button.isVisible()

    def test_no_note_yet(self, page: JournalPage) -> None:
        """An open journal without a note can be searched and checked, and has no button that clears."""
        assert page.notice.said.text().startswith("No notes yet.")
        assert not page.notice.button.isVisible()
        assert page.notice.restore.isVisible()
        assert page.filter.isVisible()
