"""Products of the clinic's lists: added, corrected, confirmed from the label, and taken back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from core import ndc, own_lists
from core.catalog import Product
from core.quantity import MCG
from gui.chair import Chair
from gui.desk import Desk
from gui.entry_dialog import EntryDialog
from gui.lists_page import ListsPage
from tests.build import AMPUL_100, VIAL_100, shipped
from tests.gui.desks import message
from tests.gui.keys import CTRL, at_next_dialogue, filling, give_60_of_100, press, push
from tests.gui.showing import to_front

INFERRED = "0641-6174-10"
"""A container whose type nobody has read."""

OWN = {
    "ndc": "9999-0001-01",
    "labeler": "Example",
    "name": "Octreotide acetate injection",
    "container": "vial",
    "concentration": "25 mcg/mL",
    "volume": "1 mL",
    "dosing": "single",
    "by": "K. Mayer RN",
    "on": "11/20/2026",
}


def product(desk: Desk, code: str) -> Product:
    """A product as the window knows it."""
    found = desk.lists.known.catalog.find(ndc.parse(code))
    assert isinstance(found, Product)
    return found


def choose(lists_page: ListsPage, code: str) -> None:
    """Choose a product."""
    lists_page.products.table.choose_key(ndc.parse(code))
    assert lists_page.products.chosen() == ndc.parse(code)


class TestProducts:
    """What the clinic reads on labels."""

    def test_all_are_shown_with_where_they_come_from(self, lists_page: ListsPage) -> None:
        """Each has its source, the day it was checked and how long ago that is."""
        rows = lists_page.products.table.rows.rows

        assert [row.cells[0] for row in rows] == [entry.ndc for entry in shipped().catalog.products]
        assert {row.cells[5] for row in rows} == {"Shipped"}
        assert "Source: CMS ASP NDC-HCPCS crosswalk, Oct-Dec 2025" in lists_page.products.told.text()

    def test_one_is_added(self, whole: Desk, lists_page: ListsPage) -> None:
        """It stands in the list, is chosen there, and is known at the chair at once."""
        at_next_dialogue(filling(OWN))
        QTest.mouseClick(lists_page.products.add, Qt.MouseButton.LeftButton)

        made = product(whole, OWN["ndc"])
        assert (made.strength, made.source) == ("25 mcg in 1 mL", "label, read by K. Mayer RN on 2026-11-20")
        assert (made.origin, made.dosing_confirmed, made.hcpcs) == ("clinic", True, "J2354")
        assert lists_page.products.chosen() == made.key
        assert lists_page.message.text() == "9999-0001-01 is in the list."
        whole.chair.form.opened.scan.sent.emit("9999-0001-01")
        assert whole.chair.form.read()["opened"] == [{"ndc": "9999-0001-01", "count": 1}]

    @pytest.mark.parametrize(
        ("texts", "faults"),
        [
            (
                {"ndc": "0078-0811-81"},
                {"ndc": "This is Sandostatin LAR Depot, billed with J2353."},
            ),
            ({"ndc": VIAL_100}, {"ndc": "It is in the list already; choose it there and correct it."}),
            (
                {"ndc": "99990001"},
                {"ndc": "99990001: expected an NDC as on the label, such as 0641-6175-10, or its 11 digits."},
            ),
            ({"billing_unit": "50 mcg"}, {"billing_unit": "J2354 is billed by 25 mcg."}),
            ({"hcpcs": "octreotide"}, {"hcpcs": "Octreotide: expected a code such as J2354."}),
            ({"volume": ""}, {"concentration": "A solution needs concentration and volume, a powder needs content."}),
            ({"by": "", "on": "soon"}, {"by": "Say who read it.", "on": "soon: expected a date such as 2026-11-20."}),
            ({"on": "2999-01-01"}, {"on": "2999-01-01 is still to come."}),
            ({"container": "", "dosing": ""}, {"container": "Missing or empty.", "dosing": "Missing or empty."}),
        ],
    )
    def test_what_is_not_right(
        self, whole: Desk, lists_page: ListsPage, texts: dict[str, str], faults: dict[str, str]
    ) -> None:
        """It is said at its field, and nothing is taken."""
        seen: list[dict[str, str]] = []
        at_next_dialogue(filling(OWN | texts, seen))
        lists_page.products.ask_new()

        assert seen == [faults]
        assert whole.lists.known == shipped()

    def test_a_code_without_rules(self, whole: Desk, lists_page: ListsPage) -> None:
        """Another drug may be listed; that no limits are known for it is said at its code."""
        labels: list[str] = []

        def act(dialogue: EntryDialog) -> None:
            filling(OWN | {"hcpcs": "J9999", "billing_unit": "1 mg"})(dialogue)
            labels.append(dialogue.fields["hcpcs"].label())

        at_next_dialogue(act)
        lists_page.products.ask_new()

        assert labels == ["HCPCS code (no limits are known for it)"]
        assert product(whole, OWN["ndc"]).hcpcs == "J9999"

    def test_one_is_corrected_and_the_shipped_one_used_again(self, whole: Desk, lists_page: ListsPage) -> None:
        """The clinic's entry stands in its place until it is dropped."""
        choose(lists_page, VIAL_100)
        at_next_dialogue(filling({"labeler": "Hikma", "dosing": "multi", "by": "K. Mayer RN"}))
        QTest.keyClick(lists_page.products.table, Qt.Key.Key_Return)

        assert (product(whole, VIAL_100).labeler, product(whole, VIAL_100).dosing) == ("Hikma", "multi")
        assert lists_page.products.drop.text() == "Use the &shipped one"
        assert "in the place of the shipped entry" in lists_page.products.told.text()

        QTest.mouseClick(lists_page.products.drop, Qt.MouseButton.LeftButton)
        assert product(whole, VIAL_100) == shipped().catalog.find(ndc.parse(VIAL_100))
        assert not lists_page.products.drop.isEnabled()

    def test_a_type_that_nobody_read_stays_unconfirmed(self, whole: Desk, lists_page: ListsPage) -> None:
        """R8: a correction of the name confirms no type; choosing it does."""
        choose(lists_page, INFERRED)
        before = product(whole, INFERRED)
        at_next_dialogue(filling({"name": "Octreotide", "by": "K. Mayer RN"}))
        lists_page.products.ask_correction()

        after = product(whole, INFERRED)
        assert (after.name, after.dosing, after.dosing_confirmed) == ("Octreotide", before.dosing, False)
        assert after.source.endswith(f"; dosing: {before.source.partition('dosing: ')[2]}")

        at_next_dialogue(filling({"dosing": "multi", "by": "K. Mayer RN"}))
        lists_page.products.ask_correction()
        assert product(whole, INFERRED).dosing_confirmed
        assert product(whole, INFERRED).source.startswith("label, read by K. Mayer RN on ")
        assert "inferred" not in product(whole, INFERRED).source

    @pytest.mark.parametrize(("answer", "content"), [("The label says so", 1_000), ("Go back", 100)])
    def test_another_content_is_asked_for(self, whole: Desk, lists_page: ListsPage, answer: str, content: int) -> None:
        """R3: a tenfold slip changes each claim, so that it is shown before it is taken."""
        seen: list[str] = []

        def say(question: QMessageBox) -> None:
            seen.append(question.text())
            if answer == "Go back":
                at_next_dialogue(EntryDialog.reject)
            push(answer)(question)

        def slip(dialogue: EntryDialog) -> None:
            at_next_dialogue(say)
            filling({"concentration": "1000 mcg/mL", "by": "K. Mayer RN"})(dialogue)

        choose(lists_page, VIAL_100)
        at_next_dialogue(slip)
        lists_page.products.ask_correction()

        assert seen == ["100 mcg in 1 mL is 1,000 mcg in 1 mL. Does the label say so?"]
        assert product(whole, VIAL_100).content == content * MCG

    def test_a_change_is_taken_back(self, qtbot: QtBot, whole: Desk, lists_page: ListsPage) -> None:
        """Ctrl+Z undoes the last one, once."""
        at_next_dialogue(filling(OWN))
        lists_page.products.ask_new()
        to_front(qtbot, whole)
        lists_page.products.table.setFocus()
        assert lists_page.undo.isEnabled()
        press(Qt.Key.Key_Z, CTRL)
        assert whole.lists.known == shipped()
        assert lists_page.message.text() == "The last change is taken back."
        assert not lists_page.undo.isEnabled()

        press(Qt.Key.Key_Z, CTRL)
        assert lists_page.message.text() == "There is no change to take back."

    def test_without_a_change_there_is_nothing_to_take_back(self, lists_page: ListsPage) -> None:
        """The button says so, too."""
        assert not lists_page.undo.isEnabled()

    def test_what_another_window_changed_is_not_taken_back(
        self, whole: Desk, lists_page: ListsPage, settings_path: Path
    ) -> None:
        """Its entry stays, and is shown."""
        at_next_dialogue(filling(OWN))
        lists_page.products.ask_new()
        own_lists.change_products(str(settings_path.parent), [product(whole, VIAL_100)._replace(labeler="Other")])
        lists_page.undo.click()

        assert lists_page.message.text() == "It was not taken back: the list was changed again since."
        assert product(whole, VIAL_100).labeler == "Other"

    def test_search(self, lists_page: ListsPage) -> None:
        """Beginnings of words narrow the table down; where nothing is left that is said."""
        lists_page.products.search.set_text("hikma 100")
        assert [row.cells[0] for row in lists_page.products.table.rows.rows] == [VIAL_100]

        lists_page.products.search.set_text("nobody")
        assert lists_page.products.told.text() == "There is no such entry."
        assert not lists_page.products.correct.isEnabled()
        lists_page.products.ask_correction()
        lists_page.products.remove()

    def test_a_list_that_cant_be_written(self, lists_page: ListsPage, settings_path: Path) -> None:
        """It is said, and nothing is changed."""
        settings_path.parent.mkdir(exist_ok=True)
        (settings_path.parent / "products.toml").mkdir()
        at_next_dialogue(filling(OWN))
        lists_page.products.ask_new()

        assert lists_page.message.text() == "The list was not saved: Is a directory."


