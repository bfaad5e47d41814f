"""What a report says: every section in reading order, the same on the screen and on paper."""

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from core import __version__
from core.authorization import plural
from core.catalog import Catalog
from core.clinic import Clinic
from core.journal.record import Record
from core.journal.terms import NO_WITNESS, NOT_BILLABLE, NOT_CONFIRMED
from core.note import characters
from core.note.pieces import Field, Paragraph
from core.quantity import Mass, mcg
from core.report import charts, prices, stock, weeks
from core.report.figures import Drug, Figures, Row
from core.report.pieces import Numbers, Piece, Report, Section, Table
from core.report.prices import Dollars, Prices
from core.report.stock import Comparison, Outcome

TITLE = "Drug given and discarded"
STOCK, DOLLARS = "Other stock", "Dollars"
"""Headings of the parts that depend on what the user adds."""

EMPTY = "No note of this period is in the journal."
NO_PRICES = "No CMS price file is loaded for {}, so no dollars are shown."

_POINTS = {
    NOT_CONFIRMED: "Discard not confirmed",
    NO_WITNESS: "Witness missing",
    NOT_BILLABLE: "Nothing may be billed",
}
_HASH_SHOWN = 12


class Basis(NamedTuple):
    """All that a report is made of."""

    figures: Figures
    comparisons: tuple[Comparison | None, ...]
    """One for each drug of the figures."""

    prices: Prices


def basis(figures: Figures, catalog: Catalog, own: tuple[Mass, ...], known: Prices) -> Basis:
    """Figures with all that is worked out of them.

    Args:
        figures: of the period.
        catalog: for the sizes that can be had.
        own: container sizes that the user asks about.
        known: price files that were loaded.
    """
    found = tuple(stock.compare(drug, catalog.single_dose_sizes(drug.hcpcs), own) for drug in figures.drugs)
    return Basis(figures, found, known)


def report(found: Basis, clinic: Clinic, made: datetime.datetime, last: Record | None) -> Report:
    """A whole report.

    Args:
        found: what it is made of.
        clinic: whose it is.
        made: now, by the clinic's clock.
        last: the journal's last record when it was made.
    """
    since, until = found.figures.since, found.figures.until
    upto = f"journal up to record {last.seq:,}, {last.hash[:_HASH_SHOWN]}" if last else "journal without records"
    return characters.all_printed(
        Report(
            title=TITLE,
            period=f"Dates of service {since} to {until}",
            clinic=clinic.name,
            sections=sections(found),
            made=made,
            basis=f"Made {made.isoformat(' ', 'minutes')}   Vialnote {__version__}   {upto}",
            file_name=f"{since}-to-{until}-report",
        )
    )


def sections(found: Basis) -> tuple[Section, ...]:
    """All that a report says below its head."""
    figures = found.figures
    if not figures.notes:
        return (Section("Summary", (Paragraph(EMPTY),)),)
    said = [
        section
        for drug, compared in zip(figures.drugs, found.comparisons, strict=True)
        for section in _of_drug(drug, compared, found.prices, alone=len(figures.drugs) == 1)
    ]
    return (*said, *_points(figures))


def _of_drug(drug: Drug, compared: Comparison | None, known: Prices, *, alone: bool) -> Iterator[Section]:
    """The sections of one drug, whose code stands in the headings where there are several."""
    parts: tuple[tuple[str, tuple[Piece, ...]], ...] = (
        ("Summary", (_summary(drug),)),
        ("By week", (*charts.upright(drug.by_week), _weeks(drug.by_week))),
        ("By product", (charts.lying("Products", drug.by_ndc), _products(drug.by_ndc))),
        ("By reason", _reasons(drug.by_reason)),
        ("By staff", (charts.lying("Who gave", drug.by_staff), _people("Given by", drug.by_staff))),
        ("By payer", (_people("Payer", drug.by_payer),)),
        ("Left unbilled", _unbilled(drug.by_cause)),
        (STOCK, _stock(compared) if compared else ()),
        (DOLLARS, _dollars(prices.dollars(drug, known))),
    )
    for heading, pieces in parts:
        if pieces:
            yield Section(heading if alone else f"{drug.hcpcs} {heading.lower()}", pieces)


def _summary(drug: Drug) -> Numbers:
    total = drug.total
    return Numbers(
        (
            Field("Encounters", f"{total.encounters:,}"),
            Field("Given", mcg(total.given)),
            Field("Discarded", mcg(total.discarded)),
            Field("Waste, of single-dose drug", _waste(drug.total.waste)),
            Field("Administered units", f"{total.administered_units:,}"),
            Field("Units with JW", f"{total.jw_units:,}"),
            Field("Whole units left unbilled", f"{total.unbilled_units:,}"),
            Field("Kept in multi-dose", mcg(total.kept)),
        )
    )


def _weeks(rows: tuple[Row, ...]) -> Table:
    header = ("Week", "From Monday", "Encounters", "Given, mcg", "Discarded, mcg", "Waste", "JW units")
    cells = tuple(
        (row.name, weeks.monday(row.name).isoformat(), *_amounts(row), f"{row.tally.jw_units:,}") for row in rows
    )
    return Table("Weeks", header, "llrrrrr", cells)


