"""The key: on paper, in the keyring, behind a passphrase."""

import os
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import crockford
from core.journal import key
from core.journal.faults import KeyMissingError, WrongKeyError
from core.journal.key import Key
from tests.keyrings import InMemory

KEYS = st.binary(min_size=32, max_size=32).map(Key)
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def bare(own: Key) -> str:
    """The letters of a recovery key without hyphens."""
    return own.recovery.replace("-", "")


class TestRecoveryKey:
    """14 groups of 4 letters, and no slip of the pen passes."""

    @given(KEYS, st.sampled_from((" ", "-", "", " - ", "\n")), st.booleans())
    def test_it_is_read_back_however_it_is_typed(self, own: Key, between: str, small: bool) -> None:  # noqa: FBT001
        assert len(own.recovery.split("-")) == 14
        typed = own.recovery.replace("-", between)
        assert key.parse(typed.lower() if small else typed) == own

    @settings(max_examples=10)
    @given(KEYS)
    def test_every_wrong_letter_is_told(self, own: Key) -> None:
        text = bare(own)
        for place, letter in enumerate(text):
            for other in LETTERS.replace(letter, ""):
                with pytest.raises(WrongKeyError, match="Type all 14 groups"):
                    key.parse(f"{text[:place]}{other}{text[place + 1 :]}")

    @settings(max_examples=10)
    @given(KEYS)
    def test_every_exchange_of_neighbours_is_told(self, own: Key) -> None:
        text = bare(own)
        for place, (first, second) in enumerate(pairwise(text)):
            if first != second:
                with pytest.raises(WrongKeyError, match="Type all 14 groups"):
                    key.parse(f"{text[:place]}{second}{first}{text[place + 2 :]}")

    def test_letters_that_look_like_digits(self) -> None:
        own = Key(bytes(32))
        assert key.parse(own.recovery.replace("0", "o")) == own
        one = Key(bytes(31) + b"\x01")
        assert key.parse(one.recovery.replace("1", "l")) == one
        assert key.parse(one.recovery.replace("1", "i")) == one

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("", "it has 0 letters, not 56"),
            ("ABCD-EFGH", "it has 8 letters"),
            ("U" * 56, "a sign that no key has"),
            ("ü" * 56, "a sign that no key has"),
            ("Z" * 56, "a sign that no key has"),  # more than 256 bits
        ],
    )
    def test_what_is_no_key_is_refused_with_the_reason(self, text: str, why: str) -> None:
        with pytest.raises(WrongKeyError, match=why):
            key.parse(text)

    @given(st.text())
    def test_no_text_breaks_it(self, text: str) -> None:
        with pytest.raises(WrongKeyError):
            key.parse(text)


class TestSecrecy:
    """A key shows itself only where it is asked to."""

    @given(KEYS)
    def test_nothing_that_is_printed_holds_the_secret(self, own: Key) -> None:
        for shown in (repr(own), str(own), f"{own}", repr([own]), own.check):
            assert own.secret.hex() not in shown
            assert repr(own.secret) not in shown
            assert bare(own) not in shown

    def test_two_new_keys_differ(self) -> None:
        first, second = key.new(), key.new()
        assert first != second
        assert first.check != second.check


class TestKeyFile:
    """A script may keep its recovery key in a file."""

    def test_it_is_read_back_and_its_owners_alone(self, tmp_path: Path) -> None:
        path, own = str(tmp_path / "key.txt"), key.new()
        key.write_file(path, own)

        assert key.read_file(path) == own
        assert os.name == "nt" or os.stat(path).st_mode & 0o077 == 0

    def test_another_file_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "note.pdf").write_bytes(bytes(range(256)) * 10)
        with pytest.raises(WrongKeyError):
            key.read_file(str(tmp_path / "note.pdf"))


class TestKeyring:
    """The operating system's keyring holds the key."""

    def test_it_is_found_by_the_journals_name(self, own_keyring: InMemory) -> None:
        own = key.new()
        assert key.in_keyring("a1") is None
        assert key.into_keyring("a1", own)
        assert key.in_keyring("a1") == own
        assert key.in_keyring("b2") is None
        assert list(own_keyring.entries.values()) == [own.recovery]

    @pytest.mark.usefixtures("no_keyring")
    def test_a_keyring_that_fails_is_none(self) -> None:
        assert key.in_keyring("a1") is None
        assert not key.into_keyring("a1", key.new())


class TestPassphrase:
    """A locker, opened by a passphrase, where there is no keyring."""

    @pytest.mark.parametrize(
        "passphrase",
        ["correct horse", "", '"', "'; DROP TABLE locked; --", "x'00'", "ångström 🔑", "a\0b", "x" * 5_000],
    )
    def test_any_passphrase_opens_it_and_no_other(self, tmp_path: Path, passphrase: str) -> None:
        path, own = str(tmp_path / "journal.key"), key.new()
        key.lock(path, own, passphrase)
        before = (tmp_path / "journal.key").read_bytes()

        assert key.unlock(path, passphrase) == own
        for wrong in (f"{passphrase} ", passphrase[:-1] or "a", "A"):
            with pytest.raises(WrongKeyError, match="The passphrase is not right"):
                key.unlock(path, wrong)
        assert (tmp_path / "journal.key").read_bytes() == before
        assert own.recovery.encode() not in before
        assert os.name == "nt" or os.stat(path).st_mode & 0o077 == 0
        assert os.listdir(tmp_path) == ["journal.key"]

    def test_an_accent_may_be_spelt_either_way(self, tmp_path: Path) -> None:
        path, own = str(tmp_path / "journal.key"), key.new()
        key.lock(path, own, "caf\u00e9")
        assert key.unlock(path, "cafe\u0301") == own

    def test_without_a_locker_the_recovery_key_is_asked_for(self, tmp_path: Path) -> None:
        with pytest.raises(KeyMissingError, match="Use its recovery key"):
            key.unlock(str(tmp_path / "journal.key"), "any")
        assert os.listdir(tmp_path) == []

    def test_a_wrong_passphrase_makes_no_noise(self, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
        path = str(tmp_path / "journal.key")
        key.lock(path, key.new(), "right")
        with pytest.raises(WrongKeyError):
            key.unlock(path, "wrong")
        assert capfd.readouterr() == ("", "")

    def test_a_new_passphrase_takes_the_old_ones_place(self, tmp_path: Path) -> None:
        path, own = str(tmp_path / "journal.key"), key.new()
        key.lock(path, own, "old")
        key.lock(path, own, "new")
        assert key.unlock(path, "new") == own
        with pytest.raises(WrongKeyError):
            key.unlock(path, "old")


class TestCrockford:
    """Numbers in letters that nobody mistakes."""

    @given(st.integers(min_value=0, max_value=2**60 - 1))
    def test_what_is_written_is_read(self, number: int) -> None:
        assert crockford.read(crockford.grouped(crockford.write(number, 12))) == number

    def test_another_sign_is_an_error(self) -> None:
        with pytest.raises(ValueError, match="substring"):
            crockford.read("U")
