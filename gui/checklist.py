"""The claim check on a page: what is missing first, what to look at, what passes; folded, what is asked once."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.checklist import plain
from core.checklist.items import LOOK, MISSING, ONCE, PASS, STATES, Item
from core.rules import Rules
from gui import clipboard, theme, words
from gui.section import heading
from gui.sign import Sign

KEYS = "F5"
"""The key that copies the check."""

_SIGNS = {MISSING: "error", LOOK: "warning", PASS: "pass", ONCE: "info"}
"""The sign of each state; its word always stands beside it."""

_ELSEWHERE = ("settings", "lists")
"""What an item can lead to that is not at the chair."""


class _Row(QWidget):
    """An item: what it is about and what was found, its rule, and the way to its field."""

    def __init__(self) -> None:
        super().__init__()
        self.sign, self.title, self.text = Sign(), QLabel(), QLabel()
        self.rule, self.field = QPushButton(), QPushButton()
        self.item: Item | None = None
        self.title.setProperty("look", "title")
        self.text.setWordWrap(True)
        for label in (self.title, self.text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for link in (self.rule, self.field):
            link.setProperty("look", "link")
            link.setAutoDefault(True)
        self._build()

    @property
    def topic(self) -> str:
        """The topic of help that it is about: its rule."""
        return self.item.rule if self.item else ""

    def show_item(self, item: Item, rules: Rules, *, leads: bool) -> None:
        """Show an item; `leads` says whether the encounter is at the chair, so that its fields are."""
        self.show()
        leads = leads or item.field in _ELSEWHERE
        self.item = item
        self.sign.show_severity(_SIGNS[item.state])
        self.title.setText(item.title)
        self.text.setText(item.message)
        said = f"{STATES[item.state]}. {item.title}: {item.message}"
        self.rule.setText(f"Rule {item.rule}, {item.grade}")
        hint = words.graded(item.rule, rules[item.rule].text, item.grade, item.source)
        self.rule.setToolTip(hint)
        self.rule.setAccessibleName(f"{self.rule.text()}: {said}")
        self.rule.setAccessibleDescription(hint)
        self.field.setVisible(leads and bool(item.field) and item.state != PASS)
        self.field.setText(f"Go to {words.place(item.field)}")
        self.field.setAccessibleName(f"{self.field.text()}: {said}")

    def _build(self) -> None:
        head, box = QHBoxLayout(), QVBoxLayout(self)
        head.setSpacing(theme.SPACE[1])
        head.addWidget(self.sign)
        head.addWidget(self.title)
        head.addStretch()
        head.addWidget(self.rule)
        head.addWidget(self.field)
        box.setContentsMargins(0, 0, 0, theme.SPACE[0])
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(self.text)


class _Group(QWidget):
    """The items of one state under its word; those that are asked once are folded away at first."""

    field_wanted = Signal(str)
    rule_wanted = Signal(str)

    def __init__(self, state: str, rules: Rules) -> None:
        super().__init__()
        self._rules = rules
        self._found: Sequence[Item] = ()
        self._leads = True
        self.state, self.title, self.fold, self.inside = state, QLabel(), QPushButton(), QWidget()
        self.title.setProperty("severity", {PASS: "info"}.get(state, _SIGNS[state]))
        self.fold.setProperty("look", "link")
        self.fold.setAutoDefault(True)
        self.fold.setVisible(state == ONCE)
        self.fold.clicked.connect(lambda: self.turn(shown=self.inside.isHidden()))
        self.rows: list[_Row] = []
        head, box, self._box = QHBoxLayout(), QVBoxLayout(self), QVBoxLayout(self.inside)
        for layout in (head, box, self._box):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        head.addWidget(self.title, 1)
        head.addWidget(self.fold)
        box.addLayout(head)
        box.addWidget(self.inside)
        self.turn(shown=state != ONCE)

    def turn(self, *, shown: bool) -> None:
        """Show the items, or fold them away."""
        self.inside.setVisible(shown)
        self.fold.setText("Hide" if shown else "Show")
        self.fold.setAccessibleName(f"{self.fold.text()} {STATES[self.state]}")
        self._fill()

    def show_items(self, found: Sequence[Item], *, leads: bool) -> None:
        """Show other items; `leads` says whether their fields are at the chair."""
        self._found, self._leads = found, leads
        self.title.setText(f"{STATES[self.state]}: {len(found)}")
        self.setVisible(bool(found))
        self._fill()

    def _fill(self) -> None:
        """Have a row for each item, unless they are folded away: then nobody waits for their rows."""
        if self.inside.isHidden():
            return
        while len(self.rows) < len(self._found):
            self._add()
        for row, item in zip(self.rows, self._found, strict=False):
            row.show_item(item, self._rules, leads=self._leads)
        for row in self.rows[len(self._found) :]:
            row.hide()

    def _add(self) -> None:
        row = _Row()
        row.rule.clicked.connect(lambda: self.rule_wanted.emit(row.topic))
        row.field.clicked.connect(lambda: self.field_wanted.emit(row.item.field if row.item else ""))
        self.rows.append(row)
        self._box.addWidget(row)


class Checklist(QFrame):
    """A card with all items of a claim, worst first."""

    field_wanted = Signal(str)
    rule_wanted = Signal(str)

    def __init__(self, rules: Rules) -> None:
        """Show nothing at first."""
        super().__init__()
        self.setProperty("look", "card")
        self.setAccessibleName("Claim check")
        self.setProperty("topic", "claim.check")
        self.items: tuple[Item, ...] = ()
        self.summary = QLabel()
        self.summary.setProperty("look", "amount")
        self.summary.setWordWrap(True)
        self.copy = QPushButton(f"Copy  {KEYS}")
        self.copy.setAccessibleName("Copy the claim check")
        self.copy.setAccessibleDescription(KEYS)
        self.groups = {state: _Group(state, rules) for state in STATES}
        self._build()
        self.show_items(())

    def show_items(self, items: Sequence[Item], *, leads: bool = True) -> None:
        """Show the items of a claim.

        Args:
            items: in their order; none where there is no claim.
            leads: whether the encounter is at the chair, so that an item can lead to its field.
        """
        self.items = tuple(items)
        self.setVisible(bool(items))
        for state, group in self.groups.items():
            group.show_items([item for item in items if item.state == state], leads=leads)
        self.summary.setText(summary(items))

    def copy_text(self, about: str) -> bool:
        """Copy the check as text under a line about the claim; False where there is none."""
        clipboard.copy(f"{about}\n\n{plain.text(self.items)}" if self.items else "")
        return bool(self.items)

    def _build(self) -> None:
        head, box = QHBoxLayout(), QVBoxLayout(self)
        head.addWidget(heading("Claim check"))
        head.addStretch()
        head.addWidget(self.copy)
        box.setContentsMargins(theme.SPACE[3], theme.SPACE[2], theme.SPACE[3], theme.SPACE[2])
        box.setSpacing(theme.SPACE[1])
        box.addLayout(head)
        box.addWidget(self.summary)
        for group in self.groups.values():
            box.addWidget(group)
            group.field_wanted.connect(self.field_wanted)
            group.rule_wanted.connect(self.rule_wanted)


def summary(items: Sequence[Item]) -> str:
    """How many items are in which state: `1 missing or wrong, 2 to look at, 10 passed, 6 to ask once`."""
    counts = {state: sum(item.state == state for item in items) for state in STATES}
    short = {state: words.lower().partition(",")[0] for state, words in STATES.items()}
    return ", ".join(f"{count} {short[state]}" for state, count in counts.items() if count)
