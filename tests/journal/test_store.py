"""Records are added at the end, found again, amended once, and never changed."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy.exc import DBAPIError

from core.journal import check, copying, database, record
from core.journal import store as stores
from core.journal.faults import AmendedError, DamagedError, JournalError
from core.journal.home import Home
from core.journal.record import BEFORE_ALL
from core.journal.store import Kept, Store
from core.journal.terms import Wanted
from tests.journal.making import MOMENT, OWN, amend, changed, note, void


@pytest.fixture
def store(any_store: Store) -> Store:
    """A journal in a file, and one on a server."""
    return any_store


@contextmanager
def another(place: Home) -> Iterator[Store]:
    """An empty journal beside the first."""
    opened = Store(database.open_file(f"{place.database}-2", OWN))
    yield opened
    opened.close()


class TestAdding:
    """A record is filed once, behind the one before."""

    def test_records_make_a_chain(self, store: Store) -> None:
        assert store.last() is None
        first, second = store.add(note("Doe")), store.add(note("Roe"))

        assert (first.seq, first.previous) == (1, BEFORE_ALL)
        assert (second.seq, second.previous) == (2, first.hash)
        assert store.last() == second
        assert store.get(1) == first
        assert first.hash == record.digest(1, BEFORE_ALL, first.text)

    def test_the_same_note_is_filed_once(self, store: Store) -> None:
        assert store.add(note("Doe")) == store.add(note("Doe"))
        assert len(store.find(Wanted())) == 1

    def test_a_clock_that_jumps_back_changes_no_order(self, store: Store) -> None:
        """Place, not time, is the order; the time is what the computer's clock said."""
        for number, day in enumerate((20, 3, 28, 1)):
            moment = MOMENT._replace(at=MOMENT.at.replace(day=day))
            store.add(note(f"Doe{number}", moment=moment))

        assert [line.record.seq for line in store.newest(Wanted(), 9)] == [4, 3, 2, 1]
        assert check.check(store).problems == ()

    def test_a_place_without_record_is_an_error(self, store: Store) -> None:
        with pytest.raises(KeyError):
            store.get(1)

    @pytest.mark.parametrize("statement", ["UPDATE record SET number = 'x'", "DELETE FROM record"])
    def test_the_database_itself_refuses_changes(self, store: Store, statement: str) -> None:
        store.add(note("Doe"))
        with pytest.raises(JournalError, match="never changed"), database.writing(store._engine) as connection:
            connection.exec_driver_sql(statement)
        assert check.check(store).problems == ()


class TestAmending:
    """A record is amended or voided once; both show."""

    def test_original_and_amendments_are_one_history(self, store: Store) -> None:
        store.add(note("Doe"))
        store.add(note("Somebody else"))
        amend(store, 1, name="Roe")
        amend(store, 3, name="Row")
        void(store, 4)

        for seq in (1, 3, 4, 5):
            assert [line.record.seq for line in store.history(seq)] == [1, 3, 4, 5]
        assert [line.later.seq if line.later else None for line in store.history(1)] == [3, 4, 5, None]
        assert [line.record.seq for line in store.history(2)] == [2]
        assert check.check(store).problems == ()

    def test_who_comes_second_is_told_by_whom_and_when(self, store: Store) -> None:
        store.add(note("Doe"))
        amend(store, 1, name="Roe")
        number = store.get(1).body["number"]
        words = f"^{number} was already amended at 2026-11-20T10:44:00Z by rortiz. Look at that first.$"

        with pytest.raises(AmendedError, match=words):
            amend(store, 1, name="Row")
        with pytest.raises(AmendedError, match=words):
            void(store, 1)
        assert len(store.find(Wanted())) == 2

    def test_a_voided_note_can_t_be_amended(self, store: Store) -> None:
        store.add(note("Doe"))
        void(store, 1)

        with pytest.raises(AmendedError, match="was already voided at"):
            amend(store, 1, name="Roe")
        with pytest.raises(JournalError, match="Record 2 takes a note back"):
            void(store, 2)

    def test_an_amendment_that_changes_nothing_is_refused(self, store: Store) -> None:
        """It would otherwise vanish without a word, for the same note is filed once."""
        store.add(note("Doe"))
        with pytest.raises(JournalError, match=r"Nothing is changed.* as record 1"):
            amend(store, 1, name="Doe")

    def test_the_same_amendment_is_filed_once(self, store: Store) -> None:
        """Whoever did not hear that it was filed may file it again."""
        store.add(note("Doe"))
        assert amend(store, 1, name="Roe") == amend(store, 1, name="Roe")

    def test_records_of_one_number(self, store: Store) -> None:
        filed = store.add(note("Doe"))
        void(store, 1)
        assert [line.record.seq for line in store.numbered(filed.body["number"])] == [1, 2]

    def test_a_void_of_a_note_by_which_nothing_is_found(self, store: Store) -> None:
        """A note without patient, lot, person and known product."""
        store.add(note(opened=[{"ndc": "9999-9999-99"}], discard=None, given_by=None))
        void(store, 1)
        assert check.check(store).problems == ()


