"""What a record is found by, and what a user asks for."""

import datetime
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

from core import ndc
from core.journal.record import CLAIM, PRIOR_AUTH

FIELDS = ("patient", "record", "lot", "serial", "ndc", "staff", "modifier", "state")
"""What a note is found by, besides its date and number."""

BILLED, AUTHORISED = "billed", "authorised"
"""What counts of a note with claim lines: `payer/date of service`, and `authorisation/patient/code/units`."""

GRANTED, GRANTEE = "granted", "grantee"
"""What a prior authorisation is found by: `authorisation/patient`, and `patient`."""

CLAIM_OF, STANDING = "claim", "standing"
"""What a record of a claim is found by: the place of its note, and `place/state/date`."""

NOT_CONFIRMED, NO_WITNESS, NOT_BILLABLE, AMENDED, VOIDED, DUE = (
    "not confirmed",
    "no witness",
    "not billable",
    "amended",
    "void",
    "due",
)
STATES = (NOT_CONFIRMED, NO_WITNESS, NOT_BILLABLE, AMENDED, VOIDED, DUE)
"""States that can be asked for; the last ones are not those of a record alone."""

_LONGEST = 60
"""Letters of a word that count."""

_NUMBER, _PATIENT = 50, 28
"""Letters and digits of an authorisation's number, and of a patient's record number, that count."""


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
    if body["kind"] in _OTHERS:
        return set(_OTHERS[body["kind"]](body))
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
        *(of_billing(body) if body is about else ()),  # and bills nothing
    }
    return {(field, value) for field, value in found if value}


def of_billing(body: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """By what a note's claim and its use of a prior authorisation are found; a note without claim lines has none."""
    encounter, result = body["encounter"], body["result"]
    if not result["lines"]:
        return
    payer = encounter.get("payer") or body["clinic"]["payer"]
    yield BILLED, f"{payer}/{encounter['service_date']}"
    if number := authorisation(encounter.get("prior_authorization", "")):
        units = sum(line["units"] for line in result["lines"])
        patient = patient_key(encounter.get("patient", {}).get("record_number", ""))
        yield AUTHORISED, f"{number}/{patient}/{result['hcpcs']}/{units}"


def subject(body: dict[str, Any]) -> tuple[str, str]:
    """The one field and value of what a record is of that is of no note; of each, one record holds."""
    if body["kind"] == PRIOR_AUTH:
        said = body["authorization"]
        return GRANTED, f"{authorisation(said['number'])}/{patient_key(said['record_number'])}"
    return CLAIM_OF, str(body["claim"]["note"]["seq"])


def authorisation(number: str) -> str:
    """An authorisation's number as it is compared: letters and digits without case; empty where there are none.

    >>> authorisation("PA-77 0123")
    'pa770123'
    """
    return _bare(number)[:_NUMBER]


def patient_key(record_number: str) -> str:
    """A patient's record number as it is compared with that of an authorisation."""
    return _bare(record_number)[:_PATIENT]


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


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", text).casefold()))


def _of_authorization(body: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield subject(body)
    if patient := patient_key(body["authorization"]["record_number"]):
        yield GRANTEE, patient


def _of_claim(body: dict[str, Any]) -> Iterator[tuple[str, str]]:
    field, place = subject(body)
    yield field, place
    yield STANDING, f"{place}/{body['claim']['state']}/{body['claim']['date']}"


_OTHERS = {PRIOR_AUTH: _of_authorization, CLAIM: _of_claim}
"""What records are found by that are of no note."""


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
