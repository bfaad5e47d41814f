"""A journal for each test, on the databases that may hold one."""

from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import keyring.backend
import pytest

from core.journal import database, key
from core.journal.key import Key
from core.journal.server import open_server
from core.journal.store import Store
from tests.journal import postgres
from tests.journal.postgres import Server


class Ring(keyring.backend.KeyringBackend):
    """A system's keyring in memory."""

    priority = 1

    def __init__(self) -> None:
        """Begin with an empty one."""
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


UseRing = Callable[[keyring.backend.KeyringBackend], None]


@pytest.fixture
def use_ring() -> Iterator[UseRing]:
    """Puts a keyring in the place of the system's."""
    before = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(before)


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
def own() -> Key:
    """A journal's key."""
    return key.new()


@pytest.fixture(params=["file", "server"])
def opener(request: pytest.FixtureRequest, tmp_path: Path, own: Key) -> Callable[[], Store]:
    """Opens one and the same journal, on a file and on a server, as often as it is called."""
    if request.param == "file":
        return lambda: Store(database.open_file(str(tmp_path / "journal.db"), own))
    address: str = request.getfixturevalue("address")
    return lambda: Store(open_server(address))


@pytest.fixture
def store(opener: Callable[[], Store]) -> Iterator[Store]:
    """An empty journal, on a file and on a server."""
    opened = opener()
    yield opened
    opened.close()
