"""What is long is done part by part, so that no key waits for all of it."""

from functools import partial

from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from gui.chair import Chair
from gui.turns import Turns
from tests.build import encounter


def test_others_come_in_between(qtbot: QtBot) -> None:
    """The first part is done at once, each other one in a turn of its own, in order."""
    owner, done = QObject(), list[str]()
    turns = Turns(owner)
    beat = QTimer(owner, interval=0)
    beat.timeout.connect(lambda: done.append("beat"))
    beat.start()
    turns.take([partial(done.append, part) for part in "abc"])
    assert done == ["a"]
    assert not turns.is_done()

    qtbot.waitUntil(turns.is_done)
    assert [part for part in done if part != "beat"] == ["a", "b", "c"]
    assert "beat" in done[done.index("a") : done.index("c")]


def test_later_ones_take_the_place(qtbot: QtBot) -> None:
    """What is left of those before is dropped; taking nothing is done at once."""
    owner, done = QObject(), list[str]()
    turns = Turns(owner)
    turns.take([partial(done.append, part) for part in "abc"])
    turns.take([partial(done.append, part) for part in "xy"])
    qtbot.waitUntil(turns.is_done)
    assert done == ["a", "x", "y"]

    turns.take([])
    assert turns.is_done()


def test_an_encounter_is_one_change(window: Chair) -> None:
    """The form says once that it is another one, however many fields are filled; so its answer is worked out once."""
    heard: list[int] = []
    window.form.changed.connect(lambda: heard.append(len(heard)))
    window.form.fill(window.form.blank() | encounter())
    assert heard == [0]
    assert window.result is not None

    window.form.start()
    assert heard == [0, 1]
    assert window.form.is_blank()
