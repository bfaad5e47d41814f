"""Records as rows for spreadsheets, and whole for programs."""

import csv
import io
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import encounter_json, settings
from core.calculate import calculate
from core.clinic import Clinic
from core.journal import listing, record, terms
from core.journal.lines import Line
from core.journal.record import Record
from core.journal.store import Store
from core.result import to_json
from core.spreadsheet import neutral
from tests import build, notes
from tests.journal.making import amend, claim, note, void

PAYER = "medicare-part-b"
SIGNS = st.characters(exclude_categories=("Cs", "Cc"))
TEXTS = st.text(SIGNS, max_size=12) | st.sampled_from(("=1+1", "+A1", "-2", "@SUM(A1)", '"', "a,b", "'=x", "\ufeffx"))


def line(body: dict[str, Any]) -> Line:
    """A record alone."""
    return Line(record.seal(1, record.BEFORE_ALL, body, None), None)


def table(lines: list[Line]) -> list[dict[str, str]]:
    """CSV as a spreadsheet reads it."""
    data = b"".join(listing.as_csv(listing.row(one) for one in lines)).decode()
    return [*csv.DictReader(io.StringIO(data, newline=""))]


@pytest.fixture
def store(any_store: Store) -> Store:
    """A journal in a file, and one on a server."""
    return any_store


class TestRow:
    """A record in one row."""

    def test_a_note(self) -> None:
        body = note(
            "Doe, Jane",
            patient={"name": "Doe, Jane", "record_number": "42"},
            opened=[*build.opened(build.VIAL_50, build.VIAL_50, build.VIAL_100), {"ndc": build.VIAL_100, "lot": "L2"}],
            given="160 mcg",
            discard={"confirmed": True, "reason": "Dose smaller", "discarded_by": "K. Mayer", "witness": "L. Chu"},
        )
        found = listing.row(line(body))
        assert tuple(found) == listing.COLUMNS
        assert found == {
            **dict.fromkeys(listing.COLUMNS, ""),
            "seq": 1,
            "number": body["number"],
            "kind": "note",
            "recorded_at": "2026-11-20T10:44:00Z",
            "user": "rortiz",
            "service_date": "2026-11-20",
            "patient_name": "Doe, Jane",
            "record_number": "42",
            "payer": "Medicare Part B",
            "setting": "office",
            "route": "SC",
            "given_mcg": "160",
            "labelled_mcg": "300",
            "discarded_mcg": "140",
            "kept_mcg": "0",
            "administered_units": 7,
            "jw_units": 5,
            "modifiers": "JW",
            "ndcs": f"{build.VIAL_50}; {build.VIAL_100}",
            "lots": "L1; L2",
            "given_by": "R. Ortiz RN",
            "discarded_by": "K. Mayer",
            "witness": "L. Chu",
            "discard_reason": "Dose smaller",
            "content_hash": body["content_hash"],
        }

    def test_what_became_of_a_record(self, store: Store) -> None:
        store.add(note("Doe", Clinic(witness="required")))
        amend(store, 1, name="Roe", clinic=Clinic(witness="required"))
        void(store, 2, "Wrong patient")
        first, second, third = (listing.row(found) for found in store.records())

        assert (first["states"], first["amends"], first["reason"]) == (terms.AMENDED, "", "")
        assert (second["states"], second["amends"], second["reason"]) == (terms.VOIDED, first["number"], "Wrong lot")
        assert (third["states"], third["amends"], third["reason"]) == ("", second["number"], "Wrong patient")
        assert (third["kind"], third["patient_name"]) == ("void", "")

    def test_a_note_that_can_t_be_billed(self) -> None:
        found = listing.row(line(note(opened=[{"ndc": "9999-9999-99"}], discard=None, given_by=None)))
        assert found["states"] == "not billable"
        assert (found["given_mcg"], found["ndcs"], found["administered_units"]) == ("", "", 0)


class TestRows:
    """What became of claims, and what is due until when, for the biller's own lists."""

    def test_claims(self, store: Store) -> None:
        """More than are looked up at once, too."""
        notes.fill(store, 1_000)
        claim(store, 1, "denied", "2026-11-24")
        claim(store, 2, "paid", "2026-11-24")
        payers = build.shipped().payers
        windows = {**payers, PAYER: payers[PAYER]._replace(appeal_days=10)}
        found = [*listing.rows(store, store.records(), windows)]

        told = [[row[name] for name in ("claim_state", "claim_date", "due", "due_until")] for row in found]
        assert told[:3] == [
            ["denied", "2026-11-24", "appeal", "2026-12-04"],
            ["paid", "2026-11-24", "", ""],
            ["", "", "send", ""],
        ]
        assert [row["seq"] for row in found] == [*range(1, 1_001)]
        assert {tuple(row) for row in found} == {listing.COLUMNS}


class TestCsv:
    """Cells come back as they were, and none is a formula."""

    @given(TEXTS, TEXTS, TEXTS)
    def test_round_trip(self, name: str, reason: str, lot: str) -> None:
        body = note(
            patient={"name": name, "record_number": lot},
            discard={"confirmed": True, "reason": reason},
            opened=[{"ndc": build.AMPUL_100, "lot": lot}],
        )
        found = line(body)
        (cells,) = table([found])
        assert cells == {column: neutral(str(value)) for column, value in listing.row(found).items()}
        assert all(value[:1] not in {"=", "+", "-", "@", "\t", "\r"} or Decimal(value) <= 0 for value in cells.values())

    def test_without_records_a_header_stays(self) -> None:
        assert b"".join(listing.as_csv([])).decode() == f"{','.join(listing.COLUMNS)}\n"


class TestJsonLines:
    """A line holds all that a record is."""

    @given(TEXTS, st.sampled_from(("25 mcg", "60 mcg", "100 mcg")), st.sampled_from(("required", "optional")))
    def test_calc_says_the_same_again(self, name: str, given_: str, witness: str) -> None:
        found = line(note(name, Clinic(witness=witness), given=given_, ordered=given_))
        (data,) = b"".join(listing.as_json_lines([found])).splitlines()
        read = json.loads(data)

        encounter = encounter_json.from_dict(read["body"]["encounter"])
        again = calculate(encounter, build.shipped(), settings.from_dict(read["body"]["clinic"]))
        assert to_json(again) == read["body"]["result"]

    def test_the_chain_can_be_followed_in_it(self, store: Store) -> None:
        store.add(note("Doe\u2028Jane"))
        void(store, 1)
        lines = [*store.records()]
        read = [json.loads(data) for data in b"".join(listing.as_json_lines(lines)).split(b"\n")[:-1]]

        assert [item["later"] for item in read] == [2, None]
        for item, found in zip(read, lines, strict=True):
            text = record.seal(item["seq"], item["previous"], item["body"], None)
            assert Record(*text[:4], found.record.follows) == found.record
            assert text.hash == item["hash"]
