"""The page of lists: what the clinic adds, corrects and confirms, and how it holds at once."""

import datetime
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from core import ndc, own_lists, quarters
from core.catalog import Product
from core.entries import CLINIC
from core.quantity import MCG
from core.recalls import Recall
from core.report import prices
from gui import ages, dates
from gui.chair import Chair
from gui.desk import LISTS, Desk
from gui.entry_dialog import EntryDialog
from gui.list_part import ListPart
from gui.lists_page import ListsPage
from gui.wedge import Scan
from tests.build import AMPUL_100, VIAL_100, shipped
from tests.gui import desks
from tests.gui.desks import message, then
from tests.gui.keys import CTRL, at_next_dialogue, field, give_60_of_100, open_file, press, push
from tests.gui.showing import to_front
from tests.report.records import sample_prices
from tests.unit.test_mue_table import NAME, PRACTITIONER

INFERRED = "0641-6174-10"
"""A container whose type nobody has read."""

RECALLED = Recall("0641-6175-10", "QX7781", datetime.date(2026, 11, 19), "Hikma's letter")

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

save = push("Save")
"""Push Save."""


@pytest.fixture
def page(whole: Desk) -> ListsPage:
    """The page, in front."""
    shown = whole.go(LISTS)
    assert isinstance(shown, ListsPage)
    return shown


def filling(texts: dict[str, str], seen: list[dict[str, str]] | None = None) -> Callable[[EntryDialog], None]:
    """Fill in a dialogue and save it; what it says to be wrong is added to `seen`."""

    def act(dialogue: EntryDialog) -> None:
        for name, text in texts.items():
            dialogue.fields[name].set_text(text)
        save(dialogue)
        if seen is not None:
            seen.append({name: field.fault() for name, field in dialogue.fields.items() if field.fault()})

    return act


def product(desk: Desk, code: str) -> Product:
    """A product as the window knows it."""
    found = desk.lists.known.catalog.find(ndc.parse(code))
    assert isinstance(found, Product)
    return found


def choose(page: ListsPage, code: str) -> None:
    """Choose a product."""
    page.products.table.choose_key(ndc.parse(code))
    assert page.products.chosen() == ndc.parse(code)


