"""Notes that are to be checked: dropped on the window, or chosen."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from core.reference import Reference
from gui import words
from gui.drops import Drops


class Checking(QObject):
    """Opens the dialogue that checks notes; there is one for a window."""

    def __init__(
        self, window: QWidget, reference: Reference, say: Callable[[str], None], offer: Callable[[str], bool]
    ) -> None:
        """Check what is dropped on a window.

        Args:
            window: that is listened for.
            reference: rules and products that notes are checked against.
            say: says why something is not checked.
            offer: offers a file that is no PDF to the page in sight; False where that takes none.
        """
        super().__init__(window)
        self._window, self._reference = window, reference
        drops = Drops(window)
        drops.note.connect(self.check)
        drops.other.connect(lambda path: None if offer(path) else say(words.DROP_OTHER))
        drops.refused.connect(say)

    def ask(self, folder: str) -> None:
        """Let the user choose a note, from where the last one was saved, and check it."""
        from gui import choosing

        path = choosing.source(self._window, words.CHECK_TITLE, "PDF (*.pdf)", folder)
        if path:
            self.check(path)

    def check(self, path: str) -> None:
        """Say whether a note still says what its encounter comes to."""
        from gui.check_dialog import CheckDialog  # only once a check is wanted

        dialogue = self._window.findChild(CheckDialog) or CheckDialog(self._reference, self._window)
        dialogue.check(path)
        dialogue.show()
        dialogue.activateWindow()
