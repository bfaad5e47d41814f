"""The field of diagnoses: codes with commas between, found by code or word, each with its description."""

import datetime
import re
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QPersistentModelIndex, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QListView

from core.diagnoses import Diagnosis
from core.reference import Reference
from gui.field import Line

_BETWEEN = re.compile(r"[,;\s]+")
_BEFORE_LAST = re.compile(r".*(?:[,;]\s*|\b[A-Z][0-9][0-9A-Z](?:\.?[0-9A-Z]{1,4})?\s+)", re.IGNORECASE)
"""What stands before the code that is being typed: others, each with a comma or a blank behind it."""

_WITHOUT_POINT = re.compile(r"\b([A-Z][0-9][0-9A-Z])([0-9A-Z]{1,4})\b", re.IGNORECASE)
_SPELLINGS = (("oe", "e"), ("ae", "e"), ("our", "or"))
"""British and American, as in `diarrhoea` and `tumour`."""

_UNKNOWN = "not on the list here, so not verified"
_WIDEST = 560
"""Logical pixels of the list: most descriptions are longer than the field."""

_IN_SIGHT = 12


def with_points(text: str) -> str:
    """The text with the point in each code that was typed without.

    >>> with_points("e3409, E22.0")
    'E34.09, E22.0'
    """
    return _WITHOUT_POINT.sub(lambda found: ".".join(found.groups()).upper(), text)


def codes(text: str) -> list[str]:
    """The codes in a text, in capitals and with their points."""
    return [code.upper() for code in _BETWEEN.split(with_points(text)) if code]


def matching(text: str, reference: Reference, date: datetime.date) -> list[str]:
    """The codes, each with its description, of which every word typed begins the code, a word or one of its indication.

    A code is found without its point, a word in both spellings. Only what is billable on the date is offered (C2).
    """
    known, starts = reference.diagnoses, [_spellings(start) for start in text.casefold().split()]
    found = []
    for entry in known.codes.values() if starts else ():
        words = _words(entry, reference)
        begins = all(any(word.startswith(start) for word in words) for start in starts)
        held = entry.start is None or entry.start <= date
        if begins and held and not known.refusal(entry.code, date):
            found.append(f"{entry.code}  {entry.description}")
    return found


def _words(entry: Diagnosis, reference: Reference) -> set[str]:
    """What a code is found by."""
    said = f"{entry.description} {reference.indications[entry.indication].name}".casefold().split()
    return {entry.code.casefold(), entry.code.casefold().replace(".", ""), *said, *map(_american, said)}


def _spellings(word: str) -> tuple[str, ...]:
    return word, _american(word)


def _american(word: str) -> str:
    for british, american in _SPELLINGS:
        word = word.replace(british, american)
    return word


class _Completer(QCompleter):
    """A list of what fits already; its entry stands in the place of what was typed last."""

    before = ""
    """What stands before that."""

    def splitPath(self, path: str) -> list[str]:  # noqa: ARG002 - Qt's own name
        """Any entry begins with nothing."""
        return [""]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """The codes before, and the one of this entry."""
        return self.before + str(index.data()).partition(" ")[0]


class DiagnosisField(Line):
    """One line of ICD-10-CM codes; below it stands what they say."""

    def __init__(self, reference: Reference, service_date: Callable[[], datetime.date]) -> None:
        """Offer the codes that the drug is given for.

        Args:
            reference: its list of diagnoses is read when something is typed.
            service_date: decides what is billable.
        """
        super().__init__("Diagnosis", "ICD-10-CM codes with commas between. Type a code or a word of it", "E34.09")
        self._reference, self._service_date = reference, service_date
        self._found = QStringListModel(self)
        self._completer = _Completer(self._found, self)
        self._completer.setMaxVisibleItems(_IN_SIGHT)
        self.line.textEdited.connect(self._look)
        self.line.setCompleter(self._completer)
        self.listed = QListView()
        self.listed.setMinimumWidth(_WIDEST)
        self.listed.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._completer.setPopup(self.listed)
        self.changed.connect(self._describe)
        self.line.editingFinished.connect(self._write_points)
        self.line.returnPressed.connect(self._leave_list)

    def codes(self) -> list[str]:
        """The codes that stand there."""
        return codes(self.text())

    def _look(self, text: str) -> None:
        """List what fits the code that is being typed; Qt shows the list right after."""
        before = _BEFORE_LAST.match(text)
        self._completer.before = before.group() if before else ""
        typed = text[len(self._completer.before) :].strip()
        found = matching(typed, self._reference, self._service_date()) if typed else []
        # Of a code that is typed to its end there is nothing to choose; Tab then goes on at once.
        whole = [entry.partition(" ")[0] for entry in found] == codes(typed)
        self._found.setStringList([] if whole else found)

    def _leave_list(self) -> None:
        """Enter takes what is typed where nothing of the list is chosen; Qt would close the list and no more."""
        if self.listed.isVisible() and not self.listed.currentIndex().isValid():
            self.listed.hide()
            enter = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
            QCoreApplication.postEvent(self, enter)

    def _write_points(self) -> None:
        """Show each code as it is billed, once the field is left."""
        if with_points(self.line.text()) != self.line.text():
            self.set_text(with_points(self.line.text()))

    def _describe(self) -> None:
        """Say what the codes say; the reason why one is not billable stands there as a fault."""
        known = self._reference.diagnoses.codes if self.text() else {}
        said = ((code, known[code].description if code in known else _UNKNOWN) for code in self.codes())
        self.explain("\n".join(f"{code}: {words}" for code, words in said))
