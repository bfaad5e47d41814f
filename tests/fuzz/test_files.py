"""Files that were damaged since they were written: a journal with its log and card, a backup, and a note's PDF."""

import json
import shutil
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.clinic import Clinic
from core.faults import InputError
from core.journal import backup, check, home, key, listing
from core.journal.faults import JournalError
from core.journal.home import Home
from core.journal.key import Key
from core.journal.terms import Wanted
from core.note import finished, likeness, paper, verify
from tests.build import result, shipped
from tests.fuzz.commands import Commands, is_sample, may_refuse, refused
from tests.fuzz.spoilt import damaged, json_files
from tests.journal.making import note

CARD, COPY, KEY, LOG, NOTES = "journal.json", "backup.db", "key", "journal.db-wal", "journal.db"
_VERBS = (["verify"], ["list"], ["export", "-o", "out.jsonl"], ["export", "-o", "out.csv"])


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a journal with some notes as a killed program leaves them, its key, and a backup."""
    folder = tmp_path_factory.mktemp("whole")

    def keep(_: str, made: Key) -> bool:
        key.write_file(str(folder / KEY), made)
        return True

    with closing(home.create(Home(str(folder)), keep)) as store:
        for number in range(4):
            store.add(note(f"Patient {number}", noted_at=f"2026-11-20T10:4{number}"))
        backup.back_up(store, str(folder / COPY), key.read_file(str(folder / KEY)))
        return {name: (folder / name).read_bytes() for name in (CARD, COPY, KEY, LOG, NOTES)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a damaged journal is put."""
    return tmp_path / "journal"


def _laid_out(folder: Path, files: dict[str, bytes]) -> Home:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return Home(str(folder))


def _used(place: Home, own: Key) -> None:
    """What window and command line do with a journal; a JournalError is how they hear of damage."""
    with may_refuse(JournalError), closing(home.open_with(place, own)) as store:
        check.check(store)
        list(listing.rows(store, store.newest(Wanted(), 100), shipped().payers))
        store.drafts()
        store.add(note("New", noted_at="2026-11-20T11:11"))


@pytest.mark.parametrize("name", [NOTES, LOG, CARD])
def test_journal(commands: Commands, whole: dict[str, bytes], folder: Path, name: str) -> None:
    """It is whole all the same, or damaged, or of another key; each is said."""
    own = key.parse(whole[KEY].decode())
    kinds = damaged([whole[name]])
    kinds = kinds | json_files(json.loads(whole[CARD])) if name == CARD else kinds

    @given(kinds)
    def spoilt(data: bytes) -> None:
        files = {part: whole[part] for part in (NOTES, LOG, CARD)} | {name: data}
        if b"://" not in data:  # of a server, which is looked for
            _used(_laid_out(folder, files), own)
        if is_sample(data) and b"://" not in data:
            _asked(commands, {f"home/{part}": kept for part, kept in files.items()} | {KEY: whole[KEY]}, data)

    spoilt()


def _asked(commands: Commands, files: dict[str, bytes], data: bytes) -> None:
    """One of the journal's verbs on a damaged one."""
    verb = _VERBS[len(data) % len(_VERBS)]
    done = commands.run(["journal", *verb, "--key-file", KEY], files, "home")
    if verb != ["verify"] or not done.said:
        refused(done)


@given(st.data())
def test_backup(whole: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """A damaged copy does not take the journal's place, or comes back as what it is."""
    folder = tmp_path_factory.getbasetemp() / "backup"
    own = key.parse(whole[KEY].decode())
    copy = data.draw(damaged([whole[COPY]]))
    place = _laid_out(folder, {part: whole[part] for part in (NOTES, LOG, CARD)} | {COPY: copy})
    with may_refuse(JournalError):
        backup.restore(str(folder / COPY), place, own, "20261126-101112")
    with closing(home.open_with(place, own)) as store:
        check.check(store)


@cache
def _note() -> bytes:
    """A note's PDF."""
    return finished.finish(result(noted_at="2026-11-20T10:44"), Clinic()).pdf


_parts = st.sampled_from((b"/Type", b"/Page", b"/Length", b"endstream", b"xref", b"/Kids", b"obj", b"<<", b"/EF", b"R"))
_others = st.sampled_from((b"/Length 9999999999", b"/Pages", b"1 0 R", b"[", b"-1", b"/JavaScript", b"endobj", b""))


@st.composite
def _rewritten(draw: st.DrawFn) -> bytes:
    """A note in which one of a PDF's own words is another one."""
    data, word = _note(), draw(_parts)
    places = [place for place in range(len(data)) if data.startswith(word, place)]
    place = draw(st.sampled_from(places))
    return data[:place] + draw(_others) + data[place + len(word) :]


@given(_rewritten() | damaged([_note()]))
def test_note(commands: Commands, data: bytes) -> None:
    """Same, changed, or no note: never a traceback. What reads it in a process of its own is tried in this one."""
    with may_refuse(InputError):
        verify.again(paper.read_own(data), shipped())
        likeness._strange(data)
        if len(data) % 8 == 0:  # dots take longest
            likeness._compared(_note(), data)
    if is_sample(data) and is_sample(data[::-1]):
        done = commands.run(["verify", "in.pdf"], {"in.pdf": data})
        if done.said:
            said: dict[str, Any] = json.loads(done.said)
            assert (said["verdict"] == verify.CHANGED) is bool(done.code), done
        else:
            assert refused(done)
