"""Whatever is changed behind the program's back, `check` names the record."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.journal import check, database, record
from core.journal.check import Report
from core.journal.store import Store
from tests.journal.making import COLUMNS, OWN, amend, changed, note, void

COUNT = 8
PLACES = st.integers(1, COUNT)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal of eight records; the fourth amends the second, the seventh takes back the fourth."""
    path = tmp_path_factory.mktemp("whole") / "journal.db"
    with closing(Store(database.open_file(str(path), OWN))) as store:
        for name in ("Doe", "Roe", "Row"):
            store.add(note(name, opened=[{"ndc": "0641-6175-10", "lot": name}]))
        amend(store, 2, name="Rowe")
        store.add(note("Poe"))
        store.add(note("Moe"))
        void(store, 4)
        store.add(note("Zoe"))
    return path


def checked(whole: Path, *statements: str, change: Callable[[Store], None] = lambda _: None) -> Report:
    """The report on a copy of the journal that was changed."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "journal.db")
        shutil.copy(whole, path)
        with closing(Store(database.open_file(path, OWN))) as store:
            changed(store, *statements)
            change(store)
            return check.check(store)


def named(report: Report) -> set[int]:
    """The places that a report names."""
    return {problem.seq for problem in report.problems}


def rows(store: Store) -> Iterator[tuple[object, ...]]:
    """All rows."""
    with database.reading(store._engine) as connection:
        yield from connection.exec_driver_sql(f"SELECT {', '.join(COLUMNS)} FROM record ORDER BY seq").tuples()


def test_a_whole_journal_has_no_problem(whole: Path) -> None:
    """The report says how many records there are, and the last hash to note down."""
    with closing(Store(database.open_file(str(whole), OWN))) as store:
        last = store.last()
        assert last is not None
        assert check.check(store) == Report(COUNT, last.hash, ())


def test_a_check_tells_how_far_it_is(whole: Path) -> None:
    """Whoever hears it can end it."""

    class NoMoreError(Exception):
        pass

    def stop(number: int) -> None:
        raise NoMoreError(number)

    heard: list[int] = []
    with closing(Store(database.open_file(str(whole), OWN))) as store:
        check.check(store, heard.append)
        with pytest.raises(NoMoreError):
            check.check(store, stop)

    assert heard == [0]


def test_an_empty_journal_is_whole(store: Store) -> None:
    """Before the first record stands a hash of zeros."""
    assert check.check(store) == Report(0, record.BEFORE_ALL, ())


class TestChange:
    """Any value of any record."""

    @given(PLACES, st.sampled_from([name for name in COLUMNS if name != "seq"]), st.sampled_from("0123456789"))
    def test_every_changed_column_names_its_record(self, whole: Path, seq: int, column: str, value: str) -> None:
        change = f"UPDATE OR IGNORE record SET {column} = '{value}' WHERE seq = {seq}"
        change = (
            change.replace("'2'", "'9'").replace("'4'", "'9'") if column == "follows" else change
        )  # those are taken
        assert seq in named(checked(whole, change))

    @given(PLACES, st.sampled_from(("Doe", "Rowe", "60 mcg", '"units"', "rortiz", "2026-11-20T10:44:00Z")))
    def test_another_word_in_a_text_names_its_record(self, whole: Path, seq: int, word: str) -> None:
        def change(store: Store) -> None:
            text = store.get(seq).text
            other = text.replace(word.encode(), word[::-1].encode()) if word.encode() in text else text + b" "
            packed = record.packed(other).hex()
            changed(store, f"UPDATE record SET body = x'{packed}' WHERE seq = {seq}")

        assert {seq} <= named(checked(whole, change=change)) <= {seq, 7}  # the seventh needs the fourth

    @given(st.integers(1, COUNT - 1), st.booleans())
    def test_a_record_written_anew_names_what_came_after(self, whole: Path, seq: int, honest: bool) -> None:  # noqa: FBT001
        """Even with a hash that fits."""

        def change(store: Store) -> None:
            before = store.get(seq)
            body = {**before.body, "user": "mallory"} if honest else {"kind": "note"}
            made = record.seal(seq, before.previous, body, before.follows)
            packed = record.packed(made.text).hex()
            changed(store, f"UPDATE record SET body = x'{packed}', hash = '{made.hash}' WHERE seq = {seq}")

        found = named(checked(whole, change=change))
        assert seq + 1 in found
        assert honest or seq in found

    @pytest.mark.parametrize("text", [b"[]", b"1", b"{}", b'{"kind":"note"}', b"\xff", b'{"encounter":{}}'])
    def test_a_text_that_is_no_note_is_a_problem_not_a_fault(self, whole: Path, text: bytes) -> None:
        def change(store: Store) -> None:
            made = record.digest(COUNT, store.get(COUNT).previous, text)
            packed = record.packed(text).hex()
            changed(store, f"UPDATE record SET body = x'{packed}', hash = '{made}' WHERE seq = {COUNT}")

        assert named(checked(whole, change=change)) == {COUNT}

    def test_a_hash_that_does_not_fit(self, whole: Path) -> None:
        (first, second) = checked(whole, "UPDATE record SET hash = 'x' WHERE seq = 3").problems
        assert (first.seq, first.message) == (3, "it was changed")
        assert (second.seq, second.message) == (
            4,
            "the record before it is not the one that it was written after",
        )

    def test_a_damaged_note_and_the_void_that_needs_it(self, whole: Path) -> None:
        report = checked(whole, "UPDATE record SET body = x'00' WHERE seq = 4")
        assert [(problem.seq, problem.message) for problem in report.problems] == [
            (4, "its text is damaged"),
            (7, "it says nothing that such a record says, or the record that it names is damaged or missing"),
        ]


class TestRemoval:
    """All that is taken out before the end."""

    @given(st.sets(PLACES, min_size=1, max_size=3).filter(lambda places: COUNT not in places))
    def test_each_gap_is_named(self, whole: Path, places: set[int]) -> None:
        gone = ", ".join(map(str, places))
        report = checked(whole, f"DELETE FROM record WHERE seq IN ({gone})")
        after = {min(seq for seq in range(place, COUNT + 1) if seq not in places) for place in places}
        assert after <= named(report)
        assert report.records == COUNT - len(places)

    def test_words(self, whole: Path) -> None:
        found_by = "DELETE FROM term WHERE seq IN (5, 6)"
        (one,) = checked(whole, "DELETE FROM record WHERE seq = 5", found_by.replace(", 6", "")).problems
        assert (one.seq, one.message) == (6, "record 5 is missing before it")
        (two,) = checked(whole, "DELETE FROM record WHERE seq IN (5, 6)", found_by).problems
        assert (two.seq, two.message) == (7, "records 5 to 6 are missing before it")

    def test_what_is_cut_off_at_the_end_shows_in_the_last_hash_alone(self, whole: Path) -> None:
        """This the chain can't prove, as the documentation says; only who forgets the words for it is found."""
        cut_off = f"DELETE FROM record WHERE seq = {COUNT}"
        assert named(checked(whole, cut_off)) == {COUNT}
        report = checked(whole, cut_off, f"DELETE FROM term WHERE seq = {COUNT}")
        assert report.problems == ()
        assert report.records == COUNT - 1


