"""The drawing of the containers, measured on the screen."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, qGray
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.note.pieces import Container, Figure, Part
from gui import theme
from gui.vessel_view import VesselView

SOLID, PAPER = (qGray(QColor(colour).rgb()) for colour in (theme.LIGHT.accent, theme.LIGHT.ground))
HIGH, WIDE, FLOOR = 84, 50, 104
"""The body of the largest container, and how deep its floor lies."""


def container(size: int, *parts: tuple[str, int], kind: str = "vial") -> Container:
    """A container with parts in per cent, without words beside it."""
    return Container(kind, "", size, tuple(Part(state, share, "") for state, share in parts))


@pytest.fixture
def view(dressed: QApplication, qtbot: QtBot) -> VesselView:  # noqa: ARG001 - dressed first
    """A drawing with nothing in it."""
    drawing = VesselView()
    qtbot.addWidget(drawing)
    return drawing


def draw(view: VesselView, *containers: Container, width: int = 1000) -> QImage:
    """What a view shows of containers."""
    view.show_figure(Figure(containers, "in words"))
    view.resize(width, view.heightForWidth(width))
    return view.grab().toImage()


def inked(image: QImage, area: QRect) -> float:
    """How dark an area is: 0 like the paper, 1 like what is solid."""
    rows, columns = range(area.top(), area.bottom()), range(area.left(), area.right())
    greys = [qGray(image.pixel(x, y)) for y in rows for x in columns]
    return (PAPER - sum(greys) / len(greys)) / (PAPER - SOLID)


def body(place: int = 0, view: VesselView | None = None, scale: float = 1) -> QRect:
    """The inside of the body of a container in the first row."""
    left = 0 if view is None else place * view.sizeHint().width()
    wide, high = WIDE * scale, HIGH * scale
    return QRect(int(left + (WIDE - wide) / 2) + 4, int(FLOOR - high) + 3, int(wide) - 6, int(high) - 5)


@pytest.mark.parametrize("given", [10, 50, 60, 90])
def test_given_part_is_in_proportion(view: VesselView, given: int) -> None:
    """Of the height of a container, as much is solid as was given of its drug, from the bottom."""
    image = draw(view, container(1, ("given", given), ("discarded", 100 - given)))
    solid = [inked(image, QRect(body().left(), y, body().width(), 2)) > 0.9 for y in range(FLOOR - HIGH, FLOOR - 3)]
    top = FLOOR - HIGH + next(place for place in range(len(solid)) if all(solid[place:]))

    assert FLOOR - top == pytest.approx(HIGH * given / 100, abs=2)


def test_patterns_tell_states_apart_without_colour(view: VesselView) -> None:
    """Given is solid, discarded hatched and kept dotted: each has another density."""
    density = {state: inked(draw(view, container(1, (state, 100))), body()) for state in ("given", "discarded", "kept")}

    assert density["given"] > 0.95
    assert 0.1 < density["discarded"] < 0.6
    assert 0.01 < density["kept"] < density["discarded"]


def test_containers_are_to_scale(view: VesselView) -> None:
    """A container of a quarter of the volume has a quarter of the area."""
    image = draw(view, container(400, ("given", 1)), container(100, ("given", 1)))
    large, small = body(0, view), body(1, view, 0.5)

    assert inked(image, large) > 0.95
    assert inked(image, small) > 0.95
    assert inked(image, small.adjusted(-16, -20, 16, 0)) < 0.5


@pytest.mark.parametrize("kind", ["vial", "ampul", "prefilled syringe", "pen"])
def test_kinds_have_a_shape_above_the_body(view: VesselView, kind: str) -> None:
    """What a container is can be seen at its top; a kit has none."""
    neck = QRect(0, 0, WIDE, FLOOR - HIGH - 2)
    plain = draw(view, container(1, ("given", 1), kind="kit")).copy(neck)

    assert draw(view, container(1, ("given", 1), kind=kind)).copy(neck) != plain


@pytest.mark.parametrize("width", [120, 200, 400])
def test_every_container_is_drawn(view: VesselView, width: int) -> None:
    """However narrow, each container has its place in a row."""
    six = [container(1, ("given", 1))] * 6
    image = draw(view, *six, width=width)
    columns = max(1, width // view.sizeHint().width())
    rows = -(-6 // columns)
    row_high = view.heightForWidth(width) // rows

    for place in range(6):
        row, column = divmod(place, columns)
        assert inked(image, body(column, view).translated(0, row * row_high)) > 0.95


def test_drawing_in_words(view: VesselView) -> None:
    """Who can't see the drawing gets it in words."""
    draw(view, container(1, ("given", 1)))

    assert view.accessibleName() == "Containers"
    assert view.accessibleDescription() == "in words"
