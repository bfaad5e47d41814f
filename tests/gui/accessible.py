"""What keeps a screen reader from saying what is on a window: the accessible tree, gone through part by part."""

import html
import re
from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QComboBox, QLabel, QTableView, QTextEdit, QWidget

from gui.sign import Sign

_NAME, _DESCRIPTION, _VALUE = QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value
_NO_ROLE = (QAccessible.Role.NoRole, QAccessible.Role.Client)
_CELLS = 60
"""Parts of a table that are looked at."""

_DECORATION = (Sign,)
"""What is painted and needs no name, for a word always stands beside it."""


def faults(window: QWidget) -> list[str]:
    """What is wrong with the parts of a window or page that are in sight, each in a line."""
    found = QAccessible.queryAccessibleInterface(window)
    assert found is not None
    parts = [(part, group) for part, group in _parts(found, "") if part.object() is not None]
    said = [f"{_called(part)}: {fault}" for part, _ in parts for fault in _faults(part)]
    stops = Counter((group, part.role(), _name(part), part.text(_DESCRIPTION)) for part, group in parts if _stops(part))
    double = ((group, name, times) for (group, _, name, _), times in stops.items() if times > 1)
    return said + [f"{times} times {name!r} in {group!r}" for group, name, times in double]


def _parts(part: QAccessibleInterface, group: str) -> Iterator[tuple[QAccessibleInterface, str]]:
    """All parts in sight, each with the names of the groups around it."""
    if part.state().invisible:
        return
    yield part, group
    widget = part.object()
    if isinstance(widget, QAbstractItemView | QComboBox):
        return
    if isinstance(widget, QWidget) and not _stops(part) and not isinstance(widget, QLabel):
        group = f"{group} > {part.text(_NAME)}" if part.text(_NAME) else group
    for place in range(part.childCount()):
        inner = part.child(place)
        if inner is not None:
            yield from _parts(inner, group)


def _faults(part: QAccessibleInterface) -> Iterator[str]:
    widget = part.object()
    if _stops(part):
        if not _name(part).strip():
            yield "can have the focus and has no name"
        if part.role() in _NO_ROLE and not isinstance(widget, QAbstractScrollArea):
            yield "can have the focus and has no role"
    elif part.role() == QAccessible.Role.Button and not _name(part).strip():
        yield "is a button and has no name"
    if isinstance(widget, QLabel):
        yield from _of_label(widget, part.text(_NAME))
    elif isinstance(widget, QTableView):
        yield from _of_table(widget)
    elif isinstance(widget, QTextEdit) and any("\ufdd0" <= sign <= "\ufdef" for sign in part.text(_VALUE)):
        yield "holds Qt's own marks of tables"
    elif _is_painted(widget) and not part.text(_NAME):
        yield "is painted and has no name"


def _of_label(label: QLabel, name: str) -> Iterator[str]:
    """What a label shows must be in its name, which hides the text."""
    shown = _plain(label.text())
    if shown not in _plain(name):
        yield f"its name {name!r} hides its text {shown!r}"
    if re.search("<[a-z/]", name):
        yield f"its name {name!r} holds markup"
    if not label.pixmap().isNull() and not name:
        yield "is an image without text"


def _of_table(table: QTableView) -> Iterator[str]:
    model = table.model()
    for column in range(model.columnCount()):
        if not table.isColumnHidden(column) and not str(model.headerData(column, Qt.Orientation.Horizontal) or ""):
            yield f"column {column} has no header"
    if model.rowCount() and not any(_cells(table)):
        yield "its cells can't be read"


def _cells(table: QTableView) -> Iterator[str]:
    """What the cells say, as far as a few rows go."""
    found = QAccessible.queryAccessibleInterface(table)
    inside = (found.child(place) for place in range(min(found.childCount(), _CELLS))) if found is not None else ()
    return (cell.text(_NAME) for cell in inside if cell is not None and cell.role() == QAccessible.Role.Cell)


def _stops(part: QAccessibleInterface) -> bool:
    """Whether Tab or a click leads there."""
    widget = part.object()
    if not isinstance(widget, QWidget) or isinstance(widget, QLabel) or widget.focusProxy() is not None:
        return False
    return widget.isEnabled() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus


def _name(part: QAccessibleInterface) -> str:
    """What a part is called; a list shows what is chosen, and is told by its label or its description."""
    if isinstance(part.object(), QComboBox):
        labels = [one.text(_NAME) for one, _ in part.relations(QAccessible.RelationFlag.Label)]
        return " ".join(labels) or part.text(_DESCRIPTION)
    return part.text(_NAME)


def _is_painted(widget: QObject) -> bool:
    """Whether a class of ours draws it, so that nothing but a name can say what is on it."""
    own = type(widget).__module__.startswith("gui.") and "paintEvent" in vars(type(widget))
    return own and not isinstance(widget, _DECORATION)


def _plain(text: str) -> str:
    """A text without tags and line breaks."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def _called(part: QAccessibleInterface) -> str:
    widget = part.object()
    return f"{type(widget).__name__} {_name(part)!r} in {type(widget.parent()).__name__ if widget else ''}"
