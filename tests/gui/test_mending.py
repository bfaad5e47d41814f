"""A journal that is damaged or not there: a backup in its place, or an empty one, at the window."""

import os
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from core.journal import backup, check, database, home, key
from core.journal.home import Home
from core.journal.key import Key
from core.journal.store import Store
from gui.chair import Chair
from gui.desk import JOURNAL, Desk
from gui.journal import State
from gui.journal_page import JournalPage
from gui.unlock import AskKey, NewPassphrase
from tests import notes
from tests.gui.keys import at_next_dialogue, enter, give_60_of_100, open_file, press
from tests.gui.test_window_layout import clipped
from tests.keyrings import Failing, InMemory

OTHER = Key(bytes(range(32)))


@pytest.fixture
def place(settings_path: Path) -> Home:
    """The window's journal."""
    return Home(str(settings_path.parent))


@pytest.fixture
def copied(tmp_path: Path) -> str:
    """A backup of two notes with a key of its own, from another computer."""
    made, path = Home(str(tmp_path / "other")), str(tmp_path / "copy.db")
    os.mkdir(made.folder)
    with closing(Store(database.open_file(made.database, OTHER))) as store:
        notes.file(store)
        notes.file(store, given="50 mcg")
        backup.back_up(store, path, OTHER)
    return path


def damage(place: Home) -> None:
    """Write rubbish over a journal of one note."""
    with closing(home.open_with(place, home.own_key(place))) as store:
        notes.file(store)
    with open(place.database, "r+b") as file:
        file.write(b"x" * 5_000)


@pytest.fixture
def damaged(place: Home, own_keyring: InMemory, request: pytest.FixtureRequest, qtbot: QtBot) -> Desk:
    """The window whose journal was damaged since the last start, with the journal's page in sight."""
    assert own_keyring.entries == {}
    home.create(place, key.into_keyring).close()
    damage(place)
    opened: Desk = request.getfixturevalue("whole")
    qtbot.waitUntil(lambda: opened.journal.state is State.DAMAGED)
    opened.go(JOURNAL)
    return opened


def page(whole: Desk) -> JournalPage:
    """The journal's page."""
    found = whole.go(JOURNAL)
    assert isinstance(found, JournalPage)
    return found


def records(place: Home, own: Key) -> int:
    """How many records the journal in a folder has, all of them sound."""
    with closing(home.open_with(place, own)) as store:
        found = check.check(store)
    assert found.problems == ()
    return found.records


def type_key(text: str, *, then: str = "") -> None:
    """Answer the next dialogue with a key; where it is refused, with another."""

    def act(dialogue: AskKey) -> None:
        QTest.keyClicks(dialogue.line.line, text)
        QTest.keyClick(dialogue.line.line, Qt.Key.Key_Return)
        if then:
            refused.append(dialogue.line.fault())
            dialogue.line.line.selectAll()
            QTest.keyClicks(dialogue.line.line, then)
            QTest.keyClick(dialogue.line.line, Qt.Key.Key_Return)

    at_next_dialogue(act)


refused: list[str] = []
"""Why a typed key was not taken."""


def test_an_empty_journal_after_damage(damaged: Desk, place: Home, window: Chair, qtbot: QtBot) -> None:
    """The damaged file is kept, its name is said, and the next note is filed."""
    before = Path(place.database).read_bytes()
    shown = page(damaged)
    assert shown.notice.button.text() == "Begin an empty journal"
    shown.notice.button.setFocus()
    enter()

    kept = [name for name in os.listdir(place.folder) if name.startswith("aside-") and name.endswith("-journal.db")]
    assert shown.message.text() == (
        f"An empty journal was begun. What was there is kept in the journal's folder as {kept[0]}."
    )
    assert (Path(place.folder) / kept[0]).read_bytes() == before
    assert damaged.journal.state is State.OPEN
    damaged.go("Chair")
    give_60_of_100(window)
    window._finish()
    assert records(place, home.own_key(place)) == 0
    damaged.journal.ask(notes.file)
    assert records(place, home.own_key(place)) == 1
    qtbot.waitUntil(shown.is_quiet)


