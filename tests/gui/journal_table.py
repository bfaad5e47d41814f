"""The table of the journal's page: keys pressed there, rows chosen and read, and records filed by somebody else."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.journal.store import Store
from gui.journal_page import JournalPage
from gui.journal_rows import COLUMNS

WEBER = {"name": "Weber, Ida", "record_number": "MRN-4711", "birth_date": "1961-04-09"}
ZHOU = {"name": "Zhou, Wei", "record_number": "A-12"}
WITNESSED = {"confirmed": True, "reason": "Dose smaller", "discarded_by": "R. Ortiz RN", "witness": "K. Mayer RN"}


def press(page: JournalPage, pressed: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is; without a screen nobody gives it back after a dialogue but we."""
    if QApplication.activeWindow() is None:
        page.activateWindow()
        QApplication.processEvents()
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, pressed, modifiers)


def settle(qtbot: QtBot, page: JournalPage) -> None:
    """Wait until all that was asked is answered and shown."""
    page.filter.now()
    qtbot.waitUntil(page.is_quiet, timeout=20_000)
    QApplication.processEvents()
    qtbot.waitUntil(page.is_quiet, timeout=20_000)


def file(page: JournalPage, qtbot: QtBot, act: Callable[[Store], Any]) -> Any:  # noqa: ANN401 - what `act` returns
    """Have something filed by somebody else."""
    found = page._journal.ask(act)
    page._journal.filed.emit()
    settle(qtbot, page)
    return found


def cells(page: JournalPage, row: int) -> dict[str, str]:
    """A row of the table, as screen readers hear it."""
    role, model = Qt.ItemDataRole.AccessibleTextRole, page.model
    return {name: str(model.data(model.index(row, column), role)) for column, name in enumerate(COLUMNS)}


def column(page: JournalPage, name: str) -> list[str]:
    """A column of the table, from the top."""
    return [cells(page, row)[name] for row in range(page.model.rowCount())]


def choose(page: JournalPage, qtbot: QtBot, row: int) -> None:
    """Choose a row, and wait until it is read."""
    page.table.choose(row)
    settle(qtbot, page)
