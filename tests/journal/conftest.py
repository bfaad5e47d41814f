"""A journal for each test, on the databases that may hold one."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from core.journal import database, home
from core.journal.home import Home
from core.journal.server import open_server
from core.journal.store import Store
from tests.journal import postgres
from tests.journal.making import OWN, amend, void
from tests.journal.office import Office
from tests.journal.postgres import Server


@pytest.fixture(scope="session")
def running() -> Iterator[Server]:
    """A PostgreSQL server; the test is skipped where there can be none."""
    if reason := postgres.why_not():
        pytest.skip(reason)
    with postgres.server() as server:
        yield server


@pytest.fixture
def address(running: Server) -> Iterator[str]:
    """Of an empty journal on the server."""
    made = running.url(running.database())
    yield made
    if not running.is_up():
        running.start()
    running.drop(made)


@pytest.fixture
def place(tmp_path: Path) -> Home:
    """The folder of a journal that is not there yet."""
    return Home(str(tmp_path / "home"))


@pytest.fixture
def file_store(place: Home) -> Iterator[Store]:
    """An empty journal in a file that the key OWN opens."""
    os.makedirs(place.folder)
    home.take_card(place, OWN)
    with closing(Store(database.open_file(place.database, OWN))) as opened:
        yield opened


@pytest.fixture
def server_store(address: str, place: Home) -> Iterator[Store]:
    """An empty journal on a server."""
    os.makedirs(place.folder)
    with closing(Store(open_server(address))) as opened:
        yield opened


@pytest.fixture
def store(file_store: Store) -> Store:
    """An empty journal; a module whose tests hold for a server, too, has the other one in its place."""
    return file_store


@pytest.fixture(params=["file", "server"])
def any_store(request: pytest.FixtureRequest) -> Store:
    """An empty journal, once in a file and once on a server: what holds for one must hold for the other."""
    found: Store = request.getfixturevalue(f"{request.param}_store")
    return found


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Three notes filed from the command line; the window then amended the first and voided the second."""
    office = Office(tmp_path_factory.mktemp("office"))
    begun = office.note("Doe", service_date="2026-10-05")
    assert begun.returncode == 0, begun.stderr
    assert f"its key is in {office.key_file}".encode() in begun.stderr
    for name in ("Roe", "=1+1"):
        assert office.note(name).returncode == 0
    with closing(office.store()) as store:
        amend(store, 1, name="Dow", service_date="2026-10-05")
        void(store, 2)
    return office
