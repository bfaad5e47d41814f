"""The journal's page: records found, read, and carried on with, by the keys and for those who do not see them."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from core.cli import main
from core.journal import check, database, key
from core.journal.store import Store
from gui.journal import Journal, State
from gui.journal_page import JournalPage
from gui.journal_rows import COLUMNS
from gui.note_dialog import NoteDialog
from gui.recovery import RecoveryDialog, sheet
from tests import notes
from tests.build import shipped
from tests.gui.keys import CTRL, at_next_dialogue, push, save_as
from tests.journal.making import changed, void

_WEBER = {"name": "Weber, Ida", "record_number": "MRN-4711", "birth_date": "1961-04-09"}
_ZHOU = {"name": "Zhou, Wei", "record_number": "A-12"}
_WITNESSED = {"confirmed": True, "reason": "Dose smaller", "discarded_by": "R. Ortiz RN", "witness": "K. Mayer RN"}


def press(page: JournalPage, pressed: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is; without a screen nobody gives it back after a dialogue but we."""
    if QApplication.activeWindow() is None:
        page.activateWindow()
        QApplication.processEvents()
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, pressed, modifiers)


def settle(qtbot: QtBot, page: JournalPage) -> None:
    """Wait until all that was asked is answered and shown."""
    page.filter.now()
    qtbot.waitUntil(page.is_quiet, timeout=20_000)
    QApplication.processEvents()
    qtbot.waitUntil(page.is_quiet, timeout=20_000)


def file(page: JournalPage, qtbot: QtBot, act: Callable[[Store], Any]) -> Any:  # noqa: ANN401 - what `act` returns
    """Have something filed by somebody else."""
    found = page._journal.ask(act)
    page._journal.filed.emit()
    settle(qtbot, page)
    return found


def cells(page: JournalPage, row: int) -> dict[str, str]:
    """A row of the table, as screen readers hear it."""
    role, model = Qt.ItemDataRole.AccessibleTextRole, page.model
    return {name: str(model.data(model.index(row, column), role)) for column, name in enumerate(COLUMNS)}


def column(page: JournalPage, name: str) -> list[str]:
    """A column of the table, from the top."""
    return [cells(page, row)[name] for row in range(page.model.rowCount())]


def choose(page: JournalPage, qtbot: QtBot, row: int) -> None:
    """Choose a row, and wait until it is read."""
    page.table.choose(row)
    settle(qtbot, page)


@pytest.fixture
def two(page: JournalPage, qtbot: QtBot) -> JournalPage:
    """A page with a note of Weber and, above it, a note of Zhou."""

    def act(store: Store) -> None:
        notes.file(store, patient=_WEBER)
        notes.file(store, patient=_ZHOU, given="80 mcg", given_by="K. Mayer RN", discard=_WITNESSED)

    file(page, qtbot, act)
    return page


def say_wrong_arm(dialogue: QDialog) -> None:
    """Give a reason, and void the note."""
    line = dialogue.findChild(QLineEdit)
    assert line is not None
    QTest.keyClicks(line, "Wrong arm")
    push("Void")(dialogue)


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
        [({"discarded_by": "R. Ortiz RN"}, "not confirmed"), (_WITNESSED, "complete")],
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
        file(two, qtbot, lambda store: notes.amend(store, 1, given="61 mcg", patient=_WEBER))

        assert column(two, "Given") == ["61 mcg", "80 mcg", "60 mcg"]
        assert two.table.chosen() == 2
        assert "amended by" in cells(two, 2)["State"]
        assert "Witness added" in two.details.toPlainText()


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
            notes.file(store, patient=_WEBER, discard=None)
            notes.file(store, patient=_ZHOU)

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
            notes.amend(store, 1, "Lot was wrong", given="61 mcg", patient=_WEBER)
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
            two._journal.ask(lambda store: notes.amend(store, 1, given="61 mcg", patient=_WEBER))
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


