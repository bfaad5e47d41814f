"""The card that says what is billed."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from core.quantity import MCG
from gui.bill import Bill
from tests.build import AMPUL_100, VIAL_50, VIAL_100, VIAL_500, opened, result, shipped

FOUR: dict[str, Any] = {
    "payer": "uhc-community-maryland",
    "given": "640 mcg",
    "opened": opened(VIAL_500, VIAL_100, VIAL_50, AMPUL_100),
}
"""An encounter with a line for each product."""


@pytest.fixture
def bill(dressed: QApplication, qtbot: QtBot) -> Iterator[Bill]:  # noqa: ARG001 - dressed first
    """A card as wide as half a small window."""
    card = Bill()
    card.resize(560, 240)
    qtbot.addWidget(card)
    card.show()
    yield card
    card.hide()


def table(bill: Bill) -> list[list[str]]:
    """What stands in the cells, line by line."""
    model = bill.model
    return [
        [str(model.data(model.index(row, column))) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_lines_in_the_form_of_the_claim(bill: Bill) -> None:
    """Given and discarded drug stand on a line each, with units, amount and NDC as on the claim."""
    bill.show_result(result())

    assert table(bill) == [
        ["J2354", "3 units", "60 mcg\nadministered", "00078018101\nML 0.6"],
        ["J2354 JW", "1 unit", "40 mcg\ndiscarded", "00078018101\nML 0.4"],
    ]
    assert bill.total.text() == "4 units in all = 3 + 1"
    assert bill.copy.isEnabled()


def test_one_line_needs_no_sum(bill: Bill) -> None:
    """A container given whole is one line with JZ."""
    bill.show_result(result(given="100 mcg"))

    assert table(bill) == [["J2354 JZ", "4 units", "100 mcg\nadministered", "00078018101\nML 1"]]
    assert bill.total.text() == ""


def test_every_line_is_in_sight(bill: Bill) -> None:
    """Four lines make the card higher; none is scrolled away, and no cell is cut."""
    bill.show_result(result(**FOUR))
    rows = range(bill.model.rowCount())

    assert len(rows) == 4
    assert all(bill.table.rowHeight(row) >= bill.table.sizeHintForRow(row) for row in rows)
    assert sum(bill.table.rowHeight(row) for row in rows) <= bill.table.viewport().height()
    assert bill.table.horizontalHeader().length() <= bill.table.viewport().width()


def test_figures_are_the_largest_type(bill: Bill) -> None:
    """The eye lands on code and units."""
    bill.show_result(result())
    figures = bill.model.data(bill.model.index(0, 1), Qt.ItemDataRole.FontRole)

    assert figures is not None
    assert not isinstance(figures, str)
    assert figures.pointSizeF() > 1.5 * max(label.font().pointSizeF() for label in bill.findChildren(QLabel))


def test_error_takes_the_lines_away(bill: Bill) -> None:
    """Where nothing may be billed the card says so and why, and shows no line."""
    bill.show_result(result())
    bill.show_result(result(opened=[{"ndc": AMPUL_100, "expires": "2020-01-01"}]))

    assert table(bill) == []
    assert not bill.table.isVisible()
    assert not bill.copy.isEnabled()
    assert bill.sign.isVisible()
    assert bill.said.text().startswith("Nothing may be billed. 0078-0181-01 expired on 2020-01-01")


def test_nothing_is_left_of_an_answer(bill: Bill) -> None:
    """While something is missing the card says what, and shows no number."""
    bill.show_result(result(noted_at="2026-11-20T10:44"))
    bill.show_missing(["Enter the dose given.", "Choose the route."])

    assert table(bill) == []
    texts = [label.text() for label in bill.findChildren(QLabel)]
    assert "Enter the dose given.\nChoose the route." in texts
    assert not any(character.isdigit() for text in texts for character in text)
    assert not bill.sign.isVisible()
    assert not bill.copy.isEnabled()


def test_error_is_forgotten_with_the_next_answer(bill: Bill) -> None:
    """A right answer shows no trace of the error before."""
    bill.show_result(result(opened=[{"ndc": AMPUL_100, "expires": "2020-01-01"}]))
    bill.show_result(result())

    assert not bill.said.isVisible()
    assert not bill.sign.isVisible()
    assert len(table(bill)) == 2


def test_note_number_is_that_of_a_finished_note(bill: Bill) -> None:
    """Before the note is finished there is no number that a chart could name."""
    bill.show_result(result())
    assert bill.note_number.text() == ""

    bill.show_result(result(noted_at="2026-11-20T10:44"))
    assert bill.note_number.text().startswith("note ")


def test_same_lines_are_not_drawn_again(bill: Bill, qtbot: QtBot) -> None:
    """Typing what does not change the lines does not make them flicker."""
    bill.show_result(result())
    with qtbot.assertNotEmitted(bill.model.modelReset):
        bill.show_result(result(site="left thigh"))


def test_copy_by_mouse(bill: Bill, qtbot: QtBot) -> None:
    """The button asks for the lines to be copied."""
    bill.show_result(result())
    with qtbot.waitSignal(bill.copy_wanted):
        QTest.mouseClick(bill.copy, Qt.MouseButton.LeftButton)


def test_screen_readers_hear_the_answer(bill: Bill) -> None:
    """The lines are said in one sentence; without lines, what is missing or wrong."""
    bill.show_result(result())
    assert bill.spoken() == "J2354 3 units 60 mcg administered; J2354 JW 1 unit 40 mcg discarded"

    bill.show_missing(["Choose the route."])
    assert bill.spoken() == "Choose the route."


def test_many_lines_are_scrolled_to(bill: Bill) -> None:
    """The card grows with its lines, but not beyond what leaves room for the form."""
    heights = []
    for products in (1, 4, 8):
        codes = [product.ndc for product in shipped().catalog.products if product.content == 100 * MCG][:products]
        given = f"{100 * len(codes) - 1} mcg"
        bill.show_result(result(payer="uhc-community-maryland", given=given, opened=opened(*codes)))
        heights.append(bill.table.height())

    assert heights[0] < heights[1] < heights[2]
    assert heights[2] < 2 * heights[1]
    assert bill.model.rowCount() == 8
    assert bill.table.verticalScrollBar().maximum() > 0
