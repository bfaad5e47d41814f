"""A keyring that forgets everything when the test ends."""

from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError


class OwnKeyring(KeyringBackend):
    """Keeps passwords in memory."""

    priority = 1

    def __init__(self) -> None:
        """Hold none at first."""
        super().__init__()  # type: ignore[no-untyped-call]  # keyring is partly typed
        self.passwords: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """The password, if there is one."""
        return self.passwords.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a password."""
        self.passwords[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Forget a password."""
        if self.passwords.pop((service, username), None) is None:
            raise PasswordDeleteError(username)
