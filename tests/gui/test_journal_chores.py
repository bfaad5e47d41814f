"""The whole journal at its page: checked, backed up, exported, and its key on paper."""

import csv
import json
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from core.journal import check, database, key
from core.journal.store import Store
from gui.journal_page import JournalPage
from gui.recovery import RecoveryDialog, sheet
from tests.gui.journal_table import ZHOU, settle
from tests.gui.keys import at_next_dialogue, save_as
from tests.journal.making import changed


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
            assert [json.loads(line)["body"]["encounter"]["patient"] for line in lines] == [ZHOU]

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
