"""What the journal asks of its user: a passphrase for a new one, or the key of one that is locked."""

import os
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLabel, QLineEdit, QWidget

from core.journal.faults import JournalError, WrongKeyError
from gui import theme
from gui.field import Line
from gui.journal import Journal, State

if TYPE_CHECKING:
    from core.journal.key import Key

    Act = Callable[[Callable[[], Key]], None]

_LEAST = 10
"""Letters of a passphrase."""

_NEW = (
    "Notes are kept encrypted on this computer. It has no keyring that could keep the journal's key, so please "
    "choose a passphrase. Vialnote asks for it after each start. Without it, only the recovery key opens the journal."
)
_KEEP = (
    "The journal is open. This computer has no keyring that could keep its key, so please choose a passphrase. "
    "Without one, Vialnote asks for the recovery key after each start."
)
_LOCKED = "The journal's key is not on this computer. Type the passphrase, or the recovery key that was printed."
_SHORT = f"At least {_LEAST} letters. Several words are easy to keep in mind."
_DIFFERENT = "The two are not the same. Type it again."
_EMPTY = "Type the passphrase or the recovery key."
_WIDTH = 480
_SHOW = "&Show what is typed"
_RECOVERY = re.compile(r"(?:\s*\w{4}[\s-]*){14}", re.ASCII)
"""What looks like a recovery key, so that a slip in one is told as such."""

_ANOTHER = "This is another journal's recovery key. Type the passphrase, or this journal's key."


class _Asking(QDialog):
    """A question that is asked again, with the reason, until the answer does or the user goes back."""

    def __init__(self, parent: QWidget, title: str, words: str, button: str, *fields: Line) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setProperty("topic", "passphrase")
        self.fields = fields
        said = QLabel(words)
        said.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.do = buttons.addButton(button, QDialogButtonBox.ButtonRole.AcceptRole)
        self.do.setProperty("look", "primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.show_typed = QCheckBox(_SHOW)
        self.show_typed.toggled.connect(self._show_typed)
        box = theme.in_dialogue(self)
        for part in (said, *fields, self.show_typed, buttons):
            box.addWidget(part)
        self._show_typed(show=False)
        self.setMinimumWidth(_WIDTH)
        self._fit()
        fields[0].focus()

    def accept(self) -> None:
        """Take the answer if it does."""
        for field in self.fields:
            field.set_fault("")
        field, wrong = self._looked_over()
        try:
            if not wrong:
                self._open()
        except JournalError as error:
            wrong = str(error)
        except OSError as error:
            wrong = f"It can't be written: {error.strerror}."
        if wrong:
            field.set_fault(wrong)
            field.focus()
            self._fit()
        else:
            super().accept()

    def _looked_over(self) -> tuple[Line, str]:
        """The field that decides, and what is wrong with it already as it stands."""
        raise NotImplementedError

    def _open(self) -> None:
        """Open the journal with what was typed.

        Raises:
            JournalError, OSError: it does not open.
        """
        raise NotImplementedError

    def _fit(self) -> None:
        """Be as high as what is said needs."""
        found = self.layout()
        if found is not None:
            found.activate()
            self.resize(_WIDTH, found.heightForWidth(_WIDTH))

    def _show_typed(self, show: bool) -> None:  # noqa: FBT001 - Qt's signal
        """A recovery key is long, and typed from paper."""
        for field in self.fields:
            field.line.setEchoMode(QLineEdit.EchoMode.Normal if show else QLineEdit.EchoMode.Password)


def ask(parent: QWidget, journal: Journal) -> bool:
    """Ask for what opens a journal that is not open; whether it is open now."""
    if journal.state in {State.NEW, State.LOCKED}:
        begins = journal.state is State.NEW
        question = (
            NewPassphrase(parent, "Begin the journal", _NEW, journal.begin) if begins else Unlock(parent, journal)
        )
        question.exec()
        question.deleteLater()
        offer_passphrase(parent, journal)
    return journal.state is State.OPEN


def why_wrong(journal: Journal, typed: str) -> str:
    """Why a passphrase or recovery key does not unlock the window; empty where it does."""
    from core.journal import home

    try:
        found = typed_key(journal, typed)
    except JournalError as error:
        return str(error)
    return "" if home.is_own(home.Home(journal.folder), found) else _ANOTHER


def typed_key(journal: Journal, typed: str) -> "Key":
    """The key that somebody typed, as a recovery key or as the passphrase of its locker.

    Raises:
        JournalError: it is none.
    """
    from core.journal import key
    from core.journal.home import Home

    locker = Home(journal.folder).locker
    try:
        return key.parse(typed)
    except WrongKeyError:
        if _RECOVERY.fullmatch(typed) or not os.path.exists(locker):
            raise
    return key.unlock(locker, typed)


def offer_passphrase(parent: QWidget, journal: Journal) -> None:
    """Let the user choose a passphrase for an open journal whose key would be asked for at the next start."""
    if journal.state is State.OPEN and not journal.key_is_kept():
        question = NewPassphrase(parent, "Choose a passphrase", _KEEP, journal.keep_key)
        question.exec()
        question.deleteLater()


class NewPassphrase(_Asking):
    """Asks for a passphrase that nobody has chosen yet."""

    def __init__(self, parent: QWidget, button: str, words: str, act: Callable[[str], None]) -> None:
        """Ask over a window; `act` takes the passphrase."""
        self.first, self.second = Line("Passphrase", _SHORT), Line("The same again")
        super().__init__(parent, button, words, button, self.first, self.second)
        self._act = act

    def _looked_over(self) -> tuple[Line, str]:
        passphrase = self.first.line.text()
        if len(passphrase) < _LEAST:
            return self.first, _SHORT
        return self.second, "" if passphrase == self.second.line.text() else _DIFFERENT

    def _open(self) -> None:
        self._act(self.first.line.text())


class AskKey(_Asking):
    """Asks for a passphrase or recovery key, until what it is wanted for succeeds."""

    def __init__(self, parent: QWidget, journal: Journal, words: str, button: str, act: "Act") -> None:
        """Ask over a window.

        Args:
            parent: the window.
            journal: whose passphrase may be typed.
            words: why it is asked for.
            button: what is done with it.
            act: does that with what finds the key.
        """
        self.line = Line("Passphrase or recovery key")
        super().__init__(parent, button, words, button, self.line)
        self._journal, self._act = journal, act

    def _looked_over(self) -> tuple[Line, str]:
        return self.line, "" if self.line.line.text() else _EMPTY

    def _open(self) -> None:
        typed = self.line.line.text()
        self._act(lambda: typed_key(self._journal, typed))


class Unlock(AskKey):
    """Asks for what opens a journal whose key is not at hand."""

    def __init__(self, parent: QWidget, journal: Journal) -> None:
        """Ask over a window."""
        super().__init__(parent, journal, _LOCKED, "Open the journal", journal.open_with)

    def _open(self) -> None:
        """A journal that turns out to be damaged is mended on its page; its key is known now."""
        try:
            super()._open()
        except JournalError:
            if self._journal.state is not State.DAMAGED:
                raise
