"""The report page in a real window, on a real journal."""

import datetime
import itertools
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pypdfium2
import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from core.clinic import Clinic
from core.journal.faults import JournalError, KeyMissingError
from core.journal.store import Store
from core.report import prices
from gui import dates, period, tasks, theme
from gui.chart_view import ChartView
from gui.figure_table import FigureTable
from gui.period import OWN, Period, PeriodField
from gui.report_page import ReportPage
from tests.build import VIAL_500, opened, shipped
from tests.gui.cups import Server
from tests.gui.keys import at_next_dialogue, focused, open_file, save_as
from tests.note import paper
from tests.report.records import SAMPLE, body, journal

Outcome = TypeVar("Outcome")


class Chair:
    """A journal that is asked one thing after the other, as the window's is."""

    def __init__(self, store: Store) -> None:
        """Ask this journal."""
        self.store = store
        self.thread = ThreadPoolExecutor(1)
        self.asked: list[str] = []
        self.broken: JournalError | None = None

    def run(
        self,
        owner: QObject,
        work: Callable[[Store], Outcome],
        on_done: Callable[[Outcome], None],
        on_error: Callable[[Exception], None],
    ) -> None:
        """Ask the journal."""
        self.asked.append("report")
        answer = self.thread.submit(self._work, work)
        tasks.run(owner, answer.result, on_done, on_error)

    def file(self, said: dict[str, Any]) -> None:
        """File a note, after all that was asked before."""

        def work() -> None:
            self.asked.append("filed")
            self.store.add(said)

        self.thread.submit(work)

    def _work(self, work: Callable[[Store], Outcome]) -> Outcome:
        if self.broken:
            raise self.broken
        return work(self.store)


def today(days: int = 0) -> str:
    """A day before today."""
    return (dates.now().date() - datetime.timedelta(days=days)).isoformat()


@pytest.fixture
def chair(tmp_path: Path) -> Iterator[Chair]:
    """A journal with a note of today and one of 40 days ago."""
    store, _ = journal(
        str(tmp_path), [body(service_date=today(), opened=opened(VIAL_500)), body(service_date=today(40))]
    )
    made = Chair(store)
    yield made
    made.thread.shutdown()
    store.close()


@pytest.fixture
def page(dressed: QApplication, qtbot: QtBot, chair: Chair, tmp_path: Path) -> Iterator[ReportPage]:  # noqa: ARG001 - dressed first
    """The page with this month added up."""
    made = ReportPage(chair.run, Clinic(name="Harbour"), shipped(), str(tmp_path))
    made.resize(1024, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.cards.is_whole)
    yield made
    made.hide()
    made.deleteLater()


def choose(qtbot: QtBot, page: ReportPage, name: str) -> None:
    """Choose a period and wait for its figures."""
    page.head.period.choice.set_text(name)
    settle(qtbot, page)


def settle(qtbot: QtBot, page: ReportPage) -> None:
    """Wait until the page shows what was asked for."""
    qtbot.waitUntil(lambda: page._basis is not None and page.head.bar.isHidden() and page.cards.is_whole())


def said(page: ReportPage) -> str:
    """All that stands in the cards."""
    return "\n".join(label.text() for card in page.cards.all for label in card.findChildren(QLabel))


def table(page: ReportPage, name: str) -> FigureTable:
    """A table by its name."""
    tables = (found for card in page.cards.all for found in card.findChildren(FigureTable))
    return next(found for found in tables if found.accessibleName() == name)


def chart(page: ReportPage, name: str) -> ChartView:
    """A chart by its name."""
    charts = (found for card in page.cards.all for found in card.findChildren(ChartView))
    return next(found for found in charts if found.accessibleName() == name)


def cells(page: ReportPage, name: str) -> list[list[str]]:
    """The cells of a table."""
    model = table(page, name).model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


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


class TestFiles:
    """Where a report goes."""

    def test_pdf(self, qtbot: QtBot, page: ReportPage, tmp_path: Path) -> None:
        """With Ctrl+S, as on the screen."""
        at_next_dialogue(save_as(str(tmp_path / "out.pdf")))
        QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: page.head.said.text() == "Saved: out.pdf.")

        words = "\n".join(found.words for found in paper.read((tmp_path / "out.pdf").read_bytes()))
        assert "Harbour" in words
        assert "journal up to record 2" in words

    def test_table(self, qtbot: QtBot, page: ReportPage, tmp_path: Path) -> None:
        """As CSV."""
        at_next_dialogue(save_as(str(tmp_path / "out.csv")))
        QTest.mouseClick(page.head.table, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: page.head.said.text() == "Saved: out.csv.")

        assert (tmp_path / "out.csv").read_text().startswith("since,until,hcpcs,table,name")

    def test_nowhere(self, qtbot: QtBot, page: ReportPage, tmp_path: Path) -> None:
        """Who goes back saves nothing; a folder that is not there is said."""
        at_next_dialogue(QDialog.reject)
        page.save("pdf")
        assert page.head.said.text() == ""

        page._write(str(tmp_path / "no" / "out.pdf"), lambda: [b"x"])
        qtbot.waitUntil(lambda: page.head.said.text().startswith("out.pdf was not saved: No such file"))

    def test_nothing_yet(self, chair: Chair, tmp_path: Path) -> None:
        """Before there are figures the buttons are dull, and the keys say what to wait for."""
        made = ReportPage(chair.run, Clinic(), shipped(), str(tmp_path))
        for act in (partial(made.save, "pdf"), partial(made.save, "csv"), made.print):
            made.head.say("")
            act()
            assert made.head.said.text().startswith("The report is not there yet.")
        assert not any(button.isEnabled() for button in (made.head.pdf, made.head.table, made.head.print))

    def test_while_it_is_added_up(self, qtbot: QtBot, page: ReportPage) -> None:
        """A save that comes too early opens nothing, and says so; once all is there it saves."""
        page.refresh()
        QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        assert QApplication.activeModalWidget() is None
        assert page.head.said.text().startswith("The report is not there yet.")

        settle(qtbot, page)
        assert page.head.said.text() == ""
        assert page.head.pdf.isEnabled()

    def test_no_printer(self, page: ReportPage) -> None:
        """It is said what to do instead."""
        page.print()

        assert page.head.said.text() == "Nothing was printed. Choose another printer, or save the report as PDF."

    def test_printed(self, qtbot: QtBot, page: ReportPage, printers: Server) -> None:
        """On a real queue: every page comes out."""
        name = printers.add("Report-desk")
        page.take_clinic(Clinic(name="Quay"))
        at_next_dialogue(QPrintDialog.accept)
        page.print()
        qtbot.waitUntil(lambda: page.head.said.text() == f"Sent to {name}.", timeout=30_000)
        qtbot.waitUntil(printers.is_done, timeout=30_000)
        (printed,) = printers.out.iterdir()
        with pypdfium2.PdfDocument(printed) as document:
            assert len(document) >= 1


