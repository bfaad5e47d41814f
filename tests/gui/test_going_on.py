"""Enter in the form goes on to the next field that still needs something; it never ends a note."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from core.scanner import ENTER
from gui import words
from gui.chair import Chair
from gui.desk import Desk
from gui.diagnosis import DiagnosisField
from gui.wedge import Scan
from tests.build import MULTI_1000, encounter
from tests.gui import desks, keys, scanner
from tests.gui.keys import BARCODE, enter, field, focused, press, write

REMEMBERED = {"route": "SC", "site": "left abdomen", "given_by": "R. Ortiz RN"}
"""What the form shows of the last encounter after the first note of a day."""

EXPIRED = BARCODE.replace("17271130", "17241130")
"""A vial that was usable until the end of November 2024."""

WHOLE = encounter()
"""An encounter to which nothing is missing."""


def show(window: Chair, typed: dict[str, Any]) -> None:
    """Have an encounter on the page, as far as it is typed."""
    window.form.fill(window.form.blank() | typed)
    window.form.changed.emit()


def path(window: Chair) -> str:
    """The field that has the focus, by its path in the encounter."""
    focus = focused()
    return next(
        (place.path for place in window.form.places() if place.part is focus or place.part.isAncestorOf(focus)), ""
    )


def go_on(window: Chair, times: int) -> list[str]:
    """Where Enter leads, each time."""
    found = []
    for _ in range(times):
        enter()
        found.append(path(window))
    return found


def test_the_standard_day_by_enter(window: Chair) -> None:
    """Scan, Enter, dose, Enter, and the discard waits to be confirmed; the rest follows, and the top comes last."""
    show(window, REMEMBERED)
    window.go_to("opened")
    write(BARCODE)
    enter()
    assert path(window) == "opened"
    enter()
    assert path(window) == "given"
    write("60")
    enter()
    assert path(window) == "discard.confirmed"
    press(Qt.Key.Key_Space)

    assert go_on(window, 2) == ["discard.reason", "diagnosis"]
    assert window.form.read()["discard"] == {"confirmed": True}


def test_a_field_that_is_left_empty_is_come_back_to(window: Chair) -> None:
    """Of an empty form the container, the dose and the route are asked for, round and round."""
    window.go_to("opened")

    assert go_on(window, 5) == ["given", "route", "opened", "given", "route"]


def test_what_is_filled_in_or_only_noted_is_passed_over(window: Chair) -> None:
    """Route and names as last time are no stop, nor is what a record may hold besides."""
    show(window, {**WHOLE, "diagnosis": [], "given_at": "", "ordered": ""})
    window.form.focus("given")

    assert go_on(window, 1) == ["diagnosis"]


def test_a_lot_that_is_missing_is_asked_for(window: Chair) -> None:
    """Container by container, whatever was given."""
    show(window, {**WHOLE, "opened": [{"ndc": "0641-6175-10", "count": 1}]})
    window.form.focus("route")

    assert go_on(window, 2) == ["opened[0].lot", "opened[0].expires"]


def test_an_infusion_by_rate_asks_for_its_times(window: Chair) -> None:
    """Instead of the dose."""
    show(window, {"route": "IV_INFUSION", "infusion": {"rate": "50 mcg/h"}})
    window.form.focus("route")

    assert go_on(window, 3) == ["infusion.start", "infusion.stop", "opened"]


def test_what_is_wrong_is_not_left(window: Chair) -> None:
    """A dose that can't be read stays where it is, marked, so that typing replaces it."""
    show(window, WHOLE)
    window.form.focus("given")
    write("6o")

    assert go_on(window, 2) == ["given", "given"]
    assert field(window, "given").fault()
    write("60")
    assert window.form.read()["given"] == "60 mcg"


def test_it_says_when_nothing_more_is_needed(window: Chair) -> None:
    """The focus stays, and what can be done is said."""
    show(window, WHOLE)
    window.form.focus("diagnosis")

    assert go_on(window, 1) == ["diagnosis"]
    assert window.footer.message.text() == words.ALL_THERE


def test_a_question_is_not_answered_by_it(window: Chair, whole: Desk) -> None:
    """Where a container is doubtful, Enter says that somebody must decide."""
    show(window, WHOLE)
    whole.wedge.scanned.emit(Scan(EXPIRED, ENTER))
    assert window.form.opened.questions
    window.form.focus("diagnosis")

    assert go_on(window, 1) == ["diagnosis"]
    assert window.footer.message.text() == "Answer what is asked about a container."
    assert window.form.opened.questions


