"""What the journal knows of the patient at the chair: authorisations with what is left, and why the drug was needed.

It is asked on a thread of its own once nobody has typed for a moment, so that neither a key nor a note that is filed
waits for it. What was known of another number is taken away at once.
"""

import datetime
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from core.authorization import Authorization, Concern, concerns, likeliest_first
from core.encounter import Patient
from core.journal.faults import UnreachableError
from core.result import Result
from core.units import count
from gui import dates
from gui.field import Field
from gui.form import Form
from gui.journal import Journal, State, why_not
from gui.section import Encounter, get

if TYPE_CHECKING:  # SQLAlchemy takes longer to read in than the window to open
    from core.journal.recall import Recalled
    from core.journal.store import Store

_PAUSE = 250
"""Milliseconds without typing after which the journal is asked."""

_MOST = 3
"""Authorisations of a patient that are named."""

_LEFT = "{}: {} of {} left, {} to {}."
_UNKNOWN = "{} is not in the journal. Known of this patient: {}"
_OTHERS = "{} in the journal is of another patient's record. Compare both."
_NOT_KNOWN = "What is left of {} is not known: {}"
_WAITS = " {:,} notes still wait for the server and are not counted."
_TAKEN = "Taken over from note {} of {}. Read it, and change what is no longer so."
_NOTHING = "There is nothing to take over: the journal has no earlier note of this record number, or all is filled in."
_NECESSITY = ("indication", "history", "prior_treatment")


class _Asked(NamedTuple):
    """What the journal is asked about."""

    number: str = ""
    """Of the authorisation."""

    record: str = ""
    """The patient's record number."""

    amended: int = 0
    """Place of the note that is on the page already; it uses nothing beside what the page says."""


class _Known(NamedTuple):
    """What the journal answered."""

    authorizations: tuple[Authorization, ...] = ()
    """Of the number, or else of the patient."""

    is_unknown: bool = False
    """Whether a number is typed that the journal has not, for this patient or any other."""

    is_others: bool = False
    """Whether the number is known, but of another patient's record."""

    note: "Recalled | None" = None
    waiting: int = 0
    trouble: str = ""
    """Why it did not answer; empty where it did."""


