"""What the claim check needs besides the claim: the clinic's lists, the day, and what the journal knows."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from core import used
from core.authorization import likeliest_first
from core.checklist.check import checklist
from core.checklist.items import Item, Known
from core.clinic import Clinic
from core.encounter import Encounter
from core.note.identity import note_number
from core.reference import Reference
from core.result import Result
from gui import dates
from gui.journal import Journal, State, let_be
from gui.journal_rows import UNREADABLE

if TYPE_CHECKING:
    from core.journal.store import Store

Tell = Callable[[tuple[Item, ...]], None]


class ClaimCheck(QObject):
    """Checks a claim at once, and again when the journal has answered."""

    def __init__(self, journal: Journal, lists: Callable[[], Reference], amended: Callable[[], int]) -> None:
        """Ask nothing yet.

        Args:
            journal: knows what is left of prior authorisations.
            lists: the clinic's own, as they are now.
            amended: place of the record that the encounter at the chair amends; 0 for none.
        """
        super().__init__()
        self._journal, self._lists, self._amended = journal, lists, amended

    def check(self, result: Result, clinic: Clinic, tell: Tell) -> None:
        """Tell the items of a result; a journal that does not answer is not known, so that its items are looked at."""
        tell(self._items(result, clinic, Known()))
        encounter = result.encounter
        asks = encounter.prior_authorization or encounter.patient.record_number
        if not asks or self._journal.state is not State.OPEN:
            return
        work = partial(_known, encounter=encounter, payer=encounter.payer or clinic.payer, amended=self._amended())
        again = partial(self._tell_again, result, clinic, tell)
        self._journal.run(self, work, again, _not_known)

    def _tell_again(self, result: Result, clinic: Clinic, tell: Tell, known: Known) -> None:
        tell(self._items(result, clinic, known))

    def _items(self, result: Result, clinic: Clinic, known: Known) -> tuple[Item, ...]:
        lists = used.over(self._lists(), result.used)
        payer = lists.payers[result.encounter.payer or clinic.payer]
        today = dates.now().date()
        return checklist(result, payer, clinic, lists, known._replace(today=today))


def _not_known(error: Exception) -> None:
    """A journal that can't answer, or has a damaged record there, leaves the items to be looked at."""
    if not isinstance(error, UNREADABLE):
        let_be(error)


def _known(store: "Store", encounter: Encounter, payer: str, amended: int) -> Known:
    """Authorisations of the encounter's number, or else of its patient, and the patient's day, without its own note."""
    from core.journal import days, grants

    own = store.numbered(note_number(encounter)) if encounter.noted_at else ()
    place = own[-1].record.seq if own else amended
    number, patient = encounter.prior_authorization, encounter.patient.record_number
    found = tuple(likeliest_first(grants.known(store, number, patient, place), payer, encounter.service_date))
    of_another = bool(number and patient and not found and grants.known(store, number, "", place))
    return Known(found, of_another, days.units(store, patient, encounter.service_date, place))
