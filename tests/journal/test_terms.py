"""A record is found by what it says, and by nothing else."""

import datetime
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.clinic import Clinic
from core.journal import database, record, terms
from core.journal.lines import Line
from core.journal.store import Store
from core.journal.terms import Wanted
from tests import build
from tests.journal.making import MOMENT, OWN, amend, note, void

SIGNS = st.characters(exclude_categories=("Cs", "Cc", "Cn"))
TEXTS = st.text(SIGNS, max_size=30)
NAMES = st.sampled_from(("Doe, Jane", "Döring-Ortiz, José", "Mayer", "DOE", "O'Neil", "doerfler jane", ""))
DAYS = st.dates(datetime.date(2026, 10, 1), datetime.date(2026, 10, 5))
CODES = (build.VIAL_50, build.VIAL_100, build.AMPUL_100, build.MULTI_1000)


@pytest.fixture
def store(any_store: Store) -> Store:
    """A journal in a file, and one on a server."""
    return any_store


@contextmanager
def journal(*bodies: dict[str, Any]) -> Iterator[Store]:
    """A journal of these records."""
    with tempfile.TemporaryDirectory() as folder, closing(Store(database.open_file(f"{folder}/j.db", OWN))) as store:
        for body in bodies:
            store.add(body)
        yield store


def places(store: Store, **wanted: Any) -> list[int]:  # noqa: ANN401 - fields of Wanted
    """What is found, after a look that both ways of asking say the same."""
    found = [*store.find(Wanted(**wanted))]
    assert [line.record.seq for line in store.newest(Wanted(**wanted), 99)] == found
    assert [line.record.seq for line in store.newest(Wanted(**wanted), 1)] == found[:1]
    assert [line.record.seq for line in store.records(Wanted(**wanted))] == found[::-1]
    return found


class TestWords:
    """Names are compared without case, accents and signs around them."""

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("Ångström, José-María", ["angstrom", "jose-maria"]),
            ("STRASSE Straße", ["strasse", "strasse"]),
            ("ＦＵＬＬ ℌ ﬁn", ["full", "h", "fin"]),
            (" ( , ) ", []),
            ("x" * 70, ["x" * 60]),
        ],
    )
    def test_examples(self, text: str, words: list[str]) -> None:
        assert [*terms.words(text)] == words

    @given(TEXTS)
    def test_words_of_words_are_the_same(self, text: str) -> None:
        for word in terms.words(text):
            assert [*terms.words(word)] == [word]
            assert word


