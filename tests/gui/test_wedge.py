"""A scanner told from a person by speed: people's keys get where they were typed, and a scan nowhere else."""

import itertools
import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QToolTip
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from core import scanner
from core.scanner import Scanner
from gui.desk import JOURNAL, Desk
from gui.settings_dialog import SettingsDialog
from gui.wedge import GAP, LEAST, PAUSE, Scan
from tests.gui import desks
from tests.gui.keys import BARCODE, CTRL, at_next_dialogue, field, focused, press
from tests.gui.scanner import Clock, Typing, signs, type_keys

GTIN = "0100306416175104"
WHOLE = f"{GTIN}1727113010QX7781\x1d21100482"


def listed(desk: Desk) -> list[object]:
    """The containers on the page."""
    opened: list[object] = desk.chair.form.read().get("opened", [])
    return opened


def scan(text: str = BARCODE, end: str = "\r") -> None:
    """Scan a code as most scanners do."""
    type_keys([*signs(text, ["chr 29"]), *([end] if end else [])])


class TestPeople:
    """However fast somebody types, it is no scan, and each key arrives."""

    @pytest.mark.parametrize("gap", [GAP + 1, 83, 200, 2_000])
    def test_evenly(self, whole: Desk, gap: int) -> None:
        name = field(whole.chair, "patient.name")
        name.focus()
        type_keys(list("01003064161751041727 Ana Sample"), Typing(gap))

        assert name.text() == "01003064161751041727 Ana Sample"
        assert listed(whole) == []

    def test_twelve_keys_a_second_with_keys_rolled_over(self, whole: Desk, qtbot: QtBot) -> None:
        """Two or three keys come within some milliseconds, again and again, for a page of text."""
        chance = random.Random(5)
        name = field(whole.chair, "patient.name")
        name.focus()
        text = "".join(chance.choice("0123456789 abcdefgh") for _ in range(400)).strip()
        left = iter(text)
        while burst := list(itertools.islice(left, chance.choice((1, 1, 1, 2, 3)))):
            type_keys(burst, Typing(chance.randint(5, 35), chance.randint(60, 250)))

        qtbot.waitUntil(lambda: name.text() == text)
        assert listed(whole) == []

    def test_the_first_key_is_not_kept_back(self, whole: Desk) -> None:
        given = field(whole.chair, "given")
        given.focus()
        type_keys(["6"])

        assert given.text() == "6 mcg"

    def test_what_was_kept_back_comes_in_order(self, whole: Desk, qtbot: QtBot) -> None:
        """Of a burst that is too short for a scan, and before any key that is no sign."""
        name = field(whole.chair, "patient.name")
        name.focus()
        type_keys(list("Anaxy"), Typing(8))
        assert name.text() == "A"
        qtbot.waitUntil(lambda: name.text() == "Anaxy")
        type_keys(list("12"), Typing(8))
        QTest.keyClick(QGuiApplication.focusWindow(), Qt.Key.Key_Backspace)
        assert name.text() == "Anaxy1"

    def test_what_was_kept_back_comes_before_a_shortcut_and_a_click(self, whole: Desk) -> None:
        """A program that types and saves in one go saves all that it typed."""
        given = field(whole.chair, "given")
        given.focus()
        type_keys(list("60"), Typing(5))
        assert given.text() == "6 mcg"
        QTest.keyClick(whole.windowHandle(), Qt.Key.Key_L, CTRL)
        assert given.text() == "60 mcg"
        assert focused() is whole.chair.form.opened.scan

        given.focus()
        type_keys(list("75"), Typing(5))
        QTest.mouseClick(whole.windowHandle(), Qt.MouseButton.LeftButton)
        assert given.text() == "75 mcg"

    def test_a_key_that_is_held_down_repeats(self, whole: Desk) -> None:
        """However fast the system repeats it."""
        given = field(whole.chair, "given")
        given.focus()
        type_keys(["9"])
        type_keys(["repeated 9"] * 20, Typing(20, 300))

        assert given.text() == f"{'9' * 21} mcg"

    def test_a_button_is_pressed_by_space(self, whole: Desk, qtbot: QtBot) -> None:
        """Also right after another key."""
        confirmed = whole.chair.form.discard.confirmed
        confirmed.setEnabled(True)
        confirmed.setFocus()
        type_keys([" "])
        assert confirmed.isChecked()
        type_keys(["x", " "], Typing(10))
        qtbot.waitUntil(lambda: not confirmed.isChecked())

    def test_pasting_is_no_scan(self, whole: Desk) -> None:
        """What is pasted stays where it was pasted."""
        name = field(whole.chair, "patient.name")
        name.focus()
        QGuiApplication.clipboard().setText(BARCODE)
        press(Qt.Key.Key_V, CTRL)

        assert name.text() == BARCODE
        assert listed(whole) == []

    def test_a_window_that_was_busy(self, whole: Desk) -> None:
        """Keys that waited are as slow as they were typed, though they all come at once."""
        name = field(whole.chair, "patient.name")
        name.focus()
        began = Clock.now
        type_keys(list("gastroentero"), Typing(90))

        assert Clock.now - began > 1_000  # by their own time; the test took less
        assert name.text() == "gastroentero"

    def test_a_program_may_type_a_password(self, whole: Desk) -> None:
        """A password that is typed for somebody is none of the scanner's; a barcode there is."""
        line = QLineEdit(whole.chair)
        line.setEchoMode(QLineEdit.EchoMode.Password)
        line.show()
        line.setFocus()
        type_keys([*"correct-horse"], Typing(1))
        whole.wedge.settle()
        assert line.text() == "correct-horse"
        scan()
        assert line.text() == "correct-horse"
        assert len(listed(whole)) == 1

    def test_a_program_may_type_a_text(self, whole: Desk) -> None:
        """Where the scanner is known, a text with blanks that lacks what it sends is somebody's."""
        whole.wedge.scanner = whole.chair.form.opened.scanner = Scanner(terminator=scanner.ENTER)
        name = field(whole.chair, "patient.name")
        name.focus()
        type_keys([*"R. Ortiz RN"], Typing(1))
        whole.wedge.settle()

        assert name.text() == "R. Ortiz RN"


