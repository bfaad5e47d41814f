"""The scanner test: what came, key by key, and the settings that follow from it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.scanner import ENTER, NOTHING, TAB, Scanner
from gui.chair import Chair
from gui.desk import Desk
from gui.scanner_dialog import ScannerDialog
from gui.scanner_seen import Seen, Stroke
from gui.settings_dialog import SettingsDialog
from tests.gui import accessible
from tests.gui.keys import ALT, CTRL, at_next_dialogue, field, press
from tests.gui.scanner import Typing, signs, type_keys

CODE = "010030641617510421100482\x1d1727113010QX7781"


def seen(text: str, gap: int = 5, *ends: str) -> Seen:
    """A scan of these signs; each name of a key stands in brackets."""
    names = [part for piece in text.replace("[", "|[").replace("}", "|").split("|") for part in _names(piece)]
    return Seen(tuple(Stroke(name, place * gap) for place, name in enumerate((*names, *ends))))


def _names(piece: str) -> list[str]:
    return [piece.removeprefix("[")] if piece.startswith("[") else [*piece]


@pytest.mark.parametrize(
    ("scan", "settings", "separator"),
    [
        (seen("]d20100306416175104[GS}10A", 5, "Enter"), Scanner("]", "", ENTER), "GS"),
        (seen("]d2010030641617510421S#10A", 5, "Tab"), Scanner("]", "#", TAB), "#"),
        (seen("**010030641617510421S[F7}10A"), Scanner("**", "F7", NOTHING), "F7"),
        (seen("010030641617510421S[F8}10A"), Scanner("", "", NOTHING), "F8"),
        (seen("010030641617510421S^]10A", 5, "Enter"), Scanner("", "", ENTER), "^]"),
        (seen("010030641617510421S<GS>10A", 5, "Enter"), Scanner("", "", ENTER), "<GS>"),
        (seen("306416175104", 5, "Enter"), Scanner("", "", ENTER), "None was sent"),
        (seen("https://example.org/#12", 5, "Enter"), Scanner("", "", ENTER), "None was sent"),
    ],
)
def test_settings_that_follow(scan: Seen, settings: Scanner, separator: str) -> None:
    """Only what is not usual anyhow is set, and only what was seen."""
    assert scan.settings() == settings
    assert scan.separator.startswith(separator)


def test_speed_and_prefix_in_words() -> None:
    """How far apart the keys were; where that is too slow, what to do."""
    assert seen("]d20100306416175104", 5).speed == "19 keys, 5 ms apart, 5 ms at most."
    assert "Too slow" in seen("]d20100306416175104", 60).speed
    assert seen("5").speed == "One key alone is no scan."
    assert seen("]d20100306416175104").symbology == "]d2: GS1 DataMatrix"
    assert seen("]X90100306416175104").symbology == "]X9: another symbology"
    assert seen("**0100306416175104").symbology == "The scanner's own: **"
    assert seen("0100306416175104").symbology == "None is sent."


@pytest.fixture
def said(whole: Desk, qtbot: QtBot) -> dict[str, str]:  # noqa: ARG001 - keys go into the window
    """What the test says of a scan, whose settings are then used and saved."""
    found: dict[str, str] = {}

    def test(dialogue: ScannerDialog) -> None:
        qtbot.waitUntil(dialogue.catcher.hasFocus)
        type_keys([*"]d2", *signs(CODE, ["#"]), "\r"], Typing(6))
        qtbot.waitUntil(dialogue.use.isEnabled)
        found.update({name: label.text() for name, label in dialogue.said.items()})
        press(Qt.Key.Key_U, ALT)
        qtbot.waitUntil(lambda: not dialogue.isVisible())

    def change(dialogue: SettingsDialog) -> None:
        at_next_dialogue(test)
        dialogue.test.click()
        qtbot.waitUntil(lambda: dialogue.own["scanner_separator"].text() == "#")
        dialogue.accept()

    at_next_dialogue(change)
    press(Qt.Key.Key_Comma, CTRL)
    return found


def test_what_the_scanner_sends(whole: Desk, said: dict[str, str]) -> None:
    """All of it by its names, and this computer is set up with one key; the chair reads by that."""
    assert said["keys"].startswith("] d 2 0 1 0 0 3")
    assert said["keys"].endswith("Q X 7 7 8 1 [Enter]")
    assert said["speed"] == "45 keys, 6 ms apart, 6 ms at most."
    assert said["symbology"] == "]d2: GS1 DataMatrix"
    assert said["separator"] == "#"
    assert said["terminator"] == "Enter"
    assert said["read"] == "100 mcg in 1 mL vial, 0641-6175-10, lot QX7781, expiry 2027-11-30, serial 100482"
    assert whole.chair.settings.computer.scanner == Scanner("]", "#", ENTER)
    assert whole.wedge.scanner == Scanner("]", "#", ENTER)

    field(whole.chair, "given").focus()
    type_keys([*"]d2", *signs(CODE, ["#"]), "\r"])
    assert whole.chair.form.read()["opened"][0]["serials"] == ["100482"]


def test_a_scan_is_not_listed_while_it_is_tested(window: Chair, said: dict[str, str]) -> None:
    """Nothing comes onto the page."""
    assert said
    assert "opened" not in window.form.read()


def test_a_person_can_leave_by_tab(qtbot: QtBot, window: Chair) -> None:
    """Tab alone goes on; after signs it is the scanner's."""
    dialogue = ScannerDialog(lambda scan, _: scan.text, window)
    qtbot.addWidget(dialogue)
    dialogue.show()
    qtbot.waitUntil(dialogue.isActiveWindow)
    QTest.keyClick(dialogue.catcher, Qt.Key.Key_Tab)
    assert not dialogue.catcher.hasFocus()
    dialogue.catcher.setFocus()
    QTest.keyClicks(dialogue.catcher, "12")
    QTest.keyClick(dialogue.catcher, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: dialogue.said["keys"].text() == "1 2 [Tab]")
    assert dialogue.catcher.hasFocus()
    assert accessible.faults(dialogue) == []
