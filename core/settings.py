"""The clinic's settings on disk: read strictly, written whole, and set aside where they are damaged."""

import json
import os
import re
from functools import partial
from typing import Any, NamedTuple

from core import computer as computers
from core import encounter, npi, quantity, strict_json
from core.clinic import (
    CLAIM_FORMS,
    DEPARTMENTS,
    PAPERS,
    PATIENT_NAME,
    SLIPS,
    STATUS_INDICATORS,
    WITNESS,
    Charge,
    Clinic,
)
from core.computer import Computer
from core.faults import InputError
from core.files import complete, set_aside
from core.plan import MAX_SIZES
from core.quantity import Mass, number
from core.strict_json import Reader

FILE = "settings.json"
"""Name of the file in the folder of settings."""

MAX_ENTRIES = 200
_SHOWN = 20
"""Letters of a faulty value."""

MAX_LOGO = 160_000
"""Letters of base64: a sharp logo has a third of them, and the file stays well below what is read."""

_CHARGE = re.compile(r"([A-Z0-9]{5}) ([0-9]{1,5}(?:\.[0-9]{1,2})?)", re.ASCII)
_SYSTEM = (
    r"urn:oid:[0-2](?:\.(?:0|[1-9][0-9]*))+"
    r"|urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|https?://[a-z0-9][a-z0-9.-]*(?::[0-9]+)?(?:/[A-Za-z0-9._~:/@!*+;=%-]*)?"
)
"""URIs that FHIR takes for a system; none of their signs parts values in a search."""

_NO_SYSTEM = "expected a URI such as urn:oid:2.999.1 or https://clinic.example/mrn; ask who runs the EHR"
_MAX_TEXT = 2_000
_LINES = strict_json.CONTROL - {"\n"}


class Remembered(NamedTuple):
    """What the last encounter leaves for the next one; never of the patient, the dose or an attestation."""

    given_by: str = ""
    discarded_by: str = ""
    route: str = ""
    site: str = ""
    printer: str = ""
    """By its name in the system; empty before the first note is printed."""

    slip_printer: str = ""
    """The same for slips: labels come from another one."""


class Loaded(NamedTuple):
    """The settings as found."""

    clinic: Clinic
    remembered: Remembered
    problem: str = ""
    """What was wrong with the file and where it is now; empty where nothing was."""

    computer: Computer = Computer()


def read(path: str) -> Loaded:
    """Read the settings; a file that is not there means the settings that hold at first.

    Raises:
        InputError: every fault in the file.
        OSError: the file is there and can't be read.
    """
    try:
        with open(path, "rb") as file:
            data = file.read(strict_json.MAX_BYTES + 1)
    except FileNotFoundError:
        return Loaded(Clinic(), Remembered())
    return _read(data)


def load(path: str) -> Loaded:
    """Read the settings; a damaged file is renamed, so that nothing in it is lost, and reported.

    Raises:
        OSError: the file is there and can't be read, or can't be set aside.
    """
    try:
        return read(path)
    except InputError as error:
        kept = set_aside(path)
        problem = f"The settings were damaged ({damage(error)}). They are kept as {kept}; please set them again."
        return Loaded(Clinic(), Remembered(), problem)


def damage(error: InputError) -> str:
    """What is wrong with a file of settings, in one line."""
    field, message = error.faults[0]
    return f"{field}: {message}" if field else message


def save(path: str, clinic: Clinic, remembered: Remembered, computer: Computer = Computer()) -> None:  # noqa: B008 - frozen
    """Write the settings; they are complete on disk or as they were.

    Raises:
        OSError: they can't be written.
    """
    table = {**to_dict(clinic), "remembered": remembered._asdict(), "computer": computer._asdict()}
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    with complete(path) as file:
        file.write(json.dumps(table, indent=2, ensure_ascii=False).encode())


def to_dict(clinic: Clinic) -> dict[str, Any]:
    """A clinic's settings as their JSON object."""
    lists = {field: list(value) for field, value in clinic._asdict().items() if isinstance(value, tuple)}
    amounts = {
        "stock": [f"{number(size)} mcg" for size in clinic.stock],
        "charges": [f"{charge.code} {charge.cents // 100}.{charge.cents % 100:02}" for charge in clinic.charges],
    }
    return {**clinic._asdict(), **lists, **amounts}


def of_note(clinic: Clinic, needless: tuple[str, ...]) -> dict[str, Any]:
    """The settings that a note's data hold, as JSON object.

    Args:
        clinic: the settings.
        needless: names of those that change no note. Nor do charges, where it shows no claim forms.
    """
    shown = clinic.claim_forms != "left out"
    without = needless if shown else (*needless, "claim_forms", "charges")
    return {name: value for name, value in to_dict(clinic).items() if name not in without}


