"""How hard Hypothesis tries, and keyrings that stand for the system's."""

import os
from collections.abc import Iterator
from typing import TypeVar

import keyring
import pytest
from hypothesis import settings
from keyring.backend import KeyringBackend

from tests.keyrings import Failing, InMemory

Backend = TypeVar("Backend", bound=KeyringBackend)

settings.register_profile("local", max_examples=50, deadline=None)
settings.register_profile("ci", max_examples=300, deadline=None, derandomize=True, print_blob=True)
# By `make nightly`, for spoilt inputs.
settings.register_profile("nightly", max_examples=10_000, deadline=None, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")


@pytest.fixture
def own_keyring() -> Iterator[InMemory]:
    """A keyring of the test's own, in place of the system's."""
    yield from _instead(InMemory())


@pytest.fixture
def no_keyring() -> Iterator[Failing]:
    """A system whose keyring does not work."""
    yield from _instead(Failing())


def _instead(own: Backend) -> Iterator[Backend]:
    before = keyring.get_keyring()
    keyring.set_keyring(own)
    yield own
    keyring.set_keyring(before)
