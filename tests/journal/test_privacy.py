"""A patient's name stands in no file in plain, nor does the key."""

import base64
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from core.journal import home, key
from core.journal.key import Key
from core.journal.terms import Wanted
from tests.journal.making import amend, void
from tests.journal.office import Office

MARKER = "Zyxwvutson"


def spellings(own: Key) -> Iterator[bytes]:
    """The marker and the key in each form in which a program may write them."""
    for text in (MARKER, MARKER.lower(), MARKER.upper(), own.recovery, own.recovery.replace("-", "")):
        yield from (text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be"))
    yield from (own.secret, own.secret.hex().encode(), own.secret.hex().upper().encode(), base64.b64encode(own.secret))


def files(*folders: Path) -> dict[str, bytes]:
    """Every file below these folders."""
    return {str(path): path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file()}


def test_after_a_days_use_no_file_holds_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Journal, log, shared memory, card, locker, temporary folder and backup; what was exported on purpose aside."""
    temporary, copies = tmp_path / "temporary", tmp_path / "copies"
    for folder in (temporary, copies):
        folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    office = Office(tmp_path / "office")
    assert office.note(MARKER).returncode == 0
    own = key.read_file(office.key_file)

    # In use meanwhile, so that log and shared memory are there.
    with closing(office.store()) as store:
        store.save_draft("window-1", {"patient": {"name": MARKER}}, "10:44")
        amend(store, 1, name=f"{MARKER}, Jane")
        void(store, 2, f"{MARKER} was never here")
        key.lock(office.place.locker, own, "open sesame")
        assert office.note(f"{MARKER} Roe").returncode == 0
        assert store.draft("window-1") is not None
        assert len(store.find(Wanted(patient=MARKER))) == 4
        for verb in ("list", "verify"):
            assert office.run("journal", verb).returncode == 0
        assert office.run("journal", "backup", str(copies / "copy.db")).returncode == 0
        home.take_card(office.place, own)
        looked_at = files(Path(office.place.folder), temporary, copies)

    names = {os.path.basename(name) for name in looked_at}
    assert names == {"journal.db", "journal.db-wal", "journal.db-shm", "journal.json", "journal.key", "copy.db"}
    for name, data in looked_at.items():
        for spelling in spellings(own):
            assert spelling not in data, name
    # The look itself finds what is there.
    assert any(spelling in Path(office.key_file).read_bytes() for spelling in spellings(own))
