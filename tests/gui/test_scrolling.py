"""What is scrolled ends where all else on the page does."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui import scrolling, theme
from gui.desk import AUDIT, CLAIM, REPORT, Desk
from gui.scrolling import Column

_MARGIN = 16


def right(widget: QWidget, window: QWidget) -> int:
    """Logical pixels from a widget's right edge to the window's."""
    return window.width() - widget.mapTo(window, QPoint(widget.width(), 0)).x()


@pytest.mark.parametrize("height", [100, 4000], ids=["to scroll", "nothing to scroll"])
def test_all_ends_in_one_line(qtbot: QtBot, dressed: QApplication, height: int) -> None:  # noqa: ARG001
    """What is above, below and in a column ends at the margin, and the bar stands in it where it is wanted."""
    window, content, above, below = QWidget(), QWidget(), QLabel("above"), QPushButton("below")
    qtbot.addWidget(window)
    inside, box = QVBoxLayout(content), QVBoxLayout(window)
    inside.setContentsMargins(0, 0, 0, 0)
    content.setMinimumHeight(1000)
    card = QPushButton("card")
    inside.addWidget(card)
    box.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
    area = Column(content)
    scrolling.fill(box, area, above=(above,), below=(below,))
    window.resize(400, height)
    window.show()
    for _ in range(3):
        QApplication.processEvents()

    assert [right(part, window) for part in (above, card, below)] == [_MARGIN] * 3
    assert area.verticalScrollBar().isVisible()
    assert area.verticalScrollBar().isEnabled() is (height == 100)


@pytest.mark.parametrize("width", [700, 910, 1024, 1366])
def test_the_bill_ends_where_the_cards_do(whole: Desk, width: int) -> None:
    """Above the form or above the details, and where the buttons below end."""
    whole.window().resize(width, 700)
    QApplication.processEvents()
    chair = whole.chair
    below = chair.form.opened if width < 1100 else chair.details

    assert right(chair.bill, whole) == right(below, whole) == right(chair.footer.save, whole) == theme.SPACE[3]


@pytest.mark.parametrize("name", [CLAIM, REPORT, AUDIT])
def test_cards_of_pages_end_at_the_margin(whole: Desk, name: str) -> None:
    """Whether there is something to scroll or not."""
    page = whole.go(name)
    whole.window().resize(1366, 768)
    for _ in range(3):
        QApplication.processEvents()
    columns = page.findChildren(Column)

    assert columns
    assert {right(column.viewport(), whole) for column in columns} == {theme.SPACE[3]}


@pytest.mark.parametrize("size", [(900, 2400), (1900, 2400)])
def test_cards_are_no_higher_in_a_tall_window(whole: Desk, size: tuple[int, int]) -> None:
    """What a window has left over stays free below them."""
    whole.window().resize(*size)
    for _ in range(3):
        QApplication.processEvents()
    sections = whole.chair.form.sections

    assert [part.height() for part in sections] == [part.sizeHint().height() for part in sections]
