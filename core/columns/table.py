"""A CSV file as other programs write them: its encoding, what separates its cells, its header, and its rows."""

import codecs
import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from core.faults import Fault, InputError
from core.spreadsheet import MAX_LINE, rows

ENCODINGS = {"utf-8-sig": "UTF-8", "cp1252": "Windows-1252"}
"""Encodings that are told apart, and what people call them."""

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
"""What may stand between cells, and in words."""

_HEAD = 1_000_000
"""Bytes by which the encoding is told."""

_SAMPLE = 20_000
"""Rows by which forms and words are proposed."""

_DIFFERENT = 60
"""Different values of a column that are kept of them."""


class Table:
    """One file, which is read from its start as often as it is wanted; a few lines of it are held at once."""

    def __init__(self, file: IO[bytes]) -> None:
        """Read the header.

        Raises:
            InputError: there is none, or the file is no such text.
            OSError: it can't be read, or not twice.
        """
        self._file = file
        self.encoding = _encoding(self._head())
        with self._text() as text:
            line = text.readline(MAX_LINE)
        if "\0" in line:
            raise InputError([Fault("header", "not UTF-8: save the file as CSV UTF-8")])
        self.separator = max(SEPARATORS, key=line.count)
        try:
            header = next(csv.reader([line], delimiter=self.separator, strict=True), [])
        except csv.Error as error:
            raise InputError([Fault("header", f"no CSV: {error}")]) from None
        self.header = tuple(" ".join(name.split()) for name in header)
        if not any(self.header):
            raise InputError([Fault("header", "the first line is empty: it must hold the headings")])

    def rows(self) -> Iterator[tuple[int, list[str], str]]:
        """Each row from the first: the number of its line, its cells, and what is wrong with it as CSV."""
        with self._text() as text:
            text.readline(MAX_LINE)
            yield from rows(text, len(self.header), self.separator)

    def sample(self) -> dict[str, tuple[str, ...]]:
        """Different values of each heading, as they come in the first rows."""
        found: dict[str, dict[str, None]] = {name: {} for name in self.header}
        for n, (_, row, _) in enumerate(self.rows()):
            if n == _SAMPLE:
                break
            for name, cell in zip(self.header, row, strict=False):
                values = found[name]
                if len(values) < _DIFFERENT and cell and not cell.isspace():
                    values[cell.strip()] = None
        return {name: tuple(values) for name, values in found.items()}

    def place(self) -> int:
        """Bytes read since the start."""
        return self._file.tell()

    def _head(self) -> bytes:
        self._file.seek(0)
        return self._file.read(_HEAD)

    @contextmanager
    def _text(self) -> Iterator[IO[str]]:
        """The file from its start; a byte that is none of the encoding stays visible in its cell."""
        self._file.seek(0)
        text = io.TextIOWrapper(self._file, self.encoding, "backslashreplace", newline="")
        try:
            yield text
        finally:
            text.detach()


def _encoding(head: bytes) -> str:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"