class TestOrder:
    """Records exchanged or put in between."""

    @given(PLACES, PLACES)
    def test_two_that_are_exchanged_are_both_named(self, whole: Path, first: int, second: int) -> None:
        swap = f"UPDATE record SET seq = CASE seq WHEN {first} THEN -{second} ELSE -{first} END WHERE seq IN ({first}, {second})"  # noqa: E501
        report = checked(whole, swap, "UPDATE record SET seq = -seq WHERE seq < 0")
        assert named(report) >= ({first, second} if first != second else set())
        assert (first == second) == (not report.problems)

    @given(st.integers(2, COUNT + 1), PLACES)
    def test_one_that_is_put_in_is_named(self, whole: Path, place: int, source: int) -> None:
        """A copy of another record, moved in before a place or behind the end."""
        columns = ", ".join(name for name in COLUMNS if name not in {"seq", "identity", "follows"})
        report = checked(
            whole,
            f"UPDATE record SET seq = -seq - 1 WHERE seq >= {place}",
            "UPDATE record SET seq = -seq WHERE seq < 0",
            f"INSERT INTO record (seq, {columns}) SELECT {place}, {columns} FROM record "
            f"WHERE seq = {source + (source >= place)}",
        )
        assert place in named(report)


class TestFiling:
    """What a record is found by belongs to it."""

    @pytest.mark.parametrize(
        ("statement", "seq"),
        [
            ("DELETE FROM term WHERE seq = 3 AND field = 'patient'", 3),
            ("UPDATE term SET value = 'mallory' WHERE seq = 1 AND field = 'patient'", 1),
            ("INSERT INTO term VALUES ('lot', 'x', 8)", 8),
            ("UPDATE record SET service_date = '2020-01-01' WHERE seq = 2", 2),
        ],
    )
    def test_a_record_filed_elsewhere_is_named(self, whole: Path, statement: str, seq: int) -> None:
        (problem,) = checked(whole, statement).problems
        assert (problem.seq, problem.message) == (seq, "it is filed under something that it does not say")

    def test_a_void_behind_another_record(self, whole: Path) -> None:
        (problem,) = checked(whole, "UPDATE record SET follows = 6 WHERE seq = 7").problems
        assert (problem.seq, problem.message) == (7, "it is filed behind another record than the one it names")


@pytest.mark.parametrize("place", [0, -1])
def test_a_place_outside_the_chain(whole: Path, place: int) -> None:
    """Nothing stands before the first record, whatever it says."""
    columns = ", ".join(column if column != "seq" else str(place) for column in COLUMNS)
    columns = columns.replace("identity", "NULL").replace("follows", "NULL")
    report = checked(whole, f"INSERT INTO record ({', '.join(COLUMNS)}) SELECT {columns} FROM record WHERE seq = 1")

    assert place in named(report)
    assert not {3, 4} & named(report)


def test_found_where_nothing_is(whole: Path) -> None:
    """A word that leads to no record was put in, or its record was taken out."""
    report = checked(whole, "INSERT INTO term (field, value, seq) VALUES ('patient', 'nobody', 99)")

    assert [(problem.seq, problem.message) for problem in report.problems] == [
        (99, "it can be found, and is not there")
    ]
