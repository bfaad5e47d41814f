"""What a record is found by, and what a user asks for."""

import datetime
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

from core import ndc

FIELDS = ("patient", "record", "lot", "serial", "ndc", "staff", "modifier", "state")
"""What a record is found by, besides its date and number."""

NOT_CONFIRMED, NO_WITNESS, NOT_BILLABLE, AMENDED, VOIDED = (
    "not confirmed",
    "no witness",
    "not billable",
    "amended",
    "void",
)
STATES = (NOT_CONFIRMED, NO_WITNESS, NOT_BILLABLE, AMENDED, VOIDED)
"""States that can be asked for; the last two are those of records that another one follows."""

_LONGEST = 60
"""Letters of a word that count."""


class Wanted(NamedTuple):
    """What to find; what is empty does not matter. Texts match the beginnings of words, in any case."""

    patient: str = ""
    record: str = ""
    """The patient's record number."""

    since: datetime.date | None = None
    until: datetime.date | None = None
    """The last date of service that is wanted."""

    lot: str = ""
    serial: str = ""
    """The whole serial number of a container."""

    ndc: str = ""
    staff: str = ""
    modifier: str = ""
    state: str = ""
    """One of STATES."""

    number: str = ""
    """Of the note."""

    text: str = ""
    """Of the patient's name, the patient's record number or, from four letters on, the note's number."""


def of_record(body: dict[str, Any], about: dict[str, Any]) -> set[tuple[str, str]]:
    """Fields and values by which a record is found.

    Args:
        body: what the record says.
        about: the same, or what the record says that a void takes back.
    """
    encounter, result = about["encounter"], about["result"]
    patient, discard = encounter.get("patient", {}), encounter.get("discard", {})
    people = [encounter.get("given_by", ""), discard.get("discarded_by", ""), discard.get("witness", "")]
    serials = [text for entry in encounter["opened"] for text in entry.get("serials", ())]
    found = {
        *(("patient", word) for word in words(patient.get("name", ""))),
        *(("record", word) for word in words(patient.get("record_number", ""))),
        *(("staff", word) for person in people for word in words(person)),
        *(("lot", word) for entry in encounter["opened"] for word in words(entry.get("lot", ""))),
        *(("serial", word) for text in serials for word in words(text)),
        *(("ndc", digits(product["ndc"])) for product in about["products"]),
        *(("modifier", modifier.casefold()) for line in result["lines"] for modifier in line["modifiers"]),
        *(("state", state) for state in states(result) if body is about),  # a void lacks nothing
    }
    return {(field, value) for field, value in found if value}


def words(text: str) -> Iterator[str]:
    """The words of a text as they are compared: without case, accents and signs around them.

    >>> list(words("Ångström, José-María"))
    ['angstrom', 'jose-maria']
    """
    plain = unicodedata.normalize("NFKD", text)
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    for word in letters.casefold().split():
        if bare := word.strip(".,;:()'\""):
            yield bare[:_LONGEST]


def digits(code: str) -> str:
    """An NDC as it is compared, in any spelling; an unfinished one by its digits."""
    try:
        return str(ndc.parse(code)).replace("-", "")
    except ndc.NdcError:
        return "".join(filter(str.isdigit, code))


def states(result: dict[str, Any]) -> list[str]:
    """What is the matter with a note, out of its findings."""
    codes = {finding["code"]: finding["severity"] for finding in result["findings"]}
    found = {
        NOT_CONFIRMED: "discard-unconfirmed" in codes,
        NO_WITNESS: "witness-missing" in codes,
        NOT_BILLABLE: "error" in codes.values(),
    }
    return [state for state, holds in found.items() if holds]
