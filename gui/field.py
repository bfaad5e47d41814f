"""One labelled input of the form, with the place where a fault of it is said."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from gui import dates, spoken, theme
from gui.flow import Flow


class Choices(QComboBox):
    """A list that the wheel does not change by accident while a page is scrolled; Enter goes on, as in any field."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand Enter on to the dialogue, which goes on; one that may be typed into would keep it."""
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()

    def showPopup(self) -> None:
        """Show entries that are too long with their start and their end; the list is made only now."""
        self.view().setTextElideMode(Qt.TextElideMode.ElideMiddle)
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page instead."""
        event.ignore()


class Count(QSpinBox):
    """A number that the wheel does not change by accident."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page instead."""
        event.ignore()


class Field(QWidget):
    """A label, an input below it and, where something is wrong, the reason below that."""

    changed = Signal()

    def __init__(self, label: str, control: QWidget, hint: str = "") -> None:
        """Put a label over an input; `hint` says to people who can't see it what is expected."""
        super().__init__()
        self.control = control
        self.name = label
        """What the input is called."""

        self._hint = hint
        self._explained: QLabel | None = None
        self._label = QLabel(label)
        self._label.setProperty("look", "label")
        self._label.setBuddy(control)
        control.setAccessibleName(label)
        control.setAccessibleDescription(hint)
        self._fault = QLabel()
        self._fault.setProperty("look", "fault")
        self._fault.setWordWrap(True)
        self._fault.hide()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(2)
        for widget in (self._label, control, self._fault):
            self._box.addWidget(widget)
        self._box.addStretch()
        self.changed.connect(lambda: self._label.setText(self.name))

    def wrap(self) -> None:
        """Let the label take several lines where it is longer than its place."""
        self._label.setWordWrap(True)

    def text(self) -> str:
        """What stands in the input."""
        raise NotImplementedError

    def set_text(self, text: str) -> None:
        """Put a text into the input."""
        raise NotImplementedError

    def set_fault(self, message: str) -> None:
        """Say what is wrong with the input; an empty message takes it back."""
        if message == self._fault.text():
            return
        self._fault.setText(message)
        self._fault.setVisible(bool(message))
        self.control.setAccessibleDescription(message or self._described())
        self.control.setProperty("wrong", bool(message))
        theme.restyle(self.control)
        if self.window().isModal():  # at the chair, the answer says it once nobody types
            spoken.say(self.control, message)

    def explain(self, words: str) -> None:
        """Say below the input what stands there, or what is asked for; screen readers hear it with the hint."""
        if self._explained is None:
            if not words:
                return
            self._explained = QLabel()
            self._explained.setProperty("look", "hint")
            self._explained.setWordWrap(True)
            self._box.insertWidget(self._box.indexOf(self._fault), self._explained)
        self._explained.setText(words)
        self._explained.setVisible(bool(words))
        self.control.setAccessibleDescription(self._fault.text() or self._described())

    def _described(self) -> str:
        """What screen readers hear where nothing is wrong."""
        return ". ".join(filter(None, (self._hint, self.explanation())))

    def controls(self) -> tuple[QWidget, ...]:
        """What Tab goes through here, in order."""
        return (self.control,)

    def recall(self, text: str) -> None:
        """Fill in what the last encounter leaves, and say so until it is changed."""
        self.set_text(text)
        self.remark("as last time" if text else "")

    def remark(self, words: str) -> None:
        """Say something beside the label until the input is changed."""
        self._label.setText(f"{self.name} ({words})" if words else self.name)

    def label(self) -> str:
        """What stands over the input."""
        return self._label.text()

    def explanation(self) -> str:
        """What is said below the input; empty where nothing is."""
        return self._explained.text() if self._explained is not None else ""

    def fault(self) -> str:
        """What is said to be wrong; empty where nothing is."""
        return self._fault.text()

    def focus(self) -> None:
        """Lead the user here."""
        self.control.setFocus(Qt.FocusReason.OtherFocusReason)


class Line(Field):
    """A short text."""

    def __init__(self, label: str, hint: str = "", example: str = "") -> None:
        """Make an empty line; `example` shows while it is empty."""
        self.line = QLineEdit()
        self.line.setPlaceholderText(f"such as {example}" if example else "")
        super().__init__(label, self.line, hint)
        self.line.textChanged.connect(self.changed)

    def text(self) -> str:
        """The text without blanks around it."""
        return self.line.text().strip()

    def set_text(self, text: str) -> None:
        """Replace the text."""
        self.line.setText(text)
        self.line.setCursorPosition(0)  # of a text that is longer than its field the start says more than the end

    def put_beside(self, other: QWidget) -> None:
        """Put another widget to the right of the line."""
        side = QWidget()
        row = QHBoxLayout(side)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE[0])
        self._box.replaceWidget(self.line, side)
        row.addWidget(self.line, 1)
        row.addWidget(other)

    def focus(self) -> None:
        """Go there and mark what stands there, so that typing replaces it."""
        super().focus()
        self.line.selectAll()


class Choice(Field):
    """One of several values, each shown in words."""

    def __init__(self, label: str, choices: dict[str, str], hint: str = "") -> None:
        """Offer values, each with its words."""
        self.list = Choices()
        for value, words in choices.items():
            self.list.addItem(words, value)
        _may_shrink(self.list)
        super().__init__(label, self.list, hint)
        self.list.currentIndexChanged.connect(self.changed)

    def offer(self, choices: dict[str, str]) -> None:
        """Renew the values and keep the chosen one, without a word that anything was changed."""
        before, blocked = self.text(), self.list.blockSignals(True)
        self.list.clear()
        for value, words in choices.items():
            self.list.addItem(words, value)
        self.set_text(before)
        self.list.blockSignals(blocked)

    def text(self) -> str:
        """The chosen value."""
        return str(self.list.currentData())

    def set_text(self, text: str) -> None:
        """Choose a value, or the first where there is none; one that is not offered is shown as what it is."""
        found = self.list.findData(text) if text else 0
        if found < 0:
            found = self.list.count()
            self.list.addItem(f"{text} (not known)", text)
        self.list.setCurrentIndex(found)