class TestConfirmed:
    """A container's type that was inferred."""

    def test_at_the_finding(self, whole: Desk, window: Chair) -> None:
        """The link asks for the label; then the warning is gone, and what was typed is as it was."""
        give_60_of_100(window)
        before = window.form.read()
        (row,) = [row for row in window.details.findings.rows if row.link.text() == "Confirm from label"]
        at_next_dialogue(filling({"dosing": "single", "by": "K. Mayer RN", "on": "2026-11-20"}))
        QTest.mouseClick(row.link, Qt.MouseButton.LeftButton)

        assert window.result is not None
        assert "container-type-unconfirmed" not in {finding.code for finding in window.result.findings}
        assert window.form.read() == before
        assert message(window) == "0641-6175-10 is confirmed as single-dose."
        assert product(whole, VIAL_100).source.endswith("; dosing: label, read by K. Mayer RN on 2026-11-20")

    def test_the_label_says_otherwise(self, whole: Desk, lists_page: ListsPage) -> None:
        """Then the product is what its label says."""
        choose(lists_page, VIAL_100)
        at_next_dialogue(filling({"dosing": "multi", "by": "K. Mayer RN"}))
        QTest.mouseClick(lists_page.products.confirm, Qt.MouseButton.LeftButton)

        assert product(whole, VIAL_100).dosing == "multi"
        assert not lists_page.products.confirm.isEnabled()

    def test_nothing_is_chosen_for_the_user(self, whole: Desk, lists_page: ListsPage) -> None:
        """The type must be said, and who read it; going back changes nothing."""
        choose(lists_page, VIAL_100)
        seen: list[dict[str, str]] = []
        at_next_dialogue(filling({}, seen))
        lists_page.products.ask_dosing()

        assert seen == [{"dosing": "Choose what the label says.", "by": "Say who read it."}]
        assert whole.lists.known == shipped()

    def test_a_confirmed_one_is_not_asked_again(self, lists_page: ListsPage) -> None:
        """An ampul whose label was read."""
        choose(lists_page, AMPUL_100)

        assert not lists_page.products.confirm.isEnabled()


def test_an_encounter_that_is_begun_keeps_its_containers(window: Chair, lists_page: ListsPage) -> None:
    """A product that is taken out of the list meanwhile stays in sight, with why nothing can be billed."""
    at_next_dialogue(filling(OWN))
    lists_page.products.ask_new()
    window.form.opened.scan.sent.emit("9999-0001-01")
    before = window.form.read()
    lists_page.products.remove()

    assert window.form.read() == before
    assert [row.product.ndc for row in window.form.opened.rows] == ["9999-0001-01"]
