"""A journal of its own for each test."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.journal import database, home
from core.journal.home import Home
from core.journal.store import Store
from tests.journal.making import OWN


@pytest.fixture
def place(tmp_path: Path) -> Home:
    """The folder of a journal that is not there yet."""
    return Home(str(tmp_path / "home"))


@pytest.fixture
def store(place: Home) -> Iterator[Store]:
    """An empty journal that the key OWN opens."""
    os.makedirs(place.folder)
    home.take_card(place, OWN)
    opened = Store(database.open_file(place.database, OWN))
    yield opened
    opened.close()
