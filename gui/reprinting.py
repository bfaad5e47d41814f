"""A note out of the journal on paper again: the same note, with the word that it is a reprint."""

import datetime
import hashlib
from typing import TYPE_CHECKING, Any

from core import encounter_json
from core.calculate import calculate
from core.clinic import Clinic
from core.journal.record import known_to
from core.reference import Reference
from core.result import Result, to_json
from gui import amending, drawing
from gui.press import Order

if TYPE_CHECKING:
    from core.journal.record import Record
    from core.note.finished import Finished

_SAME = "Drawn again, byte by byte as it was filed."
_OTHER = "Drawn by this version; its bytes are not those that were filed."
_BILLED = ("lines", "given_mcg", "labelled_mcg", "discarded_mcg", "kept_mcg")
"""What a note must say again, whichever version draws it."""


class OtherError(Exception):
    """What would be printed is not what was filed."""


def order(filed: "Record", clinic: Clinic, reference: Reference, printer: str, now: datetime.datetime) -> Order:
    """What the press needs to print a record's note again; says whether it is drawn as it was.

    Args:
        filed: the record.
        clinic: the settings with which its note was made.
        reference: the shipped data; what the note used besides is in the record.
        printer: the usual one.
        now: this minute, in which it is printed again.

    Raises:
        OtherError: by the rules of today it comes to other claim lines or amounts.
        InputError: it can't be worked out any more.
    """
    body = filed.body
    worked_out(body, reference, clinic)
    first = draw(body, reference, clinic)
    again = amending.issue_of(body)._replace(reprint=True, reprinted_at=now)
    known, said = known_to(body, reference), _SAME if is_same(first, body) else _OTHER
    return Order(body["encounter"], {}, known, clinic, printer, first.said.file_name, said, again)


def draw(body: dict[str, Any], reference: Reference, clinic: Clinic) -> "Finished":
    """A record's note drawn again, as what it was put out; on any thread.

    Args:
        body: what the record says.
        reference: the shipped data; what the note used besides is in the record.
        clinic: the settings with which its note was made.
    """
    return drawing.draw(body["encounter"], known_to(body, reference), clinic, amending.issue_of(body))


def is_same(note: "Finished", body: dict[str, Any]) -> bool:
    """Whether a note has the very bytes that were filed."""
    return bool(hashlib.sha256(note.pdf).hexdigest() == body["pdf_sha256"])


def worked_out(body: dict[str, Any], reference: Reference, clinic: Clinic) -> Result:
    """What a record's note comes to today.

    Args:
        body: what the record says.
        reference: the shipped data; what the note used besides is in the record.
        clinic: the settings with which its note was made.

    Raises:
        OtherError: it comes to other claim lines or amounts.
        InputError: it can't be worked out any more.
    """
    result = calculate(encounter_json.from_dict(body["encounter"]), known_to(body, reference), clinic)
    if not is_as_filed(result, body):
        raise OtherError
    return result


def is_as_filed(result: Result, body: dict[str, Any]) -> bool:
    """Whether a result has the claim lines and amounts that a record says."""
    today = to_json(result)
    return all(today[name] == body["result"][name] for name in _BILLED)
