"""Keyrings for tests: one in memory, one that never works, and one in a file for several processes."""

import json
import os

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked


class InMemory(KeyringBackend):
    """A keyring that is gone with the test."""

    priority = 1

    def __init__(self) -> None:
        """Hold nothing."""
        super().__init__()  # type: ignore[no-untyped-call]
        self.entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """What was set."""
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it."""
        self.entries[service, username] = password


class Failing(KeyringBackend):
    """A keyring that stays locked."""

    priority = 1

    def __init__(self) -> None:
        """Hold nothing."""
        super().__init__()  # type: ignore[no-untyped-call]

    def get_password(self, service: str, username: str) -> str | None:
        """Refuse."""
        raise KeyringLocked(service, username)

    def set_password(self, service: str, username: str, password: str) -> None:  # noqa: ARG002 - the library's
        """Refuse."""
        raise KeyringLocked(service, username)


class InFile(KeyringBackend):
    """A keyring in the file that TEST_KEYRING names, for PYTHON_KEYRING_BACKEND=tests.keyrings.InFile."""

    priority = 1

    def get_password(self, service: str, username: str) -> str | None:
        """What some process has set."""
        return self._entries().get(f"{service}/{username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it for other processes."""
        entries = self._entries() | {f"{service}/{username}": password}
        with open(os.environ["TEST_KEYRING"], "w", encoding="utf-8") as file:
            json.dump(entries, file)

    @staticmethod
    def _entries() -> dict[str, str]:
        if not os.path.exists(os.environ["TEST_KEYRING"]):
            return {}
        with open(os.environ["TEST_KEYRING"], encoding="utf-8") as file:
            found: dict[str, str] = json.load(file)
        return found