def test_a_backup_after_damage(damaged: Desk, place: Home, tmp_path: Path, qtbot: QtBot) -> None:
    """The last backup takes its place, with the key of this computer and without a question."""
    own, path = home.own_key(place), str(tmp_path / "own.db")
    with closing(Store(database.open_file(str(tmp_path / "whole.db"), own))) as store:
        notes.file(store, given="70 mcg")
        backup.back_up(store, path, own)
    shown = page(damaged)
    at_next_dialogue(open_file(path))
    shown.notice.restore.setFocus()
    press(Qt.Key.Key_Space)

    qtbot.waitUntil(lambda: shown.model.rowCount() == 1)
    assert shown.message.text().startswith("Restored: 1 records. What was there is kept in the journal's folder as")
    assert records(place, own) == 1


def test_going_back_changes_nothing(damaged: Desk, place: Home) -> None:
    """Neither question has to be answered."""
    shown, before = page(damaged), sorted(os.listdir(place.folder))
    at_next_dialogue(lambda dialogue: dialogue.reject())
    shown.notice.restore.click()
    assert shown.message.text() == "Nothing was changed."
    assert damaged.journal.state is State.DAMAGED
    assert sorted(os.listdir(place.folder)) == before


def test_a_new_computer(whole: Desk, place: Home, copied: str, qtbot: QtBot, own_keyring: InMemory) -> None:
    """The empty journal of a first start gives way to the backup, which its recovery key opens; a slip is told."""
    qtbot.waitUntil(lambda: whole.journal.state is State.OPEN)
    shown = page(whole)
    qtbot.waitUntil(shown.notice.restore.isVisible)

    def choose(dialogue: QDialog) -> None:
        open_file(copied)(dialogue)
        type_key(Key(bytes(32)).recovery, then=OTHER.recovery)

    refused.clear()
    at_next_dialogue(choose)
    shown.notice.restore.click()

    qtbot.waitUntil(lambda: shown.model.rowCount() == 2)
    assert refused == ["The backup can't be opened with this key, or is damaged. Nothing was changed."]
    assert shown.message.text().startswith("Restored: 2 records. What was there is kept")
    assert OTHER.recovery in own_keyring.entries.values()
    assert home.own_key(place) == OTHER
    whole.journal.ask(lambda store: notes.file(store, given="30 mcg"))
    assert records(place, OTHER) == 3


def test_a_key_that_is_not_the_backups_leaves_the_journal_open(
    whole: Desk, place: Home, copied: str, qtbot: QtBot
) -> None:
    """Whoever goes back goes on with the journal that was there."""
    qtbot.waitUntil(lambda: whole.journal.state is State.OPEN)
    own, shown = home.own_key(place), page(whole)

    def choose(dialogue: QDialog) -> None:
        open_file(copied)(dialogue)
        at_next_dialogue(lambda asked: asked.reject())

    at_next_dialogue(choose)
    shown.notice.restore.click()
    assert shown.message.text() == "Nothing was changed."
    whole.journal.ask(notes.file)
    assert records(place, own) == 1


