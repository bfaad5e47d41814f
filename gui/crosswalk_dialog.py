"""What CMS's crosswalk says that the list of products does not; nothing is taken over that is not ticked."""

import datetime
from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from core import crosswalk
from core.catalog import Catalog, Product
from core.crosswalk import Crosswalk, Row
from core.note.phrases import DOSING
from core.quantity import mcg, ml
from gui import ages, scrolling, theme
from gui.field import Choices
from gui.scrolling import Column
from gui.section import heading

TITLE = "Import the CMS crosswalk"
"""Of the dialogue, and of the one that asks for the file."""

_HEAD = "{} is of {} ({}). Tick what you have looked at; nothing else is taken over."
_NEWEST = "A newer one may be on the CMS site."
_CUT = "{} of {} products are not in it. Is the file whole?"
_SAME = "It says nothing that the list does not."
_UNREAD = "Not readable, so compare them by hand: {}."
_SPELLING = "As on the label ..."
_INFERRED = "It is taken to be a {} vial; confirm it on the label."
_NOT_KNOWN = "Type or NDC can't be inferred. Add it from its label."

_INDENT = 36
"""What stands below a box begins where its words do."""


class Item(QWidget):
    """One thing that may be taken over: a box to tick, and how its NDC is written where that is not certain."""

    def __init__(self, words: str, spellings: Sequence[str] = (), about: str = "") -> None:
        """Tick nothing at first.

        Args:
            words: what it is.
            about: more of it.
            spellings: of its NDC; the box can't be ticked before one of several is chosen.
        """
        super().__init__()
        self.tick, self.choice = QCheckBox(words), Choices()
        self._certain = spellings[0] if len(spellings) == 1 else ""
        self.choice.addItems([_SPELLING, *spellings])
        self.choice.setAccessibleName(f"NDC as on the label: {words}")
        self.choice.setAccessibleDescription("The file does not say where its hyphens stand.")
        self.choice.setVisible(len(spellings) > 1)
        self.choice.currentIndexChanged.connect(self._look)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.SPACE[0])
        box.addWidget(self.tick)
        quiet = QLabel(about)
        quiet.setProperty("look", "quiet")
        quiet.setWordWrap(True)
        quiet.setVisible(bool(about))
        quiet.setIndent(_INDENT)
        box.addWidget(quiet)
        if len(spellings) > 1:
            row = QHBoxLayout()
            row.addSpacing(_INDENT)
            row.addWidget(self.choice)
            row.addStretch()
            box.addLayout(row)
            self._look()

    @property
    def ndc(self) -> str:
        """The NDC as the label writes it; empty while that is not known."""
        return self._certain or (self.choice.currentText() if self.choice.currentIndex() > 0 else "")

    def _look(self) -> None:
        self.tick.setEnabled(bool(self.ndc))
        if not self.ndc:
            self.tick.setChecked(False)


class CrosswalkDialog(QDialog):
    """Added, changed and gone, each with a box to tick."""

    def __init__(self, parent: QWidget, name: str, found: Crosswalk, catalog: Catalog, today: datetime.date) -> None:
        """Compare a file with the list.

        Args:
            parent: the window.
            name: of the file.
            found: what it says.
            catalog: the list.
            today: when this is looked at.
        """
        super().__init__(parent)
        self.setWindowTitle(TITLE)
        self.setProperty("topic", "lists.crosswalk")
        self._found, self._catalog, self._today = found, catalog, today
        said = crosswalk.compare(found, catalog, today)
        self.added = [(row, self._new(row)) for row in said.added]
        self.changed = [(change.after, Item(f"{change.before.ndc}: {change.words}")) for change in said.changed]
        self.gone = [(product, Item(_words(product))) for product in said.gone]
        listed = sum(not product.gone for product in catalog.products)
        cut = _CUT.format(len(said.gone), listed) if 4 * len(said.gone) > listed else ""
        self.head, self.take = (
            QLabel(f"{self._head(name)} {cut}".strip()),
            QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel),
        )
        self._build()

    def products(self) -> list[Product]:
        """What is ticked, as it goes into the clinic's list."""
        return [
            *(self._product(row, item.ndc) for row, item in self.added if item.tick.isChecked()),
            *(after for after, item in self.changed if item.tick.isChecked()),
            *(crosswalk.marked(gone, self._found.quarter) for gone, item in self.gone if item.tick.isChecked()),
        ]

    def _product(self, row: Row, labelled: str) -> Product:
        return crosswalk.product(row, labelled, self._catalog, self._found.quarter, self._today)

    def _new(self, row: Row) -> Item:
        dosing = crosswalk.dosing(row, self._catalog)
        words = f"{row.key.removeprefix('0')}: {mcg(row.content)} in {ml(row.volume)}"
        about = f"{row.labeler}, {row.name}, {row.hcpcs}."
        spellings = crosswalk.spellings(row, self._catalog)
        if dosing and spellings:
            return Item(words, spellings, f"{about} {_INFERRED.format(DOSING[dosing])}")
        item = Item(words, (), f"{about} {_NOT_KNOWN}")
        item.tick.setEnabled(False)
        return item

    def _head(self, name: str) -> str:
        age = ages.of_quarter(self._found.quarter, self._today)
        old = "old" if age[:1].isdigit() else ""
        said = _HEAD.format(name, self._found.quarter, f"{age} {old}".strip() or "still to come")
        return f"{said} {_NEWEST}" if old else said

    def _sections(self) -> Iterator[tuple[str, list[Item]]]:
        yield "Added", [item for _, item in self.added]
        yield "Changed", [item for _, item in self.changed]
        yield "Not listed any more; marked, not removed", [item for _, item in self.gone]

    def _build(self) -> None:
        content, box = QWidget(), theme.in_dialogue(self)
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, 0, 0)
        for title, items in self._sections():
            if items:
                inside.addWidget(heading(f"{title}: {len(items)}"))
            for item in items:
                inside.addWidget(item)
        nothing = not any(items for _, items in self._sections())
        for words in (_SAME if nothing else "", self._unread()):
            label = QLabel(words)
            label.setWordWrap(True)
            label.setVisible(bool(words))
            inside.addWidget(label)
        inside.addStretch()
        take = self.take.addButton("Take what is ticked", QDialogButtonBox.ButtonRole.AcceptRole)
        take.setProperty("look", "primary")
        take.setEnabled(not nothing)
        self.take.accepted.connect(self.accept)
        self.take.rejected.connect(self.reject)
        self.head.setWordWrap(True)
        scrolling.fill(box, Column(content), above=(self.head,), below=(self.take,))
        theme.resize_within(self, 820, 560)

    def _unread(self) -> str:
        return _UNREAD.format(", ".join(self._found.unread)) if self._found.unread else ""


def _words(product: Product) -> str:
    return f"{product.ndc}: {product.labeler}, {product.strength} {product.container}"
