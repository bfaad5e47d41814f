"""What an audit says: sections in reading order, worst first."""

from collections.abc import Iterable
from functools import reduce

from core.audit.totals import (
    AT_STAKE,
    MODIFIER,
    NOT_KNOWN,
    WORST,
    Count,
    Kind,
    Money,
    Totals,
    Worst,
    kind_of,
    money,
    quarter_of,
)
from core.authorization import plural
from core.judging import in_lines
from core.note.pieces import Field, Paragraph
from core.payers import Payer
from core.report.pieces import Numbers, Piece, Section, Table
from core.report.prices import NO_FILE, NOT_MODELLED, Prices, limit_of, usd
from core.units import count

VERDICTS = {
    "agrees": "Agrees",
    "underbilled": "Underbilled",
    "overbilled": "Overbilled",
    "modifier-missing": "Modifier missing",
    "modifier-wrong": "Modifier wrong",
    "not-billed": "Not billed",
    "refused": "Refused",
}
"""Each verdict written out."""

_LINES = 4
"""Line numbers of a claim that are shown."""

_CODES = 12
"""Other billing codes that are named."""

_NAMED = 5
"""Encounters in several rows that are named."""

WORST_CLAIMS = "Worst claims"
"""Heading of the claims with most at stake."""

SHOWN = 100
"""Payers' months that are shown: the worst."""

_MODIFIERS = "Modifier missing or wrong"
_GROUPS = {
    "Underbilled": ("underbilled",),
    "Overbilled": ("overbilled",),
    _MODIFIERS: MODIFIER,
    "Not billed": ("not-billed",),
}


def sections(found: Totals, payers: dict[str, Payer], prices: Prices) -> tuple[Section, ...]:
    """All that an audit says.

    Args:
        found: what the file came to.
        payers: for their names.
        prices: files that were loaded.
    """
    said = [Section("Result", (_summary(found, prices), *map(Paragraph, _remarks(found, prices))))]
    if found.counts:
        said.append(Section("By payer and month", _months(found, payers, prices)))
    if found.worst:
        said.append(Section(WORST_CLAIMS, _worst(found.worst, payers, prices)))
    return tuple(said)


def _summary(found: Totals, prices: Prices) -> Numbers:
    whole, refused = found.claims(), found.claims("refused")
    fields = [Field("Claims", f"{whole:,}"), Field("Agree", _share(found.claims("agrees"), whole - refused))]
    for label, verdicts in _GROUPS.items():
        number = found.claims(*verdicts)
        fields.append(
            Field(f"{label}: {plural(number, 'claim')}", _amount(_sum(found.counts.items(), verdicts, prices)))
        )
    fields.append(Field("Refused", f"{refused:,}"))
    fields.append(Field("Rows of other codes", f"{found.passed_over:,}"))
    return Numbers(tuple(fields))


def _remarks(found: Totals, prices: Prices) -> list[str]:
    """What the dollars are, and why some are not there (M9)."""
    said, priced = dict[str, None](), False
    billed = {(quarter_of(kind.month), kind.hcpcs, kind.unit) for kind in found.counts if kind.unit}
    for quarter, hcpcs, unit in sorted(billed):
        limit, why = limit_of(quarter, hcpcs, unit, prices)
        priced = priced or limit is not None
        if why:
            load = " Load it on the Report page to see dollars." if why == NO_FILE else ""
            said[f"{quarter}: {why} Its units are shown instead.{load}"] = None
    if found.claims("not-billed") == found.claims() - found.claims("refused") > 0:
        said["The file does not say what was billed. Units and dollars are those that should have been."] = None
    said |= dict.fromkeys((*_other_codes(found), *_twice(found)))
    return [*said, *(NOT_MODELLED if priced else ())]


def _other_codes(found: Totals) -> list[str]:
    """Which codes were passed over, the most frequent first, so that none that was billed wrongly stays unseen."""
    codes = sorted(found.other_codes.items(), key=lambda entry: (-entry[1], entry[0]))
    named = ", ".join(f"{code} ({number:,})" for code, number in codes[:_CODES])
    more = ", ..." if len(codes) > _CODES else ""
    return [f"Rows of other codes, which are not judged: {named}{more}."] if codes else []


