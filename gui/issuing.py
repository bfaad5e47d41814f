"""What can be done with a note: save it, print it or a slip of it, and copy what it says for the chart."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from core.clinic import Clinic
from core.faults import InputError
from core.journal.faults import JournalError
from core.note.issue import NOTE, Issue
from core.reference import Reference
from core.result import Result
from core.settings import Remembered
from gui import clipboard, drawing, words
from gui.case import Case
from gui.drafts import Drafts
from gui.press import Order, Press, filed_before
from gui.section import Encounter

if TYPE_CHECKING:
    from core.note.finished import Finished
    from gui.saving import Saved


class Work(NamedTuple):
    """A note that can be put out of what is on the page."""

    case: Case
    typed: Encounter
    finished: Encounter
    """This minute, or before if nothing has changed since."""

    result: Result
    """Of the finished encounter."""

    reference: Reference
    clinic: Clinic
    remembered: Remembered


class Issuing(QObject):
    """Puts out the note of what is on the page."""

    said = Signal(str)
    """What was done, or why it was not."""

    numbered = Signal()
    """The note has its number, until something changes."""

    saved = Signal(object, str)
    """The finished encounter whose note is on disk, and what to say."""

    def __init__(self, window: QWidget, drafts: Drafts, work: Callable[[], Work | None]) -> None:
        """Put out notes of a page.

        Args:
            window: over which is asked where a note goes.
            drafts: where the encounter is kept until its note is out.
            work: what is on the page; None while something is missing.
        """
        super().__init__(window)
        self._window, self._drafts, self._work = window, drafts, work
        self.press = Press(window)
        self.press.said.connect(self.said)
        self.folder = ""

    def save(self, *, asking: bool = True) -> bool:
        """Save the note where the user wants it; whether its PDF is on disk, for text is only a copy."""
        saved = self._save(asking=asking)
        return saved is not None and not saved.as_text

    def print(self) -> None:
        """Print the note on a printer that the user chooses."""
        self._print(self.press.choose)

    def print_slip(self) -> None:
        """Print the clinic's short form of the note, to stick into the chart."""
        work = self._work()
        if work is not None and work.clinic.slip == "none":
            self.said.emit(words.NO_SLIP)
        else:
            self._print(self.press.choose, work.clinic.slip if work else NOTE)

    def save_and_print(self) -> None:
        """Save the note beside the last one and print it as the last one; asks only the first time."""
        saved = self._save(asking=False)
        if saved is not None and not saved.as_text:
            self._print(self.press.again, before=saved.said)

    def copy_chart(self) -> None:
        """Copy a paragraph for the patient's chart; it names the note, which is finished by that."""
        work = self._work()
        if work is None:
            clipboard.clear()
            self.said.emit(words.NOTHING_TO_COPY)
        else:
            self._number(work)
            from gui import copying

            self.said.emit(copying.for_chart(work.result, work.clinic))

    def _save(self, *, asking: bool) -> "Saved | None":
        from gui import saving  # only once it is wanted

        begun = self._begun(words.NOT_SAVED)
        if begun is None:
            return None
        work, issue = begun
        copies = saving.Copies(partial(self._file, work, issue, clinic=work.clinic), partial(_for_ehr, work))
        try:
            note = drawing.draw(work.finished, work.reference, work.clinic, issue)
            saved = saving.save(self._window, self.folder, note, copies, asking=asking)
        except (saving.SaveError, JournalError) as error:
            self.said.emit(str(error))
            return None
        except InputError as error:
            self.said.emit(words.not_exported(error.faults))
            return None
        self.folder = saved.folder
        if saved.as_text:
            self._number(work)
            self.said.emit(saved.said)
        else:
            self.saved.emit(work.finished, saved.said)
        return saved

    def _print(self, start: Callable[[Order], bool], form: str = NOTE, before: str = "") -> None:
        """Start printing, with which the note has its number; what was just saved has been filed."""
        begun = self._begun(words.NOT_PRINTED)
        if begun is None:
            return
        work, issue = begun
        printer = work.remembered.printer if form == NOTE else work.remembered.slip_printer
        file = filed_before if before else partial(self._file, work, issue)
        known, name = (work.reference, work.clinic), drawing.name(work.result, form)
        order = Order(work.finished, work.typed, *known, printer, name, before, issue._replace(form=form), file)
        if start(order):
            self._number(work)

    def _begun(self, gone_back: str) -> tuple[Work, Issue] | None:
        """What is to be put out, and as what; None, with the reason said, where nothing is."""
        work = self._work()
        if work is None:
            self.said.emit(words.NO_NOTE)
            return None
        issue = work.case.filing.issue(work.result.encounter)
        if issue is None:
            self.said.emit(gone_back)
            return None
        return work, issue

    def _file(self, work: Work, issue: Issue, note: "Finished", clinic: Clinic) -> str:
        """File a note, after a draft that knows its number: whenever the power fails, it is not filed twice.

        A sample is not filed, which is said.
        """
        self._number(work)
        if work.result.encounter.sample:
            return words.SAMPLE_NOT_FILED
        self._drafts.keep(work.case.draft(work.typed))
        return work.case.filing.file(note, work.result, clinic, issue)

    def _number(self, work: Work) -> None:
        work.case.finished = work.finished
        self.numbered.emit()


def _for_ehr(work: Work, note: "Finished") -> bytes:
    from gui import exporting  # only once it is wanted

    before = work.case.filing.before(note.said.number)
    return exporting.of_page(work.result, work.clinic, note, before, work.reference)
