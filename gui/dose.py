"""What was given: dose, order, route, place and time."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from core.clinic import Clinic
from core.encounter import ROUTES
from gui import dates
from gui.field import Buttons, Clock, Line, Quantity, Suggestions
from gui.section import Encounter, Section

_UNITS = ("mcg", "mg", "mL")
_RATES = ("mcg/h", "mg/h")
_SITES = ("left abdomen", "right abdomen", "left thigh", "right thigh", "left arm", "right arm")


class DoseSection(Section):
    """The dose and how it was given; an infusion may be told by its rate and times instead."""

    def __init__(self, clinic: Clinic, service_date: Callable[[], str]) -> None:
        """Build the fields; times of an infusion are on the date of service unless a date is written."""
        super().__init__("Given")
        given = self.register("given", Quantity("Given", _UNITS, "The dose that the patient got", "60"))
        ordered = self.register("ordered", Quantity("Ordered", _UNITS, "The dose that was ordered", "60"))
        self.row(given, ordered)
        self.route = Buttons("Route", ROUTES)
        self.row(self.register("route", self.route))
        self._infusion = self._infusion_row(service_date)
        site = self.register("site", Suggestions("Site", _SITES, "Where it was injected"))
        at = self.register("given_at", Clock("Given at", "Time such as 10:35", "10:35"), dates.time)
        self.row(site, at)
        self.by = Suggestions("Given by", clinic.staff, "Who gave the dose")
        self.ordered_by = Suggestions("Ordered by", clinic.staff, "Who ordered the dose")
        self.row(self.register("given_by", self.by), self.register("ordered_by", self.ordered_by))
        self.route.changed.connect(self._show_infusion)
        self._show_infusion()

    def read(self) -> Encounter:
        """The dose; of an infusion by rate only where the route is one."""
        encounter = super().read()
        if encounter.get("route") != "IV_INFUSION":
            encounter.pop("infusion", None)
        return encounter

    def fill(self, encounter: Encounter) -> None:
        """Show the dose; times of an infusion on the date of service stand without it."""
        super().fill(encounter)
        start, stop = self.fields["infusion.start"], self.fields["infusion.stop"]
        day_of, _, _ = start.text().partition("T")
        start.set_text(dates.shown(start.text(), str(encounter.get("service_date", ""))))
        stop.set_text(dates.shown(stop.text(), day_of))

    def offer(self, clinic: Clinic) -> None:
        """Suggest the clinic's staff."""
        self.by.offer(clinic.staff)
        self.ordered_by.offer(clinic.staff)

    def _infusion_row(self, service_date: Callable[[], str]) -> QWidget:
        rate = self.register("infusion.rate", Quantity("Or by rate", _RATES, "Instead of the dose", "50"))
        start, stop = Line("Start", "Time such as 08:00", "08:00"), Line("Stop", "Time such as 13:30", "13:30")

        def started(text: str) -> str:
            return dates.moment(text, service_date()) if text else ""

        def begun() -> str:
            return started(start.text()) or service_date()

        def stopped(text: str) -> str:
            return dates.stop(text, begun()) if text else ""

        def say_day() -> None:
            same_day = dates.moment(stop.text(), begun().partition("T")[0])
            stop.remark("next day" if stop.text() and stopped(stop.text()) != same_day else "")

        self.register("infusion.start", start, started)
        self.register("infusion.stop", stop, stopped)
        for field in (start, stop):
            field.changed.connect(say_day)
        return self.row((rate, 2), start, stop)

    def _show_infusion(self) -> None:
        self._infusion.setVisible(self.route.text() == "IV_INFUSION")
