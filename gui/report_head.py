"""What the user chooses for a report, and what can be done with it."""

import itertools

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from core.plan import PlanError
from core.quantity import Mass
from core.report import stock
from core.report.prices import Prices
from gui import spoken, theme
from gui.field import Field, Line
from gui.flow import Bar
from gui.period import PeriodField
from gui.report_cards import words_label
from gui.section import heading

_SIZES_HINT = "Container sizes to compare with, in mcg, with commas between"
_NO_PRICES = "No CMS price file is loaded."
_PRICES = "CMS prices: {}."


class ReportHead(QFrame):
    """The card above the figures."""

    sizes_changed = Signal()
    """Other container sizes are to be compared, and they are right."""

    def __init__(self, sizes: str) -> None:
        """Begin with this month.

        Args:
            sizes: container sizes to compare with at first.
        """
        super().__init__()
        self.setProperty("look", "card")
        self.period = PeriodField()
        self.sizes = Line("Container sizes to compare, mcg", _SIZES_HINT, "50, 100, 500")
        self.sizes.set_text(sizes)
        self.load, self.prices = QPushButton("Load CMS price file..."), QLabel()
        self.prices.setWordWrap(True)
        self.prices.setProperty("look", "quiet")
        self.again = QPushButton("Refresh")
        self.pdf, self.table, self.print = map(QPushButton, ("Save PDF...", "Save table (CSV)...", "Print..."))
        self.said, self.bar = words_label(), QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Notes added up")
        self._build()
        self.sizes.line.editingFinished.connect(self._read_sizes)
        self._sizes = self.own_sizes()
        self.show_prices({})
        self.allow(done=False)

    def own_sizes(self) -> tuple[Mass, ...]:
        """The sizes in the field; none where they are wrong, which is said there."""
        try:
            found = stock.parse(self.sizes.text())
        except PlanError as error:
            self.sizes.set_fault(f"{error}.")
            return ()
        self.sizes.set_fault("")
        return found

    def show_prices(self, prices: Prices) -> None:
        """Say which quarters' prices are loaded."""
        quarters = ", ".join(sorted(prices))
        self.prices.setText(_PRICES.format(quarters) if quarters else _NO_PRICES)

    def allow(self, *, done: bool) -> None:
        """Let a report be saved and printed once it is there."""
        for button in (self.pdf, self.table, self.print):
            button.setEnabled(done)

    def say(self, words: str, look: str = "quiet") -> None:
        """Say what is being done, or why it was not."""
        self.said.setText(words)
        self.said.setVisible(bool(words))
        self.said.setProperty("look", look)
        theme.restyle(self.said)
        spoken.say(self.said, words)

    def show_progress(self, done: int, whole: int) -> None:
        """Show how many notes are added up; nothing once all are."""
        self.bar.setRange(0, max(whole, 1))
        self.bar.setValue(done)
        self.bar.setVisible(done < whole)
        if done < whole:
            self.say(f"Adding up: {done:,} of {whole:,} notes.")

    def _read_sizes(self) -> None:
        found = self.own_sizes()
        if found != self._sizes and not self.sizes.fault():
            self._sizes = found
            self.sizes_changed.emit()

    def _build(self) -> None:
        top = Bar(heading("Report"), self.again, self.pdf, self.table, self.print)
        second, box = QHBoxLayout(), QVBoxLayout(self)
        topics = {"period": (self.period,), "sizes": (self.sizes,), "prices": (self.load,)}
        for topic, parts in {**topics, "save": (self.pdf, self.table, self.print)}.items():
            for part in parts:
                part.setProperty("topic", f"report.{topic}")
        second.addWidget(self.sizes, 2)
        for widget, share in ((self.load, 0), (self.prices, 1)):  # beside the input, whatever is said below that
            second.addWidget(Field("", widget), share)
        box.setContentsMargins(theme.SPACE[3], theme.SPACE[2], theme.SPACE[3], theme.SPACE[2])
        for layout in (box, second):
            layout.setSpacing(theme.SPACE[1])
        box.addWidget(top)
        box.addWidget(self.period)
        box.addLayout(second)
        box.addWidget(self.said)
        box.addWidget(self.bar)
        # What is chosen comes before what is done with it.
        order = (*self.period.controls(), self.sizes.line, self.load, self.again, self.pdf, self.table, self.print)
        for one, following in itertools.pairwise(order):
            QWidget.setTabOrder(one, following)
        self.prices.setMinimumHeight(theme.CONTROL)
        self.bar.setFixedHeight(theme.SPACE[1])
        self.bar.hide()
        self.said.hide()
