"""How many notes one server takes from seats that all file at once, each as fast as it can: `python bench/seats.py`."""

import multiprocessing
import statistics
import sys
import tempfile
import time
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier as Start

import psycopg

from core.journal import check, home, key
from core.journal.home import Home
from core.journal.server import open_server
from core.journal.store import Store
from tests.journal import postgres
from tests.journal.notes import note

NOTES = 960
SEATS = (1, 8, 32)
SETTINGS = "fsync = on\nsynchronous_commit = on\nmax_connections = 100\n"


def main() -> None:
    """Measure each number of seats on a journal of its own, and the server's bare commits."""
    with postgres.server(SETTINGS) as server:
        print(f"one bare commit of the same bytes  {bare(server.url(server.database())):6.1f} ms")
        print(f"{'seats':>5}{'notes/s':>10}{'median ms':>12}{'99 % ms':>10}{'slowest':>10}")
        for seats in SEATS:
            address = server.url(server.database())
            store = Store(open_server(address))
            took, times = file_all(address, seats)
            report = check.check(store)
            if (report.records, report.problems) != (NOTES, ()):
                sys.exit(f"the chain is not whole: {report}")
            store.close()
            worst = statistics.quantiles(times, n=100)[-1]
            rate = NOTES / took
            print(f"{seats:5}{rate:10.0f}{statistics.median(times):12.1f}{worst:10.1f}{max(times):10.1f}", flush=True)


def bare(address: str) -> float:
    """Milliseconds of the quickest thing that the server can do with a note: one row, one commit."""
    data = str(note()).encode()
    times = []
    with psycopg.connect(address, autocommit=True, sslmode="require") as connection:
        connection.execute("CREATE TABLE bare (data bytea)")
        for _ in range(200):
            begun = time.perf_counter()
            connection.execute("INSERT INTO bare VALUES (%s)", (data,))
            times.append((time.perf_counter() - begun) * 1e3)
    return statistics.median(times)


def file_all(address: str, seats: int) -> tuple[float, list[float]]:
    """Seconds from the first note to the last, and milliseconds of each."""
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
    return ended - begun, times


def seat(address: str, number: int, seats: int, start: Start, results: "Queue[list[float]]") -> None:
    """A seat: what it files is worked out before, for that is no work of the server's."""
    with tempfile.TemporaryDirectory() as folder:
        journal = home.seat(Home(folder), key.new(), address)
        bodies = [note(count) for count in range(number, NOTES, seats)]
        journal.last()
        start.wait()
        times = []
        for body in bodies:
            begun = time.perf_counter()
            if not journal.add(body).seq:
                sys.exit(f"a note had to wait: {journal.trouble}")
            times.append((time.perf_counter() - begun) * 1e3)
        results.put(times)
        journal.close()


if __name__ == "__main__":
    main()
