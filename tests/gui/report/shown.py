"""What the report's page shows: its period chosen, its cards, tables and charts read."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gui.chart_view import ChartView
from gui.figure_table import FigureTable
from gui.report_page import ReportPage


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