@pytest.mark.parametrize("typed", ["M. Chen RN", "R. Ortiz RN"])
def test_lists_take_what_is_typed(window: Chair, typed: str) -> None:
    """A name of the list or another one stands there, and Enter goes on."""
    show(window, {**WHOLE, "diagnosis": []})
    window.form.focus("given_by")
    press(Qt.Key.Key_A, keys.CTRL)
    write(typed)

    assert go_on(window, 1) == ["diagnosis"]
    assert window.form.read()["given_by"] == typed


@pytest.mark.parametrize("part", ["setting", "opened[0].count", "given_at", "discard.time", "patient.birth_date"])
def test_every_kind_of_field_goes_on(window: Chair, part: str) -> None:
    """Lists, numbers and times as well as texts."""
    show(window, {**WHOLE, "diagnosis": []})
    window.form.focus(part)

    assert go_on(window, 1) == ["diagnosis"]


def test_codes_that_are_typed_are_taken_while_the_list_offers_others(window: Chair, qtbot: QtBot) -> None:
    """Enter chooses what is marked in the list; where nothing is, it goes on from what is typed."""
    show(window, {**WHOLE, "diagnosis": [], "route": ""})
    window.form.focus("diagnosis")
    diagnosis = field(window, "diagnosis")
    assert isinstance(diagnosis, DiagnosisField)
    write("C7A")
    qtbot.waitUntil(diagnosis.listed.isVisible)
    QTest.keyClick(diagnosis.listed, Qt.Key.Key_Down)
    QTest.keyClick(diagnosis.listed, Qt.Key.Key_Return)
    assert path(window) == "diagnosis"

    write(", E22")
    qtbot.waitUntil(diagnosis.listed.isVisible)
    QTest.keyClick(diagnosis.listed, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: path(window) == "route")
    assert diagnosis.text().endswith("E22")
    assert not diagnosis.listed.isVisible()


def test_a_text_of_several_lines_keeps_it(window: Chair) -> None:
    """There it is a new line."""
    show(window, {**WHOLE, "diagnosis": []})
    window.form.focus("necessity.history")
    write("a")
    enter()
    write("b")

    assert path(window) == "necessity.history"
    assert field(window, "necessity.history").text() == "a\nb"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_button_is_pressed_by_it(window: Chair, key: Qt.Key) -> None:
    """The focus stays at the button; a box that attests something is not ticked by it."""
    show(window, {**WHOLE, "given_at": "", "discard": {}})
    (now,) = field(window, "given_at").findChildren(QPushButton)
    now.setFocus()
    press(key)

    assert window.form.read()["given_at"]
    assert focused() is now
    window.form.focus("discard.confirmed")
    press(key)
    assert not window.form.discard.confirmed.isChecked()


def test_no_number_of_enters_files_or_prints(window: Chair, whole: Desk, qtbot: QtBot) -> None:
    """From each field, of a form that lacks nothing: the journal stays empty, and no dialogue opens."""
    desks.wait_for_journal(qtbot, whole)
    show(window, WHOLE)
    typed = window.form.read()
    for place in list(window.form.places()):
        if not place.path.startswith("necessity"):
            window.form.focus(place.path)
            go_on(window, 2)

    assert QApplication.activeModalWidget() is None
    assert window.form.read() == typed
    assert desks.records(whole) == []


def test_the_enter_of_a_scanner_is_no_enter(window: Chair) -> None:
    """A scan in any field lists the container, and the focus stays where it was."""
    show(window, {**REMEMBERED, "given": "60 mcg"})
    window.form.focus("site")
    scanner.type_keys([*BARCODE, "\r"])

    assert window.form.read()["opened"][0]["lot"] == "QX7781"
    assert path(window) == "site"


def test_keys_held_with_enter_do_nothing(window: Chair) -> None:
    """Only Enter alone goes on."""
    show(window, {**WHOLE, "diagnosis": []})
    window.form.focus("given")
    press(Qt.Key.Key_Return, keys.SHIFT)
    press(Qt.Key.Key_Return, keys.CTRL)

    assert path(window) == "given"


def test_a_multi_dose_vial_may_lack_what_was_drawn(window: Chair) -> None:
    """An empty field that nobody asks for is passed over."""
    show(window, {**WHOLE, "opened": [{"ndc": MULTI_1000, "count": 1, "lot": "A", "expires": "2027-11"}]})
    window.form.focus("opened[0].lot")

    assert "opened[0].drawn" not in go_on(window, 4)
