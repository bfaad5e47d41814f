"""What is asked and said about containers at the chair: recalled, expired, a carton's, the next patient's."""

import datetime
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core import ndc, own_lists
from core.catalog import Product
from core.recalls import Recall
from gui import words
from gui.chair import Chair
from gui.desk import Desk
from tests.build import MULTI_1000, VIAL_100, shipped
from tests.gui import desks
from tests.gui.keys import BARCODE, CTRL, enter, field, press, write
from tests.gui.scanner import Typing, signs, type_keys

GTIN = "0100306416175104"
EXPIRED = f"{GTIN}1726013110QX7781"
RECALLED = "Lot QX7781 was recalled (Hikma's letter, 2026-11-19). Do not give it."


def scan(text: str) -> None:
    """Scan a code as most scanners do."""
    type_keys([*signs(text, ["chr 29"]), "\r"])


def recall(desk: Desk, lot: str = "QX7781") -> None:
    """Put a lot of the vial of 100 mcg onto the clinic's list."""
    entry = Recall(VIAL_100, lot, datetime.date(2026, 11, 19), "Hikma's letter")
    assert desk.lists.change(lambda folder: own_lists.change_recalls(folder, [entry])) == ""


def asked(chair: Chair) -> list[str]:
    """The first words of each open question."""
    return [" ".join(question.words.text().split()[:4]) for question in chair.form.opened.questions]


def notice(chair: Chair) -> str:
    """What is said at the first row, whatever else is missing."""
    return chair.form.opened.rows[0].notice.text()


class TestAsked:
    """A container that should not be given waits for a person."""

    def test_an_expired_one(self, window: Chair) -> None:
        """D1: asked at the scan, and said at its row by the date of service of now."""
        scan(EXPIRED)
        assert asked(window) == ["100 mcg in 1"]
        assert "expired on 2026-01-31" in desks.message(window)
        window.form.opened.questions[0].yes.click()
        assert notice(window) == "Expired on 2026-01-31. Do not give it."
        field(window, "service_date").set_text("2026-01-31")
        assert notice(window) == ""
        assert window.form.opened.rows[0].notice.isHidden()

    def test_one_doubt_after_the_other(self, whole: Desk) -> None:
        """S1, D1, S2: a yes to one does not answer the next."""
        recall(whole)
        chair = whole.chair
        code = f"{GTIN}1726013110QX7781\x1d2100482"
        for _ in range(2):
            scan(code)
        assert asked(chair) == ["Lot QX7781 of 0641-6175-10"]
        chair.form.opened.questions[0].yes.click()
        assert asked(chair) == ["100 mcg in 1"]
        chair.form.opened.questions[0].yes.click()
        assert asked(chair) == []
        assert chair.form.opened.rows[0].fields["count"].text() == "1"

        scan(code)
        for _ in range(2):
            chair.form.opened.questions[0].yes.click()
        assert asked(chair) == ["Serial 00482 is on"]
        chair.form.opened.questions[0].no.click()
        assert asked(chair) == []
        assert chair.form.opened.rows[0].fields["count"].text() == "1"

    def test_the_same_scan_again_asks_nothing_new(self, whole: Desk) -> None:
        """While its question is open; what it asks is said again."""
        recall(whole)
        for _ in range(2):
            scan(BARCODE)
        assert len(whole.chair.form.opened.questions) == 1
        assert desks.message(whole.chair).startswith("Lot QX7781 of 0641-6175-10 was recalled")
        whole.chair.form.opened.questions[0].no.click()
        scan(BARCODE)
        assert len(whole.chair.form.opened.questions) == 1

    def test_a_carton(self, window: Chair) -> None:
        """B1: an indicator other than 0 is no single container's."""
        scan("015030641617510917271130")
        assert asked(window) == ["This is the code"]
        window.form.opened.questions[0].yes.click()
        scan(f"{GTIN}17271130")
        assert [entry["count"] for entry in window.form.read()["opened"]] == [2]


class TestNextPatient:
    """A scan after a note is filed is the next patient's, most likely."""

    def test_also_after_a_stray_edit(self, whole: Desk, qtbot: QtBot, tmp_path: Path) -> None:
        """Whatever was touched since; and a recall is asked about after that."""
        chair = whole.chair
        desks.wait_for_journal(qtbot, whole)
        scan(f"{GTIN}1727113010AB1")
        field(chair, "given").set_text("60 mcg")
        field(chair, "route").set_text("SC")
        desks.save(tmp_path / "first.pdf")
        recall(whole)
        field(chair, "site").set_text("left arm")
        before = chair.form.read()
        scan(BARCODE)
        assert asked(chair)[0].startswith("Note ")
        assert chair.form.read() == before
        chair.form.opened.questions[0].yes.click()
        assert asked(chair) == ["Lot QX7781 of 0641-6175-10"]
        chair.form.opened.questions[0].no.click()
        scan(BARCODE)
        assert asked(chair) == ["Lot QX7781 of 0641-6175-10"]

    def test_not_where_amend_was_chosen(self, whole: Desk, qtbot: QtBot, tmp_path: Path) -> None:
        """Until the amendment is filed."""
        chair = whole.chair
        desks.wait_for_journal(qtbot, whole)
        scan(BARCODE)
        field(chair, "given").set_text("60 mcg")
        field(chair, "route").set_text("SC")
        desks.save(tmp_path / "first.pdf")
        press(Qt.Key.Key_N, CTRL)
        chair.cases.amend(desks.records(whole)[0])
        scan(BARCODE)
        assert asked(chair) == []
        field(chair, "given").set_text("120 mcg")
        desks.save_amended(tmp_path / "second.pdf", "Second vial")
        scan(BARCODE)
        assert asked(chair)[0].startswith("Note ")


