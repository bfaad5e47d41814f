"""The report's page in front, with this month added up."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.clinic import Clinic
from gui.report_page import ReportPage
from tests.build import VIAL_500, opened, shipped
from tests.gui.report.chair import Chair, today
from tests.report.records import body, journal


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
