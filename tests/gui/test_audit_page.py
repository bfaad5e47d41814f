"""The audit's page in the real window: files dropped on it, their columns, cancelling and saving."""

import csv
import os
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from core.columns import remembered
from core.report import prices
from gui import audit_words, theme
from gui.audit_page import AuditPage
from gui.desk import AUDIT, CHAIR, Desk
from gui.figure_table import FigureTable
from tests.audit.files import ADMINISTERED, WASTED, table
from tests.audit.test_auditing import own
from tests.gui import pulse
from tests.gui.keys import CTRL, at_next_dialogue, focused, open_file, press, save_as
from tests.gui.test_checking import drop

MANY = table(*[ADMINISTERED.replace("C1", f"C{n}").replace(",3,", f",{n % 9},") for n in range(60_000)])
"""A file that takes some seconds."""


@pytest.fixture
def page(whole: Desk) -> AuditPage:
    """The page in sight."""
    made = whole.go(AUDIT)
    assert isinstance(made, AuditPage)
    return made


@pytest.fixture
def put(tmp_path: Path) -> Path:
    """A folder of files to drop."""
    folder = tmp_path / "files"
    folder.mkdir()
    return folder


def give(whole: Desk, folder: Path, data: bytes, name: str = "claims.csv") -> Path:
    """Drop a file on the window."""
    path = folder / name
    path.write_bytes(data)
    assert drop(whole.chair, path)
    return path


def settle(qtbot: QtBot, page: AuditPage) -> None:
    """Wait until what was found is shown."""
    qtbot.waitUntil(lambda: page.cards.is_whole() and not page.auditing.busy, timeout=60_000)


def said(page: AuditPage) -> str:
    """All that stands in the cards."""
    return "\n".join(label.text() for card in page.cards.all for label in card.findChildren(QLabel))


def tables(page: AuditPage) -> dict[str, FigureTable]:
    """The tables by their names."""
    return {found.accessibleName(): found for card in page.cards.all for found in card.findChildren(FigureTable)}


