"""A dialogue that asks for one entry of a list, and says at each field what is not right."""

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui import dates, theme
from gui.field import Field, Line, Suggestions

Texts = dict[str, str]
"""What stands in the fields, by their names."""

READER, READ_ON = "by", "on"
"""Names of the fields that say who read a source, and when."""


class EntryDialog(QDialog):
    """Fields, two in a row; it closes only once nothing is wrong with them."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        words: str,
        fields: Mapping[str, Field],
        check: Callable[[Texts], Texts],
        *,
        topic: str,
    ) -> None:
        """Ask for an entry.

        Args:
            parent: the window.
            title: of the dialogue.
            words: what the user should know; empty for nothing.
            fields: by name, in order, filled in already.
            check: what is wrong with which field.
            topic: what help tells of it; of a field, what it tells of `topic.name`, if it knows that.
        """
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setProperty("topic", topic)
        for name, field in fields.items():
            field.setProperty("topic", f"{topic}.{name}")
        self.fields, self._check, self._area = dict(fields), check, QScrollArea()
        self._build(words)
        next(iter(self.fields.values())).focus()

    def texts(self) -> Texts:
        """What stands in the fields."""
        return {name: field.text() for name, field in self.fields.items()}

    def accept(self) -> None:
        """Take the entry if it is right, else lead to the first field that is not."""
        faults = self._check(self.texts())
        for name, field in self.fields.items():
            field.set_fault(faults.get(name, ""))
        if not faults:
            super().accept()
            return
        first = next((field for name, field in self.fields.items() if name in faults), None)
        if first is not None:
            first.focus()
            QTimer.singleShot(0, first, lambda: self._area.ensureWidgetVisible(first))  # with its fault laid out

    def _build(self, words: str) -> None:
        content, grid, box, said = QWidget(), QGridLayout(), QVBoxLayout(self), QLabel(words)
        content.setProperty("look", "page")
        content.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, theme.SPACE[2], 0)
        grid.setHorizontalSpacing(theme.SPACE[3])
        grid.setVerticalSpacing(theme.SPACE[1])
        for place, field in enumerate(self.fields.values()):
            grid.addWidget(field, place // 2, place % 2)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        inside.addLayout(grid)
        inside.addStretch()
        self._area.setWidget(content)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Save).setProperty("look", "primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        said.setWordWrap(True)
        said.setVisible(bool(words))
        box.setSpacing(theme.SPACE[2])
        box.addWidget(said)
        box.addWidget(self._area, 1)
        box.addWidget(buttons)
        height = content.sizeHint().height() + 130
        theme.resize_within(self, 720, min(height, 620))


def reading(staff: Iterable[str], what: str) -> dict[str, Field]:
    """The fields that say who read a source, and when; today is filled in.

    Args:
        staff: offered as names.
        what: was read: `the label`.
    """
    by, on = Suggestions(f"Who read {what}", staff), Line("Date", "Such as 2026-11-20 or 11/20/2026", "2026-11-20")
    on.set_text(dates.now().date().isoformat())
    return {READER: by, READ_ON: on}


def day(texts: Texts) -> str:
    """When the source was read, as the record writes days."""
    return dates.day(texts[READ_ON])


def reading_faults(texts: Texts) -> Texts:
    """What is wrong with who read a source, and when."""
    faults = {} if texts[READER] else {READER: "Say who read it."}
    read = dates.date(texts[READ_ON])
    if read is None:
        return {**faults, READ_ON: f"{texts[READ_ON] or 'empty'}: expected a date such as 2026-11-20."}
    return faults if read <= dates.now().date() else {**faults, READ_ON: f"{read} is still to come."}
