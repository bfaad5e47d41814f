"""Payers of the clinic's lists: edited, copied, and the shipped one used again."""

import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gui.chair import Chair
from gui.desk import Desk
from gui.lists_page import ListsPage
from tests.build import shipped
from tests.gui.keys import at_next_dialogue, field, filling, give_60_of_100


class TestPayers:
    """What payers want, as the clinic knows it."""

    def test_one_is_edited_and_the_shipped_one_used_again(
        self, whole: Desk, window: Chair, lists_page: ListsPage
    ) -> None:
        """All fields are kept with who says so; the claim follows at once; then the shipped profile is back."""
        give_60_of_100(window)
        lists_page.payers.table.choose_key("medicare-part-b")
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
        QTest.mouseClick(lists_page.payers.edit, Qt.MouseButton.LeftButton)

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
        assert lists_page.payers.drop.text() == "Use the &shipped one"

        QTest.mouseClick(lists_page.payers.drop, Qt.MouseButton.LeftButton)
        assert whole.lists.known.payers["medicare-part-b"] == shipped_one

    def test_edited_again(self, whole: Desk, lists_page: ListsPage) -> None:
        """The name of whoever said so before does not pile up."""
        for name in ("K. Mayer", "R. Ortiz RN"):
            lists_page.payers.table.choose_key("medicare-noridian")
            at_next_dialogue(filling({"by": name, "on": "2026-11-20"}))
            lists_page.payers.ask_edit()

        source = shipped().payers["medicare-noridian"].source
        found = whole.lists.known.payers["medicare-noridian"]
        assert found.source == f"{source}; clinic, by R. Ortiz RN on 2026-11-20"

    def test_a_copy(self, whole: Desk, window: Chair, lists_page: ListsPage) -> None:
        """It gets an id from its name, and can be chosen at the chair at once."""
        lists_page.payers.table.choose_key("commercial-generic")
        at_next_dialogue(filling({"name": "Peak Health (PPO)", "by": "K. Mayer"}))
        QTest.mouseClick(lists_page.payers.copy, Qt.MouseButton.LeftButton)

        assert lists_page.payers.chosen() == "peak-health-ppo"
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
        self, whole: Desk, lists_page: ListsPage, texts: dict[str, str], faults: dict[str, str]
    ) -> None:
        """It is said at its field, and nothing is taken."""
        seen: list[dict[str, str]] = []
        at_next_dialogue(filling({"by": "K. Mayer"} | texts, seen))
        lists_page.payers.ask_copy()

        assert seen == [faults]
        assert whole.lists.known == shipped()

    def test_the_usual_payer_stays(self, whole: Desk, window: Chair, lists_page: ListsPage) -> None:
        """A profile that the settings name is not removed."""
        at_next_dialogue(filling({"name": "Peak", "by": "K. Mayer"}))
        lists_page.payers.ask_copy()
        window.settings.clinic = window.settings.clinic._replace(payer="peak")
        lists_page.payers.remove()
        assert lists_page.message.text().startswith("Peak is the clinic's usual payer.")

        window.settings.clinic = window.settings.clinic._replace(payer="medicare-part-b")
        lists_page.payers.remove()
        assert "peak" not in whole.lists.known.payers

    def test_nothing_chosen(self, whole: Desk, lists_page: ListsPage) -> None:
        """Nothing happens where the search leaves none."""
        lists_page.payers.search.set_text("nobody")
        lists_page.payers.ask_edit()
        lists_page.payers.remove()

        assert whole.lists.known == shipped()
