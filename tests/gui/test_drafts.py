"""What is typed and no note yet: kept on a pause, offered after a crash, and never twice in the journal."""

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import keyring
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from core import paths
from core.journal import check, home
from core.journal.home import Home
from gui import words
from gui.amending import REASONS
from gui.desk import Desk
from gui.drafts import Draft
from gui.slot import Slot
from tests.gui import desks, typist
from tests.gui.desks import later, message, records, save, save_amended, wait_for_journal
from tests.gui.keys import CTRL, at_next_dialogue, field, give_60_of_100, press, push
from tests.keyrings import InFile, InMemory

_ROOT = os.path.dirname(paths.RESOURCES)

pytestmark = pytest.mark.usefixtures("dressed", "own_keyring")


def drafts(desk: Desk) -> list[Draft]:
    """What is kept of any window."""
    return [draft for _, draft, _ in desk.journal.ask(lambda store: store.drafts())]


def crash(qtbot: QtBot, folder: str, act: Callable[[Desk], None]) -> None:
    """Do something at a window whose program then ends before it can tidy up."""
    with desks.opened(qtbot, folder) as desk:
        wait_for_journal(qtbot, desk)
        act(desk)
        desk.chair.cases.keep_draft()
        desk.journal.settle()
        desk.chair.cases.drafts._ready = False  # nothing is tidied up


def do(qtbot: QtBot, button: QPushButton) -> None:
    """Press a button of the offer."""
    qtbot.waitUntil(button.isVisible)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def folder(tmp_path: Path) -> str:
    """Of settings and journal."""
    return str(tmp_path / "home")