def _twice(found: Totals) -> list[str]:
    """Which encounters stand in several rows, each of which was judged by itself."""
    named = [f"{name} (lines {', '.join(map(str, lines[:_LINES]))})" for name, lines in found.twice[:_NAMED]]
    more = f", and {len(found.twice) - _NAMED:,} more" if len(found.twice) > _NAMED else ""
    said = f"Encounters in several rows on one day, each row counted: {', '.join(named)}{more}."
    return [f"{said} Take out what is listed twice."] if named else []


def _months(found: Totals, payers: dict[str, Payer], prices: Prices) -> tuple[Piece, ...]:
    groups: dict[tuple[str, str], list[tuple[Kind, Count]]] = {}
    for kind, number in found.counts.items():
        groups.setdefault((kind.payer, kind.month), []).append((kind, number))

    def rank(entry: tuple[tuple[str, str], list[tuple[Kind, Count]]]) -> tuple[object, ...]:
        (payer, month), kinds = entry
        stake = _sum(kinds, AT_STAKE, prices)
        return -stake.dollars, -stake.units, -_number(kinds, ("refused",)), payer, month

    header = ("Payer", "Month", "Claims", "Agree", "Underbilled", "Overbilled", "Modifiers", "Not billed", "Refused")
    rows = []
    for (payer, month), kinds in sorted(groups.items(), key=rank)[:SHOWN]:
        whole = sum(number.claims for _, number in kinds)
        sums = [_sum(kinds, verdicts, prices) for verdicts in _GROUPS.values()]
        # An empty cell is easier to pass over than a nought.
        cells = [_amount(found) if found.units else "" for found in sums]
        refused = _number(kinds, ("refused",))
        agree = _share(_number(kinds, ("agrees",)), whole - refused)
        when = month if month != NOT_KNOWN else month.capitalize()
        rows.append((_name(payer, payers), when, f"{whole:,}", agree, *cells, f"{refused:,}" if refused else ""))
    table = Table("By payer and month", header, "llrrrrrrr", tuple(rows))
    if len(groups) <= SHOWN:
        return (table,)
    return table, Paragraph(f"The worst {SHOWN} of {len(groups):,} are shown.")


def _worst(worst: tuple[Worst, ...], payers: dict[str, Payer], prices: Prices) -> tuple[Piece, ...]:
    header = ("What to correct", "Verdict", "Line", "Encounter", "Date", "Payer", "At stake")
    table = Table(WORST_CLAIMS, header, "llllllr", tuple(_row(found, payers, prices) for found in worst))
    if len(worst) < WORST:
        return (table,)
    return table, Paragraph(f"The worst {WORST} are shown. Save the rows to correct to see all.")


def _row(found: Worst, payers: dict[str, Payer], prices: Prices) -> tuple[str, ...]:
    claim, answer, expected = found.claim, found.answer, found.answer.expected
    kind = kind_of(claim, answer, payers)
    lines = ", ".join(map(str, claim.lines[:_LINES])) + (", ..." if len(claim.lines) > _LINES else "")
    return (
        answer.message or (f"Expected {in_lines(expected)}." if expected else ""),
        VERDICTS[answer.verdict],
        lines,
        claim.encounter_id,
        expected.service_date.isoformat() if expected else claim.encounter[0],
        _name(kind.payer, payers),
        _amount(money(kind, found.units, prices)) if found.units else "",
    )


def _sum(counts: Iterable[tuple[Kind, Count]], verdicts: tuple[str, ...], prices: Prices) -> Money:
    found = (money(kind, number.units, prices) for kind, number in counts if kind.verdict in verdicts)
    return reduce(Money.plus, found, Money())


def _number(counts: Iterable[tuple[Kind, Count]], verdicts: tuple[str, ...]) -> int:
    return sum(number.claims for kind, number in counts if kind.verdict in verdicts)


def _amount(found: Money) -> str:
    """Dollars, and units whose price is not known."""
    if not found.units:
        return "none"
    if found.units == found.unpriced:
        return count(found.units)
    return f"{usd(found.dollars)} + {count(found.unpriced)}" if found.unpriced else usd(found.dollars)


def _share(part: int, whole: int) -> str:
    """Percent of those that could be judged, to one decimal, cut off, so that 100 means all."""
    return "{}.{} %".format(*divmod(1000 * part // whole, 10)) if whole else "none"


def _name(payer: str, payers: dict[str, Payer]) -> str:
    return payers[payer].name if payer in payers else NOT_KNOWN.capitalize()