def test_a_backup_that_was_changed_says_so(whole: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    """It is restored, and the number of its damaged records is said."""
    qtbot.waitUntil(lambda: whole.journal.state is State.OPEN)
    own, path = home.own_key(Home(whole.journal.folder)), str(tmp_path / "own.db")
    with closing(Store(database.open_file(path, own))) as store:
        notes.file(store)
        with database.writing(store._local) as connection:
            connection.exec_driver_sql("DROP TRIGGER record_no_update")
            connection.exec_driver_sql("UPDATE record SET number = 'X'")
    shown = page(whole)
    at_next_dialogue(open_file(path))
    shown.notice.restore.click()
    assert "Restored: 1 records. 1 of them are not as they were written" in shown.message.text()


def test_a_journal_in_use_elsewhere(whole: Desk, place: Home, tmp_path: Path, qtbot: QtBot) -> None:
    """Another window's notes are not pulled away; this one goes on with the journal."""
    qtbot.waitUntil(lambda: whole.journal.state is State.OPEN)
    own, path = home.own_key(place), str(tmp_path / "own.db")
    with closing(Store(database.open_file(path, own))) as store:
        notes.file(store)
    shown = page(whole)
    with closing(home.open_with(place, own)) as other:
        at_next_dialogue(open_file(path))
        shown.notice.restore.click()
        assert shown.message.text() == "The journal is open. Close Vialnote's windows, then restore."
        assert other.last() is None
    whole.journal.ask(notes.file)
    assert records(place, own) == 1


def test_a_backup_that_can_not_be_read(whole: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    """The system's reason is said, and the journal stays."""
    qtbot.waitUntil(lambda: whole.journal.state is State.OPEN)
    from gui import mending

    def gone(dialogue: QDialog) -> None:
        path = tmp_path / "gone.db"
        path.write_bytes(b"")
        open_file(str(path))(dialogue)
        path.unlink()

    at_next_dialogue(gone)
    said = mending.restore(whole, whole.journal)
    assert said == "It can't be done: No such file or directory. Nothing was changed."
    assert whole.journal.ask(lambda store: store.last()) is None


class TestWithoutAKeyring:
    """The key is asked for."""

    @pytest.fixture
    def locked(self, place: Home, settings_path: Path) -> str:
        """A journal whose passphrase is asked for at each start; it is damaged."""
        assert str(settings_path.parent) == place.folder

        def keep(_: str, made: Key) -> bool:
            key.lock(place.locker, made, "four words in mind")
            return True

        home.create(place, keep).close()
        with open(place.database, "r+b") as file:
            file.write(b"x" * 5_000)
        return "four words in mind"

    def test_the_passphrase_of_a_damaged_journal(
        self, locked: str, place: Home, request: pytest.FixtureRequest, qtbot: QtBot
    ) -> None:
        """Once it is typed, the page offers what mends the journal, and the key is not asked for again."""
        whole: Desk = request.getfixturevalue("whole")
        qtbot.waitUntil(lambda: whole.journal.state is State.LOCKED)
        shown = page(whole)
        type_key(locked)
        shown.notice.button.click()
        assert shown.notice.button.text() == "Begin an empty journal"
        shown.notice.button.click()
        assert whole.journal.state is State.OPEN
        assert records(place, key.unlock(place.locker, locked)) == 0

    def test_a_backup_before_there_is_a_journal(
        self, whole: Desk, no_keyring: Failing, place: Home, copied: str, qtbot: QtBot
    ) -> None:
        """The recovery key opens it, and from then on a passphrase does, which is chosen at once."""
        assert no_keyring
        qtbot.waitUntil(lambda: whole.journal.state is State.NEW)
        shown = page(whole)

        def choose(dialogue: QDialog) -> None:
            open_file(copied)(dialogue)
            at_next_dialogue(open_with_it)

        def open_with_it(dialogue: AskKey) -> None:
            QTest.keyClicks(dialogue.line.line, OTHER.recovery)
            QTest.keyClick(dialogue.line.line, Qt.Key.Key_Return)
            at_next_dialogue(choose_passphrase)

        def choose_passphrase(dialogue: NewPassphrase) -> None:
            for line in (dialogue.first.line, dialogue.second.line):
                QTest.keyClicks(line, "four words in mind")
            QTest.keyClick(line, Qt.Key.Key_Return)

        at_next_dialogue(choose)
        shown.notice.restore.click()
        qtbot.waitUntil(lambda: shown.model.rowCount() == 2)
        assert shown.message.text() == "Restored: 2 records."
        assert records(place, key.unlock(place.locker, "four words in mind")) == 2


def test_an_empty_journal_that_can_not_be_made(damaged: Desk, place: Home, tmp_path: Path) -> None:
    """The damaged file is at its place again, and the page still offers both."""
    other, before = Home(str(tmp_path / "elsewhere")), Path(place.database).read_bytes()
    os.mkdir(other.folder)
    home.take_card(other, OTHER)
    os.replace(other.card, place.card)
    shown = page(damaged)
    shown.notice.button.click()
    assert shown.message.text() == (
        "This key is not the journal's. Nothing was changed. Use the key that was printed for it."
    )
    assert Path(place.database).read_bytes() == before
    assert shown.notice.restore.isVisible()


def test_the_reason_has_room(whole: Desk, copied: str) -> None:
    """A key that is refused makes the question taller, and nothing covers anything else."""
    question = AskKey(whole, whole.journal, "Why it is asked for.", "Restore", lambda find: print(find(), copied))
    question.show()
    question.line.line.setText("abc")
    question.accept()
    for _ in range(3):
        QApplication.processEvents()
    assert question.line.fault().startswith("This is no recovery key")
    assert clipped(question) == []
    control = question.line.control
    assert question.line._fault.geometry().top() > control.geometry().bottom()