def from_dict(table: dict[str, Any]) -> Clinic:
    """A clinic's settings out of their JSON object; those that are not there keep the value that holds at first.

    Raises:
        InputError: every fault in them, each with its field.
    """
    reader = Reader()
    clinic = _clinic(reader, reader.table(table, "", _CLINIC))
    if reader.faults:
        raise InputError(reader.faults)
    return clinic


def _read(data: bytes) -> Loaded:
    reader = Reader()
    table = reader.table(strict_json.parse(data), "", {**_CLINIC, "remembered": None, "computer": None})
    clinic = _clinic(reader, table)
    remembered = _remembered(reader, table) if "remembered" in table else Remembered()
    computer = computers.read(reader, table.get("computer", {}))
    if reader.faults:
        raise InputError(reader.faults)
    return Loaded(clinic, remembered, computer=computer)


def _clinic(reader: Reader, table: dict[str, Any]) -> Clinic:
    return Clinic(**{field: read(reader, table, field) for field, read in _CLINIC.items() if field in table})


def _remembered(reader: Reader, table: dict[str, Any]) -> Remembered:
    inner = reader.table(table["remembered"], "remembered", Remembered._fields)
    return Remembered(*(reader.text(inner, field, f"remembered.{field}") for field in Remembered._fields))


def _stock(reader: Reader, table: dict[str, Any], field: str) -> tuple[Mass, ...]:
    sizes = []
    for position, text in enumerate(reader.texts(table, field, most=MAX_ENTRIES)):
        try:
            sizes.append(quantity.parse_mass(text))
        except quantity.QuantityError as error:
            reader.fault(f"{field}[{position}]", str(error))
    if 0 in sizes or len(set(sizes)) < len(sizes) or len(sizes) > MAX_SIZES:
        reader.fault(field, f"expected up to {MAX_SIZES} different sizes above 0")
    return tuple(sizes)


def _charges(reader: Reader, table: dict[str, Any], field: str) -> tuple[Charge, ...]:
    """Codes with dollars: `J2354 1.25`."""
    charges: dict[str, Charge] = {}
    for position, text in enumerate(reader.texts(table, field, most=MAX_ENTRIES)):
        match = _CHARGE.fullmatch(text)
        if match is None or not match[2].strip("0."):
            reader.fault(f"{field}[{position}]", f"{text[:_SHOWN]}: expected a code and dollars, such as J2354 1.25")
        elif match[1] in charges:
            reader.fault(f"{field}[{position}]", f"{match[1]}: listed twice")
        else:
            dollars, _, cents = match[2].partition(".")
            charges[match[1]] = Charge(match[1], int(dollars) * 100 + int(f"{cents:0<2}"))
    return tuple(charges.values())


def _npi(reader: Reader, table: dict[str, Any], field: str) -> str:
    text = reader.text(table, field)
    if text and not npi.is_valid(text):
        reader.fault(field, f"{text}: not an NPI. It has 10 digits; the last one checks the others.")
    return text


def _record_system(reader: Reader, table: dict[str, Any], field: str) -> str:
    text = reader.text(table, field)
    if text and not re.fullmatch(_SYSTEM, text, re.ASCII):
        reader.fault(field, f"{text[:_SHOWN]}: {_NO_SYSTEM}")
    return text


_CLINIC: dict[str, Any] = {
    "name": Reader.text,
    "address": partial(Reader.text, longest=_MAX_TEXT, refused=_LINES),
    "npi": _npi,
    "payer": Reader.text,
    "setting": partial(Reader.choice, choices=tuple(encounter.SETTINGS)),
    "status_indicator": partial(Reader.choice, choices=tuple(STATUS_INDICATORS)),
    "department": partial(Reader.choice, choices=tuple(DEPARTMENTS)),
    "witness": partial(Reader.choice, choices=tuple(WITNESS)),
    "paper": partial(Reader.choice, choices=tuple(PAPERS)),
    "slip": partial(Reader.choice, choices=tuple(SLIPS)),
    "logo": partial(Reader.text, longest=MAX_LOGO),
    "patient_name": partial(Reader.choice, choices=tuple(PATIENT_NAME)),
    "claim_forms": partial(Reader.choice, choices=tuple(CLAIM_FORMS)),
    "staff": partial(Reader.texts, most=MAX_ENTRIES),
    "reasons": partial(Reader.texts, most=MAX_ENTRIES),
    "methods": partial(Reader.texts, most=MAX_ENTRIES),
    "stock": _stock,
    "charges": _charges,
    "record_system": _record_system,
}
"""How each setting is read; those that are not there keep the value that holds at first."""
