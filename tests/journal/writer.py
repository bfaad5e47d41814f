"""A process that files notes until it is killed, and says of each when it is on disk."""

from contextlib import closing
from multiprocessing.connection import Connection

from core.journal import home
from core.journal.home import Home
from tests.journal.making import OWN, note

NOTE = note("Doe, Jane")


def write(place: Home, name: str, most: int, said: Connection) -> None:
    """File notes of encounters that differ, and acknowledge each by its place and hash."""
    with closing(home.open_with(place, OWN)) as store:
        for number in range(most):
            encounter = {**NOTE["encounter"], "prior_authorization": f"{name}-{number}"}
            filed = store.add({**NOTE, "encounter": encounter})
            said.send((filed.seq, filed.hash))