class TestScans:
    """A scan is whole or is refused."""

    def test_the_pause_ends_it(self, whole: Desk, qtbot: QtBot) -> None:
        """By itself, where the scanner sends nothing after a code."""
        field(whole.chair, "given").focus()
        scan(end="")
        assert listed(whole) == []
        qtbot.waitUntil(lambda: len(listed(whole)) == 1)

    def test_a_slow_moment_does_not_cut_it(self, whole: Desk) -> None:
        """A lot is never cut off because the scanner's radio was slow."""
        field(whole.chair, "given").focus()
        type_keys([*BARCODE[:-2]])
        type_keys([*BARCODE[-2:], "\r"], Typing(5, PAUSE - 20))

        assert whole.chair.form.read()["opened"][0]["lot"] == "QX7781"

    def test_a_scan_that_broke_off_is_refused(self, whole: Desk) -> None:
        """Where the settings say that Enter ends each code."""
        whole.wedge.scanner = whole.chair.form.opened.scanner = Scanner(terminator=scanner.ENTER)
        field(whole.chair, "given").focus()
        scan(BARCODE[:-2], end="")
        whole.wedge.settle()

        assert listed(whole) == []
        assert "the Enter at its end is missing" in desks.message(whole.chair)

    def test_a_terminator_that_comes_late(self, whole: Desk) -> None:
        """It neither leaves the field nor presses what has the focus."""
        given = field(whole.chair, "given")
        given.focus()
        scan(end="")
        whole.wedge.settle()
        type_keys(["\t"], Typing(5, 100))
        assert focused() is given.control
        type_keys(["\t"], Typing(5, 2_000))
        assert focused() is not given.control

    def test_caps_lock_is_seen_by_the_shifted_letters(self, whole: Desk) -> None:
        """A letter that comes small though Shift is held."""
        field(whole.chair, "given").focus()
        type_keys([*f"{GTIN}10", "caps Q", "caps X", *"7781", "\r"])

        assert listed(whole) == []
        assert scanner.CAPS in desks.message(whole.chair)

    def test_small_letters_are_asked_about(self, whole: Desk) -> None:
        """A lot in small letters is a lot of Caps Lock, most likely."""
        scan(f"{GTIN}10qx7781")

        assert listed(whole) == []
        assert scanner.SMALL in desks.message(whole.chair)

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            (f"]D2{WHOLE}", scanner.CAPS),
            (f"+d2{WHOLE}", scanner.LAYOUT),
            ("à&àà\"à-'&-&è(&à'", scanner.LAYOUT),
        ],
    )
    def test_what_the_keyboard_turned_round_is_told(self, whole: Desk, text: str, said: str) -> None:
        """Another language's keyboard, or Caps Lock."""
        scan(text)

        assert listed(whole) == []
        assert said in desks.message(whole.chair)

    def test_the_short_scan_is_as_long_as_six_signs(self, whole: Desk) -> None:
        """A badge of six digits is refused, and stands in no field."""
        given = field(whole.chair, "given")
        given.focus()
        scan("4" * LEAST)

        assert given.text() == ""
        assert "444444: this is no drug's number" in desks.message(whole.chair)

    def test_from_another_page(self, whole: Desk) -> None:
        """The chair comes forward with the container on it."""
        whole.go(JOURNAL)
        scan()

        assert whole.stack.currentWidget() is whole.chair
        assert len(listed(whole)) == 1
        assert desks.message(whole.chair) == "Scanned: 100 mcg in 1 mL vial, lot QX7781."

    def test_over_an_open_list(self, whole: Desk) -> None:
        """The list closes, and nothing else is chosen in it."""
        choice = field(whole.chair, "setting")
        choice.focus()
        choice.control.showPopup()  # type: ignore[attr-defined]
        scan()

        assert QApplication.activePopupWidget() is None
        assert choice.text() == "office"
        assert len(listed(whole)) == 1