class TestProducts:
    """What the clinic reads on labels."""

    def test_all_are_shown_with_where_they_come_from(self, page: ListsPage) -> None:
        """Each has its source, the day it was checked and how long ago that is."""
        rows = page.products.table.rows.rows

        assert [row.cells[0] for row in rows] == [entry.ndc for entry in shipped().catalog.products]
        assert {row.cells[5] for row in rows} == {"Shipped"}
        assert "Source: CMS ASP NDC-HCPCS crosswalk, Oct-Dec 2025" in page.products.told.text()

    def test_one_is_added(self, whole: Desk, page: ListsPage) -> None:
        """It stands in the list, is chosen there, and is known at the chair at once."""
        at_next_dialogue(filling(OWN))
        QTest.mouseClick(page.products.add, Qt.MouseButton.LeftButton)

        made = product(whole, OWN["ndc"])
        assert (made.strength, made.source) == ("25 mcg in 1 mL", "label, read by K. Mayer RN on 2026-11-20")
        assert (made.origin, made.dosing_confirmed, made.hcpcs) == ("clinic", True, "J2354")
        assert page.products.chosen() == made.key
        assert page.message.text() == "9999-0001-01 is in the list."
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
        self, whole: Desk, page: ListsPage, texts: dict[str, str], faults: dict[str, str]
    ) -> None:
        """It is said at its field, and nothing is taken."""
        seen: list[dict[str, str]] = []
        at_next_dialogue(filling(OWN | texts, seen))
        page.products.ask_new()

        assert seen == [faults]
        assert whole.lists.known == shipped()

    def test_a_code_without_rules(self, whole: Desk, page: ListsPage) -> None:
        """Another drug may be listed; that no limits are known for it is said at its code."""
        labels: list[str] = []

        def act(dialogue: EntryDialog) -> None:
            filling(OWN | {"hcpcs": "J9999", "billing_unit": "1 mg"})(dialogue)
            labels.append(dialogue.fields["hcpcs"].label())

        at_next_dialogue(act)
        page.products.ask_new()

        assert labels == ["HCPCS code (no limits are known for it)"]
        assert product(whole, OWN["ndc"]).hcpcs == "J9999"

    def test_one_is_corrected_and_the_shipped_one_used_again(self, whole: Desk, page: ListsPage) -> None:
        """The clinic's entry stands in its place until it is dropped."""
        choose(page, VIAL_100)
        at_next_dialogue(filling({"labeler": "Hikma", "dosing": "multi", "by": "K. Mayer RN"}))
        QTest.keyClick(page.products.table, Qt.Key.Key_Return)

        assert (product(whole, VIAL_100).labeler, product(whole, VIAL_100).dosing) == ("Hikma", "multi")
        assert page.products.drop.text() == "Use the &shipped one"
        assert "in the place of the shipped entry" in page.products.told.text()

        QTest.mouseClick(page.products.drop, Qt.MouseButton.LeftButton)
        assert product(whole, VIAL_100) == shipped().catalog.find(ndc.parse(VIAL_100))
        assert not page.products.drop.isEnabled()

    def test_a_type_that_nobody_read_stays_unconfirmed(self, whole: Desk, page: ListsPage) -> None:
        """R8: a correction of the name confirms no type; choosing it does."""
        choose(page, INFERRED)
        before = product(whole, INFERRED)
        at_next_dialogue(filling({"name": "Octreotide", "by": "K. Mayer RN"}))
        page.products.ask_correction()

        after = product(whole, INFERRED)
        assert (after.name, after.dosing, after.dosing_confirmed) == ("Octreotide", before.dosing, False)
        assert after.source.endswith(f"; dosing: {before.source.partition('dosing: ')[2]}")

        at_next_dialogue(filling({"dosing": "multi", "by": "K. Mayer RN"}))
        page.products.ask_correction()
        assert product(whole, INFERRED).dosing_confirmed
        assert product(whole, INFERRED).source.startswith("label, read by K. Mayer RN on ")
        assert "inferred" not in product(whole, INFERRED).source

    @pytest.mark.parametrize(("answer", "content"), [("The label says so", 1_000), ("Go back", 100)])
    def test_another_content_is_asked_for(self, whole: Desk, page: ListsPage, answer: str, content: int) -> None:
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

        choose(page, VIAL_100)
        at_next_dialogue(slip)
        page.products.ask_correction()

        assert seen == ["100 mcg in 1 mL is 1,000 mcg in 1 mL. Does the label say so?"]
        assert product(whole, VIAL_100).content == content * MCG

    def test_a_change_is_taken_back(self, qtbot: QtBot, whole: Desk, page: ListsPage) -> None:
        """Ctrl+Z undoes the last one, once."""
        at_next_dialogue(filling(OWN))
        page.products.ask_new()
        to_front(qtbot, whole)
        page.products.table.setFocus()
        assert page.undo.isEnabled()
        press(Qt.Key.Key_Z, CTRL)
        assert whole.lists.known == shipped()
        assert page.message.text() == "The last change is taken back."
        assert not page.undo.isEnabled()

        press(Qt.Key.Key_Z, CTRL)
        assert page.message.text() == "There is no change to take back."

    def test_without_a_change_there_is_nothing_to_take_back(self, page: ListsPage) -> None:
        """The button says so, too."""
        assert not page.undo.isEnabled()

    def test_what_another_window_changed_is_not_taken_back(
        self, whole: Desk, page: ListsPage, settings_path: Path
    ) -> None:
        """Its entry stays, and is shown."""
        at_next_dialogue(filling(OWN))
        page.products.ask_new()
        own_lists.change_products(str(settings_path.parent), [product(whole, VIAL_100)._replace(labeler="Other")])
        page.undo.click()

        assert page.message.text() == "It was not taken back: the list was changed again since."
        assert product(whole, VIAL_100).labeler == "Other"

    def test_search(self, page: ListsPage) -> None:
        """Beginnings of words narrow the table down; where nothing is left that is said."""
        page.products.search.set_text("hikma 100")
        assert [row.cells[0] for row in page.products.table.rows.rows] == [VIAL_100]

        page.products.search.set_text("nobody")
        assert page.products.told.text() == "There is no such entry."
        assert not page.products.correct.isEnabled()
        page.products.ask_correction()
        page.products.remove()

    def test_a_list_that_cant_be_written(self, page: ListsPage, settings_path: Path) -> None:
        """It is said, and nothing is changed."""
        settings_path.parent.mkdir(exist_ok=True)
        (settings_path.parent / "products.toml").mkdir()
        at_next_dialogue(filling(OWN))
        page.products.ask_new()

        assert page.message.text() == "The list was not saved: Is a directory."


