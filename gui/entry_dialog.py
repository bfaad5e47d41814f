"""A dialogue that asks for one entry of a list, and says at each field what is not right."""

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui import dates, scrolling, theme
from gui.field import Field, Line, Suggestions
from gui.scrolling import Column

Texts = dict[str, str]
"""What stands in the fields, by their names."""

_WIDTH, _HIGHEST = 720, 620
"""Logical pixels."""

_INSIDE = _WIDTH - 2 * theme.SPACE[3]
"""What of that the fields have."""

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
        self.fields, self._check = dict(fields), check
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
        self._fit()
        first = next((field for name, field in self.fields.items() if name in faults), None)
        if first is not None:
            first.focus()
            QTimer.singleShot(0, first, lambda: self._area.ensureWidgetVisible(first))  # with its fault laid out

    def _build(self, words: str) -> None:
        content, grid, box, said = QWidget(), QGridLayout(), theme.in_dialogue(self), QLabel(words)
        content.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.SPACE[3])
        grid.setVerticalSpacing(theme.SPACE[1])
        for place, field in enumerate(self.fields.values()):
            field.wrap()
            grid.addWidget(field, place // 2, place % 2)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        inside.addLayout(grid)
        inside.addStretch()
        self._area = Column(content)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Save).setProperty("look", "primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        said.setWordWrap(True)
        said.setVisible(bool(words))
        scrolling.fill(box, self._area, above=(said,), below=(buttons,))
        self._fit()

    def _fit(self) -> None:
        """As high as all of its fields need with what is wrong with them, up to what most screens have room for."""
        box, content = self.layout(), self._area.widget()
        if box is not None and content is not None:
            around = _height(box, _WIDTH) - self._area.sizeHint().height()
            inside = max(content.heightForWidth(_INSIDE), content.sizeHint().height())
            theme.resize_within(self, _WIDTH, min(around + inside, _HIGHEST))


def _height(box: QLayout, width: int) -> int:
    """How high a layout wants to be."""
    return box.totalHeightForWidth(width) if box.hasHeightForWidth() else box.sizeHint().height()


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
