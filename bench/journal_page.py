"""Prints how long the journal's page keeps its window from an event: `python bench/journal_page.py [RECORDS]`."""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator

import keyring
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core import reference
from gui import theme
from gui.journal import Journal, State
from gui.journal_page import JournalPage
from tests import notes
from tests.gui.pulse import blocks
from tests.keyrings import InMemory

RECORDS = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000


def main() -> None:
    app = QApplication(sys.argv[:1])
    theme.prepare(app)
    theme.dress(app, theme.LIGHT)
    keyring.set_keyring(InMemory())
    with tempfile.TemporaryDirectory() as home:
        journal = Journal(home)
        journal.open()
        while journal.state is State.OPENING:
            app.processEvents()
        journal.ask(lambda store: notes.fill(store, RECORDS))
        measure(app, journal, JournalPage(journal, reference.shipped()))
        journal.close()


def measure(app: QApplication, journal: Journal, page: JournalPage) -> None:
    begun = time.perf_counter()
    page.resize(1920, 1080)
    page.show()
    while not page.is_quiet():
        app.processEvents()
    print(f"{RECORDS:,} records: first page after {1e3 * (time.perf_counter() - begun):.0f} ms")
    for name, steps in (("scroll", scrolling), ("filter", filtering), ("arrow keys", arrows)):
        tell(name, blocks(steps(page), page.is_quiet))
    tell("a note is filed", blocks(filed(journal), page.is_quiet))
    page.chores.check.click()
    for name, steps in (("scroll while it is checked", scrolling), ("filter while it is checked", filtering)):
        tell(name, blocks(steps(page), page.is_quiet))
    page.chores.check.click()


def tell(name: str, found: list[float]) -> None:
    """Each step's longest time without an event: in the middle, nearly always, and at worst."""
    middle, nearly, worst = statistics.median(found), statistics.quantiles(found, n=20)[-1], max(found)
    print(
        f"  {name:28} median {middle:6.1f}  95 % {nearly:6.1f}  longest {worst:6.1f} ms  ({len(found)} steps)",
        flush=True,
    )


def scrolling(page: JournalPage) -> Iterator[Callable[[], object]]:
    """To every hundredth part of the table, and a hundred turns of the wheel."""
    bar = page.table.verticalScrollBar()
    for part in (*range(0, 100, 1), *range(100, 0, -7)):
        yield lambda part=part: bar.setValue(bar.maximum() * part // 100)
    for _ in range(100):
        yield lambda: bar.setValue(bar.value() + 3 * theme.CONTROL)


def filtering(page: JournalPage) -> Iterator[Callable[[], object]]:
    """A name letter by letter and back, a state, a range of dates."""
    for text in ("m", "ma", "mar", "mar c", "mar cleo", "mar", "", "0123", "MRN-4", ""):
        yield lambda text=text: (page.filter.search.set_text(text), page.filter.now())
    for state in ("not confirmed", "amended", ""):
        yield lambda state=state: (page.filter.state.set_text(state), page.filter.now())
    for since in ("2024-01-01", ""):
        yield lambda since=since: (page.filter.since.set_text(since), page.filter.now())


def arrows(page: JournalPage) -> Iterator[Callable[[], object]]:
    """Down from record to record, each read in full."""
    page.table.setFocus()
    for _ in range(100):
        yield lambda: QTest.keyClick(page.table, Qt.Key.Key_Down)


def filed(journal: Journal) -> Iterator[Callable[[], object]]:
    """Somebody files a note."""
    for body in [notes.body(given=f"{30 + n} mcg") for n in range(10)]:
        yield lambda body=body: journal.file(body)


main()
