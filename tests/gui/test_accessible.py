"""Every page and dialogue, gone through as a screen reader does: names, roles, headers, nothing that is hidden."""

import datetime
import importlib
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

import gui
from core import crosswalk
from core.crash import Kept
from gui import unlock
from gui.about_dialog import AboutDialog
from gui.crash_dialog import CrashDialog
from gui.crosswalk_dialog import CrosswalkDialog
from gui.desk import AUDIT, CHAIR, CLAIM, JOURNAL, LISTS, REPORT, Desk
from gui.section import Encounter
from gui.vessel_view import VesselView
from tests.audit.files import ADMINISTERED, WASTED, table
from tests.build import AMPUL_100, MULTI_1000, VIAL_50, VIAL_100, encounter, opened
from tests.gui import accessible, desks
from tests.gui.audit.dropping import fill, give, settle
from tests.gui.test_checking import checked, drop
from tests.unit.test_crosswalk import NEW, file, published

FROM_THE_CHAIR = {"HelpDialog", "SettingsDialog", "ScannerDialog"}
FROM_OTHER_PAGES = {"NoteDialog", "Reason", "ClaimMark", "GrantsDialog", "GrantEdit", "RecoveryDialog", "EntryDialog"}
OPENED_BY_HAND = {"CrashDialog", "CrosswalkDialog", "NewPassphrase", "Unlock", "AskKey", "CheckDialog"}
OPENED_BY_HAND |= {"AboutDialog", "SetUp"}
"""Our dialogues, each where it is gone through."""

SYSTEMS = QFileDialog, QPrintDialog
"""Dialogues that the system brings along; they are closed again."""


class Crawl:
    """Presses what can be pressed, looks at what opens, and closes it again."""

    def __init__(self) -> None:
        """Nothing was found yet."""
        self.faults: list[str] = []
        self.met: set[type] = set()
        self._open: list[QWidget] = []

    def names(self) -> set[str]:
        """Of the dialogues that were looked at."""
        return {kind.__name__ for kind in self.met}

    def look(self, what: str, window: QWidget) -> None:
        """Go through what is in sight of a window."""
        self.met.update(type(window).__mro__)
        self.faults += [f"{what}: {fault}" for fault in accessible.faults(window)]

    def press_all(self, what: str, part: QWidget, again: Callable[[], object]) -> None:
        """Press each button of a part of the window; `again` brings it back where one has led away."""
        for button in part.findChildren(QPushButton):
            again()
            if button.isVisible() and button.isEnabled():
                self.press(f"{what} > {button.text() or button.accessibleName()}", button)

    def press(self, what: str, button: QAbstractButton) -> None:
        """Press a button, and look at the dialogue that opens, if one does."""
        with self._watching(what):
            button.click()
        for other in QApplication.topLevelWidgets():  # one that leaves the window usable
            if isinstance(other, QDialog) and isValid(other) and other.isVisible() and other not in self._open:
                self._visit(what, other)

    @contextmanager
    def _watching(self, what: str) -> Iterator[None]:
        def look() -> None:
            dialogue = QApplication.activeModalWidget()
            if dialogue is not None and dialogue not in self._open:
                self._visit(what, dialogue)

        timer = QTimer(QApplication.instance(), interval=10)
        timer.timeout.connect(look)
        timer.start()
        yield
        timer.stop()
        timer.deleteLater()

    def _visit(self, what: str, dialogue: QWidget) -> None:
        """Look at a dialogue and at what it leads to, and close it."""
        self._open.append(dialogue)
        if not isinstance(dialogue, SYSTEMS):
            self.look(what, dialogue)
            for button in dialogue.findChildren(QPushButton):
                if button.isVisible() and button.isEnabled() and not _ends(button):
                    self.press(f"{what} > {button.text() or button.accessibleName()}", button)
        dialogue.close()
        self._open.remove(dialogue)


def _ends(button: QAbstractButton) -> bool:
    """Whether a button ends its dialogue."""
    box = button.parent()
    return isinstance(box, QDialogButtonBox) and box.buttonRole(button) is not QDialogButtonBox.ButtonRole.ActionRole