class TestAtTheRow:
    """What is known against a container is said at its row."""

    def test_a_recalled_lot_that_is_typed(self, whole: Desk) -> None:
        """As soon as lot and list agree."""
        recall(whole)
        write(VIAL_100)
        enter()
        field(whole.chair, "opened[0].lot").set_text("qx 77-81")
        assert notice(whole.chair) == RECALLED.replace("QX7781", "qx 77-81")
        field(whole.chair, "opened[0].lot").set_text("QX778")
        assert notice(whole.chair) == ""

    def test_a_recall_that_is_listed_later(self, whole: Desk) -> None:
        """The list counts as it is now."""
        scan(BARCODE)
        assert notice(whole.chair) == ""
        recall(whole, "QX-7781")
        assert notice(whole.chair) == RECALLED

    def test_an_expiry_that_is_not_typed_to_its_end(self, window: Chair) -> None:
        """Nothing is said of it yet."""
        scan(EXPIRED)
        window.form.opened.questions[0].yes.click()
        field(window, "opened[0].expires").set_text("1/2")
        assert notice(window) == ""


class TestLostSeparator:
    """B3: what holds lot and serial stays until both are copied from it."""

    def test_until_both_are_there(self, window: Chair) -> None:
        """The text and the serial's field stay through the first keys."""
        scan(f"{GTIN}1727113010QX778121100482")
        row = window.form.opened.rows[0]
        assert "QX778121100482" in notice(window)
        field(window, "opened[0].lot").focus()
        type_keys([*"QX7781"], Typing(100))
        assert not row.serials.isHidden()
        assert "QX778121100482" in notice(window)
        row.serials.focus()
        type_keys([*"100482"], Typing(100))
        assert "QX778121100482" in notice(window)
        field(window, "given").focus()
        assert notice(window) == ""
        assert window.form.read()["opened"][0]["serials"] == ["100482"]
        assert row.no_serial.isHidden()

    def test_or_there_is_no_serial(self, window: Chair) -> None:
        """One press says so, and it is reached by Tab."""
        scan(f"{GTIN}1727113010QX778121100482")
        row = window.form.opened.rows[0]
        assert row.no_serial.text() == words.NO_SERIAL
        row.no_serial.click()
        assert row.notice.isHidden()
        assert row.serials.isHidden()
        assert row.no_serial.isHidden()


def test_a_list_that_changes_takes_nothing_away(whole: Desk) -> None:
    """What is asked about a scan, and what was drawn, stays where a product is another one by now."""
    scan(f"{GTIN}1727113010QX778121100482")
    write(MULTI_1000)
    enter()
    field(whole.chair, "opened[1].drawn").set_text("60 mcg")
    recall(whole, "ZZ")
    for code in (VIAL_100, MULTI_1000):
        product = shipped().catalog.find(ndc.parse(code))
        assert isinstance(product, Product)
        own = product._replace(labeler="Corrected", source="label, read by K. Mayer")
        assert whole.lists.change(partial(own_lists.change_products, put=[own])) == ""

    rows = whole.chair.form.opened.rows
    assert [row.product.labeler for row in rows] == ["Corrected", "Corrected"]
    assert "QX778121100482" in notice(whole.chair)
    assert rows[0].notice.isVisibleTo(rows[0])
    assert whole.chair.form.read()["opened"][1]["drawn"] == "60 mcg"


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_a_question_over_a_list_that_changed(whole: Desk, answer: str) -> None:
    """The container is listed as the list has it when it is answered."""
    recall(whole)
    scan(BARCODE)
    product = shipped().catalog.find(ndc.parse(VIAL_100))
    assert isinstance(product, Product)
    own = product._replace(labeler="Corrected", source="label, read by K. Mayer")
    assert whole.lists.change(partial(own_lists.change_products, put=[own])) == ""
    getattr(whole.chair.form.opened.questions[0], answer).click()

    labelers = [row.product.labeler for row in whole.chair.form.opened.rows]
    assert labelers == (["Corrected"] if answer == "yes" else [])
