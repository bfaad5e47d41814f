"""Scans told from keys: each is whole or refused, and stands in no field."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core import scanner
from core.scanner import Scanner
from gui.desk import JOURNAL, Desk
from gui.wedge import LEAST, PAUSE
from tests.gui import desks
from tests.gui.keys import BARCODE, field, focused
from tests.gui.scanner import Typing, listed, scan, type_keys

GTIN = "0100306416175104"
WHOLE = f"{GTIN}1727113010QX7781\x1d21100482"


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

    def test_a_number_stays_as_it_was_while_a_scan_comes(self, whole: Desk) -> None:
        """Not even for a moment another count, which would take the attestation back."""
        scan()
        count = whole.chair.form.opened.rows[0].fields["count"]
        count.focus()
        heard: list[str] = []
        count.changed.connect(lambda: heard.append(count.text()))
        scan(f"{GTIN[:-1]}5")

        assert heard == []
        assert "the check digit is wrong" in desks.message(whole.chair)

    def test_a_person_types_right_after_it(self, whole: Desk) -> None:
        """What comes slower than the scanner is the person's, and goes where it is typed; Enter too."""
        name = field(whole.chair, "patient.name")
        name.focus()
        type_keys([*f"{GTIN}10QX7781"], Typing(4))
        type_keys([*"Rosa"], Typing(150, 200))
        assert name.text() == "Rosa"
        assert whole.chair.form.read()["opened"][0]["lot"] == "QX7781"

        type_keys([*BARCODE], Typing(4))
        type_keys([*"lf"], Typing(90, 150))
        type_keys(["\t"], Typing(5, 100))
        assert name.text() == "Rosalf"
        assert focused() is not name.control

    def test_a_late_sign_alone_may_be_either_s(self, whole: Desk) -> None:
        """It is not known whether a slow radio sent it or a person typed it: the scan is asked for again."""
        field(whole.chair, "given").focus()
        type_keys([*BARCODE])
        type_keys(["1"], Typing(5, 150))
        whole.wedge.settle()
        assert scanner.IN_PARTS in desks.message(whole.chair)

        type_keys([*BARCODE])
        type_keys(["1"], Typing(100, 150))
        type_keys(["\r"], Typing(5, 0))
        assert scanner.IN_PARTS in desks.message(whole.chair)
        assert listed(whole) == []

    def test_a_radio_that_is_slow_again_and_again(self, whole: Desk) -> None:
        """Many signs between two slow moments are the scanner's."""
        type_keys([*BARCODE[:10]])
        type_keys([*BARCODE[10:20]], Typing(5, 200))
        type_keys([*BARCODE[20:], "\r"], Typing(5, 200))

        assert whole.chair.form.read()["opened"][0]["lot"] == "QX7781"

    def test_a_field_can_be_undone_after_it(self, whole: Desk) -> None:
        """What was typed before the scan can still be taken back."""
        name = field(whole.chair, "patient.name")
        name.focus()
        type_keys([*"Ana"], Typing(100))
        scan()
        assert name.text() == "Ana"
        while name.control.isUndoAvailable():  # type: ignore[attr-defined]
            name.control.undo()  # type: ignore[attr-defined]
        assert name.text() == ""

    def test_from_another_page(self, whole: Desk) -> None:
        """The chair comes forward with the container on it."""
        whole.go(JOURNAL)
        scan()

        assert whole.stack.currentWidget() is whole.chair
        assert len(listed(whole)) == 1
        assert desks.message(whole.chair) == "Scanned: 100 mcg in 1 mL vial, lot QX7781."

    def test_the_same_again_is_told(self, whole: Desk) -> None:
        """A scanner that reads one vial twice would bill two: the new count is said each time."""
        scan()
        scan()

        assert [row.fields["count"].text() for row in whole.chair.form.opened.rows] == ["2"]
        said = "Scanned: 100 mcg in 1 mL vial, lot QX7781. Count is 2 now: set it back if it was the same one."
        assert desks.message(whole.chair) == said

    def test_over_an_open_list(self, whole: Desk) -> None:
        """The list closes, and nothing else is chosen in it."""
        choice = field(whole.chair, "setting")
        choice.focus()
        choice.control.showPopup()  # type: ignore[attr-defined]
        scan()

        assert QApplication.activePopupWidget() is None
        assert choice.text() == "office"
        assert len(listed(whole)) == 1
