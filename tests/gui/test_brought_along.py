"""A note made with the clinic's own lists, where these are not, or are other ones by now."""

import datetime
import hashlib
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core import ndc, own_lists
from core.catalog import Product
from core.clinic import Clinic
from core.journal.record import known_to
from core.note.verify import SAME, verify
from core.quantity import MCG, Mass
from core.result import Result
from gui import drawing, reprinting
from gui.chair import Chair
from gui.desk import Desk
from gui.note_dialog import NoteDialog
from tests.build import VIAL_100, shipped
from tests.gui import desks
from tests.gui.desks import message, read, records, save, save_amended, wait_for_journal
from tests.gui.keys import CTRL, field, press

OWN_CODE = "9999-0001-01"
NOW = datetime.datetime(2026, 11, 25, 12, 0, tzinfo=datetime.UTC)


def own() -> Product:
    """A vial of the clinic's own list."""
    vial = shipped().catalog.find(ndc.parse(VIAL_100))
    assert isinstance(vial, Product)
    return vial._replace(ndc=OWN_CODE, key=ndc.parse(OWN_CODE), dosing_confirmed=True, source="label, read by K. Mayer")


def put(desk: Desk, product: Product) -> None:
    """Put a product into the clinic's list."""
    assert desk.lists.change(partial(own_lists.change_products, put=[product])) == ""


def drop(desk: Desk, product: Product) -> None:
    """Take a product out of it again."""
    assert desk.lists.change(lambda folder: own_lists.change_products(folder, drop=[product.key])) == ""


def give(window: Chair) -> None:
    """60 mcg of the clinic's own vial."""
    window.form.opened.scan.sent.emit(OWN_CODE)
    field(window, "given").set_text("60 mcg")
    field(window, "route").set_text("SC")


@pytest.fixture
def filed(qtbot: QtBot, whole: Desk, window: Chair, tmp_path: Path) -> Path:
    """The file of a note that was made with the clinic's own list, and filed; the list is empty by now."""
    wait_for_journal(qtbot, whole)
    put(whole, own())
    give(window)
    save(tmp_path / "note.pdf")
    press(Qt.Key.Key_N, CTRL)
    drop(whole, own())
    return tmp_path / "note.pdf"


def test_checked(filed: Path) -> None:
    """It agrees with its encounter on a machine that has no such list, and names the list and its source."""
    assert verify(filed.read_bytes(), shipped()).verdict == SAME
    assert "with clinic's list" in read(filed)
    assert "clinic's own list. Source: label, read by K. Mayer" in read(filed)


def test_printed_again(whole: Desk, filed: Path) -> None:
    """Drawn from its record, byte by byte as it was filed, whatever the list says today."""
    (record,) = records(whole)
    put(whole, own()._replace(labeler="Other"))
    order = reprinting.order(record, Clinic(), shipped(), "", NOW)

    assert reprinting._SAME in order
    known = known_to(record.body, shipped())
    drawn = drawing.draw(record.body["encounter"], known, Clinic())
    assert hashlib.sha256(drawn.pdf).hexdigest() == hashlib.sha256(filed.read_bytes()).hexdigest()


def test_looked_at(qtbot: QtBot, whole: Desk, filed: Path) -> None:  # noqa: ARG001 - filed first
    """The journal's page draws it the same, too."""
    (record,) = records(whole)
    dialogue = NoteDialog(whole, record.body, Clinic(), shipped())
    qtbot.addWidget(dialogue)
    qtbot.waitUntil(lambda: dialogue.said.text().startswith("Drawn again from the journal: the same"), timeout=20_000)


def test_amended(whole: Desk, window: Chair, filed: Path, tmp_path: Path) -> None:  # noqa: ARG001 - filed first
    """The form shows it with the container that it used; the amended note brings it along again."""
    (record,) = records(whole)
    window.cases.amend(record)
    assert [row.product.ndc for row in window.form.opened.rows] == [OWN_CODE]
    field(window, "given").set_text("50 mcg")
    save_amended(tmp_path / "second.pdf", "Dose corrected")

    assert message(window).startswith("Saved")
    assert verify((tmp_path / "second.pdf").read_bytes(), shipped()).verdict == SAME


