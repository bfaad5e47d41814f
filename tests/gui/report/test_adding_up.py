"""What the report's page adds up: its period, other stock and prices, in the background."""

import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.clinic import Clinic
from core.journal.faults import JournalError, KeyMissingError
from core.report import prices
from gui import dates, period
from gui.period import OWN, Period, PeriodField
from gui.report_page import ReportPage
from tests.build import shipped
from tests.gui.keys import at_next_dialogue, open_file
from tests.gui.report.chair import Chair, today
from tests.gui.report.shown import cells, choose, said, settle
from tests.report.records import SAMPLE, body


class TestPeriod:
    """Which dates of service count."""

    @pytest.mark.parametrize(
        ("name", "since", "until"),
        [
            ("this month", "2026-02-01", "2026-02-10"),
            ("last month", "2026-01-01", "2026-01-31"),
            ("this quarter", "2026-01-01", "2026-02-10"),
            ("last quarter", "2025-10-01", "2025-12-31"),
            ("last 12 months", "2025-03-01", "2026-02-10"),
        ],
    )
    def test_usual_periods(self, name: str, since: str, until: str) -> None:
        """Over the end of a year, too."""
        day = datetime.date.fromisoformat

        assert period.preset(name, day("2026-02-10")) == Period(day(since), day(until))

    def test_this_month_at_first(self, page: ReportPage) -> None:
        """Its dates are shown, and its figures stand below."""
        assert page.head.period.since.text() == today()[:8] + "01"
        assert page.head.period.until.text() == today()
        assert "Encounters\n1\n" in said(page)

    def test_another_one(self, qtbot: QtBot, page: ReportPage) -> None:
        """The figures follow."""
        choose(qtbot, page, "last 12 months")

        assert "Encounters\n2\n" in said(page)

    def test_dates_of_ones_own(self, qtbot: QtBot, page: ReportPage) -> None:
        """Typed, as people write them; what is wrong is said at the field, and nothing is added up."""
        found = page.head.period
        found.choice.set_text(OWN)
        with qtbot.assertNotEmitted(found.changed):
            for text, fault in (("soon", "soon: expected a date"), ("", "empty: expected a date")):
                found.since.line.setText(text)
                found.since.line.editingFinished.emit()
                assert found.since.fault().startswith(fault)
            found.since.line.setText("2030-01-01")
            found.since.line.editingFinished.emit()
            assert found.until.fault() == "The last date is before the first."
            page.refresh()
        day = dates.now() - datetime.timedelta(days=40)
        with qtbot.waitSignal(found.changed):
            found.since.set_text(f"{day.month}/{day.day}/{day.year}")
            found.since.line.editingFinished.emit()
        settle(qtbot, page)

        assert (found.since.fault(), found.until.fault()) == ("", "")
        assert "Encounters\n2\n" in said(page)

    def test_usual_dates_are_not_typed_over(self, dressed: QApplication) -> None:  # noqa: ARG002 - dressed first
        """Only dates of one's own can be."""
        found = PeriodField()

        assert found.since.line.isReadOnly()
        found.choice.set_text(OWN)
        assert not found.since.line.isReadOnly()

    def test_when_the_month_turns(self, qtbot: QtBot, page: ReportPage, monkeypatch: pytest.MonkeyPatch) -> None:
        """A window that stays open shows the new month's dates with F5; the month before is then another period."""
        found = page.head.period
        before, next_month = found.period(), dates.now().replace(day=1) + datetime.timedelta(days=31)
        assert before is not None
        monkeypatch.setattr(dates, "now", lambda: next_month)
        page.refresh()
        assert found.since.text() == next_month.date().replace(day=1).isoformat()
        settle(qtbot, page)
        monkeypatch.setattr(period, "preset", lambda *_: before)
        with qtbot.waitSignal(found.changed):
            found.choice.set_text("last month")
        settle(qtbot, page)

    def test_nothing_in_it(self, qtbot: QtBot, page: ReportPage) -> None:
        """One sentence, and nothing to save or print."""
        page.head.period.choice.set_text(OWN)
        page.head.period.since.set_text("2020-01-01")
        page.head.period.until.set_text("2020-12-31")
        page.head.period.until.line.editingFinished.emit()
        settle(qtbot, page)

        assert "No note of this period is in the journal." in said(page)
        assert not any(button.isEnabled() for button in (page.head.pdf, page.head.table, page.head.print))
        page.save("pdf")
        assert page.head.said.text() == "There is nothing to save or print. Choose a period with notes."