class TestChangedElsewhere:
    """Lists that are changed or damaged behind the window's back."""

    def test_a_recall_of_another_seat_is_known_at_the_next_scan(self, whole: Desk, settings_path: Path) -> None:
        """S1: nobody has to start again for it."""
        own_lists.change_recalls(str(settings_path.parent), [RECALLED])
        assert not whole.lists.known.recalls
        whole.wedge.scanned.emit(Scan(VIAL_100, ""))

        assert whole.lists.known.recalls == (RECALLED,)

    def test_a_damaged_list_is_said_and_holds(self, whole: Desk, page: ListsPage, settings_path: Path) -> None:
        """S1: above the page of the chair and on that of lists; what was read before still holds."""
        whole.lists.change(partial(own_lists.change_recalls, put=[RECALLED]))
        (settings_path.parent / "recalls.toml").write_bytes(b"")
        whole.lists.look()

        assert whole.lists.known.recalls == (RECALLED,)
        for said in (page.message.text(), whole.chair.banner.text()):
            assert said.startswith("The clinic's own recalled lots were damaged (nothing stands in it).")
        assert whole.lists.change(partial(own_lists.change_recalls, drop=[RECALLED])) == ""

    def test_the_usual_payer_is_not_taken_back(self, whole: Desk, page: ListsPage) -> None:
        """Without it nothing could be billed."""
        plan = next(iter(shipped().payers.values()))._replace(id="own-plan", name="Own", origin=CLINIC)
        whole.lists.change(partial(own_lists.change_payers, put=[plan]))
        whole.chair.settings.clinic = whole.chair.settings.clinic._replace(payer="own-plan")
        page.undo.click()

        assert page.message.text().startswith("It was not taken back: it added the clinic's usual payer.")
        assert "own-plan" in whole.lists.known.payers


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

    def test_the_label_says_otherwise(self, whole: Desk, page: ListsPage) -> None:
        """Then the product is what its label says."""
        choose(page, VIAL_100)
        at_next_dialogue(filling({"dosing": "multi", "by": "K. Mayer RN"}))
        QTest.mouseClick(page.products.confirm, Qt.MouseButton.LeftButton)

        assert product(whole, VIAL_100).dosing == "multi"
        assert not page.products.confirm.isEnabled()

    def test_nothing_is_chosen_for_the_user(self, whole: Desk, page: ListsPage) -> None:
        """The type must be said, and who read it; going back changes nothing."""
        choose(page, VIAL_100)
        seen: list[dict[str, str]] = []
        at_next_dialogue(filling({}, seen))
        page.products.ask_dosing()

        assert seen == [{"dosing": "Choose what the label says.", "by": "Say who read it."}]
        assert whole.lists.known == shipped()

    def test_a_confirmed_one_is_not_asked_again(self, page: ListsPage) -> None:
        """An ampul whose label was read."""
        choose(page, AMPUL_100)

        assert not page.products.confirm.isEnabled()


