"""What a record is found by, and what a user asks for."""

import datetime
import hashlib
import re
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

from core import ndc
from core.journal.record import CLAIM, PRIOR_AUTH
from core.note import identity

PATIENT, BILLED, AUTHORISED = "patient key", "billed", "authorised"
"""What counts of a note: its patient's key; of one with claim lines `payer/date of service/what is billed`, and
`authorisation/patient/cover/date of service/units`."""

GRANTED, GRANTEE = "granted", "grantee"
"""What a prior authorisation is found by: `authorisation/patient/payer/first day`, and `patient`."""

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

_MARK = 20
"""Hexadecimal digits of a mark: enough that no two of millions are alike."""

_BLANKS = re.compile(r"(?<!\d) | (?!\d)")
"""Those that say nothing: `12 3` is another record number than `1 23`, but `MRN 12` the same as `MRN12`."""

_ON_THE_CLAIM = ("patient", "setting", "route", "infusion", "diagnosis", "prior_authorization")
"""What of an encounter a payer reads, beside payer, date of service and lines."""


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
        *(of_the_second_version(body) if body is about else ()),  # and bills nothing
    }
    return {(field, value) for field, value in found if value}


def of_the_second_version(body: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """By what a note's patient, claim and use of a prior authorisation are found; without claim lines the first."""
    encounter, result = body["encounter"], body["result"]
    patient = patient_key(encounter.get("patient", {}).get("record_number", ""))
    if patient:
        yield PATIENT, patient
    if not result["lines"]:
        return
    payer, day = encounter.get("payer") or body["clinic"]["payer"], encounter["service_date"]
    yield BILLED, f"{payer}/{day}/{_claimed(encounter, result)}"
    if number := authorisation(encounter.get("prior_authorization", "")):
        units = sum(line["units"] for line in result["lines"])
        yield AUTHORISED, f"{number}/{patient}/{cover(payer, result['hcpcs'])}/{day}/{units}"


def subject(body: dict[str, Any]) -> tuple[str, str]:
    """The one field and value of what a record is of that is of no note; of each, one record holds."""
    if body["kind"] == PRIOR_AUTH:
        said = body["authorization"]
        number, patient = authorisation(said["number"]), patient_key(said["record_number"])
        return GRANTED, f"{number}/{patient}/{_mark(said['payer'])}/{said['since']}"
    return CLAIM_OF, str(body["claim"]["note"]["seq"])


def authorisation(number: str) -> str:
    """A mark of an authorisation's number, of its letters and digits without case; empty where there are none.

    >>> authorisation("PA-77 0123") == authorisation("pa770123")
    True
    """
    bare = "".join(filter(str.isalnum, unicodedata.normalize("NFKD", number).casefold()))
    return bare and _mark(bare)


def patient_key(record_number: str) -> str:
    """A mark of a patient's record number: case, kinds of dash and blanks do not matter, save blanks between digits.

    >>> patient_key("MRN 12-3") == patient_key("mrn12\u20133"), patient_key("12-3") == patient_key("1-23")
    (True, False)
    """
    plain = unicodedata.normalize("NFKD", record_number).casefold()
    dashed = "".join("-" if unicodedata.category(sign) == "Pd" or sign == "\u2212" else sign for sign in plain)
    folded = _BLANKS.sub("", " ".join(dashed.split()))
    return _mark(folded) if any(map(str.isalnum, folded)) else ""


def cover(payer: str, hcpcs: str) -> str:
    """A mark of whose authorisation for which code a note uses."""
    return _mark(f"{payer}/{hcpcs}")


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


def _claimed(encounter: dict[str, Any], result: dict[str, Any]) -> str:
    """A mark of what a payer reads in the claim; of two notes with the same one, one claim is right for both."""
    said = {name: encounter.get(name) for name in _ON_THE_CLAIM}
    return _mark(identity.canonical({**said, "lines": result["lines"]}).decode())


def _mark(text: str) -> str:
    """Stands for a text of any length and with any signs."""
    return hashlib.sha256(text.encode()).hexdigest()[:_MARK]


def _of_authorization(body: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """One that was taken back is not found any more, and may be entered anew."""
    if not body["authorization"]["units"]:
        return
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
    """An NDC as it is compared, in any spelling; what is none by its digits."""
    try:
        return str(ndc.parse(code)).replace("-", "")
    except ndc.NdcError:
        return "".join(filter(str.isdigit, code))


def ndc_beginnings(code: str) -> set[str]:
    """How an NDC, or the beginning of one, begins as it is compared; several where zeros may be missing in it.

    >>> sorted(ndc_beginnings("23155-685"))
    ['0231550685', '023155685']
    """
    labeler, *rest = ["".join(filter(str.isdigit, part)) for part in code.split("-")]
    whole = digits(code)
    if len(whole) == 12 or not (labeler and rest):
        return {f"{zeros}{whole}" for zeros in ("", "0", "00")} if whole else {code}
    product, *package = rest
    products = {product.zfill(4)} if package else {product, f"0{product}" if len(product) < 4 else product}
    return {f"{labeler.zfill(6)}{one}{''.join(package)}" for one in products}


def states(result: dict[str, Any]) -> list[str]:
    """What is the matter with a note, out of its findings."""
    codes = {finding["code"]: finding["severity"] for finding in result["findings"]}
    found = {
        NOT_CONFIRMED: "discard-unconfirmed" in codes,
        NO_WITNESS: "witness-missing" in codes,
        NOT_BILLABLE: "error" in codes.values(),
    }
    return [state for state, holds in found.items() if holds]
