"""What audited claims add up to, in memory that does not grow with them."""

import datetime
import heapq
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from core import quarters
from core.columns.claims import Claim
from core.judging import ENCOUNTER, Answer
from core.quantity import Mass
from core.report.prices import Prices, limit_of

MODIFIER = ("modifier-missing", "modifier-wrong")
AT_STAKE = ("underbilled", "overbilled", *MODIFIER, "not-billed")
"""Verdicts that are worth something: the units that differ, that may be denied, or that were not billed."""

TO_CORRECT = (*AT_STAKE, "refused")
"""Verdicts of claims that are written out to be corrected or billed: all but those that agree."""

NOT_KNOWN = "not known"
"""Stands for the payer or the month of a row that says none that can be used."""

WORST = 200
"""Claims that are kept for the screen."""

_PAYER, _DATE = ENCOUNTER.index("payer") - 1, ENCOUNTER.index("service_date") - 1


class Kind(NamedTuple):
    """What claims are counted together by."""

    payer: str
    """A profile's id, or NOT_KNOWN."""

    month: str
    """Such as `2026-11`, or NOT_KNOWN."""

    hcpcs: str
    """Empty where nothing may be billed."""

    unit: Mass | None
    verdict: str


class Count(NamedTuple):
    """How many, and what is at stake with them."""

    claims: int = 0
    units: int = 0


class Worst(NamedTuple):
    """A claim that does not agree."""

    units: int
    """At stake."""

    claim: Claim
    answer: Answer


class Totals(NamedTuple):
    """What all claims of a file come to."""

    counts: dict[Kind, Count]
    worst: tuple[Worst, ...]
    """At most WORST, those with the most units at stake first."""

    other_codes: dict[str, int] = {}  # noqa: RUF012 - of a NamedTuple, never changed
    """Rows of other billing codes, by code."""

    twice: tuple[tuple[str, tuple[int, ...]], ...] = ()
    """Encounters that stand in several rows on one day, with their lines."""

    @property
    def passed_over(self) -> int:
        """Rows of other billing codes."""
        return sum(self.other_codes.values())

    def claims(self, *verdicts: str) -> int:
        """How many claims have one of these verdicts; all where none is named."""
        return sum(count.claims for kind, count in self.counts.items() if not verdicts or kind.verdict in verdicts)


class Money(NamedTuple):
    """Units at stake, and dollars as far as their quarters' prices are known."""

    units: int = 0
    dollars: Decimal = Decimal(0)
    unpriced: int = 0
    """Units whose price is not known."""

    def plus(self, other: "Money") -> "Money":
        """Both together."""
        return Money(self.units + other.units, self.dollars + other.dollars, self.unpriced + other.unpriced)


class Tally:
    """Counts claims one after the other."""

    def __init__(self, payers: Iterable[str]) -> None:
        """Start with none; rows of other payers than these are counted as NOT_KNOWN."""
        self._payers = frozenset(payers)
        self._counts: dict[Kind, list[int]] = {}
        self._worst: list[tuple[int, int, Worst]] = []

    def take(self, claim: Claim, answer: Answer) -> None:
        """Count a claim."""
        units = at_stake(answer)
        count = self._counts.setdefault(kind_of(claim, answer, self._payers), [0, 0])
        count[0] += 1
        count[1] += units
        if answer.verdict != "agrees":
            self._keep(units, claim, answer)

    def totals(self, other_codes: Mapping[str, int], twice: tuple[tuple[str, tuple[int, ...]], ...] = ()) -> Totals:
        """What was counted up to now."""
        counts = {kind: Count(*count) for kind, count in self._counts.items()}
        worst = tuple(found for *_, found in sorted(self._worst, reverse=True))
        return Totals(counts, worst, dict(other_codes), twice)

    def _keep(self, units: int, claim: Claim, answer: Answer) -> None:
        """Keep the worst; of those alike the first in the file."""
        if len(self._worst) == WORST and (units, -claim.lines[0]) < self._worst[0][:2]:
            return
        entry = (units, -claim.lines[0], Worst(units, claim, answer))
        if len(self._worst) < WORST:
            heapq.heappush(self._worst, entry)
        else:
            heapq.heapreplace(self._worst, entry)


def kind_of(claim: Claim, answer: Answer, payers: Collection[str]) -> Kind:
    """What a claim is counted by; a refused one by its cells, where they say a known payer and a date."""
    expected = answer.expected
    if expected is not None:
        month = month_of(expected.service_date)
        return Kind(expected.payer, month, expected.hcpcs, expected.unit, answer.verdict)
    payer = claim.encounter[_PAYER]
    known = payer if payer in payers else NOT_KNOWN
    return Kind(known, _month(claim.encounter[_DATE]), "", None, answer.verdict)


def at_stake(answer: Answer) -> int:
    """Units that a claim has too few or too many, that may be denied for their modifiers, or that were not billed."""
    match answer.verdict:
        case "underbilled" | "overbilled":
            return abs(answer.difference)
        case "modifier-missing" | "modifier-wrong" | "not-billed" if answer.expected is not None:
            return answer.expected.administered + answer.expected.jw
    return 0


def money(kind: Kind, units: int, prices: Prices) -> Money:
    """What units of a kind are worth, by the price of their quarter."""
    if kind.unit is None or not units:
        return Money()
    limit, _ = limit_of(quarter_of(kind.month), kind.hcpcs, kind.unit, prices)
    return Money(units, Decimal(0), units) if limit is None else Money(units, units * limit, 0)


def month_of(day: datetime.date) -> str:
    """The month of a day, such as `2026-11`."""
    return day.isoformat()[:7]


def quarter_of(month: str) -> str:
    """The quarter of a month, such as `2026 Q4`."""
    return quarters.of(datetime.date.fromisoformat(f"{month}-01"))


def _month(date: str) -> str:
    try:
        return month_of(datetime.date.fromisoformat(date))
    except ValueError:
        return NOT_KNOWN