class TestDrafts:
    """What is typed is kept for each window until it is a note."""

    def test_the_last_one_counts(self, store: Store) -> None:
        assert store.draft("window-1") is None
        store.save_draft("window-1", {"given": "6"}, "10:44")
        store.save_draft("window-1", {"given": "60 mcg"}, "10:45")
        store.save_draft("window-2", {}, "10:46")

        assert store.draft("window-1") == ({"given": "60 mcg"}, "10:45")
        assert store.draft("window-2") == ({}, "10:46")
        store.drop_draft("window-1")
        assert store.draft("window-1") is None
        assert store.draft("window-2") is not None


class TestCopying:
    """Another journal takes the records as they are."""

    def test_all_is_the_same(self, store: Store, place: Home) -> None:
        for number in range(7):
            store.add(note(f"Doe{number}"))
        void(store, 3)
        with another(place) as copied:
            assert copying.copy(store, copied) == 8
            assert [*copied.kept()] == [*store.kept()]
            assert check.check(copied) == check.check(store)

    def test_a_copy_is_carried_on(self, store: Store, place: Home) -> None:
        store.add(note("Doe"))
        with another(place) as copied:
            copying.copy(store, copied)
            store.add(note("Roe"))
            assert copying.copy(store, copied) == 1
            assert [*copied.kept()] == [*store.kept()]

    def test_another_chain_is_not_carried_on(self, store: Store, place: Home) -> None:
        store.add(note("Doe"))
        with another(place) as other:
            other.add(note("Roe"))
            with pytest.raises(JournalError, match="Choose an empty one"):
                copying.copy(store, other)
            assert len(other.find(Wanted())) == 1

    def test_many_go_over_in_parts(self, store: Store, place: Home, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(stores, "_BATCH", 2)
        for number in range(5):
            store.add(note(f"Doe{number}"))
        with another(place) as copied:
            copying.copy(store, copied)
            assert [line.record.seq for line in copied.records()] == [1, 2, 3, 4, 5]

    def test_rows_without_terms(self, store: Store) -> None:
        store.take([Kept(1, BEFORE_ALL, "h", b"", "note", "n", "2026-11-20", None, None, set())])
        assert [kept.seq for kept in next(store.kept())] == [1]

    def test_an_empty_journal_stays_empty(self, store: Store, place: Home) -> None:
        with another(place) as copied:
            assert copying.copy(store, copied) == 0


class TestDamage:
    """A row that can't be read names itself."""

    def test_a_text_that_can_t_be_unpacked(self, store: Store) -> None:
        store.add(note("Doe"))
        changed(store, "UPDATE record SET body = substr(body, 2)")
        with pytest.raises(DamagedError, match="Record 1 is damaged"):
            store.get(1)

    def test_a_record_that_is_gone(self, store: Store) -> None:
        """What it is found by may be left."""
        for name in ("Doe", "Roe"):
            store.add(note(name))
        changed(store, "DELETE FROM record WHERE seq = 1")
        with pytest.raises(DamagedError, match="Record 1 is missing"):
            store.newest(Wanted(patient="doe"), 9)
        assert [line.record.seq for line in store.records()] == [2]


class TestPrivacy:
    """What goes wrong is told without what was to be written."""

    def test_neither_words_nor_traceback_hold_a_patients_name(self, store: Store) -> None:
        changed(store, "ALTER TABLE term RENAME TO gone")
        with pytest.raises(JournalError, match=r"The journal refused it: .*term") as caught:
            store.add(note("Marker"))
        error: BaseException | None = caught.value
        assert caught.value.__suppress_context__
        while error is not None:
            assert "Marker" not in str(error)
            assert "marker" not in str(error)
            error = error.__cause__ or error.__context__
        assert isinstance(caught.value.__context__, DBAPIError)
        assert store.last() is None


def test_a_note_that_was_taken_back_is_not_filed_again(store: Store) -> None:
    """Who saves it once more is told; under its number there would be a note that is void."""
    body = note("Doe")
    filed = store.add(body)
    void(store, filed.seq)

    with pytest.raises(AmendedError, match="was already voided"):
        store.add(body)
    assert len(list(store.records())) == 2
