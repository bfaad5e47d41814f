"""However many records there are, the window is never kept long from its next event."""

import shutil
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.journal import home, key
from core.journal.home import Home
from core.journal.key import Key
from gui.journal import Journal
from gui.journal_model import _KEPT
from gui.journal_page import JournalPage
from tests import notes
from tests.gui.pulse import blocks
from tests.keyrings import InMemory

_RECORDS = 20_000
_MOST = 100
"""Milliseconds."""

Steps = Iterator[Callable[[], object]]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, Key]:
    """A journal of very many records: its folder, name and key."""
    folder, kept = tmp_path_factory.mktemp("filled"), dict[str, Key]()

    def keep(name: str, made: Key) -> bool:
        kept[name] = made
        return True

    store = home.create(Home(str(folder)), keep)
    notes.fill(store, _RECORDS)
    store.close()
    ((name, own),) = kept.items()
    return folder, name, own


@pytest.fixture
def journal(
    filled: tuple[Path, str, Key],
    dressed: QApplication,  # noqa: ARG001
    qtbot: QtBot,
    own_keyring: InMemory,  # noqa: ARG001
    tmp_path: Path,
) -> Iterator[Journal]:
    """A copy of it, open."""
    folder, name, own = filled
    shutil.copytree(folder, tmp_path / "data")
    key.into_keyring(name, own)
    opened = Journal(str(tmp_path / "data"))
    with qtbot.waitSignal(opened.turned):
        opened.open()
    yield opened
    opened.close()


def _scrolling(page: JournalPage) -> Steps:
    bar = page.table.verticalScrollBar()
    for part in (*range(0, 100, 4), *range(100, 0, -7)):
        yield partial(bar.setValue, bar.maximum() * part // 100)
    for _ in range(20):
        yield lambda: bar.setValue(bar.value() + 100)


def _filtering(page: JournalPage) -> Steps:
    for field, text in (
        *((page.filter.search, text) for text in ("m", "ma", "mar c", "mar cleo", "0123", "")),
        *((page.filter.state, state) for state in ("not confirmed", "amended", "")),
    ):
        field.set_text(text)
        yield page.filter.now


def _arrows(page: JournalPage) -> Steps:
    page.table.setFocus()
    for pressed in (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_End, Qt.Key.Key_Up, Qt.Key.Key_Home) * 3:
        yield partial(QTest.keyClick, page.table, pressed)


@pytest.mark.parametrize("steps", [_scrolling, _filtering, _arrows])
def test_no_stutter(page: JournalPage, steps: Callable[[JournalPage], Steps]) -> None:
    """No event takes the window's thread for long, and none waits long for the journal's thread."""
    worked = blocks(steps(page), page.is_quiet, time.thread_time)
    waited = blocks(steps(page), page.is_quiet)

    assert max(worked) < _MOST
    assert statistics.median(waited) < _MOST  # at worst it tells what else the machine had to do


def test_what_is_seen_is_there(page: JournalPage, qtbot: QtBot) -> None:
    """At any place of the table the rows in sight are read, and no more is remembered than there is use for."""
    for row in (*range(0, _RECORDS, 197), 12_345):
        page.table.scrollTo(page.model.index(row, 0))
        page.model.row(row)
        qtbot.waitUntil(page.is_quiet)
    found = page.model.row(12_345)

    assert found is not None
    assert found.seq == _RECORDS - 12_345
    assert found.cells[3] == f"MRN-{400_000 + found.seq}"
    assert len(page.model._rows) <= _KEPT


def test_few_records_are_read(page: JournalPage) -> None:
    """Of very many records those that are seen are read, and a few around them."""
    assert page.count.text() == "20,000 notes"
    assert 10 < len(page.model._rows) < 200
