"""Checked reading of the data files: every fault names file, entry and field."""

import datetime
from collections.abc import Iterable
from typing import Any

import tomli

from core import quarters

SHIPPED, CLINIC, FILE = "shipped", "clinic", "file"
"""Where an entry comes from: the program's own data, the clinic's list beside its settings, a file that was named."""


FORMAT = 1
"""The form in which this version writes the clinic's own lists."""


MAX_BYTES = 5_000_000
"""Of a file of data: some thousand products."""

_MARK = b"\xef\xbb\xbf"
"""What some editors put before the first sign of a file."""


class DataError(ValueError):
    """A data file can't be used; it holds every fault that was found, each naming file, entry and field."""

    def __init__(self, faults: Iterable[str]) -> None:
        """Keep the faults, at least one."""
        self.faults = tuple(faults)
        super().__init__("; ".join(self.faults))


class NewerError(DataError):
    """A list was written by a newer Vialnote, whose form this one does not know."""


def read_toml(path: str) -> dict[str, Any]:
    """Read a TOML file; one that says its form says at its end how many entries it has, and must have them.

    Raises:
        DataError: it is no UTF-8 or no TOML, holds nothing at all, is cut off, or too large.
        NewerError: its form is a newer one.
        OSError: it can't be read.
    """
    with open(path, "rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise DataError([f"{path}: more than {MAX_BYTES:,} bytes"])
    try:
        found = tomli.loads(data.removeprefix(_MARK).decode())
    except RecursionError:
        raise DataError([f"{path}: nested too deep"]) from None
    except ValueError as error:  # no TOML, no UTF-8, or a number without end
        raise DataError([f"{path}: {error}"]) from error
    if not found:
        raise DataError([f"{path}: nothing stands in it"])
    return _whole(path, found) if "format" in found else found


def _whole(path: str, found: dict[str, Any]) -> dict[str, Any]:
    """What stands in a list that says its form."""
    form, end = found.pop("format"), found.pop("end", None)
    if isinstance(form, int) and form > FORMAT:
        raise NewerError([f"{path}: a newer Vialnote wrote it"])
    if form != FORMAT or end != {"entries": count_entries(found)}:
        raise DataError([f"{path}: its end is missing, or entries are"])
    return found


def count_entries(tables: dict[str, Any]) -> int:
    """How many entries stand in a list's tables."""
    return sum(len(entries) for entries in tables.values() if isinstance(entries, list))


class Entry:
    """One table of a data file; it knows its name, and which of its fields have been read.

    A faulty field reads as some value of its kind, so that the rest is read as well; `refuse` then says all faults.
    """

    def __init__(self, name: str, table: object, faults: list[str] | None = None, *, origin: str = SHIPPED) -> None:
        """Wrap a table.

        Args:
            name: says which one in messages.
            table: as it was read.
            faults: those of the file around it.
            origin: where it comes from.
        """
        self.name, self.origin = name, origin
        self._faults: list[str] = [] if faults is None else faults
        self.wrong: dict[str, str] = {}
        """What is wrong with which field; the first thing where there are several."""

        self._left: dict[str, Any] = dict(table) if isinstance(table, dict) else {}
        if not isinstance(table, dict):
            self._faults.append(f"{name}: expected a table of fields")
            self._faults = []  # what is missing in it is no fault besides

    def fault(self, field: str, message: str) -> None:
        """Note what is wrong with a field of this entry."""
        self.wrong.setdefault(field, message)
        self._faults.append(f"{self.name}, {field}: {message}")

    def is_wrong(self, *fields: str) -> bool:
        """Whether something is wrong with one of these fields."""
        return not self.wrong.keys().isdisjoint(fields)

    def name_by(self, field: str) -> str:
        """A text by which this entry is called from now on."""
        value = self.text(field)
        if value:
            self.call(value)
        return value

    def call(self, name: str) -> None:
        """Call this entry by a name of its own in messages, instead of by its place."""
        self.name = f"{self.name.rpartition(' ')[0]} {name}"

    def text(self, field: str, default: str | None = None) -> str:
        """A text; required and not empty unless there is a default."""
        value = self._left.pop(field, default)
        if isinstance(value, str) and (value or default is not None):
            return value
        self.fault(field, "missing or empty" if value is None or value == "" else "expected a text")
        return ""

    def choice(self, field: str, choices: tuple[str, ...], default: str | None = None) -> str:
        """A text that is one of several."""
        value = self.text(field, default)
        if value not in choices and not self.is_wrong(field):
            self.fault(field, f"{value}: expected one of {', '.join(choices)}")
        return value

    def flag(self, field: str, *, default: bool | None = None) -> bool:
        """True or false."""
        value = self._left.pop(field, default)
        if not isinstance(value, bool):
            self.fault(field, "expected true or false")
        return value is True

    def whole(self, field: str) -> int:
        """A whole number, 0 or more."""
        value = self._left.pop(field, None)
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        self.fault(field, "expected a whole number")
        return 0

    def whole_or_none(self, field: str) -> int | None:
        """A whole number, or None where the field is missing."""
        return self.whole(field) if field in self._left else None

    def quarter(self, field: str, default: str | None = None) -> str:
        """A quarter such as `2026 Q4`; required unless there is a default."""
        value = self.text(field, default)
        if value and not quarters.is_valid(value):
            self.fault(field, f"{value}: expected a quarter such as 2026 Q4")
        return value

    def date(self, field: str) -> datetime.date:
        """A date, as a TOML date or a text."""
        value = self._left.pop(field, None)
        if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
            return value
        try:
            return datetime.date.fromisoformat(value if isinstance(value, str) else "")
        except ValueError:
            self.fault(field, "expected a date such as 2026-11-23")
            return datetime.date.min

    def date_or_none(self, field: str) -> datetime.date | None:
        """A date, or None where the field is missing."""
        return self.date(field) if field in self._left else None

    def texts(self, field: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of texts."""
        value = self._left.pop(field, default)
        if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
            return tuple(value)
        self.fault(field, "expected a list of texts")
        return ()

    def table(self, field: str) -> "Entry":
        """A table inside this one; empty where it is missing."""
        return Entry(f"{self.name}, {field}", self._left.pop(field, {}), self._faults, origin=self.origin)

    def tables(self, field: str) -> list["Entry"]:
        """A list of tables, called by their places in it; empty where it is missing."""
        value = self._left.pop(field, [])
        if isinstance(value, list):
            named = ((f"{self.name}, {field} {n}", table) for n, table in enumerate(value, 1))
            return [Entry(name, table, self._faults, origin=self.origin) for name, table in named]
        self.fault(field, "expected a list of tables")
        return []

    def left(self) -> list[str]:
        """Names of the fields that have not been read."""
        return list(self._left)

    def all_texts(self) -> dict[str, str]:
        """All that is left, as texts by name."""
        return {field: self.text(field) for field in self.left()}

    def all_wholes(self) -> dict[str, int]:
        """All that is left, as whole numbers by name."""
        return {field: self.whole(field) for field in self.left()}

    def dates(self) -> dict[str, datetime.date]:
        """All that is left, as dates by name."""
        return {field: self.date(field) for field in self.left()}

    def end(self) -> None:
        """Note fields that nobody asked for."""
        for field in self._left:
            self.fault(field, "unknown field")

    def refuse(self) -> None:
        """Refuse the file where anything in it is wrong.

        Raises:
            DataError: with every fault.
        """
        self.end()
        if self._faults:
            raise DataError(self._faults)
