"""The report page: a period's figures, what another stock would have come to, and both as files and on paper.

It is made when it is first wanted: the journal's library takes longer to read in than the window to open.
"""

import os
from collections.abc import Callable, Iterable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.authorization import plural
from core.clinic import Clinic
from core.files import complete
from core.journal.faults import JournalError, KeyMissingError
from core.quantity import number
from core.reference import Reference
from core.report import content, prices, rows
from core.report.content import Basis
from core.report.pieces import Report
from core.report.prices import PriceError, PriceFile, Prices
from gui import choosing, dates, drawing, printing, scrolling, shortcuts, spoken, tasks, theme
from gui.adding_up import Added, Adding, Run
from gui.printing import PrintError
from gui.report_cards import Cards
from gui.report_head import ReportHead
from gui.scrolling import Column

_KINDS = {"pdf": "PDF (*.pdf)", "csv": "Table (*.csv)"}
_PRICES = "CMS price file (*.csv *.CSV *.txt)"
_NOT_PRINTED = "Nothing was printed. Choose another printer, or save the report as PDF."
_NOT_SAVED = "{} was not saved: {}. Choose another folder."
_ADDED_UP = "The report of {} is there."
_NOT_YET = "The report is not there yet. Wait until all notes are added up, or press F5."
_NO_NOTES = "There is nothing to save or print. Choose a period with notes."
_NOT_LOADED = "{} was not loaded: {}."


