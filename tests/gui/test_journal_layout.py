"""How the journal's page fits: sizes, scaling, schemes, order of Tab, names for screen readers."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from core import paths
from gui import theme
from gui.journal_page import JournalPage
from gui.journal_rows import COLUMNS
from gui.journal_table import LEFT_OUT
from tests import notes
from tests.gui.test_window_layout import clipped

_LONG = {"name": "Featherstonehaugh-Cholmondeley, Bartholomew Maximilian", "record_number": "MRN-0047110815-A"}


@pytest.fixture
def full(page: JournalPage, qtbot: QtBot) -> JournalPage:
    """A page with some notes, one with long names."""
    page._journal.ask(lambda store: notes.fill(store, 60))
    page._journal.ask(lambda store: notes.file(store, patient=_LONG, given_by="Bartholomew Featherstonehaugh RN"))
    page._journal.filed.emit()
    qtbot.waitUntil(page.is_quiet)
    return page


@pytest.fixture
def light(dressed: QApplication) -> Iterator[QApplication]:
    """The application, light again afterwards."""
    yield dressed
    theme.dress(dressed, theme.LIGHT)


@pytest.mark.parametrize("size", [(1024, 652), (1366, 720), (1499, 800), (1500, 800), (3840, 2100)])
def test_nothing_is_clipped(full: JournalPage, size: tuple[int, int]) -> None:
    """At every size all words and controls are whole, a date that is none and a long message too."""
    full.resize(*size)
    full.filter.since.set_text("2026-13")
    full.filter.now()
    full.say("Exported: 1,204 records in a file with a rather long name.csv. The file is not encrypted, and names.")
    for _ in range(3):
        QApplication.processEvents()

    assert full.width() == size[0]
    assert clipped(full) == []


def test_nothing_is_clipped_at_200_percent() -> None:
    """The same holds where the system scales twofold."""
    program = """
from PySide6.QtWidgets import QApplication
from gui import theme
from gui.journal import Journal, State
from gui.journal_page import JournalPage
from tests.build import shipped
from tests.gui.test_window_layout import clipped
app = QApplication([])
theme.prepare(app)
journal = Journal("no journal here")
page = JournalPage(journal, shipped())
theme.follow_system(app)
journal.state = State.LOCKED
page.resize(1024, 652)
page.show()
journal.turned.emit()
for _ in range(3):
    app.processEvents()
print(page.devicePixelRatioF(), page.width(), clipped(page))
"""
    root = os.path.dirname(paths.RESOURCES)
    environment = os.environ | {"QT_SCALE_FACTOR": "2", "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": root}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, env=environment, stdout=subprocess.PIPE, text=True, check=True
    )

    assert done.stdout.strip() == "2.0 1024 []"


@pytest.mark.parametrize("width", [960, 1024, 1093, 1366])
@pytest.mark.parametrize("name", ["Date", "Note", "Claim", "Due"])
def test_columns_have_room(full: JournalPage, qtbot: QtBot, name: str, width: int) -> None:
    """At no size a date, a number, a claim with many modifiers or what is due is cut short."""
    full._journal.ask(
        lambda store: notes.file(store, payer="medicare-noridian", drug_source="340b", given="40 mcg", ordered="40 mcg")
    )
    full._journal.filed.emit()
    full.resize(width, 652)
    qtbot.waitUntil(full.is_quiet)
    QApplication.processEvents()
    column = COLUMNS.index(name)
    for row in range(8):
        index = full.model.index(row, column)
        assert full.table.sizeHintForIndex(index).width() <= full.table.columnWidth(column)


def test_the_patients_name_has_room(full: JournalPage) -> None:
    """In the least window amounts discarded and staff stand in the details alone, and nothing is scrolled sideways."""
    for width, hidden in ((1024, True), (1366, False)):
        full.resize(width, 652)
        QApplication.processEvents()
        assert [full.table.isColumnHidden(COLUMNS.index(name)) for name in LEFT_OUT] == [hidden] * len(LEFT_OUT)
        assert full.table.columnWidth(COLUMNS.index("Patient")) >= 100
        assert not full.table.horizontalScrollBar().isVisible()


def test_the_patients_name_has_room_at_200_percent(full: JournalPage) -> None:
    """On 1920 x 1080 at 200 % the state is cut short, and not the name."""
    full.resize(960, 492)
    QApplication.processEvents()
    assert full.table.columnWidth(COLUMNS.index("Patient")) >= 100
    assert not full.table.horizontalScrollBar().isVisible()


def test_beside_each_other_where_it_is_wide(full: JournalPage) -> None:
    """The details stand below the table, or to its right where there is room."""
    for width, orientation in ((1499, Qt.Orientation.Vertical), (1500, Qt.Orientation.Horizontal)):
        full.resize(width, 800)
        assert full.split.orientation() == orientation


def test_table_has_the_larger_share(full: JournalPage) -> None:
    """In the least window at least six records are in sight."""
    full.resize(1024, 652)
    QApplication.processEvents()
    assert full.table.viewport().height() >= 6 * theme.CONTROL


def test_tab_goes_round(full: JournalPage) -> None:
    """Tab goes through filter, journal's buttons, table, details and record's buttons, and comes round."""
    start = full.filter.search.line
    start.setFocus()
    passed: list[QWidget] = [start]
    while True:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        after = QApplication.focusWidget()
        assert after is not None
        if after is start:
            break
        passed.append(after)
        assert len(passed) < 40

    wanted = [
        *(field.control for field in full.filter._fields()),
        full.biller.due,
        full.biller.mark,
        full.biller.grants,
        full.chores.check,
        full.chores.back_up,
        full.chores.export,
        full.chores.recovery,
        full.table,
        full.details,
        *full._verbs(),
    ]
    assert passed == wanted


def test_every_control_has_a_name(full: JournalPage) -> None:
    """A screen reader can name each control, and reads the table cell by cell."""
    buttons = [button for button in full.findChildren(QAbstractButton) if button.isVisible()]
    labelled = {label.buddy() for label in full.findChildren(QLabel)}

    assert [type(one) for one in buttons if not (one.text() or one.accessibleName() or one in labelled)] == []
    assert full.table.accessibleName()
    assert full.details.accessibleName()
    role = Qt.ItemDataRole.AccessibleTextRole
    assert full.model.data(full.model.index(0, COLUMNS.index("Patient")), role) == _LONG["name"]


@pytest.mark.parametrize("scheme", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_focus_and_choice_are_visible(full: JournalPage, light: QApplication, scheme: theme.Colours) -> None:
    """The table with the focus has a ring, and the chosen row another ground."""
    theme.dress(light, scheme)
    full.table.choose(1)
    full.table.setFocus()
    QApplication.processEvents()
    image = full.table.grab().toImage()
    middle = full.table.visualRect(full.model.index(1, 0)).center()
    place = full.table.viewport().mapTo(full.table, QPoint(2, middle.y()))

    assert image.pixelColor(image.width() // 2, 0).name() == scheme.accent
    assert image.pixelColor(place).name() == scheme.accent
