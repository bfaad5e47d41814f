"""Figures of the clinic's lists: how old they are, renewed by hand or from a table of CMS."""

import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core import quarters
from core.report import prices
from gui import ages, dates
from gui.chair import Chair
from gui.desk import Desk
from gui.entry_dialog import EntryDialog
from gui.lists_page import ListsPage
from tests.build import shipped
from tests.gui.desks import then
from tests.gui.keys import at_next_dialogue, filling, give_60_of_100, open_file, push
from tests.report.records import sample_prices
from tests.unit.test_mue_table import NAME, PRACTITIONER


class TestFigures:
    """Figures that age."""

    def test_each_says_its_quarter_and_age(self, lists_page: ListsPage, settings_path: Path) -> None:
        """The edits as shipped, and each price file that was loaded."""
        prices.add(str(settings_path.parent / prices.FILE), sample_prices("2025 Q4")["2025 Q4"])
        lists_page.figures.refresh()
        rows = [row.cells for row in lists_page.figures.table.rows.rows]

        today = dates.now().date()
        age = f"{quarters.since('2024 Q3', today)} quarters"
        assert rows[0] == ("MUE J2354", "Physician office", "60 units a day", "2024 Q3", age, "Shipped")
        assert rows[-1][:4] == ("ASP J2354", "Medicare's payment limit", "$0.610 for 25 MCG", "2025 Q4")
        assert "Look up the current table." in lists_page.figures.told.text()

        lists_page.figures.table.choose(len(rows) - 1)
        assert not lists_page.figures.renew.isEnabled()
        lists_page.figures.ask()
        lists_page.figures.remove()

    def test_damaged_prices_are_left_to_the_report(self, lists_page: ListsPage, settings_path: Path) -> None:
        """The edits are shown all the same."""
        (settings_path.parent / prices.FILE).write_text("{", "utf-8")
        lists_page.figures.refresh()

        assert len(lists_page.figures.table.rows.rows) == 4

    def test_one_is_renewed_and_dropped(self, whole: Desk, window: Chair, lists_page: ListsPage) -> None:
        """For all places of its table; the chair knows it at once, and its age is gone."""
        give_60_of_100(window)
        assert window.result is not None
        assert "figures-outdated" in {finding.code for finding in window.result.findings}
        at_next_dialogue(filling({"units": "2", "by": "K. Mayer"}))
        QTest.mouseClick(lists_page.figures.renew, Qt.MouseButton.LeftButton)

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

        QTest.mouseClick(lists_page.figures.drop, Qt.MouseButton.LeftButton)
        assert whole.lists.known.codes == shipped().codes

    @pytest.mark.parametrize(
        ("texts", "faults"),
        [
            ({}, {"units": "Expected a whole number."}),
            ({"units": "0"}, {"units": "0 units would allow nothing."}),
            ({"units": "60", "on": "soon"}, {"on": "soon: expected a date such as 2026-11-20."}),
        ],
    )
    def test_what_is_not_right(self, lists_page: ListsPage, texts: dict[str, str], faults: dict[str, str]) -> None:
        """It is said at its field."""
        seen: list[dict[str, str]] = []
        at_next_dialogue(filling({"by": "K. Mayer"} | texts, seen))
        lists_page.figures.ask()

        assert seen == [faults]


class TestMueTable:
    """A table of CMS, looked at before it is taken over."""

    def test_it_is_taken_over(self, whole: Desk, lists_page: ListsPage, tmp_path: Path) -> None:
        """Units and quarter are filled in; who looked at them is asked."""
        (tmp_path / NAME).write_bytes(PRACTITIONER)
        seen: list[dict[str, str]] = []

        def act(dialogue: EntryDialog) -> None:
            seen.append(dialogue.texts())
            filling({"by": "K. Mayer"})(dialogue)

        at_next_dialogue(then(open_file(str(tmp_path / NAME)), act))
        QTest.mouseClick(lists_page.figures.import_, Qt.MouseButton.LeftButton)

        assert (seen[0]["units"], seen[0]["quarter"]) == ("70", "2026 Q4")
        edits = whole.lists.known.codes.drugs["J2354"].mue
        assert [edits[place].units for place in ("office", "asc", "cah")] == [70, 70, 60]
        assert edits["office"].source.startswith(f"CMS NCCI MUE table {NAME}, read by K. Mayer on ")

    def test_going_back(self, whole: Desk, lists_page: ListsPage, tmp_path: Path) -> None:
        """From the figure, or from the file, nothing is changed."""
        (tmp_path / NAME).write_bytes(PRACTITIONER)
        at_next_dialogue(push("Cancel"))
        lists_page.figures.take_table(str(tmp_path / NAME))
        at_next_dialogue(lambda dialogue: dialogue.reject())
        lists_page.figures.ask_table()

        assert whole.lists.known == shipped()

    @pytest.mark.parametrize(
        ("data", "says"),
        [
            (b"x", "is no CMS MUE table. Choose the CSV that CMS publishes."),
            (PRACTITIONER.replace(b"J2354", b"J9999"), "has no figure of a code that is known here."),
        ],
    )
    def test_what_can_not_be_used(self, lists_page: ListsPage, tmp_path: Path, data: bytes, says: str) -> None:
        """It is said in words."""
        (tmp_path / NAME).write_bytes(data)
        lists_page.figures.take_table(str(tmp_path / NAME))
        assert lists_page.message.text() == f"{NAME} {says}"

        lists_page.figures.take_table(str(tmp_path / "none.csv"))
        assert lists_page.message.text() == "none.csv can't be read: No such file or directory."


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
