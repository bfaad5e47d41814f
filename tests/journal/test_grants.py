"""Prior authorisations: entered once, corrected by a later record, counted down by the notes that name them."""

import datetime
import tempfile
from collections.abc import Iterable
from contextlib import closing
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.authorization import Authorization
from core.journal import check, copying, database, grants, record
from core.journal.faults import AmendedError, JournalError
from core.journal.home import Home
from core.journal.store import Store
from core.journal.terms import Wanted
from tests.journal.making import GRANTED, MOMENT, OWN, amend, changed, claim, grant, note, void


@pytest.fixture
def store(any_store: Store) -> Store:
    """A journal in a file, and one on a server."""
    return any_store


def named(number: str = "PA-77", mrn: str = "MRN1", **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON value
    """What a note has that names an authorisation; it bills 3 units and 1 JW unit."""
    patient = {"name": "Maria Lopez", "record_number": mrn}
    return {"prior_authorization": number, "patient": patient, **fields}


def known(store: Store, number: str = "PA-77", patient: str = "MRN1", but: int = 0) -> Authorization:
    """The one authorisation of a number."""
    (found,) = grants.known(store, number, patient, but)
    return found


class TestEntering:
    """Of each number and patient one record holds."""

    def test_it_comes_back_as_it_was_entered(self, store: Store) -> None:
        grant(store)
        assert known(store) == GRANTED
        assert [one.authorization for one in grants.every(store)] == [GRANTED]

    def test_a_correction_takes_its_place(self, store: Store) -> None:
        first = grant(store)
        second = grant(store, first.seq, granted=60)

        assert (second.follows, known(store).granted) == (first.seq, 60)
        assert [one.record.seq for one in grants.every(store)] == [second.seq]

    def test_it_is_entered_once(self, store: Store) -> None:
        """In another spelling, too: somebody may have been quicker."""
        grant(store)
        with pytest.raises(AmendedError, match=r"at 2026-11-20T10:44:00Z by rortiz\. Look at that first"):
            grant(store, number="pa 77", record_number="mrn 1")
        grant(store, record_number="MRN2")  # the number of another payer for another patient
        assert len(grants.every(store)) == 2

    def test_it_is_corrected_once(self, store: Store) -> None:
        first = grant(store).seq
        grant(store, first, granted=60)
        with pytest.raises(AmendedError, match="Look at that first"):
            grant(store, first, granted=80)

    def test_a_correction_is_of_the_same_number(self, store: Store) -> None:
        first, other = grant(store).seq, store.add(note("Doe")).seq
        for seq in (first, other):
            with pytest.raises(JournalError, match=f"Record {seq} is of something else"):
                grant(store, seq, number="PA-78")

    def test_it_is_taken_back(self, store: Store) -> None:
        """By a correction to 0 units; it is found no more, and may be entered anew. The chain keeps all of it."""
        first = grant(store).seq
        grant(store, first, granted=0)
        assert (grants.every(store), grants.known(store, "PA-77", ""), grants.known(store, "", "MRN1")) == ([], [], [])
        grant(store, granted=60)
        assert known(store).granted == 60
        assert check.check(store).problems == ()

    def test_a_note_does_not_follow_it(self, store: Store) -> None:
        seq = grant(store).seq
        with pytest.raises(JournalError, match=f"Record {seq} takes a note back and is none itself"):
            store.add({**note("Doe"), "kind": record.AMENDMENT, "amends": {"seq": seq}, "reason": "x"}, seq)

    def test_it_is_no_note(self, store: Store) -> None:
        """No search, no list and no report finds it; the chain has it, and is whole."""
        store.add(note("Doe", **named()))
        grant(store)

        days = Wanted(since=datetime.date.min, until=datetime.date.max)
        for wanted in (Wanted(), days, Wanted(text="lopez"), Wanted(record="MRN1"), Wanted(number="PA-77")):
            assert [*store.find(wanted)] == [*(line.record.seq for line in store.newest(wanted, 9))]
            assert 2 not in store.find(wanted)
        assert [line.record.seq for line in store.records()] == [1]
        assert [line.record.body["kind"] for line in store.chain()] == ["note", "prior-auth"]
        assert check.check(store).problems == ()


class TestCounting:
    """Notes that hold count, once each."""

    def test_administered_and_discarded_units_count(self, store: Store) -> None:
        grant(store)
        store.add(note(**named()))
        store.add(note(**named(given="100 mcg")))

        assert (known(store).used, known(store).latest, known(store).left) == (4 + 4, 4, 32)
        assert [one.notes for one in grants.every(store)] == [(2, 3)]

    def test_the_number_may_be_written_otherwise(self, store: Store) -> None:
        grant(store)
        store.add(note(**named("pa 77")))
        store.add(note(**named("PA-770")))
        assert known(store, "Pa77").used == 4

    def test_an_authorisation_that_comes_after_its_notes_counts_them(self, store: Store) -> None:
        store.add(note(**named()))
        grant(store)
        assert known(store).used == 4

    def test_amended_and_void_notes_do_not_count(self, store: Store) -> None:
        grant(store)
        first, second = store.add(note(**named())).seq, store.add(note(**named(given_at="11:00"))).seq
        amend(store, first, **named(given="100 mcg", opened=note()["encounter"]["opened"] * 2))
        assert known(store).used == 8 + 4  # 100 of 200 mcg: 4 and 4 JW; the amended one no more
        void(store, second)
        assert known(store).used == 8

    def test_a_note_that_names_it_no_more_does_not_count(self, store: Store) -> None:
        grant(store)
        amend(store, store.add(note(**named())).seq, **named(""))
        assert known(store).used == 0

    def test_another_patients_note_does_not_count(self, store: Store) -> None:
        """One that names no patient's record does: too little left is safer than too much."""
        grant(store)
        store.add(note(**named(mrn="MRN2")))
        assert known(store).used == 0
        store.add(note(**named(mrn="")))
        assert known(store).used == 4

    def test_without_a_record_number_it_is_of_whoever_names_it(self, store: Store) -> None:
        grant(store, record_number="")
        store.add(note(**named(mrn="MRN2")))
        assert known(store, patient="MRN3").used == 4

    def test_another_code_does_not_count(self, store: Store) -> None:
        grant(store, hcpcs="J1930")
        store.add(note(**named()))
        assert known(store).used == 0

    def test_a_note_without_claim_lines_does_not_count(self, store: Store) -> None:
        grant(store)
        store.add(note(**named(drug_source="sample")))
        assert known(store).used == 0

    def test_the_note_that_is_being_amended_is_left_out(self, store: Store) -> None:
        grant(store)
        seq = store.add(note(**named())).seq
        assert known(store, but=seq).used == 0

    def test_each_year_has_its_own_under_one_number(self, store: Store) -> None:
        """A renewal is entered beside the year before; each counts the notes of its days."""
        grant(store, since=datetime.date(2025, 1, 1), until=datetime.date(2025, 12, 31), granted=8)
        grant(store, granted=20)
        for day in ("2025-03-10", "2025-12-31", "2026-01-01", "2024-12-31"):
            store.add(note(**named(service_date=day)))

        this, before = grants.every(store)
        assert (this.notes, before.notes) == ((5,), (3, 4))
        assert (this.authorization.left, before.authorization.left) == (16, 0)
        assert (this.outside, before.outside) == ((6,), (6,))

    def test_each_payer_counts_its_own(self, store: Store) -> None:
        """Two payers may give the same number; neither counts the other's notes."""
        grant(store)
        grant(store, payer="lifewise-premera", record_number="")
        store.add(note(**named(payer="medicare-part-b")))
        second = store.add(note(**named(payer="lifewise-premera", given_at="11:00"))).seq
        store.add(note(**named(payer="blue-cross-idaho", given_at="12:00")))

        found = {grant.authorization.payer: grant for grant in grants.every(store)}
        assert [found[name].authorization.used for name in ("medicare-part-b", "lifewise-premera")] == [4, 4]
        assert found["lifewise-premera"].notes == (second,)
        assert [one.outside for one in found.values()] == [(5,), (5,)]

    @pytest.mark.parametrize(("own", "other"), [("12-3", "1-23"), ("12-3", "12+3"), ("12 3", "1 23"), ("12", "1-2")])
    def test_signs_in_record_numbers_count(self, store: Store, own: str, other: str) -> None:
        grant(store, record_number=own)
        store.add(note(**named(mrn=other)))
        assert known(store, patient=own).used == 0

    def test_record_numbers_count_to_their_last_sign(self, store: Store) -> None:
        whole = "3f2504e0-4f89-11d3-9a0c-0305e82c3301"
        grant(store, record_number=whole)
        store.add(note(**named(mrn=f"{whole[:-1]}2")))
        store.add(note(**named(mrn=whole.upper().replace("-", "\u2013"))))
        assert known(store, patient=whole).used == 4

    def test_the_latest_is_the_last_date_of_service(self, store: Store) -> None:
        """Not what was filed last."""
        grant(store)
        store.add(note(**named(given="100 mcg", opened=note()["encounter"]["opened"] * 2)))
        store.add(note(**named(service_date="2026-10-01")))
        assert (known(store).latest, known(store).used) == (8, 12)


class TestKnown:
    """What is known of a number, or of a patient."""

    def test_by_patient(self, store: Store) -> None:
        grant(store)
        grant(store, number="PA-78")
        grant(store, number="PA-79", record_number="MRN2")

        assert [one.number for one in grants.known(store, "", "mrn 1")] == ["PA-78", "PA-77"]
        assert [one.number for one in grants.known(store, "PA-79", "MRN1")] == []
        assert [one.number for one in grants.known(store, "PA-79", "")] == ["PA-79"]

    @pytest.mark.parametrize(("number", "patient"), [("", ""), ("--", " "), ("PA-7", "MRN1"), ("", "MRN")])
    def test_nothing(self, store: Store, number: str, patient: str) -> None:
        """A beginning is not enough: it would be another's."""
        grant(store)
        assert grants.known(store, number, patient) == []


STEPS = st.lists(st.tuples(st.sampled_from(("note", "amend", "void", "claim")), st.integers(0, 9)), max_size=12)
DOSES = (25, 60, 100)


@given(STEPS, st.integers(0, 12))
@settings(max_examples=40, deadline=None)
def test_units_left_are_granted_less_those_of_the_notes_that_hold(steps: list[tuple[str, int]], when: int) -> None:
    """P2: whatever the order of notes, amendments, voids, claims and of the authorisation itself."""
    holding: dict[int, tuple[int, bool]] = {}
    with tempfile.TemporaryDirectory() as folder, closing(Store(database.open_file(f"{folder}/j.db", OWN))) as store:
        for number, (act, choice) in enumerate(steps):
            if number == when:
                grant(store)
            _act(store, act, choice, number, holding)
        if when >= len(steps):
            grant(store)

        assert known(store).used == sum(units for units, counts in holding.values() if counts)
        assert check.check(store).problems == ()


def _act(store: Store, act: str, choice: int, number: int, holding: dict[int, tuple[int, bool]]) -> None:
    """Do something with a note, and keep what should count: units by place, and whether the number is named."""
    counts, open_places = bool(choice % 4), [*holding]
    fields = named("PA 77" if counts else "PA-1", given=f"{DOSES[choice % 3]} mcg", site=f"site {number}")
    if act == "note":
        holding[store.add(note(**fields)).seq] = (4, counts)
    elif open_places:
        seq = open_places[choice % len(open_places)]
        if act == "claim":
            _claim_once(store, seq)
            return
        del holding[seq]
        if act == "amend":
            holding[amend(store, seq, **fields).seq] = (4, counts)
        else:
            void(store, seq)


def _claim_once(store: Store, seq: int) -> None:
    try:
        claim(store, seq, "sent")
    except AmendedError:
        return


def test_bodies_are_read_back_as_they_were_written() -> None:
    """Of every kind that is of no note."""
    body: dict[str, Any] = record.authorization(GRANTED, MOMENT)
    assert record.granted_in(body) == GRANTED
    fields: Iterable[str] = body["authorization"]
    assert {*fields} == {"number", "record_number", "patient", "payer", "hcpcs", "since", "until", "units"}


class TestInTheChain:
    """They are kept like notes: copied as they are, and what is changed shows."""

    @pytest.fixture
    def filled(self, store: Store) -> Store:
        """A note, an authorisation that was corrected, and a claim that was denied."""
        store.add(note(**named()))
        grant(store, grant(store).seq, granted=60)
        claim(store, 1, "denied", before=claim(store, 1, "sent").seq)
        return store

    def test_a_copy_has_them_all(self, filled: Store, place: Home) -> None:
        """As a backup and a move make it, between file and server."""
        with closing(Store(database.open_file(f"{place.database}-2", OWN))) as other:
            assert copying.copy(filled, other) == 5
            assert [*other.chain()] == [*filled.chain()]
            assert known(other) == known(filled)
            assert check.check(other).problems == ()

    @pytest.mark.parametrize(
        ("statement", "seq", "words"),
        [
            (
                "UPDATE term SET value = 'x/y/z/2026-01-01' WHERE field = 'granted' AND seq = 3",
                3,
                "filed under something",
            ),
            ("UPDATE term SET value = 'x/y/z/2026-11-20/1' WHERE field = 'authorised'", 1, "filed under something"),
            ("DELETE FROM term WHERE field = 'standing' AND seq = 5", 5, "filed under something"),
            ("UPDATE record SET follows = 1 WHERE seq = 3", 3, "filed behind another record"),
            ("UPDATE record SET service_date = '2026-11-20' WHERE seq = 2", 2, "filed under something"),
            ("UPDATE record SET number = 'AAAA-AAAA' WHERE seq = 4", 4, "filed under something"),
            ("UPDATE record SET body = (SELECT body FROM record WHERE seq = 1) WHERE seq = 4", 4, "it was changed"),
        ],
    )
    def test_what_is_changed_is_named(self, filled: Store, statement: str, seq: int, words: str) -> None:
        """No unit more or less, and no claim sent or not, without a word."""
        changed(filled, statement)
        (problem,) = check.check(filled).problems
        assert (problem.seq, words in problem.message) == (seq, True)

    def test_one_that_is_taken_out_is_missed(self, filled: Store) -> None:
        changed(filled, "DELETE FROM record WHERE seq = 3", "DELETE FROM term WHERE seq = 3")
        assert "record 3 is missing before it" in [problem.message for problem in check.check(filled).problems]
