"""A PostgreSQL server of the tests' own, on loopback and with a certificate that it made for itself."""

import itertools
import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

PASSWORD = "not a secret: 7"  # noqa: S105 - see there
"""Of the user `journal`."""

_USER = "nobody"
"""Whom the server belongs to where the tests run as root, which a server refuses to do."""

CURIOUS = "curious"
"""A database for which the server wants the password itself."""

_HOSTS = f"""local all all trust
host {CURIOUS} all 127.0.0.1/32 password
host all all 127.0.0.1/32 scram-sha-256
"""
# Nobody pulls the plug in a test; a server that is stopped or killed loses nothing without fsync.
_IN_TESTS = "fsync = off\nmax_connections = 60\n"
_SETTINGS = """
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = '{folder}'
ssl = {ssl}
ssl_cert_file = '{folder}/server.crt'
ssl_key_file = '{folder}/server.key'
"""


def _programs() -> Path | None:
    """Where the server's programs lie; Debian has them off the path, one folder for each version."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    on_path = shutil.which("initdb")
    found = [*([Path(on_path).parent] if on_path else []), *folders]
    return found[-1] if found else None


_PROGRAMS = _programs()


def why_not() -> str:
    """Why no server can be started here; empty where one can."""
    if _PROGRAMS is None:
        return "not installed: PostgreSQL's server (Debian: postgresql)"
    return "" if shutil.which("openssl") else "not installed: openssl, which makes the server's certificate"


def name_in(address: str) -> str:
    """The name of the database in an address."""
    return address.rpartition("/")[2].partition("?")[0]


class Server:
    """A server that can be stopped, started and held still."""

    def __init__(self, folder: Path, settings: str) -> None:
        """Know a folder with a server's data in it, and its settings."""
        self._settings = settings
        self.folder = folder
        self.port = _free_port()
        self._names = itertools.count()

    def start(self, *, ssl: bool = True) -> None:
        """Start, and wait until it answers."""
        settings = _SETTINGS.format(port=self.port, folder=self.folder, ssl="on" if ssl else "off")
        (self.folder / "data" / "postgresql.auto.conf").write_text(settings + self._settings)
        self._control("start", "-w", "-l", str(self.folder / "log"))

    def stop(self) -> None:
        """Stop at once, as at a power failure."""
        self._control("stop", "-m", "immediate")

    def is_up(self) -> bool:
        """Whether it runs."""
        return (self.folder / "data" / "postmaster.pid").exists()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold all the server's processes still: it takes connections and answers nothing."""
        processes = self._processes()
        try:
            for process in processes:
                os.kill(process, signal.SIGSTOP)
            yield
        finally:
            for process in processes:
                os.kill(process, signal.SIGCONT)

    def database(self, encoding: str = "UTF8") -> str:
        """Make an empty database; its name."""
        name = f"journal{next(self._names)}"
        with self.admin() as connection:
            connection.execute(f"CREATE DATABASE {name} OWNER journal TEMPLATE template0 ENCODING '{encoding}'")
        return name

    def drop(self, address: str) -> None:
        """Remove a database, whoever uses it."""
        with self.admin() as connection:
            connection.execute(f"DROP DATABASE {name_in(address)} WITH (FORCE)")

    def admin(self, database: str = "postgres") -> psycopg.Connection:
        """A connection as the server's own administrator."""
        return psycopg.connect(
            host=str(self.folder), port=self.port, user="admin", dbname=database, autocommit=True, sslmode="disable"
        )

    def url(self, database: str, *, user: str = "journal", password: str = PASSWORD, **query: str) -> str:
        """The address of a journal."""
        asked = "&".join(f"{name}={value}" for name, value in query.items())
        secret = password.replace(" ", "%20").replace(":", "%3A")
        return f"postgresql://{user}:{secret}@127.0.0.1:{self.port}/{database}?{asked}".removesuffix("?")

    def log(self) -> str:
        """What the server has logged."""
        return (self.folder / "log").read_text()

    def _processes(self) -> list[int]:
        """The server's first process, then its children."""
        first = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        found = [first]
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                if int(stat.read_text().rpartition(")")[2].split()[1]) == first:
                    found.append(int(stat.parent.name))
        return found

    def _control(self, *arguments: str) -> None:
        _run(self.folder, "pg_ctl", "-D", str(self.folder / "data"), *arguments)


@contextmanager
def server(settings: str = _IN_TESTS) -> Iterator[Server]:
    """Make a server in a folder of its own, start it, and remove it at the end."""
    with tempfile.TemporaryDirectory(prefix="vialnote-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if os.geteuid() == 0:
            shutil.chown(folder, _USER)
        _run(folder, "initdb", "-D", str(folder / "data"), "-U", "admin", "-A", "trust", "-E", "UTF8", "--locale=C")
        (folder / "data" / "pg_hba.conf").write_text(_HOSTS)
        _certify(folder)
        made = Server(folder, settings)
        made.start()
        try:
            with made.admin() as connection:
                connection.execute(f"CREATE ROLE journal LOGIN PASSWORD '{PASSWORD}'")
                connection.execute(f"CREATE ROLE reader LOGIN PASSWORD '{PASSWORD}'")
            yield made
        finally:
            made.stop()


def _certify(folder: Path) -> None:
    """A certificate that nobody but the server vouches for."""
    command = ["openssl", "req", "-new", "-x509", "-days", "2", "-nodes", "-subj", "/CN=localhost"]
    files = ["-keyout", str(folder / "server.key"), "-out", str(folder / "server.crt")]
    _run(folder, *command, *files)
    (folder / "server.key").chmod(0o600)


def _run(folder: Path, program: str, *arguments: str) -> None:
    """Run a program as the folder's owner."""
    assert _PROGRAMS is not None
    own = _PROGRAMS / program
    user = _USER if os.geteuid() == 0 else None
    # To a file: a server that goes on running would keep a pipe open.
    with open(folder / "said", "w+b") as said:
        command = [str(own) if own.exists() else program, *arguments]
        done = subprocess.run(command, user=user, cwd=folder, stdout=said, stderr=said, check=False)
        said.seek(0)
        assert done.returncode == 0, said.read().decode()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
