"""A report of a quarter's notes in a journal, beside reading them."""

import datetime

from bench.measuring import in_turn, timed
from core import reference
from core.journal.store import Store
from core.journal.terms import Wanted
from core.quantity import Mass
from core.report import collector, content

TIMES = 3
STOCK = (Mass(75_000_000),)
"""75 mcg: a container that nobody makes, to be compared beside the others."""


def measure(store: Store, since: datetime.date, until: datetime.date) -> None:
    wanted, catalog = Wanted(since=since, until=until), reference.shipped().catalog

    def report() -> None:
        content.basis(collector.collect(store.records(wanted), since, until), catalog, STOCK, {})

    def read() -> None:
        for line in store.records(wanted):
            len(line.record.body)

    in_turn("report", TIMES, lambda: timed(report), lambda: timed(read))
