"""What is offered to whoever is new here, at the foot of help; the sample on the empty page, too."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gui.desk import Desk

SAMPLE, GUIDE, SET_UP = "sample", "guide", "set up"
OFFERS = ((SAMPLE, "Try a sample"), (GUIDE, "Quick guide..."), (SET_UP, "Set up..."))
"""Each with the words of its button."""


def take(offer: str, desk: "Desk") -> None:
    """Do what a button offers, on the chair's page."""
    from gui import desk as desks
    from gui import guide

    desk.go(desks.CHAIR)
    acts: dict[str, Callable[[], object]] = {
        SAMPLE: desk.chair.try_sample,
        SET_UP: desk.chair.set_up,
        GUIDE: lambda: guide.save(desk.chair),
    }
    acts[offer]()
