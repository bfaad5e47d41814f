"""Adding up the journal's notes: one pass, exact, with few notes in memory at a time."""

import datetime
import functools
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator
from typing import Any

from core import quarters
from core.billing import NOT_BOUGHT
from core.journal import record as records
from core.journal import terms
from core.journal.lines import Line
from core.quantity import Mass, parse_mass
from core.report import weeks
from core.report.figures import (
    CAUSES,
    NOT_RECORDED,
    NOTHING_BILLED,
    OPEN_SHOWN,
    OTHER_CAUSE,
    Dose,
    Drug,
    Figures,
    OpenNote,
    Row,
    Tally,
)
from core.units import administered_units


class Collector:
    """Adds up records of a period, some at a time."""

    def __init__(self, since: datetime.date, until: datetime.date) -> None:
        """Begin with nothing.

        Args:
            since: the first date of service.
            until: the last one.
        """
        self._period = since, until
        self._drugs: dict[str, _Drug] = defaultdict(_Drug)
        self._points: Counter[str] = Counter()
        self._open: deque[OpenNote] = deque(maxlen=OPEN_SHOWN)
        self._notes = self._not_counted = 0

    def take(self, lines: Iterable[Line]) -> None:
        """Add records whose date of service is in the period; those that do not hold any more are passed over."""
        for body in _holding(lines):
            self._notes += 1
            self._note_points(body, tuple(terms.states(body["result"])))
            if _adds_up(body["result"]):
                self._drugs[body["result"]["hcpcs"]].add(body)
            else:
                self._not_counted += 1

    def figures(self) -> Figures:
        """What all of them come to."""
        return Figures(
            *self._period,
            notes=self._notes,
            not_counted=self._not_counted,
            drugs=tuple(self._drugs[code].figures(code) for code in sorted(self._drugs)),
            open_points=tuple(sorted(self._points.items())),
            open_notes=tuple(reversed(self._open)),
        )

    def _note_points(self, body: dict[str, Any], states: tuple[str, ...]) -> None:
        if states:
            self._points.update(states)
            self._open.append(OpenNote(body["number"], body["encounter"]["service_date"], states))


def collect(lines: Iterable[Line], since: datetime.date, until: datetime.date) -> Figures:
    """Add up all records of a period in one pass."""
    collector = Collector(since, until)
    collector.take(lines)
    return collector.figures()


