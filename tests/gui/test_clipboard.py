"""What was copied does not stay on the clipboard."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core import settings
from core.clinic import Clinic
from core.computer import Computer
from core.report.pieces import Table
from core.settings import Remembered
from gui import clipboard
from gui.chair import Chair
from gui.desk import Desk
from gui.figure_table import FigureTable
from tests.gui import desks
from tests.gui.keys import give_60_of_100


def on_it() -> str:
    """The text on the clipboard."""
    return QGuiApplication.clipboard().text()


@pytest.fixture
def copied(window: Chair) -> Chair:
    """The window after claim lines were copied."""
    give_60_of_100(window)
    window.copy_claim()
    assert "J2354" in on_it()
    return window


def run_out(qtbot: QtBot) -> None:
    """Let the time of a copy run out, which is shortened to nothing."""
    timer = clipboard._timer()
    with qtbot.waitSignal(timer.timeout):
        timer.start(1)


def test_it_goes_after_its_time(copied: Chair, qtbot: QtBot) -> None:
    """Two minutes, where the settings say nothing; each copy has its own whole time."""
    timer = clipboard._timer()
    assert timer.remainingTime() > 110_000
    assert timer.interval() == copied.settings.computer.copy_kept * 1_000 == 120_000
    run_out(qtbot)
    assert on_it() == ""


def test_what_another_program_copied_since_stays(copied: Chair, qtbot: QtBot) -> None:  # noqa: ARG001 - it has copied
    """Nobody loses what is not ours."""
    QGuiApplication.clipboard().setText("other")
    run_out(qtbot)
    assert on_it() == "other"


def test_a_copy_taken_away_ends_its_time(copied: Chair) -> None:  # noqa: ARG001 - it has copied
    """The next one does not go sooner for it."""
    clipboard.clear()
    assert not clipboard._timer().isActive()


def test_the_settings_say_how_long(qtbot: QtBot, whole: Desk, settings_path: Path) -> None:
    """A change holds at once, for what is copied then; 0 is never."""
    whole.chair.settings.computer = Computer(copy_kept=30)
    whole.chair.settings.changed.emit()
    assert clipboard._timer().interval() == 30_000
    whole.chair.settings.computer = Computer(copy_kept=0)
    whole.chair.settings.changed.emit()
    clipboard.copy("stays")
    assert not clipboard._timer().isActive()

    settings.save(str(settings_path), Clinic(), Remembered(), Computer(copy_kept=45))
    with desks.opened(qtbot, str(settings_path.parent)):
        assert clipboard._timer().interval() == 45_000


def test_closing_the_program_takes_it_away(qtbot: QtBot, settings_path: Path) -> None:
    """The clipboard does not outlive the window."""
    with desks.opened(qtbot, str(settings_path.parent)) as desk:
        give_60_of_100(desk.chair)
        desk.chair.copy_claim()
        assert on_it()
    assert on_it() == ""


@pytest.mark.parametrize(
    "name",
    [
        *(
            f'application/x-qt-windows-mime;value="{name}"'
            for name in (
                "ExcludeClipboardContentFromMonitorProcessing",
                "CanIncludeInClipboardHistory",
                "CanUploadToCloudClipboard",
            )
        ),
        "x-kde-passwordManagerHint",
    ],
)
def test_histories_are_asked_to_leave_it_out(copied: Chair, name: str) -> None:  # noqa: ARG001 - it has copied
    """Windows keeps it out of Win+V and of other computers, and KDE out of its list."""
    assert QGuiApplication.clipboard().mimeData().hasFormat(name)


def test_a_program_that_ends_with_a_copy_does_not_crash(tmp_path: Path) -> None:
    """Data with formats of their own outlive Python, unless they are taken away."""
    code = """
from PySide6.QtCore import QTimer
from gui import app, clipboard

def visit(desk):
    clipboard.copy("Marker")
    QTimer.singleShot(0, desk, desk.window().close)

raise SystemExit(app.run(visit))
"""
    surroundings = {**os.environ, "VIALNOTE_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    assert subprocess.run([sys.executable, "-c", code], env=surroundings, check=False, timeout=60).returncode == 0


def test_cells_of_a_table_run_as_no_formula(qtbot: QtBot) -> None:
    """A payer's name may come out of a stranger's file, and a spreadsheet reads what is pasted as it reads a file.

    It leaves the clipboard again as all copies do.
    """
    table = FigureTable(Table("Payers", ("Payer", "Units"), "lr", (("=HYPERLINK(1)", "-3"),)))
    qtbot.addWidget(table)
    table.selectAll()
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert on_it() == "'=HYPERLINK(1)\t-3"
    clipboard.clear()
    assert on_it() == ""