class Suggestions(Field):
    """A text that is often one of several."""

    def __init__(self, label: str, entries: Iterable[str], hint: str = "") -> None:
        """Suggest entries and start empty."""
        self.list = Choices()
        self.list.setEditable(True)
        self.list.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        _may_shrink(self.list)
        super().__init__(label, self.list, hint)
        line = self.list.lineEdit()
        assert line is not None  # noqa: S101 - for the type checker
        line.setAccessibleName(label)  # screen readers read and write the text there
        self.offer(entries)
        self.list.currentTextChanged.connect(self.changed)
        self.list.activated.connect(lambda _: self._show_start())

    def offer(self, entries: Iterable[str]) -> None:
        """Renew the entries and keep what stands in the field."""
        before = self.list.currentText()
        blocked = self.list.blockSignals(True)
        self.list.clear()
        self.list.addItems(list(entries))
        self.list.setCurrentText(before)
        self.list.blockSignals(blocked)

    def text(self) -> str:
        """The text without blanks around it."""
        return self.list.currentText().strip()

    def set_text(self, text: str) -> None:
        """Replace the text."""
        self.list.setCurrentText(text)
        self._show_start()

    def _show_start(self) -> None:
        """Of a text that is longer than its field the start says more than the end."""
        line = self.list.lineEdit()
        if line is not None:
            line.setCursorPosition(0)


class Paragraph(Field):
    """A text of several lines; Tab leaves it."""

    def __init__(self, label: str, hint: str = "") -> None:
        """Make an empty paragraph."""
        self.edit = QPlainTextEdit()
        self.edit.setTabChangesFocus(True)
        self.edit.document().setDocumentMargin(0)  # the words begin where those of other fields do
        self.edit.setFixedHeight(2 * theme.CONTROL)
        super().__init__(label, self.edit, hint)
        self.edit.textChanged.connect(self.changed)

    def text(self) -> str:
        """The text without blanks around it."""
        return self.edit.toPlainText().strip()

    def set_text(self, text: str) -> None:
        """Replace the text."""
        self.edit.setPlainText(text)


class Quantity(Line):
    """A number and its unit; a unit typed after the number stands instead of the chosen one."""

    def __init__(self, label: str, units: Iterable[str], hint: str = "", example: str = "") -> None:
        """Offer units, the usual one first."""
        super().__init__(label, hint, example)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.unit = Choices()
        self.unit.addItems(list(units))
        # On Linux a list goes by what is chosen, so its description says what is chosen there.
        self.unit.setAccessibleName(f"{label}: unit")
        self.unit.setAccessibleDescription(f"{label}: unit. One typed after the number stands instead")
        self.unit.currentTextChanged.connect(self.changed)
        self.put_beside(self.unit)

    def controls(self) -> tuple[QWidget, ...]:
        """The number, then the unit."""
        return self.line, self.unit

    def text(self) -> str:
        """The quantity as the record writes it: `60 mcg`."""
        typed = super().text()
        return f"{typed} {self.unit.currentText()}" if typed and typed[-1].isdigit() else typed

    def set_text(self, text: str) -> None:
        """Split a quantity into number and unit; an empty one goes back to the usual unit."""
        number, _, unit = text.partition(" ")
        known = self.unit.findText(unit)
        self.unit.setCurrentIndex(max(0, known))
        super().set_text(text if known < 0 else number)


class Clock(Line):
    """A time of day, with a button that fills in this minute."""

    def __init__(self, label: str, hint: str, example: str) -> None:
        """Make an empty time."""
        super().__init__(label, hint, example)
        now = QPushButton("Now")
        now.setAccessibleName(f"{label}: now")
        now.setAccessibleDescription("Fills in this minute")
        now.clicked.connect(lambda: self.set_text(f"{dates.now():%H:%M}"))
        self.put_beside(now)


class Buttons(Field):
    """One of a few values, all of them in sight; none is chosen at first."""

    def __init__(self, label: str, choices: dict[str, str], hint: str = "") -> None:
        """Offer values, each with its words."""
        row = Flow()
        super().__init__(label, row, hint)
        self._group = QButtonGroup(self)
        self.buttons = {value: QRadioButton(words) for value, words in choices.items()}
        for button in self.buttons.values():
            button.setAccessibleDescription(label)
            self._group.addButton(button)
            row.add(button)
        self._group.buttonToggled.connect(self._turned)  # screen readers turn a button without a click

    def text(self) -> str:
        """The chosen value; empty where none is."""
        return next((value for value, button in self.buttons.items() if button.isChecked()), "")

    def set_text(self, text: str) -> None:
        """Choose a value, or none."""
        blocked = self._group.blockSignals(True)
        self._group.setExclusive(False)
        for value, button in self.buttons.items():
            button.setChecked(value == text)
        self._group.setExclusive(True)
        self._group.blockSignals(blocked)
        self.changed.emit()

    def focus(self) -> None:
        """Go to the chosen value, or to the first."""
        chosen = self.buttons.get(self.text()) or next(iter(self.buttons.values()))
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turned(self, _: QAbstractButton, checked: bool) -> None:  # noqa: FBT001 - Qt's signal
        """Of two buttons that turn, the one that is chosen now counts."""
        if checked:
            self.changed.emit()


def _may_shrink(control: QComboBox) -> None:
    """Make a list as narrow as its place, however long its entries."""
    control.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    control.setMinimumContentsLength(6)
