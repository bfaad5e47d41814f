"""The biller at the journal's page: what is due, what became of claims, and prior authorisations."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from core.journal import check
from core.journal.store import Store
from core.journal.terms import DUE
from gui import dates
from gui.claim_mark import ClaimMark
from gui.desk import Desk
from gui.field import Line
from gui.grant_edit import GrantEdit, blank
from gui.grants_dialog import GrantsDialog
from gui.journal_due import Tally
from gui.journal_page import JournalPage
from gui.journal_rows import COLUMNS
from tests import notes
from tests.build import shipped
from tests.gui.desks import wait_for_journal
from tests.gui.keys import CTRL, at_next_dialogue, push
from tests.gui.test_journal_page import cells, choose, column, file, press, settle
from tests.journal.making import GRANTED, claim, grant, void

_TODAY = datetime.datetime(2026, 11, 25, 9, 30)  # noqa: DTZ001 - the window's own local time
_PAYER = "medicare-part-b"
_DAYS = ("2026-10-05", "2026-10-26", "2026-11-20", "2026-11-24")


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The window's clock says 25 November 2026."""
    monkeypatch.setattr(dates, "now", lambda: _TODAY)


def file_days(store: Store) -> None:
    """File a note of each day."""
    for number, day in enumerate(_DAYS, 1):
        patient = {"name": f"Patient {number}", "record_number": f"MRN{number}"}
        notes.file(store, service_date=day, patient=patient, prior_authorization="PA-77")


@pytest.fixture
def due(page: JournalPage, qtbot: QtBot) -> JournalPage:
    """A page with four notes, whose payer wants claims within 30 days, and an appeal within 120."""
    payers = shipped().payers
    windows = {**payers, _PAYER: payers[_PAYER]._replace(filing_days=30, appeal_days=120)}
    page.know(shipped()._replace(payers=windows))
    file(page, qtbot, file_days)
    return page


def show_due(page: JournalPage, qtbot: QtBot) -> None:
    """Press Ctrl+D."""
    press(page, Qt.Key.Key_D, CTRL)
    settle(qtbot, page)


def marking(state: str, day: str = "") -> Callable[[ClaimMark], None]:
    """Answer what became of a claim."""

    def act(dialogue: ClaimMark) -> None:
        dialogue.state.set_text(state)
        if day:
            dialogue.date.set_text(day)
        push("Mark")(dialogue)

    return act


def mark(page: JournalPage, qtbot: QtBot, act: Callable[[Any], None]) -> None:
    """Press Ctrl+M and answer."""
    at_next_dialogue(act)
    press(page, Qt.Key.Key_M, CTRL)
    settle(qtbot, page)


