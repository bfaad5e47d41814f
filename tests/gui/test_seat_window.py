"""The window of one of several seats: what it says and does while the clinic's server is away, and when it is back."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from core.journal import check, home, key, move
from core.journal.home import Home
from gui.amending import Reason
from gui.chair import Chair
from gui.desk import JOURNAL, Desk
from gui.journal import State
from gui.journal_notice import NO_NOTES
from gui.journal_page import JournalPage
from tests import notes
from tests.gui.keys import CTRL, at_next_dialogue, attest, field, give_60_of_100, press, push, save_as
from tests.journal import postgres
from tests.journal.postgres import Server
from tests.keyrings import InMemory

WAITS = "It waits on this computer, encrypted, until the clinic's server answers."
AWAY = "The journal's server does not answer. Check the network, or try again in a moment."


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    """A PostgreSQL server; the test is skipped where there can be none."""
    if reason := postgres.why_not():
        pytest.skip(reason)
    with postgres.server() as server:
        yield server


@pytest.fixture
def server(running: Server, settings_path: Path, own_keyring: InMemory) -> Iterator[Server]:
    """The server with a journal of one note, to which this computer's card points."""
    place, address = Home(str(settings_path.parent)), running.url(running.database())
    home.create(place, key.into_keyring).close()
    move.to_server(place, home.own_key(place), address, "1")
    with_note = home.seat(place, home.own_key(place))
    notes.file(with_note)
    with_note.close()
    assert len(own_keyring.entries) == 2  # key and password
    yield running
    if not running.is_up():
        running.start()
    running.drop(address)


@pytest.fixture
def seat(server: Server, request: pytest.FixtureRequest, qtbot: QtBot) -> Desk:
    """The window on that journal."""
    assert server.is_up()
    opened: Desk = request.getfixturevalue("whole")
    qtbot.waitUntil(lambda: opened.journal.state is State.OPEN)
    return opened


def page(whole: Desk, qtbot: QtBot) -> JournalPage:
    """The journal's page, with all that was asked answered."""
    found = whole.go(JOURNAL)
    assert isinstance(found, JournalPage)
    qtbot.waitUntil(found.is_quiet)
    return found


def save(window: Chair, path: Path) -> str:
    """Save the note on the page; what is said."""
    at_next_dialogue(save_as(str(path)))
    press(Qt.Key.Key_S, CTRL)
    return window.footer.message.text()


def waits(whole: Desk, number: int, qtbot: QtBot) -> None:
    """Wait until the window knows how many notes wait."""
    start = {0: "", 1: "1 note waits"}.get(number, f"{number} notes wait")
    qtbot.waitUntil(lambda: whole.waiting.words.startswith(start) and bool(whole.waiting.words) == bool(number))


def test_a_note_goes_to_the_server(seat: Desk, window: Chair, qtbot: QtBot, tmp_path: Path) -> None:
    """With a server that answers, nothing is said of it."""
    give_60_of_100(window)
    attest(qtbot, window)
    assert save(window, tmp_path / "note.pdf") == "Saved: note.pdf. It is in the journal."
    shown = page(seat, qtbot)
    assert shown.model.rowCount() == 2
    assert not shown.waits.isVisible()
    assert not seat.waiting.timer.isActive()


def test_no_backup_takes_the_servers_place(seat: Desk, qtbot: QtBot) -> None:
    """This seat alone would go on with it; that is for the command line."""
    shown = page(seat, qtbot)
    shown._offer(empty=True, why=NO_NOTES)
    assert not shown.notice.restore.isVisible()


def test_a_note_waits_and_is_filed(seat: Desk, window: Chair, server: Server, qtbot: QtBot, tmp_path: Path) -> None:
    """The footer and the journal's page say that it waits; a try a minute later files it."""
    page(seat, qtbot)
    seat.go("Chair")
    server.stop()
    give_60_of_100(window)
    attest(qtbot, window)
    assert save(window, tmp_path / "note.pdf") == f"Saved: note.pdf. {WAITS}"
    assert save(window, tmp_path / "again.pdf") == f"Saved: again.pdf. {WAITS}"
    waits(seat, 1, qtbot)
    shown = page(seat, qtbot)
    assert shown.waits.isVisible()
    assert shown.waits.text() == f"1 note waits on this computer for the clinic's server. {AWAY}"
    assert seat.waiting.timer.interval() == 60_000
    assert seat.waiting.timer.isActive()

    seat.waiting.timer.timeout.emit()
    qtbot.waitUntil(lambda: not seat.waiting._tries)
    waits(seat, 1, qtbot)
    server.start()
    seat.waiting.timer.timeout.emit()
    waits(seat, 0, qtbot)
    assert shown.message.text() == "The clinic's server is back. What waited is in the journal: 1."
    qtbot.waitUntil(lambda: shown.model.rowCount() == 2)
    assert not shown.waits.isVisible()
    assert not seat.waiting.timer.isActive()
    assert seat.journal.ask(check.check).problems == ()


