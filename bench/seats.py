"""Milliseconds of a note on the clinic's server when seats all file at once, beside a bare commit of the same bytes."""

import multiprocessing
import statistics
import sys
import time
from functools import partial
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier as Start

import psycopg

from bench.measuring import folder, tell, timed
from core.journal import check, home, key
from core.journal.home import Home
from core.journal.server import open_server
from core.journal.store import Store
from tests.journal import postgres
from tests.journal.notes import note

NOTES = 256
TIMES = 3
SEATS = (1, 8)
SETTINGS = "fsync = on\nsynchronous_commit = on\nmax_connections = 100\n"


def main() -> None:
    """Measure each number of seats on journals of their own; print nothing where no server can be had."""
    if postgres.why_not():
        return
    with postgres.server(SETTINGS) as server:
        for _ in range(TIMES):
            floor = bare(server.url(server.database()))
            for seats in SEATS:
                took, times = file_all(server.url(server.database()), seats)
                tell(f"seats-{seats}", took / NOTES, floor)
            tell("seats-p99", statistics.quantiles(times, n=100)[98], floor)


def bare(address: str) -> float:
    """The quickest thing that the server can do with a note: one row, one commit."""
    data = str(note()).encode()
    with psycopg.connect(address, autocommit=True, sslmode="require") as connection:
        connection.execute("CREATE TABLE bare (data bytea)")
        return statistics.median(
            timed(lambda: connection.execute("INSERT INTO bare VALUES (%s)", (data,))) for _ in range(200)
        )


def file_all(address: str, seats: int) -> tuple[float, list[float]]:
    """From the first note to the last, and each; none may have waited, and the chain must be whole."""
    store = Store(open_server(address))
    spawn = multiprocessing.get_context("spawn")
    start, results = spawn.Barrier(seats + 1), spawn.Queue()
    processes = [spawn.Process(target=seat, args=(address, number, seats, start, results)) for number in range(seats)]
    for process in processes:
        process.start()
    start.wait()
    begun = time.perf_counter()
    times = [took for _ in processes for took in results.get()]
    ended = time.perf_counter()
    for process in processes:
        process.join()
    found = check.check(store)
    store.close()
    if (found.records, found.problems) != (NOTES, ()):
        sys.exit(f"the chain is not whole: {found}")
    return 1e3 * (ended - begun), times


def seat(address: str, number: int, seats: int, start: Start, results: "Queue[list[float]]") -> None:
    """A seat: what it files is worked out before, for that is no work of the server's."""
    with folder() as own:
        journal = home.seat(Home(own), key.new(), address)
        bodies = [note(count) for count in range(number, NOTES, seats)]
        journal.last()
        start.wait()
        results.put([timed(partial(journal.add, body)) for body in bodies])
        journal.close()


if __name__ == "__main__":
    main()
