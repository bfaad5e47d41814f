"""A scanner told from a person by speed: people's keys get where they were typed, and a scan nowhere else."""

import itertools
import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QToolTip
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from core import scanner
from core.scanner import Scanner
from gui.desk import Desk
from gui.settings_dialog import SettingsDialog
from gui.wedge import GAP, Scan
from tests.gui import desks
from tests.gui.keys import BARCODE, CTRL, at_next_dialogue, field, focused, press
from tests.gui.scanner import Clock, Typing, listed, scan, type_keys


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
        QTest.keyClick(whole.window().windowHandle(), Qt.Key.Key_L, CTRL)
        assert given.text() == "60 mcg"
        assert focused() is whole.chair.form.opened.scan

        given.focus()
        type_keys(list("75"), Typing(5))
        QTest.mouseClick(whole.window().windowHandle(), Qt.MouseButton.LeftButton)
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

    @pytest.mark.parametrize("text", ["Johansson", "MRN-0012345", "0012345", "Table 12, ask for Maria"])
    @pytest.mark.parametrize("gap", [1, 20, 35])
    def test_what_is_no_code_by_its_form_is_typed(self, whole: Desk, text: str, gap: int) -> None:
        """A text expander, dictation, or a wristband that is scanned into its field."""
        name = field(whole.chair, "patient.name")
        name.focus()
        type_keys([*text], Typing(gap))
        whole.wedge.settle()

        assert name.text() == text
        assert desks.message(whole.chair) == ""

    def test_a_quick_start_and_a_slow_end(self, whole: Desk) -> None:
        """All of a name arrives, however it was typed."""
        name = field(whole.chair, "patient.name")
        name.focus()
        type_keys([*"Johans"], Typing(35))
        type_keys([*"son, Katharina"], Typing(120, 85))
        whole.wedge.settle()

        assert name.text() == "Johansson, Katharina"

    def test_an_input_method_comes_after_the_keys_before_it(self, whole: Desk) -> None:
        """What it puts in stands behind what was typed first."""
        name = field(whole.chair, "patient.name")
        name.focus()
        type_keys([*"ab"], Typing(20))
        commit = QInputMethodEvent()
        commit.setCommitString("\u00e9")
        QCoreApplication.sendEvent(name.control, commit)

        assert name.text() == "ab\u00e9"

    def test_a_program_may_type_a_text(self, whole: Desk) -> None:
        """Where the scanner is known, a text with blanks that lacks what it sends is somebody's."""
        whole.wedge.scanner = whole.chair.form.opened.scanner = Scanner(terminator=scanner.ENTER)
        name = field(whole.chair, "patient.name")
        name.focus()
        type_keys([*"R. Ortiz RN"], Typing(1))
        whole.wedge.settle()

        assert name.text() == "R. Ortiz RN"


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