def saved_and_waiting(seat: Desk, qtbot: QtBot, folder: Path) -> str:
    """Save a note that the server can't take; its number."""
    give_60_of_100(seat.chair)
    save(seat.chair, folder / "note.pdf")
    waits(seat, 1, qtbot)
    filed = seat.chair.cases.case.filing.filed
    assert filed is not None
    return str(filed.body["number"])


def test_a_note_that_waits_is_amended_once_it_has_a_place(
    seat: Desk, window: Chair, server: Server, qtbot: QtBot, tmp_path: Path
) -> None:
    """Until then the refusal says why; afterwards the amendment follows its note."""
    server.stop()
    number = saved_and_waiting(seat, qtbot, tmp_path)
    attest(qtbot, window)

    def early(dialogue: QDialog) -> None:
        push("Amend")(dialogue)
        at_next_dialogue(save_as(str(tmp_path / "early.pdf")))

    at_next_dialogue(early)
    press(Qt.Key.Key_S, CTRL)
    refused = f"Note {number} still waits for the clinic's server. Amend it once that answers."
    assert window.footer.message.text() == f"Saved: early.pdf. It is NOT in the journal. {refused}"
    server.start()
    assert save(window, tmp_path / "late.pdf") == "Saved: late.pdf. It is in the journal."
    kinds = [line.record.body["kind"] for line in seat.journal.ask(lambda store: store.history(2))]
    assert kinds == ["note", "amendment"]
    waits(seat, 0, qtbot)


def test_a_draft_of_an_amendment_of_a_waiting_note(
    seat: Desk, window: Chair, server: Server, qtbot: QtBot, tmp_path: Path
) -> None:
    """It names the note by its number, and is brought back once the note has a place."""
    server.stop()
    number = saved_and_waiting(seat, qtbot, tmp_path)
    field(window, "patient.name").set_text("Zhou, Wei")
    window._pause.timeout.emit()
    draft = seat.journal.ask(lambda store: store.drafts())[0][1]
    assert draft["amends"] == number

    window.cases.begin()
    window.cases.drafts._left = [("window 1, before", draft, "now")]
    window.cases.offer.offer("now")
    QTest.mouseClick(window.cases.offer.take, Qt.MouseButton.LeftButton)
    assert "still waits for the clinic's server" in window.footer.message.text()
    assert window.cases.offer.isVisible()
    server.start()
    QTest.mouseClick(window.cases.offer.take, Qt.MouseButton.LeftButton)
    assert window.footer.message.text() == "Here is what was not finished."
    assert not window.cases.offer.isVisible()
    assert window.cases.case.filing.filed is not None
    assert (window.cases.case.filing.filed.seq, window.cases.case.filing.filed.body["number"]) == (2, number)
    assert field(window, "patient.name").text() == "Zhou, Wei"


def test_a_start_without_the_server(
    server: Server, settings_path: Path, request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path
) -> None:
    """The window opens, says what waits, and has the notes as soon as they can be read."""
    place = Home(str(settings_path.parent))
    server.stop()
    before = home.seat(place, home.own_key(place))
    before.add(notes.body(given="70 mcg"))
    before.add(notes.body(given="80 mcg"))
    before.close()
    whole: Desk = request.getfixturevalue("whole")
    waits(whole, 2, qtbot)
    shown = page(whole, qtbot)
    assert shown.message.text() == AWAY
    assert shown.waits.text().startswith("2 notes wait on this computer")
    assert shown.notice.said.text() == "The notes can't be read now."
    assert shown.notice.button.text() == "Try again"

    server.start()
    shown.notice.button.click()
    qtbot.waitUntil(lambda: shown.model.rowCount() == 1)
    whole.waiting.timer.timeout.emit()
    qtbot.waitUntil(lambda: shown.model.rowCount() == 3)
    assert os.path.exists(place.waiting)
    assert tmp_path.exists()


def test_void_while_it_is_away(seat: Desk, server: Server, qtbot: QtBot) -> None:
    """Nobody knows whether someone else was quicker: it is refused, with the reason."""
    shown = page(seat, qtbot)
    server.stop()

    def act(dialogue: Reason) -> None:
        dialogue.field.set_text("Wrong patient")
        push("Void")(dialogue)

    at_next_dialogue(act)
    shown.void.click()
    assert AWAY in shown.message.text()


def test_what_waits_is_filed_at_the_next_start(
    server: Server, settings_path: Path, request: pytest.FixtureRequest, qtbot: QtBot
) -> None:
    """No minute has to pass where the server answers at once."""
    place = Home(str(settings_path.parent))
    server.stop()
    before = home.seat(place, home.own_key(place))
    before.add(notes.body(given="70 mcg"))
    before.close()
    server.start()
    whole: Desk = request.getfixturevalue("whole")
    with qtbot.waitSignal(whole.waiting.said):
        pass
    assert whole.chair.footer.message.text() == "The clinic's server is back. What waited is in the journal: 1."
