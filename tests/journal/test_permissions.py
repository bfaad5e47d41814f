"""Every file that the program writes is its owner's alone, whatever the system's habit is."""

import datetime
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from core import crash, own_lists, settings
from core.clinic import Clinic
from core.columns import remembered
from core.journal import backup, home, key
from core.recalls import Recall
from core.reference import RECALLS
from core.report import prices
from core.settings import Remembered
from gui.slot import Slot
from tests.audit.files import meant
from tests.build import VIAL_100
from tests.command.running import vialnote
from tests.journal.test_commands import Office
from tests.report.records import sample_prices

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there are no such modes")

EXAMPLE = "examples/sc_60_of_100.json"
NOW = datetime.datetime(2026, 11, 20, 10, 44, tzinfo=datetime.UTC)
YEAR = ("--from", "2026-01-01", "--to", "2026-12-31")
CSV = "encounter_id,service_date,route,given,opened\n1,2026-11-20,SC,60 mcg,0078-0181-01\n"


@pytest.fixture(autouse=True)
def _generous() -> Iterator[None]:
    """A system that lets everybody read and write what is made."""
    before = os.umask(0)
    yield
    os.umask(before)


def shared(folder: Path) -> dict[str, str]:
    """Files and folders below one that others may read, write or enter, with their modes."""
    found = {path: path.lstat().st_mode & 0o777 for path in folder.rglob("*")}
    return {str(path.relative_to(folder)): oct(mode) for path, mode in found.items() if mode & 0o077}


def test_what_the_command_line_writes(tmp_path: Path) -> None:
    """Notes, slips, results, lists, reports, exports, journal, key and backup."""
    office = Office(tmp_path)
    out, rows = tmp_path, tmp_path / "rows.csv"
    assert office.note("Doe").returncode == 0
    rows.write_text(CSV)
    rows.chmod(0o600)
    for verb, *arguments in (
        ("note", EXAMPLE, "-o", f"{out}/note.txt"),
        ("note", EXAMPLE, "--slip", "label", "-o", f"{out}/label.pdf"),
        ("batch", str(rows), "-o", f"{out}/results.csv"),
        ("fhir", EXAMPLE, "-o", f"{out}/ehr.json", "--zone", "America/New_York"),
        *(("journal", "export", "-o", f"{out}/notes.{kind}") for kind in ("csv", "jsonl")),
        *(("journal", "report", *YEAR, "-o", f"{out}/report.{kind}") for kind in ("csv", "pdf")),
        ("journal", "backup", f"{out}/copy.db"),
        ("journal", "restore", f"{out}/copy.db"),
    ):
        done = office.run(verb, *arguments) if verb == "journal" else vialnote(verb, *arguments)
        assert done.returncode == 0, done.stderr

    assert len(list(tmp_path.rglob("*"))) >= 15
    assert shared(tmp_path) == {}


def test_what_the_window_writes(tmp_path: Path) -> None:
    """Journal, log, passphrase, card, backup and drafts; settings, lists, columns, prices, reports of errors, locks."""
    place = home.Home(str(tmp_path / "data"))
    own = key.new()

    def keep(_: str, made: key.Key) -> bool:
        nonlocal own
        own = made
        key.lock(place.locker, made, "four words in mind")
        return True

    config = tmp_path / "config"
    with closing(home.create(place, keep)) as store:
        store.save_draft("window 1", {"given": "60 mcg"}, "10:44")
        backup.back_up(store, str(tmp_path / "copy.db"), own)
        settings.save(str(config / settings.FILE), Clinic(), Remembered())
        own_lists.change_recalls(str(tmp_path / "lists"), [Recall(VIAL_100, "QX7781", NOW.date(), "FDA")])
        remembered.keep(str(tmp_path / "columns" / remembered.FILE), ["A"], meant())
        prices.add(str(tmp_path / "prices" / prices.FILE), sample_prices("2025 Q4")["2025 Q4"])
        crash.keep(ValueError(), "window", str(tmp_path / "logs"), NOW)
        slot = Slot(str(tmp_path / "data"))
        found = {path.name for path in tmp_path.rglob("*")}
        assert {"journal.db", "journal.db-wal", "journal.db-shm", "journal.key", "journal.json"} <= found
        assert {"copy.db", settings.FILE, RECALLS, remembered.FILE, prices.FILE} <= found
        assert "window-1.lock" in found
        assert shared(tmp_path) == {}
        slot.release()
