"""Files at the audit's page: audited, faulty, and the rows to correct saved."""

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.report import prices
from gui import audit_words
from gui.audit_page import AuditPage
from gui.desk import AUDIT, CHAIR, Desk
from tests.audit.files import ADMINISTERED, table
from tests.audit.test_auditing import own
from tests.gui.audit.dropping import MANY, begin, fill, give, said, settle, tables
from tests.gui.keys import CTRL, at_next_dialogue, open_file, press, save_as
from tests.gui.test_checking import drop
from tests.report.records import SAMPLE


class TestOwnHeadings:
    """A file in the program's own columns is audited at once."""

    def test_dropped(self, qtbot: QtBot, whole: Desk, page: AuditPage, put: Path) -> None:
        """Figures, payers and months, and the worst claims."""
        give(whole, put, own())
        settle(qtbot, page)

        assert page.head.said.text() == "claims.csv is audited: 7 claims."
        assert "Overbilled: 1 claim\n6 units" in said(page)
        assert list(tables(page)) == ["By payer and month", "Worst claims"]
        assert tables(page)["Worst claims"].model().index(0, 1).data() == "Overbilled"
        assert "claims.csv" not in whole.windowTitle()

    def test_opened(self, qtbot: QtBot, page: AuditPage, put: Path) -> None:
        """With the button, or its key."""
        (put / "claims.csv").write_bytes(own("agrees"))
        at_next_dialogue(open_file(str(put / "claims.csv")))
        press(Qt.Key.Key_F2)
        settle(qtbot, page)

        assert "Agree\n100.0 %" in said(page)

    def test_a_later_file_takes_its_place(self, qtbot: QtBot, whole: Desk, page: AuditPage, put: Path) -> None:
        """Also one that is dropped while the first is looked into or audited."""
        for name, data in (("a.csv", MANY), ("b.csv", own()), ("c.csv", own("agrees"))):
            give(whole, put, data, name)
        settle(qtbot, page)

        assert page.head.said.text() == "c.csv is audited: 1 claim."

    def test_prices_that_are_loaded_later(self, qtbot: QtBot, whole: Desk, page: AuditPage, put: Path) -> None:
        """They count when the page is seen again."""
        give(whole, put, own())
        settle(qtbot, page)
        sample = Path(SAMPLE)
        prices.add(page._prices_path, prices.read(sample.read_bytes(), sample.name))
        whole.go(CHAIR)
        whole.go(AUDIT)
        qtbot.waitUntil(lambda: "$3.66" in said(page))

    def test_dropped_on_another_page(self, whole: Desk, page: AuditPage, put: Path) -> None:
        """It is no note, which is said there."""
        whole.go(CHAIR)
        give(whole, put, own())

        assert "That is no PDF file" in whole.chair.footer.message.text()
        assert not page.auditing.busy


class TestFaultyFiles:
    """What can't be read says why."""

    @pytest.mark.parametrize(
        ("data", "says"),
        [
            (b"", "bad.csv was not opened: header: the first line is empty"),
            (b"a\0b,c\n", "bad.csv was not opened: header: not UTF-8: save the file as CSV UTF-8"),
            (b'"a\n', "bad.csv was not opened: header: no CSV"),
        ],
    )
    def test_no_table(self, qtbot: QtBot, whole: Desk, page: AuditPage, put: Path, data: bytes, says: str) -> None:
        """With what to do."""
        give(whole, put, data, "bad.csv")
        qtbot.waitUntil(lambda: page.head.said.text().startswith(says))
        assert page.head.said.property("look") == "fault"

    def test_gone(self, qtbot: QtBot, whole: Desk, page: AuditPage, put: Path) -> None:
        """Before it is opened."""
        assert drop(whole.chair, put / "no.csv")
        qtbot.waitUntil(lambda: page.head.said.text() == "no.csv was not opened: No such file or directory.")

    @pytest.mark.parametrize("name", ["claims.csv", "b{x}.csv"])
    def test_gone_meanwhile(self, qtbot: QtBot, whole: Desk, page: AuditPage, put: Path, name: str) -> None:
        """While its columns are looked at; braces in a name are only a name."""
        path = give(whole, put, table(ADMINISTERED), name)
        qtbot.waitUntil(page.columns.isVisible)
        fill(page)
        path.unlink()
        page.columns.confirm()
        qtbot.waitUntil(lambda: page.head.said.text() == f"{name} was not audited: No such file or directory.")

    def test_damaged_rows(self, qtbot: QtBot, whole: Desk, page: AuditPage, put: Path) -> None:
        """They are refused with their lines, and no other row."""
        bad = b'x\n"1\n\0,2025-11-20,,SC,60 mcg\xff,0078-0181-01,3,1,JW\n'
        give(whole, put, own("agrees") + bad)
        settle(qtbot, page)
        worst = tables(page)["Worst claims"].model()

        assert [worst.index(row, 2).data() for row in range(worst.rowCount())] == ["3", "4", "5"]
        assert worst.index(0, 0).data() == "1 cells; the header has 9"
        assert page.head.said.text() == "claims.csv is audited: 4 claims."


class TestSaving:
    """The rows to correct."""

    def test_saved(self, qtbot: QtBot, whole: Desk, page: AuditPage, put: Path) -> None:
        """With Ctrl+S, where the user wants them."""
        give(whole, put, own())
        settle(qtbot, page)
        at_next_dialogue(save_as(str(put / "out.csv")))
        press(Qt.Key.Key_S, CTRL)
        qtbot.waitUntil(lambda: page.head.said.text() == "Saved: out.csv. It holds 6 claims.", timeout=60_000)

        with (put / "out.csv").open(encoding="utf-8", newline="") as file:
            assert [row["lines"] for row in csv.DictReader(file)] == ["3", "4", "5", "6", "7", "8"]

    def test_without_a_file(self, page: AuditPage) -> None:
        """The keys say that one is to be opened first."""
        page.save()
        assert page.head.said.text() == audit_words.NOT_AUDITED_YET
        page.ask_columns()
        assert page.head.said.text() == audit_words.NO_FILE

    def test_while_it_runs(self, qtbot: QtBot, whole: Desk, page: AuditPage, put: Path) -> None:
        """Whoever saves too early is told so; the audit goes on."""
        begin(qtbot, whole, page, put, MANY)
        page.save()

        assert page.head.said.text() == audit_words.STILL_RUNS
        assert page.auditing.busy
        page.stop()

    def test_not_saved(self, qtbot: QtBot, whole: Desk, page: AuditPage, put: Path) -> None:
        """A folder that is gone; what was found stays in sight."""
        give(whole, put, own())
        settle(qtbot, page)
        page.audit(str(put / "no" / "out.csv"))
        qtbot.waitUntil(lambda: page.head.said.text().startswith("The rows to correct were not saved: No such file"))

        assert page.cards.all
        assert page.head.save.isEnabled()
