"""Prints how long each page keeps the window's thread from its next event: `python -m bench.pages [TIMES]`.

Of each step the longest turn of the event loop counts, in milliseconds of processor time of that thread, so that other
programs do not: the first time in a life of the window, and the least and the middle of those after it.
"""

import os
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import keyring
from PySide6.QtWidgets import QApplication

from core import reference, settings
from core.clinic import Clinic
from core.computer import Computer
from core.settings import Remembered
from gui import theme
from gui.desk import AUDIT, CHAIR, CLAIM, JOURNAL, LISTS, REPORT, Desk
from gui.garbage import Collecting
from gui.journal import State
from tests import notes
from tests.audit.files import ADMINISTERED, table
from tests.build import encounter
from tests.gui.pulse import blocks
from tests.keyrings import InMemory

TIMES = int(sys.argv[1]) if len(sys.argv) > 1 else 7
QUIET = 0.3
"""Seconds without anything under way that end a step."""


def main() -> None:
    app = QApplication(sys.argv[:1])
    theme.prepare(app)
    theme.follow_system(app)
    keyring.set_keyring(InMemory())
    collecting = Collecting()
    with tempfile.TemporaryDirectory() as home:
        settings.save(os.path.join(home, settings.FILE), Clinic(name="Bench"), Remembered(), Computer())
        desk = Desk(reference.shipped(), home, home)
        desk.resize(1366, 768)
        desk.show()
        while desk.journal.state is State.OPENING:
            app.processEvents()
        desk.journal.ask(lambda store: notes.fill(store, 300))
        fill(desk)
        claims = os.path.join(home, "claims.csv")
        with open(claims, "wb") as file:
            file.write(table(ADMINISTERED))
        measure(desk, claims)
        desk.let_go()
    collecting.stop()


def fill(desk: Desk) -> None:
    desk.chair.form.fill({**desk.chair.form.blank(), **encounter(diagnosis=["E34.09"])})
    desk.chair.update_answer()


def measure(desk: Desk, claims: str) -> None:
    found: dict[str, list[float]] = defaultdict(list)
    last = time.monotonic()

    def quiet() -> bool:
        return time.monotonic() - last > QUIET

    def paced(act: Callable[[], object]) -> Callable[[], None]:
        def go() -> None:
            nonlocal last
            act()
            last = time.monotonic()

        return go

    names, acts = zip(*steps(desk, claims), strict=True)
    for _ in range(TIMES):
        for name, longest in zip(names, blocks(map(paced, acts), quiet, time.thread_time), strict=True):
            found[name].append(longest)
    print(f"{'milliseconds of the longest turn':40}{'first':>8}{'least':>8}{'middle':>8}")
    for name, (first, *later) in found.items():
        print(f"{name:40}{first:8.1f}{min(later, default=first):8.1f}{statistics.median(later or [first]):8.1f}")


def steps(desk: Desk, claims: str) -> Iterator[tuple[str, Callable[[], object]]]:
    """What a user does, each by its name."""

    def page() -> Any:  # noqa: ANN401 - the page in sight
        return desk.stack.currentWidget()

    def close() -> None:
        for top in QApplication.topLevelWidgets():
            if top is not desk.window() and top.isVisible():
                top.close()

    def turn(number: int) -> None:
        page().tabs.setCurrentIndex(number)

    yield "claim page", lambda: desk.go(CLAIM)
    yield "back to the chair", lambda: desk.go(CHAIR)
    yield "journal page", lambda: desk.go(JOURNAL)
    yield "journal: next note", lambda: page().table.choose(page().table.chosen() + 1)
    yield "journal: claim of a note", lambda: page().claim_wanted.emit(page().model.places[0])
    yield "claim: back to the chair's", lambda: page().show_chair()
    yield "new encounter", desk.chair.cases.begin
    yield "journal: amend a note", lambda: (desk.go(JOURNAL), page().amend.click())
    yield "new encounter again", desk.chair.cases.begin
    yield "encounter typed", lambda: fill(desk)
    yield "report page", lambda: desk.go(REPORT)
    yield "report: another period", lambda: page().head.period.choice.set_text("last 12 months")
    yield "audit page", lambda: desk.go(AUDIT)
    yield "audit: columns of a file", lambda: page().take_file(claims)
    yield "audit: another column", lambda: page().columns.columns["route"].set_text("")
    yield "lists page", lambda: desk.go(LISTS)
    for number in range(1, 4):
        yield f"lists: tab {number + 1}", partial(turn, number)
    yield "lists: back to the first tab", lambda: page().tabs.setCurrentIndex(0)
    yield "help", lambda: desk.helping.show("opened")
    yield "help closed", close
    yield "chair, resized", lambda: (desk.go(CHAIR), desk.resize(1024, 700))
    yield "chair, resized back", lambda: desk.resize(1366, 768)


main()
