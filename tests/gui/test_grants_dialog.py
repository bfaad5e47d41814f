"""Prior authorisations: what is left of each, added and corrected, checked as they are typed, and put away."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from core.journal import check
from gui.desk import Desk
from gui.field import Line
from gui.grant_edit import GrantEdit, blank
from gui.grants_dialog import GrantsDialog
from gui.journal_page import JournalPage
from tests import notes
from tests.build import shipped
from tests.gui.claims_due import PAYER
from tests.gui.desks import wait_for_journal
from tests.gui.journal_table import settle
from tests.gui.keys import at_next_dialogue, push
from tests.journal.making import GRANTED, grant

pytestmark = pytest.mark.usefixtures("today")

_LETTER = {"number": "PA-77", "record": "MRN1", "since": "01/01/2026", "until": "2026-12-31", "units": "10"}


def fill(dialogue: GrantEdit, **texts: str) -> None:
    """Type into the fields of an authorisation."""
    for name, text in texts.items():
        field = getattr(dialogue, name)
        assert isinstance(field, Line)
        field.set_text(text)


@pytest.fixture
def kept(due: JournalPage, qtbot: QtBot) -> GrantsDialog:
    """The dialogue of authorisations, over one of patient 1."""
    due._journal.ask(lambda store: grant(store, granted=10, patient="Patient 1"))
    dialogue = GrantsDialog(due, due._journal, shipped(), due._journal.ask(lambda store: store.get(2)).body)
    qtbot.addWidget(dialogue)
    dialogue.show()
    read(qtbot, dialogue)
    return dialogue


def read(qtbot: QtBot, dialogue: GrantsDialog) -> None:
    """Wait until all is read."""
    qtbot.waitUntil(dialogue.is_quiet, timeout=10_000)
    QApplication.processEvents()
    qtbot.waitUntil(dialogue.is_quiet, timeout=10_000)


def row(dialogue: GrantsDialog, number: int) -> list[str]:
    """A row of the table."""
    items = [dialogue.table.item(number, place) for place in range(dialogue.table.columnCount())]
    return [item.text() if item else "" for item in items]


class TestAuthorisations:
    """Added, corrected, and what is left of each."""

    def test_what_is_said(self, kept: GrantsDialog) -> None:
        """Figures and dates in the table, what is the matter and which notes below it."""
        assert row(kept, 0) == [
            "PA-77", "Patient 1", "MRN1", "Medicare Part B", "J2354", "2026-01-01", "2026-12-31", "10", "6"
        ]  # fmt: skip
        said = kept.details.toPlainText()
        assert "PA-77 has 6 units left, too few for two more like the last." in said
        assert "4 of 10 units used. JW units count, which no payer has confirmed." in said
        assert "2026-10-05" in said

    def test_added_from_the_chosen_note(self, kept: GrantsDialog, qtbot: QtBot) -> None:
        """Number, patient and payer stand there already; it is counted down at once."""
        shown = []

        def act(dialogue: GrantEdit) -> None:
            shown.append((dialogue.number.text(), dialogue.record.text(), dialogue.patient.text()))
            fill(dialogue, since="2026-01-01", until="2027-06-30", units="120")
            push("Save")(dialogue)

        at_next_dialogue(act)
        QTest.mouseClick(kept.add, Qt.MouseButton.LeftButton)
        read(qtbot, kept)
        assert shown == [("PA-77", "MRN2", "Patient 2")]
        assert row(kept, 0)[:3] + row(kept, 0)[-2:] == ["PA-77", "Patient 2", "MRN2", "120", "116"]
        assert kept.table.rowCount() == 2

    def test_corrected(self, kept: GrantsDialog, qtbot: QtBot) -> None:
        """What tells it from others stays; the one before stays in the chain."""

        def act(dialogue: GrantEdit) -> None:
            fixed = (dialogue.number, dialogue.record, dialogue.payer, dialogue.since)
            assert not any(field.control.isEnabled() for field in fixed)
            fill(dialogue, units="40")
            push("Save")(dialogue)

        at_next_dialogue(act)
        QTest.mouseClick(kept.correct, Qt.MouseButton.LeftButton)
        read(qtbot, kept)
        assert row(kept, 0)[-2:] == ["40", "36"]
        assert kept._journal.ask(check.check).problems == ()

    def test_withdrawn(self, kept: GrantsDialog, qtbot: QtBot) -> None:
        """Only by who is sure; then it may be added anew."""
        sure: list[bool] = []

        def look(question: QMessageBox) -> None:
            sure.append(question.defaultButton() is not question.button(QMessageBox.StandardButton.Cancel))
            push("Cancel")(question)

        at_next_dialogue(look)
        kept.withdraw.click()
        assert sure == [False]  # Enter withdraws nothing
        for button, left in (("Cancel", 1), ("Withdraw", 0)):
            at_next_dialogue(push(button))
            kept.withdraw.click()
            read(qtbot, kept)
            assert kept.table.rowCount() == left
        assert not kept.withdraw.isEnabled()
        kept._journal.ask(lambda store: grant(store, granted=20))
        assert kept._journal.ask(check.check).problems == ()

    def test_notes_outside_are_listed(self, kept: GrantsDialog, qtbot: QtBot) -> None:
        """Of another date; they use up nothing."""
        patient = {"name": "Patient 1", "record_number": "MRN1"}
        fields: dict[str, Any] = {"service_date": "2025-12-31", "patient": patient, "prior_authorization": "PA-77"}
        kept._journal.ask(lambda store: notes.file(store, **fields))
        kept.read()
        read(qtbot, kept)
        said = kept.details.toPlainText()
        assert "Outside: these name the number" in said
        assert said.index("2026-10-05") < said.index("Outside") < said.index("2025-12-31")
        assert row(kept, 0)[-1] == "6"

    def test_entered_twice(self, kept: GrantsDialog, qtbot: QtBot) -> None:
        """It is refused, and said."""

        def act(dialogue: GrantEdit) -> None:
            fill(dialogue, **_LETTER)
            push("Save")(dialogue)

        at_next_dialogue(act)
        kept.add.click()
        read(qtbot, kept)
        assert "Look at that first." in kept.message.text()
        assert kept.table.rowCount() == 1

    def test_by_its_key_from_the_page(self, due: JournalPage, qtbot: QtBot) -> None:
        """Without any it says what to do; it is closed by Esc."""
        said = []

        def act(dialogue: GrantsDialog) -> None:
            qtbot.waitUntil(dialogue.is_quiet, timeout=10_000)
            assert not dialogue.table.isVisible()  # words stand in its place
            said.append((dialogue.message.text(), dialogue.correct.isEnabled(), dialogue._note is not None))
            QTest.keyClick(dialogue, Qt.Key.Key_Escape)

        at_next_dialogue(act)
        due.biller.grants.click()
        ((words, correct, note),) = said
        assert words.startswith("No authorisations yet. Add one from the payer's letter")
        assert (correct, note) == (False, True)

    def test_a_journal_that_can_t_be_read(self, due: JournalPage, qtbot: QtBot) -> None:
        """Why stands below the empty table."""
        due._journal.ask(lambda store: store.close())
        due._journal._store, store = None, due._journal._store
        due._journal.problem = "It is closed."
        dialogue = GrantsDialog(due, due._journal, shipped(), None)
        qtbot.addWidget(dialogue)
        read(qtbot, dialogue)
        assert dialogue.message.text() == "It is closed."
        due._journal._store = store


class TestTyping:
    """An authorisation is checked before it is taken."""

    @pytest.fixture
    def edit(self, dressed: QApplication, qtbot: QtBot, page: JournalPage) -> GrantEdit:  # noqa: ARG002 - dressed first
        """A new one with all that its letter says."""
        dialogue = GrantEdit(page, shipped().payers, ["J2354"], blank(None, PAYER), new=True)
        qtbot.addWidget(dialogue)
        dialogue.show()
        fill(dialogue, **_LETTER)
        return dialogue

    def test_taken(self, edit: GrantEdit) -> None:
        edit.accept()
        assert edit.result() == GrantEdit.DialogCode.Accepted
        assert edit.authorization() == GRANTED._replace(patient="", granted=10)

    @pytest.mark.parametrize(
        ("name", "text", "fault"),
        [
            ("number", "", "Write the number from the payer's letter."),
            ("number", "--", "Write the number from the payer's letter."),
            ("number", "9" * 51, "At most 50 characters."),
            ("since", "soon", "Write a date such as 2026-11-20."),
            ("until", "2026-02-30", "Write a date such as 2026-11-20."),
            ("until", "2025-12-31", "It ends before it begins. Look at both dates."),
            ("units", "", "Write whole units, at most 1,000,000."),
            ("units", "0", "Write whole units, at most 1,000,000."),
            ("units", "1.5", "Write whole units, at most 1,000,000."),
            ("units", "-4", "Write whole units, at most 1,000,000."),
            ("units", "1000001", "Write whole units, at most 1,000,000."),
            ("units", "４", "Write whole units, at most 1,000,000."),
        ],
    )
    def test_refused(self, edit: GrantEdit, name: str, text: str, fault: str) -> None:
        """The fault stands at its field, which gets the focus."""
        fill(edit, **{name: text})
        edit.accept()
        field = getattr(edit, name)
        assert edit.isVisible()
        assert field.fault() == fault
        assert field.control.hasFocus()

    def test_a_code_that_is_none(self, edit: GrantEdit) -> None:
        edit.code.set_text("octreotide")
        edit.accept()
        assert edit.code.fault() == "Write a code such as J2354."
        edit.code.set_text("j2353")
        edit.accept()
        assert edit.authorization().hcpcs == "J2353"

    def test_dates_of_one_day_are_enough(self, page: JournalPage, qtbot: QtBot) -> None:
        dialogue = GrantEdit(page, shipped().payers, ["J2354"], GRANTED, new=False)
        qtbot.addWidget(dialogue)
        fill(dialogue, until=GRANTED.since.isoformat())
        dialogue.accept()
        assert dialogue.authorization() == GRANTED._replace(until=GRANTED.since)

    def test_each_field_has_a_name(self, edit: GrantEdit) -> None:
        """For screen readers."""
        fields = (edit.number, edit.record, edit.patient, edit.payer, edit.code, edit.since, edit.until, edit.units)
        assert all(field.control.accessibleName() for field in fields)


def test_nothing_of_a_note_is_known_where_none_is_chosen() -> None:
    """Then only the payer stands there."""
    assert blank(None, PAYER)._replace(since=GRANTED.since, until=GRANTED.until) == GRANTED._replace(
        number="", record_number="", patient="", granted=0
    )


def test_a_note_without_a_payer_bills_the_clinics_usual_one() -> None:
    """And its own code stands there, not octreotide's."""
    body = {"encounter": {}, "clinic": {"payer": "lifewise-premera"}, "result": {"hcpcs": "J2353"}}
    assert (blank(body, PAYER).payer, blank(body, PAYER).hcpcs) == ("lifewise-premera", "J2353")
    assert blank({"kind": "void"}, PAYER) == blank(None, PAYER)


def test_locking_puts_authorisations_away(whole: Desk, qtbot: QtBot) -> None:
    """Names and what is typed are out of sight, in whichever dialogue they are."""
    wait_for_journal(qtbot, whole)
    page = whole.go("Journal")
    assert isinstance(page, JournalPage)
    settle(qtbot, page)
    seen: list[bool] = []

    def lock(edit: GrantEdit) -> None:
        whole.idle.ended.emit()
        seen.append(edit.isVisible())

    def add(dialogue: GrantsDialog) -> None:
        at_next_dialogue(lock)
        dialogue.add.click()
        seen.append(dialogue.isVisible())

    at_next_dialogue(add)
    page.biller.show_grants()
    assert seen == [False, False]
