"""A journal of a million notes: what saving, searching, opening and a report take in it, in milliseconds."""

import datetime
import os

from bench import report, save, search
from bench.measuring import folder, in_turn, timed
from core.journal import database, key
from core.journal.store import Store
from tests import notes

NOTES = 1_000_000


def main() -> None:
    with folder() as place:
        path, own = os.path.join(place, "journal.db"), key.new()
        store = Store(database.open_file(path, own))
        notes.fill(store, NOTES)
        save.measure(store, place)
        search.measure(store)
        report.measure(store, datetime.date(2024, 1, 1), datetime.date(2024, 3, 31))
        store.close()
        empty = os.path.join(place, "empty.db")
        in_turn("open", 9, lambda: opening(path, own), lambda: opening(empty, own))


def opening(path: str, own: key.Key) -> float:
    return timed(lambda: Store(database.open_file(path, own)).close())


main()
