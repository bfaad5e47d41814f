"""What greets somebody once the window is painted: a set-up at the first start, news after an update, a sample."""

import os
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPushButton

from core import __version__
from gui import offers, words
from gui.journal import State

if TYPE_CHECKING:
    from gui.desk import Desk

_GLANCE = 100
"""Milliseconds between looks at the journal."""


class Welcome(QPushButton):
    """Offers a sample beside an empty form; out of sight as soon as something is entered."""

    def __init__(self, desk: "Desk") -> None:
        """Stand where the claim lines will be explained."""
        super().__init__(words.WELCOME)
        self.setProperty("look", "link")
        self.setToolTip(words.WELCOME_HINT)
        self._form = desk.chair.form
        self.clicked.connect(lambda: offers.take(offers.SAMPLE, desk))
        desk.chair.bill.greet(self)
        self._form.changed.connect(self._give_way)
        desk.chair.cases.turned.connect(self._look)
        self._look()

    def _give_way(self) -> None:
        if not self.isHidden():
            self._look()

    def _look(self) -> None:
        self.setVisible(self._form.is_blank())


def welcome(desk: "Desk") -> None:
    """Offer a sample; set up where there are no settings yet, tell what is new where there are."""
    Welcome(desk)
    chair = desk.chair
    if not os.path.exists(chair.settings.path):
        _set_up_later(desk)
    elif chair.settings.computer.version != __version__:
        chair.say(words.NEWS.format(__version__))
        chair.settings.begin_with(__version__)


def _set_up_later(desk: "Desk") -> None:
    """Once it is known how the journal's key is kept, which takes a moment."""
    if desk.journal.state is State.OPENING:
        QTimer.singleShot(_GLANCE, desk, partial(_set_up_later, desk))
    else:
        _set_up(desk)


def _set_up(desk: "Desk") -> None:
    """Who types already, looks at something else, or was told that something is wrong, is not asked for settings."""
    chair = desk.chair
    begun = not chair.form.is_blank() or not chair.isVisible()
    if begun or desk.locked or chair.banner.isVisible() or QApplication.activeModalWidget():
        return
    dialogue = chair.set_up()
    dialogue.finished.connect(lambda _: chair.settings.begin_with(__version__))
    desk.wedge.scanned.connect(dialogue.reject)  # a patient is here
