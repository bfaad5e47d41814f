"""The page of lists: what is changed elsewhere or damaged, and what screen readers are told."""

import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from core import own_lists
from core.entries import CLINIC
from core.recalls import Recall
from gui.desk import Desk
from gui.list_part import ListPart
from gui.lists_page import ListsPage
from gui.wedge import Scan
from tests.build import VIAL_100, shipped
from tests.gui import desks

RECALLED = Recall("0641-6175-10", "QX7781", datetime.date(2026, 11, 19), "Hikma's letter")


class TestChangedElsewhere:
    """Lists that are changed or damaged behind the window's back."""

    def test_a_recall_of_another_seat_is_known_at_the_next_scan(self, whole: Desk, settings_path: Path) -> None:
        """S1: nobody has to start again for it."""
        own_lists.change_recalls(str(settings_path.parent), [RECALLED])
        assert not whole.lists.known.recalls
        whole.wedge.scanned.emit(Scan(VIAL_100, ""))

        assert whole.lists.known.recalls == (RECALLED,)

    def test_a_damaged_list_is_said_and_holds(self, whole: Desk, lists_page: ListsPage, settings_path: Path) -> None:
        """S1: above the page of the chair and on that of lists; what was read before still holds."""
        whole.lists.change(partial(own_lists.change_recalls, put=[RECALLED]))
        (settings_path.parent / "recalls.toml").write_bytes(b"")
        whole.lists.look()

        assert whole.lists.known.recalls == (RECALLED,)
        for said in (lists_page.message.text(), whole.chair.banner.text()):
            assert said.startswith("The clinic's own recalled lots were damaged (nothing stands in it).")
        assert whole.lists.change(partial(own_lists.change_recalls, drop=[RECALLED])) == ""

    def test_the_usual_payer_is_not_taken_back(self, whole: Desk, lists_page: ListsPage) -> None:
        """Without it nothing could be billed."""
        plan = next(iter(shipped().payers.values()))._replace(id="own-plan", name="Own", origin=CLINIC)
        whole.lists.change(partial(own_lists.change_payers, put=[plan]))
        whole.chair.settings.clinic = whole.chair.settings.clinic._replace(payer="own-plan")
        lists_page.undo.click()

        assert lists_page.message.text().startswith("It was not taken back: it added the clinic's usual payer.")
        assert "own-plan" in whole.lists.known.payers


def test_damaged_lists_are_said_at_the_start(qtbot: QtBot, dressed: object, settings_path: Path) -> None:  # noqa: ARG001
    """Above the chair's page, with where they are now."""
    settings_path.parent.mkdir()
    (settings_path.parent / "payers.toml").write_text("x = 1", "utf-8")
    with desks.opened(qtbot, str(settings_path.parent)) as desk:
        assert desk.chair.banner.isVisible()
        assert desk.chair.banner.text().startswith("The clinic's own payers were damaged (x: unknown field).")


def test_every_control_can_be_named(lists_page: ListsPage) -> None:
    """On each tab a screen reader has a name for whatever takes the focus, and Tab reaches the table."""
    for place in range(lists_page.tabs.count()):
        lists_page.tabs.setCurrentIndex(place)
        part = lists_page.tabs.currentWidget()
        assert isinstance(part, ListPart)
        shown = [control for control in part.findChildren(QWidget) if control.focusPolicy() & Qt.FocusPolicy.TabFocus]
        silent = [
            control
            for control in shown
            if not (control.accessibleName() or getattr(control, "text", str)() or isinstance(control, QScrollBar))
        ]
        assert silent == []
        assert part.table in shown
