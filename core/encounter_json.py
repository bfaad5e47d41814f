"""An encounter from JSON: strict, and with every fault reported at once."""

import datetime
import re
from functools import partial
from typing import Any

from core import ndc, quantity, strict_json
from core.encounter import DRUG_SOURCES, ROUTES, SETTINGS, Discard, Encounter, Infusion, Necessity, Opened, Patient
from core.faults import Fault, InputError
from core.quantity import Amount
from core.strict_json import Reader, kind

MAX_COUNT = 1_000
MAX_OPENED = 200
MAX_LONG_TEXT = 4_000
_SHOWN = 20
"""Characters of a count that a message repeats."""

_DIAGNOSIS = re.compile(r"[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?", re.ASCII)
_PAYER = re.compile(r"[a-z0-9-]{1,60}", re.ASCII)
_ANY_DATE = datetime.date(2000, 1, 1)
"""Stands for a date of service that can't be read, while an encounter is looked through for faults."""

_CONTROL_BUT_LINES = strict_json.CONTROL - {"\t", "\n"}
_CONTROL_BUT_FNC1 = strict_json.CONTROL - {"\x1d"}
_EMPTY: dict[str, Any] = {"service_date": None, "route": "", "opened": ()}
"""What is required, where it can't be read."""


def read(data: bytes) -> Encounter:
    """Read an encounter from the bytes of a JSON file.

    Raises:
        InputError: with every fault, each at its field.
    """
    return from_dict(strict_json.parse(data))


def from_dict(value: object) -> Encounter:
    """Read an encounter from a JSON object that is parsed already.

    Raises:
        InputError: with every fault, each at its field.
    """
    encounter, faults = examine(value)
    if faults:
        raise InputError(faults)
    return encounter


def examine(value: object) -> tuple[Encounter, list[Fault]]:
    """An encounter as far as it can be read from a JSON object, and every fault; what is faulty reads as empty."""
    reader = Reader()
    table = reader.table(value, "", _FIELDS)
    fields = {field: _FIELDS[field](reader, table, field) for field in table if field in _FIELDS}
    if isinstance(value, dict):
        _complete(reader, table)
    return Encounter(**(_EMPTY | fields if reader.faults else fields)), reader.faults


def _complete(reader: Reader, table: dict[str, Any]) -> None:
    """All that must be there, and either a dose or an infusion."""
    for field in (*_EMPTY, *(() if "infusion" in table else ("given",))):
        if field not in table:
            reader.fault(field, "missing")
    if "infusion" not in table:
        return
    if "given" in table:
        reader.fault("infusion", "give either the dose given or the infusion, not both")
    if table.get("route") in tuple(ROUTES) and table["route"] != "IV_INFUSION":
        reader.fault("infusion", f"the route is {table['route']}; an infusion needs IV_INFUSION")


def _service_date(reader: Reader, table: dict[str, Any], field: str) -> Any:  # noqa: ANN401 - one of many readers
    if table[field] == "":
        reader.fault(field, "empty: expected a date such as 2026-11-20")
    return reader.date(table, field)


def _amount(reader: Reader, table: dict[str, Any], field: str, path: str = "") -> Amount | None:
    """A dose; empty is none, save for the dose given."""
    text = reader.text(table, field, path)
    if reader.has_fault(path or field) or (text == "" and field != "given"):
        return None
    try:
        return quantity.parse_amount(text)
    except quantity.QuantityError as error:
        reader.fault(path or field, str(error))
        return None


def _infusion(reader: Reader, table: dict[str, Any], field: str) -> Infusion | None:
    inner = reader.table(table[field], field, Infusion._fields)
    for name in Infusion._fields:
        if name not in inner:
            reader.fault(f"{field}.{name}", "missing")
    start, stop = reader.moment(inner, "start", f"{field}.start"), reader.moment(inner, "stop", f"{field}.stop")
    if start and stop and stop <= start:
        reader.fault(f"{field}.stop", f"{inner['stop']}: not after the start, {inner['start']}")
    try:
        rate = quantity.parse_rate(reader.text(inner, "rate", f"{field}.rate"))
    except quantity.QuantityError as error:
        if isinstance(inner.get("rate"), str):
            reader.fault(f"{field}.rate", str(error))
        return None
    return Infusion(rate, start, stop) if start and stop else None


def _discard(reader: Reader, table: dict[str, Any], field: str) -> Discard:
    inner = reader.table(table[field], field, Discard._fields)
    return Discard(
        confirmed=reader.flag(inner, "confirmed", "discard.confirmed"),
        reason=reader.text(inner, "reason", "discard.reason"),
        method=reader.text(inner, "method", "discard.method"),
        time=reader.time(inner, "time", "discard.time"),
        discarded_by=reader.text(inner, "discarded_by", "discard.discarded_by"),
        witness=reader.text(inner, "witness", "discard.witness"),
    )


def _patient(reader: Reader, table: dict[str, Any], field: str) -> Patient:
    inner = reader.table(table[field], field, Patient._fields)
    born = reader.date(inner, "birth_date", "patient.birth_date")
    return Patient(
        name=reader.text(inner, "name", "patient.name"),
        record_number=reader.text(inner, "record_number", "patient.record_number"),
        birth_date=born.isoformat() if born else "",
    )


def _diagnosis(reader: Reader, table: dict[str, Any], field: str) -> tuple[str, ...]:
    expected = "an ICD-10-CM code such as E34.09"
    codes = [
        reader.match({field: code}, field, f"{field}[{n}]", form=_DIAGNOSIS, expected=expected)
        for n, code in enumerate(reader.items(table, field, most=MAX_OPENED))
    ]
    for n, code in enumerate(codes):
        if code and code in codes[:n]:
            reader.fault(f"{field}[{n}]", f"{code} is listed twice: a claim takes it once")
    return tuple(code for code in codes if code)