def _runs(pid: int) -> bool:
    """Whether there is a process of this number."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def fill(page: AuditPage) -> None:
    """Say what the export leaves open."""
    page.columns.forms["dose_unit"].set_text("mcg")
    page.columns.words["payer"]["medicare"].set_text("medicare-part-b")


def begin(qtbot: QtBot, whole: Desk, page: AuditPage, put: Path, data: bytes) -> None:
    """Drop a file of other headings and confirm what its columns mean."""
    give(whole, put, data)
    qtbot.waitUntil(page.columns.isVisible)
    fill(page)
    page.columns.confirm()


def test_columns_that_are_not_read(qtbot: QtBot, whole: Desk, page: AuditPage, put: Path) -> None:
    """They are named, so that none is passed over unseen; a column that is chosen leaves the list."""
    give(whole, put, table(ADMINISTERED))
    qtbot.waitUntil(page.columns.isVisible, timeout=20_000)
    unread = [label for label in page.columns.findChildren(QLabel) if label.text().startswith("Not read")]
    assert [label.text() for label in unread] == ["Not read: Patient."]

    page.columns.columns["encounter_id"].set_text("Patient")
    assert unread[0].text() == "Not read: Claim No."


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
        sample = Path(__file__).parent.parent / "data" / "asp_pricing_sample.csv"
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


class TestOtherHeadings:
    """The user says what they mean, once."""

    def test_what_is_missing_is_said_at_its_place(self, qtbot: QtBot, whole: Desk, page: AuditPage, put: Path) -> None:
        """Nothing is audited until all is said; what is proposed can be seen."""
        give(whole, put, table(ADMINISTERED, WASTED))
        qtbot.waitUntil(page.columns.isVisible)

        assert page.columns.columns["service_date"].text() == "DOS"
        assert page.columns.columns["service_date"].label() == "Date of service (such as 11/20/2026)"
        assert page.columns.forms["dates"].text() == "MM/DD/YYYY"
        assert page.head.said.text() == "claims.csv: commas between the cells, UTF-8."
        QTest.mouseClick(page.columns.use, Qt.MouseButton.LeftButton)
        assert page.columns.forms["dose_unit"].fault() == "60 has no unit: say which it is."
        assert page.columns.said.text() == audit_words.MISSING
        assert focused() is page.columns.forms["dose_unit"].control
        assert page.columns.forms["dose_unit"].visibleRegion().boundingRect().height() > 40
        page.columns.columns["route"].set_text("")
        page.columns.columns["given"].set_text("Claim No")
        QTest.mouseClick(page.columns.use, Qt.MouseButton.LeftButton)
        assert page.columns.columns["route"].fault() == "Say which column this is, or one route for all rows."
        assert page.columns.said.text() == "Claim No: stands there twice."
        assert not page.auditing.busy

    def test_confirmed(self, qtbot: QtBot, whole: Desk, page: AuditPage, put: Path, settings_path: Path) -> None:
        """It is audited, and the next file with these headings at once; of the patient nothing is kept."""
        give(whole, put, table(ADMINISTERED, WASTED))
        qtbot.waitUntil(page.columns.isVisible)
        fill(page)
        QTest.mouseClick(page.columns.use, Qt.MouseButton.LeftButton)
        settle(qtbot, page)
        assert "Agree\n100.0 %" in said(page)
        assert page.isAncestorOf(focused())
        kept = settings_path.parent / remembered.FILE
        qtbot.waitUntil(kept.exists)
        assert "Jane" not in kept.read_text("utf-8")

        give(whole, put, table(ADMINISTERED), "next.csv")
        qtbot.waitUntil(lambda: page.head.said.text().startswith("next.csv is audited: 1 claim."))
        assert page.head.said.text().endswith(
            "As confirmed earlier: dates MM/DD/YYYY, doses in mcg, a row is a claim line. F3 changes that."
        )
        assert page.columns.isHidden()

    def test_kept_columns_that_may_not_fit(self, qtbot: QtBot, whole: Desk, page: AuditPage, put: Path) -> None:
        """Days that may be months, and unlikely doses, are asked about before the file is audited."""
        begin(qtbot, whole, page, put, table(ADMINISTERED, WASTED))
        settle(qtbot, page)
        next_month = ADMINISTERED.replace("11/20/2026", "05/01/2026").replace(",60,", ",0.06,")
        give(whole, put, table(next_month), "next.csv")
        qtbot.waitUntil(page.columns.isVisible)

        fault = page.columns.forms["dates"].fault()
        assert fault == "05/01/2026 may also be DD/MM/YYYY: check which it is."
        assert page.columns.forms["dose_unit"].fault() == "0.06 mcg is no usual dose: check the unit."
        assert page.columns.said.text() == audit_words.ONCE_MORE
        assert not page.auditing.busy
        page.columns.forms["dose_unit"].set_text("mg")
        page.columns.confirm()
        assert not page.auditing.busy
        page.columns.confirm()
        settle(qtbot, page)

    def test_most_rows_would_be_refused(self, qtbot: QtBot, whole: Desk, page: AuditPage, put: Path) -> None:
        """It is said, with the first reason; the same once more goes ahead."""
        give(whole, put, table(ADMINISTERED.replace("Medicare", "Aetna")))
        qtbot.waitUntil(page.columns.isVisible)
        page.columns.forms["dose_unit"].set_text("mcg")
        page.columns.confirm()

        assert page.columns.said.text() == (
            "1 of the first 1 claims would be refused. The first reason: "
            f"payer: Aetna: the columns do not say which payer this is. {audit_words.ONCE_MORE}"
        )
        assert not page.auditing.busy
        page.columns.confirm()
        settle(qtbot, page)

    def test_changed(self, qtbot: QtBot, whole: Desk, page: AuditPage, put: Path) -> None:
        """What was confirmed can be seen and changed; going back leaves it."""
        begin(qtbot, whole, page, put, table(ADMINISTERED, WASTED))
        settle(qtbot, page)
        press(Qt.Key.Key_F3)
        assert page.columns.forms["dose_unit"].text() == "mcg"
        assert page.columns.words["payer"]["medicare"].text() == "medicare-part-b"
        assert not page.cards.all
        QTest.mouseClick(page.columns.cancel, Qt.MouseButton.LeftButton)
        settle(qtbot, page)
        assert page.head.save.isEnabled()
        page.ask_columns()
        page.columns.forms["rows"].set_text("encounter")
        page.columns.confirm()
        qtbot.waitUntil(lambda: "2 claims" in page.head.said.text())

    def test_nothing_of_other_columns_comes_back(self, qtbot: QtBot, whole: Desk, page: AuditPage, put: Path) -> None:
        """Once others are confirmed, what was found before is gone, even where their audit is cancelled."""
        begin(qtbot, whole, page, put, table(ADMINISTERED, WASTED))
        settle(qtbot, page)
        page.ask_columns()
        page.columns.forms["rows"].set_text("encounter")
        page.columns.confirm()
        page.stop()
        whole.go(CHAIR)
        with qtbot.assertNotEmitted(page.auditing.done):
            whole.go(AUDIT)
        assert page._found is None
        assert not page.cards.all

    def test_one_value_for_all_rows(self, qtbot: QtBot, whole: Desk, page: AuditPage, put: Path) -> None:
        """Where no column says it; the words of a column are asked for only where there is one."""
        give(whole, put, table(ADMINISTERED, WASTED))
        qtbot.waitUntil(page.columns.isVisible)
        fill(page)
        page.columns.columns["route"].set_text("=SC")
        page.columns.columns["payer"].set_text("")
        page.columns.columns["count"].set_text("=1")
        assert page.columns.words == {}
        page.columns.confirm()
        settle(qtbot, page)

        assert page._columns is not None
        assert page._columns.same == {"route": "SC", "count": "1"}
        assert "Agree\n100.0 %" in said(page)


class TestRunning:
    """It runs in a process of its own."""

    def test_cancelled(self, qtbot: QtBot, whole: Desk, page: AuditPage, put: Path) -> None:
        """At once, with Esc."""
        begin(qtbot, whole, page, put, MANY)
        qtbot.waitUntil(lambda: "rows a second" in page.head.said.text(), timeout=60_000)
        assert page.head.bar.isVisible()
        press(Qt.Key.Key_Escape)

        assert (page.head.said.text(), page.head.bar.isVisible()) == (audit_words.CANCELLED, False)
        assert not page.auditing.busy

    def test_the_window_stays_quick(self, qtbot: QtBot, whole: Desk, page: AuditPage, put: Path) -> None:
        """No event waits long, from the drop to the last row shown."""
        begin(qtbot, whole, page, put, table(ADMINISTERED))
        settle(qtbot, page)
        path = put / "many.csv"
        path.write_bytes(MANY)
        (longest,) = pulse.blocks([lambda: drop(whole.chair, path)], page.cards.is_whole, time.thread_time)

        assert page.head.said.text().startswith("many.csv is audited: 60,000 claims.")
        assert longest < 50

    @pytest.mark.skipif(os.name == "nt", reason="asks for a process as other systems do")
    def test_the_window_closes_meanwhile(self, qtbot: QtBot, whole: Desk, page: AuditPage, put: Path) -> None:
        """Its process ends."""
        begin(qtbot, whole, page, put, MANY)
        running = page.auditing._running
        assert running is not None
        qtbot.waitUntil(lambda: running._process is not None, timeout=60_000)
        whole.closing.emit()

        assert running._process is not None
        pid = running._process.pid
        assert pid is not None
        qtbot.waitUntil(lambda: not _runs(pid), timeout=20_000)

    def test_a_process_that_dies(self, qtbot: QtBot, whole: Desk, page: AuditPage, put: Path) -> None:
        """It is said, and can be tried again."""
        begin(qtbot, whole, page, put, MANY)
        running = page.auditing._running
        assert running is not None
        qtbot.waitUntil(lambda: "rows a second" in page.head.said.text(), timeout=60_000)
        assert running._process is not None
        running._process.kill()
        qtbot.waitUntil(lambda: page.head.said.text() == audit_words.ENDED)


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
        """Before it is opened, and while its columns are looked at."""
        assert drop(whole.chair, put / "no.csv")
        qtbot.waitUntil(lambda: page.head.said.text() == "no.csv was not opened: No such file or directory.")
        path = give(whole, put, table(ADMINISTERED))
        qtbot.waitUntil(page.columns.isVisible)
        fill(page)
        path.unlink()
        page.columns.confirm()
        qtbot.waitUntil(lambda: page.head.said.text() == "claims.csv was not audited: No such file or directory.")

    def test_gone_with_a_name_like_a_pattern(self, qtbot: QtBot, whole: Desk, page: AuditPage, put: Path) -> None:
        """Braces in a name are only a name."""
        path = give(whole, put, table(ADMINISTERED), "b{x}.csv")
        qtbot.waitUntil(page.columns.isVisible)
        fill(page)
        path.unlink()
        page.columns.confirm()
        qtbot.waitUntil(lambda: page.head.said.text() == "b{x}.csv was not audited: No such file or directory.")

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


@pytest.mark.parametrize("size", [(1024, 700), (1366, 768)])
@pytest.mark.parametrize("scheme", [theme.LIGHT, theme.DARK])
def test_nothing_is_cut_off(
    qtbot: QtBot, whole: Desk, page: AuditPage, put: Path, size: tuple[int, int], scheme: theme.Colours
) -> None:
    """Tables and choices are as wide as the page at most, in both schemes."""
    theme.dress(QApplication.instance(), scheme)  # type: ignore[arg-type] # there is one
    whole.window().resize(*size)
    give(whole, put, table(ADMINISTERED, WASTED))
    qtbot.waitUntil(page.columns.isVisible)
    for field in (*page.columns.columns.values(), *page.columns.forms.values()):
        assert field.control.width() >= 180
        assert page.rect().contains(field.mapTo(page, field.rect().topRight()).x(), 1)
    fill(page)
    page.columns.confirm()
    settle(qtbot, page)
    for found in tables(page).values():
        assert not found.horizontalScrollBar().isVisible()
        assert not found.verticalScrollBar().isVisible()
    theme.dress(QApplication.instance(), theme.LIGHT)  # type: ignore[arg-type]
