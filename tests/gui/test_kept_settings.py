"""The settings of two windows of one user: what one of them keeps, the other does not undo."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core import settings
from core.clinic import Clinic
from core.computer import Computer
from gui.desk import Desk
from gui.settings_dialog import SettingsDialog
from tests.gui import desks
from tests.gui.keys import at_next_dialogue, field
from tests.gui.showing import to_front

CHANGED = Clinic(name="North clinic", setting="home", staff=("R. Ortiz RN",))


@pytest.fixture
def second(whole: Desk, qtbot: QtBot, settings_path: Path) -> Iterator[Desk]:
    """A second window of the same user, who has opened the first one before."""
    desks.wait_for_journal(qtbot, whole)
    with desks.opened(qtbot, str(settings_path.parent)) as desk:
        yield desk


def kept(path: Path) -> settings.Loaded:
    """What is on disk."""
    return settings.read(str(path))


def test_what_another_window_has_kept_stays(whole: Desk, second: Desk, settings_path: Path) -> None:
    """A note that is put out here keeps its own, and no older settings over those that were changed there."""
    second.chair.take_settings(CHANGED, Computer(lock_after=5), "")
    mine = whole.settings
    mine.remembered = mine.remembered._replace(printer="Front desk")
    mine.clinic = mine.clinic._replace(paper="a4")
    mine.store()

    found = kept(settings_path)
    assert found.clinic == CHANGED._replace(paper="a4")
    assert (found.computer, found.remembered.printer) == (Computer(lock_after=5), "Front desk")
    assert (mine.clinic, mine.computer) == (found.clinic, found.computer)


def test_back_at_a_window_its_settings_are_those_of_today(whole: Desk, second: Desk, qtbot: QtBot) -> None:
    """A blank page takes place and payer over, the lock its time; nothing is said, for nobody did anything here."""
    second.chair.take_settings(CHANGED, Computer(lock_after=5), "")
    with qtbot.waitSignal(whole.settings.changed):
        to_front(qtbot, whole.window())

    assert field(whole.chair, "setting").text() == "home"
    assert whole.idle._timer.interval() == 300_000
    assert whole.chair.footer.message.text() == ""
    to_front(qtbot, second.window())
    with qtbot.assertNotEmitted(whole.settings.changed):
        to_front(qtbot, whole.window())


def test_an_encounter_that_is_begun_keeps_its_own(whole: Desk, second: Desk, qtbot: QtBot) -> None:
    """Place and payer were chosen, or left as they were, by who typed."""
    field(whole.chair, "site").set_text("left arm")
    second.chair.take_settings(CHANGED, Computer(), "")
    to_front(qtbot, whole.window())

    assert field(whole.chair, "setting").text() == "office"
    assert whole.settings.clinic == CHANGED


@pytest.mark.parametrize("spoilt", [None, "{", '{"npi": "1"}'])
def test_a_file_that_is_gone_or_damaged_changes_nothing(whole: Desk, settings_path: Path, spoilt: str | None) -> None:
    """What the window knows holds, and is on disk again with the next note; a damaged file is kept beside it."""
    whole.chair.take_settings(CHANGED, Computer(), "")
    settings_path.unlink()
    if spoilt is not None:
        settings_path.write_text(spoilt, "utf-8")
    whole.settings.look()
    assert whole.settings.clinic == CHANGED
    whole.settings.store()

    assert kept(settings_path).clinic == CHANGED
    aside = list(settings_path.parent.glob("settings-damaged-*.json"))
    assert [file.read_text("utf-8") for file in aside] == ([] if spoilt is None else [spoilt])


def test_what_cannot_be_written_is_said(whole: Desk, settings_path: Path) -> None:
    """It holds in the window all the same."""
    settings_path.mkdir(parents=True)
    whole.chair.take_settings(CHANGED, Computer(), "")

    assert whole.chair.footer.message.text().startswith("Settings saved. The settings were not saved: ")
    assert whole.settings.clinic == CHANGED


def test_a_backup_made_meanwhile_is_remembered(whole: Desk, tmp_path: Path) -> None:
    """While the dialogue is open the weekly backup may be made; another folder has none yet."""
    whole.settings.take(Clinic(), Computer(backup_folder=str(tmp_path)))

    def save(dialogue: SettingsDialog) -> None:
        whole.settings.note_backup("2026-11-20", "")
        dialogue.fields["name"].set_text("North clinic")
        dialogue.accept()

    at_next_dialogue(save)
    whole.chair.change_settings()
    assert whole.settings.computer.backed_up == "2026-11-20"
    whole.settings.take(Clinic(), Computer(backup_folder=str(tmp_path.parent)))
    assert whole.settings.computer.backed_up == ""
