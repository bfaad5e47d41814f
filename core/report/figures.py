"""What the journal's notes of a period add up to: exact, by week, product, reason, staff and payer."""

import datetime
from decimal import Decimal
from operator import add
from typing import NamedTuple

from core.quantity import Mass

NOT_RECORDED = "not recorded"
"""Stands for a name or reason that a note does not hold."""

OPEN_SHOWN = 40
"""Notes with open points that are named: the newest."""

CAUSES = {
    "payer-denies-waste": "The payer does not pay for it",
    "modifiers-not-applicable": "Not billed apart at this place or date",
}
"""Why whole units that were discarded have no JW line: by the finding that says it, and in words."""

NOTHING_BILLED, OTHER_CAUSE = "Nothing could be billed", "Another reason"


class Tally(NamedTuple):
    """A sum over encounters, or over the containers of one product in them."""

    encounters: int = 0
    containers: int = 0
    labelled: Mass = Mass(0)
    given: Mass = Mass(0)
    discarded: Mass = Mass(0)
    """Thrown away; labelled = given + discarded + kept."""

    kept: Mass = Mass(0)
    single_labelled: Mass = Mass(0)
    """Of single-dose containers."""

    single_discarded: Mass = Mass(0)
    administered_units: int = 0
    jw_units: int = 0
    unbilled_units: int = 0
    """Whole units discarded from single-dose containers (R4) that stand on no line."""

    def plus(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(*map(add, self, other))

    @property
    def waste(self) -> Decimal | None:
        """Percent of single-dose drug that was discarded, to one decimal, half up; None where none was opened."""
        return share(self.single_discarded, self.single_labelled)


class Row(NamedTuple):
    """A sum with what it is of."""

    name: str
    tally: Tally
    detail: str = ""
    """More on the name: what a product is."""


class Dose(NamedTuple):
    """Encounters that are alike for a comparison of container sizes."""

    single_given: Mass
    """What single-dose containers gave, more than 0."""

    given: Mass
    """The whole dose."""

    labelled: Mass
    """On the single-dose containers that were opened."""

    times: int
    """How many encounters."""


class Drug(NamedTuple):
    """The figures of one drug, by its billing code."""

    hcpcs: str
    unit: Mass
    total: Tally
    by_week: tuple[Row, ...]
    """ISO weeks such as `2026-W47`, in order, without those in which nothing was given."""

    by_ndc: tuple[Row, ...]
    by_reason: tuple[Row, ...]
    """Of encounters that discarded something."""

    by_staff: tuple[Row, ...]
    """By who gave the dose."""

    by_payer: tuple[Row, ...]
    by_quarter: tuple[Row, ...]
    """Calendar quarters such as `2026 Q4`, in order."""

    by_cause: tuple[Row, ...]
    """Why units were left unbilled."""

    doses: tuple[Dose, ...]
    sizes: tuple[Mass, ...]
    """Of the single-dose containers that were opened, smallest first."""


class OpenNote(NamedTuple):
    """A note that something is the matter with."""

    number: str
    service_date: str
    states: tuple[str, ...]


class Figures(NamedTuple):
    """All that a period adds up to."""

    since: datetime.date
    until: datetime.date
    """The last date of service."""

    notes: int
    """That hold: neither amended nor void."""

    not_counted: int
    """Of them, those without a known drug, or whose amounts do not add up."""

    drugs: tuple[Drug, ...]
    open_points: tuple[tuple[str, int], ...]
    """What is the matter, and with how many notes."""

    open_notes: tuple[OpenNote, ...]
    """The newest of them, at most OPEN_SHOWN, newest first."""


def share(part: Mass, whole: Mass) -> Decimal | None:
    """A part in percent to one decimal, rounded half up; None of nothing.

    >>> share(Mass(1), Mass(8))
    Decimal('12.5')
    """
    return Decimal((2000 * part + whole) // (2 * whole)).scaleb(-1) if whole else None