def kill(folder: str, tmp_path: Path, when: str) -> None:
    """Run a window in a process of its own, which is killed at a moment."""
    environment = {
        **os.environ,
        "PYTHONPATH": _ROOT,
        "QT_QPA_PLATFORM": "offscreen",
        "TEST_KEYRING": str(tmp_path / "keyring.json"),
    }
    command = [sys.executable, "-m", typist.__name__, folder, when]
    done = subprocess.run(command, env=environment, capture_output=True, timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


@pytest.fixture
def file_keyring(own_keyring: InMemory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001 - takes its place
    """The keyring that a killed program used."""
    monkeypatch.setenv("TEST_KEYRING", str(tmp_path / "keyring.json"))
    keyring.set_keyring(InFile())  # type: ignore[no-untyped-call]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system can't kill without a warning")
class TestKilled:
    """A program that ends without a warning."""

    @pytest.mark.usefixtures("file_keyring")
    def test_offered_and_brought_back(self, qtbot: QtBot, folder: str, tmp_path: Path) -> None:
        """What was typed is there at the next start, and is nowhere on disk in plain text."""
        kill(folder, tmp_path, "kept")
        for place in (tmp_path, *tmp_path.rglob("*")):
            assert typist.MARKER not in place.name
            for spelling in ("utf-8", "utf-16-le"):
                assert place.is_dir() or typist.MARKER.encode(spelling) not in place.read_bytes()

        with desks.opened(qtbot, folder) as desk:
            offer = desk.chair.cases.offer
            qtbot.waitUntil(offer.isVisible, timeout=10_000)
            assert offer.words.text().startswith("An encounter was not finished; it was kept at 20")
            do(qtbot, offer.take)
            assert field(desk.chair, "patient.name").text() == typist.MARKER
            assert field(desk.chair, "given").text() == "60 mcg"
            assert message(desk.chair) == words.DRAFT_BACK
            assert not offer.isVisible()
            save(tmp_path / "note.pdf")
            assert len(records(desk)) == 1
            qtbot.waitUntil(lambda: drafts(desk) == [])

    @pytest.mark.usefixtures("file_keyring")
    def test_saved_is_said_of_what_is_filed(self, folder: str, tmp_path: Path) -> None:
        """Killed the moment the footer says `Saved`, the record is there, the PDF too, and the chain holds."""
        place = Home(folder)
        for number in range(1, 6):
            kill(folder, tmp_path, "saved")
            with closing(home.open_with(place, home.own_key(place))) as store:
                filed = [line.record.body["pdf_sha256"] for line in store.records()]
                assert check.check(store).problems == ()
            saved = {hashlib.sha256(path.read_bytes()).hexdigest() for path in Path(folder).glob("*.pdf")}
            assert len(filed) == number
            assert set(filed) == saved

    @pytest.mark.usefixtures("file_keyring")
    def test_between_record_and_file(
        self, qtbot: QtBot, folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Killed with the record on disk and no PDF yet, the note is brought back as itself and filed once."""
        kill(folder, tmp_path, "filed")
        assert list(Path(folder).glob("*.pdf")) == []
        later(monkeypatch)
        with desks.opened(qtbot, folder) as desk:
            do(qtbot, desk.chair.cases.offer.take)
            save(tmp_path / "note.pdf")
            (filed,) = records(desk)
            assert filed.body["pdf_sha256"] == hashlib.sha256((tmp_path / "note.pdf").read_bytes()).hexdigest()


class TestOffer:
    """What an earlier window left."""

    def test_kept_on_a_pause(self, whole: Desk, qtbot: QtBot) -> None:
        """What is typed is kept without a key for it; what is typed next takes its place; New drops it."""
        wait_for_journal(qtbot, whole)
        give_60_of_100(whole.chair)
        qtbot.waitUntil(lambda: [draft["form"]["given"] for draft in drafts(whole)] == ["60 mcg"], timeout=5_000)
        field(whole.chair, "given").set_text("50 mcg")
        qtbot.waitUntil(lambda: [draft["form"]["given"] for draft in drafts(whole)] == ["50 mcg"], timeout=5_000)
        at_next_dialogue(push("Leave it"))
        press(Qt.Key.Key_N, CTRL)

        assert drafts(whole) == []

    def test_dropped_with_the_note(self, whole: Desk, qtbot: QtBot, tmp_path: Path) -> None:
        """A saved note leaves no draft."""
        wait_for_journal(qtbot, whole)
        give_60_of_100(whole.chair)
        whole.chair.cases.keep_draft()
        assert len(drafts(whole)) == 1
        save(tmp_path / "note.pdf")

        assert drafts(whole) == []

    def test_left_on_purpose(self, qtbot: QtBot, folder: str) -> None:
        """Who leaves an encounter when closing is not asked about it again."""
        with desks.opened(qtbot, folder) as desk:
            wait_for_journal(qtbot, desk)
            give_60_of_100(desk.chair)
            desk.chair.cases.keep_draft()
            at_next_dialogue(push("Leave it"))
            assert desk.window().close()
        with desks.opened(qtbot, folder) as desk:
            wait_for_journal(qtbot, desk)
            assert not desk.chair.cases.offer.isVisible()
            assert drafts(desk) == []

    def test_thrown_away(self, qtbot: QtBot, folder: str) -> None:
        """It is gone, and the page stays as it is."""
        crash(qtbot, folder, lambda desk: give_60_of_100(desk.chair))
        with desks.opened(qtbot, folder) as desk:
            do(qtbot, desk.chair.cases.offer.throw)
            assert desk.chair.form.is_blank()
            assert drafts(desk) == []

    def test_an_offer_that_nobody_answers(self, qtbot: QtBot, folder: str) -> None:
        """It comes again, after the one that a second crash left; none takes another's place."""
        crash(qtbot, folder, lambda desk: field(desk.chair, "patient.name").set_text("Ana Sample"))
        crash(qtbot, folder, lambda desk: field(desk.chair, "patient.name").set_text("Bo Sample"))
        with desks.opened(qtbot, folder) as desk:
            offer, seen = desk.chair.cases.offer, []
            for _ in range(2):
                do(qtbot, offer.take)
                seen.append(field(desk.chair, "patient.name").text())
                at_next_dialogue(push("Leave it"))
                press(Qt.Key.Key_N, CTRL)
            assert sorted(seen) == ["Ana Sample", "Bo Sample"]
            assert not offer.isVisible()
            assert drafts(desk) == []

    def test_stays_while_the_user_stays(self, qtbot: QtBot, folder: str) -> None:
        """Who would lose what is typed, and goes back, keeps both."""
        crash(qtbot, folder, lambda desk: give_60_of_100(desk.chair))
        with desks.opened(qtbot, folder) as desk:
            qtbot.waitUntil(desk.chair.cases.offer.isVisible, timeout=10_000)
            field(desk.chair, "patient.name").set_text("Bo Sample")
            at_next_dialogue(push("Cancel"))
            do(qtbot, desk.chair.cases.offer.take)
            assert desk.chair.cases.offer.isVisible()
            assert field(desk.chair, "patient.name").text() == "Bo Sample"
            assert len(drafts(desk)) == 1

    def test_of_an_amendment(self, qtbot: QtBot, folder: str, tmp_path: Path) -> None:
        """It goes on amending the record that it was to amend."""

        def act(desk: Desk) -> None:
            give_60_of_100(desk.chair)
            save(tmp_path / "first.pdf")
            field(desk.chair, "given").set_text("50 mcg")

        crash(qtbot, folder, act)
        with desks.opened(qtbot, folder) as desk:
            do(qtbot, desk.chair.cases.offer.take)
            assert field(desk.chair, "given").text() == "50 mcg"
            save_amended(tmp_path / "second.pdf", REASONS[3])
            assert [record.follows for record in records(desk)] == [None, 1]

    def test_of_a_note_that_was_filed(
        self, qtbot: QtBot, folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Ended after the record and before all else, the note is brought back as itself and not filed twice."""

        def act(desk: Desk) -> None:
            (tmp_path / "folder").write_text("in the way")
            give_60_of_100(desk.chair)
            save(tmp_path / "folder" / "note.pdf")
            assert message(desk.chair).endswith(words.FILED)

        crash(qtbot, folder, act)
        later(monkeypatch)
        with desks.opened(qtbot, folder) as desk:
            do(qtbot, desk.chair.cases.offer.take)
            save(tmp_path / "note.pdf")
            assert message(desk.chair) == "Saved: note.pdf. It is in the journal."
            assert len(records(desk)) == 1


def test_two_windows_at_once(qtbot: QtBot, whole: Desk, settings_path: Path) -> None:
    """Each keeps its own draft and is not offered the other's."""
    folder = str(settings_path.parent)
    wait_for_journal(qtbot, whole)
    give_60_of_100(whole.chair)
    whole.chair.cases.keep_draft()
    with desks.opened(qtbot, folder) as second:
        wait_for_journal(qtbot, second)
        assert not second.chair.cases.offer.isVisible()
        field(second.chair, "patient.name").set_text("Bo Sample")
        second.chair.cases.keep_draft()
        assert [name for name, *_ in second.journal.ask(lambda store: store.drafts())] == ["window 1", "window 2"]


def test_of_a_window_that_is_not_opened_again(qtbot: QtBot, folder: str) -> None:
    """What was typed in a second window is offered in the only one that opens next."""
    with desks.opened(qtbot, folder) as first:
        wait_for_journal(qtbot, first)
        crash(qtbot, folder, lambda desk: give_60_of_100(desk.chair))
        assert not first.chair.cases.offer.isVisible()
    with desks.opened(qtbot, folder) as only:
        do(qtbot, only.chair.cases.offer.take)

        assert field(only.chair, "given").text() == "60 mcg"
        assert len(drafts(only)) == 1


def test_a_folder_without_room_for_slots(tmp_path: Path) -> None:
    """A window finds a slot where no file can be made."""
    (tmp_path / "file").write_text("")

    assert Slot(str(tmp_path / "file" / "home")).name == "window 1"
