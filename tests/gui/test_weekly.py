"""The weekly backup: made when it is due, said, and made again where it failed."""

import datetime
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core import settings
from core.clinic import Clinic
from core.computer import Computer
from core.journal import backup, check, home
from core.journal.home import Home
from core.settings import Remembered
from gui import dates
from gui.desk import Desk
from gui.journal import State
from gui.weekly import is_due
from tests import notes

TODAY = datetime.date(2026, 11, 20)


@pytest.fixture
def folder(settings_path: Path, tmp_path: Path) -> Path:
    """The folder that the settings name."""
    made = tmp_path / "backup"
    made.mkdir()
    settings.save(str(settings_path), Clinic(), Remembered(), Computer(backup_folder=str(made)))
    return made


def fall_quiet(whole: Desk, qtbot: QtBot) -> None:
    """Let the journal open, and the time without a key run out."""
    qtbot.waitUntil(whole.weekly.quiet._timer.isActive)
    whole.weekly.quiet._timer.setInterval(1)
    whole.weekly.quiet._timer.start()


@pytest.mark.parametrize(
    ("backed_up", "due"),
    [
        ("", True),
        ("2026-11-20", False),
        ("2026-11-14", False),
        ("2026-11-13", True),
        ("2025-11-20", True),
        ("2026-11-26", False),
        ("2026-11-27", True),
    ],
)
def test_when_it_is_due(backed_up: str, due: bool) -> None:  # noqa: FBT001 - a case
    """After seven days, or where the last one is dated later than a clock that is right can have dated it."""
    assert is_due(Computer(backup_folder="there", backed_up=backed_up), TODAY) is due
    assert not is_due(Computer(backed_up=backed_up), TODAY)


def test_a_copy_that_can_be_restored(folder: Path, whole: Desk, qtbot: QtBot, settings_path: Path) -> None:
    """It has every record, the window says so, and the settings keep the day."""
    qtbot.waitUntil(lambda: whole.journal.state is State.OPEN)
    whole.journal.ask(notes.file)
    fall_quiet(whole, qtbot)
    today = f"{dates.now():%Y-%m-%d}"
    name = f"vialnote-journal-{today}.db"
    qtbot.waitUntil(lambda: whole.chair.footer.message.text() == f"Weekly backup made: {name}. Records in it: 1.")

    own = home.own_key(Home(whole.journal.folder))
    elsewhere = Home(str(folder / "elsewhere"))
    assert backup.restore(str(folder / name), elsewhere, own, "1").report.records == 1
    with closing(home.open_with(elsewhere, own)) as copied:
        assert check.check(copied).problems == ()
    assert settings.load(str(settings_path)).computer == Computer(backup_folder=str(folder), backed_up=today)
    assert whole.chair.settings.computer.backed_up == today
    assert not whole.weekly.quiet._timer.isActive()


def test_once_a_week(folder: Path, settings_path: Path, request: pytest.FixtureRequest, qtbot: QtBot) -> None:
    """Where one was made yesterday there is none today."""
    yesterday = (dates.now().date() - datetime.timedelta(days=1)).isoformat()
    computer = Computer(backup_folder=str(folder), backed_up=yesterday)
    settings.save(str(settings_path), Clinic(), Remembered(), computer)
    whole: Desk = request.getfixturevalue("whole")
    with qtbot.assertNotEmitted(whole.weekly.done), qtbot.assertNotEmitted(whole.weekly.failed):
        fall_quiet(whole, qtbot)
        qtbot.waitUntil(lambda: not whole.weekly.quiet._timer.isActive())
        whole.journal.ask(lambda store: store.last())
    assert list(folder.iterdir()) == []


def test_a_folder_that_is_gone(folder: Path, whole: Desk, qtbot: QtBot, settings_path: Path) -> None:
    """It is said once a day, for no day is kept; another folder is tried as soon as the window is quiet."""
    folder.rmdir()
    fall_quiet(whole, qtbot)
    with qtbot.waitSignal(whole.weekly.failed):
        pass
    assert whole.chair.footer.message.text() == (
        "The weekly backup failed: No such file or directory. Check the folder in Settings. It is tried again tomorrow."
    )
    assert settings.load(str(settings_path)).computer.backed_up == ""
    with qtbot.assertNotEmitted(whole.weekly.failed):
        whole.weekly.quiet.ended.emit()
        whole.journal.ask(lambda store: store.last())
    whole.settings.take(Clinic(), Computer(backup_folder=str(folder.parent)))
    with qtbot.waitSignal(whole.weekly.done):
        whole.weekly.quiet.ended.emit()


def test_a_window_that_stays_open(folder: Path, whole: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes one each week: nobody has to start it anew."""
    with qtbot.waitSignal(whole.weekly.done):
        fall_quiet(whole, qtbot)
    now = dates.now()
    for days in (6, 7):
        monkeypatch.setattr(dates, "now", lambda days=days: now + datetime.timedelta(days=days))
        whole.weekly.quiet.ended.emit()
    qtbot.waitUntil(lambda: len(list(folder.glob("*.db"))) == 2)
    made = {file.name for file in folder.iterdir()}
    assert made == {f"vialnote-journal-{(now + datetime.timedelta(days=days)).date()}.db" for days in (0, 7)}


def test_nothing_before_the_window_is_quiet(folder: Path, whole: Desk, qtbot: QtBot) -> None:
    """Whoever types is not disturbed: twenty seconds without a key come first."""
    qtbot.waitUntil(whole.weekly.quiet._timer.isActive)
    assert whole.weekly.quiet._timer.interval() == 20_000
    assert list(folder.iterdir()) == []