class TestFinding:
    """Each field of what is wanted."""

    @settings(max_examples=20)
    @given(st.lists(TEXTS.filter(str.strip), min_size=1, max_size=5), TEXTS)
    def test_a_record_is_found_by_each_of_its_words_and_no_other(self, names: list[str], other: str) -> None:
        with journal(*(note(name, noted_at=f"2026-11-20T10:{n:02}") for n, name in enumerate(names))) as store:
            for asked in [word for name in [*names, other] for word in terms.words(name)]:
                expected = [
                    seq
                    for seq, name in enumerate(names, 1)
                    if any(word.startswith(asked) for word in terms.words(name))
                ]
                assert sorted(places(store, patient=asked)) == expected

    def test_signs_beyond_the_usual_ones(self) -> None:
        with journal(note("Doe🙂, Ab𝒳c")) as store:
            assert places(store, patient="doe") == [1]
            assert places(store, patient="doe🙂") == [1]
            assert places(store, patient="ab") == [1]
            assert places(store, patient="d🙂") == []

    def test_every_field(self) -> None:
        whole = note(
            "Doe, Jane",
            patient={"name": "Doe, Jane", "record_number": "MR-0042"},
            opened=[{"ndc": build.VIAL_100, "lot": "AB123", "serials": ["s-77"]}],
            discard={"confirmed": True, "discarded_by": "K. Mayer", "witness": "L. Chu"},
            given_by="R. Ortiz RN",
        )
        with journal(
            whole,
            note("Roe", discard=None, given_by=None, given="50 mcg", opened=[{"ndc": "0078-0180-01", "lot": "X9"}]),
        ) as s:
            for field, texts in {
                "patient": ("doe", "JANE", "doe, j", "Jane Doe"),
                "record": ("mr-0042", "MR"),
                "lot": ("ab123", "AB"),
                "serial": ("S-77",),
                "ndc": ("0641-6175-10", "00641617510", "0641", "0641-6175", "06416175", "00641"),
                "staff": ("mayer", "chu", "ortiz", "K. Mayer"),
                "modifier": ("JW", "jw"),
            }.items():
                for text in texts:
                    assert places(s, **{field: text}) == [1], (field, text)
                assert places(s, **{field: "zzz"}) == [], field
            assert places(s, ndc="-") == []
            number = str(s.get(1).body["number"])
            assert places(s, number=f" {number.lower()} ") == [1]
            assert places(s, number="0000-0000") == []
            assert places(s, patient="doe", lot="X9") == []
            assert places(s, patient=",") == [2, 1]
            assert places(s, serial="S-7") == []  # a whole one only

    @pytest.mark.parametrize(("code", "claimed"), [("23155-685-31", "23155068531"), ("0641-6177-01", "00641617701")])
    def test_an_ndc_is_found_as_it_is_typed(self, code: str, claimed: str) -> None:
        """From its third sign on, whatever zero a claim puts into it; another product is not."""
        with journal(note("Doe"), note("Roe", opened=[{"ndc": code}])) as store:
            for end in range(3, len(code) + 1):
                assert places(store, ndc=code[:end]) == [2], code[:end]
            assert places(store, ndc=claimed) == [2]
            assert places(store, ndc=code.replace("-", "-9", 1)) == []

    def test_a_text_is_of_patient_record_number_or_note(self) -> None:
        """Each word may be any of them; of a note's number four letters are needed, the hyphen is not."""
        doe = note("Doe, Jane", patient={"name": "Doe, Jane", "record_number": "MR-0042"})
        with journal(doe, note("Roe", patient={"name": "Roe", "record_number": "doe-1"})) as store:
            number = str(store.get(1).body["number"])
            for text in ("jane", "Jane mr-0", number, number.lower().replace("-", ""), number[:4], f"doe {number[:7]}"):
                assert places(store, text=text) == [1], text
            assert places(store, text="doe") == [2, 1]
            assert places(store, text="doe", record="mr") == [1]
            assert places(store, text=f"roe {number}") == []
            assert places(store, text=number[:3]) == []

    @pytest.mark.parametrize(
        ("state", "fields"),
        [
            (terms.NOT_CONFIRMED, {"discard": None}),
            (terms.NO_WITNESS, {}),
            (terms.NOT_BILLABLE, {"drug_source": "sample"}),
        ],
    )
    def test_states_of_notes(self, state: str, fields: dict[str, Any]) -> None:
        """What is missing is found until it is put right or the note is taken back."""
        clinic = Clinic(witness="required") if state == terms.NO_WITNESS else Clinic()
        with journal(note("Doe", clinic, **fields), note("Roe"), note("Row", clinic, **fields)) as store:
            assert places(store, state=state) == [3, 1]
            amend(store, 1, name="Dow")
            void(store, 3)
            assert places(store, state=state) == []
            assert places(store, state=terms.AMENDED) == [1]
            assert places(store, state=terms.VOIDED) == [3]

    @settings(max_examples=25)
    @given(st.data())
    def test_any_question_is_answered_as_by_hand(self, data: st.DataObject) -> None:
        """Every mixture of conditions finds what a look at each record finds."""
        with journal() as store:
            for number in range(data.draw(st.integers(1, 8))):
                filed(store, data, number)
            for _ in range(10):
                wanted = data.draw(WANTED)
                expected = [line.record.seq for line in store.records() if holds(store, line, wanted)]
                assert places(store, **wanted._asdict()) == expected[::-1]


