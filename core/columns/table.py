"""A CSV file as other programs write them: its encoding, what separates its cells, its header, and its rows."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO

from core import ndc
from core.columns import forms
from core.columns.forms import FormError
from core.faults import Fault, InputError
from core.ndc import NdcError
from core.spreadsheet import MAX_LINE, SEPARATORS, encoding, no_text, rows

ENCODINGS = {"utf-8-sig": "UTF-8", "cp1252": "Windows-1252", "utf-16": "UTF-16"}
"""Encodings that are told apart, and what people call them."""

_FIRST = 20
"""Lines among which the headings are; titles may stand before them."""

_SEP = re.compile(r"sep=(.)\s*", re.IGNORECASE)
"""A first line that tells spreadsheets what stands between cells."""

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
        self.encoding = encoding(self._head())
        with self._text() as text:
            lines = [text.readline(MAX_LINE) for _ in range(_FIRST)]
        self._line = _heading_line(lines)
        line = lines[self._line - 1]
        if problem := no_text("".join(lines[: self._line])):
            raise InputError([Fault("header", problem)])
        said = _SEP.fullmatch(lines[0])
        self.separator = said[1] if said and said[1] in SEPARATORS else max(SEPARATORS, key=line.count)
        try:
            header = next(csv.reader([line], delimiter=self.separator, strict=True), [])
        except csv.Error as error:
            raise InputError([Fault("header", f"no CSV: {error}")]) from None
        self.header = tuple(" ".join(name.split()) for name in header)
        if not any(self.header):
            raise InputError([Fault("header", "the first line is empty: it must hold the headings")])
        # They would be kept as headings, and a patient's name beside them.
        if value := next(filter(_is_value, self.header), ""):
            raise InputError([Fault("header", f"{value} is a value: put a line of headings above the rows")])

    def rows(self) -> Iterator[tuple[int, list[str], str]]:
        """Each row from the first: the number of its line, its cells, and what is wrong with it as CSV."""
        with self._text() as text:
            for _ in range(self._line):
                text.readline(MAX_LINE)
            yield from rows(text, len(self.header), self.separator, self._line)

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


def _heading_line(lines: Sequence[str]) -> int:
    """The number of the first line with about as many filled cells as most of these lines; titles have fewer."""
    filled = [
        0 if _SEP.fullmatch(line) else max(_filled(line, separator) for separator in SEPARATORS) for line in lines
    ]
    some = sorted(filter(None, filled))
    usual = some[len(some) // 2] if some else 0
    return next(number for number, cells in enumerate(filled, 1) if 4 * cells >= 3 * usual and (cells or not some))


def _filled(line: str, separator: str) -> int:
    """Cells that hold something, whatever is wrong with the line as CSV."""
    whole = line.count('"') % 2 == 0
    cells = next(csv.reader([line], delimiter=separator), []) if whole else line.split(separator)
    return sum(1 for cell in cells if cell.strip())


def _is_value(heading: str) -> bool:
    """Whether a heading is a date, an NDC, a number or a dose."""
    if any(form.pattern.fullmatch(heading) for form in forms.DATES.values()):
        return True
    try:
        ndc.parse(heading)
    except NdcError:
        try:
            forms.dose(heading, "")
        except FormError:
            return heading.isdecimal()
    return True
