"""One item of the claim check, and all that an item may look at."""

import datetime
from typing import NamedTuple

from core.authorization import Authorization
from core.catalog import Product
from core.clinic import Clinic
from core.encounter import Encounter
from core.payers import Payer
from core.reference import Reference
from core.result import Result

MISSING, LOOK, PASS, ONCE = "missing", "look", "pass", "once"

STATES = {MISSING: "Missing or wrong", LOOK: "To look at", PASS: "Passed", ONCE: "To ask once, not for each claim"}
"""What can be said of an item, and each written out, in the order in which they are shown.

A pass is earned by a check of this claim against a text of this payer, or of Medicare for Medicare. What rests on a
general rule, on another payer's text or on a default is a look; what can't be known here for any claim of this payer
is asked once.
"""

PUT_RIGHT = "Don't send it; report this fault of the program."
"""What to do where a claim is not what the program makes of the record."""

MEDICARE = "medicare-part-b"
"""The profile of Medicare where its contractor is not known."""

NOT_KNOWN = {"grade": "general", "source": "Not known here"}
"""How sure something is that no text was read about."""


class Item(NamedTuple):
    """One thing to be right before a claim is sent."""

    id: str
    title: str
    state: str
    """One of STATES."""

    message: str
    """What was found, and what to do."""

    rule: str
    source: str
    """Of the rule, or of the figure behind it."""

    grade: str
    """How sure it is: one of core.rules.GRADES."""

    field: str = ""
    """The encounter's field that it is about; empty for none."""


class Known(NamedTuple):
    """What is known from elsewhere than encounter, payer and settings."""

    authorizations: tuple[Authorization, ...] = ()
    """Those of the encounter's number, or of its patient where it has none; the newest first.

    `used` leaves out the note that is checked.
    """

    of_another: bool = False
    """Whether the encounter's number is an authorisation of another patient."""

    day_units: int | None = None
    """Units of the patient's other notes of the same date of service; None where they are not known."""

    today: datetime.date | None = None


class Case(NamedTuple):
    """All that an item may look at."""

    result: Result
    payer: Payer
    clinic: Clinic
    reference: Reference
    known: Known

    @property
    def encounter(self) -> Encounter:
        """What happened at the chair."""
        return self.result.encounter

    @property
    def date(self) -> datetime.date:
        """The date of service, which decides the rules."""
        return self.result.encounter.service_date

    @property
    def products(self) -> tuple[Product, ...]:
        """The products opened, entry by entry; empty where one of them is not known."""
        found = tuple(product for product in self.result.products if isinstance(product, Product))
        return found if len(found) == len(self.encounter.opened) else ()

    @property
    def medicare(self) -> bool:
        """Whether Medicare's own rules are the payer's."""
        return self.payer.id == MEDICARE or bool(self.payer.contractor)

    @property
    def billed(self) -> int:
        """Units of all lines."""
        return sum(line.units for line in self.result.lines)

    def found(self, *codes: str) -> bool:
        """Whether the result has one of these findings."""
        return any(finding.code in codes for finding in self.result.findings)


class About(NamedTuple):
    """What an item is about, whatever its outcome."""

    id: str
    title: str

    def item(
        self, case: Case, state: str, rule: str, message: str, field: str = "", *, grade: str = "", source: str = ""
    ) -> Item:
        """The item with its outcome; grade and source are the rule's own unless they are given.

        What is particular to a payer (P1) is as sure as its profile.
        """
        ruled = case.payer if rule == "P1" else case.reference.rules[rule]
        return Item(self.id, self.title, state, message, rule, source or ruled.source, grade or ruled.grade, field)


def listed(words: list[str]) -> str:
    """Words in a row: `lot, expiry and site`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
