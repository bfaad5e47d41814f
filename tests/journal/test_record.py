"""What a record says, and how it is kept."""

import hashlib
import json
import zlib
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import paths
from core.calculate import calculate
from core.clinic import Clinic
from core.journal import record
from core.result import to_json
from tests import build
from tests.journal.making import MOMENT, note

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


class TestBody:
    """Everything that a payer may ask for later."""

    def test_a_note_says_what_was_done_by_whom_and_with_which_rules(self) -> None:
        said = note("Doe, Jane", noted_at="2026-11-20T10:44")
        assert {name: said[name] for name in ("kind", "user", "seat", "recorded_at", "pdf_sha256", "pdf_bytes")} == {
            "kind": "note",
            "user": "rortiz",
            "seat": "chair-2",
            "recorded_at": "2026-11-20T10:44:00Z",
            "pdf_sha256": hashlib.sha256(b"%PDF").hexdigest(),
            "pdf_bytes": 4,
        }
        assert said["encounter"]["patient"] == {"name": "Doe, Jane"}
        assert said["products"][0]["ndc"] == build.AMPUL_100
        assert said["rules_version"] == said["result"]["rules_version"]

    def test_the_result_comes_out_again_of_what_is_kept(self) -> None:
        clinic = Clinic(witness="required", stock=(), staff=("R. Ortiz RN",), record_system="urn:oid:2.999.1")
        said = record.read(record.seal(1, record.BEFORE_ALL, note("Doe", clinic), None).text)
        again = calculate(record.encounter_of(said), build.shipped(), record.clinic_of(said))
        assert to_json(again) == said["result"]
        assert not {"staff", "record_system"} & set(said["clinic"])

    def test_a_powder_has_no_volume(self) -> None:
        product = build.shipped().catalog.products[0]._replace(volume=None)
        assert record._product(product)["volume"] == ""

    def test_amendment_and_void_name_what_they_follow(self) -> None:
        first = record.seal(7, record.BEFORE_ALL, note("Doe"), None)
        named = {"seq": 7, "number": first.body["number"], "hash": first.hash}
        assert record.amendment(note("Roe"), first, "Wrong name")["amends"] == named
        taken_back = record.void(first, "Wrong patient", MOMENT)
        assert (taken_back["voids"], taken_back["reason"]) == (named, "Wrong patient")
        assert record.identity_of(taken_back) is None


class TestChain:
    """The hash covers place, record before and text."""

    @given(st.integers(1, 10**9), st.binary(), st.binary())
    def test_nothing_that_is_hashed_can_be_exchanged(self, seq: int, text: bytes, other: bytes) -> None:
        own = record.digest(seq, record.BEFORE_ALL, text)
        assert own != record.digest(seq + 1, record.BEFORE_ALL, text)
        assert own != record.digest(seq, own, text)
        assert (own == record.digest(seq, record.BEFORE_ALL, other)) == (text == other)

    def test_the_hash_is_as_documented(self) -> None:
        """Anyone can work it out from an export."""
        found = record.seal(1, record.BEFORE_ALL, {"b": "é", "a": 1}, None)
        assert found.text == b'{"a":1,"b":"\\u00e9"}'
        assert found.hash == hashlib.sha256(b"1\n" + b"0" * 64 + b"\n" + found.text).hexdigest()


class TestPacking:
    """Texts are kept packed, with a list of words that stays for ever."""

    @given(JSON)
    def test_what_is_packed_comes_out(self, value: Any) -> None:  # noqa: ANN401 - any JSON value
        text = json.dumps(value).encode()
        assert record.unpacked(record.packed(text)) == text

    @given(st.data())
    def test_a_changed_bit_never_yields_another_text(self, data: st.DataObject) -> None:
        text = b'{"name":"Doe, Jane"}'
        packed = bytearray(record.packed(text))
        place = data.draw(st.integers(0, len(packed) - 1))
        packed[place] ^= data.draw(st.integers(1, 255))
        with suppress(zlib.error):
            assert record.unpacked(bytes(packed)) == text  # the bit was one of those that fill up the last byte

    @pytest.mark.parametrize("change", [lambda data: data[:-1], lambda data: data + b"x", lambda _: b""])
    def test_cut_or_longer_is_an_error(self, change: Any) -> None:  # noqa: ANN401 - a lambda
        with pytest.raises(zlib.error):
            record.unpacked(change(record.packed(b"text")))

    def test_the_words_never_change(self) -> None:
        """Every record ever written needs them, byte for byte."""
        with open(paths.resource("journal-1.txt"), "rb") as file:
            words = file.read()
        assert hashlib.sha256(words).hexdigest() == "b74a57b82852ee97be9eddf827a4cbd1031603efcfe591b1d2bc016114d85d5a"
        assert len(words) < 32_000  # what zlib looks back

    def test_a_note_takes_little_room(self) -> None:
        text = record.seal(1, record.BEFORE_ALL, note("Doe, Jane"), None).text
        assert len(record.packed(text)) < len(text) / 8
