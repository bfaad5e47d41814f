"""The question before an encounter without a note is left."""

import enum

from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget
from shiboken6 import delete

from gui import theme


class Wish(enum.Enum):
    """What the user wants to do with it."""

    SAVE = enum.auto()
    LEAVE = enum.auto()
    STAY = enum.auto()


def ask(parent: QWidget) -> Wish:
    """Ask whether an encounter is saved first, left, or worked on."""
    question = QMessageBox(parent)
    question.setWindowTitle("Vialnote")
    question.setText("This encounter has no note in the journal.")
    question.setInformativeText("Save it first, or leave it?")
    save = question.addButton("&Save note", QMessageBox.ButtonRole.AcceptRole)
    leave = question.addButton("&Leave it", QMessageBox.ButtonRole.DestructiveRole)
    question.addButton(QMessageBox.StandardButton.Cancel)
    question.setDefaultButton(save)
    save.setProperty("look", "primary")
    theme.lay_out_question(question)
    question.exec()
    wishes: dict[QAbstractButton, Wish] = {save: Wish.SAVE, leave: Wish.LEAVE}
    wish = wishes.get(question.clickedButton(), Wish.STAY)
    delete(question)
    return wish