class TestAddingUp:
    """In the background, in steps."""

    def test_new_notes_are_there_when_the_page_comes_back(self, qtbot: QtBot, page: ReportPage, chair: Chair) -> None:
        """And with F5."""
        chair.store.add(body(service_date=today(), given="75 mcg"))
        page.hide()
        page.show()
        settle(qtbot, page)
        assert "Encounters\n2\n" in said(page)

        chair.store.add(body(service_date=today(), given="25 mcg"))
        page.activateWindow()
        QTest.keyClick(page, Qt.Key.Key_F5)
        qtbot.waitUntil(lambda: "Encounters\n3\n" in said(page))

    def test_a_note_is_filed_in_between(self, qtbot: QtBot, page: ReportPage, chair: Chair) -> None:
        """Nobody waits for a long report; the bar shows how far it is."""
        for n in range(600):
            chair.store.add(body(service_date=today(40), site=f"site {n}"))
        seen: list[tuple[int, int]] = []
        page.adding.progressed.connect(lambda done, whole: seen.append((done, whole)))
        chair.asked.clear()

        page.head.period.choice.set_text("last 12 months")
        chair.file(body(service_date=today(), given="25 mcg"))
        settle(qtbot, page)

        assert chair.asked.index("filed") < len(chair.asked) - 1
        assert seen == [(0, 602), (250, 602), (500, 602), (602, 602)]
        assert "Encounters\n602\n" in said(page)

    def test_another_period_takes_its_place(self, qtbot: QtBot, page: ReportPage, chair: Chair) -> None:
        """What is not done is dropped."""
        page.head.period.choice.set_text("last 12 months")
        page.head.period.choice.set_text("this month")
        settle(qtbot, page)
        chair.thread.submit(int).result()  # all that the journal was asked before is answered
        QApplication.processEvents()

        assert "Encounters\n1\n" in said(page)

    def test_a_journal_that_can_t_answer(self, qtbot: QtBot, page: ReportPage, chair: Chair) -> None:
        """Its reason is shown, and no figures of another period; once it can, the figures come back."""
        chair.broken = JournalError("The journal can't be read.")
        page.refresh()
        qtbot.waitUntil(lambda: page.head.said.text() == "The journal can't be read.")
        assert page.head.said.property("look") == "fault"
        assert not page.head.pdf.isEnabled()
        assert said(page) == ""

        chair.broken = None
        page.refresh()
        settle(qtbot, page)
        assert page.head.pdf.isEnabled()

    def test_no_journal_yet_is_no_error(self, qtbot: QtBot, page: ReportPage, chair: Chair) -> None:
        """It is said like any other words: nothing is wrong before somebody begins a journal."""
        chair.broken = KeyMissingError("There is no journal yet.")
        page.refresh()
        qtbot.waitUntil(lambda: page.head.said.text() == "There is no journal yet.")

        assert page.head.said.property("look") == "quiet"


class TestOtherStock:
    """Sizes that the user asks about."""

    def test_typed(self, qtbot: QtBot, page: ReportPage) -> None:
        """They are compared at once, and come first."""
        page.head.sizes.focus()
        QTest.keyClicks(page.head.sizes.line, "75")
        QTest.keyClick(page.head.sizes.line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: page.cards.is_whole() and cells(page, "Other stock")[1][0] == "Your stock")

        assert cells(page, "Other stock")[1] == ["Your stock", "75 mcg", "75", "15", "425", "0"]

    def test_wrong(self, page: ReportPage) -> None:
        """What is no size is said at the field; the figures stay."""
        page.head.sizes.focus()
        QTest.keyClicks(page.head.sizes.line, "few")
        QTest.keyClick(page.head.sizes.line, Qt.Key.Key_Return)

        assert page.head.sizes.fault().startswith("few: expected a size in mcg")
        assert len(cells(page, "Other stock")) > 3

    def test_the_clinics_own_at_first(self, chair: Chair, tmp_path: Path) -> None:
        """As the settings have them."""
        stock = tuple(size for size in shipped().catalog.single_dose_sizes("J2354"))
        made = ReportPage(chair.run, Clinic(stock=stock), shipped(), str(tmp_path))

        assert made.head.sizes.text() == "50, 100, 500"


class TestPrices:
    """CMS's price file."""

    def test_loaded_by_its_dialogue(self, qtbot: QtBot, page: ReportPage, tmp_path: Path) -> None:
        """Dollars follow, and are there the next time."""
        assert "No CMS price file is loaded." in page.head.prices.text()
        path = tmp_path / "asp.csv"
        quarter = datetime.date(dates.now().year, (dates.now().month - 1) // 3 * 3 + 1, 1)
        with open(SAMPLE, encoding="utf-8") as file:
            path.write_text(file.read().replace("October 1, 2025", f"{quarter:%B} 1, {quarter.year}"))

        at_next_dialogue(open_file(str(path)))
        QTest.mouseClick(page.head.load, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: "Waste billed with JW" in said(page))

        name = f"{quarter.year} Q{(quarter.month + 2) // 3}"
        assert page.head.prices.text() == f"CMS prices: {name}."
        assert page.head.said.text() == f"asp.csv is loaded: prices of {name}."
        assert "$10.37" in said(page)  # 17 units with JW
        again = ReportPage(lambda *_: None, Clinic(), shipped(), str(tmp_path))
        assert again.head.prices.text() == f"CMS prices: {name}."

    @pytest.mark.parametrize(
        ("data", "words"), [(b"x", "x.csv is no CMS price file."), (None, "x.csv was not loaded: No such file")]
    )
    def test_what_can_t_be_loaded(
        self, qtbot: QtBot, page: ReportPage, tmp_path: Path, data: bytes | None, words: str
    ) -> None:
        """Why, in words; the figures stay."""
        if data is not None:
            (tmp_path / "x.csv").write_bytes(data)
        page.take_prices(str(tmp_path / "x.csv"))

        qtbot.waitUntil(lambda: page.head.said.text().startswith(words))
        assert page.cards.all

    def test_damaged(self, page: ReportPage, chair: Chair, tmp_path: Path) -> None:
        """What was kept and is damaged is said at once."""
        (tmp_path / prices.FILE).write_text("{")
        made = ReportPage(chair.run, Clinic(), shipped(), str(tmp_path))

        assert made.head.said.text() == "The prices kept here are damaged. Load the CMS price files again."
        assert page.head.said.text() == ""
