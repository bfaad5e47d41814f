"""Which encounter is on the page: a new one, the last one again, one out of the journal, or what a crash left."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from core.journal.faults import JournalError
from core.used import NOTHING, Used
from gui import filing, words
from gui.case import Case
from gui.draft_offer import DraftOffer
from gui.drafts import Draft, Drafts
from gui.filing import Filing
from gui.form import Form
from gui.journal import Journal
from gui.section import Encounter

if TYPE_CHECKING:  # SQLAlchemy takes longer to read in than the window to open
    from core.journal.record import Record


class Cases(QObject):
    """Turns the form from one encounter to another; each has its own way into the journal."""

    known = Signal(object)
    """What another encounter brings along of lists that are not shipped; before it is shown."""

    turned = Signal()
    """Another encounter is on the page."""

    said = Signal(str)

    def __init__(self, window: QWidget, form: Form, journal: Journal, slot: str, may_leave: Callable[[], bool]) -> None:
        """Begin with what the form shows.

        Args:
            window: over which the journal asks.
            form: where encounters are typed.
            journal: where their notes are filed.
            slot: the window's among those that are open, for its drafts.
            may_leave: whether nothing would be lost, or the user says that it may.
        """
        super().__init__(window)
        self._window, self._form, self._journal, self._may_leave = window, form, journal, may_leave
        self.drafts, self.offer = Drafts(journal, slot), DraftOffer()
        self.case = Case(Filing(window, journal), form.read())
        self._last = form.read(), self.case
        self.drafts.ready.connect(self.keep_draft)
        self.drafts.found.connect(self.offer.offer)
        self.offer.taken.connect(self._take_draft)
        self.offer.thrown_away.connect(self._decide)

    def is_kept(self) -> bool:
        """Whether nothing would be lost; of a sample nothing is."""
        return self._form.sample or self._form.read() == self.case.kept

    def number(self) -> str:
        """The number of the note that the journal has of the encounter; empty where it has none."""
        return self.case.filing.number

    def filed(self) -> str:
        """The number of the note that was filed from this page; empty for none, and where it is to be amended."""
        return self.case.filed_here

    def keep(self, finished: Encounter) -> None:
        """The note is out: nothing would be lost now, if the journal has it."""
        self.case.finished = finished
        if self.case.filing.is_filed:
            self.case.kept, self.case.used = self._form.read(), _used(self.case.filing.filed)
        self.keep_draft()

    def keep_draft(self) -> None:
        """Keep what is typed for the next start, unless nothing would be lost."""
        self.drafts.keep(self.case.draft(self._form.read()))

    def secure(self, say: Callable[[str], None]) -> None:
        """Keep what is typed as a draft now, and say what would become of it if the program ended."""
        draft = self.case.draft(self._form.read())
        if draft is None:
            say(words.TYPED_NOTHING)
            return
        self.drafts.keep(draft)
        self.drafts.ask_kept(lambda kept: say(words.TYPED_KEPT if kept else words.TYPED_NOT_KEPT))

    def begin(self, encounter: Encounter | None = None, filed: "Record | None" = None) -> None:
        """Show a blank encounter, or one that is known; of a record, that it would be amended."""
        used = _used(filed)
        self.known.emit(used)
        self._form.start()
        if encounter is not None:
            self._form.fill(encounter)
        finished = encounter if encounter and "noted_at" in encounter else None
        self.case = Case(Filing(self._window, self._journal, filed), self._form.read(), finished, used)
        self.keep_draft()
        self.turned.emit()

    def new(self) -> None:
        """Start again; asks only where something would be lost, and can be taken back."""
        if self._may_leave():
            self._last = self._form.read(), self.case
            self.begin()
            self.said.emit("New encounter. Ctrl+Shift+N brings the last one back.")

    def try_sample(self, sample: Encounter) -> None:
        """Show a sample, which nobody has to keep; what was there before can be brought back as after New."""
        if self._may_leave():
            self._last = self._form.read(), self.case
            self.begin(sample)
            self.said.emit(words.SAMPLE_SHOWN)

    def take_back(self) -> None:
        """Change places with the encounter that was left with New, and with all that is known of it."""
        back, case = self._last
        if not self._can_show(back, case.used, words.NOT_BACK):
            return
        self._last, self.case = (self._form.read(), self.case), case
        self._form.fill(back)
        self.keep_draft()
        self.turned.emit()
        self.said.emit("The last encounter is back. Ctrl+Shift+N changes again.")

    def amend(self, filed: "Record") -> None:
        """Go on with a note that is in the journal; what comes of it amends that note."""
        if self._is_known(filed, _used(filed)) and self._may_leave():
            self.begin(filed.body["encounter"], filed)
            self.said.emit(words.AMENDING.format(filed.body["number"]))

    def copy_from(self, filed: "Record") -> None:
        """Start an encounter like one that is in the journal, without what was attested or is of that day."""
        if self._is_known(filed, NOTHING) and self._may_leave():
            from gui import amending

            self.begin()
            self._form.fill({**self._form.read(), **amending.copied(filed.body["encounter"])})
            self.turned.emit()
            self.said.emit(words.COPIED.format(filed.body["number"]))

    def _is_known(self, filed: "Record", used: Used) -> bool:
        """Whether the form can show a record; says why not."""
        return self._can_show(filed.body["encounter"], used, words.UNKNOWN_PRODUCT.format(filed.body["number"], "{}"))

    def _can_show(self, encounter: Encounter, used: Used, why_not: str) -> bool:
        """Whether the form can show an encounter with what it brings along, which it then knows; says why not."""
        self.known.emit(used)
        unknown = self._form.opened.unknown(encounter)
        if unknown:
            self.known.emit(self.case.used)
            self.said.emit(why_not.format(unknown))
        return not unknown

    def _take_draft(self) -> None:
        """Go on with what an earlier window left unfinished."""
        draft = self.drafts.left
        if draft is None or not self._may_leave():
            return
        try:
            filed = self._amended_by(draft)
        except JournalError as error:
            self.said.emit(words.DRAFT_WAITS.format(error))
            return
        if not self._can_show(draft["form"], _used(filed), words.DRAFT_WAITS):
            return
        self.begin(draft["form"], filed)
        self.case.kept = {}
        self.keep_draft()
        self._decide()
        self.said.emit(words.DRAFT_BACK)

    def _amended_by(self, draft: Draft) -> "Record | None":
        """The record that a draft amends; None where it amends none."""
        place = draft["amends"]
        if isinstance(place, str):
            return filing.numbered(self._journal, place)
        return self._journal.ask(lambda store: store.lines((place,))[0].record) if place else None

    def _decide(self) -> None:
        """What was left is taken or thrown away; an older one is offered next."""
        self.offer.hide()
        self.drafts.drop_left()


def _used(filed: "Record | None") -> Used:
    """What a record's note was worked out with that is not of the shipped data."""
    if filed is None:
        return NOTHING
    from core.journal import record

    return record.used_of(filed.body)
