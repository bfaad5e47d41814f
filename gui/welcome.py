"""What greets somebody once the window is painted: a set-up at the first start, news after an update, a sample."""

import os
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from core import __version__
from gui import offers, words

if TYPE_CHECKING:
    from gui.desk import Desk


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
    """Offer a sample; set up where there are no settings yet, tell what is new where there are.

    Who types already, or was told that something is wrong, is not asked for settings.
    """
    Welcome(desk)
    chair = desk.chair
    idle = chair.form.is_blank() and not chair.form.opened.scan.text() and chair.banner.isHidden()
    if not os.path.exists(chair.settings_path):
        if not idle:
            return
        dialogue = chair.set_up()
        dialogue.finished.connect(lambda _: chair.begin_with(__version__))
        desk.wedge.scanned.connect(dialogue.reject)  # a patient is here
    elif chair.computer.version != __version__:
        chair.say(words.NEWS.format(__version__))
        chair.begin_with(__version__)
