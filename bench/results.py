"""The table of a run: made of figures taken several times, written as Markdown, read back, and compared."""

import statistics
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

WORSE = Decimal("1.2")
"""A ratio that is so many times the kept one is a regression."""

Pair = tuple[float, float]
"""A figure and its floor, taken one after the other: milliseconds or megabytes."""


class Point(NamedTuple):
    """What is measured."""

    what: str
    floor: str
    """What the least is that could be asked for."""

    unit: str = "ms"
    rows: int = 0
    """Rows of the file, for a speed; 0 where the figure is a time or a size."""


class Row(NamedTuple):
    """One line of the table, in words."""

    what: str
    figure: str
    floor: str
    of: str
    """Whose figure the floor is."""

    ratio: str
    half: str
    """Between which ratios the middle half of the pairs lies; empty of one pair alone."""

    times: str


class Verdict(NamedTuple):
    """How a run stands beside the one that is kept."""

    compared: int
    """Rows that both have."""

    worse: tuple[str, ...]
    """Sentences; none where no ratio became much worse."""

    missing: tuple[str, ...]
    """What was kept and is not measured now."""


HEAD = Row("measured", "figure", "floor", "the floor is", "ratio", "half within", "times")
WIDTHS = Row(*map(str, (46, 12, 12, 44, 7, 18, 5)))


def row(point: Point, pairs: Sequence[Pair]) -> Row:
    """The medians of figure, floor and ratio, and how far the ratios of the pairs lie apart."""
    ours, floor = (shown(point, statistics.median(pair[which] for pair in pairs)) for which in (0, 1))
    ratios = [pair[0] / pair[1] for pair in pairs]
    return Row(point.what, ours, floor, point.floor, f"{statistics.median(ratios):.2f}", _half(ratios), str(len(pairs)))


def shown(point: Point, figure: float) -> str:
    """A figure with three digits that count; of a file, as rows a second."""
    if point.rows:
        return f"{1e3 * point.rows / figure:,.0f}/s"
    decimals = next((places for least, places in ((100, 0), (10, 1), (1, 2)) if figure >= least), 3)
    return f"{figure:,.{decimals}f} {point.unit}"


def line(found: Row) -> str:
    """A row as a line of a Markdown table whose columns stand below each other on the screen, too."""
    return f"| {' | '.join(word.ljust(int(width)) for word, width in zip(found, WIDTHS, strict=True))} |"


def head() -> str:
    """The two lines above the rows."""
    return f"{line(HEAD)}\n|{'|'.join('-' * (int(width) + 2) for width in WIDTHS)}|"


def page(facts: Mapping[str, str], rows: Sequence[Row], said: Sequence[str]) -> str:
    """The file that is kept.

    Args:
        facts: when, of what and where it was measured.
        rows: of the table.
        said: how it stands beside the one kept before.
    """
    told = "\n".join(f"- {name}: {fact}" for name, fact in facts.items())
    return "\n".join((_ABOUT, told, "", *said, "", head(), *map(line, rows), ""))


def read(text: str) -> dict[str, Decimal]:
    """The ratio of each row of a kept file; none of a text without the table.

    Raises:
        ValueError: the table is damaged.
    """
    _, _, table = text.partition(f"{head()}\n")
    ratios = {}
    for kept in table.splitlines():
        try:
            found = Row(*(word.strip() for word in kept.strip("|").split("|")))
            ratios[found.what] = Decimal(found.ratio)
        except (TypeError, ArithmeticError):
            msg = f"not a row of the table: {kept}"
            raise ValueError(msg) from None
    return ratios


def compare(kept: Mapping[str, Decimal], rows: Sequence[Row]) -> Verdict:
    """Name each ratio that became more than 20 % worse than the kept one."""
    both = [(found, kept[found.what], Decimal(found.ratio)) for found in rows if found.what in kept]
    worse = (
        f"{found.what}: {before} is now {ratio}, {ratio / before - 1:+.0%} (half within {found.half or 'one run'})"
        for found, before, ratio in both
        if ratio > WORSE * before
    )
    measured = {found.what for found in rows}
    return Verdict(len(both), tuple(worse), tuple(what for what in kept if what not in measured))


def words(verdict: Verdict) -> Iterator[str]:
    """What screen and file say of it."""
    if not verdict.compared:
        yield "Regressions over 20 %: nothing is kept to compare with."
    elif not verdict.worse:
        yield f"Regressions over 20 %: none, of {verdict.compared} ratios compared."
    else:
        yield f"Regressions over 20 %: {len(verdict.worse)} of {verdict.compared} ratios compared."
        yield ""
        yield from (f"- {sentence}" for sentence in verdict.worse)
    if verdict.missing:
        yield "\nNot measured this time:\n"
        yield from (f"- {what}" for what in verdict.missing)


def _half(ratios: Sequence[float]) -> str:
    if len(ratios) < 2:
        return ""
    first, _, last = statistics.quantiles(ratios, n=4, method="inclusive")
    return f"{first:.2f} to {last:.2f}"


_ABOUT = """# What `make bench` measured

Figure and floor were taken in turn, as often as the last column says, and are medians. So is the ratio: of each figure
to the floor taken right after it, which leaves out what else the machine had to do. Half of these ratios lie within the
column beside it. A ratio is better when it is small, also where the figure is a speed. The next run is compared with
what is committed here.
"""