WANTED = st.builds(
    Wanted,
    record=st.just(""),
    number=st.just(""),
    patient=st.sampled_from(("", "", "do", "DOE", "jane d", "ö", "x")),
    lot=st.sampled_from(("", "", "", "a", "b1")),
    serial=st.sampled_from(("", "", "", "S7", "s")),
    ndc=st.sampled_from(("", "", "", "0641", "0078-0181-01")),
    staff=st.sampled_from(("", "", "", "ortiz", "may")),
    modifier=st.sampled_from(("", "", "", "JW", "jz")),
    state=st.sampled_from(("", "", *terms.STATES)),
    since=st.none() | DAYS,
    until=st.none() | DAYS,
)


def filed(store: Store, data: st.DataObject, number: int) -> None:
    """File a note, or an amendment or void of one that still holds."""
    entry = {"lot": data.draw(st.sampled_from(("A1", "B12", ""))), "serials": data.draw(st.sampled_from(([], ["s7"])))}
    body = note(
        data.draw(NAMES),
        Clinic(witness="required"),
        MOMENT,
        service_date=str(data.draw(DAYS)),
        opened=[{"ndc": data.draw(st.sampled_from(CODES)), **entry}],
        given="40 mcg",
        discard={"confirmed": data.draw(st.booleans()), "witness": data.draw(st.sampled_from(("", "K. Mayer")))},
        noted_at=f"2026-11-20T10:{number:02}",
    )
    lines = {line.record.seq: line for line in store.records()}
    holding = [seq for seq, line in lines.items() if not line.later and line.record.body["kind"] != record.VOID]
    kind = data.draw(st.sampled_from((record.NOTE, record.AMENDMENT, record.VOID))) if holding else record.NOTE
    if kind == record.NOTE:
        store.add(body)
        return
    followed = lines[data.draw(st.sampled_from(holding))].record
    reason = "Wrong"
    made = record.amendment(body, followed, reason)
    store.add(made if kind == record.AMENDMENT else record.void(followed, reason, MOMENT), followed.seq)


def holds(store: Store, line: Line, wanted: Wanted) -> bool:
    """Whether a record is wanted, worked out apart from the database."""
    body = line.record.body
    taken_back = line.record.follows if body["kind"] == record.VOID else None
    said = store.get(taken_back).body if taken_back else body
    encounter = said["encounter"]
    people = (encounter.get("given_by", ""), encounter.get("discard", {}).get("witness", ""))
    texts = {
        "patient": [encounter.get("patient", {}).get("name", "")],
        "text": [encounter.get("patient", {}).get("name", "")],
        "lot": [entry.get("lot", "") for entry in encounter["opened"]],
        "staff": [*people, encounter.get("discard", {}).get("discarded_by", "")],
        "modifier": [name for claim in said["result"]["lines"] for name in claim["modifiers"]],
    }
    followed_by = line.later.body["kind"] if line.later else ""
    own = [] if taken_back or followed_by else terms.states(said["result"])
    if not taken_back and not followed_by and said["result"]["lines"]:
        own = [*own, terms.DUE]  # nothing was said of its claim
    states = [*own, {record.AMENDMENT: terms.AMENDED, record.VOID: terms.VOIDED}.get(followed_by, "")]
    return (
        all(
            any(word.startswith(asked) for text in found for word in terms.words(text))
            for field, found in texts.items()
            for asked in terms.words(getattr(wanted, field))
        )
        and (not wanted.serial or [wanted.serial.lower()] in [entry.get("serials") for entry in encounter["opened"]])
        and (not wanted.state or wanted.state in states)
        and (not wanted.ndc or any(product["ndc"].startswith(wanted.ndc) for product in said["products"]))
        and (wanted.since or datetime.date.min).isoformat() <= encounter["service_date"]
        and encounter["service_date"] <= (wanted.until or datetime.date.max).isoformat()
    )