class TestWholeJournal:
    """Checked, backed up, exported, and its key on paper."""

    def test_check(self, two: JournalPage, qtbot: QtBot) -> None:
        """A journal that is whole is said to be so, with the hash of its end."""
        with qtbot.waitSignal(two.chores.reported, timeout=10_000):
            two.chores.check.click()
        assert two.message.text() == "Every record is as it was written: 2 of them."
        assert two._journal.ask(lambda store: store.get(2)).hash in two.details.toPlainText()

    def test_check_names_what_is_damaged(self, two: JournalPage, qtbot: QtBot) -> None:
        """The record is named, with what is wrong with it."""
        spoilt = "UPDATE record SET service_date = '2026-11-01' WHERE seq = 1"
        two._journal.ask(lambda store: changed(store, spoilt))
        with qtbot.waitSignal(two.chores.reported, timeout=10_000):
            two.chores.check.click()
        assert two.message.text().startswith("The journal is damaged: 1 of 2 records")
        assert "Record 1" in two.details.toPlainText()

    def test_check_is_stopped(self, two: JournalPage, qtbot: QtBot) -> None:
        """The same button ends it; pressed twice it does not begin anew."""
        two.chores.reported.connect(lambda _: pytest.fail("it went on"))
        for _ in range(3):
            two.chores.check.click()
        qtbot.waitUntil(lambda: two.message.text() == "The check was stopped.")
        assert two.chores.check.text() == "C&heck journal"

    def test_backup(self, two: JournalPage, qtbot: QtBot, tmp_path: Path) -> None:
        """The file is a whole journal that the recovery key opens."""
        at_next_dialogue(save_as(str(tmp_path / "copy.db")))
        two.chores.back_up.click()
        qtbot.waitUntil(lambda: "Backed up: 2 records in copy.db." in two.message.text())
        own = key.parse(two._journal.recovery())
        copy = Store(database.open_file(str(tmp_path / "copy.db"), own))
        assert check.check(copy).records == 2
        copy.close()

    def test_backup_over_a_journal_in_use(self, two: JournalPage, qtbot: QtBot, tmp_path: Path) -> None:
        """It is refused, with the reason."""
        (tmp_path / "other.db-wal").write_bytes(b"")
        at_next_dialogue(save_as(str(tmp_path / "other.db")))
        two.chores.back_up.click()
        qtbot.waitUntil(lambda: "is a journal in use" in two.message.text())
        assert not (tmp_path / "other.db").exists()

    @pytest.mark.parametrize("suffix", ["csv", "jsonl"])
    def test_export(self, two: JournalPage, qtbot: QtBot, tmp_path: Path, suffix: str) -> None:
        """What is in the table, and no more, is in the file; a warning says that it is not encrypted."""
        two.filter.search.set_text("zho")
        settle(qtbot, two)
        path = tmp_path / f"out.{suffix}"
        at_next_dialogue(save_as(str(path)))
        two.chores.export.click()
        qtbot.waitUntil(lambda: two.message.text().startswith("Exported: 1 record"))

        assert "not encrypted" in two.message.text()
        lines = path.read_text(encoding="utf-8").splitlines()
        if suffix == "csv":
            assert [row["patient_name"] for row in csv.DictReader(lines)] == ["Zhou, Wei"]
        else:
            assert [json.loads(line)["body"]["encounter"]["patient"] for line in lines] == [_ZHOU]

    def test_export_under_another_ending(self, two: JournalPage, qtbot: QtBot, tmp_path: Path) -> None:
        """What ends in neither .csv nor .jsonl might be a backup: nothing is written there."""
        at_next_dialogue(save_as(str(tmp_path / "backup.db")))
        two.chores.export.click()

        said = "Nothing was exported. Choose a name that ends in .csv or .jsonl."
        qtbot.waitUntil(lambda: two.message.text() == said)
        assert not (tmp_path / "backup.db").exists()

    def test_export_where_it_can_not_be_written(self, two: JournalPage, qtbot: QtBot, tmp_path: Path) -> None:
        """The reason is said, and what to do."""
        (tmp_path / "stick").mkdir()

        def act(dialogue: QDialog) -> None:
            save_as(str(tmp_path / "stick" / "out.csv"))(dialogue)
            (tmp_path / "stick").rmdir()

        at_next_dialogue(act)
        two.chores.export.click()
        qtbot.waitUntil(lambda: two.message.text().startswith("out.csv was not written: No such file"))

    def test_recovery_key(self, two: JournalPage) -> None:
        """All 14 groups are shown, with what they are for; they open the journal."""
        seen: list[str] = []

        def look(dialogue: RecoveryDialog) -> None:
            seen.extend(label.text() for label in dialogue.findChildren(QLabel))

        at_next_dialogue(look)
        two.chores.recovery.click()
        groups = [text for text in seen if len(text) == 4]
        assert len(groups) == 14
        assert key.parse(" ".join(groups)) == two._journal._key
        assert any("opens the clinic's journal" in text for text in seen)

    def test_recovery_key_without_a_printer(self, two: JournalPage) -> None:
        """A sentence says what to do instead."""
        seen: list[str] = []

        def act(dialogue: RecoveryDialog) -> None:
            dialogue.print.click()
            seen.append(dialogue.said.text())

        at_next_dialogue(act)
        two.chores.recovery.click()
        assert seen == ["The key was not printed. Choose another printer, or copy all 14 groups by hand."]

    def test_recovery_key_on_paper(self, dressed: QApplication) -> None:  # noqa: ARG002 - for its typeface
        """The sheet is as large as the paper, and each group stands on it at its own place."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setResolution(100)
        groups = key.new().recovery.split("-")
        whole = sheet(groups, printer)
        pictures = [sheet([*groups[:place], "", *groups[place + 1 :]], printer) for place in range(14)]

        assert whole.size() == printer.pageLayout().fullRectPixels(100).size()
        assert len({bytes(picture.constBits()) for picture in [whole, *pictures]}) == 15

    def test_closing_ends_a_check(self, two: JournalPage, qtbot: QtBot) -> None:
        """Nobody waits for a check once the window is closed."""
        two._journal.closing.set()
        two.chores.check.click()
        qtbot.waitUntil(lambda: two.message.text() == "The check was stopped.")


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


def test_command_line_finds_what_the_page_finds(two: JournalPage, monkeypatch: pytest.MonkeyPatch, capfd: Any) -> None:  # noqa: ANN401
    """Both read one journal."""
    monkeypatch.setenv("VIALNOTE_HOME", two._journal.folder)
    assert main(["journal", "list", "--patient", "zho"]) == 0
    assert [row["patient_name"] for row in json.loads(capfd.readouterr().out)["records"]] == ["Zhou, Wei"]
