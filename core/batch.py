"""Many encounters at once: CSV in, CSV out, row by row, each compared with what was billed."""

import csv
from collections.abc import Iterable
from typing import IO

from core.clinic import Clinic
from core.columns import headings, reading
from core.columns.mapping import Mapping
from core.faults import Fault, InputError
from core.judging import BILLED, ENCOUNTER, Answer, Judge
from core.reference import Reference
from core.spreadsheet import MAX_LINE, SEPARATORS, neutral, no_text, rows

ADDED = ("administered_units", "jw_units", "modifier", "discarded_mcg", "verdict", "difference_units", "message")
"""Columns that the output has besides those of the input."""


def run(
    source: IO[str],
    target: IO[str],
    reference: Reference,
    clinic: Clinic,
    *,
    payer: str = "",
    faults: Iterable[Fault] = (),
) -> None:
    """Write one result row for each encounter row; only a few lines are held in memory.

    A row that can't be used is written with the verdict `refused` and never stops the run.

    Args:
        source: CSV with a header row.
        target: takes the same columns and ADDED.
        reference: what to look things up in.
        clinic: its default payer, and its settings.
        payer: an id that stands instead of every row's payer.
        faults: found elsewhere, to be named with those of the header.

    Raises:
        InputError: the header lacks a column, or has one that is unknown or stands twice.
    """
    header = _header(source, faults)
    width, judge = len(header), Judge(reference, clinic, payer).row
    pick = headings.picker(header, ENCOUNTER[1:] + BILLED)
    out = csv.writer(target, lineterminator="\n")
    out.writerow((*header, *ADDED))
    for _, row, fault in rows(source, width):
        if not fault and len(row) != width:
            fault = headings.wrong_width(row, width)  # noqa: PLW2901 - the row's own
        cells = row[:width] + [""] * (width - len(row))
        answer = Answer("refused", message=fault) if fault else judge(*pick([*row, ""]))
        out.writerow([*map(neutral, cells), *added(answer)])


def run_mapped(
    file: IO[bytes],
    target: IO[str],
    columns: Mapping,
    reference: Reference,
    clinic: Clinic,
    *,
    payer: str = "",
    faults: Iterable[Fault] = (),
) -> None:
    """The same for a file with other headings: one result row for each encounter, under the program's own headings.

    Columns that mean nothing are left out. Encounters whose lines stand apart from each other come last.

    Args:
        file: CSV that can be read from its start again.
        target: takes ENCOUNTER, BILLED and ADDED.
        columns: what the headings mean.
        reference: what to look things up in.
        clinic: its default payer, and its settings.
        payer: an id that stands instead of every row's payer.
        faults: found elsewhere, to be named with those of the headings.

    Raises:
        InputError: the mapping does not fit the file.
        OSError: the file can't be read, or not twice.
    """
    table = reading.open_table(file, columns, reference, faults)
    out = csv.writer(target, lineterminator="\n")
    out.writerow((*ENCOUNTER, *BILLED, *ADDED))
    claims = reading.claims(table, columns, reference)
    for claim, answer in reading.judged(claims, Judge(reference, clinic, payer)):
        cells = (claim.encounter_id, *claim.encounter, *claim.billed)
        out.writerow([*map(neutral, cells), *added(answer)])


def added(answer: Answer) -> tuple[object, ...]:
    """The cells of ADDED."""
    expected = answer.expected
    if expected is None:
        return ("", "", "", "", answer.verdict, "", neutral(answer.message))
    difference = "" if answer.billed is None else answer.difference
    modifiers = " ".join(expected.modifiers)
    return (
        expected.administered,
        expected.jw,
        modifiers,
        expected.discarded_mcg,
        answer.verdict,
        difference,
        answer.message,
    )


def _header(source: IO[str], others: Iterable[Fault]) -> list[str]:
    line = source.readline(MAX_LINE)
    if problem := no_text(line):
        raise InputError([*others, Fault("header", problem)])
    try:
        header = next(csv.reader([line], strict=True), [])
    except csv.Error as error:
        raise InputError([*others, Fault("header", f"no CSV: {error}")]) from None
    between = next((words for sign, words in SEPARATORS.items() if header and sign in header[0]), "")
    if between and len(header) == 1:
        msg = f"{between} stand between the cells: save the file with commas, or say with --columns what it holds"
        raise InputError([*others, Fault("header", msg)])
    faults = [*others, *headings.faults(header)]
    if faults:
        raise InputError(faults)
    return header
