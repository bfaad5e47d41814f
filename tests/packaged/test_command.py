"""The finished command line says what the program says from source, byte for byte."""

import json
from pathlib import Path

import pytest

from core import paths
from tests.examples.test_published import asked, published
from tests.packaged.conftest import Copy
from tests.packaged.finished import FOLDER, INSIDE, ROOT, from_source, outcome, run

EXAMPLES = sorted((ROOT / "examples").glob("*.json"))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_calc_of_an_example(example: Path) -> None:
    """The same result, and nothing besides."""
    done = run("vialnote", "calc", str(example))

    assert outcome(done) == outcome(from_source("calc", str(example)))
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("row", published(), ids=lambda row: f"{row['id']} {row['source']}")
def test_calc_of_a_published_example(row: dict[str, str], tmp_path: Path) -> None:
    """The same result, or the same faults, with a catalogue of its own."""
    catalog, table = asked(row, tmp_path)
    path = tmp_path / "encounter.json"
    path.write_text(json.dumps(table))
    command = ("calc", str(path), "--catalog", catalog)

    assert outcome(run("vialnote", *command)) == outcome(from_source(*command))


def test_a_wrong_encounter(tmp_path: Path) -> None:
    """The same faults as JSON, and exit code 2."""
    path = tmp_path / "wrong.json"
    path.write_text('{"service_date": "2026-11-20", "given": "60"}')
    done = run("vialnote", "calc", str(path))

    assert outcome(done) == outcome(from_source("calc", str(path)))
    assert done.returncode == 2


def test_note_is_the_same_file(tmp_path: Path) -> None:
    """A note has the same bytes, and is found to be the same by the one that did not make it."""
    made, source = tmp_path / "made.pdf", tmp_path / "source.pdf"
    done = run("vialnote", "note", str(EXAMPLES[0]), "-o", str(made))
    from_source("note", str(EXAMPLES[0]), "-o", str(source))

    assert outcome(done) == (0, b"", b"")
    assert made.read_bytes() == source.read_bytes()
    checked = run("vialnote", "verify", str(source))
    assert (checked.returncode, checked.stderr) == (0, b"")
    assert b'"verdict": "same"' in checked.stdout


def test_journal_is_shared_with_the_source(tmp_path: Path) -> None:
    """A note that the finished program has filed, encrypted, is read by the program from source with the same key."""
    key, home = ("--key-file", str(tmp_path / "key.txt")), str(tmp_path)
    filed = run(
        "vialnote", "note", str(EXAMPLES[0]), "-o", str(tmp_path / "note.pdf"), "--record", *key, VIALNOTE_HOME=home
    )
    listed = run("vialnote", "journal", "list", *key, VIALNOTE_HOME=home)

    assert (filed.returncode, filed.stdout) == (0, b"")
    assert filed.stderr.startswith(b"vialnote: a new journal was begun")
    assert (listed.returncode, listed.stderr) == (0, b"")
    assert outcome(from_source("journal", "list", *key, VIALNOTE_HOME=home)) == outcome(listed)
    assert not (tmp_path / "journal.db").read_bytes().startswith(b"SQLite")


def test_needs_no_qt(without: Copy) -> None:
    """The command line works in a folder without any of Qt."""
    folder = without("PySide6", "shiboken6")
    command = ("calc", str(EXAMPLES[0]))

    assert outcome(run("vialnote", *command, folder=folder)) == outcome(run("vialnote", *command))


def test_has_all_resources() -> None:
    """Each data file is there as it is in the project."""
    shipped = FOLDER / INSIDE / "resources"
    for path in Path(paths.RESOURCES).rglob("*"):
        if path.is_file():
            assert (shipped / path.relative_to(paths.RESOURCES)).read_bytes() == path.read_bytes()


def test_has_its_news() -> None:
    """The changelog lies beside the data, where the window looks for what is new."""
    assert (FOLDER / INSIDE / "CHANGELOG.md").read_bytes() == (
        Path(paths.RESOURCES).parent / "CHANGELOG.md"
    ).read_bytes()