class Recalling(QObject):
    """Asks the journal, and shows at the field what it knows."""

    said = Signal(str)

    def __init__(self, form: Form, journal: Journal, amended: Callable[[], int]) -> None:
        """Ask nothing yet.

        Args:
            form: where number and record number are typed.
            journal: which is asked.
            amended: place of the record of the encounter on the page; 0 for none.
        """
        super().__init__(form)
        self._form, self._journal, self._amended = form, journal, amended
        self._asked, self._known, self._busy = _Asked(), _Known(), False
        self._encounter: Encounter = {}
        self._result: Result | None = None
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self._ask)
        form.patient.recall.take.clicked.connect(self.take_over)
        journal.filed.connect(self._again)
        journal.turned.connect(self._again)

    def look(self, encounter: Encounter, result: Result | None) -> None:
        """The page says something else; the journal is asked only where another number is on it.

        Args:
            encounter: what is on the page.
            result: what that comes to; None where it is not known yet.
        """
        self._encounter, self._result = encounter, result
        record = get(encounter, "patient.record_number") or ""
        asked = _Asked(encounter.get("prior_authorization", ""), record, self._amended())
        if asked != self._asked:
            self._asked, self._known = asked, _Known()
            self._again()
        self._show()

    def is_quiet(self) -> bool:
        """Whether all that was asked is answered."""
        return not (self._busy or self._soon.isActive())

    def take_over(self) -> None:
        """Fill in what the last note gave, where nothing is typed yet."""
        note = self._note()
        fields = {field: text for field, text in self._offered().items() if text}
        if note is None or not fields:
            self.said.emit(_NOTHING)
            return
        for field, text in fields.items():
            field.set_text(text)
        self._form.patient.reveal("necessity")
        self.said.emit(_TAKEN.format(note.number, note.date))

    # Asking

    def _again(self) -> None:
        if self._asked.number or self._asked.record:
            self._soon.start()

    def _ask(self) -> None:
        """Ask, unless an answer is still awaited: then the question of that moment is asked next."""
        if self._busy or not (self._asked.number or self._asked.record):
            return
        if self._journal.state is not State.OPEN:
            self._known = _Known(trouble=self._journal.problem or "The journal is not open.")
            self._show()
            return
        asked, self._busy = self._asked, True

        def arrive(known: _Known) -> None:
            self._busy = False
            if asked != self._asked:
                self._ask()
                return
            self._known = known
            self._show()

        def fail(error: Exception) -> None:
            self._busy = False
            arrive(_Known(trouble=why_not(error)))

        self._journal.run_beside(self, lambda store: _look_up(store, asked), arrive, fail)

    # Showing

    def _show(self) -> None:
        row = self._form.patient.recall
        row.show_known(*self._words())
        note = self._note()
        if note is None:
            row.offer("", datetime.date.min, "", ())
        else:
            row.offer(
                note.number,
                note.date,
                note.patient.name,
                [field.name for field, text in self._offered().items() if text],
            )

    def _words(self) -> tuple[str, str]:
        """What is left, what is the matter with it, and how severe that is."""
        known, number = self._known, self._asked.number
        if known.trouble:
            return (_NOT_KNOWN.format(number, known.trouble), "warning") if number else ("", "")
        if known.is_others:
            return _OTHERS.format(number), "warning"
        likely = likeliest_first(known.authorizations, self._payer(), self._day())
        left = " ".join(_left(one) for one in likely[:_MOST])
        if not left:
            return "", ""
        if known.is_unknown:
            return _UNKNOWN.format(number, left), "warning"
        waits = _WAITS.format(known.waiting) if known.waiting else ""
        found = self._concerns(likely[0]) if number else ()
        words = " ".join((left, *(concern.message for concern in found)))
        return words + waits, found[0].severity if found else ""

    def _concerns(self, known: Authorization) -> tuple[Concern, ...]:
        """By what the page bills; where that is not known yet, by the last note."""
        lines = self._result.lines if self._result else ()
        hcpcs = self._result.hcpcs if self._result and lines else ""
        return concerns(known, self._day(), hcpcs or "", sum(line.units for line in lines), self._payer())

    def _payer(self) -> str:
        """The payer that is billed; empty where that is not known."""
        return str(self._encounter.get("payer", ""))

    def _day(self) -> datetime.date:
        """The date of service; today while it can't be read."""
        with suppress(ValueError):
            return datetime.date.fromisoformat(self._encounter.get("service_date", ""))
        return dates.now().date()

    def _note(self) -> "Recalled | None":
        """What the last note gave, unless its name or birth date says that it is another patient's."""
        note, typed = self._known.note, self._encounter.get("patient", {})
        if note is None:
            return None
        from core.journal import recall

        own = Patient(typed.get("name", ""), typed.get("record_number", ""), typed.get("birth_date", ""))
        return note if recall.is_same(note.patient, own) else None

    def _offered(self) -> dict[Field, str]:
        """By field: what may be taken over; nothing where something is typed."""
        note = self._note()
        if note is None:
            return {}
        texts = {"diagnosis": ", ".join(note.diagnosis)}
        texts |= {f"necessity.{name}": getattr(note.necessity, name) for name in _NECESSITY}
        fields = {self._form.patient.fields[path]: text for path, text in texts.items()}
        return {field: "" if field.text() else text for field, text in fields.items()}


def _look_up(store: "Store", asked: _Asked) -> _Known:
    """Ask the journal; a server that is known to be away is not waited for."""
    from core.journal import grants, recall

    if store.trouble:
        raise UnreachableError(store.trouble)
    found = grants.known(store, asked.number, asked.record, asked.amended)
    others = bool(asked.number and not found and grants.known(store, asked.number, ""))
    is_unknown = bool(asked.number and not found and not others)
    if is_unknown:
        found = grants.known(store, "", asked.record, asked.amended)
    note = recall.last(store, asked.record, asked.amended)
    return _Known(tuple(found), is_unknown, others, note, store.waiting())


def _left(known: Authorization) -> str:
    return _LEFT.format(known.number, known.left, count(known.granted), known.since, known.until)
