"""The whole form: an encounter as its JSON, to and from the fields."""

import datetime
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QVBoxLayout, QWidget

from core.clinic import Clinic
from core.faults import Fault
from core.reference import Reference
from core.settings import Remembered
from gui import dates, theme
from gui.discarding import DiscardSection
from gui.dose import DoseSection
from gui.field import Field
from gui.opened import OpenedSection
from gui.section import Encounter, Place, Section, get
from gui.visit import PatientSection, VisitSection

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Form(QWidget):
    """All that is asked about one encounter."""

    changed = Signal()
    entered = Signal()
    """Enter in a field, which has read it: on to the next one."""

    def __init__(self, reference: Reference, clinic: Clinic, remembered: Remembered) -> None:
        """Build an empty form."""
        super().__init__()
        self._clinic = clinic
        self._remembered = remembered
        self.sample = False
        """Whether what is shown is made up, to try the program with."""

        self.opened = OpenedSection(reference.catalog, self._service_date)
        self.opened.know(reference.catalog, reference.recalls)
        self.dose = DoseSection(clinic, lambda: self._text("service_date"))
        self.discard = DiscardSection(clinic)
        self.visit = VisitSection(reference.payers)
        self.patient = PatientSection(reference, self._service_date)
        self.sections: tuple[Section, ...] = (self.opened, self.dose, self.discard, self.patient, self.visit)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.SPACE[1])
        for section in self.sections:
            box.addWidget(section)
            section.changed.connect(self.changed)
        self.opened.done.connect(self.entered)
        self.visit.fields["service_date"].changed.connect(self.opened.warn)
        self.start()

    def blank(self) -> Encounter:
        """A new encounter: today, with the clinic's usual place and payer."""
        return {
            "service_date": dates.now().date().isoformat(),
            "setting": self._clinic.setting,
            "payer": self._clinic.payer,
            "drug_source": "purchased",
        }

    def start(self) -> None:
        """Show a new encounter, with what the last one leaves."""
        remembered = self._remembered
        with self._at_once():
            self.fill(self.blank())
            self.dose.fields["route"].recall(remembered.route)
            self.dose.fields["site"].recall(remembered.site)
            self.dose.fields["given_by"].recall(remembered.given_by)
            self.discard.fields["discard.discarded_by"].recall(remembered.discarded_by)
        self._started = self.read()

    def is_blank(self) -> bool:
        """Whether nothing has been entered since the start, and nothing is asked about a container."""
        return self.read() == self._started and not (self.opened.questions or self.opened.scan.text())

    def read(self) -> Encounter:
        """The encounter as far as it is filled in."""
        encounter: Encounter = {"sample": True} if self.sample else {}
        for section in self.sections:
            encounter |= section.read()
        return encounter

    def fill(self, encounter: Encounter) -> None:
        """Show an encounter."""
        with self._at_once():
            self.sample = bool(encounter.get("sample"))
            for section in self.sections:
                section.fill(encounter)

    @contextmanager
    def _at_once(self) -> Iterator[None]:
        """Whatever is filled in meanwhile is one change: the answer to it is worked out once."""
        blocked = self.blockSignals(True)
        try:
            yield
        finally:
            self.blockSignals(blocked)
        self.changed.emit()

    def missing(self) -> dict[str, str]:
        """What an answer still needs, each with what to do, in the order of the form."""
        encounter = self.read()
        asked = {"question": "Answer what is asked about a container."} if self.opened.questions else {}
        wanted = {
            "opened": "Scan or pick the container that was opened.",
            "given": "Enter the dose given.",
            "route": "Choose the route.",
            "service_date": "Enter the date of service.",
        }
        if "infusion" in encounter:
            del wanted["given"]
            wanted |= {
                "infusion.rate": "Enter the rate of the infusion, or the dose given.",
                "infusion.start": "Enter when the infusion started.",
                "infusion.stop": "Enter when the infusion stopped.",
            }
        return asked | {field: words for field, words in wanted.items() if not get(encounter, field)}

    def places(self) -> Iterator[Place]:
        """All that can be filled in, in the order of the form."""
        for section in self.sections:
            yield from section.places()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, which no field keeps for itself, presses the button that has the focus, or goes on."""
        focused = QApplication.focusWidget()
        if event.key() not in _ENTER or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif isinstance(focused, QPushButton):
            focused.click()
        else:
            self.entered.emit()

    def show_faults(self, faults: Iterable[Fault]) -> None:
        """Say at each field what is wrong with it, and take back what was said before."""
        messages: dict[Field, str] = {}
        for fault in faults:
            field = self.field(fault.field)
            if field is not None:
                messages.setdefault(field, fault.message)
        for field in self._all_fields():
            field.set_fault(messages.get(field, ""))

    def focus(self, path: str) -> None:
        """Lead the user to the field that a finding is about."""
        field = self.field(path)
        folded = field is not None and not field.isVisibleTo(self)
        for section in self.sections:
            section.reveal(path)
        if path == "discard.confirmed":
            self.discard.confirmed.setFocus(Qt.FocusReason.OtherFocusReason)
        elif field is None:
            self.opened.scan.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            field.focus()
        self._bring_into_view()
        if folded:  # it has its place only once all is laid out again
            QTimer.singleShot(0, self, self._bring_into_view)

    def remember(self, finished: Encounter, before: Remembered) -> Remembered:
        """What a finished encounter leaves for the next: staff, route and site, nothing of the patient."""
        self._remembered = before._replace(
            given_by=finished.get("given_by", ""),
            discarded_by=get(finished, "discard.discarded_by") or "",
            route=finished.get("route", ""),
            site=finished.get("site", ""),
        )
        return self._remembered

    def offer(self, clinic: Clinic) -> None:
        """Take over changed settings."""
        self._clinic = clinic
        self.dose.offer(clinic)
        self.discard.offer(clinic)

    def know(self, reference: Reference) -> None:
        """Take over changed lists; what was typed stays."""
        self.opened.know(reference.catalog, reference.recalls)
        self.visit.know(reference.payers)

    def _text(self, path: str) -> str:
        return next(section.fields[path].text() for section in self.sections if path in section.fields)

    def _service_date(self) -> datetime.date:
        """The date of service, or today while it can't be read."""
        return dates.date(self._text("service_date")) or dates.now().date()

    def _all_fields(self) -> list[Field]:
        rows = [field for row in self.opened.rows for field in row.fields.values()]
        return rows + [field for section in self.sections for field in section.fields.values()]

    def field(self, path: str) -> Field | None:
        """The field of this path, or the first inside it or around it."""
        if path.startswith("opened"):
            found: Field | None = self.opened.field(path)
            return found
        fields = {name: field for section in self.sections for name, field in section.fields.items()}
        plain = path.partition("[")[0]
        inside = (field for name, field in fields.items() if name.startswith(f"{plain}."))
        return fields.get(plain) or next(inside, None)

    def _bring_into_view(self) -> None:
        area, focused = self.parent(), self.window().focusWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parent()
        if area is not None and focused is not None:
            area.ensureWidgetVisible(focused, theme.SPACE[4], theme.CONTROL * 2)
