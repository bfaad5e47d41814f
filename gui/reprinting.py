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
        now: when it is printed again.

    Raises:
        OtherError: by the rules of today it comes to other claim lines or amounts.
        InputError: it can't be worked out any more.
    """
    body = filed.body
    issue = amending.issue_of(body)
    worked_out(body, reference, clinic)
    reference = known_to(body, reference)
    first = drawing.draw(body["encounter"], reference, clinic, issue)
    same = hashlib.sha256(first.pdf).hexdigest() == body["pdf_sha256"]
    again = issue._replace(reprint=True, reprinted_at=now.replace(second=0, microsecond=0, tzinfo=None))
    name = first.said.file_name
    return Order(body["encounter"], {}, reference, clinic, printer, name, _SAME if same else _OTHER, again)


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
