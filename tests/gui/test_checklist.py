"""The claim check at the window: worst first, by sign and word, with a way to rule and field."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.checklist import plain
from core.checklist.items import STATES
from core.journal.faults import JournalError
from gui import claim_check, dates, words
from gui.chair import Chair
from gui.checklist import Checklist, _Row, summary
from gui.claim_page import ClaimPage
from gui.desk import Desk
from gui.help_dialog import HelpDialog
from tests.build import result, shipped
from tests.checklist.checked import items
from tests.gui import desks
from tests.gui.keys import CTRL, at_next_dialogue, field, focused, give_60_of_100, press
from tests.gui.showing import in_front, to_front
from tests.journal.making import grant, note

WORST = tuple(items(diagnosis=[], payer="commercial-generic").values())
"""A check with items in each state."""


@pytest.fixture
def checklist(dressed: QApplication, qtbot: QtBot) -> Iterator[Checklist]:  # noqa: ARG001 - dressed first
    """The card, as wide as beside the forms."""
    card = Checklist(shipped().rules)
    card.resize(500, 1200)
    qtbot.addWidget(card)
    card.groups["once"].turn(shown=True)
    card.show_items(WORST)
    yield from in_front(qtbot, card)


def rows_of(card: Checklist) -> list[_Row]:
    """All rows of a card, in order."""
    return [row for group in card.groups.values() for row in group.rows]


@pytest.fixture
def page(whole: Desk, window: Chair, qtbot: QtBot) -> ClaimPage:
    """The claim's page, in front, of 60 mcg given of 100."""
    give_60_of_100(window)
    to_front(qtbot, whole)
    press(Qt.Key.Key_2, CTRL)
    shown = whole.stack.currentWidget()
    assert isinstance(shown, ClaimPage)
    return shown


def test_items_stand_under_the_word_of_their_state(checklist: Checklist) -> None:
    """Missing first, to look at, passed, asked once; each with its count, its sign and all of its items."""
    shown = [
        (group.state, row.item.id) for group in checklist.groups.values() for row in group.rows if row.item is not None
    ]

    assert shown == [(item.state, item.id) for item in WORST]
    for state, group in checklist.groups.items():
        count = sum(item.state == state for item in WORST)
        assert count
        assert group.title.text() == f"{STATES[state]}: {count}"
        assert all(row.sign.isVisible() for row in group.rows)
    assert checklist.summary.text() == summary(WORST)
    assert [int(part.split()[0]) for part in summary(WORST).split(", ")] == [
        sum(item.state == state for item in WORST) for state in STATES
    ]


def test_an_item_says_all_of_it(checklist: Checklist) -> None:
    """Title, message, rule and grade; the link's hint has the rule's text and the item's own source."""
    row = checklist.groups["missing"].rows[0]
    item = row.item
    assert item is not None

    assert (row.title.text(), row.text.text()) == (item.title, item.message)
    assert row.rule.text() == f"Rule {item.rule}, {item.grade}"
    for text in (shipped().rules[item.rule].text, words.GRADES[item.grade], item.source):
        assert text in row.rule.toolTip()
        assert text in row.rule.accessibleDescription()
    for link in (row.rule, row.field):
        assert link.accessibleName().endswith(f"Missing or wrong. {item.title}: {item.message}")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_links_work_by_key(checklist: Checklist, qtbot: QtBot, key: Qt.Key) -> None:
    """Enter or space on a link leads to the rule, or to the field."""
    row = next(row for row in checklist.groups["missing"].rows if row.item and row.item.id == "diagnosis")
    row.rule.setFocus()
    with qtbot.waitSignal(checklist.rule_wanted) as rule:
        QTest.keyClick(row.rule, key)
    row.field.setFocus()
    with qtbot.waitSignal(checklist.field_wanted) as wanted:
        QTest.keyClick(row.field, key)

    assert (rule.args, wanted.args) == (["C2"], ["diagnosis"])
    assert row.field.text() == "Go to diagnosis"


def test_what_passes_leads_nowhere(checklist: Checklist) -> None:
    """There is nothing to do at its field; nor is there for an encounter that is not at the chair."""
    assert all(row.field.isHidden() for row in checklist.groups["pass"].rows)
    checklist.show_items(WORST, leads=False)
    leading = {row.item.field for row in rows_of(checklist) if row.item and not row.field.isHidden()}

    assert leading == {"settings", "lists"}
    assert all(row.rule.isVisible() for row in checklist.groups["missing"].rows)


def test_another_check_takes_the_place_of_the_first(checklist: Checklist) -> None:
    """Rows that are not needed are gone, and each leads where it says now."""
    other = tuple(items().values())
    checklist.show_items(other)
    visible = [row.item for group in checklist.groups.values() for row in group.rows if row.isVisible()]

    assert visible == list(other)
    assert not checklist.groups["missing"].isVisible()
    checklist.show_items(())
    assert not checklist.isVisible()
    assert not checklist.copy_text("Claim of a test")


