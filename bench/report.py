"""Prints milliseconds of a report of 100,000 notes and of reading them and of comparing stocks."""

import datetime
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from typing import Any

from core import encounter_json, reference
from core.calculate import calculate
from core.clinic import Clinic
from core.journal import database, key, record, terms
from core.journal.lines import Line
from core.journal.record import BEFORE_ALL, Moment
from core.journal.store import Kept, Store
from core.journal.terms import Wanted
from core.quantity import Mass
from core.report import collector, content, stock
from core.report.figures import Dose

NOTES, KINDS, AT_ONCE = 100_000, 400, 2_000
KNOWN = reference.shipped()
SINCE, UNTIL = datetime.date(2026, 1, 1), datetime.date(2026, 12, 31)
ALL = Wanted(since=SINCE, until=UNTIL)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(database.open_file(os.path.join(folder, "journal.db"), key.new()))
        fill(store)
        print(took(lambda: report(store)), took(lambda: read(store)), took(doses()))


def report(store: Store) -> None:
    content.basis(collector.collect(store.records(ALL), SINCE, UNTIL), KNOWN.catalog, (Mass(75_000_000),), {})


def read(store: Store) -> None:
    for line in store.records(ALL):
        len(line.record.body)


def doses() -> Callable[[], object]:
    """A comparison of stocks for doses of which no two are alike."""
    body = next(bodies())
    sealed = record.seal(1, BEFORE_ALL, body, None)
    (drug,) = collector.collect([Line(sealed, None)], SINCE, UNTIL).drugs
    different = tuple(Dose(Mass(n), Mass(n), Mass(2 * n), 1) for n in range(10_000_000, 1_010_000_000, 10_000))
    sizes = KNOWN.catalog.single_dose_sizes("J2354")
    return lambda: stock.compare(drug._replace(doses=different), sizes, (Mass(75_000_000),))


def fill(store: Store) -> None:
    """A year's notes as the journal keeps them."""
    kinds, rows, previous = list(bodies()), [], BEFORE_ALL
    for number in range(NOTES):
        body = kinds[number % KINDS]
        day = SINCE + datetime.timedelta(days=number * 365 // NOTES)
        encounter = {**body["encounter"], "service_date": day.isoformat(), "site": f"site {number}"}
        body = {**body, "encounter": encounter}
        sealed = record.seal(number + 1, previous, body, None)
        previous = sealed.hash
        columns = record.columns(body, body)
        packed = record.packed(sealed.text)
        found = terms.of_record(body, body)
        rows.append(Kept(sealed.seq, sealed.previous, sealed.hash, packed, **columns, follows=None, terms=found))
        if len(rows) == AT_ONCE:
            store.take(rows)
            rows = []


def bodies() -> Iterator[dict[str, Any]]:
    """Notes of different doses, containers, people, payers and reasons."""
    random.seed(2354)
    moment = Moment(datetime.datetime(2026, 11, 20, tzinfo=datetime.UTC), "nurse", "chair-1")
    for _ in range(KINDS):
        codes = random.choices(("0641-6174-10", "0641-6175-10", "0641-6176-10"), k=random.randint(1, 3))
        encounter = {
            "service_date": "2026-11-20",
            "route": "SC",
            "given": f"{random.randint(20, 50 * len(codes))} mcg",
            "payer": random.choice(list(KNOWN.payers)),
            "opened": [{"ndc": code, "lot": "QX7781", "expires": "2027-11-30"} for code in codes],
            "discard": {"confirmed": True, "reason": random.choice(Clinic().reasons), "discarded_by": "R. Ortiz RN"},
            "patient": {"name": "Sample Patient", "record_number": "4711"},
            "given_by": f"Nurse {random.randint(1, 12)}",
        }
        result = calculate(encounter_json.from_dict(encounter), KNOWN, Clinic())
        yield record.note(result, Clinic(), "0" * 64, b"", moment)


def took(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return 1e3 * (time.perf_counter() - start)


if __name__ == "__main__":
    main()
