"""A journal on a real PostgreSQL server: one chain for all seats, nothing in the clear, clear words for failures."""

import multiprocessing
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import update

from core.journal import check, record, server, tables
from core.journal.database import writing
from core.journal.faults import AmendedError, BusyError, JournalError, UnreachableError
from core.journal.server import open_server, remember_password, without_password
from core.journal.store import Store
from core.journal.terms import Wanted
from tests.journal.making import MOMENT
from tests.journal.notes import note
from tests.journal.postgres import CURIOUS, PASSWORD, Server, name_in
from tests.keyrings import InMemory

WRITERS, EACH = 8, 15


@pytest.fixture
def store(server_store: Store) -> Store:
    """A journal on the server."""
    return server_store


def write(address: str, seat: int) -> None:
    """What a seat does in a process of its own: file its notes."""
    store = Store(open_server(address))
    for number in range(EACH):
        store.add(note(seat * EACH + number))
    store.close()


class TestSeveralSeats:
    """Many write at once; the chain stays one line."""

    def test_eight_processes_at_once(self, address: str, store: Store) -> None:
        spawn = multiprocessing.get_context("spawn")
        seats = [spawn.Process(target=write, args=(address, seat)) for seat in range(WRITERS)]
        for seat in seats:
            seat.start()
        for seat in seats:
            seat.join()
        assert [seat.exitcode for seat in seats] == [0] * WRITERS
        report = check.check(store)
        assert (report.records, report.problems) == (WRITERS * EACH, ())
        assert {line.record.body["encounter"]["patient"]["record_number"] for line in store.records()} == {
            f"MRN{number:05}" for number in range(WRITERS * EACH)
        }

    def test_two_who_open_an_empty_database_at_once(self, address: str) -> None:
        opened: list[Store] = []
        both = [threading.Thread(target=lambda: opened.append(Store(open_server(address)))) for _ in range(4)]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join()
        assert len(opened) == 4
        assert all(store.last() is None for store in opened)
        for store in opened:
            store.close()

    def test_who_amends_second_is_told(self, address: str, store: Store) -> None:
        first = store.add(note())
        other = Store(open_server(address))
        seen = other.get(first.seq)
        store.add(record.amendment(note(1), first, "wrong patient"), follows=first.seq)
        with pytest.raises(AmendedError, match="was already amended at 2026-11-20T10:44:00Z by rortiz"):
            other.add(record.void(seen, "never given", MOMENT), follows=seen.seq)
        other.close()
        assert [line.record.body["kind"] for line in store.history(first.seq)] == ["note", "amendment"]

    def test_a_seat_that_falls_asleep_does_not_hold_up_the_others(self, store: Store) -> None:
        with store._engine.connect().execution_options(alone=True) as asleep:
            asleep.begin()
            begun = time.monotonic()
            store.add(note())
            assert time.monotonic() - begun < 10
            asleep.invalidate()

    def test_a_note_is_filed_once(self, store: Store) -> None:
        assert store.add(note()) == store.add(note())
        assert check.check(store).records == 1

    def test_words_are_found_in_every_script(self, store: Store) -> None:
        names = ("Ångström", "Öztürk", "Nguyễn", "王小明")
        for number, name in enumerate(names):
            store.add(note(number, patient={"name": name, "record_number": "7"}))
        for seq, name in enumerate(names, 1):
            assert list(store.find(Wanted(patient=name[:2]))) == [seq]


@pytest.mark.parametrize(
    "statement",
    ["UPDATE record SET number = 'x'", "DELETE FROM record", "TRUNCATE record", "DELETE FROM record WHERE seq = 7"],
)
def test_records_are_never_changed(store: Store, running: Server, address: str, statement: str) -> None:
    """The server refuses to change, remove or empty, to its administrator too."""
    store.add(note())
    with (
        running.admin(name_in(address)) as connection,
        pytest.raises(psycopg.errors.RaiseException, match="records of the journal are never changed"),
    ):
        connection.execute(statement.encode())
    assert check.check(store).records == 1


class TestEncryption:
    """On the way everything is encrypted unless the address says otherwise."""

    def test_required_of_the_server(self, store: Store) -> None:
        with store._engine.connect() as connection:
            used = connection.exec_driver_sql("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()").scalar()
        assert used is True

    @pytest.mark.parametrize("mode", ["", "allow", "prefer", "require"])
    def test_a_server_without_it_is_refused(self, plain: Server, mode: str) -> None:
        address = plain.url(plain.database(), **({"sslmode": mode} if mode else {}))
        with pytest.raises(JournalError, match="no encryption"):
            open_server(address)

    def test_unless_the_address_says_so(self, plain: Server) -> None:
        store = Store(open_server(plain.url(plain.database(), sslmode="disable")))
        assert store.add(note()).seq == 1
        store.close()

    def test_a_certificate_that_nobody_vouches_for(self, running: Server) -> None:
        certificate = str(running.folder / "data" / "PG_VERSION")
        with pytest.raises(JournalError, match="certificate is not the expected one"):
            open_server(running.url(running.database(), sslmode="verify-full", sslrootcert=certificate))

    def test_a_certificate_of_another_name(self, running: Server) -> None:
        certificate = str(running.folder / "server.crt")
        with pytest.raises(JournalError, match="certificate is not the expected one"):
            open_server(running.url(running.database(), sslmode="verify-full", sslrootcert=certificate))
        Store(open_server(running.url(running.database(), sslmode="verify-ca", sslrootcert=certificate))).close()