def _necessity(reader: Reader, table: dict[str, Any], field: str) -> Necessity:
    inner = reader.table(table[field], field, Necessity._fields)
    long = partial(reader.text, inner, longest=MAX_LONG_TEXT, refused=_CONTROL_BUT_LINES)
    return Necessity(*(long(name, f"{field}.{name}") for name in Necessity._fields))


def _opened(reader: Reader, table: dict[str, Any], field: str) -> tuple[Opened, ...]:
    entries = reader.items(table, field, most=MAX_OPENED)
    if not entries and not reader.has_fault(field):
        reader.fault(field, "empty: expected at least one container")
    return tuple([_entry(reader, entry, f"{field}[{n}]", table) for n, entry in enumerate(entries)])


def _entry(reader: Reader, value: object, path: str, encounter: dict[str, Any]) -> Opened:
    table = reader.table(value, path, _OPENED)
    fields = {name: read(reader, table, name, f"{path}.{name}") for name, read in _ENTRY.items() if name in table}
    if ("ndc" in table) == ("barcode" in table):
        if isinstance(value, dict):
            reader.fault(f"{path}.ndc", "give either the NDC or the barcode")
        return Opened(None)
    if "ndc" in table:
        return _check_serials(reader, _by_ndc(reader, table, f"{path}.ndc", fields), path)
    return _check_serials(reader, _by_barcode(reader, table, path, Opened(None, **fields), encounter), path)


def _count(reader: Reader, table: dict[str, Any], field: str, path: str) -> int:
    value = table[field]
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MAX_COUNT:
        shown = kind(value) if isinstance(value, bool) or not isinstance(value, int | float | str) else str(value)
        shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}..."
        reader.fault(path, f"{shown}: expected a whole number from 1 to {MAX_COUNT:,}")
        return 1
    return value


def _serials(reader: Reader, table: dict[str, Any], field: str, path: str) -> tuple[str, ...]:
    return tuple(filter(None, reader.texts(table, field, path, most=MAX_COUNT)))


def _check_serials(reader: Reader, opened: Opened, path: str) -> Opened:
    """Each container has one serial number at most."""
    if len(opened.serials) > opened.count and not reader.has_fault(f"{path}.count"):
        reader.fault(f"{path}.serials", f"{len(opened.serials)} serial numbers, but a count of {opened.count}")
    return opened


def _by_ndc(reader: Reader, table: dict[str, Any], path: str, fields: dict[str, Any]) -> Opened:
    text = reader.text(table, "ndc", path)
    if reader.has_fault(path):
        return Opened(None)
    try:
        return Opened(ndc.parse(text), text=text, **fields)
    except ndc.NdcError as error:
        reader.fault(path, str(error))
        return Opened(None)


def _by_barcode(reader: Reader, table: dict[str, Any], path: str, opened: Opened, encounter: dict[str, Any]) -> Opened:
    """B1-B5: product, lot, expiry and serial number as scanned; the date of service decides the century.

    Without that date only the expiry can't be read: whether the rest can is said all the same.
    """
    from core import gs1  # only where a barcode was scanned

    on = Reader().date(encounter, "service_date")
    barcode = reader.text(table, "barcode", f"{path}.barcode", refused=_CONTROL_BUT_FNC1)
    if reader.has_fault(f"{path}.barcode"):
        return opened
    try:
        scan = gs1.read(barcode, on or _ANY_DATE)
    except gs1.BarcodeError as error:
        reader.fault(f"{path}.barcode", str(error))
        return opened
    if on is None:
        scan = scan._replace(expires=None)
    for name, typed, scanned in (("lot", opened.lot, scan.lot), ("expires", opened.expires, scan.expires)):
        if typed and scanned and typed != scanned:
            reader.fault(f"{path}.{name}", f"{typed}: the barcode says {scanned}")
    return opened._replace(
        ndc=scan.ndc,
        ndc10=scan.ndc10,
        text=barcode,
        lot=opened.lot or scan.lot,
        expires=opened.expires or scan.expires,
        serials=opened.serials or ((scan.serial,) if scan.serial else ()),
    )


_ENTRY: dict[str, Any] = {
    "count": _count,
    "lot": Reader.text,
    "expires": Reader.date,
    "drawn": _amount,
    "serials": _serials,
    "recalled": Reader.text,
}
"""How the fields of an entry of `opened` are read, beside its NDC or barcode."""

_OPENED = frozenset((*_ENTRY, "ndc", "barcode"))

_FIELDS: dict[str, Any] = {
    "service_date": _service_date,
    "setting": partial(Reader.choice, choices=tuple(SETTINGS)),
    "payer": partial(Reader.match, form=_PAYER, expected="a payer's id such as medicare-part-b"),
    "drug_source": partial(Reader.choice, choices=tuple(DRUG_SOURCES)),
    "route": partial(Reader.choice, choices=tuple(ROUTES)),
    "given": _amount,
    "infusion": _infusion,
    "ordered": _amount,
    "opened": _opened,
    "discard": _discard,
    "patient": _patient,
    "diagnosis": _diagnosis,
    "necessity": _necessity,
    "prior_authorization": Reader.text,
    "noted_at": Reader.moment,
    "given_at": Reader.time,
    "given_by": Reader.text,
    "ordered_by": Reader.text,
    "site": Reader.text,
    "sample": Reader.flag,
}
"""How each field of an encounter is read; fields that are not there keep the encounter's own defaults."""
