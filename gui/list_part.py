"""One of the lists on its page: a table, all that is known of the chosen entry, and what can be done with it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gui import theme
from gui.field import Line
from gui.flow import Flow
from gui.letters import LetterButton
from gui.list_table import ListRow, ListTable
from gui.report_cards import words_label

Act = Callable[[], None]


class ListPart(QWidget):
    """A tab of the page of lists; `refresh` is called by whoever fills it."""

    said = Signal(str)
    """What was done, or why it was not."""

    def __init__(self, name: str, header: Sequence[str], wide: int, topic: str) -> None:
        """Make an empty list.

        Args:
            name: of the list, in the plural.
            header: names of the columns.
            wide: the column that takes what room the others leave.
            topic: what help tells of it.
        """
        super().__init__()
        self.setProperty("topic", topic)
        self.search = Line(f"Find in {name.lower()}", "Beginnings of words are enough")
        self.table, self.told = ListTable(name, header, wide), words_label()
        self.buttons: dict[str, QPushButton] = {}
        self._rows: list[ListRow] = []
        self._foot = Flow()
        self._box = box = QVBoxLayout(self)
        box.setContentsMargins(0, theme.SPACE[1], 0, 0)
        box.setSpacing(theme.SPACE[1])
        box.addWidget(self.search)
        box.addWidget(self.table, 1)
        box.addWidget(self.told)
        box.addWidget(self._foot)
        self.told.setMinimumHeight(3 * theme.CONTROL // 2)
        self.search.changed.connect(self._find)
        self.table.chosen.connect(self._tell)

    def add_button(self, words: str, act: Act, topic: str = "") -> QPushButton:
        """A button below the list; its letter behind Alt stands after &. Without a topic, help tells of the list."""
        button = LetterButton(words)
        button.setProperty("topic", topic)
        button.clicked.connect(lambda _=False: act())
        self.buttons[words.replace("&", "")] = button
        self._foot.add(button)
        return button

    def show_rows(self, rows: Sequence[ListRow]) -> None:
        """Show other entries."""
        self._rows = list(rows)
        self._find()

    def chosen(self) -> str:
        """Key of the chosen entry; empty where none is."""
        row = self.table.row()
        return row.key if row else ""

    def offer(self) -> None:
        """Allow what can be done with the chosen entry; lists with buttons for one entry say how."""

    def _find(self) -> None:
        wanted = self.search.text().casefold().split()
        found = [row for row in self._rows if _has(row, wanted)]
        self.table.show_rows(found)
        self._turn(empty=not found)

    def _turn(self, *, empty: bool) -> None:
        """Have words in the table's place where there is nothing to show."""
        self.table.setVisible(not empty)
        self.told.setAlignment(Qt.AlignmentFlag.AlignCenter if empty else Qt.AlignmentFlag.AlignLeft)
        self._box.setStretchFactor(self.told, int(empty))

    def _tell(self) -> None:
        row = self.table.row()
        self.told.setText(row.told if row else "There is no such entry.")
        self.offer()


def _has(row: ListRow, wanted: list[str]) -> bool:
    """Whether each wanted text begins one of the entry's words."""
    words = f"{' '.join(row.cells)} {row.key}".casefold().split()
    return all(any(word.startswith(text) for word in words) for text in wanted)
