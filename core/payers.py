"""Payer profiles: what each payer wants on a claim for discarded drug, as data."""

import datetime
import itertools
import re
from collections.abc import Collection
from typing import NamedTuple

from core.entries import SHIPPED, Entry, read_toml
from core.rules import GRADES

WASTE = ("jw-line", "not-billed", "containers-opened")
"""A JW line; no line for waste; one line with the units of the containers opened, or of smaller ones that
would have done."""

JZ = ("required", "accepted", "not-used", "unknown")
"""Whether the payer wants JZ where nothing is discarded; accepted and unknown are billed like required."""

KNOWN = ("yes", "no", "unknown")
"""What is known of a payer's demand."""


class Payer(NamedTuple):
    """One payer's demands."""

    id: str
    name: str
    waste: str
    """One of WASTE."""

    waste_from: datetime.date | None
    """Date of service from which `waste` holds; before it JW lines are billed. None: always."""

    avoidable_waste_paid: bool
    """False where waste is not paid that a smaller container would have avoided (R13)."""

    jz: str
    """One of JZ."""

    jz_from: datetime.date | None
    """Date of service from which the payer takes JZ; None: the general date (R10)."""

    route_modifier: bool
    """Whether JA or JB stands on each line (M3)."""

    route_modifier_from: datetime.date | None
    """Date of service from which it does; None: always."""

    excluded_routes: tuple[str, ...]
    """Route modifiers that the payer does not cover (M3)."""

    line_per_ndc: bool
    """Whether each product has lines of its own (R14)."""

    prior_authorization: str
    """One of KNOWN."""

    quantity_limit: str
    """In the payer's words; empty where none is known."""

    step_therapy: str
    """One of KNOWN."""

    grade: str
    """How sure the profile is: one of core.rules.GRADES."""

    source: str
    checked: datetime.date
    remark: str = ""
    """What a biller should know besides."""

    contractor: str = ""
    """Whose self-administered-drug list holds; empty where none does or it is not known (M3)."""

    filing_days: int | None = None
    """Days from the date of service within which the claim must be filed; None where not known."""

    appeal_days: int | None = None
    """Days from the denial within which it must be appealed; None where not known."""

    origin: str = SHIPPED
    """Where the profile comes from: one of those of core.entries."""

    def wants_route(self, date: datetime.date) -> bool:
        """Whether JA or JB stands on each line for this date of service."""
        return self.route_modifier and (self.route_modifier_from is None or date >= self.route_modifier_from)


_LONGEST = 50
"""Letters of an id: the journal finds notes by it, and its columns are of 100 letters."""


def id_for(name: str, taken: Collection[str]) -> str:
    """An id that says a payer's name and is not taken yet: `blue-cross-of-idaho-2`."""
    stem = "-".join(re.findall("[a-z0-9]+", name.casefold()))[:_LONGEST] or "payer"
    ids = (stem if number == 1 else f"{stem}-{number}" for number in itertools.count(1))
    return next(id_ for id_ in ids if id_ not in taken)


def load(path: str, origin: str = SHIPPED) -> dict[str, Payer]:
    """Read payer profiles by id, in the order of the file; the first is the default.

    Args:
        path: of the file.
        origin: where it comes from.

    Raises:
        DataError: a fault in the file, naming entry and field.
        OSError: the file can't be read.
    """
    file = Entry(path, read_toml(path), origin=origin)
    payers: dict[str, Payer] = {}
    for entry in file.tables("payer"):
        payer = read_payer(entry)
        if payer.id in payers:
            entry.fault("id", "listed twice")
        payers[payer.id] = payer
    file.refuse()
    return payers


def read_payer(entry: Entry) -> Payer:
    """A profile out of its table; what is wrong with it is noted there."""
    payer = Payer(
        id=entry.name_by("id"),
        name=entry.text("name"),
        waste=entry.choice("waste", WASTE),
        waste_from=entry.date_or_none("waste_from"),
        avoidable_waste_paid=entry.flag("avoidable_waste_paid", default=True),
        jz=entry.choice("jz", JZ),
        jz_from=entry.date_or_none("jz_from"),
        route_modifier=entry.flag("route_modifier"),
        route_modifier_from=entry.date_or_none("route_modifier_from"),
        excluded_routes=entry.texts("excluded_routes", ()),
        line_per_ndc=entry.flag("line_per_ndc"),
        prior_authorization=entry.choice("prior_authorization", KNOWN),
        quantity_limit=entry.text("quantity_limit", ""),
        step_therapy=entry.choice("step_therapy", KNOWN),
        grade=entry.choice("grade", GRADES),
        source=entry.text("source"),
        checked=entry.date("checked"),
        remark=entry.text("remark", ""),
        contractor=entry.text("contractor", ""),
        filing_days=entry.whole_or_none("filing_days"),
        appeal_days=entry.whole_or_none("appeal_days"),
        origin=entry.origin,
    )
    entry.end()
    return payer
