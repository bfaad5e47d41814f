"""The report's verb on the command line."""

import csv
import json
import os
from pathlib import Path

import pytest

from core import cli
from core.journal import record
from core.report import prices
from tests.note import paper
from tests.report.records import MOMENT, SAMPLE, body, journal

PERIOD = ("--from", "2026-11-01", "--to", "2026-11-30")


@pytest.fixture
def key_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The key of a journal with a note, one outside the period, one void, and an amended one."""
    monkeypatch.setenv("VIALNOTE_HOME", str(tmp_path))
    wrong, right = body(given="90 mcg"), body(given="75 mcg")
    store, path = journal(str(tmp_path), [body(patient={"name": "Ada"}), body(service_date="2026-10-31")])
    taken = store.add(body(given="50 mcg"))
    store.add(record.void(taken, "twice", MOMENT), taken.seq)
    first = store.add(wrong)
    store.add(record.amendment(right, first, "dose"), first.seq)
    store.close()
    return path


def report(output: Path, *more: str, key_file: str) -> int:
    """Run the verb."""
    return cli.main(["journal", "report", *PERIOD, "-o", str(output), "--key-file", key_file, *more])


def test_table(tmp_path: Path, key_file: str) -> None:
    """What holds in the period, as CSV; the user's own sizes among the comparisons."""
    output = tmp_path / "out.CSV"

    assert report(output, "--stock", "50, 75", key_file=key_file) == 0

    with open(output, encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    (total,) = (row for row in found if row["table"] == "total")
    assert (total["encounters"], total["given_mcg"]) == ("2", "135")
    assert "Your stock" in {row["name"] for row in found}


def test_paper(tmp_path: Path, key_file: str) -> None:
    """As PDF on the clinic's paper, with its name, the journal's last record, and no patient."""
    (tmp_path / "settings.json").write_text(json.dumps({"name": "Harbour", "paper": "a4"}))
    with open(SAMPLE, "rb") as file:
        sample = prices.read(file.read(), "sample.csv")
    prices.add(str(tmp_path / prices.FILE), sample._replace(quarter="2026 Q4"))
    output = tmp_path / "out.pdf"

    assert report(output, key_file=key_file) == 0

    pages = paper.read(output.read_bytes())
    said = "\n".join(page.words for page in pages)
    assert round(pages[0].width) == 595
    assert all(words in said for words in ("Harbour", "journal up to record 6", "2026-11-01 to 2026-11-30", "$0.61"))
    assert "Ada" not in said


def test_period_without_notes(tmp_path: Path, key_file: str) -> None:
    """A report that says so."""
    output = tmp_path / "out.pdf"
    arguments = ["--from", "2020-01-01", "--to", "2020-12-31", "-o", str(output), "--key-file", key_file]

    assert cli.main(["journal", "report", *arguments]) == 0
    assert "No note of this period is in the journal." in paper.read(output.read_bytes())[0].words


def test_every_fault_at_once(tmp_path: Path, key_file: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each at its option; nothing is written."""
    (tmp_path / "wrong.toml").write_text("[[product]]\nndc = 1")
    arguments = ["--from", "yesterday", "--to", "2026-13-01", "-o", str(tmp_path / "out.txt"), "--stock", "few"]
    catalog = ["--catalog", str(tmp_path / "wrong.toml")]

    assert cli.main(["journal", "report", *arguments, *catalog, "--key-file", key_file]) == 2

    said = json.loads(capsys.readouterr().err)["errors"]
    assert list(dict.fromkeys(error["field"] for error in said)) == ["catalog", "from", "to", "stock", "output"]
    assert not (tmp_path / "out.txt").exists()


def test_a_period_that_ends_before_it_begins(tmp_path: Path, key_file: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The dates are named."""
    arguments = ["--from", "2026-02-01", "--to", "2026-01-01", "-o", str(tmp_path / "out.csv")]

    assert cli.main(["journal", "report", *arguments, "--key-file", key_file]) == 2
    assert "2026-01-01: before 2026-02-01, the first date" in capsys.readouterr().err


def test_damaged_prices(tmp_path: Path, key_file: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Said in one line; nothing is written."""
    (tmp_path / prices.FILE).write_text("{")

    assert report(tmp_path / "out.csv", key_file=key_file) == 1
    assert capsys.readouterr().err == "vialnote: The prices kept here are damaged. Load the CMS price files again.\n"
    assert not os.path.exists(tmp_path / "out.csv")
