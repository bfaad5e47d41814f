"""Help: why the answer is so, what each field is about, the keys, every rule with its source, and alike codes."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QTextBrowser, QWidget

from core.reference import Reference
from gui import theme, topics, words
from gui.lookup import Lookup
from gui.topics import Topic

_WIDTHS = 320, 480
"""Of the list and of what is told."""


class HelpDialog(QDialog):
    """Topics at the left, with a search, and what is told of one at the right; it leaves the window usable."""

    wanted = Signal(str)
    """What a button at the foot offers, by its name."""

    def __init__(self, reference: Reference, parent: QWidget, offers: Sequence[tuple[str, str]] = ()) -> None:
        """List all that is known of any encounter.

        Args:
            reference: for the rules, and the codes that get confused.
            parent: the window that asks.
            offers: names of what can be had here, each with its button's words.
        """
        super().__init__(parent)
        self.setWindowTitle("Vialnote help")
        self._known = topics.all_topics(reference)
        self._topics: tuple[Topic, ...] = ()
        self.told = QTextBrowser()
        self.lookup = Lookup("Topics", "Search help", "JZ, units, waste or J1931", self.told, _WIDTHS)
        self.lookup.chosen.connect(self._tell)
        self.search, self.list = self.lookup.search, self.lookup.list
        self.buttons = {name: QPushButton(said) for name, said in offers}
        self._build()
        self.know(())

    def know(self, of_encounter: Sequence[Topic]) -> None:
        """Have what can be asked about the present answer stand first."""
        self._topics = found = (*of_encounter, *self._known)
        self.lookup.show_entries([topic.title for topic in found], lambda row, text: topics.matches(found[row], text))

    def show_topic(self, wanted: str) -> None:
        """Go to a topic; without one, or one that is not known, to the search."""
        self.search.clear()
        place = next((place for place, topic in enumerate(self._topics) if topic.id == wanted), -1)
        self.lookup.go_to(max(place, 0))
        goal = self.search if place < 0 else self.list
        goal.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, row: int) -> None:
        if row < 0:
            self.told.setPlainText(words.NO_TOPIC)
            self.told.setAccessibleDescription(words.NO_TOPIC)
            return
        topic = self._topics[row]
        self.told.setHtml(f"<h3>{escape(topic.title)}</h3>{''.join(_part(*part) for part in topic.parts)}")
        self.told.setAccessibleDescription(topic.text)

    def _build(self) -> None:
        self.told.setAccessibleName("What is told")
        self.told.setOpenLinks(False)
        box = theme.in_dialogue(self)
        box.addWidget(self.lookup, 1)
        box.addLayout(self._foot())
        theme.resize_within(self, sum(_WIDTHS) + 40, 620)

    def _foot(self) -> QHBoxLayout:
        foot, close = QHBoxLayout(), QPushButton("Close")
        for name, button in self.buttons.items():
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, name=name: self.wanted.emit(name))
            foot.addWidget(button)
        foot.addStretch()
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        foot.addWidget(close)
        return foot


def _part(heading: str, text: str) -> str:
    lines = "<br>".join(escape(line) for line in text.splitlines())
    return f"<p>{f'<b>{escape(heading)}</b><br>' if heading else ''}{lines}</p>"
