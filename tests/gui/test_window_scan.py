"""The one field for containers: a scanner's keys, typed codes, and what is said where nothing is certain."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from gui.chair import Chair
from tests.build import AMPUL_100, MULTI_1000
from tests.gui.keys import BARCODE, CTRL, enter, field, focused, press, write

GTIN = "0100306416175104"
PLAIN = Qt.KeyboardModifier.NoModifier


def _opened(window: Chair) -> list[dict[str, Any]]:
    opened: list[dict[str, Any]] = window.form.read().get("opened", [])
    return opened


def test_a_barcode_brings_lot_and_expiry(window: Chair) -> None:
    """A scan names product, lot and expiry, and leaves the field ready for the next one."""
    write(BARCODE)
    enter()

    assert _opened(window) == [{"ndc": "0641-6175-10", "count": 1, "lot": "QX7781", "expires": "2027-11-30"}]
    assert window.form.opened.scan.text() == ""
    assert focused() is window.form.opened.scan


@pytest.mark.parametrize(
    "separate",
    [
        lambda field: QTest.keyClick(field, Qt.Key.Key_BracketRight, CTRL),
        lambda field: QTest.sendKeyEvent(
            QTest.KeyAction.Click, field, Qt.Key.Key_unknown, "\x1d", Qt.KeyboardModifier(0)
        ),
        lambda field: QTest.keyClicks(field, "|"),
    ],
    ids=["Ctrl+]", "ASCII 29", "a sign instead"],
)
def test_fnc1_ends_a_lot(window: Chair, separate: Callable[[QLineEdit], None]) -> None:
    """FNC1 after the lot arrives, however the scanner types it, so that the expiry is not read as lot."""
    write(f"]d2{GTIN}10QX77")
    separate(window.form.opened.scan)
    write("17271130")
    enter()

    assert _opened(window) == [{"ndc": "0641-6175-10", "count": 1, "lot": "QX77", "expires": "2027-11-30"}]


def test_a_pasted_barcode_keeps_its_separator(window: Chair) -> None:
    """FNC1 on the clipboard is not lost."""
    QGuiApplication.clipboard().setText(f"{GTIN}10QX77\x1d17271130\r\n")
    press(Qt.Key.Key_V, CTRL)
    enter()

    assert _opened(window)[0]["lot"] == "QX77"


def test_a_scanner_that_ends_with_tab(window: Chair) -> None:
    """Tab after a barcode takes it and stays in the field; Tab after nothing goes on."""
    write(BARCODE)
    press(Qt.Key.Key_Tab)

    assert len(_opened(window)) == 1
    assert focused() is window.form.opened.scan
    press(Qt.Key.Key_Tab)
    assert focused() is not window.form.opened.scan


def test_the_same_again_counts_up(window: Chair) -> None:
    """The same product and lot scanned twice is two containers; another lot stands by itself."""
    for code in (BARCODE, BARCODE, BARCODE.replace("QX7781", "QX9000")):
        write(code)
        enter()

    assert [(entry["count"], entry["lot"]) for entry in _opened(window)] == [(2, "QX7781"), (1, "QX9000")]


def test_another_expiry_is_another_container(window: Chair) -> None:
    """Without a lot the expiry tells containers apart: an expired one is not hidden behind the first."""
    for code in (f"{GTIN}17271130", f"{GTIN}17260101", f"{GTIN}17271130", "0641-6175-10"):
        write(code)
        enter()
        for question in list(window.form.opened.questions):
            question.yes.click()

    assert [(entry["count"], entry.get("expires")) for entry in _opened(window)] == [
        (2, "2027-11-30"),
        (1, "2026-01-01"),
        (1, None),
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("100", "containers match 100. Choose one from the list, or scan it."),
        ("0078-0340-61", "It is not the short-acting form."),
        ("0001-0001-01", "0001-0001-01 is not in the catalogue. Check it against the label."),
        ("aspirin", "aspirin: no such container. Scan it, or type the NDC from its label, such as 0641-6175-10."),
        (f"{GTIN[:-1]}5", "the check digit is wrong; scan again or type the NDC from the label"),
        ("0641617510", "ten digits without hyphens can mean several products"),
    ],
)
def test_what_is_not_certain_is_not_added(window: Chair, typed: str, said: str) -> None:
    """What names no container for certain adds none, and what to do is said in place until typing goes on."""
    write(typed)
    enter()

    assert said in window.form.opened.said()
    assert _opened(window) == []
    assert window.form.opened.scan.property("wrong") is True
    write("5")
    assert window.form.opened.said() == ""


def test_a_strength_offers_containers(window: Chair, qtbot: QtBot) -> None:
    """Typing a strength lists the containers; arrow down and Enter take one."""
    write("500 mcg")
    popup = window.form.opened.scan.listed
    qtbot.waitUntil(popup.isVisible)
    listed = [popup.model().index(row, 0).data() for row in range(popup.model().rowCount())]
    assert all("500 mcg" in words for words in listed)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(_opened(window)))

    qtbot.waitUntil(lambda: window.form.opened.scan.text() == "")
    QApplication.processEvents()
    assert _opened(window) == [{"ndc": listed[0].rpartition(" ")[2], "count": 1}]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("1000", {"1,000 mcg in 5 mL", "5,000 mcg in 5 mL"}),
        ("1000 mcg", {"1,000 mcg in 5 mL", "5,000 mcg in 5 mL"}),
        ("1,000 mcg", {"1,000 mcg in 5 mL", "5,000 mcg in 5 mL"}),
        ("5000", {"5,000 mcg in 5 mL"}),
        ("5 mL 1 mg", {"1,000 mcg in 5 mL", "5,000 mcg in 5 mL"}),
        ("100 mcg/mL", {"100 mcg in 1 mL"}),
        ("0.1 mg", {"100 mcg in 1 mL"}),
        ("100µg", {"100 mcg in 1 mL"}),
        ("hikma 100mcg", {"100 mcg in 1 mL"}),
        ("Hikma 50", {"50 mcg in 1 mL", "500 mcg in 1 mL", "5,000 mcg in 5 mL"}),
        ("SANDO", {"50 mcg in 1 mL", "100 mcg in 1 mL", "500 mcg in 1 mL"}),
        ("octreotide 5,000", {"5,000 mcg in 5 mL"}),
        ("0641-6175", {"100 mcg in 1 mL"}),
        ("6175", {"100 mcg in 1 mL"}),
        ("5000000000000 mcg", set()),
        ("aspirin", set()),
    ],
)
def test_a_container_is_offered_by_any_of_its_words(window: Chair, typed: str, found: set[str]) -> None:
    """Strengths in any spelling, names, labelers and parts of the NDC lead to the containers."""
    write(typed)
    popup = window.form.opened.scan.listed
    listed = [popup.model().index(row, 0).data() for row in range(popup.model().rowCount())]

    assert popup.isVisible() is bool(found)
    assert {re.sub(" (vial|ampul|prefilled syringe),.*", "", words) for words in listed if found} == found


def test_a_typed_ndc(window: Chair) -> None:
    """An NDC in any spelling adds its container, without lot and expiry."""
    write("00078018101")
    enter()

    assert _opened(window) == [{"ndc": AMPUL_100, "count": 1}]


def test_expiry_as_the_label_has_it(window: Chair) -> None:
    """A month alone means its last day."""
    write(AMPUL_100)
    enter()
    expiry = field(window, "opened[0].expires")
    for typed, read in (("11/27", "2027-11-30"), ("2/28", "2028-02-29"), ("11/30/2027", "2027-11-30")):
        expiry.set_text("")
        expiry.focus()
        write(typed)
        assert _opened(window)[0]["expires"] == read


def test_multi_dose_asks_what_was_drawn(window: Chair) -> None:
    """Only a multi-dose container has a field for what was drawn from it."""
    for code in (AMPUL_100, MULTI_1000):
        write(code)
        enter()
    field(window, "opened[1].drawn").focus()
    write("60")

    assert "drawn" not in window.form.opened.rows[0].fields
    assert _opened(window)[1]["drawn"] == "60 mcg"


def test_a_row_can_be_removed(window: Chair) -> None:
    """Remove takes the container away and leads back to the scan field."""
    write(AMPUL_100)
    enter()
    window.form.opened.rows[0].last.setFocus()
    press(Qt.Key.Key_Space)

    assert _opened(window) == []
    assert focused() is window.form.opened.scan


def test_the_scan_field_is_always_a_key_away(window: Chair) -> None:
    """A fresh page starts in the scan field, Ctrl+L leads back, Enter in the empty field goes on to the dose."""
    assert QApplication.focusWidget() is window.form.opened.scan
    enter()
    assert focused() is field(window, "given").control
    press(Qt.Key.Key_L, CTRL)
    assert focused() is window.form.opened.scan


def test_the_button_that_clears_has_a_name(window: Chair, qtbot: QtBot) -> None:
    """It appears with the first sign, and Qt leaves it without one."""
    write("10")
    field = window.form.opened.scan
    qtbot.waitUntil(lambda: any(button.isVisible() for button in field.findChildren(QToolButton)))

    assert [button.accessibleName() for button in field.findChildren(QToolButton)] == ["Clear"]