class TestPayers:
    """What payers want, as the clinic knows it."""

    def test_one_is_edited_and_the_shipped_one_used_again(self, whole: Desk, window: Chair, page: ListsPage) -> None:
        """All fields are kept with who says so; the claim follows at once; then the shipped profile is back."""
        give_60_of_100(window)
        page.payers.table.choose_key("medicare-part-b")
        changes = {
            "waste": "not-billed",
            "waste_from": "01/01/2026",
            "filing_days": "365",
            "appeal_days": "120",
            "contractor": "noridian",
            "excluded_routes": "JA, JB",
            "remark": "Ask Ms Day.",
            "source": "Letter of 2026-10-01",
            "grade": "secondary",
            "by": "K. Mayer",
            "on": "2026-11-20",
        }
        at_next_dialogue(filling(changes))
        QTest.mouseClick(page.payers.edit, Qt.MouseButton.LeftButton)

        found = whole.lists.known.payers["medicare-part-b"]
        shipped_one = shipped().payers["medicare-part-b"]
        assert found == shipped_one._replace(
            waste="not-billed",
            waste_from=datetime.date(2026, 1, 1),
            filing_days=365,
            appeal_days=120,
            contractor="noridian",
            excluded_routes=("JA", "JB"),
            remark="Ask Ms Day.",
            source="Letter of 2026-10-01; clinic, by K. Mayer on 2026-11-20",
            grade="secondary",
            checked=datetime.date(2026, 11, 20),
            origin="clinic",
        )
        assert window.result is not None
        assert [line.modifiers for line in window.result.lines] == [()]
        assert page.payers.drop.text() == "Use the &shipped one"

        QTest.mouseClick(page.payers.drop, Qt.MouseButton.LeftButton)
        assert whole.lists.known.payers["medicare-part-b"] == shipped_one

    def test_edited_again(self, whole: Desk, page: ListsPage) -> None:
        """The name of whoever said so before does not pile up."""
        for name in ("K. Mayer", "R. Ortiz RN"):
            page.payers.table.choose_key("medicare-noridian")
            at_next_dialogue(filling({"by": name, "on": "2026-11-20"}))
            page.payers.ask_edit()

        source = shipped().payers["medicare-noridian"].source
        found = whole.lists.known.payers["medicare-noridian"]
        assert found.source == f"{source}; clinic, by R. Ortiz RN on 2026-11-20"

    def test_a_copy(self, whole: Desk, window: Chair, page: ListsPage) -> None:
        """It gets an id from its name, and can be chosen at the chair at once."""
        page.payers.table.choose_key("commercial-generic")
        at_next_dialogue(filling({"name": "Peak Health (PPO)", "by": "K. Mayer"}))
        QTest.mouseClick(page.payers.copy, Qt.MouseButton.LeftButton)

        assert page.payers.chosen() == "peak-health-ppo"
        field(window, "payer").set_text("peak-health-ppo")
        assert window.footer.terms.text().startswith("Peak Health (PPO), ")
        assert whole.lists.known.payers["commercial-generic"] == shipped().payers["commercial-generic"]

    @pytest.mark.parametrize(
        ("texts", "faults"),
        [
            ({"name": "Medicare Part B"}, {"name": "Another payer has this name. Choose one of its own."}),
            ({"name": ""}, {"name": "Missing or empty."}),
            ({"filing_days": "a year"}, {"filing_days": "Expected a whole number."}),
            ({"jz_from": "soon"}, {"jz_from": "Expected a date such as 2026-11-23."}),
            ({"by": ""}, {"by": "Say who read it."}),
        ],
    )
    def test_what_is_not_right(
        self, whole: Desk, page: ListsPage, texts: dict[str, str], faults: dict[str, str]
    ) -> None:
        """It is said at its field, and nothing is taken."""
        seen: list[dict[str, str]] = []
        at_next_dialogue(filling({"by": "K. Mayer"} | texts, seen))
        page.payers.ask_copy()

        assert seen == [faults]
        assert whole.lists.known == shipped()

    def test_the_usual_payer_stays(self, whole: Desk, window: Chair, page: ListsPage) -> None:
        """A profile that the settings name is not removed."""
        at_next_dialogue(filling({"name": "Peak", "by": "K. Mayer"}))
        page.payers.ask_copy()
        window.settings.clinic = window.settings.clinic._replace(payer="peak")
        page.payers.remove()
        assert page.message.text().startswith("Peak is the clinic's usual payer.")

        window.settings.clinic = window.settings.clinic._replace(payer="medicare-part-b")
        page.payers.remove()
        assert "peak" not in whole.lists.known.payers

    def test_nothing_chosen(self, whole: Desk, page: ListsPage) -> None:
        """Nothing happens where the search leaves none."""
        page.payers.search.set_text("nobody")
        page.payers.ask_edit()
        page.payers.remove()

        assert whole.lists.known == shipped()


