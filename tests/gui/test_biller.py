"""The biller at the journal's page: what is due, and what became of claims."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.journal import check
from core.journal.store import Store
from core.journal.terms import DUE
from gui import dates
from gui.claim_mark import ClaimMark
from gui.desk import Desk
from gui.journal_due import Tally
from gui.journal_page import JournalPage
from gui.journal_rows import COLUMNS
from tests import notes
from tests.build import shipped
from tests.gui.claims_due import DAYS, PAYER, TODAY, file_days
from tests.gui.desks import wait_for_journal
from tests.gui.journal_table import cells, choose, column, file, press, settle
from tests.gui.keys import CTRL, at_next_dialogue, push
from tests.journal.making import claim, void

pytestmark = pytest.mark.usefixtures("today")


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
        monkeypatch.setattr(dates, "now", lambda: TODAY + datetime.timedelta(days=1))
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
        assert column(due, "Date") == [*reversed(DAYS)]
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
            notes.amend(store, 4, service_date=DAYS[3], given="75 mcg")

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


def test_windows_of_the_clinics_own_payers_count_at_once(whole: Desk, qtbot: QtBot) -> None:
    """What is set on the lists' page holds for what is due, without a new start."""
    wait_for_journal(qtbot, whole)
    whole.journal.ask(file_days)
    page = whole.go("Journal")
    assert isinstance(page, JournalPage)
    settle(qtbot, page)
    assert page.biller.due.text() == "4 due"

    payers = whole.lists.known.payers
    windows = {**payers, PAYER: payers[PAYER]._replace(filing_days=30)}
    whole.lists.changed.emit(whole.lists.known._replace(payers=windows))
    settle(qtbot, page)
    assert page.biller.due.text() == "4 due, 1 late"
    assert column(page, "Due")[0] == "send: 29 days left"
