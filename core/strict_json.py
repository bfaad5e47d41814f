"""Strict reading of JSON: whatever is not exactly as expected is a fault at its field, and all are found at once."""

import datetime
import json
import re
from collections import Counter
from collections.abc import Collection
from typing import Any

from core.faults import Fault, InputError

MAX_BYTES = 1_000_000
MAX_TEXT = 300
_SHOWN = 60
"""Characters of an unknown field's name that a message repeats."""

# A year such as 0026 is a slip, which a claim would carry in fewer digits.
_DATE = re.compile(r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}", re.ASCII)
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)
_MOMENT = re.compile(_DATE.pattern + "T" + _TIME.pattern, re.ASCII)


CONTROL = frozenset(chr(code) for code in (*range(32), 127))
"""Characters that no text holds, save where a field allows one."""


class _Object(dict[str, Any]):
    """A JSON object that remembers which of its keys stood there twice."""

    twice: tuple[str, ...] = ()


def parse(data: bytes) -> object:
    """JSON to plain values.

    Raises:
        InputError: it is not strictly JSON in UTF-8, too long, or nested too deep; one fault of the whole.
    """
    if len(data) > MAX_BYTES:
        raise InputError([Fault("", f"{len(data):,} bytes: at most {MAX_BYTES:,}")])
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise InputError([Fault("", "starts with a byte order mark: save it as UTF-8 without one")])
    try:
        return json.loads(data.decode("utf-8"), object_pairs_hook=_object, parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise InputError([Fault("", f"not UTF-8 at byte {error.start}: save it as UTF-8")]) from None
    except json.JSONDecodeError as error:
        raise InputError([Fault("", f"no JSON: {error.msg} at line {error.lineno}, column {error.colno}")]) from None
    except RecursionError:
        raise InputError([Fault("", "nested too deep")]) from None
    except ValueError as error:
        raise InputError([Fault("", f"no JSON: {error}")]) from None


def _object(pairs: list[tuple[str, Any]]) -> _Object:
    found = _Object(pairs)
    if len(found) < len(pairs):
        found.twice = tuple(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
    return found


def _no_constant(name: str) -> object:
    msg = f"{name} is no number"
    raise ValueError(msg)


class Reader:
    """Reads values of one kind out of plain tables and collects what is wrong with them.

    Each method takes a table, the field in it, and the path by which messages name the field where that is another.
    A field that is missing or faulty reads as empty.
    """

    def __init__(self) -> None:
        """Start without faults."""
        self.faults: list[Fault] = []

    def fault(self, path: str, message: str) -> None:
        """Note what is wrong with a field."""
        self.faults.append(Fault(path, message))

    def has_fault(self, path: str) -> bool:
        """Whether something is wrong with this very field."""
        return bool(self.faults) and any(fault.field == path for fault in self.faults)

    def table(self, value: object, path: str, known: Collection[str]) -> dict[str, Any]:
        """A JSON object with known fields only, each once."""
        if not isinstance(value, dict):
            self.fault(path, f"expected an object, not {kind(value)}")
            return {}
        for key in getattr(value, "twice", ()):
            self.fault(_inside(path, key), "stands there twice")
        for key in value:
            if key not in known:
                self.fault(_inside(path, key), "unknown field")
        return value

    def text(
        self,
        table: dict[str, Any],
        field: str,
        path: str = "",
        *,
        longest: int = MAX_TEXT,
        refused: frozenset[str] = CONTROL,
    ) -> str:
        """A text without control characters."""
        if field not in table:
            return ""
        value, path = table[field], path or field
        if not isinstance(value, str):
            self.fault(path, f"expected a text in quotes, not {kind(value)}")
        elif len(value) > longest:
            self.fault(path, f"{len(value):,} characters: at most {longest:,}")
        elif not (value.isascii() and value.isprintable()) and (not refused.isdisjoint(value) or not _encodable(value)):
            self.fault(path, "holds control characters or broken Unicode; type it again")
        else:
            return value
        return ""

    def flag(self, table: dict[str, Any], field: str, path: str = "") -> bool:
        """True or false."""
        value = table.get(field, False)
        if not isinstance(value, bool):
            self.fault(path or field, f"expected true or false, not {kind(value)}")
        return value is True

    def match(self, table: dict[str, Any], field: str, path: str = "", *, form: re.Pattern[str], expected: str) -> str:
        """A text of one form, or an empty one."""
        text = self.text(table, field, path)
        if text and not form.fullmatch(text):
            self.fault(path or field, f"{text}: expected {expected}")
            return ""
        return text

    def choice(self, table: dict[str, Any], field: str, path: str = "", *, choices: Collection[str]) -> str:
        """One of several texts."""
        text = self.text(table, field, path)
        if text not in choices and not self.has_fault(path or field):
            self.fault(path or field, f"{text or 'empty'}: expected one of {', '.join(choices)}")
        return text

    def date(self, table: dict[str, Any], field: str, path: str = "") -> datetime.date | None:
        """A day of the calendar."""
        text = self.match(table, field, path, form=_DATE, expected="a date such as 2026-11-20")
        try:
            return datetime.date.fromisoformat(text) if text else None
        except ValueError:
            self.fault(path or field, f"{text}: no such day in the calendar")
            return None

    def time(self, table: dict[str, Any], field: str, path: str = "") -> str:
        """A time of day."""
        return self.match(table, field, path, form=_TIME, expected="a time such as 10:42")

    def moment(self, table: dict[str, Any], field: str, path: str = "") -> datetime.datetime | None:
        """A day and a time."""
        text = self.match(table, field, path, form=_MOMENT, expected="date and time such as 2026-11-20T10:44")
        try:
            return datetime.datetime.fromisoformat(text) if text else None
        except ValueError:
            self.fault(path or field, f"{text}: no such day in the calendar")
            return None

    def items(self, table: dict[str, Any], field: str, path: str = "", *, most: int) -> list[Any]:
        """A list."""
        value = table.get(field, [])
        if not isinstance(value, list):
            self.fault(path or field, f"expected a list, not {kind(value)}")
            return []
        if len(value) > most:
            self.fault(path or field, f"{len(value):,} entries: at most {most:,}")
        return value[:most]

    def texts(self, table: dict[str, Any], field: str, path: str = "", *, most: int) -> tuple[str, ...]:
        """A list of texts, which may be empty."""
        entries = self.items(table, field, path, most=most)
        return tuple(self.text({field: entry}, field, f"{path or field}[{n}]") for n, entry in enumerate(entries))


def kind(value: object) -> str:
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


def _inside(path: str, key: str) -> str:
    """The path of a field, printable whatever its name holds."""
    if not key.isprintable() or len(key) > _SHOWN:
        key = ascii(key[:_SHOWN])[1:-1]
    return f"{path}.{key}" if path else key


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