@pytest.fixture
def crawl() -> Crawl:
    """Nobody has looked at anything yet."""
    return Crawl()


def _fill(desk: Desk, typed: Encounter) -> None:
    desk.chair.form.fill(desk.chair.form.blank() | typed)
    desk.chair.form.changed.emit()


@pytest.fixture
def desk(whole: Desk, qtbot: QtBot, tmp_path: Path) -> Desk:
    """The window with a note in its journal, and another encounter at the chair."""
    desks.wait_for_journal(qtbot, whole)
    whole.chair.issuing.folder = str(tmp_path)
    _fill(whole, encounter(patient={"name": "Ana Sample", "record_number": "MRN-1"}))
    assert whole.chair.issuing.save(asking=False)
    whole.chair.cases.begin()
    several = opened(VIAL_50, VIAL_100, MULTI_1000)
    _fill(whole, encounter(opened=several, given="1 mg", route="SC", discard=None, diagnosis=["E34.0"]))
    return whole


def _quiet(qtbot: QtBot, desk: Desk) -> None:
    page: Any = desk.go(JOURNAL)
    qtbot.waitUntil(page.is_quiet, timeout=10_000)


def _at_the_chair(desk: Desk, qtbot: QtBot) -> Iterator[str]:
    """What may be in sight there."""
    chair = desk.chair
    yield "several containers"
    chair.form.opened.scan.sent.emit("01003064161751041721113010OLD1")
    assert chair.form.opened.questions
    yield "a question about a container"
    chair.form.dose.fields["route"].set_text("IV_INFUSION")
    chair.form.patient.reveal("necessity")
    yield "an infusion, and necessity"
    chair.form.fill(chair.form.blank() | encounter(opened=opened(AMPUL_100), given="mcg", service_date="2030-13-01"))
    chair.form.changed.emit()
    yield "faults at fields"
    _fill(desk, encounter(discard=None))
    chair.halves.turn_note()
    qtbot.waitUntil(lambda: not chair.preview.isHidden())
    yield "the note"
    desk.window().resize(700, 760)
    yield "the note in a narrow window"
    chair.halves.turn_note()
    chair.cases.offer.offer("yesterday")
    yield "a narrow window, and a draft"
    chair.cases.offer.hide()
    desk.window().resize(1366, 768)


def test_the_chair(desk: Desk, qtbot: QtBot, crawl: Crawl) -> None:
    """The form, the answer, the note, and the dialogues that they lead to."""
    for state in _at_the_chair(desk, qtbot):
        crawl.look(f"Chair, {state}", desk)
    crawl.press_all("Chair", desk.chair, lambda: desk.go(CHAIR))

    assert not crawl.faults, "\n".join(crawl.faults)
    assert crawl.names() >= FROM_THE_CHAIR


def test_the_other_pages(desk: Desk, qtbot: QtBot, crawl: Crawl, tmp_path: Path) -> None:
    """Claim, journal, report, audit and all lists, and the dialogues that they lead to."""
    for name in (CLAIM, JOURNAL, REPORT, AUDIT):
        page = _settled(qtbot, desk.go(name))
        crawl.look(name, desk)
        crawl.press_all(name, page, partial(_back, qtbot, desk, name))
    audit: Any = desk.go(AUDIT)
    give(desk, tmp_path, table(ADMINISTERED, WASTED))
    qtbot.waitUntil(audit.columns.isVisible, timeout=60_000)
    crawl.look("Columns of a file", desk)
    fill(audit)
    audit.columns.confirm()
    settle(qtbot, audit)
    crawl.look("Audit of a file", desk)
    lists = desk.go(LISTS)
    tabs = lists.findChild(QTabWidget)
    assert tabs is not None
    for place in range(tabs.count()):
        tabs.setCurrentIndex(place)
        crawl.look(f"Lists, {tabs.tabText(place)}", desk)
        crawl.press_all(f"Lists, {tabs.tabText(place)}", tabs.currentWidget(), lambda: desk.go(LISTS))

    assert not crawl.faults, "\n".join(crawl.faults)
    assert crawl.names() >= FROM_OTHER_PAGES


