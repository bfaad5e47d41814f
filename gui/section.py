"""A headed part of the form: its fields, and what they say as a part of an encounter."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui import theme
from gui.field import Field

Encounter = dict[str, Any]
"""An encounter as in its JSON; what is not there is not filled in."""


class Place(NamedTuple):
    """Something to be filled in."""

    path: str
    """In the encounter."""

    part: QWidget
    """The field, or the input itself."""

    filled: bool
    fault: str = ""
    """What is wrong there; empty where nothing is."""


def heading(text: str) -> QLabel:
    """The heading of a part of the page."""
    label = QLabel(text.upper())
    label.setProperty("look", "heading")
    return label


class Section(QFrame):
    """A card with a heading and rows of fields; each field is known by its path in the encounter."""

    changed = Signal()

    def __init__(self, title: str) -> None:
        """Make an empty card."""
        super().__init__()
        self.setProperty("look", "card")
        self.setAccessibleName(title)
        self.fields: dict[str, Field] = {}
        self._read_as: dict[str, Callable[[str], object]] = {}
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(theme.SPACE[3], theme.SPACE[2], theme.SPACE[3], theme.SPACE[2])
        self.box.setSpacing(theme.SPACE[1])
        self.box.addWidget(heading(title))

    def register(self, path: str, field: Field, read_as: Callable[[str], object] = str) -> Field:
        """Take a field in, with how its text is turned into the record's form."""
        self.fields[path] = field
        self._read_as[path] = read_as
        field.changed.connect(self.changed)
        return field

    def row(self, *widgets: tuple[QWidget, int] | QWidget) -> QWidget:
        """Put widgets side by side, each with its share of the width."""
        side = QWidget()
        box = QHBoxLayout(side)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.SPACE[2])
        for widget in widgets:
            box.addWidget(*(widget if isinstance(widget, tuple) else (widget, 1)))
        self.box.addWidget(side)
        return side

    def places(self) -> Iterator[Place]:
        """What can be filled in, from top to bottom."""
        return (
            Place(path, field, filled=bool(field.text()), fault=field.fault()) for path, field in self.fields.items()
        )

    def reveal(self, path: str) -> None:
        """Have a field in sight that may be folded away; here none is."""

    def read(self) -> Encounter:
        """What the fields say; empty ones say nothing."""
        encounter: Encounter = {}
        for path, field in self.fields.items():
            value = self._read_as[path](field.text())
            if value:
                put(encounter, path, value)
        return encounter

    def fill(self, encounter: Encounter) -> None:
        """Show an encounter; fields that it does not hold are emptied."""
        for path, field in self.fields.items():
            value = get(encounter, path) or ""
            field.set_text(", ".join(value) if isinstance(value, list) else value)


def get(encounter: Encounter, path: str) -> Any:  # noqa: ANN401 - any JSON value
    """The value at a path such as `discard.reason`; None where there is none."""
    value: Any = encounter
    for key in path.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value


def put(encounter: Encounter, path: str, value: object) -> None:
    """Set the value at a path such as `discard.reason`."""
    *outer, last = path.split(".")
    for key in outer:
        encounter = encounter.setdefault(key, {})
    encounter[last] = value
