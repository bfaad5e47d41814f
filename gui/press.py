"""From a finished note to the printer: one at a time, and the window stays usable meanwhile."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from core.clinic import Clinic
from core.journal.faults import JournalError
from core.note.issue import NOTE, Issue
from core.reference import Reference
from gui import drawing, tasks, words
from gui.section import Encounter

if TYPE_CHECKING:  # the system's printers take long to read in
    from PySide6.QtPrintSupport import QPrinter

    from core.note.finished import Finished
    from gui.cups import State
    from gui.printing import Sent

_NOTHING = "Nothing was printed."
_FAILED = "The note was not printed. Save it with Ctrl+S, and print the file."
_WAITS = " {} is stopped; the note waits there until it runs again."
_LOOK = 1_000
"""Milliseconds between looks at a job that the printer has taken."""

_LOST = {
    "CANCELED": "{} cancelled {}. Print it again, or save the note with Ctrl+S.",
    "ABORTED": "{} gave up on {}. Print it again, or save the note with Ctrl+S.",
}
"""What is said of a job that does not come out, by its state."""


def filed_before(_: "Finished", __: Clinic) -> str:
    """What is printed is in the journal already, or that was tried."""
    return ""


class Order(NamedTuple):
    """One note to be printed."""

    finished: Encounter
    typed: Encounter
    """What was typed; it may be more once the note is out."""

    reference: Reference
    clinic: Clinic
    printer: str
    """The last one's name; empty before the first note."""

    title: str
    """Names the job, and holds no patient data."""

    before: str = ""
    """What was done with the note already, in a sentence."""

    issue: Issue = Issue()
    """What is printed: the note, a slip of it, or a reprint."""

    file: "Callable[[Finished, Clinic], str]" = filed_before
    """Files the note with its settings before the printer gets it; says why it could not."""

    @property
    def form(self) -> str:
        """The note, or a slip of it."""
        return self.issue.form

    @property
    def paper(self) -> str:
        """The clinic's paper for a note; a slip has its own."""
        return self.clinic.paper if self.form == NOTE else self.form


class Press(QObject):
    """Prints notes, off the GUI thread."""

    said = Signal(str)
    """What is being done, or why it was not."""

    printed = Signal(object, str, str)
    """The order with the paper that was taken, its printer, and what to say."""

    def __init__(self, window: QWidget) -> None:
        """Print for a window, over which the system's dialogue stands."""
        super().__init__(window)
        self._window = window
        self.busy = False

    def choose(self, order: Order) -> bool:
        """Print on a printer that the user chooses; whether the note is on its way."""
        from gui import printing  # as below: only once something is printed

        return self._start(order, partial(printing.choose, self._window))

    def again(self, order: Order) -> bool:
        """Print on the last printer without a question; whether the note is on its way."""
        from gui import printing

        return self._start(order, printing.again)

    def _start(self, order: Order, find: "Callable[[str, str, str], QPrinter]") -> bool:
        if self.busy:
            self._say(order, words.ON_ITS_WAY)
            return False
        from gui import printing

        try:
            printer = find(order.printer, order.paper, order.title)
            paper = printing.paper_in(printer, order.paper)
        except printing.PrintError as error:
            self._say(order, str(error))
            return False
        self.busy = True
        self._say(order, "Printing...")
        clinic = order.clinic._replace(paper=paper) if order.form == NOTE else order.clinic
        self._send(order._replace(clinic=clinic), printer)
        return True

    def _send(self, order: Order, printer: "QPrinter") -> None:
        from gui import printing

        def draw() -> "tuple[Finished, tuple[QImage, ...]]":
            """The whole note, for the journal, and the pages that are printed."""
            said = partial(drawing.draw, order.finished, order.reference, order.clinic)
            printed = said(order.issue)
            whole = printed if order.form == NOTE else said(order.issue._replace(form=NOTE))
            pages = drawing.sheets(printed.pdf, printer.resolution())
            return whole, tuple(page.picture for page in pages)

        def send(drawn: "tuple[Finished, tuple[QImage, ...]]") -> None:
            note, pages = drawn
            try:
                filed = order._replace(before=f"{order.before} {order.file(note, order.clinic)}".strip())
            except JournalError as error:
                self._stop(order)(printing.PrintError(f"{_NOTHING} {error}"))
                return
            work = partial(printing.send, pages, printer)
            tasks.run(self, work, lambda sent: self._done(filed, printer.printerName(), sent), self._stop(filed))

        tasks.run(self, draw, send, self._stop(order))

    def _done(self, order: Order, printer: str, sent: "Sent") -> None:
        self.busy = False
        waits = _WAITS.format(sent.place) if sent.waits else ""
        said = f"{order.before} Sent to {sent.place}: {order.title}.{waits}".strip()
        self.printed.emit(order, printer, said)
        if sent.job is not None:
            self._watch(order, sent.place, sent.job)

    def _watch(self, order: Order, printer: str, job: int) -> None:
        """Look after a job until it is out; one that never comes out is said."""
        from gui import cups

        def look(found: "dict[int, State] | None") -> None:
            state = (found or {}).get(job, cups.State.COMPLETED)
            if state.name in _LOST:
                self.said.emit(_LOST[state.name].format(printer, order.title))
            elif state is not cups.State.COMPLETED:
                QTimer.singleShot(_LOOK, self, lambda: self._watch(order, printer, job))

        tasks.run(self, lambda: cups.jobs(printer), look, tasks.unforeseen)

    def _stop(self, order: Order) -> Callable[[Exception], None]:
        def stop(error: Exception) -> None:
            from gui.printing import PrintError

            self.busy = False
            foreseen = isinstance(error, PrintError)
            self._say(order, str(error) if foreseen else _FAILED)
            if not foreseen:
                raise error

        return stop

    def _say(self, order: Order, said: str) -> None:
        self.said.emit(f"{order.before} {said}".strip())