class ReportPage(QWidget):
    """A period added up, as cards below each other."""

    def __init__(self, run: Run, clinic: Clinic, reference: Reference, folder: str) -> None:
        """Show nothing until the page is first seen.

        Args:
            run: asks the journal something in the background.
            clinic: the settings; `take_clinic` takes later ones.
            reference: for the sizes of the catalogue.
            folder: where the prices that were loaded are kept.
        """
        super().__init__()
        self._clinic, self._reference = clinic, reference
        self._prices_path = os.path.join(folder, prices.FILE)
        self._prices: Prices = {}
        self._added: Added | None = None
        self._basis: Basis | None = None
        self._round = 0
        self.head = ReportHead(", ".join(number(size) for size in clinic.stock))
        self.cards = Cards()
        self.adding = Adding(run, self)
        self._build()
        self._connect()
        self._load_prices()

    def take_clinic(self, clinic: Clinic) -> None:
        """Use other settings from now on."""
        self._clinic = clinic

    def know(self, reference: Reference) -> None:
        """Use other lists from now on."""
        self._reference = reference

    def say(self, words: str) -> None:
        """Say what was done, or why it was not."""
        self.head.say(words)

    def refresh(self) -> None:
        """Add up the period anew."""
        period = self.head.period.take()
        if period is None:
            return
        self._basis = self._added = None
        self._round += 1
        self.head.allow(done=False)
        self.head.say("Looking for the period's notes.")
        self.adding.start(period)

    def save(self, kind: str) -> None:
        """Save the report as `pdf` or `csv` where the user wants it."""
        found = self._shown()
        if found is None:
            return
        said = self._said(found)
        path = choosing.target(self, "Save report", "", f"{said.file_name}.{kind}", {_KINDS[kind]: kind})
        if path:
            paper = self._clinic.paper
            self._write(path, lambda: [_draw(said, paper)] if kind == "pdf" else rows.as_csv(found))

    def print(self) -> None:
        """Print the report on a printer that the user chooses."""
        found = self._shown()
        if found is None:
            return
        said = self._said(found)
        try:
            printer = printing.choose(self, "", self._clinic.paper, said.file_name)
            paper = printing.paper_in(printer, self._clinic.paper)
        except PrintError:
            self.head.say(_NOT_PRINTED)
            return
        self.head.say("Printing.")

        def work() -> printing.Sent:
            pages = drawing.sheets(_draw(said, paper), printer.resolution())
            return printing.send([page.picture for page in pages], printer)

        tasks.run(self, work, lambda sent: self.head.say(f"Sent to {sent.place}."), self._stopped(_NOT_PRINTED))

    def load_prices(self) -> None:
        """Load a price file that the user chooses; dollars follow at once."""
        path = choosing.source(self, "Load CMS price file", _PRICES)
        if path:
            self.take_prices(path)

    def take_prices(self, path: str) -> None:
        """Load a price file."""
        name, kept = os.path.basename(path), self._prices_path

        def work() -> tuple[PriceFile, Prices]:
            with open(path, "rb") as file:
                new = prices.read(file.read(prices.MAX_BYTES + 1), name)
            return new, prices.add(kept, new)

        def done(found: tuple[PriceFile, Prices]) -> None:
            self._prices = found[1]
            self.head.show_prices(self._prices)
            self._work_out(f"{name} is loaded: prices of {found[0].quarter}.")

        tasks.run(self, work, done, self._stopped(_NOT_LOADED.format(name, "{}")))

    def showEvent(self, event: QShowEvent) -> None:
        """Add up each time the page comes into sight: notes may have been filed since."""
        super().showEvent(event)
        if not event.spontaneous():
            self.head.period.choice.focus()
            self.refresh()

    def _take(self, added: Added) -> None:
        self._added = added
        self._work_out("")

    def _work_out(self, said: str) -> None:
        """Compare and price what was added up, beside the window."""
        if self._added is None:
            # The period is still being added up; what is shown then is worked out with this, too.
            return
        figures, own, known = self._added.figures, self.head.own_sizes(), self._prices
        self._round += 1
        number_ = self._round

        def done(found: Basis) -> None:
            if number_ == self._round:
                self._show(found)
                self.head.say(said)
                spoken.say(self, _ADDED_UP.format(plural(found.figures.notes, "note")))

        tasks.run(self, lambda: content.basis(figures, self._reference.catalog, own, known), done, self._stopped("{}"))

    def _show(self, found: Basis) -> None:
        """Show sections in the place of those before."""
        self._basis = found
        self.cards.show_sections(content.sections(found))
        self.head.allow(done=found.figures.notes > 0)

    def _shown(self) -> Basis | None:
        """What can be saved or printed; says why where nothing can be yet."""
        if self._basis is None or not self._basis.figures.notes:
            self.head.say(_NOT_YET if self._basis is None else _NO_NOTES)
            return None
        return self._basis

    def _said(self, found: Basis) -> Report:
        return content.report(found, self._clinic, dates.now(), self._added.last if self._added else None)

    def _write(self, path: str, pieces: Callable[[], Iterable[bytes]]) -> None:
        name = os.path.basename(path)

        def work() -> None:
            with complete(path) as file:
                file.writelines(pieces())

        tasks.run(self, work, lambda _: self.head.say(f"Saved: {name}."), self._stopped(_NOT_SAVED.format(name, "{}")))

    def _load_prices(self) -> None:
        try:
            self._prices = prices.load(self._prices_path)
        except PriceError as error:
            self.head.say(str(error), "fault")
        self.head.show_prices(self._prices)

    def _stopped(self, words: str) -> Callable[[Exception], None]:
        """What says why something was not done; what nobody foresaw is raised."""

        def stop(error: Exception) -> None:
            match error:
                case PriceError():
                    self.head.say(str(error), "fault")
                case OSError():
                    self.head.say(words.format(error.strerror or str(error)), "fault")
                case PrintError():
                    self.head.say(words, "fault")
                case _:
                    raise error

        return stop

    def _failed(self, error: JournalError) -> None:
        """Say why there are no figures; those of the period before would pass for its own.

        A journal that nobody has begun or unlocked yet is no error.
        """
        self.cards.show_sections(())
        self.head.say(str(error), "quiet" if isinstance(error, KeyMissingError) else "fault")
        self.head.bar.hide()

    def _build(self) -> None:
        content_ = QWidget()
        self._column = QVBoxLayout(content_)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE[1])
        self._column.addWidget(self.head)
        self._column.addWidget(self.cards)
        self._column.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.SPACE[3], theme.SPACE[2], theme.SPACE[3], theme.SPACE[2])
        scrolling.fill(box, Column(content_))

    def _connect(self) -> None:
        self.adding.progressed.connect(self.head.show_progress)
        self.adding.done.connect(self._take)
        self.adding.failed.connect(self._failed)
        self.head.period.changed.connect(self.refresh)
        self.head.sizes_changed.connect(lambda: self._work_out(""))
        self.head.load.clicked.connect(self.load_prices)
        shortcuts.bind(
            self,
            (self.head.again, "F5", self.refresh),
            (self.head.pdf, "Ctrl+S", lambda: self.save("pdf")),
            (self.head.table, "Ctrl+Shift+S", lambda: self.save("csv")),
            (self.head.print, "Ctrl+P", self.print),
        )


def _draw(said: Report, paper: str) -> bytes:
    """The report as PDF, on any thread."""
    from core.report import pdf  # ReportLab, only once a report is drawn

    with drawing.ONE:
        return pdf.render(said, paper)
