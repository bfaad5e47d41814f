"""What nobody uses any more is taken apart on the GUI thread, whatever other threads make."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from gui.garbage import Collecting

pytestmark = pytest.mark.usefixtures("dressed")


class Part(QObject):
    """A part of a window that holds itself, so that only the collector frees it."""

    def __init__(self, freed_on: list[threading.Thread]) -> None:
        """Tell on which thread it is taken apart."""
        super().__init__()
        self.own, self.freed_on = self, freed_on

    def __del__(self) -> None:
        """The end."""
        self.freed_on.append(threading.current_thread())


@pytest.fixture
def collecting() -> Iterator[Collecting]:
    """The collector kept to this thread."""
    made = Collecting()
    yield made
    made.stop()


def work() -> None:
    """Make so much that Python's own collector would run many times."""
    for _ in range(20):
        [[number] for number in range(10_000)]


def test_other_threads_free_nothing(collecting: Collecting) -> None:
    """However much another thread makes, the parts are freed here."""
    freed_on: list[threading.Thread] = []
    for _ in range(50):
        Part(freed_on)
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert freed_on == []
    for _ in range(3):
        collecting.look()

    assert freed_on == [threading.main_thread()] * 50


def test_all_is_looked_through_now_and_then(collecting: Collecting) -> None:
    """What has grown old is freed within a minute, too."""
    freed_on: list[threading.Thread] = []
    part = Part(freed_on)
    gc.collect()
    gc.collect()
    del part
    for _ in range(60):
        collecting.look()

    assert freed_on == [threading.main_thread()]


def test_crowds_are_left_alone(collecting: Collecting) -> None:
    """What is read in at once takes no frame to look through, then or later; what is made afterwards is freed."""
    crowd = [[number] for number in range(20_000)]
    collecting.look()
    assert gc.get_freeze_count() > len(crowd)
    assert len(gc.get_objects()) < len(crowd)
    freed_on: list[threading.Thread] = []
    Part(freed_on)
    collecting.look()

    assert freed_on == [threading.main_thread()]
    collecting.stop()
    assert gc.get_freeze_count() == 0


def test_handed_back(collecting: Collecting) -> None:
    """Once the program ends, Python's own goes on."""
    assert not gc.isenabled()
    collecting.stop()
    assert gc.isenabled()
