"""What became of claims, what is still owed for them, and until when."""

import datetime
from typing import Any

import pytest

from core.journal import check, due, owed, record
from core.journal.due import Due
from core.journal.faults import AmendedError, JournalError
from core.journal.owed import ANSWER, APPEAL, CORRECT, MOVE, SEND, TAKE_BACK, Owed
from core.journal.store import Store
from core.journal.terms import DUE, Wanted
from core.payers import Payer
from tests import build
from tests.journal.making import MOMENT, amend, claim, grant, note, void

PAYER = "medicare-part-b"
SERVICE, DENIED = datetime.date(2026, 11, 20), datetime.date(2026, 11, 24)


@pytest.fixture
def store(any_store: Store) -> Store:
    """A journal in a file, and one on a server."""
    return any_store


def acts(store: Store) -> dict[int, str]:
    """What is owed by place, after a look that all ways of asking say the same."""
    with store.looking() as connection:
        found = owed.everything(connection)
        notes = [line.record.seq for line in store.records()]
        standings, again = owed.of_notes(connection, notes)
    assert sorted(again.values()) == sorted(found)
    assert [*store.find(Wanted(state=DUE))] == sorted((one.note for one in found), reverse=True)
    assert {place for place, said in standings.items() if said.of_note == place} <= {*notes}
    return {one.note: one.act for one in found}


def payer(filing_days: int | None = None, appeal_days: int | None = None) -> dict[str, Payer]:
    """The profile of the notes' payer with windows of the clinic's own."""
    return {PAYER: build.shipped().payers[PAYER]._replace(filing_days=filing_days, appeal_days=appeal_days)}


