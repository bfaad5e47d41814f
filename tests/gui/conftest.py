"""A real window for each test, on settings of its own."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.journal.store import Store
from gui import dates, theme
from gui.chair import Chair
from gui.desk import LISTS, Desk
from gui.journal import Journal
from gui.journal_page import JournalPage
from gui.lists_page import ListsPage
from tests import notes
from tests.build import shipped
from tests.gui import cups, desks
from tests.gui.claims_due import PAYER, TODAY, file_days
from tests.gui.journal_table import WEBER, WITNESSED, ZHOU, file
from tests.keyrings import InMemory

# No test sees the printers of the machine; there are none but those that a test sets up.
os.environ["CUPS_SERVER"] = cups.SOCKET


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let Qt's platform without a screen say that it can neither raise a window nor grab the keyboard."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("^This plugin does not support", extend=True))


@pytest.fixture(scope="module", autouse=True)
def _collected() -> Iterator[None]:
    """As in the program, no other thread takes widgets apart; see gui.garbage."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def _young_collected() -> Iterator[None]:
    """What a test leaves goes before the next one."""
    yield
    gc.disable()
    gc.collect(1)


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """The application with the program's look."""
    theme.prepare(qapp)
    theme.follow_system(qapp)
    return qapp


@pytest.fixture
def settings_path(tmp_path: Path) -> Path:
    """Where the window's settings lie."""
    return tmp_path / "home" / "settings.json"


@pytest.fixture
def whole(dressed: QApplication, qtbot: QtBot, settings_path: Path, own_keyring: InMemory) -> Iterator[Desk]:  # noqa: ARG001 - dressed first
    """The whole window as it opens, in front, with a journal of its own."""
    with desks.opened(qtbot, str(settings_path.parent)) as desk:
        yield desk


@pytest.fixture
def window(whole: Desk) -> Chair:
    """The chair's page of the window."""
    return whole.chair


@pytest.fixture
def lists_page(whole: Desk) -> ListsPage:
    """The page of lists, in front."""
    shown = whole.go(LISTS)
    assert isinstance(shown, ListsPage)
    return shown


@pytest.fixture
def journal(dressed: QApplication, qtbot: QtBot, own_keyring: InMemory, tmp_path: Path) -> Iterator[Journal]:  # noqa: ARG001
    """An open journal, encrypted, without a record."""
    made = Journal(str(tmp_path / "data"))
    with qtbot.waitSignal(made.turned, timeout=10_000):
        made.open()
    yield made
    made.close()


@pytest.fixture
def page(journal: Journal, qtbot: QtBot) -> Iterator[JournalPage]:
    """The journal's page, in front."""
    shown = JournalPage(journal, shipped())
    shown.resize(1366, 720)
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(lambda: shown.isActiveWindow() and shown.is_quiet())
    watch = QTimer(interval=5_000)
    watch.timeout.connect(desks.send_away)
    watch.start()
    yield shown
    watch.stop()
    shown.hide()
    shown.deleteLater()


@pytest.fixture
def two(page: JournalPage, qtbot: QtBot) -> JournalPage:
    """A page with a note of Weber and, above it, a note of Zhou."""

    def act(store: Store) -> None:
        notes.file(store, patient=WEBER)
        notes.file(store, patient=ZHOU, given="80 mcg", given_by="K. Mayer RN", discard=WITNESSED)

    file(page, qtbot, act)
    return page


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The window's clock says 25 November 2026."""
    monkeypatch.setattr(dates, "now", lambda: TODAY)


@pytest.fixture
def due(page: JournalPage, qtbot: QtBot) -> JournalPage:
    """A page with four notes, whose payer wants claims within 30 days, and an appeal within 120."""
    payers = shipped().payers
    windows = {**payers, PAYER: payers[PAYER]._replace(filing_days=30, appeal_days=120)}
    page.know(shipped()._replace(payers=windows))
    file(page, qtbot, file_days)
    return page


@pytest.fixture
def printers(printing: cups.Server) -> Iterator[cups.Server]:
    """A CUPS server of the tests' own, without printers; what a test sets up and prints goes when it ends."""
    yield printing
    printing.clear()


@pytest.fixture(scope="session")
def printing() -> Iterator[cups.Server]:
    """A running CUPS server; the test is skipped where there can be none."""
    if reason := cups.why_not():
        pytest.skip(reason)
    with cups.server() as running:
        while not running.answers():
            assert running.process.poll() is None
        yield running
