"""What spoilt inputs go through."""

import os
from collections.abc import Iterator

import pytest

from tests.fuzz.commands import Commands


@pytest.fixture(scope="module")
def commands(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Commands]:
    """Real commands, quick to start; where there is no fork, there are none."""
    if not hasattr(os, "fork"):
        pytest.skip("a command is a fork")
    running = Commands(tmp_path_factory.mktemp("commands"))
    yield running
    running.close()
