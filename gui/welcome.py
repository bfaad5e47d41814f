"""What greets somebody once the window is painted: a set-up at the first start, news after an update, offers."""

import os
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from core import __version__
from gui import offers, theme, words

if TYPE_CHECKING:
    from gui.desk import Desk


class Welcome(QFrame):
    """Offers beside an empty form; out of sight as soon as something is entered."""

    def __init__(self, desk: "Desk") -> None:
        """Stand where the answer will be."""
        super().__init__()
        self.setProperty("look", "card")
        self._form = desk.chair.form
        self.buttons = {name: QPushButton(said) for name, said in offers.OFFERS}
        said = QLabel(words.WELCOME)
        said.setWordWrap(True)
        said.setProperty("look", "quiet")
        box, row = QVBoxLayout(self), QHBoxLayout()
        box.setContentsMargins(theme.SPACE[3], theme.SPACE[2], theme.SPACE[3], theme.SPACE[2])
        box.addWidget(said)
        box.addLayout(row)
        for name, button in self.buttons.items():
            button.clicked.connect(lambda _=False, name=name: offers.take(name, desk))
            row.addWidget(button)
        row.addStretch()
        desk.chair.details.greet(self)
        self._form.changed.connect(self._give_way)
        desk.chair.cases.turned.connect(self._look)
        self._look()

    def _give_way(self) -> None:
        if not self.isHidden():
            self._look()

    def _look(self) -> None:
        self.setVisible(self._form.is_blank())


def welcome(desk: "Desk") -> None:
    """Offer what helps at first; set up where there are no settings yet, tell what is new where there are.

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
