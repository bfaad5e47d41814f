"""The cards of the report's page: tables read cell by cell, charts without colour, in a window of any size."""

import itertools

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from gui import theme
from gui.report_page import ReportPage
from tests.gui.keys import focused
from tests.gui.report.shown import chart, choose, table


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
