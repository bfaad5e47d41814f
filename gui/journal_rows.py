"""What the table of the journal says of a record, worked out away from the window."""

import datetime
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from core.journal import terms
from core.journal.faults import JournalError
from core.quantity import mcg, parse_mass
from gui.journal_due import Payers, cells

if TYPE_CHECKING:  # SQLAlchemy takes longer to read in than the window to open
    from core.journal.lines import Line
    from core.journal.store import Store

COLUMNS = ("Date", "Note", "Patient", "Record no.", "Given", "Discarded", "Claim", "By", "Payer", "Due", "State")
"""Of the table."""

DUE, STATE = COLUMNS.index("Due"), COLUMNS.index("State")

UNREADABLE = (ValueError, LookupError, TypeError)
"""What comes of reading a record that is not as it was written."""

_SEVERITIES = {terms.NOT_BILLABLE: "error", terms.NOT_CONFIRMED: "warning", terms.NO_WITNESS: "warning"}
_DAMAGED = "damaged"


class Row(NamedTuple):
    """A record in the table."""

    seq: int
    """Its place in the journal."""

    note: int
    """Place of the note that it is, or takes back."""

    number: str
    """Of that note; empty where the record is damaged."""

    cells: tuple[str, ...]
    """By COLUMNS."""

    severity: str = ""
    """Of its state: error, warning, info or none."""

    ended: str = ""
    """What became of the note: `amended by 9XKD-0042` or `void`; empty where it holds."""

    due: str = ""
    """How severe it is that something is due for its claim: error, warning or none."""


def rows(store: "Store", places: Sequence[int], payers: Payers, today: datetime.date) -> dict[int, Row]:
    """The records at these places; one that is damaged says so, and keeps no other away.

    Args:
        store: the journal.
        places: of the records.
        payers: whose windows say what is due when.
        today: the day from which that counts.

    Raises:
        JournalError: the journal can't be read.
    """
    try:
        dues = cells(store, places, payers, today)
        return {place: _with_due(row, *dues.get(place, ("", ""))) for place, row in _rows(store, places).items()}
    except (JournalError, *UNREADABLE):
        if len(places) > 1:
            return {place: row for one in places for place, row in rows(store, (one,), payers, today).items()}
        store.last()  # where the journal itself fails, this does too
        empty = ("",) * STATE
        return {place: Row(place, place, "", (*empty, _DAMAGED), "error") for place in places}


def state(line: "Line") -> tuple[str, str]:
    """What is the matter with a record, in words, and how severe that is."""
    body = line.record.body
    if line.later is not None:
        return ended(line), "info"
    if "voids" in body:
        return f"voids {body['voids']['number']}", "info"
    found = terms.states(body["result"])
    severity = next((_SEVERITIES[name] for name in reversed(found)), "info" if "amends" in body else "")
    words = [f"amends {body['amends']['number']}"] if "amends" in body else []
    return ", ".join([*words, *found]) or "complete", severity


def ended(line: "Line") -> str:
    """What became of a note: empty where it holds."""
    if line.later is None:
        return ""
    body = line.later.body
    return terms.VOIDED if "voids" in body else f"amended by {body['number']}"


def claim(result: dict[str, Any]) -> str:
    """Units of the claim lines with their modifiers, such as `3 + 1 JW`."""
    lines = (" ".join((str(line["units"]), *line["modifiers"])) for line in result["lines"])
    return " + ".join(lines) or "none"


def amount(figure: str | None) -> str:
    """An amount of drug as people read it; empty where it is not known."""
    return "" if figure is None else mcg(parse_mass(f"{figure} mcg"))


def local(moment: str) -> str:
    """A moment of a record by the clock on the wall."""
    return f"{datetime.datetime.fromisoformat(moment).astimezone():%Y-%m-%d %H:%M}"


def _rows(store: "Store", places: Sequence[int]) -> dict[int, Row]:
    lines = store.lines(places)
    notes = {line.record.seq: line for line in lines}
    missing = {_about(line) for line in lines} - set(notes)
    notes |= {line.record.seq: line for line in _lines(store, missing)}
    return {line.record.seq: _row(line, notes[_about(line)]) for line in lines}


def _with_due(row: Row, words: str, severity: str) -> Row:
    return row._replace(cells=(*row.cells[:DUE], words, *row.cells[DUE + 1 :]), due=severity)


def _lines(store: "Store", places: Iterable[int]) -> "tuple[Line, ...]":
    wanted = tuple(places)
    return store.lines(wanted) if wanted else ()


def _about(line: "Line") -> int:
    """Place of the note that a record is, or takes back."""
    voided = line.record.body.get("voids")
    return int(voided["seq"]) if voided else line.record.seq


def _row(line: "Line", note: "Line") -> Row:
    body = note.record.body
    encounter, result = body["encounter"], body["result"]
    patient, discard = encounter.get("patient", {}), encounter.get("discard", {})
    words, severity = state(line)
    said = (
        encounter["service_date"],
        body["number"],
        patient.get("name", ""),
        patient.get("record_number", ""),
        amount(result["given_mcg"]),
        amount(result["discarded_mcg"]),
        claim(result),
        encounter.get("given_by") or discard.get("discarded_by", ""),
        body["payer_name"],
        "",
        words,
    )
    return Row(line.record.seq, note.record.seq, body["number"], said, severity, ended(note))