class _Drug:
    """Sums of one drug while they grow."""

    def __init__(self) -> None:
        self.unit = Mass(0)
        self.total = Tally()
        self.tables: dict[str, dict[str, Tally]] = defaultdict(lambda: defaultdict(Tally))
        self.products: dict[str, str] = {}
        self.sizes: set[Mass] = set()
        self.doses: Counter[tuple[Mass, Mass, Mass]] = Counter()

    def add(self, body: dict[str, Any]) -> None:
        encounter, result = body["encounter"], body["result"]
        self.unit = _mass(result["billing_unit"])
        uses = [_use(use) for use in result["containers"]]
        tally = _encounter(encounter, result, uses, self.unit)
        self.total = self.total.plus(tally)
        day = datetime.date.fromisoformat(encounter["service_date"])
        self._enter("week", weeks.of(day), tally)
        self._enter("quarter", quarters.of(day), tally)
        self._enter("staff", encounter.get("given_by") or NOT_RECORDED, tally)
        self._enter("payer", body["payer_name"], tally)
        if tally.discarded:
            self._enter("reason", encounter.get("discard", {}).get("reason") or NOT_RECORDED, tally)
        if tally.unbilled_units:
            self._enter("cause", _cause(result), tally)
        self._containers(body, uses)
        given = Mass(sum(use.given for use in uses if use.single_labelled))
        if given:
            self.doses[given, tally.given, tally.single_labelled] += 1

    def _containers(self, body: dict[str, Any], uses: list[Tally]) -> None:
        by_ndc: dict[str, Tally] = {}
        for product, use in zip(body["products"], uses, strict=True):
            code = product["ndc"]
            by_ndc[code] = by_ndc.get(code, Tally()).plus(use)
            self.products[code] = f"{product['content']} {product['container']}"
            if use.single_labelled:
                self.sizes.add(Mass(use.labelled // use.containers))
        for code, tally in by_ndc.items():
            self._enter("ndc", code, tally._replace(encounters=1))

    def _enter(self, table: str, name: str, tally: Tally) -> None:
        rows = self.tables[table]
        rows[name] = rows[name].plus(tally)

    def figures(self, hcpcs: str) -> Drug:
        return Drug(
            hcpcs=hcpcs,
            unit=self.unit,
            total=self.total,
            by_week=self._rows("week"),
            by_ndc=self._largest("ndc"),
            by_reason=self._largest("reason"),
            by_staff=self._largest("staff"),
            by_payer=self._largest("payer"),
            by_quarter=self._rows("quarter"),
            by_cause=self._largest("cause"),
            doses=tuple(Dose(*dose, times) for dose, times in sorted(self.doses.items())),
            sizes=tuple(sorted(self.sizes)),
        )

    def _rows(self, table: str) -> tuple[Row, ...]:
        details = self.products if table == "ndc" else {}
        return tuple(Row(name, tally, details.get(name, "")) for name, tally in sorted(self.tables[table].items()))

    def _largest(self, table: str) -> tuple[Row, ...]:
        """What discards most comes first."""
        return tuple(sorted(self._rows(table), key=lambda row: (-row.tally.discarded, row.name)))


def _holding(lines: Iterable[Line]) -> Iterator[dict[str, Any]]:
    for line in lines:
        if line.later is None:
            body = line.record.body
            if body["kind"] != records.VOID:
                yield body


def _adds_up(result: dict[str, Any]) -> bool:
    """Whether the drug is known and its containers held the dose."""
    given = [_mass(use["given_mcg"]) for use in result["containers"]]
    return bool(given and result["hcpcs"] and result["given_mcg"]) and _mass(result["given_mcg"]) == sum(given)


def _use(use: dict[str, Any]) -> Tally:
    """The containers of one entry."""
    labelled, given, discarded, kept = (_mass(use[f"{name}_mcg"]) for name in _AMOUNTS)
    single = use["dosing"] == "single"
    singles = (labelled, discarded) if single else (Mass(0), Mass(0))
    return Tally(0, use["count"], labelled, given, discarded, kept, *singles)


def _encounter(encounter: dict[str, Any], result: dict[str, Any], uses: list[Tally], unit: Mass) -> Tally:
    """One encounter: its containers, and the units on its lines."""
    jw = sum(line["units"] for line in result["lines"] if "JW" in line["modifiers"])
    billed = sum(line["units"] for line in result["lines"])
    amounts = functools.reduce(Tally.plus, uses)
    tally = amounts._replace(encounters=1, administered_units=billed - jw, jw_units=jw)
    if encounter.get("drug_source", "") in NOT_BOUGHT:
        return tally
    # R4, less what the lines hold: JW units, or the units opened where a payer wants those.
    covered = max(billed, administered_units(amounts.given, unit))
    return tally._replace(unbilled_units=max(0, amounts.single_labelled // unit - covered))


def _cause(result: dict[str, Any]) -> str:
    if any(finding["severity"] == "error" for finding in result["findings"]):
        return NOTHING_BILLED
    codes = [finding["code"] for finding in result["findings"]]
    return next((words for code, words in CAUSES.items() if code in codes), OTHER_CAUSE)


@functools.lru_cache(maxsize=4096)
def _mass(text: str) -> Mass:
    """A mass as the result writes it: `60`, or `1,000 mcg`."""
    return parse_mass(f"{text.replace(',', '').removesuffix(' mcg')} mcg")


_AMOUNTS = ("labelled", "given", "discarded", "kept")