def _products(rows: tuple[Row, ...]) -> Table:
    header = ("NDC", "Container", "Opened", "Labelled, mcg", "Given, mcg", "Discarded, mcg", "Kept, mcg")
    cells = tuple(
        (row.name, row.detail, f"{row.tally.containers:,}", *map(_mass, row.tally[2:6]))  # labelled to kept
        for row in rows
    )
    return Table("Products", header, "llrrrrr", cells)


def _reasons(rows: tuple[Row, ...]) -> tuple[Piece, ...]:
    if not rows:
        return ()
    header = ("Reason for the discard", "Encounters", "Discarded, mcg", "JW units")
    cells = tuple(
        (row.name, f"{row.tally.encounters:,}", _mass(row.tally.discarded), f"{row.tally.jw_units:,}") for row in rows
    )
    return charts.lying("Reasons for the discard", rows, ("discarded",)), Table("Reasons", header, "lrrr", cells)


def _people(what: str, rows: tuple[Row, ...]) -> Table:
    header = (what, "Encounters", "Given, mcg", "Discarded, mcg", "Waste", "Administered", "JW units")
    cells = tuple(
        (row.name, *_amounts(row), f"{row.tally.administered_units:,}", f"{row.tally.jw_units:,}") for row in rows
    )
    return Table(what, header, "lrrrrrr", cells)


def _unbilled(rows: tuple[Row, ...]) -> tuple[Piece, ...]:
    if not rows:
        return ()
    said = Paragraph("Whole units that were discarded and stand on no claim line (R4).")
    header = ("Why", "Encounters", "Units")
    cells = tuple((row.name, f"{row.tally.encounters:,}", f"{row.tally.unbilled_units:,}") for row in rows)
    return said, Table("Left unbilled", header, "lrr", cells)


def _stock(found: Comparison) -> tuple[Piece, ...]:
    header = ("Containers", "Sizes", "Opened, mcg", "Discarded, mcg", "Less discarded, mcg", "Discarded units")
    rows = (_outcome(found.opened, found.opened), *(_outcome(other, found.opened) for other in found.others))
    said = [f"Over {plural(found.encounters, 'encounter')}.", *stock.ASSUMED]
    if found.left_out:
        said.append(f"Left out, since their dose is too large to plan for: {plural(found.left_out, 'encounter')}.")
    return Table("Other stock", header, "llrrrr", rows), Paragraph(" ".join(said))


def _outcome(found: Outcome, opened: Outcome) -> tuple[str, ...]:
    sizes = stock.sizes_words(found.sizes)
    if found.problem:
        return found.name, f"{sizes}: {found.problem}", "", "", "", ""
    less = Mass(opened.discarded - found.discarded)
    # Less than nothing: more is discarded.
    saved = f"-{_mass(Mass(-less))}" if less < 0 else _mass(less)
    shown = "" if found is opened else saved
    return found.name, sizes, _mass(found.labelled), _mass(found.discarded), shown, f"{found.units:,}"


def _dollars(found: Dollars) -> tuple[Piece, ...]:
    if not found.known:
        missing = [row.quarter for row in found.quarters if row.remark == prices.NO_FILE]
        said = [NO_PRICES.format(", ".join(missing))] if missing else ["No dollars are shown."]
        said += [row.remark for row in found.quarters if row.quarter not in missing]
        return (Paragraph(" ".join(said)),)
    numbers = (
        Field("Waste billed with JW", prices.usd(found.billed)),
        Field("Whole units left unbilled", prices.usd(found.unbilled)),
    )
    header = ("Quarter", "Limit for a unit", "JW units", "In dollars", "Left unbilled", "In dollars", "Remark")
    rows = tuple(
        (
            row.quarter,
            "" if row.limit is None else f"${row.limit:,f}",
            f"{row.jw_units:,}",
            "" if row.billed is None else prices.usd(row.billed),
            f"{row.unbilled_units:,}",
            "" if row.unbilled is None else prices.usd(row.unbilled),
            row.remark,
        )
        for row in found.quarters
    )
    outside = found.unpriced_units
    said = [f"Without a price here, and not in the dollars: {plural(outside, 'unit')}."] if outside else []
    words = Paragraph(" ".join([*said, *prices.NOT_MODELLED]))
    return Numbers(numbers), Table("Dollars", header, "lrrrrrl", rows), words


def _points(figures: Figures) -> Iterator[Section]:
    pieces: list[Piece] = []
    if figures.not_counted:
        words = "Notes left out of the amounts, since they do not add up or the drug is unknown"
        pieces.append(Paragraph(f"{words}: {figures.not_counted:,}."))
    if figures.open_points:
        rows = tuple((_POINTS[state], f"{number:,}") for state, number in figures.open_points)
        pieces.append(Table("Open points", ("Open point", "Notes"), "lr", rows))
        shown = tuple(
            (note.number, note.service_date, "; ".join(_POINTS[state] for state in note.states))
            for note in figures.open_notes
        )
        pieces.append(Table("The newest of them", ("Note", "Date of service", "Open point"), "lll", shown))
    if pieces:
        yield Section("Open points", tuple(pieces))


def _amounts(row: Row) -> tuple[str, ...]:
    tally = row.tally
    return f"{tally.encounters:,}", _mass(tally.given), _mass(tally.discarded), _waste(tally.waste)


def _waste(percent: object) -> str:
    return "none opened" if percent is None else f"{percent} %"


def _mass(mass: Mass) -> str:
    return mcg(mass).removesuffix(" mcg")
