"""What holds on this computer: its lock, its backup, its clipboard and its scanner, whatever the clinic has decided."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from core import scanner
from core.faults import InputError
from core.scanner import TERMINATORS, Scanner
from core.strict_json import Reader

UNLOCK_BY = {"confirmation": "A confirmation", "passphrase": "The journal's passphrase"}
"""What opens a window that has locked itself, and each written out."""

MAX_LOCK_AFTER = 240
"""Minutes."""

MAX_COPY_KEPT = 600
"""Seconds."""

_SHOWN = 20
"""Letters of a faulty value."""


class Computer(NamedTuple):
    """The settings of this computer, which change no note and are on none."""

    lock_after: int = 10
    """Minutes without a key after which the window locks itself; 0 for never."""

    unlock_by: str = "confirmation"
    backup_folder: str = ""
    """Where the journal is backed up every week; empty for nowhere."""

    backed_up: str = ""
    """Day of the last weekly backup; empty before the first."""

    scanner_prefix: str = ""
    scanner_separator: str = ""
    scanner_terminator: str = ""
    version: str = ""
    """Of the program whose news were last told here; empty before the first."""

    copy_kept: int = 120
    """Seconds after which what was copied is taken off the clipboard; 0 for never."""

    @property
    def scanner(self) -> Scanner:
        """How this computer's scanner types."""
        return Scanner(self.scanner_prefix, self.scanner_separator, self.scanner_terminator)


def from_dict(table: dict[str, Any]) -> Computer:
    """A computer's settings out of their JSON object; those that are not there keep the value that holds at first.

    Raises:
        InputError: every fault in them, each with its field.
    """
    reader = Reader()
    found = read(reader, table)
    if reader.faults:
        raise InputError(reader.faults)
    return found


def read(reader: Reader, value: object) -> Computer:
    """The same out of the field `computer` of the settings; the reader hears of faults."""
    table = reader.table(value, "computer", _FIELDS)
    known = [name for name in table if name in _FIELDS]
    return Computer(**{name: _FIELDS[name](reader, table, name, f"computer.{name}") for name in known})


def _time(reader: Reader, table: dict[str, Any], field: str, path: str, *, unit: str, most: int) -> int:
    value = table[field]
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most:
        return value
    reader.fault(path, f"{str(value)[:_SHOWN]}: expected {unit} from 0 to {most}, 0 for never")
    return 0


def _day(reader: Reader, table: dict[str, Any], field: str, path: str) -> str:
    return "" if reader.date(table, field, path) is None else str(table[field])


def _sent(reader: Reader, table: dict[str, Any], field: str, path: str, *, why_not: Callable[[str], str]) -> str:
    """What a scanner sends."""
    text = reader.text(table, field, path)
    if wrong := why_not(text):
        reader.fault(path, wrong)
    return text


_FIELDS: dict[str, Any] = {
    "lock_after": partial(_time, unit="minutes", most=MAX_LOCK_AFTER),
    "unlock_by": partial(Reader.choice, choices=tuple(UNLOCK_BY)),
    "copy_kept": partial(_time, unit="seconds", most=MAX_COPY_KEPT),
    "backup_folder": Reader.text,
    "backed_up": _day,
    "scanner_prefix": partial(_sent, why_not=scanner.why_no_prefix),
    "scanner_separator": partial(_sent, why_not=scanner.why_no_separator),
    "scanner_terminator": partial(Reader.choice, choices=tuple(TERMINATORS)),
    "version": Reader.text,
}
"""How each is read."""