class TestFigures:
    """Figures that age."""

    def test_each_says_its_quarter_and_age(self, page: ListsPage, settings_path: Path) -> None:
        """The edits as shipped, and each price file that was loaded."""
        prices.add(str(settings_path.parent / prices.FILE), sample_prices("2025 Q4")["2025 Q4"])
        page.figures.refresh()
        rows = [row.cells for row in page.figures.table.rows.rows]

        today = dates.now().date()
        age = f"{quarters.since('2024 Q3', today)} quarters"
        assert rows[0] == ("MUE J2354", "Physician office", "60 units a day", "2024 Q3", age, "Shipped")
        assert rows[-1][:4] == ("ASP J2354", "Medicare's payment limit", "$0.610 for 25 MCG", "2025 Q4")
        assert "Look up the current table." in page.figures.told.text()

        page.figures.table.choose(len(rows) - 1)
        assert not page.figures.renew.isEnabled()
        page.figures.ask()
        page.figures.remove()

    def test_damaged_prices_are_left_to_the_report(self, page: ListsPage, settings_path: Path) -> None:
        """The edits are shown all the same."""
        (settings_path.parent / prices.FILE).write_text("{", "utf-8")
        page.figures.refresh()

        assert len(page.figures.table.rows.rows) == 4

    def test_one_is_renewed_and_dropped(self, whole: Desk, window: Chair, page: ListsPage) -> None:
        """For all places of its table; the chair knows it at once, and its age is gone."""
        give_60_of_100(window)
        assert window.result is not None
        assert "figures-outdated" in {finding.code for finding in window.result.findings}
        at_next_dialogue(filling({"units": "2", "by": "K. Mayer"}))
        QTest.mouseClick(page.figures.renew, Qt.MouseButton.LeftButton)

        edits = whole.lists.known.codes.drugs["J2354"].mue
        assert [(place, edits[place].units, edits[place].origin) for place in edits] == [
            ("office", 2, "clinic"),
            ("asc", 2, "clinic"),
            ("hospital_outpatient", 60, "shipped"),
            ("cah", 60, "shipped"),
        ]
        assert edits["office"].source.startswith("CMS NCCI MUE table, read by K. Mayer on ")
        found = {finding.code for finding in window.result.findings}
        assert ("figures-outdated" in found, "mue-exceeded" in found) == (False, True)

        QTest.mouseClick(page.figures.drop, Qt.MouseButton.LeftButton)
        assert whole.lists.known.codes == shipped().codes

    @pytest.mark.parametrize(
        ("texts", "faults"),
        [
            ({}, {"units": "Expected a whole number."}),
            ({"units": "0"}, {"units": "0 units would allow nothing."}),
            ({"units": "60", "on": "soon"}, {"on": "soon: expected a date such as 2026-11-20."}),
        ],
    )
    def test_what_is_not_right(self, page: ListsPage, texts: dict[str, str], faults: dict[str, str]) -> None:
        """It is said at its field."""
        seen: list[dict[str, str]] = []
        at_next_dialogue(filling({"by": "K. Mayer"} | texts, seen))
        page.figures.ask()

        assert seen == [faults]