def _back(qtbot: QtBot, desk: Desk, name: str) -> None:
    _settled(qtbot, desk.go(name))


def _settled(qtbot: QtBot, page: Any) -> QWidget:  # noqa: ANN401 - one of the pages
    """A page once it shows what it looks for."""
    if hasattr(page, "is_quiet"):
        qtbot.waitUntil(page.is_quiet, timeout=10_000)
    if hasattr(page, "adding"):
        qtbot.waitUntil(page.cards.is_whole, timeout=10_000)
    shown: QWidget = page
    return shown


def test_what_no_button_opens(desk: Desk, qtbot: QtBot, crawl: Crawl, tmp_path: Path) -> None:
    """What tells of an error, checks a note, takes over CMS's file or opens the journal; and the locked window."""
    catalog = desk.lists.known.catalog
    found = crosswalk.read(file([*published(), NEW]), "october.csv", catalog)
    for dialogue in (
        CrashDialog(Kept("A report", str(tmp_path / "report.txt")), desk),
        CrosswalkDialog(desk, "october.csv", found, catalog, datetime.date(2026, 11, 25)),
        unlock.NewPassphrase(desk, "Begin the journal", "Choose a passphrase.", lambda _: None),
        unlock.Unlock(desk, desk.journal),
        AboutDialog("2026-11-25", desk),
    ):
        dialogue.show()
        crawl.look(type(dialogue).__name__, dialogue)
        dialogue.close()
    with_pages = desk.chair.set_up()
    for page in range(with_pages.pages.count()):
        with_pages.pages.setCurrentIndex(page)
        crawl.look(f"Set-up, page {page}", with_pages)
    with_pages.close()
    assert drop(desk.chair, next(tmp_path.glob("*.pdf")))
    crawl.look("A note that is checked", checked(qtbot, desk.chair))
    for check in (None, lambda _: ""):
        desk.lock(check)
        crawl.look("The locked window", desk)
        desk._whole.currentWidget().opened.emit()  # type: ignore[union-attr]

    assert not crawl.faults, "\n".join(crawl.faults)
    assert crawl.names() >= OPENED_BY_HAND


def test_no_dialogue_is_left_out() -> None:
    """Each that there is in the window's modules is gone through above."""
    for module in pkgutil.iter_modules(gui.__path__):
        importlib.import_module(f"gui.{module.name}")
    ours = {kind for kind in _kinds(QDialog) if kind.__module__.startswith("gui.")}
    assert {kind.__name__ for kind in ours if not kind.__name__.startswith("_")} == (
        FROM_THE_CHAIR | FROM_OTHER_PAGES | OPENED_BY_HAND
    )


def _kinds(of: type[QWidget]) -> Iterator[type[QWidget]]:
    for kind in of.__subclasses__():
        yield kind
        yield from _kinds(kind)


def _named(widget: QWidget, name: str) -> QWidget:
    widget.setAccessibleName(name)
    return widget


def _picture() -> QWidget:
    label = QLabel()
    label.setPixmap(QPixmap(4, 4))
    return label


def _headless() -> QWidget:
    table = QTableWidget(1, 1)
    table.setHorizontalHeaderLabels([""])
    return table


def _twice() -> QWidget:
    both = QWidget()
    box = QVBoxLayout(both)
    for _ in range(2):
        box.addWidget(_named(QLineEdit(), "Lot"))
    return both


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (QLineEdit, "can have the focus and has no name"),
        (lambda: _named(QLabel("60 mcg"), "Dose"), "its name 'Dose' hides its text '60 mcg'"),
        (_picture, "is an image without text"),
        (_headless, "column 0 has no header"),
        (_twice, "2 times 'Lot'"),
        (QComboBox, "can have the focus and has no name"),
        (lambda: _named(VesselView(), ""), "is painted and has no name"),
    ],
)
def test_what_is_found(qtbot: QtBot, wrong: Callable[[], QWidget], said: str) -> None:
    """Each kind of fault is found where it is."""
    window = QWidget()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(wrong())
    window.show()

    assert any(said in fault for fault in accessible.faults(window)), accessible.faults(window)
