"""Prints how fast a journal is at several sizes: `python bench/journal.py [--million]`."""

import datetime
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from typing import IO, Any

from core import encounter_json, reference
from core.authorization import Authorization
from core.calculate import calculate
from core.clinic import Clinic
from core.journal import database, grants, key, record, terms
from core.journal.record import BEFORE_ALL, Moment
from core.journal.store import Kept, Store
from core.journal.terms import Wanted

SIZES = (1_000, 100_000, *((1_000_000,) if "--million" in sys.argv else ()))
BATCH = 2_000
FIRST_DAY, DAYS = datetime.date(2020, 1, 1), 2_500
CONTAINERS = ("0641-6174-10", "0641-6175-10", "0641-6176-10", "0078-0181-01", "0641-6177-01")
GIVEN = ("Ann", "Bo", "Cleo", "Dan", "Eve", "Finn", "Gus", "Ida", "Jo", "Kai")
NAMES = [
    f"{first}{middle}{last}, {given}"
    for first in ("Ab", "Mar", "Ol", "Sand", "Tr")
    for middle in ("en", "ick", "ov", "al")
    for last in ("sen", "ia", "ski", "ez", "man")
    for given in GIVEN
]
WANTED = {
    "everything": Wanted(),
    "patient 'mar'": Wanted(patient="mar"),
    "patient 'maricksen, a'": Wanted(patient="maricksen, a"),
    "record number": Wanted(record="400123"),
    "a month": Wanted(since=datetime.date(2024, 3, 1), until=datetime.date(2024, 3, 31)),
    "five years": Wanted(since=datetime.date(2021, 1, 1), until=datetime.date(2025, 12, 31)),
    "no witness": Wanted(state=terms.NO_WITNESS),
    "amended": Wanted(state=terms.AMENDED),
    "modifier jw": Wanted(modifier="JW"),
    "lot": Wanted(lot="L77"),
}