class TestTables:
    """Read cell by cell."""

    def test_in_words(self, page: ReportPage) -> None:
        """Each cell says its column, for who does not see it."""
        found = table(page, "Products")
        model = found.model()

        heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
        spoken = [model.index(0, column).data(Qt.ItemDataRole.AccessibleTextRole) for column in range(len(heads))]
        assert spoken[0] == "NDC: 0641-6176-10"
        assert spoken[5] == "Discarded, mcg: 440"
        assert model.headerData(0, Qt.Orientation.Vertical) is None
        assert model.index(0, 0).data(Qt.ItemDataRole.DecorationRole) is None
        assert model.rowCount(model.index(0, 0)) == model.columnCount(model.index(0, 0)) == 0

    def test_empty_cells_say_so(self, page: ReportPage) -> None:
        """What has no figure is not silent."""
        found = table(page, "Other stock")

        assert found.model().index(0, 4).data(Qt.ItemDataRole.AccessibleTextRole) == "Less discarded, mcg: empty"

    def test_copied(self, page: ReportPage) -> None:
        """Ctrl+C takes what is chosen, with tabs between; the arrows choose."""
        found = table(page, "Other stock")
        found.setCurrentIndex(found.model().index(0, 0))
        for key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            QTest.keyClick(found, key, Qt.KeyboardModifier.ShiftModifier)
        QTest.keyClick(found, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

        assert QGuiApplication.clipboard().text() == ("As opened\t500 mcg\nThe sizes that were opened\t500 mcg")


class TestCharts:
    """Bars that need no colour."""

    def test_in_words(self, qtbot: QtBot, page: ReportPage) -> None:
        """Each chart is described, and each bar says its figures under the pointer."""
        products = chart(page, "Products")
        qtbot.waitUntil(lambda: products.height() == products.sizeHint().height())  # laid out

        assert products.accessibleDescription() == "Products: 0641-6176-10: 60 mcg given, 440 mcg discarded."
        bar = products.bar_at(QPoint(30, products.height() - 22))
        assert bar is not None
        assert bar.text == "60 mcg given, 440 mcg discarded"
        assert products.bar_at(QPoint(30, 2)) is None

    @pytest.mark.parametrize("scheme", [theme.LIGHT, theme.DARK], ids=lambda scheme: str(scheme.name))
    def test_given_is_solid_and_discarded_is_not(
        self, page: ReportPage, dressed: QApplication, scheme: theme.Colours
    ) -> None:
        """In both schemes: the given part is all of one colour, the discarded part is hatched."""
        before = theme.colours()
        theme.dress(dressed, scheme)
        try:
            picture = chart(page, "Products").grab().toImage()
        finally:
            theme.dress(dressed, before)
        colours = _row(picture, picture.height() - 22)

        assert max(_runs(colours, scheme.accent)) > 20
        assert len(_runs(colours, scheme.card)) > 20


class TestLayout:
    """From a small window to a large one."""

    @pytest.mark.parametrize("width", [640, 1024, 1920])
    def test_nothing_is_cut_at_the_side(self, qtbot: QtBot, page: ReportPage, width: int) -> None:
        """The page is never wider than the window; tables that are scroll by themselves."""
        choose(qtbot, page, "last 12 months")
        page.resize(width, 700)
        (area,) = (found for found in page.findChildren(QScrollArea) if found.parent() is page)

        def fits() -> bool:
            content = area.widget()
            return content is not None and content.width() <= area.viewport().width()

        qtbot.waitUntil(fits)
        assert page.minimumSizeHint().width() <= 640

    def test_keys_reach_everything(self, page: ReportPage) -> None:
        """Tab goes from the period to the buttons in order."""
        order = []
        page.head.period.choice.focus()
        for _ in range(9):
            order.append(focused())
            QTest.keyClick(focused(), Qt.Key.Key_Tab)

        assert order == [
            *page.head.period.controls(),
            page.head.sizes.line,
            page.head.load,
            page.head.again,
            page.head.pdf,
            page.head.table,
            page.head.print,
        ]


def _runs(colours: list[int], colour: str) -> list[int]:
    """How long a colour goes on, each time it begins."""
    wanted = QColor(colour).rgb()
    return [len(list(run)) for same, run in itertools.groupby(colours, wanted.__eq__) if same]


def _row(picture: QImage, y: int) -> list[int]:
    scale = picture.devicePixelRatio()
    return [picture.pixel(x, round(y * scale)) for x in range(picture.width())]