def test_what_was_corrected_since_holds_for_an_amendment(whole: Desk, window: Chair, filed: Path) -> None:  # noqa: ARG001
    """The clinic's own entry of today stands over the note's."""
    put(whole, own()._replace(labeler="Newer"))
    window.cases.amend(records(whole)[0])

    assert [row.product.labeler for row in window.form.opened.rows] == ["Newer"]


def test_a_filed_note_stays_what_it_is(qtbot: QtBot, whole: Desk, window: Chair, tmp_path: Path) -> None:
    """R3: on the page and taken up again it has the lines of its record; what is typed then has today's."""
    wait_for_journal(qtbot, whole)
    put(whole, own())
    give(window)
    save(tmp_path / "note.pdf")
    filed = result(window)

    put(whole, twice_as_strong())
    assert (result(window), window.cases.filed()) == (filed, str(records(whole)[0].body["number"]))
    assert window.footer.terms.text().startswith("A list has changed since. This is the note as it was filed.")
    drop(whole, own())
    assert result(window) == filed

    put(whole, twice_as_strong())
    press(Qt.Key.Key_N, CTRL)
    assert "changed since" not in window.footer.terms.text()
    window.cases.amend(records(whole)[0])
    assert result(window) == filed

    field(window, "given").set_text("61 mcg")
    assert [line.units for line in result(window).lines] == [3, 5]
    assert "changed since" not in window.footer.terms.text()


def result(window: Chair) -> Result:
    """The answer on the page."""
    assert window.result is not None
    return window.result


def twice_as_strong() -> Product:
    """The clinic's own vial with twice the content."""
    return own()._replace(content=Mass(200 * MCG), concentration=Mass(200 * MCG))


def test_a_new_encounter_knows_only_the_list_of_today(whole: Desk, window: Chair, filed: Path) -> None:  # noqa: ARG001
    """What a note brought along is forgotten with it; a copy of it is refused, with what to do."""
    (record,) = records(whole)
    window.cases.amend(record)
    window.cases.begin()
    window.form.opened.scan.sent.emit(OWN_CODE)
    assert window.form.opened.said() == f"{OWN_CODE} is not in the catalogue. Check it against the label."

    window.cases.copy_from(record)
    assert message(window).endswith("Add it on the page Lists.")
    assert window.form.opened.rows == []


def test_an_encounter_whose_container_is_gone_stays_away(whole: Desk, window: Chair) -> None:
    """Taking New back says why it can't."""
    put(whole, own())
    give(window)
    window.cases.case.kept = window.form.read()
    window.cases.new()
    drop(whole, own())
    window.cases.take_back()

    assert message(window).startswith("The last encounter has a container that is not in the list any more")
    put(whole, own())
    window.cases.take_back()
    assert [row.product.ndc for row in window.form.opened.rows] == [OWN_CODE]


@pytest.mark.usefixtures("dressed", "own_keyring")
def test_a_draft_whose_container_is_gone_waits(qtbot: QtBot, settings_path: Path) -> None:
    """It is offered, and stays kept until the container is in the list again."""
    folder = str(settings_path.parent)
    with desks.opened(qtbot, folder) as desk:
        wait_for_journal(qtbot, desk)
        put(desk, own())
        give(desk.chair)
        desk.chair.cases.keep_draft()
        desk.journal.settle()
        drop(desk, own())
        desk.chair.cases.drafts._ready = False  # nothing is tidied up
    with desks.opened(qtbot, folder) as desk:
        wait_for_journal(qtbot, desk)
        qtbot.waitUntil(desk.chair.cases.offer.isVisible)
        desk.chair.cases.offer.taken.emit()

        assert message(desk.chair).startswith(f"It was not brought back. {OWN_CODE} is not in the catalogue.")
        assert desk.chair.cases.offer.isVisible()