def test_a_window_that_closes_while_keys_wait(whole: Desk, qtbot: QtBot) -> None:
    """What was typed into it goes with it, also in the middle of a scan."""
    for text in ("123", BARCODE):
        dialogue = QDialog(whole)
        line = QLineEdit(dialogue)
        dialogue.show()
        qtbot.waitUntil(dialogue.isActiveWindow)
        line.setFocus()
        type_keys([*text], Typing(2))
        dialogue.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        assert not isValid(line)
        whole.wedge.settle()
        type_keys([*"12"], Typing(2, 2_000))
        whole.wedge.settle()

    assert len(listed(whole)) == 1


class TestElsewhere:
    """Where no container can be taken, nothing happens, or it is said why."""

    @pytest.mark.parametrize("text", [BARCODE, "https://example.org/12"])
    def test_a_locked_window(self, whole: Desk, text: str) -> None:
        """Stays locked and takes nothing."""
        whole.lock(None)
        scan(text)

        assert whole.locked
        assert listed(whole) == []

    def test_a_locked_window_with_a_passphrase(self, whole: Desk) -> None:
        """Nothing comes into its field, and nothing is tried."""
        tried: list[str] = []
        whole.lock(lambda text: tried.append(text) or "wrong")  # type: ignore[func-returns-value]
        scan()

        assert tried == []
        line = focused()
        assert isinstance(line, QLineEdit)
        assert line.text() == ""

    def test_an_open_dialogue(self, whole: Desk, qtbot: QtBot) -> None:
        """Its fields stay as they were, Enter does not close it, and what to do is said over it."""
        seen: list[object] = []

        def answer(dialogue: SettingsDialog) -> None:
            dialogue.fields["name"].focus()
            scan()
            qtbot.waitUntil(QToolTip.isVisible)
            seen.extend((dialogue.fields["name"].text(), dialogue.isVisible(), QToolTip.text()))
            QToolTip.hideText()

        at_next_dialogue(answer)
        press(Qt.Key.Key_Comma, CTRL)

        assert seen == ["", True, "A container was scanned. Close this dialogue, then scan it again."]
        assert listed(whole) == []


def test_events_without_a_time_go_by_the_clock(whole: Desk) -> None:
    """Where the system does not say when a key was pressed."""
    heard: list[Scan] = []
    whole.wedge.scanned.connect(heard.append)
    field(whole.chair, "given").focus()
    Clock.now = 0
    type_keys([*BARCODE, "\r"], Typing(0, 0))

    assert heard == [Scan(BARCODE, scanner.ENTER)]
    Clock.now = 1_000_000


def test_a_late_timer_lets_keys_come_first(whole: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the window was busy, what waits is read before a burst is said to be over."""
    given = field(whole.chair, "given")
    given.focus()
    type_keys([*"01"])
    late: Callable[[], int] = lambda: 10**12  # noqa: E731 - a clock
    monkeypatch.setattr(whole.wedge, "_clock", late)
    whole.wedge._timer.timeout.emit()
    type_keys([*BARCODE[2:], "\r"], Typing(5, 0))

    assert len(listed(whole)) == 1
    assert given.text() == ""
