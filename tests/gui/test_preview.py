"""The note in the window as it prints: live, lazy, and for those who do not see it."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.clinic import Clinic
from core.note.finished import Finished
from gui import drawing, tasks, theme
from gui.chair import Chair
from tests.build import VIAL_50, VIAL_100, VIAL_500, encounter, opened
from tests.gui import desks
from tests.gui.keys import ALT, CTRL, at_next_dialogue, field, focused, give_60_of_100, press, save_as
from tests.gui.test_window_layout import clipped

_NO_NOTE = "There is no note yet. Fill in what is missing."


def _show(qtbot: QtBot, window: Chair) -> None:
    press(Qt.Key.Key_E, CTRL)
    _wait(qtbot, window)


def _wait(qtbot: QtBot, window: Chair) -> None:
    """Until the note as it is now is there."""
    qtbot.waitUntil(window.preview.is_fresh, timeout=10_000)


def _words(window: Chair) -> str:
    return window.preview.view.accessibleDescription()


def _long(window: Chair) -> None:
    containers = opened(VIAL_50, VIAL_100, VIAL_500) * 4
    desks.fill(
        window, opened=[{**one, "lot": f"LOT-{n}"} for n, one in enumerate(containers)], given="2600 mcg", discard=None
    )


class TestShowing:
    """Ctrl+E shows the note beside the form, and hides it again."""

    def test_beside_the_form(self, window: Chair, qtbot: QtBot) -> None:
        """The note takes the place of the details; the form keeps the focus, and its keys."""
        give_60_of_100(window)
        before = focused()
        _show(qtbot, window)

        assert window.preview.isVisible()
        assert window.form.isVisible()
        assert not window.details.isVisible()
        assert focused() is before
        press(Qt.Key.Key_E, CTRL)
        assert not window.preview.isVisible()
        assert window.details.isVisible()

    def test_by_its_button(self, window: Chair) -> None:
        """The button says what it will do next."""
        for words, shown in (("Show note", True), ("Hide note", False)):
            assert window.bill.note.text() == words
            window.bill.note.click()
            assert window.preview.isVisible() is shown

    def test_in_place_of_the_form_where_it_is_narrow(self, window: Chair, qtbot: QtBot) -> None:
        """A narrow window shows bill and note, and going to a field brings the form back."""
        window.window().resize(1024, 700)
        desks.fill(window)
        _show(qtbot, window)
        assert window.bill.isVisible()
        assert not window.form.isVisible()
        assert focused() is window.preview.view

        press(Qt.Key.Key_L, CTRL)
        assert window.form.isVisible()
        assert not window.preview.isVisible()
        assert focused() is window.form.opened.scan

    def test_stays_when_the_width_changes(self, window: Chair, qtbot: QtBot) -> None:
        """The note stays in sight from wide to narrow and back, and the form comes back with the width."""
        give_60_of_100(window)
        _show(qtbot, window)
        for width, form in ((1024, False), (1366, True)):
            window.window().resize(width, 768)
            assert window.preview.isVisible()
            assert window.form.isVisible() is form

    @pytest.mark.parametrize("size", [(1024, 700), (1100, 700), (1366, 768), (1600, 1000)])
    def test_nothing_is_clipped(self, window: Chair, qtbot: QtBot, size: tuple[int, int]) -> None:
        """At every size all words and controls of a note of two pages are whole."""
        window.window().resize(*size)
        _long(window)
        _show(qtbot, window)

        assert clipped(window) == []


class TestLive:
    """What is shown is the note of what the form says now."""

    def test_without_an_answer(self, window: Chair) -> None:
        """While something is missing there is no page, and a sentence says so."""
        press(Qt.Key.Key_E, CTRL)

        assert window.preview.said.text() == _NO_NOTE
        assert not window.preview.view.paper.isVisible()

    def test_follows_the_form(self, window: Chair, qtbot: QtBot) -> None:
        """A change is in the note after a pause; what makes the answer go takes the note at once."""
        give_60_of_100(window)
        _show(qtbot, window)
        assert "100 - 60 = 40 mcg" in _words(window)

        field(window, "given").set_text("55 mcg")
        window.update_answer()
        _wait(qtbot, window)
        assert "100 - 55 = 45 mcg" in _words(window)

        field(window, "given").set_text("")
        window.update_answer()
        assert window.preview.said.text() == _NO_NOTE
        assert _words(window) == ""

    def test_nothing_of_another_patient(self, window: Chair, qtbot: QtBot) -> None:
        """Where another encounter comes straight onto the page, the note of the one before is gone at once."""
        desks.fill(window, patient={"name": "Maria Lopez"})
        _show(qtbot, window)
        assert "Maria Lopez" in _words(window)
        window.cases.begin(window.form.blank() | encounter(patient={"name": "Ana Sample"}))

        assert _words(window) == ""
        _wait(qtbot, window)
        assert "Ana Sample" in _words(window)

    def test_a_draft_until_it_is_confirmed(self, window: Chair, qtbot: QtBot) -> None:
        """The word DRAFT goes with the tick."""
        give_60_of_100(window)
        _show(qtbot, window)
        assert "DRAFT" in _words(window)

        press(Qt.Key.Key_D, ALT)
        qtbot.waitUntil(window.form.discard.confirmed.isChecked)
        _wait(qtbot, window)
        assert "DRAFT" not in _words(window)

    def test_the_pixels_that_print(self, window: Chair, qtbot: QtBot, tmp_path: Path) -> None:
        """Once the note is saved, its page is to the dot the one that the file has at 300 dots to the inch."""
        give_60_of_100(window)
        _show(qtbot, window)
        assert "would print" in window.preview.said.text()
        at_next_dialogue(save_as(str(tmp_path / "note.pdf")))
        press(Qt.Key.Key_S, CTRL)
        _wait(qtbot, window)

        (sheet,) = drawing.sheets((tmp_path / "note.pdf").read_bytes())
        assert window.preview.said.text() == "As it prints."
        assert window.preview.sheets[0].picture == sheet.picture
        assert (sheet.picture.width(), sheet.picture.height()) == (2550, 3300)
        assert window.bill.note_number.text().removeprefix("note ") in _words(window)

    def test_nothing_is_drawn_out_of_sight(self, window: Chair, qtbot: QtBot) -> None:
        """As long as the note is hidden, typing draws none; then one is drawn."""
        drawn: list[Finished] = []

        def draw() -> Finished:
            drawn.append(_drawing(window, "2026-11-10"))
            return drawn[0]

        window.preview.take(draw)
        assert not window.preview._pause.isActive()
        press(Qt.Key.Key_E, CTRL)
        assert window.preview.said.text() == "Drawing the note ..."
        _wait(qtbot, window)
        assert len(drawn) == 1

    def test_only_the_last_one_is_shown(self, window: Chair, qtbot: QtBot) -> None:
        """A note that comes late is not put over a newer one."""
        hold = threading.Event()
        draw = {days: _drawing(window, f"2026-11-{days}") for days in (10, 11)}

        def late() -> Finished:
            hold.wait(10)
            return draw[10]

        press(Qt.Key.Key_E, CTRL)
        window.preview.take(late)
        window.preview._refresh()
        window.preview.take(lambda: draw[11])
        window.preview._refresh()
        _wait(qtbot, window)
        hold.set()
        done: list[object] = []
        tasks.run(window, lambda: None, done.append, done.append)
        qtbot.waitUntil(lambda: bool(done))

        assert "2026-11-11" in _words(window)


def _drawing(window: Chair, date: str) -> Finished:
    whole = {**window.form.blank(), **encounter(service_date=date)}
    return drawing.draw(whole, window._reference, Clinic())


class TestPage:
    """One page at a time, as large as is wanted."""

    def test_pages(self, window: Chair, qtbot: QtBot) -> None:
        """The buttons lead through the pages and end at the last; each page has its name and its words."""
        _long(window)
        _show(qtbot, window)
        view = window.preview.view
        assert (view.accessibleName(), window.preview.number.text()) == ("Note, page 1 of 2", "1 of 2")
        assert "Page 1 of 2" in _words(window)
        assert not window.preview.before.isEnabled()

        window.preview.after.click()
        assert view.accessibleName() == "Note, page 2 of 2"
        assert "Page 2 of 2" in _words(window)
        assert not window.preview.after.isEnabled()

    def test_fewer_pages_than_before(self, window: Chair, qtbot: QtBot) -> None:
        """Where the page that was shown is gone, the last one is, and a single page needs no buttons."""
        _long(window)
        _show(qtbot, window)
        window.preview.after.click()
        desks.fill(window)
        _wait(qtbot, window)

        assert window.preview.view.accessibleName() == "Note, page 1 of 1"
        assert not window.preview.after.isVisible()

    def test_zoom(self, window: Chair, qtbot: QtBot) -> None:
        """The page is as wide as there is room; + and - make it larger and smaller, 0 fits it again."""
        give_60_of_100(window)
        _show(qtbot, window)
        view = window.preview.view
        room = view.viewport().width()
        assert view.paper.width() == room
        assert not window.preview.fit.isEnabled()

        QTest.keyClicks(view, "+")
        assert view.paper.width() == round(room * 1.5)
        window.preview.fit.click()
        QTest.keyClicks(view, "---")
        assert view.paper.width() == round(room * 0.5)
        assert not window.preview.smaller.isEnabled()
        QTest.keyClicks(view, "0")
        assert view.paper.width() == room
        assert view.paper.height() == round(room * 11 / 8.5)

    def test_white_in_the_dark(self, window: Chair, qtbot: QtBot, dressed: QApplication) -> None:
        """The page is white with black ink in both schemes."""
        give_60_of_100(window)
        _show(qtbot, window)
        for scheme in (theme.DARK, theme.LIGHT):
            theme.dress(dressed, scheme)
            picture = window.preview.view.paper.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
            shades = bytes(picture.constBits())
            assert shades.count(255) > len(shades) / 2
            assert min(shades) < 64
