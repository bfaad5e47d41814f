"""An encounter from JSON: strict, and with every fault reported at once."""

import datetime
import json
import re
from typing import Any

from core import ndc, quantity
from core.encounter import DRUG_SOURCES, ROUTES, SETTINGS, Discard, Encounter, Infusion, Necessity, Opened, Patient
from core.faults import Fault, InputError
from core.quantity import Amount

MAX_BYTES = 1_000_000
MAX_COUNT = 1_000
MAX_OPENED = 200
MAX_TEXT = 300
MAX_LONG_TEXT = 4_000

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)
_MOMENT = re.compile(_DATE.pattern + "T" + _TIME.pattern, re.ASCII)
_DIAGNOSIS = re.compile(r"[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?", re.ASCII)
_ID = re.compile(r"[a-z0-9-]{1,60}", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_CONTROL_BUT_LINES = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_CONTROL_BUT_FNC1 = re.compile(r"[\x00-\x1c\x1e\x1f\x7f]")


class _Object(dict[str, Any]):
    """A JSON object that remembers which of its keys stood there twice."""

    twice: tuple[str, ...] = ()


def read(data: bytes) -> Encounter:
    """Read an encounter from the bytes of a JSON file.

    Raises:
        InputError: with every fault, each at its field.
    """
    return from_dict(_parse(data))


def from_dict(value: object) -> Encounter:
    """Read an encounter from a JSON object that is parsed already.

    Raises:
        InputError: with every fault, each at its field.
    """
    reader = _Reader()
    encounter = reader.encounter(value)
    if reader.faults or encounter is None:
        raise InputError(reader.faults)
    return encounter


def _parse(data: bytes) -> object:
    """JSON to plain values; whatever is not strictly JSON in UTF-8 is one fault of the whole."""
    if len(data) > MAX_BYTES:
        raise InputError([Fault("", f"{len(data):,} bytes: an encounter has at most {MAX_BYTES:,}")])
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise InputError([Fault("", "starts with a byte order mark: save it as UTF-8 without one")])
    try:
        return json.loads(data.decode("utf-8"), object_pairs_hook=_object, parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise InputError([Fault("", f"not UTF-8 at byte {error.start}: save it as UTF-8")]) from None
    except json.JSONDecodeError as error:
        raise InputError([Fault("", f"no JSON: {error.msg} at line {error.lineno}, column {error.colno}")]) from None
    except RecursionError:
        raise InputError([Fault("", "nested too deep for an encounter")]) from None
    except ValueError as error:
        raise InputError([Fault("", f"no JSON: {error}")]) from None


def _object(pairs: list[tuple[str, Any]]) -> _Object:
    found = _Object(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        found.twice = tuple(dict.fromkeys(key for key in keys if keys.count(key) > 1))
    return found


def _no_constant(name: str) -> object:
    msg = f"{name} is no number"
    raise ValueError(msg)


class _Reader:
    """Turns plain values into an encounter and collects what is wrong with them."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def fault(self, field: str, message: str) -> None:
        self.faults.append(Fault(field, message))

    def encounter(self, value: object) -> Encounter | None:
        table = self.table(value, "", _FIELDS)
        if table is None:
            return None
        for field in ("service_date", "route", "opened"):
            if field not in table:
                self.fault(field, "missing")
        if table.get("service_date") == "":
            self.fault("service_date", "empty: expected a date such as 2026-11-20")
        service_date = self.date(table, "service_date")
        encounter = Encounter(
            service_date=service_date or datetime.date.min,
            route=self.choice(table, "route", tuple(ROUTES), ""),
            opened=self.opened(table, service_date),
            given=self.amount(table, "given"),
            infusion=self.infusion(table),
            ordered=self.amount(table, "ordered"),
            setting=self.choice(table, "setting", tuple(SETTINGS), "office"),
            payer=self.match(table, "payer", _ID, "a payer's id such as medicare-part-b"),
            drug_source=self.choice(table, "drug_source", tuple(DRUG_SOURCES), "purchased"),
            discard=self.discard(table),
            patient=self.patient(table),
            diagnosis=self.diagnosis(table),
            necessity=self.necessity(table),
            prior_authorization=self.text(table, "prior_authorization"),
            noted_at=self.moment(table, "noted_at"),
            given_at=self.match(table, "given_at", _TIME, "a time such as 10:35"),
            given_by=self.text(table, "given_by"),
            ordered_by=self.text(table, "ordered_by"),
            site=self.text(table, "site"),
        )
        self.dose(table, encounter)
        return encounter

    def dose(self, table: dict[str, Any], encounter: Encounter) -> None:
        """Exactly one of dose and infusion."""
        if "given" in table and "infusion" in table:
            self.fault("infusion", "give either the dose given or the infusion, not both")
        if "given" not in table and "infusion" not in table:
            self.fault("given", "missing")
        if "infusion" in table and encounter.route not in {"IV_INFUSION", ""}:
            self.fault("infusion", f"the route is {encounter.route}; an infusion needs IV_INFUSION")

    # Values of one kind

    def table(self, value: object, field: str, known: tuple[str, ...]) -> dict[str, Any] | None:
        if not isinstance(value, dict):
            self.fault(field, f"expected an object, not {_kind(value)}")
            return None
        for key in getattr(value, "twice", ()):
            self.fault(_inside(field, _printable(key)), "stands there twice")
        for key in value:
            if key not in known:
                self.fault(_inside(field, _printable(key)), "unknown field")
        return value

    def inner(self, table: dict[str, Any], field: str, known: tuple[str, ...]) -> dict[str, Any]:
        if field not in table:
            return {}
        return self.table(table[field], field, known) or {}

    def text(
        self,
        table: dict[str, Any],
        field: str,
        path: str = "",
        longest: int = MAX_TEXT,
        refused: re.Pattern[str] = _CONTROL,
    ) -> str:
        key, field = field, path or field
        value = table.get(key, "")
        if not isinstance(value, str):
            self.fault(field, f"expected a text in quotes, not {_kind(value)}")
            return ""
        if len(value) > longest:
            self.fault(field, f"{len(value):,} characters: at most {longest:,}")
            return ""
        if refused.search(value) or not _encodable(value):
            self.fault(field, "holds control characters or broken Unicode; type it again")
            return ""
        return value

    def match(self, table: dict[str, Any], key: str, form: re.Pattern[str], expected: str, path: str = "") -> str:
        text = self.text(table, key, path)
        if text and not form.fullmatch(text):
            self.fault(path or key, f"{text}: expected {expected}")
            return ""
        return text

    def choice(self, table: dict[str, Any], field: str, choices: tuple[str, ...], default: str) -> str:
        if field not in table:
            return default
        text = self.text(table, field)
        if text in choices:
            return text
        if not any(fault.field == field for fault in self.faults):
            self.fault(field, f"{text or 'empty'}: expected one of {', '.join(choices)}")
        return default

    def date(self, table: dict[str, Any], key: str, path: str = "") -> datetime.date | None:
        text = self.match(table, key, _DATE, "a date such as 2026-11-20", path)
        try:
            return datetime.date.fromisoformat(text) if text else None
        except ValueError:
            self.fault(path or key, f"{text}: no such day in the calendar")
            return None

    def moment(self, table: dict[str, Any], key: str, path: str = "") -> datetime.datetime | None:
        text = self.match(table, key, _MOMENT, "date and time such as 2026-11-20T10:44", path)
        try:
            return datetime.datetime.fromisoformat(text) if text else None
        except ValueError:
            self.fault(path or key, f"{text}: no such day in the calendar")
            return None

    def amount(self, table: dict[str, Any], key: str, path: str = "") -> Amount | None:
        text = self.text(table, key, path)
        if key not in table or (text == "" and key != "given") or not isinstance(table[key], str):
            return None
        try:
            return quantity.parse_amount(text)
        except quantity.QuantityError as error:
            self.fault(path or key, str(error))
            return None

    # Parts of an encounter

    def opened(self, table: dict[str, Any], service_date: datetime.date | None) -> tuple[Opened, ...]:
        entries = table.get("opened", [])
        if not isinstance(entries, list):
            self.fault("opened", f"expected a list of containers, not {_kind(entries)}")
            return ()
        if "opened" in table and not 1 <= len(entries) <= MAX_OPENED:
            self.fault("opened", f"{len(entries)} entries: expected 1 to {MAX_OPENED}")
        read = [self.entry(entry, f"opened[{n}]", service_date) for n, entry in enumerate(entries[:MAX_OPENED])]
        return tuple(entry for entry in read if entry is not None)

    def entry(self, value: object, field: str, service_date: datetime.date | None) -> Opened | None:
        table = self.table(value, field, _OPENED)
        if table is None:
            return None
        lot = self.text(table, "lot", f"{field}.lot")
        expires = self.date(table, "expires", f"{field}.expires")
        opened = Opened(
            ndc=None,
            count=self.count(table, f"{field}.count"),
            lot=lot,
            expires=expires,
            drawn=self.amount(table, "drawn", f"{field}.drawn"),
        )
        if ("ndc" in table) == ("barcode" in table):
            self.fault(f"{field}.ndc", "give either the NDC or the barcode")
            return None
        if "ndc" in table:
            return self.by_ndc(opened, self.text(table, "ndc", f"{field}.ndc"), f"{field}.ndc")
        barcode = self.text(table, "barcode", f"{field}.barcode", refused=_CONTROL_BUT_FNC1)
        return self.by_barcode(opened, barcode, field, service_date)

    def by_ndc(self, opened: Opened, text: str, field: str) -> Opened | None:
        if any(fault.field == field for fault in self.faults):
            return None
        try:
            return opened._replace(ndc=ndc.parse(text), text=text)
        except ndc.NdcError as error:
            self.fault(field, str(error))
            return None

    def by_barcode(
        self, opened: Opened, barcode: str, field: str, service_date: datetime.date | None
    ) -> Opened | None:
        from core import gs1  # only where a barcode was scanned

        if service_date is None or any(fault.field == f"{field}.barcode" for fault in self.faults):
            return None
        try:
            scan = gs1.read(barcode, service_date)
        except gs1.BarcodeError as error:
            self.fault(f"{field}.barcode", str(error))
            return None
        for name, typed, scanned in (("lot", opened.lot, scan.lot), ("expires", opened.expires, scan.expires)):
            if typed and scanned and typed != scanned:
                self.fault(f"{field}.{name}", f"{typed}: the barcode says {scanned}")
        return opened._replace(
            ndc=scan.ndc,
            ndc10=scan.ndc10,
            text=barcode,
            lot=opened.lot or scan.lot,
            expires=opened.expires or scan.expires,
        )

    def count(self, table: dict[str, Any], field: str) -> int:
        value = table.get("count", 1)
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MAX_COUNT:
            shown = value if isinstance(value, int | float) else _kind(value)
            self.fault(field, f"{shown}: expected a whole number from 1 to {MAX_COUNT:,}")
            return 1
        return value

    def infusion(self, table: dict[str, Any]) -> Infusion | None:
        if "infusion" not in table:
            return None
        inner = self.inner(table, "infusion", Infusion._fields)
        for field in Infusion._fields:
            if field not in inner:
                self.fault(f"infusion.{field}", "missing")
        start, stop = self.moment(inner, "start", "infusion.start"), self.moment(inner, "stop", "infusion.stop")
        if start and stop and stop <= start:
            self.fault("infusion.stop", f"{inner['stop']}: not after the start, {inner['start']}")
        try:
            rate = quantity.parse_rate(self.text(inner, "rate", "infusion.rate"))
        except quantity.QuantityError as error:
            if isinstance(inner.get("rate"), str):
                self.fault("infusion.rate", str(error))
            return None
        return Infusion(rate, start, stop) if start and stop else None

    def discard(self, table: dict[str, Any]) -> Discard:
        inner = self.inner(table, "discard", Discard._fields)
        confirmed = inner.get("confirmed", False)
        if not isinstance(confirmed, bool):
            self.fault("discard.confirmed", f"expected true or false, not {_kind(confirmed)}")
        return Discard(
            confirmed=confirmed is True,
            reason=self.text(inner, "reason", "discard.reason"),
            method=self.text(inner, "method", "discard.method"),
            time=self.match(inner, "time", _TIME, "a time such as 10:42", "discard.time"),
            discarded_by=self.text(inner, "discarded_by", "discard.discarded_by"),
            witness=self.text(inner, "witness", "discard.witness"),
        )

    def patient(self, table: dict[str, Any]) -> Patient:
        inner = self.inner(table, "patient", Patient._fields)
        born = self.date(inner, "birth_date", "patient.birth_date")
        return Patient(
            name=self.text(inner, "name", "patient.name"),
            record_number=self.text(inner, "record_number", "patient.record_number"),
            birth_date=born.isoformat() if born else "",
        )

    def diagnosis(self, table: dict[str, Any]) -> tuple[str, ...]:
        codes = table.get("diagnosis", [])
        if not isinstance(codes, list):
            self.fault("diagnosis", f"expected a list of codes, not {_kind(codes)}")
            return ()
        read = [
            self.match({"code": code}, "code", _DIAGNOSIS, "an ICD-10-CM code such as E34.09", f"diagnosis[{n}]")
            for n, code in enumerate(codes[:MAX_OPENED])
        ]
        return tuple(code for code in read if code)

    def necessity(self, table: dict[str, Any]) -> Necessity:
        inner = self.inner(table, "necessity", Necessity._fields)
        return Necessity(
            *(
                self.text(inner, field, f"necessity.{field}", MAX_LONG_TEXT, _CONTROL_BUT_LINES)
                for field in Necessity._fields
            )
        )


_FIELDS = Encounter._fields
_OPENED = ("ndc", "barcode", "count", "lot", "expires", "drawn")


def _inside(field: str, key: str) -> str:
    return f"{field}.{key}" if field else key


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _printable(key: str) -> str:
    """A key for a message, whatever it holds."""
    return key[:60].encode("ascii", "backslashreplace").decode() if not key.isprintable() or len(key) > 60 else key  # noqa: PLR2004


def _kind(value: object) -> str:
    """What a JSON value is, for people."""
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "a text"
        case list():
            return "a list"
        case _:
            return "an object"