class TestDue:
    """What is due, what ends first comes first."""

    def test_worst_first(self, due: JournalPage, qtbot: QtBot) -> None:
        """The last day is still in time."""
        show_due(due, qtbot)
        assert column(due, "Due") == [
            "send: 21 days late",
            "send: last day today",
            "send: 25 days left",
            "send: 29 days left",
        ]
        assert due.filter.wanted().state == DUE
        assert due.biller.due.isChecked()

    def test_at_midnight(self, due: JournalPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
        """The days that are left are counted anew, in the table and at the button."""
        show_due(due, qtbot)
        before = due.biller.due.text()
        monkeypatch.setattr(dates, "now", lambda: _TODAY + datetime.timedelta(days=1))
        due.renew()
        settle(qtbot, due)
        assert column(due, "Due")[:2] == ["send: 22 days late", "send: 1 day late"]
        assert due.biller.due.text() != before

    def test_who_pays_is_shown(self, due: JournalPage, qtbot: QtBot) -> None:
        """Instead of what was given; else it is left out."""
        shown = due.table.isColumnHidden
        assert shown(COLUMNS.index("Payer"))
        show_due(due, qtbot)
        assert [shown(COLUMNS.index(name)) for name in ("Payer", "Given")] == [False, True]
        assert column(due, "Payer") == ["Medicare Part B"] * 4
        show_due(due, qtbot)
        assert [shown(COLUMNS.index(name)) for name in ("Payer", "Given")] == [True, False]

    def test_the_worst_is_chosen(self, due: JournalPage, qtbot: QtBot) -> None:
        """Whichever was chosen before."""
        choose(due, qtbot, 2)
        show_due(due, qtbot)
        assert due.table.chosen() == 0

    def test_among_what_else_is_looked_for(self, due: JournalPage, qtbot: QtBot) -> None:
        due.filter.search.set_text("MRN3")
        show_due(due, qtbot)
        assert column(due, "Patient") == ["Patient 3"]

    def test_and_everything_again(self, due: JournalPage, qtbot: QtBot) -> None:
        """The same key, or Esc; the newest comes first then."""
        show_due(due, qtbot)
        show_due(due, qtbot)
        assert column(due, "Date") == [*reversed(_DAYS)]
        assert not due.biller.due.isChecked()

    def test_counted_on_its_button(self, due: JournalPage, qtbot: QtBot) -> None:
        assert due.biller.due.text() == "4 due, 1 late"
        file(due, qtbot, lambda store: claim(store, 1, "sent"))
        assert due.biller.due.text() == "3 due, 3 soon"

    def test_icons_say_how_bad(self, due: JournalPage, qtbot: QtBot) -> None:
        """Beside the words, and none where a payer's window is not set."""
        show_due(due, qtbot)
        role, place = Qt.ItemDataRole.DecorationRole, due.table.model()
        names = [place.data(place.index(row, COLUMNS.index("Due")), role) is not None for row in range(4)]
        assert names == [True] * 4
        due.know(shipped())
        settle(qtbot, due)
        assert column(due, "Due") == ["send: no time limit set"] * 4
        assert place.data(place.index(0, COLUMNS.index("Due")), role) is None
        assert due.biller.due.text() == "4 due"

    def test_only_a_page_in_sight_counts(self, due: JournalPage, qtbot: QtBot) -> None:
        """Nothing is worked out for nobody; coming back, it is counted anew."""
        due.hide()
        due._journal.ask(lambda store: claim(store, 1, "sent"))
        due._journal.filed.emit()
        settle(qtbot, due)
        assert due.biller.due.text() == "4 due, 1 late"
        due.show()
        settle(qtbot, due)
        assert due.biller.due.text() == "3 due, 3 soon"

    @pytest.mark.parametrize(
        ("tally", "words"),
        [
            (Tally(0, 0, 0), "0 due"),
            (Tally(1_200, 0, 0), "1,200 due"),
            (Tally(5, 2, 3), "5 due, 2 late"),
            (Tally(5, 0, 3), "5 due, 3 soon"),
        ],
    )
    def test_words_of_the_count(self, tally: Tally, words: str) -> None:
        assert tally.words() == words


class TestMarking:
    """What became of a claim goes into the journal."""

    def test_sent(self, due: JournalPage, qtbot: QtBot) -> None:
        """The next one that is due is chosen then; the record and the details say when and who."""
        show_due(due, qtbot)
        choose(due, qtbot, 0)
        number = cells(due, 0)["Note"]
        mark(due, qtbot, marking("sent", "11/24/2026"))

        assert column(due, "Due")[0] == "send: last day today"
        assert due.table.chosen() == 0
        assert due.message.text() == f"The claim of note {number} is marked: sent on 2026-11-24."
        due.filter.empty()
        settle(qtbot, due)
        choose(due, qtbot, 3)
        assert cells(due, 3)["Due"] == "sent 2026-11-24"
        assert "sent, marked by" in due.details.toPlainText()
        assert due._journal.ask(check.check).problems == ()

    def test_denied_then_appealed(self, due: JournalPage, qtbot: QtBot) -> None:
        """The appeal is due from the denial; what mostly comes next is offered."""
        choose(due, qtbot, 0)
        mark(due, qtbot, marking("denied", "2026-11-25"))
        assert cells(due, 0)["Due"] == "appeal: 120 days left"
        offered = []

        def act(dialogue: ClaimMark) -> None:
            offered.append(dialogue.state.text())
            push("Mark")(dialogue)

        mark(due, qtbot, act)
        assert offered == ["appealed"]
        assert cells(due, 0)["Due"] == "appealed 2026-11-25"

    @pytest.mark.parametrize(
        ("day", "fault"),
        [
            ("2026-11-26", "2026-11-26 is still to come. Write the day on which it was."),
            ("2026-11-23", "2026-11-23 is before the date of service, 2026-11-24."),
            ("soon", "Write the day, such as 2026-11-20."),
            ("", "Write the day, such as 2026-11-20."),
        ],
    )
    def test_a_day_that_can_t_be(self, due: JournalPage, qtbot: QtBot, day: str, fault: str) -> None:
        """Nothing is filed."""
        said = []

        def act(dialogue: ClaimMark) -> None:
            dialogue.date.set_text(day)
            push("Mark")(dialogue)
            said.append((dialogue.date.fault(), dialogue.isVisible()))

        choose(due, qtbot, 0)
        mark(due, qtbot, act)
        assert said == [(fault, True)]
        assert cells(due, 0)["Due"] == "send: 29 days left"

    def test_somebody_else_was_quicker(self, due: JournalPage, qtbot: QtBot) -> None:
        """It is refused and said; the other's word stays."""

        def act(dialogue: ClaimMark) -> None:
            due._journal.ask(lambda store: claim(store, 4, "paid"))
            marking("sent")(dialogue)

        choose(due, qtbot, 0)
        mark(due, qtbot, act)
        assert "Look at that first." in due.message.text()
        file(due, qtbot, lambda _: None)
        assert cells(due, 0)["Due"] == "paid 2026-11-24"

    def test_of_a_void_note(self, due: JournalPage, qtbot: QtBot) -> None:
        """A claim that was sent is to be taken back until it is closed."""

        def act(store: Store) -> None:
            claim(store, 1, "sent")
            void(store, 1)

        file(due, qtbot, act)
        show_due(due, qtbot)
        assert column(due, "Due")[-1] == "take back"
        choose(due, qtbot, 3)
        offered = []

        def mark_offered(dialogue: ClaimMark) -> None:
            offered.append(dialogue.state.text())
            push("Mark")(dialogue)

        mark(due, qtbot, mark_offered)
        assert offered == ["closed"]
        assert "take back" not in column(due, "Due")

    def test_of_an_amended_note(self, due: JournalPage, qtbot: QtBot) -> None:
        """The claim of the note that holds is the one to be marked; it asks for a corrected claim."""

        def act(store: Store) -> None:
            claim(store, 4, "sent")
            notes.amend(store, 4, service_date=_DAYS[3], given="75 mcg")

        file(due, qtbot, act)
        assert column(due, "Due")[:2] == ["correct: 29 days left", "sent 2026-11-24"]
        choose(due, qtbot, 1)
        due.biller.mark_claim()
        assert due.message.text().endswith("Mark the claim of the note that holds.")

    def test_without_a_note(self, page: JournalPage) -> None:
        """There is nothing to mark."""
        page.biller.mark_claim()
        assert page.message.text() == "Choose a note in the table first."


class TestMarkingTogether:
    """A day's claims went out in one batch: one question for all of them."""

    def test_all_that_are_to_be_sent(self, due: JournalPage, qtbot: QtBot) -> None:
        """What is denied keeps its appeal; the last of four is later than the day, and stays."""
        file(due, qtbot, lambda store: claim(store, 2, "denied", "2026-11-23"))
        show_due(due, qtbot)
        choose(due, qtbot, 0)

        def act(dialogue: ClaimMark) -> None:
            assert dialogue.all.text() == "The other 2 notes to send in the table went with it"
            assert not dialogue.all.isChecked()
            dialogue.all.setChecked(True)
            marking("sent", "2026-11-23")(dialogue)

        mark(due, qtbot, act)
        qtbot.waitUntil(lambda: "marked as sent" in due.message.text(), timeout=10_000)
        settle(qtbot, due)
        assert due.message.text().startswith("2 claims marked as sent on 2026-11-23. Some were not")
        assert column(due, "Due") == ["send: 29 days left", "appeal: 118 days left"]
        assert due._journal.ask(check.check).problems == ()

    def test_only_what_is_sent_is_sent_together(self, due: JournalPage, qtbot: QtBot) -> None:
        show_due(due, qtbot)
        said = []

        def act(dialogue: ClaimMark) -> None:
            dialogue.all.setChecked(True)
            dialogue.state.set_text("denied")
            said.append((dialogue.all.isEnabled(), dialogue.all.isChecked()))
            push("Cancel")(dialogue)

        mark(due, qtbot, act)
        assert said == [(False, False)]
        assert due.model.rowCount() == 4

    def test_not_offered_where_the_table_shows_other_notes(self, due: JournalPage, qtbot: QtBot) -> None:
        """Then nobody has looked at what is due."""
        said = []

        def act(dialogue: ClaimMark) -> None:
            said.append(dialogue.all.isVisible())
            push("Cancel")(dialogue)

        choose(due, qtbot, 0)
        mark(due, qtbot, act)
        assert said == [False]


def fill(dialogue: GrantEdit, **texts: str) -> None:
    """Type into the fields of an authorisation."""
    for name, text in texts.items():
        field = getattr(dialogue, name)
        assert isinstance(field, Line)
        field.set_text(text)


_LETTER = {"number": "PA-77", "record": "MRN1", "since": "01/01/2026", "until": "2026-12-31", "units": "10"}


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
        dialogue = GrantEdit(page, shipped().payers, ["J2354"], blank(None, _PAYER), new=True)
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
    assert blank(None, _PAYER)._replace(since=GRANTED.since, until=GRANTED.until) == GRANTED._replace(
        number="", record_number="", patient="", granted=0
    )


def test_a_note_without_a_payer_bills_the_clinics_usual_one() -> None:
    """And its own code stands there, not octreotide's."""
    body = {"encounter": {}, "clinic": {"payer": "lifewise-premera"}, "result": {"hcpcs": "J2353"}}
    assert (blank(body, _PAYER).payer, blank(body, _PAYER).hcpcs) == ("lifewise-premera", "J2353")
    assert blank({"kind": "void"}, _PAYER) == blank(None, _PAYER)


def test_windows_of_the_clinics_own_payers_count_at_once(whole: Desk, qtbot: QtBot) -> None:
    """What is set on the lists' page holds for what is due, without a new start."""
    wait_for_journal(qtbot, whole)
    whole.journal.ask(file_days)
    page = whole.go("Journal")
    assert isinstance(page, JournalPage)
    settle(qtbot, page)
    assert page.biller.due.text() == "4 due"

    payers = whole.lists.known.payers
    windows = {**payers, _PAYER: payers[_PAYER]._replace(filing_days=30)}
    whole.lists.changed.emit(whole.lists.known._replace(payers=windows))
    settle(qtbot, page)
    assert page.biller.due.text() == "4 due, 1 late"
    assert column(page, "Due")[0] == "send: 29 days left"


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