class TestOwed:
    """From the note to the end of its claim."""

    def test_a_claim_is_to_be_sent(self, store: Store) -> None:
        store.add(note("Doe"))
        assert acts(store) == {1: SEND}

    @pytest.mark.parametrize("fields", [{"drug_source": "sample"}, {"given": "0 mcg"}])
    def test_without_claim_lines_there_is_none(self, store: Store, fields: dict[str, Any]) -> None:
        store.add(note("Doe", **fields))
        assert acts(store) == {}

    @pytest.mark.parametrize(
        ("state", "left"),
        [("sent", {}), ("paid", {}), ("appealed", {}), ("closed", {}), ("denied", {1: APPEAL}), ("open", {1: SEND})],
    )
    def test_what_is_said_of_it(self, store: Store, state: str, left: dict[int, str]) -> None:
        store.add(note("Doe"))
        claim(store, 1, state)
        assert acts(store) == left

    def test_the_last_word_holds(self, store: Store) -> None:
        store.add(note("Doe"))
        sent = claim(store, 1, "sent")
        denied = claim(store, 1, "denied", before=sent.seq)
        with store.looking() as connection:
            assert [owed.last_word(connection, place) for place in (1, 2)] == [denied.seq, 0]
        assert acts(store) == {1: APPEAL}
        claim(store, 1, "appealed", before=denied.seq)
        assert acts(store) == {}
        assert [line.record.body["kind"] for line in store.history(sent.seq)] == ["claim"] * 3
        assert check.check(store).problems == ()

    @pytest.mark.parametrize("state", ["sent", "paid", "appealed", "closed"])
    def test_an_amended_note_wants_a_corrected_claim(self, store: Store, state: str) -> None:
        """Over several amendments; once that is sent, nothing is owed any more."""
        store.add(note("Doe"))
        claim(store, 1, state)
        amend(store, 1, name="Roe")
        assert acts(store) == {3: CORRECT}
        amend(store, 3, name="Row")
        assert acts(store) == {4: CORRECT}
        claim(store, 4, "sent")
        assert acts(store) == {}

    def test_of_a_claim_that_was_never_sent_nothing_is_corrected(self, store: Store) -> None:
        store.add(note("Doe"))
        claim(store, 1, "open")
        amend(store, 1, name="Roe")
        assert acts(store) == {3: SEND}

    def test_what_the_payer_does_not_read_asks_for_no_correction(self, store: Store) -> None:
        """Site, lot and names of nurses stand on no claim; a denial still counts."""
        for name, state in (("Doe", "paid"), ("Roe", "denied")):
            seq = store.add(note(name)).seq
            claim(store, seq, state)
            amend(store, seq, name=name, site="right abdomen", given_by="K. Mayer RN")
        assert acts(store) == {6: APPEAL}

    @pytest.mark.parametrize(
        "fields",
        [
            {"given": "75 mcg"},
            {"service_date": "2026-11-19"},
            {"diagnosis": ["E22.0"]},
            {"prior_authorization": "PA-77"},
            {"route": "IV_PUSH"},
        ],
    )
    def test_what_the_payer_reads_does(self, store: Store, fields: dict[str, Any]) -> None:
        store.add(note("Doe"))
        claim(store, 1, "sent")
        amend(store, 1, **{"name": "Doe", **fields})
        assert acts(store) == {3: CORRECT}

    def test_a_denied_claim_that_is_amended_is_answered_in_the_appeals_window(self, store: Store) -> None:
        """Corrected or appealed, as the payer wants it; the days of the denial are not lost."""
        store.add(note("Doe"))
        claim(store, 1, "denied")
        amend(store, 1, name="Roe")
        assert acts(store) == {3: ANSWER}
        with store.looking() as connection:
            (found,) = owed.everything(connection)
        assert due.of(found, payer(30, 120)).words(DENIED) == "correct or appeal: 120 days left"

    def test_not_sent_after_all_is_said_of_the_corrected_claim_alone(self, store: Store) -> None:
        """The first one is still with the payer."""
        store.add(note("Doe"))
        claim(store, 1, "sent")
        amend(store, 1, name="Roe")
        sent = claim(store, 3, "sent").seq
        assert acts(store) == {}
        claim(store, 3, "open", before=sent)
        assert acts(store) == {3: CORRECT}

    def test_a_claim_that_was_taken_back_is_sent_anew(self, store: Store) -> None:
        """As a sample for a while, and billed again."""
        store.add(note("Doe"))
        claim(store, 1, "sent")
        amend(store, 1, name="Doe", drug_source="sample")
        assert acts(store) == {3: TAKE_BACK}
        claim(store, 3, "closed")
        assert acts(store) == {}
        amend(store, 3, name="Doe", site="left arm")
        assert acts(store) == {5: SEND}

    def test_a_closed_claim_of_a_void_note_is_taken_back(self, store: Store) -> None:
        """Nobody said that it never was with the payer."""
        store.add(note("Doe"))
        closed = claim(store, 1, "closed").seq
        void(store, 1)
        assert acts(store) == {1: TAKE_BACK}
        claim(store, 1, "closed", before=closed)
        assert acts(store) == {}

    def test_another_payer_gets_it_and_the_first_one_gives_it_back(self, store: Store) -> None:
        store.add(note("Doe"))
        claim(store, 1, "sent")
        amend(store, 1, name="Doe", payer="lifewise-premera")
        with store.looking() as connection:
            assert owed.everything(connection) == [Owed(3, MOVE, "lifewise-premera", SERVICE)]
        assert acts(store) == {3: MOVE}
        claim(store, 3, "sent")
        assert acts(store) == {}

    def test_a_void_notes_claim_is_taken_back(self, store: Store) -> None:
        """Also where the void is of an amendment; what was never sent is not."""
        for name in ("Doe", "Roe", "Row"):
            store.add(note(name))
        claim(store, 1, "paid")
        claim(store, 2, "sent")
        void(store, 1)
        amend(store, 2, name="Roo")
        void(store, 7)
        void(store, 3)
        assert acts(store) == {1: TAKE_BACK, 7: TAKE_BACK}
        claim(store, 7, "closed")
        assert acts(store) == {1: TAKE_BACK}

    def test_an_amendment_without_claim_lines_takes_it_back(self, store: Store) -> None:
        store.add(note("Doe"))
        claim(store, 1, "sent")
        amend(store, 1, name="Doe", drug_source="sample")
        assert acts(store) == {3: TAKE_BACK}

    def test_other_records_owe_nothing(self, store: Store) -> None:
        grant(store)
        assert acts(store) == {}