class TestMueTable:
    """A table of CMS, looked at before it is taken over."""

    def test_it_is_taken_over(self, whole: Desk, page: ListsPage, tmp_path: Path) -> None:
        """Units and quarter are filled in; who looked at them is asked."""
        (tmp_path / NAME).write_bytes(PRACTITIONER)
        seen: list[dict[str, str]] = []

        def act(dialogue: EntryDialog) -> None:
            seen.append(dialogue.texts())
            filling({"by": "K. Mayer"})(dialogue)

        at_next_dialogue(then(open_file(str(tmp_path / NAME)), act))
        QTest.mouseClick(page.figures.import_, Qt.MouseButton.LeftButton)

        assert (seen[0]["units"], seen[0]["quarter"]) == ("70", "2026 Q4")
        edits = whole.lists.known.codes.drugs["J2354"].mue
        assert [edits[place].units for place in ("office", "asc", "cah")] == [70, 70, 60]
        assert edits["office"].source.startswith(f"CMS NCCI MUE table {NAME}, read by K. Mayer on ")

    def test_going_back(self, whole: Desk, page: ListsPage, tmp_path: Path) -> None:
        """From the figure, or from the file, nothing is changed."""
        (tmp_path / NAME).write_bytes(PRACTITIONER)
        at_next_dialogue(push("Cancel"))
        page.figures.take_table(str(tmp_path / NAME))
        at_next_dialogue(lambda dialogue: dialogue.reject())
        page.figures.ask_table()

        assert whole.lists.known == shipped()

    @pytest.mark.parametrize(
        ("data", "says"),
        [
            (b"x", "is no CMS MUE table. Choose the CSV that CMS publishes."),
            (PRACTITIONER.replace(b"J2354", b"J9999"), "has no figure of a code that is known here."),
        ],
    )
    def test_what_can_not_be_used(self, page: ListsPage, tmp_path: Path, data: bytes, says: str) -> None:
        """It is said in words."""
        (tmp_path / NAME).write_bytes(data)
        page.figures.take_table(str(tmp_path / NAME))
        assert page.message.text() == f"{NAME} {says}"

        page.figures.take_table(str(tmp_path / "none.csv"))
        assert page.message.text() == "none.csv can't be read: No such file or directory."


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-11-25", "today"),
        ("2026-11-24", "1 day"),
        ("2026-10-01", "55 days"),
        ("2026-09-20", "2 months"),
        ("2024-11-20", "2 years"),
        ("2026-11-26", ""),
    ],
)
def test_age_of_a_day(day: str, words: str) -> None:
    """In days, months or years."""
    assert ages.of_day(datetime.date.fromisoformat(day), datetime.date(2026, 11, 25)) == words


@pytest.mark.parametrize(
    ("quarter", "words"),
    [("2026 Q4", "of this quarter"), ("2026 Q3", "1 quarter"), ("2025 Q4", "4 quarters"), ("2027 Q1", "")],
)
def test_age_of_a_quarter(quarter: str, words: str) -> None:
    """In quarters."""
    assert ages.of_quarter(quarter, datetime.date(2026, 11, 25)) == words


def test_an_encounter_that_is_begun_keeps_its_containers(window: Chair, page: ListsPage) -> None:
    """A product that is taken out of the list meanwhile stays in sight, with why nothing can be billed."""
    at_next_dialogue(filling(OWN))
    page.products.ask_new()
    window.form.opened.scan.sent.emit("9999-0001-01")
    before = window.form.read()
    page.products.remove()

    assert window.form.read() == before
    assert [row.product.ndc for row in window.form.opened.rows] == ["9999-0001-01"]


def test_damaged_lists_are_said_at_the_start(qtbot: QtBot, dressed: object, settings_path: Path) -> None:  # noqa: ARG001
    """Above the chair's page, with where they are now."""
    settings_path.parent.mkdir()
    (settings_path.parent / "payers.toml").write_text("x = 1", "utf-8")
    with desks.opened(qtbot, str(settings_path.parent)) as desk:
        assert desk.chair.banner.isVisible()
        assert desk.chair.banner.text().startswith("The clinic's own payers were damaged (x: unknown field).")


def test_every_control_can_be_named(page: ListsPage) -> None:
    """On each tab a screen reader has a name for whatever takes the focus, and Tab reaches the table."""
    for place in range(page.tabs.count()):
        page.tabs.setCurrentIndex(place)
        part = page.tabs.currentWidget()
        assert isinstance(part, ListPart)
        shown = [control for control in part.findChildren(QWidget) if control.focusPolicy() & Qt.FocusPolicy.TabFocus]
        silent = [
            control
            for control in shown
            if not (control.accessibleName() or getattr(control, "text", str)() or isinstance(control, QScrollBar))
        ]
        assert silent == []
        assert part.table in shown