@pytest.fixture
def plain(running: Server) -> Iterator[Server]:
    """The server without encryption."""
    running.stop()
    running.start(ssl=False)
    yield running
    running.stop()
    running.start()


class TestWords:
    """What fails is said so that somebody knows what to do, and never with the password."""

    @pytest.mark.parametrize(
        ("changed", "words"),
        [
            ({"password": "guessed"}, "The server refused the user or password"),
            ({"user": "nobody"}, "The server refused the user or password"),
            ({"database": "nowhere"}, "The server has no such database"),
            ({"user": "reader"}, "The server does not let this user use the journal"),
        ],
    )
    def test_refused(self, running: Server, changed: dict[str, str], words: str) -> None:
        asked = {"database": "", **changed}
        asked["database"] = asked["database"] or running.database()
        with pytest.raises(JournalError, match=words) as refused:
            open_server(running.url(**asked))
        assert asked.get("password", PASSWORD) not in str(refused.value)

    def test_the_password_itself_is_told_to_no_server(self, running: Server) -> None:
        with pytest.raises(JournalError, match="asks for the password unprotected"):
            open_server(running.url(CURIOUS))

    def test_nobody_listens(self, running: Server, address: str) -> None:
        nowhere = address.replace(str(running.port), "1")
        with pytest.raises(UnreachableError, match="does not answer"):
            open_server(nowhere)

    def test_a_name_that_nobody_has(self, address: str) -> None:
        with pytest.raises(UnreachableError, match="is not found"):
            open_server(address.replace("127.0.0.1", "server.invalid"))

    def test_stopped_in_between(self, running: Server, store: Store) -> None:
        store.add(note(0))
        running.stop()
        with pytest.raises(UnreachableError, match="does not answer"):
            store.add(note(1))
        running.start()
        assert store.add(note(1)).seq == 2

    def test_a_server_that_hangs(self, running: Server, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(server, "_PATIENCE", 0.3)
        monkeypatch.setattr(server, "_MANNERS", {**server._MANNERS, "connect_timeout": "2"})
        store.add(note(0))
        with running.held(), pytest.raises(UnreachableError, match="does not answer"):
            store.add(note(1))
        assert store.add(note(1)).seq == 2

    def test_another_writer_takes_too_long(self, running: Server, store: Store, address: str) -> None:
        with running.admin(name_in(address)) as long, long.transaction():
            long.execute(f"SELECT pg_advisory_xact_lock({server._WRITERS})".encode())
            with store._engine.connect() as connection:
                connection.exec_driver_sql("SET SESSION lock_timeout = '50ms'")
                connection.commit()
            with pytest.raises(BusyError, match="too much to do"):
                store.add(note())

    def test_what_the_server_says_of_its_own(self, store: Store) -> None:
        store.add(note())
        with (
            pytest.raises(JournalError, match="The journal refused it: records of the journal are never changed"),
            writing(store._engine) as connection,
        ):
            connection.exec_driver_sql("DELETE FROM record")

    def test_a_database_that_lacks_letters(self, running: Server) -> None:
        with pytest.raises(JournalError, match="encoding UTF8"):
            open_server(running.url(running.database("LATIN1")))

    @pytest.mark.parametrize(
        "address", ["", "journal", "sqlite:///x", "postgresql://u@h:port/d", "postgresql://u:7@h/d?password=geheim"]
    )
    def test_no_address(self, address: str) -> None:
        with pytest.raises(JournalError, match="is no address of a journal") as refused:
            open_server(address)
        assert "geheim" not in str(refused.value)


class TestPassword:
    """It stands in the address, in the environment, in the system's keyring, or where the server's library looks."""

    @pytest.fixture
    def bare(self, address: str) -> str:
        return without_password(address)

    def test_is_not_shown(self, bare: str, running: Server) -> None:
        assert bare.startswith(f"postgresql://journal@127.0.0.1:{running.port}/journal")

    def test_out_of_the_environment(self, bare: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PGPASSWORD", PASSWORD)
        Store(open_server(bare)).close()

    @pytest.mark.usefixtures("no_keyring")
    def test_out_of_a_file(self, bare: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = tmp_path / "pgpass"
        path.touch(0o600)
        path.write_text("*:*:*:journal:" + PASSWORD.replace(":", "\\:"))
        monkeypatch.setenv("PGPASSFILE", str(path))
        Store(open_server(bare)).close()

    def test_out_of_the_keyring(self, address: str, bare: str, own_keyring: InMemory) -> None:
        with pytest.raises(JournalError, match="refused the user or password"):
            open_server(bare)
        assert remember_password(address)
        Store(open_server(bare)).close()
        assert own_keyring.entries == {("Vialnote journal server", bare): PASSWORD}

    @pytest.mark.usefixtures("no_keyring")
    def test_without_a_keyring_it_is_not_kept(self, address: str, bare: str) -> None:
        assert not remember_password(address)
        assert remember_password(bare)


def test_patient_data_is_not_in_the_servers_log(store: Store, running: Server) -> None:
    """A server that is set up as it comes writes down what it refuses, and none of the values."""
    store.add(note(4711))
    store.find(Wanted(patient="Lopez-4711"))
    with pytest.raises(JournalError, match="refused"), writing(store._engine) as connection:
        connection.execute(update(tables.record).values(number="Lopez-47"))
    log = running.log()
    assert "UPDATE record SET number=" in log
    assert "lopez" not in log.lower()
