"""What is due for the claims of the journal's notes, worked out away from the window."""

import datetime
from array import array
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from core.journal.terms import Wanted
from core.payers import Payer

if TYPE_CHECKING:  # SQLAlchemy takes longer to read in than the window to open
    from core.journal.store import Store

Payers = Mapping[str, Payer]


class Tally(NamedTuple):
    """How much is due."""

    due: int
    late: int
    """Whose last day is over."""

    near: int
    """Whose last day is near."""

    def words(self) -> str:
        """Such as `12 due, 3 late`."""
        more = f", {self.late:,} late" if self.late else f", {self.near:,} soon" if self.near else ""
        return f"{self.due:,} due{more}"


def tally(store: "Store", payers: Payers, today: datetime.date) -> Tally:
    """Count what is due in the whole journal."""
    from core.journal import due, owed

    with store.looking() as connection:
        found = owed.everything(connection)
    severities = [due.of(one, payers).severity(today) for one in found]
    return Tally(len(found), severities.count("error"), severities.count("warning"))


def places(store: "Store", wanted: Wanted, payers: Payers) -> "array[int]":
    """The notes that are due among those that are wanted, what ends first comes first."""
    from core.journal import due, owed

    others = wanted._replace(state="")
    among = None if others == Wanted() else set(store.find(others))
    with store.looking() as connection:
        found = owed.everything(connection)
    return array("q", [one.note for one in due.worst_first(found, payers) if among is None or one.note in among])


def cells(store: "Store", notes: Sequence[int], payers: Payers, today: datetime.date) -> dict[int, tuple[str, str]]:
    """What the table says of these notes' claims, and how severe that is: what is due, or else what became of it."""
    from core.journal import due, owed

    with store.looking() as connection:
        standings, found = owed.of_notes(connection, notes)
    said = {place: (f"{one.state} {one.date}", "") for place, one in standings.items() if one.state != owed.OPEN}
    dues = {place: due.of(one, payers) for place, one in found.items()}
    return said | {place: (one.words(today), _icon(one.severity(today))) for place, one in dues.items()}


def _icon(severity: str) -> str:
    return "" if severity == "info" else severity