def main() -> None:
    """Fill one journal step by step and measure it at each size."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("VIALNOTE_BENCH")) as folder:
        path, own = os.path.join(folder, "journal.db"), key.new()
        print(f"open an empty journal, median of 9: {opening(path, own):.1f} ms")
        rows = made()
        for size in SIZES:
            store = Store(database.open_file(path, own))
            begun = time.perf_counter()
            fill(store, rows, size)
            print(f"\n{size:,} records, filled in {time.perf_counter() - begun:.0f} s")
            adding(store, folder)
            billing(store)
            for what, wanted in WANTED.items():
                print(f"  {what:24} {asked(store, wanted)}", flush=True)
            store.close()
            print(f"  open, median of 9: {opening(path, own):.1f} ms")
            print(f"  bytes a record: {os.path.getsize(path) / size:,.0f}", flush=True)


def opening(path: str, own: key.Key) -> float:
    return median(9, lambda: Store(database.open_file(path, own)).close())


def asked(store: Store, wanted: Wanted) -> str:
    """First page and all places."""
    page, places = median(5, lambda: store.newest(wanted, 50)), median(3, lambda: store.find(wanted))
    return f"first page {page:8.1f} ms   find {places:8.1f} ms   of {len(store.find(wanted)):,}"


def median(times: int, work: Callable[[], object]) -> float:
    """Milliseconds."""
    return 1e3 * statistics.median(timed(work) for _ in range(times))


def timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def adding(store: Store, folder: str) -> None:
    """A record at a time, each in turn with the bare write and fsync of as many bytes."""
    last = store.last()
    seq = last.seq if last else 0
    ours, bare = [], []
    with open(os.path.join(folder, "bare"), "wb") as file:
        for n in range(300):
            body = varied(TEMPLATES[n % len(TEMPLATES)], 10_000_000 + seq + n)
            data = record.packed(record.seal(1, BEFORE_ALL, body, None).text)
            ours.append(timed(lambda body=body: store.add(body)))
            bare.append(timed(lambda data=data: synced(file, data)))
    for what, figures in (("add a record", ours), ("write and fsync", bare)):
        figures.sort()
        print(f"  {what:24} median {1e3 * figures[150]:.2f} ms, 99th percentile {1e3 * figures[297]:.2f} ms")


def billing(store: Store) -> None:
    """What is left of authorisations, and all that is due."""
    number, days = f"PA{len(grants.every(store))}", (FIRST_DAY, FIRST_DAY + datetime.timedelta(days=DAYS))
    granted = Authorization(number, "", "x", "medicare-part-b", "J2354", *days, 9_999)
    store.add(record.authorization(granted, record.now()))
    for what, ask in (
        ("left of one authorisation", lambda: grants.known(store, number, "")),
        ("all that is due", lambda: store.find(Wanted(state=terms.DUE))),
    ):
        print(f"  {what:24} {median(5, ask):8.1f} ms   of {len(ask()):,}")
    print(f"  {'':24} {grants.known(store, number, '')[0].used:,} units used of {number}")


def synced(file: IO[bytes], data: bytes) -> None:
    file.write(data)
    file.flush()
    os.fsync(file.fileno())


def fill(store: Store, rows: Iterator[Kept], size: int) -> None:
    """Take rows until the journal has so many; those that were added one by one count."""
    last = store.last()
    CHAIN[:] = [last.seq, last.hash] if last else [0, BEFORE_ALL]
    while CHAIN[0] < size:
        store.take([next(rows) for _ in range(min(BATCH, size - CHAIN[0]))])


def made() -> Iterator[Kept]:
    """Rows for the end of the chain; one in fifty amends one before."""
    while True:
        seq, previous = CHAIN[0] + 1, CHAIN[1]
        body = varied(random.choice(TEMPLATES), seq)
        follows = seq - 9 if seq % 50 == 0 else None
        if follows:
            body |= {"kind": record.AMENDMENT, "reason": "Lot was wrong", "amends": {"seq": follows}}
        sealed = record.seal(seq, previous, body, follows)
        columns = record.columns(body, body)
        CHAIN[:] = [seq, sealed.hash]
        yield Kept(
            seq,
            previous,
            sealed.hash,
            record.packed(sealed.text),
            *columns.values(),
            follows,
            terms.of_record(body, body),
        )


def templates() -> list[dict[str, Any]]:
    """Notes of several doses and containers, with and without a witness."""
    known, clinic = reference.shipped(), Clinic(witness="required")
    moment = Moment(datetime.datetime(2026, 11, 20, 10, 44, tzinfo=datetime.UTC), "rortiz", "chair-2")
    found = []
    for n, (code, dose) in enumerate((code, dose) for code in CONTAINERS for dose in (25, 40, 50)):
        table = {
            "service_date": "2026-11-20", "route": "SC", "given": f"{dose} mcg", "ordered": f"{dose} mcg",
            "opened": [{"ndc": code, "lot": "L1", "expires": "2030-11-30"}],
            "discard": {"confirmed": n % 4 != 0, "reason": "Dose smaller than the container", "time": "10:42",
                        "method": "Pharmaceutical waste container", "discarded_by": "R. Ortiz RN",
                        "witness": "" if n % 10 == 0 else "K. Mayer RN"},
            "patient": {"name": "x", "record_number": "x", "birth_date": "1961-04-09"},
            "diagnosis": ["E34.09"], "given_at": "10:35", "given_by": "R. Ortiz RN", "site": "left abdomen",
        }  # fmt: skip
        result = calculate(encounter_json.from_dict(table), known, clinic)
        found.append(record.note(result, clinic, "0" * 64, b"%PDF", moment))
    return found


def varied(template: dict[str, Any], seq: int) -> dict[str, Any]:
    """A note of another patient, day and lot."""
    day = FIRST_DAY + datetime.timedelta(days=seq * DAYS // SIZES[-1] % DAYS if seq <= SIZES[-1] else DAYS)
    encounter = {
        **template["encounter"],
        "service_date": day.isoformat(),
        "patient": {
            "name": random.choice(NAMES),
            "record_number": f"{seq * 7919 % 999_983:06}",
            "birth_date": "1961-04-09",
        },
        "opened": [{**template["encounter"]["opened"][0], "lot": f"L{seq % 1000}"}],
        "noted_at": f"{day.isoformat()}T{seq // 60 % 24:02}:{seq % 60:02}",
        "prior_authorization": f"PA{seq % 2_000}",
    }
    content = f"{random.getrandbits(256):064x}"
    return {**template, "encounter": encounter, "content_hash": content, "pdf_sha256": content[::-1]}


random.seed(2354)
CHAIN: list[Any] = [0, BEFORE_ALL]
TEMPLATES = templates()

if __name__ == "__main__":
    main()
