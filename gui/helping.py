"""The way to help: F1 in any window of the program, about what has the focus, and each control that asks why."""

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import delete

if TYPE_CHECKING:
    from gui.desk import Desk
    from gui.help_dialog import HelpDialog

_HEARS = "hears F1"
_ABOUT = "about", "&About Vialnote"


class Helping(QObject):
    """Opens help; what help needs is read in once it is wanted."""

    def __init__(self, desk: "Desk") -> None:
        """Hear F1 in the window, and in each dialogue over it once that has the focus."""
        super().__init__(desk)
        self._desk = desk
        desk.chair.help_wanted.connect(self.show)
        desk.chair.footer.help.clicked.connect(lambda: self.show(""))
        cast("QApplication", QApplication.instance()).focusChanged.connect(self._hear)

    def show(self, topic: str) -> None:
        """Show a topic; without one, or one that is not known, all of them."""
        from gui import why
        from gui.help_dialog import HelpDialog

        over = QApplication.activeModalWidget() or self._desk.chair
        if self._desk.locked or isinstance(over, HelpDialog):
            return
        chair = self._desk.chair
        dialogue = over.findChild(HelpDialog) or self._made(over)
        nothing = (why.nothing(chair.bill.said.text()),)
        dialogue.know(why.topics(chair.result, chair.details.found) if chair.result else nothing)
        dialogue.show_topic(topic)
        dialogue.show()
        dialogue.activateWindow()

    def ask(self) -> None:
        """Show what help says of what has the focus."""
        from gui import asking
        from gui.help_dialog import HelpDialog

        focus = QApplication.focusWidget()
        if focus is not None and not isinstance(focus.window(), HelpDialog):
            self.show(asking.topic(focus, self._desk.chair, self._desk.in_sight()))

    def _made(self, over: QWidget) -> "HelpDialog":
        """Help over a window; over another dialogue it offers nothing that would need the window below."""
        from gui import offers
        from gui.help_dialog import HelpDialog

        offered = (*(offers.OFFERS if over is self._desk.chair else ()), _ABOUT)
        dialogue = HelpDialog(self._desk.lists.known, over, offered)
        dialogue.wanted.connect(partial(self._offer, dialogue))
        return dialogue

    def _offer(self, over: "HelpDialog", name: str) -> None:
        """Show what a button of help offers."""
        from gui import offers
        from gui.about_dialog import AboutDialog

        if name == _ABOUT[0]:
            about = AboutDialog(self._desk.lists.known.rules.version, over)
            about.exec()
            delete(about)
        else:
            over.reject()
            offers.take(name, self._desk)

    def _hear(self, _: QWidget | None, now: QWidget | None) -> None:
        window = now.window() if now is not None else None
        if window is not None and not window.property(_HEARS) and self._is_ours(window):
            window.setProperty(_HEARS, True)
            QShortcut(QKeySequence("F1"), window, self.ask)

    def _is_ours(self, window: QWidget) -> bool:
        over: QWidget | None = window
        while over is not None and over is not self._desk.window():
            over = over.parentWidget()
        return over is not None
