"""The page of lists: products, payers and figures, where each comes from, and what the clinic changes in them.

It is made when it is first wanted. Another list is one more line in `_parts`.
"""

from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QTabWidget, QVBoxLayout, QWidget

from core.clinic import Clinic
from gui import shortcuts, spoken, theme
from gui.figure_list import FigureList
from gui.flow import Bar
from gui.letters import LetterButton
from gui.list_part import ListPart
from gui.lists import Lists
from gui.payer_list import PayerList
from gui.product_list import ProductList
from gui.recall_list import RecallList

_WORDS = "Your own entries stand over the shipped ones, which are never changed. A change holds at once."


class ListsPage(QWidget):
    """A tab for each list."""

    def __init__(self, lists: Lists, clinic: Callable[[], Clinic], prices_folder: str) -> None:
        """Show the lists.

        Args:
            lists: what they hold.
            clinic: the settings.
            prices_folder: where the price files that were loaded are kept.
        """
        super().__init__()
        self._lists, self._clinic = lists, clinic
        self.products, self.payers = ProductList(lists, clinic), PayerList(lists, clinic)
        self.figures, self.recalls = FigureList(lists, clinic, prices_folder), RecallList(lists)
        self.tabs, self.message, self.undo = QTabWidget(), QLabel(), LetterButton("Take &back")
        self._build()
        for title, part in self._parts().items():
            self.tabs.addTab(part, title)
            part.said.connect(self.say)
        lists.damaged.connect(self.say)
        lists.changed.connect(self._offer)
        self._offer()

    def showEvent(self, event: QShowEvent) -> None:
        """Price files may have been loaded since."""
        super().showEvent(event)
        if not event.spontaneous():
            self.figures.refresh()

    def say(self, words: str) -> None:
        """Say what was done, or why it was not, to the eye and to screen readers."""
        self.message.setText(words)
        self.message.setVisible(bool(words))
        spoken.say(self.message, words)

    def _offer(self) -> None:
        """Allow to take back what was changed here."""
        self.undo.setEnabled(self._lists.may_take_back)

    def _take_back(self) -> None:
        self.say(self._lists.take_back(self._clinic().payer))
        self._offer()

    def _parts(self) -> dict[str, ListPart]:
        """The lists by what their tabs say."""
        return {
            "Products": self.products,
            "Payers": self.payers,
            "Figures": self.figures,
            "Recalled lots": self.recalls,
        }

    def _build(self) -> None:
        box, words = QVBoxLayout(self), QLabel(_WORDS)
        words.setProperty("look", "quiet")
        words.setWordWrap(True)
        self.message.setWordWrap(True)
        self.message.hide()
        self.undo.setToolTip("Ctrl+Z")
        self.undo.setAccessibleDescription("Undoes the last change of a list. Ctrl+Z")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        for part in (self.tabs, self.tabs.tabBar()):
            part.setAccessibleName("Lists")
        box.setContentsMargins(theme.SPACE[3], theme.SPACE[2], theme.SPACE[3], theme.SPACE[2])
        box.setSpacing(theme.SPACE[1])
        box.addWidget(Bar(words, self.undo))
        box.addWidget(self.tabs, 1)
        box.addWidget(self.message)
        shortcuts.bind(self, (self.undo, "Ctrl+Z", self._take_back))
