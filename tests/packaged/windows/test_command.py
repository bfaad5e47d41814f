"""The Windows command line says what the program says from source here, byte for byte."""

import json
from pathlib import Path

import pypdf
import pytest

from core import __version__
from tests.examples.test_published import asked, published
from tests.journal import postgres
from tests.packaged.finished import from_source, outcome
from tests.packaged.test_command import EXAMPLES
from tests.packaged.windows.wine import COMMAND, Computer

PROGRAM = rf"C:\Vialnote\{COMMAND}"


def test_version(ready: Computer) -> None:
    """It has the one version."""
    done = ready.run(PROGRAM, "--version")

    assert (done.returncode, done.stdout.split(), done.stderr) == (0, [b"vialnote", __version__.encode()], b"")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_calc_of_an_example(example: Path, ready: Computer) -> None:
    """The same result, and nothing besides."""
    done = ready.run(PROGRAM, "calc", ready.put(example, r"C:\encounter.json"))

    assert outcome(done) == outcome(from_source("calc", str(example)))
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("row", published(), ids=lambda row: f"{row['id']} {row['source']}")
def test_calc_of_a_published_example(row: dict[str, str], tmp_path: Path, ready: Computer) -> None:
    """The same result, or the same faults, with a catalogue of its own."""
    catalog, table = asked(row, tmp_path)
    path = tmp_path / "encounter.json"
    path.write_text(json.dumps(table))
    known = [ready.put(path, r"C:\encounter.json"), "--catalog", ready.put(Path(catalog), r"C:\catalog.toml")]
    done, wanted = ready.run(PROGRAM, "calc", *known), from_source("calc", str(path), "--catalog", catalog)

    assert (done.returncode, done.stdout) == (wanted.returncode, wanted.stdout)
    assert _lines(done.stderr) == _lines(wanted.stderr)


def _lines(said: bytes) -> list[bytes]:
    """Without the systems' own ends of lines."""
    return said.splitlines()


def test_note_is_the_same_file(tmp_path: Path, ready: Computer) -> None:
    """A note has the same bytes, and is found to be the same; also once another program has saved it anew."""
    source, again = tmp_path / "source.pdf", tmp_path / "again.pdf"
    from_source("note", str(EXAMPLES[0]), "-o", str(source))
    done = ready.run(PROGRAM, "note", ready.put(EXAMPLES[0], r"C:\encounter.json"), "-o", r"C:\note.pdf")
    pypdf.PdfWriter(clone_from=source).write(again)

    assert outcome(done) == (0, b"", b"")
    assert ready.path(r"C:\note.pdf").read_bytes() == source.read_bytes() != again.read_bytes()
    for note in (source, again):
        checked = ready.run(PROGRAM, "verify", ready.put(note, r"C:\other.pdf"))
        assert (checked.returncode, checked.stderr) == (0, b"")
        assert b'"verdict": "same"' in checked.stdout


def test_journal_is_shared_with_the_source(ready: Computer) -> None:
    """A note that it has filed, encrypted, is read by the program from source with the same key."""
    home = {"VIALNOTE_HOME": r"C:\home"}
    key = ("--key-file", r"C:\key.txt")
    example = ready.put(EXAMPLES[0], r"C:\encounter.json")
    filed = ready.run(PROGRAM, "note", example, "-o", r"C:\filed.pdf", "--record", *key, **home)
    listed = ready.run(PROGRAM, "journal", "list", *key, **home)
    there = ready.path(r"C:\home")
    here = from_source("journal", "list", "--key-file", str(ready.path(key[1])), VIALNOTE_HOME=str(there))

    assert (filed.returncode, filed.stdout) == (0, b"")
    assert filed.stderr.startswith(b"vialnote: a new journal was begun")
    assert outcome(listed) == outcome(here)
    assert (listed.returncode, listed.stderr) == (0, b"")
    assert not (there / "journal.db").read_bytes().startswith(b"SQLite")


def test_journal_moves_to_a_server(ready: Computer) -> None:
    """PostgreSQL is reached, encrypted: the libraries for it are found, and fit each other.

    Wine 8 lacks what libpq looks for a certificate of the client with, and libpq says so; so it looks for none.
    """
    if reason := postgres.why_not():
        pytest.skip(reason)
    key = ("--key-file", r"C:\server.txt")
    example = ready.put(EXAMPLES[0], r"C:\encounter.json")
    with postgres.server() as server:
        address = f"postgresql://journal@127.0.0.1:{server.port}/{server.database()}?sslcertmode=disable"
        known = {"VIALNOTE_HOME": r"C:\seat", "PGPASSWORD": postgres.PASSWORD}
        ready.run(PROGRAM, "note", example, "-o", r"C:\moved.pdf", "--record", *key, **known)
        listed = ready.run(PROGRAM, "journal", "list", *key, **known)
        moved = ready.run(PROGRAM, "journal", "move", "--to", address, *key, **known)
        there = ready.run(PROGRAM, "journal", "list", *key, **known)

    assert moved.returncode == 0, moved.stderr
    assert (there.returncode, there.stdout) == (0, listed.stdout)
    assert b'"seq": 1' in there.stdout