def test_no_message_is_cut(checklist: Checklist) -> None:
    """Each message is as high as it needs to be, and every link can be hit."""
    checklist.resize(420, checklist.heightForWidth(420))
    QApplication.processEvents()
    for group in checklist.groups.values():
        for row in group.rows:
            assert row.text.height() >= row.text.heightForWidth(row.text.width())
            assert row.rule.height() >= 36
            assert row.title.width() >= row.title.sizeHint().width()


def test_the_page_checks_the_encounter_at_the_chair(page: ClaimPage, window: Chair) -> None:
    """It is worked out when the page is shown, of what stands at the chair then."""
    assert page.checklist.isVisible()
    assert any(item.id == "diagnosis" and item.state == "missing" for item in page.checklist.items)
    field(window, "diagnosis").set_text("E34.09")
    press(Qt.Key.Key_1, CTRL)
    press(Qt.Key.Key_2, CTRL)

    assert all(item.state != "missing" for item in page.checklist.items if item.id == "diagnosis")


def test_f5_copies_the_check(page: ClaimPage) -> None:
    """As text, by key and by button, under whose claim it is; the page says so."""
    about = "Claim of the encounter at the chair. Medicare Part B. Physician office. "
    about += f"Date of service {dates.now().date()}."
    text = f"{about}\n\n{plain.text(page.checklist.items)}"
    QGuiApplication.clipboard().setText("other")
    press(Qt.Key.Key_F5)

    assert QGuiApplication.clipboard().text() == text
    assert page.message.text() == "Copied: the claim check."
    QGuiApplication.clipboard().setText("other")
    QTest.mouseClick(page.checklist.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == text


def test_nothing_to_check_yet(whole: Desk) -> None:
    """Without an answer there is no check to copy."""
    page = whole.go("Claim")
    assert isinstance(page, ClaimPage)
    QGuiApplication.clipboard().setText("other")
    press(Qt.Key.Key_F5)

    assert not page.checklist.isVisible()
    assert QGuiApplication.clipboard().text() == "other"
    assert page.message.text() == "There is nothing to copy."


def test_an_item_leads_to_its_field_at_the_chair(page: ClaimPage, whole: Desk, window: Chair) -> None:
    """The chair comes to the front, with the focus where something is missing; a folded text is unfolded."""
    rows = [row for group in page.checklist.groups.values() for row in group.rows]
    for id_, path in (("diagnosis", "diagnosis"), ("necessity", "necessity.indication")):
        row = next(row for row in rows if row.item is not None and row.item.id == id_)
        whole.go("Claim")
        row.field.click()
        assert whole.stack.currentWidget() is window
        assert focused() is field(window, path).control
        assert focused().isVisible()


def test_an_item_leads_to_its_rule(page: ClaimPage, whole: Desk) -> None:
    """Help opens at the rule."""
    page.checklist.groups["once"].fold.click()
    row = next(row for row in page.checklist.groups["once"].rows if row.item and row.item.id == "mue")
    row.rule.click()
    found = whole.findChild(HelpDialog)

    assert found is not None
    assert found.list.currentItem().text().startswith("M1: ")
    found.close()


def test_a_record_of_the_journal_leads_to_no_field(page: ClaimPage, window: Chair) -> None:
    """Its encounter is not at the chair."""
    page.show_claim(result(diagnosis=[]), window.settings.clinic, "note 7QK4-0213")
    page.checklist.groups["once"].fold.click()
    rows = [row for row in rows_of(page.checklist) if not row.isHidden()]

    assert len(rows) == len(page.checklist.items)
    assert {row.item.field for row in rows if row.item and not row.field.isHidden()} == {"settings", "lists"}


def test_what_is_asked_once_is_folded(page: ClaimPage) -> None:
    """So that what is special to this claim stands out; a link unfolds it, by key too."""
    group = page.checklist.groups["once"]

    asked = [item for item in page.checklist.items if item.state == "once"]
    assert group.title.text() == f"To ask once, not for each claim: {len(asked)}"
    assert not group.rows
    assert [other.fold.isVisible() for other in page.checklist.groups.values()] == [False, False, False, True]
    group.fold.setFocus()
    QTest.keyClick(group.fold, Qt.Key.Key_Return)
    assert [row.item for row in group.rows if row.isVisible()] == asked
    assert group.fold.text() == "Hide"
    QTest.keyClick(group.fold, Qt.Key.Key_Space)
    assert not group.rows[0].isVisible()


def test_what_is_not_at_the_chair_is_led_to(page: ClaimPage, whole: Desk) -> None:
    """A limit is entered on the page Lists, a charge in Settings; then the claim is shown again."""
    page.checklist.groups["once"].fold.click()
    row = next(row for row in rows_of(page.checklist) if row.item and row.item.id == "quantity-limit")
    row.field.click()
    assert whole.stack.currentWidget() is whole.go("Lists")

    whole.go("Claim")
    row = next(row for row in rows_of(page.checklist) if row.item and row.item.id == "form")
    seen = []
    at_next_dialogue(lambda dialogue: seen.append(dialogue.windowTitle()))
    row.field.click()
    assert seen == ["Vialnote settings"]
    assert whole.stack.currentWidget() is page


def test_a_narrow_window_says_the_outcome_above_the_forms(page: ClaimPage, whole: Desk, qtbot: QtBot) -> None:
    """Where the check stands below, its outcome leads there."""
    assert not page.outcome.isVisible()
    whole.window().resize(1024, 700)
    qtbot.waitUntil(page.outcome.isVisible)
    for _ in range(8):  # layouts inside layouts settle one after the other
        QApplication.processEvents()
    assert page.outcome.text() == f"Check: {summary(page.checklist.items)}"
    QTest.mouseClick(page.outcome, Qt.MouseButton.LeftButton)

    assert focused() is page.checklist.copy
    qtbot.waitUntil(lambda: not page.checklist.copy.visibleRegion().isEmpty())


NAMED = {
    "prior_authorization": "pa 77",
    "patient": {"name": "Maria Lopez", "record_number": "MRN1"},
    "payer": "medicare-part-b",
}
"""What an encounter has that names the authorisation of the journal, in another spelling."""


def authorised(page: ClaimPage) -> str:
    """What the item of the prior authorisation says."""
    return next(item.message for item in page.checklist.items if item.id == "prior-authorization")


def test_the_journal_says_what_is_left_of_an_authorisation(whole: Desk, window: Chair, qtbot: QtBot) -> None:
    """First it is not known; once the journal has answered, its dates and the units left are."""
    desks.wait_for_journal(qtbot, whole)
    whole.journal.ask(grant)
    desks.fill(window, **NAMED)
    page = whole.go("Claim")
    assert isinstance(page, ClaimPage)

    qtbot.waitUntil(lambda: authorised(page).startswith("PA-77 covers"), timeout=5_000)
    assert "40 units left, 4 units billed." in authorised(page)


def test_an_authorisation_of_another_patient_is_wrong(whole: Desk, window: Chair, qtbot: QtBot) -> None:
    """The journal says that it is, and no more of that patient."""
    desks.wait_for_journal(qtbot, whole)
    whole.journal.ask(grant)
    desks.fill(window, **NAMED | {"patient": {"record_number": "MRN2"}})
    page = whole.go("Claim")
    assert isinstance(page, ClaimPage)

    qtbot.waitUntil(lambda: "is of another patient" in authorised(page), timeout=5_000)
    assert "Lopez" not in authorised(page)


def test_other_notes_of_the_day_count(whole: Desk, window: Chair, qtbot: QtBot) -> None:
    """The limit is by date of service: what the journal has of the patient and day is added (M1)."""
    desks.wait_for_journal(qtbot, whole)
    whole.journal.ask(lambda store: store.add(note(service_date="2026-11-20", patient=NAMED["patient"])))
    desks.fill(window, **NAMED)
    page = whole.go("Claim")
    assert isinstance(page, ClaimPage)

    def said() -> str:
        return next(item.message for item in page.checklist.items if item.id == "mue")

    qtbot.waitUntil(lambda: said().startswith("8 units, all notes of the patient and day"), timeout=5_000)


def test_a_note_uses_up_nothing_for_itself(
    whole: Desk, window: Chair, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Filed, shown again or about to be amended, its own units are not counted twice."""
    desks.wait_for_journal(qtbot, whole)
    whole.journal.ask(grant)
    desks.fill(window, **NAMED)
    desks.save(tmp_path / "note.pdf")
    assert len(desks.records(whole)) == 1
    for change in ("", "left thigh"):
        desks.later(monkeypatch)
        whole.go("Chair")
        field(window, "site").set_text(change or "left abdomen")
        page = whole.go("Claim")
        assert isinstance(page, ClaimPage)
        qtbot.waitUntil(lambda page=page: "covers" in authorised(page), timeout=5_000)  # type: ignore[misc]
        assert "40 units left" in authorised(page)


def test_only_what_is_foreseen_is_passed_over() -> None:
    """A journal that can't answer, or a damaged record, leaves items to be looked at; any other error is reported."""
    for foreseen in (JournalError("away"), ValueError("damaged"), KeyError("damaged")):
        claim_check._not_known(foreseen)
    with pytest.raises(RuntimeError):
        claim_check._not_known(RuntimeError())
