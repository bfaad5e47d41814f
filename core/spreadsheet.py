"""Rows of CSV: read one after the other whatever is wrong with one, and cells that a spreadsheet opens as they are."""

import codecs
import csv
import io
import re
from collections import deque
from collections.abc import Iterable, Iterator
from functools import partial
from typing import IO

MAX_LINE = 100_000
"""Characters of a line that are taken; what a longer one has beyond is left out, and its row is refused."""

MAX_LINES = 20
"""Lines that one row may take, for cells in quotes may hold line breaks."""

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
"""What may stand between cells, and in words."""

_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")  # the second four are their wide forms
_NUMBER = re.compile(r"-[0-9]+(?:\.[0-9]+)?", re.ASCII)


def neutral(text: str) -> str:
    """A text that no spreadsheet runs as a formula; a number, also one below 0, stays one.

    >>> neutral("=1+1"), neutral("-3")
    ("'=1+1", '-3')
    """
    if text[:1].isalnum():  # most do, and then nothing need be looked for
        return text
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def encoding(head: bytes) -> str:
    """How a file is written, told by its beginning: UTF-16 where its mark says so, UTF-8, or else Windows-1252."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def no_text(head: str) -> str:
    """Why a file that begins so is no CSV, and what to do; empty where it may be one."""
    if head.startswith("PK\x03\x04"):
        return "an Excel workbook, or packed: save it as CSV UTF-8"
    return "not UTF-8: save the file as CSV UTF-8" if "\0" in head else ""


def line(cells: Iterable[object]) -> bytes:
    """Cells as one line of a file; none runs as a formula."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerow([neutral(str(cell)) for cell in cells])
    return written.getvalue().encode()


def rows(source: IO[str], width: int, delimiter: str = ",", header: int = 1) -> Iterator[tuple[int, list[str], str]]:
    """Each row after the header's line, with the number of its first line and what is wrong with it as CSV.

    Empty lines are no rows. Where the lines that a quote holds together make no row of this width, the first of them
    is a faulty row with its cells split plainly, and the others are read anew: a quote that is never closed spoils no
    line but its own.
    """
    lines = _Lines(source, header)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        lines.taken.clear()
        lines.cut = False
        number = lines.number + 1
        try:
            row, fault = next(reader), ""
        except StopIteration:
            return
        except csv.Error as error:
            row, fault = [], f"no CSV: {error}"
        if lines.cut and (not fault or _cut(lines.taken[0])):
            fault = f"a line longer than {MAX_LINE:,} characters"
        if len(lines.taken) > 1 and (fault or len(row) != width):
            fault = fault or "no CSV: a quote is not closed"
            lines.give_back()
        if fault:
            row = lines.taken[0].rstrip("\r\n").split(delimiter)
        if row:
            yield number, row, fault


def _cut(line: str) -> bool:
    """Whether a line was longer than what is taken of it."""
    return len(line) == MAX_LINE and line[-1] not in "\r\n"


class _Lines:
    """The lines of a file, few for each row; those that a faulty row took besides its first can be given back."""

    def __init__(self, source: IO[str], header: int) -> None:
        """Start with none taken."""
        self._read = partial(source.readline, MAX_LINE)
        self._ahead: deque[str] = deque()
        self.taken: list[str] = []
        self.cut = False
        """Whether one of them was longer than what is taken."""

        self.number = header
        """Of the last line taken; at first the header's."""

    def __iter__(self) -> "_Lines":
        """Be read by a CSV reader."""
        return self

    def __next__(self) -> str:
        """Take the next line; a row that wants too many gets none."""
        full = len(self.taken) == MAX_LINES
        again = not full and bool(self._ahead)
        line = "" if full else self._ahead.popleft() if again else self._read()
        if not line:
            raise StopIteration
        if len(line) == MAX_LINE and _cut(line):
            self.cut = True
            if not again:
                self._skip(line)
        self.taken.append(line)
        self.number += 1
        return line

    def _skip(self, line: str) -> None:
        """Leave out the rest of a line that is longer than what is taken of it."""
        while _cut(line):
            line = self._read()

    def give_back(self) -> None:
        """Read all lines but the first again."""
        self.number -= len(self.taken) - 1
        self._ahead.extendleft(reversed(self.taken[1:]))
