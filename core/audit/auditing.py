"""A file of past claims gone through from its first row to its last: counted, and written out where that is wanted."""

import csv
import io
from collections.abc import Callable
from typing import IO, NamedTuple

from core.audit.totals import TO_CORRECT, Kind, Tally, Totals, at_stake, money, month_of
from core.batch import ADDED, added
from core.clinic import Clinic
from core.columns import reading
from core.columns.claims import Claim, Claims
from core.columns.mapping import LINES, Mapping
from core.columns.twice import Twice
from core.judging import BILLED, ENCOUNTER, Answer, Judge
from core.reference import Reference
from core.report.prices import Prices, cents
from core.spreadsheet import neutral

COLUMNS = ("lines", *ENCOUNTER, *BILLED, *ADDED, "dollars")
"""Of the rows to correct: their lines in the file, what is kept of them, what should be, and what is at stake."""


class Known(NamedTuple):
    """What claims are judged by."""

    reference: Reference
    clinic: Clinic


class Progress(NamedTuple):
    """How far it is."""

    done: int
    """Bytes read."""

    whole: int
    """Bytes to be read; of a file that is read several times, so often."""

    rows: int
    """Rows read; of a file that is read several times, so often."""


def audit(
    file: IO[bytes],
    columns: Mapping | None,
    known: Known,
    prices: Prices,
    *,
    target: IO[bytes] | None = None,
    tell: Callable[[Progress], None] = lambda _: None,
) -> Totals:
    """Go through a file.

    Args:
        file: that can be read from its start again.
        columns: what its headings mean; None where they are the program's own.
        known: what claims are judged by.
        prices: what a unit comes to.
        target: takes the rows to correct as CSV; None for none.
        tell: is told how far it is, often.

    Raises:
        InputError: the file's headings do not fit.
        OSError: a file can't be read or written.
    """
    table = reading.open_table(file, columns, known.reference)
    whole = file.seek(0, io.SEEK_END)

    def report(claims: Claims) -> None:
        tell(Progress((claims.begun - 1) * whole + table.place(), claims.passes * whole, claims.rows))

    claims = reading.claims(table, columns, known.reference, report)
    judge = Judge(known.reference, known.clinic)
    twice = None if columns and columns.rows == LINES else Twice()  # claim lines are put together
    tally, write = Tally(known.reference.payers), _writer(target, prices)
    for claim, answer in reading.judged(claims, judge):
        tally.take(claim, answer)
        write(claim, answer)
        if twice:
            twice.take(claim)
    # To read once more is rarely needed; where it is, the names are certain.
    found = twice.found(reading.claims(table, columns, known.reference)) if twice and twice.suspected else ()
    return tally.totals(claims.passed_over, found)


class _Encoded:
    """Takes text for a file of bytes, which stays its owner's."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target

    def write(self, text: str) -> int:
        """Write a text; what can't be written in UTF-8 stays visible."""
        return self._target.write(text.encode("utf-8", "backslashreplace"))


def _writer(target: IO[bytes] | None, prices: Prices) -> Callable[[Claim, Answer], None]:
    """What writes the claims that are to be corrected."""
    if target is None:
        return lambda _claim, _answer: None
    out = csv.writer(_Encoded(target), lineterminator="\n")
    out.writerow(COLUMNS)

    def write(claim: Claim, answer: Answer) -> None:
        if answer.verdict in TO_CORRECT:
            cells = (" ".join(map(str, claim.lines)), claim.encounter_id, *claim.encounter, *claim.billed)
            out.writerow([*map(neutral, cells), *added(answer), _dollars(answer, prices)])

    return write


def _dollars(answer: Answer, prices: Prices) -> str:
    expected, units = answer.expected, at_stake(answer)
    if expected is None or not units or not prices:
        return ""
    kind = Kind(expected.payer, month_of(expected.service_date), expected.hcpcs, expected.unit, answer.verdict)
    found = money(kind, units, prices)
    return "" if found.unpriced else str(cents(found.dollars))
