"""How one typed sign is taken out of a field again, so that it says what it said before."""

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

Undo = Callable[[], None]


def undo_of(focus: QWidget | None) -> Undo | None:
    """What brings back the text that a field has now; None where no text is typed here.

    A number has none: what stands in it for a moment counts at once, and a change takes an attestation back.
    """
    if isinstance(focus, QPlainTextEdit):
        return None if focus.isReadOnly() else _of_paragraph(focus)
    line = _line(focus)
    return None if line is None or line.isReadOnly() else _of_line(line)


def _line(focus: QWidget | None) -> QLineEdit | None:
    """The line that is typed into; a list may have one inside."""
    if isinstance(focus, QComboBox):
        return focus.findChild(QLineEdit)
    return focus if isinstance(focus, QLineEdit) else None


def _of_line(line: QLineEdit) -> Undo:
    text, place = line.text(), line.cursorPosition()
    start, length = line.selectionStart(), len(line.selectedText())

    def undo() -> None:
        listed = line.completer() and line.completer().popup()
        if listed:
            listed.hide()
        line.undo()  # of what was typed before, what can be taken back stays so
        if line.text() != text:
            line.redo()
            line.selectAll()
            line.insert(text)
        line.setCursorPosition(place)
        if start >= 0:
            line.setSelection(start, length)

    return undo


def _of_paragraph(edit: QPlainTextEdit) -> Undo:
    text, cursor = edit.toPlainText(), edit.textCursor()
    anchor, place = cursor.anchor(), cursor.position()

    def undo() -> None:
        edit.undo()
        if edit.toPlainText() != text:
            edit.redo()
            edit.selectAll()
            edit.insertPlainText(text)
        cursor = edit.textCursor()
        cursor.setPosition(anchor)
        cursor.setPosition(place, cursor.MoveMode.KeepAnchor)
        edit.setTextCursor(cursor)

    return undo
