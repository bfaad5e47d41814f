"""What the journal's page asks for, beside the bare database driver that reads the same rows by their places.

The first fifty notes are read in full, as they are shown; of all that are found, the places alone, as they are counted.
"""

import datetime
from functools import partial
from typing import Any

from bench.measuring import in_turn, timed
from core.journal import terms
from core.journal.store import Store
from core.journal.terms import Wanted

PAGE, TIMES = 50, 15
WANTED = {
    "name": Wanted(text="marick"),
    "number": Wanted(text="MRN-7001"),
    "month": Wanted(since=datetime.date(2024, 3, 1), until=datetime.date(2024, 3, 31)),
    "state": Wanted(state=terms.NOT_CONFIRMED),
}
BARE = "SELECT seq, previous, body, hash, follows FROM record WHERE seq IN ({})"
BARE_PLACES = "SELECT seq FROM record INDEXED BY record_date WHERE service_date > '' LIMIT {}"


def measure(store: Store) -> None:
    for name, wanted in WANTED.items():
        places = ", ".join(str(line.record.seq) for line in store.newest(wanted, PAGE))
        in_turn(
            name,
            TIMES,
            partial(timed, partial(store.newest, wanted, PAGE)),
            partial(bare, store, BARE.format(places)),
        )
    everyone = WANTED["name"]
    query = BARE_PLACES.format(len(store.find(everyone)))
    in_turn("places", TIMES, partial(timed, partial(store.find, everyone)), partial(bare, store, query))


def bare(store: Store, query: str) -> float:
    with store.looking() as connection:
        driver: Any = connection.connection.driver_connection
        return timed(lambda: driver.execute(query).fetchall())