class TestSaying:
    """One word at a time, of the note that holds."""

    def test_twice_is_refused(self, store: Store) -> None:
        """Two people, or two presses of a key."""
        store.add(note("Doe"))
        claim(store, 1, "sent")
        with pytest.raises(AmendedError, match="Something else was entered for it at 2026-11-20T10:44:00Z by rortiz"):
            claim(store, 1, "sent")
        claim(store, 1, "paid", before=2)
        with pytest.raises(AmendedError, match="entered"):
            claim(store, 1, "denied", before=2)

    def test_of_an_amended_note_is_refused(self, store: Store) -> None:
        store.add(note("Doe"))
        amend(store, 1, name="Roe")
        with pytest.raises(AmendedError, match="was already amended"):
            claim(store, 1, "sent")

    def test_of_a_void_is_refused(self, store: Store) -> None:
        store.add(note("Doe"))
        void(store, 1)
        body = record.claim(store.get(1), "sent", DENIED, MOMENT)
        body["claim"]["note"]["seq"] = 2
        with pytest.raises(JournalError, match="takes a note back"):
            store.add(body)

    def test_the_note_that_it_names_must_be_the_one(self, store: Store) -> None:
        store.add(note("Doe"))
        body = record.claim(store.get(1), "sent", DENIED, MOMENT)
        body["claim"]["note"]["hash"] = "0" * 64
        store.add(body)
        assert [problem.message for problem in check.check(store).problems] == [
            "the note whose claim it is of is another one"
        ]


class TestP4:
    """Calendar days from the day of service or of denial; the last one is still in time."""

    @pytest.mark.parametrize(
        ("today", "words", "severity"),
        [
            ("2026-11-20", "send: 90 days left", "info"),
            ("2027-01-18", "send: 31 days left", "info"),
            ("2027-01-19", "send: 30 days left", "warning"),
            ("2027-02-17", "send: 1 day left", "warning"),
            ("2027-02-18", "send: last day today", "warning"),
            ("2027-02-19", "send: 1 day late", "error"),
            ("2027-02-28", "send: 10 days late", "error"),
        ],
    )
    def test_the_last_day(self, today: str, words: str, severity: str) -> None:
        """20 November and 90 days is 18 February: 10 in November, 31, 31, and 18."""
        found, day = due.of(Owed(1, SEND, PAYER, SERVICE), payer(filing_days=90)), datetime.date.fromisoformat(today)

        assert found == Due(1, SEND, datetime.date(2027, 2, 18))
        assert (found.words(day), found.severity(day)) == (words, severity)

    def test_a_leap_day_counts(self) -> None:
        """365 days from 1 March 2027 end on 28 February 2028, a day before the leap day; 366 end on it."""
        march = datetime.date(2027, 3, 1)
        ends = [due.of(Owed(1, SEND, PAYER, march), payer(filing_days=days)).until for days in (365, 366, 367)]
        assert ends == [datetime.date(2028, 2, 29) + datetime.timedelta(days=n) for n in (0, 1, 2)]

    def test_each_act_has_its_window(self) -> None:
        windows = payer(filing_days=10, appeal_days=20)
        assert due.of(Owed(1, CORRECT, PAYER, SERVICE), windows).until == datetime.date(2026, 11, 30)
        assert due.of(Owed(1, APPEAL, PAYER, DENIED), windows).until == datetime.date(2026, 12, 14)
        assert due.of(Owed(1, TAKE_BACK, "", None), windows).until is None

    @pytest.mark.parametrize("windows", [{}, {"filing_days": 90}])
    def test_no_window_is_said(self, windows: dict[str, int]) -> None:
        found = due.of(Owed(1, APPEAL, PAYER, DENIED), payer(**windows))
        assert (found.words(DENIED), found.severity(DENIED)) == ("appeal: no time limit set", "info")

    def test_a_payer_that_is_not_known_has_none(self) -> None:
        assert due.of(Owed(1, SEND, "gone", SERVICE), payer(filing_days=90)).until is None

    def test_a_window_without_end(self) -> None:
        assert due.of(Owed(1, SEND, PAYER, SERVICE), payer(filing_days=10**9)).until == datetime.date.max

    def test_worst_first(self) -> None:
        """What ends first, then what has no window; of equals the older note."""
        days = [datetime.date(2026, 11, day) for day in (20, 18, 20)]
        known = [Owed(note, SEND, PAYER, day) for note, day in enumerate(days, 1)]
        found = due.worst_first([Owed(9, TAKE_BACK, "", None), *known[::-1]], payer(filing_days=9))
        assert [one.note for one in found] == [2, 1, 3, 9]
