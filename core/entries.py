"""Checked reading of the data files: every fault names file, entry and field."""

import datetime
from typing import Any

import tomli


class DataError(ValueError):
    """A data file can't be used; the message names file, entry and field."""


def read_toml(path: str) -> dict[str, Any]:
    """Read a TOML file.

    Raises:
        DataError: it is no UTF-8 or no TOML.
        OSError: it can't be read.
    """
    with open(path, "rb") as file:
        try:
            return tomli.load(file)
        except RecursionError:
            msg = f"{path}: nested too deep"
            raise DataError(msg) from None
        except ValueError as error:  # no TOML, no UTF-8, or a number without end
            msg = f"{path}: {error}"
            raise DataError(msg) from error


class Entry:
    """One table of a data file; it knows its name, and which of its fields have been read."""

    def __init__(self, name: str, table: object) -> None:
        """Wrap a table; `name` says which one in messages."""
        self.name = name
        if not isinstance(table, dict):
            msg = f"{name}: expected a table of fields"
            raise DataError(msg)
        self._left = dict(table)

    def fault(self, field: str, message: str) -> DataError:
        """An error about a field of this entry."""
        return DataError(f"{self.name}, {field}: {message}")

    def text(self, field: str, default: str | None = None) -> str:
        """A text; required and not empty unless there is a default."""
        value = self._left.pop(field, default)
        if not isinstance(value, str) or (value == "" and default is None):
            raise self.fault(field, "missing or empty" if value is None or value == "" else "expected a text")
        return value

    def choice(self, field: str, choices: tuple[str, ...], default: str | None = None) -> str:
        """A text that is one of several."""
        value = self.text(field, default)
        if value not in choices:
            raise self.fault(field, f"{value}: expected one of {', '.join(choices)}")
        return value

    def flag(self, field: str, *, default: bool | None = None) -> bool:
        """True or false."""
        value = self._left.pop(field, default)
        if not isinstance(value, bool):
            raise self.fault(field, "expected true or false")
        return value

    def whole(self, field: str, default: int | None = None) -> int:
        """A whole number, 0 or more."""
        value = self._left.pop(field, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.fault(field, "expected a whole number")
        return value

    def date(self, field: str) -> datetime.date:
        """A date, as a TOML date or a text."""
        value = self._left.pop(field, None)
        if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
            return value
        try:
            return datetime.date.fromisoformat(value if isinstance(value, str) else "")
        except ValueError:
            raise self.fault(field, "expected a date such as 2026-11-23") from None

    def date_or_none(self, field: str) -> datetime.date | None:
        """A date, or None where the field is missing."""
        return self.date(field) if field in self._left else None

    def texts(self, field: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of texts."""
        value = self._left.pop(field, default)
        if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
            raise self.fault(field, "expected a list of texts")
        return tuple(value)

    def table(self, field: str) -> "Entry":
        """A table inside this one; empty where it is missing."""
        return Entry(f"{self.name}, {field}", self._left.pop(field, {}))

    def tables(self, field: str) -> list[object]:
        """The raw tables of a list of tables; empty where it is missing."""
        value = self._left.pop(field, [])
        if not isinstance(value, list):
            raise self.fault(field, "expected a list of tables")
        return value

    def all_texts(self) -> dict[str, str]:
        """All that is left, as texts by name."""
        return {field: self.text(field) for field in list(self._left)}

    def all_wholes(self) -> dict[str, int]:
        """All that is left, as whole numbers by name."""
        return {field: self.whole(field) for field in list(self._left)}

    def dates(self) -> dict[str, datetime.date]:
        """All that is left, as dates by name."""
        return {field: self.date(field) for field in list(self._left)}

    def end(self) -> None:
        """Refuse fields that nobody asked for.

        Raises:
            DataError: a misspelt or unknown field.
        """
        for field in self._left:
            raise self.fault(field, "unknown field")
