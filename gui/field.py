"""One labelled input of the form, with the place where a fault of it is said."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from gui import theme

Input = QLineEdit | QComboBox | QPlainTextEdit


class Field(QWidget):
    """A label, an input below it and, where something is wrong, the reason below that."""

    changed = Signal()

    def __init__(self, label: str, control: Input, hint: str = "", parent: QWidget | None = None) -> None:
        """Put a label over an input; `hint` says to people who can't see it what is expected."""
        super().__init__(parent)
        self.control = control
        self._hint = hint
        self._label = QLabel(label)
        self._label.setProperty("look", "label")
        self._label.setBuddy(control)
        control.setAccessibleName(label.replace("&", ""))
        control.setAccessibleDescription(hint)
        self._fault = QLabel()
        self._fault.setProperty("look", "fault")
        self._fault.setWordWrap(True)
        self._fault.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        for widget in (self._label, control, self._fault):
            box.addWidget(widget)
        box.addStretch()
        self._connect()

    def text(self) -> str:
        """What stands in the input, without blanks around it; of a list of choices, the choice's own value."""
        if isinstance(self.control, QPlainTextEdit):
            return self.control.toPlainText().strip()
        if isinstance(self.control, QLineEdit):
            return self.control.text().strip()
        if self.control.isEditable():
            return self.control.currentText().strip()
        return str(self.control.currentData())

    def set_text(self, text: str) -> None:
        """Put a text, or the choice with this value, into the input."""
        if isinstance(self.control, QPlainTextEdit):
            self.control.setPlainText(text)
        elif isinstance(self.control, QLineEdit):
            self.control.setText(text)
        elif self.control.isEditable():
            self.control.setCurrentText(text)
        else:
            self.control.setCurrentIndex(max(0, self.control.findData(text)))

    def set_fault(self, message: str) -> None:
        """Say what is wrong with the input; an empty message takes it back."""
        if message == self._fault.text():
            return
        self._fault.setText(message)
        self._fault.setVisible(bool(message))
        self.control.setAccessibleDescription(message or self._hint)
        self.control.setProperty("wrong", bool(message))
        theme.restyle(self.control)

    def fault(self) -> str:
        """What is said to be wrong; empty where nothing is."""
        return self._fault.text()

    def offer(self, entries: Iterable[str]) -> None:
        """Renew the entries of an editable list and keep what stands in it."""
        if isinstance(self.control, QComboBox):
            before = self.control.currentText()
            self.control.clear()
            self.control.addItems(list(entries))
            self.control.setCurrentText(before)

    def _connect(self) -> None:
        if isinstance(self.control, QComboBox):
            self.control.currentTextChanged.connect(lambda _: self.changed.emit())
        else:
            self.control.textChanged.connect(lambda *_: self.changed.emit())


def line(label: str, hint: str = "", placeholder: str = "", width: int = 0) -> Field:
    """A field for a short text; `width` in logical pixels, or as wide as there is room."""
    control = QLineEdit()
    control.setPlaceholderText(placeholder)
    if width:
        control.setMaximumWidth(width)
    return Field(label, control, hint)


def choice(label: str, choices: dict[str, str], hint: str = "") -> Field:
    """A field for one of several values, each with its words."""
    control = QComboBox()
    for value, words in choices.items():
        control.addItem(words, value)
    _may_shrink(control)
    return Field(label, control, hint)


def suggestions(label: str, entries: Iterable[str], hint: str = "") -> Field:
    """A field for a text that is often one of several."""
    control = QComboBox()
    control.setEditable(True)
    control.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    control.addItems(list(entries))
    control.setCurrentText("")
    _may_shrink(control)
    return Field(label, control, hint)


def paragraph(label: str, hint: str = "") -> Field:
    """A field for a text of several lines; Tab leaves it."""
    control = QPlainTextEdit()
    control.setTabChangesFocus(True)
    control.setFixedHeight(64)
    return Field(label, control, hint)


def tick(label: str, hint: str = "") -> QCheckBox:
    """A box to tick, not ticked."""
    box = QCheckBox(label)
    box.setAccessibleDescription(hint)
    return box


def _may_shrink(control: QComboBox) -> None:
    """A list as narrow as its place, however long its entries."""
    control.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    control.setMinimumContentsLength(6)
    control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    control.view().setTextElideMode(Qt.TextElideMode.ElideMiddle)
