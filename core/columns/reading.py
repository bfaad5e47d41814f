"""A file of past claims, read and judged: what `batch` and the audit have in common."""

from collections.abc import Callable, Iterable, Iterator
from typing import IO

from core.columns import headings, mapping
from core.columns.claims import Claim, Claims
from core.columns.mapping import Mapping
from core.columns.table import Table
from core.faults import Fault, InputError
from core.judging import Answer, Judge
from core.reference import Reference


def open_table(file: IO[bytes], columns: Mapping | None, reference: Reference, faults: Iterable[Fault] = ()) -> Table:
    """A file whose headings all mean something, or are to be left out.

    Args:
        file: that can be read from its start again.
        columns: what its headings mean; None where they are the program's own.
        reference: for the payers that there are.
        faults: found elsewhere, to be named with those of the headings.

    Raises:
        InputError: the mapping, or without one the program's own headings, do not fit.
        OSError: the file can't be read.
    """
    try:
        table = Table(file)
    except InputError as error:
        raise InputError([*faults, *error.faults]) from None
    found = mapping.check(columns, table.header, reference.payers) if columns else headings.faults(table.header)
    if found := [*faults, *found]:
        raise InputError(found)
    return table


def claims(
    table: Table, columns: Mapping | None, reference: Reference, tell: Callable[[Claims], None] = lambda _: None
) -> Claims:
    """The claims of such a file, telling how far it is; rows of drugs that the catalogue does not know are none."""
    return Claims(table, columns, reference, tell)


def judged(found: Iterable[Claim], judge: Judge) -> Iterator[tuple[Claim, Answer]]:
    """Each claim with its answer."""
    for claim in found:
        if claim.fault:
            yield claim, Answer("refused", message=claim.fault)
        elif claim.claim_lines is None:
            yield claim, judge.row(*claim.encounter, *claim.billed)
        else:
            yield claim, judge.claim(claim.encounter, claim.claim_lines)
