"""A serial number that an earlier note has: warned about at its row, with the note's number (S2)."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.chair import Chair
from gui.desk import Desk
from tests.build import VIAL_50, VIAL_100
from tests.gui import desks
from tests.gui.keys import BARCODE, CTRL, enter, field, press, write
from tests.gui.scanner import type_keys

CODE = "010030641617510421S99|1727113010QX7781"


def give(chair: Chair) -> None:
    """One scanned container, and the rest of a note."""
    chair.form.focus("opened")
    write(CODE)
    enter()
    field(chair, "given").set_text("60 mcg")
    field(chair, "route").set_text("SC")


def notice(chair: Chair) -> str:
    """What is said at the first row."""
    return chair.form.opened.rows[0].notice.text()


def test_it_is_warned_about(whole: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    """Not in the note that has it first; in every later one that holds; not once that note is void."""
    chair = whole.chair
    desks.wait_for_journal(qtbot, whole)
    give(chair)
    desks.save(tmp_path / "first.pdf")
    qtbot.waitUntil(lambda: not chair.earlier.is_asking)
    assert notice(chair) == ""

    press(Qt.Key.Key_N, CTRL)
    give(chair)
    number = desks.records(whole)[0].body["number"]
    day = desks.records(whole)[0].body["encounter"]["service_date"]
    qtbot.waitUntil(lambda: notice(chair) == f"Serial S99 is in note {number} of {day} too. Check the container.")
    chair.form.opened.rows[0].serials.set_text("S100")
    assert notice(chair) == ""
    chair.form.opened.rows[0].serials.set_text("s99")
    qtbot.waitUntil(lambda: number in notice(chair))


def test_a_scan_after_the_note_is_filed(whole: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    """It is the next patient's container, most likely: the note is not amended by mistake."""
    chair = whole.chair
    desks.wait_for_journal(qtbot, whole)
    give(chair)
    desks.save(tmp_path / "first.pdf")
    number = desks.records(whole)[0].body["number"]
    before = chair.form.read()
    type_keys([*BARCODE, "\r"])
    (question,) = chair.form.opened.questions

    assert question.words.text().startswith(f"Note {number} is in the journal.")
    assert chair.form.read() == before
    question.yes.click()
    assert chair.form.read()["opened"][0]["count"] == 2
    type_keys([*BARCODE, "\r"])
    assert chair.form.opened.questions == []


def test_another_products_number_is_another_container(whole: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    """Serial numbers are given product by product."""
    chair = whole.chair
    desks.wait_for_journal(qtbot, whole)
    give(chair)
    desks.save(tmp_path / "first.pdf")
    press(Qt.Key.Key_N, CTRL)
    for code in (VIAL_50, VIAL_100):
        write(code)
        enter()
    for row in chair.form.opened.rows:
        row.serials.set_text("S99")

    qtbot.waitUntil(lambda: chair.form.opened.rows[1].notice.text() != "")
    assert notice(chair) == ""
